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
#![forbid(unsafe_code)]

pub mod error;
pub mod note;
pub mod pipeline;
pub mod templates;

pub mod source;

pub mod read;

pub mod outline;

pub mod tags;

pub mod directory;

pub mod plan;

pub mod assemble;

pub mod view;

pub mod write;

#[cfg(feature = "cli")]
pub mod cli;

pub use error::Error;
pub use plan::Plan;
pub use templates::Templates;
