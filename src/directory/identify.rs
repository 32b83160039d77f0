//! One folded name → the entry of the directory it stands for, with what stands before it.

use super::load;
use super::prefix::{self, Prefix, PrefixKind};
use super::{Directory, Entry, Scope, Target};
use crate::plan::UnitKind;

/// Names of this many characters or more are prose.
pub(super) const MAX_NAME: usize = 40;

/// A name found in the directory.
#[derive(Debug, Clone)]
pub(super) struct Identity<'d> {
    /// What stands before it, in its plain form.
    pub(super) prefix: String,
    pub(super) kind: PrefixKind,
    /// The name without what stands before it, as in the directory.
    pub(super) core: String,
    pub(super) entry: &'d Entry,
}

impl<'d> Identity<'d> {
    fn new(prefix: Prefix<'_>, core: &str, entry: &'d Entry) -> Self {
        Identity {
            prefix: prefix.text.to_string(),
            kind: prefix.kind,
            core: core.to_string(),
            entry,
        }
    }
}

/// Ends of local branches with the place in the middle: 公安长宁分局, 人民银行德州市中心支行.
const BRANCHES: &[&str] = &[
    "监管分局",
    "监管支局",
    "监管局",
    "中心支行",
    "供电公司",
    "电力公司",
    "供电局",
    "调查总队",
    "调查队",
    "分公司",
    "税务局",
    "分局",
    "支局",
    "分行",
    "支行",
    "中支",
    "公司",
];

/// 重点镇, 特色镇: kinds of towns, no town.
const NOT_TOWNS: &[&str] = &["重点", "中心", "特色", "建制", "卫星", "试点", "小城", "城关", "各"];

