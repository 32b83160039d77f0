//! Names to units: the directory of departments, how lists of names are split, how names are resolved.
//!
//! ```text
//! list    = chain { ("，" | "；" | line end) chain }         a chain shares its elided prefix
//! chain   = item { "、" item }
//! item    = name { ("和" | "及" | "与" | "以及") name }      only where both sides are units
//!         | name "等" [ tail ] { ("和" | "及") name }        tail: 部门, 有关单位, 国务院相关部门 …
//! name    = [ prefix ] core [ "(" second signboard ")" ]     省市场监管局（省知识产权局）
//!         | group                                            各县（市、区）人民政府, 各区、县级市
//! prefix  = level | place level | place | 国家               区, 江宁区, 温州
//! ```
//!
//! What a document itself says of names (以下简称…, 成员单位) is read first, by `glossary`, and added to the directory its
//! tags are read with.
//!
//! A list is cut in `split`, a single name is read by `identify` (units) and `collective` (groups), and
//! `resolve` adds what a chain elides. All of them see a folded copy (`key`); ranges point to the text.

mod behind;
mod collective;
mod definition;
mod fragments;
mod glossary;
mod group_words;
mod identify;
mod joint_name;
mod key;
mod likeness;
mod load;
mod member_list;
mod office;
mod person;
mod place;
mod prefix;
mod resolve;
mod roster;
mod same;
mod split;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::Error;
use crate::plan::{Resolution, UnitKind};

pub use behind::Behind;
pub use definition::is_definition;
pub use glossary::{Definition, Glossary, Member};
pub use joint_name::joint_members;
pub use key::{fold_char, simple_char};
pub use member_list::{ListDoubt, MemberList};
pub use person::{begins_with_surname, is_han, is_named_post, is_post, is_post_by_itself, is_surely_name};
pub use place::{NameParts, Place, PlaceUnit};
pub use roster::{RosterFile, RosterGroup};
pub use same::plainly_same;

/// The departments known, with aliases, kinds and protocol order.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    rows: Vec<Row>,
    /// Canonical names; what `ambiguous.tsv` refers to.
    short: HashMap<String, usize, RandomState>,
    /// Every name and stem, folded.
    names: HashMap<String, Entry, RandomState>,
    /// Names by their loose form (see [`load::loose`]); `None` where several rows share it.
    loose: HashMap<String, Option<String>, RandomState>,
    /// The last two characters of each of these names and forms: most words of a text end with none of them.
    ends: HashSet<[char; 2], RandomState>,
    /// Length of the longest name in characters.
    longest: usize,
    /// Folded names that the document itself defines; they come before all others.
    defined: HashMap<String, Defined, RandomState>,
    /// A place's own names (`--directory`).
    place: Option<Arc<Place>>,
}

/// A name that the document defines.
#[derive(Debug, Clone)]
struct Defined {
    resolved: ResolvedName,
    /// How much the words it stands for look like a unit.
    likeness: Likeness,
}

/// A row of `departments.tsv`.
#[derive(Debug, Clone)]
struct Row {
    short: String,
    kind: UnitKind,
    order: u32,
    scope: Scope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// A department that exists at several levels.
    General,
    /// A group.
    Collective,
    /// A group nobody can call up (各有关部门).
    Generic,
    /// Exists once, for the whole country.
    National,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Row(usize),
    /// An old name: a unit of its own, with kind and order of its successor.
    Former {
        row: usize,
        name: String,
    },
    Ambiguous(Vec<usize>),
}

impl Target {
    /// The row that gives kind and order, unless the name is ambiguous.
    fn row(&self) -> Option<usize> {
        match self {
            Target::Row(row) | Target::Former { row, .. } => Some(*row),
            Target::Ambiguous(_) => None,
        }
    }

    fn former_name(&self) -> &str {
        match self {
            Target::Former { name, .. } => name,
            _ => "",
        }
    }
}

#[derive(Debug, Clone)]
struct Entry {
    target: Target,
    /// A stem (公安, 发展改革): a name only inside a tag.
    stem: bool,
}

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
    /// Whether 等 stands behind it.
    pub open: bool,
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
    pub fn parse(departments: &str, ambiguous: &str) -> Result<Self, Error> {
        load::parse(departments, ambiguous)
    }

    /// Splits and resolves a list of names without role words: `市住建局、市环保局，各县（区）政府`.
    pub fn read_list(&self, list: &str) -> NameList {
        let folded = key::Folded::new(list);
        let split = split::split(self, &folded);
        NameList {
            names: resolve::resolve(self, list, &folded, split.pieces),
            open_ended: split.open_ended,
        }
    }

    /// A quick look: whether `name` ends with a character that names of units or groups end with.
    pub fn may_end_name(name: &str) -> bool {
        name.trim_end_matches(['）', ')', ' ']).ends_with(Self::may_end_with)
    }

    /// Whether names of units or groups end with `c`.
    pub fn may_end_with(c: char) -> bool {
        likeness::LAST_CHARS.contains(fold_char(c))
    }

    /// Whether no name of a unit holds the letter `c`: it belongs to sentences (的, 了).
    pub fn is_of_sentences(c: char) -> bool {
        likeness::SENTENCE.contains(fold_char(c)) && c.is_alphabetic()
    }

    /// Whether `words` hold a letter that no name of a unit holds.
    pub fn holds_sentence(words: &str) -> bool {
        let mut letters = likeness::SENTENCE.places(words);
        letters.any(|at| words[at..].starts_with(char::is_alphabetic))
    }

    /// Whether `name`, as written, is that of a known unit or group; the same as [`Directory::likeness`] tells, sooner.
    pub fn is_known(&self, name: &str) -> bool {
        likeness::is_known(self, &key::folded(name))
    }

    /// How much one name, as written, looks like a unit.
    pub fn likeness(&self, name: &str) -> Likeness {
        likeness::likeness(self, &key::folded(name))
    }

    /// Makes a folded name known.
    fn define(&mut self, name: String, defined: Defined) {
        self.defined.insert(name, defined);
    }

    /// What the document defines `key` as.
    fn defined(&self, key: &str) -> Option<&Defined> {
        if self.defined.is_empty() {
            return None;
        }
        self.defined.get(key)
    }

    /// Where a target exists; an ambiguous one exists wherever one of its candidates does.
    fn scope_of(&self, target: &Target) -> Scope {
        let scope = |index: &usize| self.rows.get(*index).map_or(Scope::General, |row| row.scope);
        match target {
            Target::Row(row) | Target::Former { row, .. } => scope(row),
            Target::Ambiguous(candidates) if candidates.iter().any(|index| scope(index) == Scope::General) => {
                Scope::General
            }
            Target::Ambiguous(candidates) => candidates.first().map_or(Scope::General, scope),
        }
    }

    /// The row that gives a target's kind and order: for an ambiguous name that of its first candidate.
    fn row_of(&self, target: &Target) -> Option<&Row> {
        let index = match target {
            Target::Row(row) | Target::Former { row, .. } => *row,
            Target::Ambiguous(candidates) => *candidates.first()?,
        };
        self.rows.get(index)
    }
}
