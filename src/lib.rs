//! `fengong`（分工）: reads a Chinese government work plan, finds every task and the departments the text
//! names for it, and composes the workbooks a coordinating office hands out.
//!
//! One way through:
//!
//! ```text
//! bytes ─read─▶ Document ─outline─▶ Outline ─tags─▶ RawTags ─directory─▶ Resolved ─assemble─▶ Plan ─view─▶ Tables ─write─▶ files
//! ```
//!
//! The modules stand in the order of that flow. Every stage takes bytes or values and gives values: no file
//! access, clock or thread in any of them; those are the command line's part (feature `cli`).
//!
//! ```
//! use fengong::pipeline::{Options, extract};
//! use fengong::{Templates, plan::Role};
//!
//! let text = "青山区2031年健康促进工作要点\n\
//!             1.推广家庭读书角。（区教育局牵头，区妇联配合）\n\
//!             2.改造社区步道。（区建管委）\n";
//! let templates = Templates::built_in()?;
//! let plan = extract("要点.txt", text.as_bytes().to_vec(), &templates, &Options::default())?.plan;
//!
//! let owners: Vec<(&str, Role)> =
//!     plan.tasks.iter().flat_map(|task| &task.owners).map(|owner| (&*owner.name, owner.role)).collect();
//! assert_eq!(owners, [("区教育局", Role::Lead), ("区妇联", Role::Support), ("区建管委", Role::Owner)]);
//! # Ok::<(), fengong::Error>(())
//! ```
#![forbid(unsafe_code)]

pub mod error;
mod extraction;
pub mod note;
pub mod pipeline;
pub mod templates;

pub mod source;

pub mod read;

pub mod user_table;

pub mod outline;

pub mod tags;

pub mod deadline;

pub mod targets;

pub mod directory;

pub mod plan;

pub mod assemble;

pub mod view;

pub mod proof;

pub mod write;

pub mod verify;

pub mod returns;

#[cfg(feature = "cli")]
pub mod cli;

pub use error::Error;
pub use plan::Plan;
pub use templates::Templates;