impl Directory {
    /// Finds a folded name.
    pub(super) fn identify(&self, key: &str) -> Option<Identity<'_>> {
        if key.len() > MAX_NAME * 3 {
            return None;
        }
        self.league(key)
            .or_else(|| self.direct(key))
            .or_else(|| self.prefixed(key))
            .or_else(|| self.branch(key))
            .or_else(|| self.without_bracket(key))
            .or_else(|| self.township(key))
    }

    pub(super) fn direct(&self, key: &str) -> Option<Identity<'_>> {
        // 委 (as in 区委) is a name only behind a level.
        key.chars().nth(1)?;
        let (core, entry) = self.entry(key)?;
        Some(Identity::new(Prefix::NONE, core, entry))
    }

    /// The entry of a name, or of one that differs only in 和, 委员会 and the like.
    fn entry<'d>(&'d self, name: &str) -> Option<(&'d str, &'d Entry)> {
        let found = self.names.get_key_value(name).or_else(|| {
            let exact = self.loose.get(&load::loose(name)?)?.as_deref()?;
            self.names.get_key_value(exact)
        });
        found.map(|(name, entry)| (name.as_str(), entry))
    }

    /// 团区委: the league alone has the level in the middle.
    fn league(&self, key: &str) -> Option<Identity<'_>> {
        let rest = key.strip_prefix("共青团").or_else(|| key.strip_prefix('团'))?;
        let level = rest.strip_suffix("委员会").or_else(|| rest.strip_suffix('委'))?;
        let entry = self.names.get(LEAGUE)?;
        let prefix = prefix::with_tier(level)?;
        Some(Identity::new(prefix, LEAGUE, entry))
    }

    /// The longest known name at the end, behind a prefix that may stand before it.
    fn prefixed(&self, key: &str) -> Option<Identity<'_>> {
        let total = key.chars().count();
        for (passed, (at, _)) in key.char_indices().enumerate().skip(1) {
            if total - passed > self.longest {
                continue;
            }
            let core = &key[at..];
            let Some((core, entry)) = self.entry(core) else {
                continue;
            };
            let Some(prefix) = prefix::classify(&key[..at]) else {
                continue;
            };
            if self.may_follow(prefix, core, entry) {
                return Some(Identity::new(prefix, core, entry));
            }
        }
        None
    }

    fn may_follow(&self, prefix: Prefix<'_>, core: &str, entry: &Entry) -> bool {
        let Some(row) = self.row_of(&entry.target) else {
            return false;
        };
        match prefix.kind {
            PrefixKind::None => true,
            PrefixKind::National => row.scope == Scope::General && !entry.stem && core.chars().nth(1).is_some(),
            PrefixKind::Tier => row.scope != Scope::National,
            PrefixKind::PlacedTier => row.scope != Scope::National && !self.begins_with_name(prefix.text),
            // 科技教育局 is no education bureau of a place called 科技.
            PrefixKind::Place => {
                row.scope == Scope::General
                    && !entry.stem
                    && core.chars().nth(1).is_some()
                    && !core.starts_with('委')
                    && !self.is_matter(prefix.text)
            }
        }
    }

    /// Whether a word names what a department deals with (科技), so that it is no place.
    fn is_matter(&self, word: &str) -> bool {
        let row = self.names.get(word).and_then(|entry| self.row_of(&entry.target));
        row.is_some_and(|row| row.kind != UnitKind::Vertical)
    }

    /// 人口计生省公安厅 are two names that lost what stood between them, no province called 人口计生.
    fn begins_with_name(&self, place: &str) -> bool {
        place.char_indices().skip(2).any(|(at, _)| {
            let stem = self.names.get(&place[..at]);
            stem.is_some_and(|entry| entry.stem)
        })
    }

    /// A place between the name of the whole and the word for its branch: 市公安局长宁分局.
    fn branch(&self, key: &str) -> Option<Identity<'_>> {
        let tail = BRANCHES.iter().find(|tail| key.ends_with(**tail))?;
        let rest = key.strip_suffix(tail)?;
        for (at, _) in rest.char_indices().rev() {
            let (head, place) = rest.split_at(at);
            let placed =
                prefix::classify(place).filter(|p| matches!(p.kind, PrefixKind::Place | PrefixKind::PlacedTier));
            let Some(placed) = placed else { continue };
            let Some(whole) = self.direct(head).or_else(|| self.prefixed(head)) else {
                continue;
            };
            if let Some((core, entry)) = self.branch_entry(&whole, tail) {
                return Some(Identity::new(placed, core, entry));
            }
        }
        None
    }

    /// The entry a branch belongs to: its own (税务局, 调查队), or that of the whole, at local level.
    fn branch_entry<'a>(&'a self, whole: &Identity<'a>, tail: &'a str) -> Option<(&'a str, &'a Entry)> {
        let row = self.row_of(&whole.entry.target)?;
        if !matches!(row.scope, Scope::General | Scope::National) {
            return None;
        }
        if let Some(entry) = self.names.get(tail).filter(|_| tail.chars().count() > 2) {
            return Some((tail, entry));
        }
        if row.scope == Scope::General {
            return Some((row.short.as_str(), whole.entry));
        }
        // 中国人民银行, 金融监管总局: the local body stands in a row of its own.
        let bare = row.short.trim_start_matches("中国").trim_start_matches("国家");
        let local = [bare.to_string(), bare.replace("总局", "局")];
        let (name, entry) = local.iter().find_map(|name| self.names.get_key_value(name.as_str()))?;
        let is_local = self
            .row_of(&entry.target)
            .is_some_and(|row| row.scope == Scope::General);
        is_local.then_some((name.as_str(), entry))
    }

    /// 省市场监管局(省知识产权局): the bracket names a second signboard of the same unit.
    fn without_bracket(&self, key: &str) -> Option<Identity<'_>> {
        let base = &key[..key.strip_suffix(')')?.rfind('(')?];
        let identity = self.identify(base)?;
        let row = self.row_of(&identity.entry.target)?;
        (matches!(row.scope, Scope::General | Scope::National) && !identity.entry.stem).then_some(identity)
    }

    /// 新泾镇: the town's name alone stands for its government.
    fn township(&self, key: &str) -> Option<Identity<'_>> {
        let (stem, core) = match key.strip_suffix('镇') {
            Some(stem) => (stem, "镇政府"),
            None => (key.strip_suffix('乡')?, "乡政府"),
        };
        if NOT_TOWNS.iter().any(|word| stem.ends_with(word)) {
            return None;
        }
        let place = prefix::classify(stem)?;
        let named = matches!(place.kind, PrefixKind::Place) && !self.is_matter(stem);
        let (core, entry) = self.names.get_key_value(core)?;
        named.then(|| Identity::new(place, core, entry))
    }

    /// The id of a single unit: prefix and canonical name, an old or ambiguous name as itself.
    pub(super) fn unit_id(&self, identity: &Identity<'_>) -> String {
        let name = match &identity.entry.target {
            Target::Row(index) => self.rows[*index].short.as_str(),
            Target::Former { name, .. } => name.as_str(),
            Target::Ambiguous(_) => identity.core.as_str(),
        };
        if name == LEAGUE && identity.kind == PrefixKind::Tier {
            return format!("团{}委", identity.prefix);
        }
        format!("{}{name}", identity.prefix)
    }

    /// Whether the name means nothing without a place or level before it: 人民政府, 街道办事处, 开发区.
    pub(super) fn needs_prefix(&self, identity: &Identity<'_>) -> bool {
        let subdistrict = self
            .row_of(&identity.entry.target)
            .is_some_and(|row| row.kind == UnitKind::Subdistrict && row.scope == Scope::General);
        identity.kind == PrefixKind::None
            && (subdistrict || identity.core.ends_with("管委会") || identity.core.ends_with('区'))
    }
}

/// Canonical name of the row of the youth league's committees.
const LEAGUE: &str = "团委";
