//! Names to units: the directory of departments, how lists of names are split, how names are resolved.

use std::ops::Range;

use crate::Error;
use crate::plan::{Resolution, UnitKind};

/// The departments known, with aliases, kinds and protocol order.
#[derive(Debug, Clone, Default)]
pub struct Directory {}

/// A unit as resolved from one written name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedName {
    /// Id of the unit: level prefix and canonical short name (`区卫健委`), for unknown names the name itself.
    pub unit: String,
    /// The written name with an elided prefix restored, where it differs from what is written.
    pub full_name: Option<String>,
    /// Kind of unit.
    pub kind: UnitKind,
    /// Protocol order (column `order`); `u32::MAX` for names not in the directory.
    pub order: u32,
    /// Whether the name stands for a group.
    pub collective: bool,
    /// Whether the group is a mere 各有关部门.
    pub generic: bool,
    /// How surely the name is known.
    pub resolution: Resolution,
}

/// One name of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedName {
    /// Byte range in the list, from the name's first to its last character; may hold a line end.
    pub range: Range<usize>,
    /// The unit it names.
    pub resolved: ResolvedName,
}

/// A list of names, split and resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameList {
    /// The names in the order written.
    pub names: Vec<ListedName>,
    /// Whether 等 follows a name (等, 等部门, 等单位 …): more are meant than are named.
    pub open_ended: bool,
}

/// How much a stretch of text looks like the name of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Not at all.
    None,
    /// Ends like a unit (局, 委, 办 …) but is not in the directory.
    Suffix,
    /// In the directory, or a collective (各…部门, …各成员单位).
    Known,
}

impl Directory {
    /// Parses the texts of `departments.tsv` and `ambiguous.tsv`.
    ///
    /// # Errors
    /// [`Error::Template`] naming file and line.
    pub fn parse(_departments: &str, _ambiguous: &str) -> Result<Self, Error> {
        Ok(Directory {})
    }

    /// Splits and resolves a list of names without role words: `市住建局、市环保局，各县（区）政府`.
    pub fn read_list(&self, _list: &str) -> NameList {
        NameList::default()
    }

    /// How much one name, as written, looks like a unit.
    pub fn likeness(&self, _name: &str) -> Likeness {
        Likeness::None
    }
}
