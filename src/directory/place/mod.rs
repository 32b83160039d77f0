//! A place's own names (`--directory`): what a file of the user's says about units wins over the built-in directory.
//!
//! A name of the file stands for its row wherever the text has it letter by letter, and wherever the text has another
//! form of the same name at the same level (区卫健委 for 区卫生健康委员会). A name that the file leaves open stays
//! open: two rows with the same name are an error, a name that fits two rows is ambiguous. What depends on the whole
//! plan (教育局 in the file, 区教育局 in the text) is decided in `assemble`, from [`Place::units`].

mod claim;
mod read;

use std::collections::HashMap;
use std::sync::Arc;

use super::collective::Found;
use super::identify::MAX_NAME;
use super::key::fold;
use super::prefix::{self, PrefixKind};
use super::{Directory, ResolvedName, Target, resolve};
use crate::Error;
use crate::plan::{Contact, Resolution, UnitKind, UserFile};

/// What a directory file says.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The file.
    pub file: UserFile,
    /// Its units in the order shown.
    pub units: Vec<PlaceUnit>,
    /// Every name, folded, and the units it may stand for.
    names: HashMap<String, Claim>,
    /// Ids of the built-in directory that a row's names resolve to.
    ids: HashMap<String, Claim>,
    /// Length of the longest name in bytes.
    longest: usize,
}

/// Which unit a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Claim {
    One(usize),
    /// Forms of one name that the file gives to several units (区纪委 and 区监委 as two rows).
    Several(Vec<usize>),
}

/// One unit of a directory file.
#[derive(Debug, Clone, Default)]
pub struct PlaceUnit {
    /// Row in the file, as Excel numbers it.
    pub row: usize,
    /// Name as the file has it, without blanks.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its level where a column says so (区), for names without one.
    pub tier: String,
    /// The file's own word for its kind; may be empty.
    pub category: String,
    /// The kind that word means.
    pub kind: Option<UnitKind>,
    /// Whom to call.
    pub contact: Contact,
    /// Id of the unit in a plan.
    pub id: String,
    /// Whether it stands for a group.
    pub collective: bool,
    /// Whether that is a mere 各有关部门.
    generic: bool,
}

/// What a name comes to when nothing stands around it: the level or place before it, and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameParts {
    /// 区, 青山区; empty for none.
    pub prefix: String,
    /// The canonical name behind it.
    pub core: String,
    /// Whether the prefix is a level alone (区).
    pub is_tier: bool,
}

impl Directory {
    /// This directory with the names of the file `file` (xlsx, csv or tsv) over its own.
    ///
    /// # Errors
    /// [`Error::UserTable`], naming the rows.
    ///
    /// ```
    /// let templates = fengong::Templates::built_in()?;
    /// let file = "单位名称,简称\n青山区城市数智运行中心,区数智中心\n".as_bytes();
    /// let directory = templates.directory.with_place("单位.csv", file)?;
    /// let list = directory.read_list("区数智中心");
    /// assert_eq!(list.names[0].resolved.unit, "青山区城市数智运行中心");
    /// # Ok::<(), fengong::Error>(())
    /// ```
    pub fn with_place(mut self, file: &str, bytes: &[u8]) -> Result<Self, Error> {
        self.place = None;
        let units = read::units(file, bytes)?;
        let file = UserFile {
            name: file.to_string(),
            sha256: crate::read::sha256(bytes),
        };
        let place = claim::place(&self, file, units)?;
        self.place = Some(Arc::new(place));
        Ok(self)
    }

    /// The user's directory file, if there is one.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }

    /// Whether the name by itself fits several units.
    pub fn is_ambiguous(&self, name: &str) -> bool {
        let found = self.find(&fold(name));
        matches!(found, Some(Found::Unit(identity)) if matches!(identity.entry.target, Target::Ambiguous(_)))
    }

    /// The level and the canonical name of a name by itself.
    pub fn parts(&self, name: &str) -> NameParts {
        let key = fold(name);
        let Some(Found::Unit(identity)) = self.find(&key) else {
            return unknown_parts(&key);
        };
        let core = match &identity.entry.target {
            Target::Row(index) => self.rows[*index].short.clone(),
            Target::Former { name, .. } => name.clone(),
            Target::Ambiguous(_) => identity.core.clone(),
        };
        NameParts {
            is_tier: identity.kind == PrefixKind::Tier,
            prefix: identity.prefix,
            core,
        }
    }
}

impl Directory {
    /// The place with its level that a title or an issuer begins with: 青山区 of 青山区2031年工作要点; empty for none.
    pub fn own_place(&self, words: &str) -> String {
        let key = fold(words);
        let key = key.strip_prefix("中共").unwrap_or(&key);
        let places = key.char_indices().skip(2).map(|(at, _)| at).take(12);
        let found = places.filter_map(|at| prefix::with_tier(&key[..at]));
        let found = found.filter(|found| found.kind == PrefixKind::PlacedTier);
        // 云岭市城市更新方案 is of 云岭市.
        let found = found.filter(|found| !NO_PLACES.iter().any(|word| found.text.ends_with(word)));
        let found = found.last();
        found.map_or_else(String::new, |found| found.text.to_string())
    }
}

