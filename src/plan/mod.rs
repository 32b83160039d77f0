//! The plan: what the product knows once a document has been read. One struct a file; serialising [`Plan`]
//! gives exactly the JSON of `extract` and `plan.json` (schema in `docs/plan.schema.json`).
//!
//! The model imports nothing from either end: readers and writers depend on it, never the other way.

mod assignment;
mod deadline;
mod decision;
mod front;
mod ledger;
mod levels;
mod model;
mod reading;
mod roster;
mod sign;
mod span;
mod target;
mod unit;

pub use assignment::{Basis, Certainty, Owner, OwnerRule, Partner, Person, Resolution, Role, RoleBasis};
pub use deadline::{Deadline, DeadlineKind, DeadlineOrigin, DeadlineRule, Frequency};
pub use decision::{Change, ChangeKind, Form, Origin};
pub use front::{DatedValue, Front, Value};
pub use ledger::{LedgerEntry, LedgerKind};
pub use levels::{LevelCount, Levels, Narrative};
pub use model::{Action, ColumnCell, Measure, PlaceOfLine, Plan, SCHEMA, Source, SourceFile, Tag, Task, TaskKind};
pub use reading::{AsBuilt, Reading, TaskAsBuilt};
pub use roster::{Definition, Roster, RosterMember, RosterSource};
pub use sign::Sign;
pub use span::CharSpan;
pub use target::{Goal, Target, TargetKind, TargetOp, TargetRule};
pub use unit::{Contact, Listed, Unit, UnitKind, UserFile};