/// Common words that end like a place.
const NO_PLACES: &[&str] = &["城市", "都市", "社区", "园区", "小区", "景区", "灾区"];

impl NameParts {
    /// The level of the prefix: 区 for 青山区 and 浦东新区, 自治区 for 内蒙古自治区; empty for none.
    pub fn level(&self) -> &str {
        let levels = prefix::TIERS.iter().filter(|tier| self.prefix.ends_with(**tier));
        match levels.max_by_key(|tier| tier.len()) {
            Some(&"新区") => "区",
            Some(level) => level,
            None => "",
        }
    }
}

impl PlaceUnit {
    /// The name with the level of its own column where the name has none.
    pub fn full_name(&self) -> String {
        if self.tier.is_empty() || !unknown_parts(&fold(&self.name)).prefix.is_empty() {
            return self.name.clone();
        }
        format!("{}{}", self.tier, self.name)
    }
}

/// A name nobody knows: a level or place at its beginning is its prefix.
fn unknown_parts(key: &str) -> NameParts {
    let ends = key.char_indices().skip(1).map(|(at, _)| at).take(8);
    let found = ends.filter_map(|at| prefix::with_tier(&key[..at])).last();
    let prefix = found.map_or("", |found| found.text);
    NameParts {
        prefix: prefix.to_string(),
        core: key[prefix.len()..].to_string(),
        is_tier: found.is_some_and(|found| found.kind == PrefixKind::Tier),
    }
}

impl Place {
    /// Whether the file has `name` letter by letter (width and old forms of characters aside).
    pub fn has(&self, name: &str) -> bool {
        self.lists(&fold(name))
    }

    pub(super) fn lists(&self, key: &str) -> bool {
        self.exact(key).is_some()
    }

    fn exact(&self, key: &str) -> Option<&Claim> {
        // Long stretches of text are asked about too.
        if key.len() > self.longest || key.len() > MAX_NAME * 4 {
            return None;
        }
        self.names.get(key)
    }

    /// Gives a name of the text its place in the file: `key` folded as written, `carried` the level that stands
    /// before an earlier name of its chain.
    pub(super) fn settle(&self, directory: &Directory, key: &str, carried: Option<&str>, resolved: &mut ResolvedName) {
        let restored = resolved.full_name.as_deref().map(fold);
        let claim = match &restored {
            // 市教育局、卫健委 is the city's, though the file calls the district's so.
            Some(full) => self
                .exact(full)
                .or_else(|| self.ids.get(&resolved.unit))
                .or_else(|| self.exact(key).filter(|claim| self.is_of(claim, carried))),
            None => self.exact(key).or_else(|| self.ids.get(&resolved.unit)),
        };
        match claim {
            Some(Claim::One(unit)) => self.give(*unit, resolved),
            Some(Claim::Several(units)) => {
                let names = units.iter().map(|unit| self.units[*unit].name.clone());
                resolved.resolution = Resolution::Ambiguous {
                    candidates: names.collect(),
                };
            }
            None => self.settle_ambiguous(directory, key, carried, resolved),
        }
    }

    /// 区建委 fits several units of the built-in directory; the file has one of them at this level.
    fn settle_ambiguous(&self, directory: &Directory, key: &str, carried: Option<&str>, resolved: &mut ResolvedName) {
        let Resolution::Ambiguous { candidates } = &resolved.resolution else {
            return;
        };
        let own = directory.parts(key).prefix;
        let prefix = match carried {
            Some(carried) if own.is_empty() && resolved.full_name.is_some() => carried,
            _ => &own,
        };
        let mut found = candidates
            .iter()
            .filter_map(|name| match self.ids.get(&format!("{prefix}{name}")) {
                Some(Claim::One(unit)) => Some(*unit),
                _ => None,
            });
        if let (Some(unit), None) = (found.next(), found.next()) {
            self.give(unit, resolved);
        }
    }

    fn is_of(&self, claim: &Claim, carried: Option<&str>) -> bool {
        let (Claim::One(unit), Some(carried)) = (claim, carried) else {
            return false;
        };
        let prefix = unknown_parts(&fold(&self.units[*unit].name)).prefix;
        !prefix.is_empty() && prefix.ends_with(carried)
    }

    fn give(&self, at: usize, resolved: &mut ResolvedName) {
        let unit = &self.units[at];
        resolved.unit.clone_from(&unit.id);
        resolved.kind = unit.kind.unwrap_or(resolved.kind);
        resolved.collective = unit.collective;
        resolved.generic = unit.generic;
        resolved.resolution = Resolution::Known;
    }
}
