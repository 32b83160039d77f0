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

/// Ends of local branches with the place in the middle: 公安江宁分局, 人民银行德州市中心支行.
#[rustfmt::skip]
const BRANCHES: &[&str] = &[
    "监管分局", "监管支局", "监管局", "监管办公室", "监管办", "中心支行", "中心支局", "供电公司", "电力公司", "供电局",
    "调查总队", "调查队", "石油分公司", "分公司", "税务局", "分局", "支局", "分行", "支行", "中支", "公司", "局",
];

/// Names of branches with the place in the middle that no name of the whole begins: what stands before the place and
/// after it, and the canonical name of the row.
#[rustfmt::skip]
const FRAMES: &[(&str, &str, &str)] = &[
    ("民航", "地区管理局", "民航地区管理局"), ("民航", "监管局", "民航监管局"),
    ("民航", "安全监督管理局", "民航监管局"), ("民航", "安监局", "民航监管局"),
    ("中国铁路", "局集团有限公司", "铁路局集团公司"), ("中国铁路", "局集团公司", "铁路局集团公司"),
    ("中国铁路", "局集团", "铁路局集团公司"), ("铁路", "办事处", "铁路办事处"),
    ("国网", "电力有限公司", "供电公司"), ("国网", "供电有限公司", "供电公司"),
    ("武警", "支队", "武警部队"), ("武警", "总队", "武警部队"), ("武警", "中队", "武警部队"),
    ("武警", "大队", "武警部队"), ("新华社", "分社", "新华社分社"), ("新华通讯社", "分社", "新华社分社"),
    ("中储粮", "直属库", "中储粮直属库"), ("中央储备粮", "直属库", "中储粮直属库"),
    ("国家粮食和物资储备局", "局", "国储局"), ("国家粮食和储备局", "局", "国储局"),
];

/// Ends that are shorter in the loose form of a name.
const LOOSE_ENDS: &[&str] = &["委员会", "办公室", "监督管理"];

/// 重点镇, 特色镇: kinds of towns, no town.
const NOT_TOWNS: &[&str] = &[
    "重点", "中心", "特色", "建制", "卫星", "试点", "小城", "国家", "省级", "全国", "各",
];

impl Directory {
    /// Finds a folded name.
    pub(super) fn identify(&self, key: &str) -> Option<Identity<'_>> {
        if key.len() > MAX_NAME * 3 {
            return None;
        }
        self.league(key)
            .or_else(|| self.direct(key))
            .or_else(|| self.framed(key))
            .or_else(|| self.branch(key))
            .or_else(|| self.prefixed(key))
            .or_else(|| self.without_bracket(key))
            .or_else(|| self.township(key))
            .or_else(|| self.site(key))
    }

    pub(super) fn direct(&self, key: &str) -> Option<Identity<'_>> {
        if !self.may_end(key) {
            return None;
        }
        // 委 (as in 区委) is a name only behind a level.
        key.chars().nth(1)?;
        let (core, entry) = self.entry(key)?;
        Some(Identity::new(Prefix::NONE, core, entry))
    }

    /// Whether any name, or form of one, may be found at the end of `key`.
    fn may_end(&self, key: &str) -> bool {
        let end @ [before, last] = load::last_two(key);
        // What these end may have another end in its loose form.
        let loose = matches!(before, '和' | '与') || LOOSE_ENDS.iter().any(|end| key.ends_with(end));
        loose || self.ends.contains(&end) || self.ends.contains(&['\0', last])
    }

    /// The entry of a name, or of one that differs only in 和, 委员会 and the like.
    fn entry<'d>(&'d self, name: &str) -> Option<(&'d str, &'d Entry)> {
        let found = self.names.get_key_value(name).or_else(|| {
            let exact = self.loose.get(&load::loose(name)?)?.as_deref()?;
            self.names.get_key_value(exact)
        });
        found.map(|(name, entry)| (name.as_str(), entry))
    }

    /// 团区委, 民盟市委: the league and the parties have the level in the middle.
    fn league(&self, key: &str) -> Option<Identity<'_>> {
        let (head, row) = LEAGUES.iter().find(|(head, _)| key.starts_with(head))?;
        let rest = key.strip_prefix(head)?;
        let level = rest.strip_suffix("委员会").or_else(|| rest.strip_suffix('委'))?;
        let entry = self.names.get(*row)?;
        let prefix = prefix::with_tier(level)?;
        Some(Identity::new(prefix, row, entry))
    }

    /// The longest known name at the end, behind a prefix that may stand before it.
    fn prefixed(&self, key: &str) -> Option<Identity<'_>> {
        if !self.may_end(key) {
            return None;
        }
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
        let scope = self.scope_of(&entry.target);
        match prefix.kind {
            PrefixKind::None => true,
            PrefixKind::National => scope == Scope::General && !entry.stem && core.chars().nth(1).is_some(),
            PrefixKind::Tier => scope != Scope::National,
            PrefixKind::PlacedTier => {
                scope != Scope::National && !self.begins_with_name(prefix.text) && !joins_area(prefix.text)
            }
            // 科技教育局 is no education bureau of a place called 科技.
            PrefixKind::Place => {
                scope == Scope::General
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

    /// 民航华东地区管理局, 武警德州支队: one of [`FRAMES`] around a place.
    fn framed(&self, key: &str) -> Option<Identity<'_>> {
        FRAMES.iter().find_map(|(head, tail, row)| {
            let place = key.strip_prefix(head)?.strip_suffix(tail)?;
            let placed = prefix::classify(place)?;
            let is_place = matches!(placed.kind, PrefixKind::Place | PrefixKind::PlacedTier);
            let (core, entry) = self.names.get_key_value(*row)?;
            (is_place && !self.is_matter(place)).then(|| Identity::new(placed, core, entry))
        })
    }

    /// A place between the name of the whole and the word for its branch: 市公安局江宁分局.
    fn branch(&self, key: &str) -> Option<Identity<'_>> {
        let tail = BRANCHES.iter().find(|tail| key.ends_with(**tail))?;
        let rest = key.strip_suffix(tail)?;
        for (at, _) in rest.char_indices().rev() {
            let (head, place) = rest.split_at(at);
            let placed =
                prefix::classify(place).filter(|p| matches!(p.kind, PrefixKind::Place | PrefixKind::PlacedTier));
            let Some(placed) = placed else { continue };
            // 市科技局和市市场监管局 is no bureau of 和市市场; 市公安局和平分局 is one of 和平.
            if place
                .strip_prefix('和')
                .is_some_and(|second| self.identify(&format!("{second}{tail}")).is_some())
            {
                continue;
            }
            // 中国工商银行股份有限公司德州分行
            let head = head.strip_suffix("股份有限公司").unwrap_or(head);
            let Some(whole) = self
                .direct(head)
                .or_else(|| self.framed(head))
                .or_else(|| self.prefixed(head))
            else {
                continue;
            };
            // Only the great companies have branches that are called companies.
            let may_branch = *tail != "公司" || ["中国", "国网"].iter().any(|head| whole.core.starts_with(head));
            // 国家矿山安全监察局山东局: only national bodies have bureaus that are called no more than that.
            let may_branch = may_branch && (*tail != "局" || self.scope_of(&whole.entry.target) == Scope::National);
            if !may_branch || self.is_matter(placed.text) {
                continue;
            }
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
            let entry = self
                .names
                .get(&row.short)
                .filter(|_| !matches!(whole.entry.target, Target::Former { .. }));
            return Some((row.short.as_str(), entry.unwrap_or(whole.entry)));
        }
        // 中国人民银行, 金融监管总局: the local body stands in a row of its own; 能源局 of a province is none of
        // 国家能源局, its branch is 能源监管办.
        let bare = row.short.trim_start_matches("中国").trim_start_matches("国家");
        let stem = bare.trim_end_matches("总局").trim_end_matches('局');
        let local = [format!("{stem}{tail}"), bare.to_string(), bare.replace("总局", "局")];
        let found = local.iter().filter_map(|name| self.names.get_key_value(name.as_str()));
        let is_branch = |entry: &Entry| {
            let row = self.row_of(&entry.target);
            row.is_some_and(|row| {
                row.scope == Scope::General && matches!(row.kind, UnitKind::Vertical | UnitKind::Enterprise)
            })
        };
        let (name, entry) = found.into_iter().find(|(_, entry)| is_branch(entry))?;
        Some((name.as_str(), entry))
    }

    /// 省市场监管局(省知识产权局), 市水利(水务)局: the bracket names a second signboard of the same unit.
    fn without_bracket(&self, key: &str) -> Option<Identity<'_>> {
        let (open, close) = (key.rfind('(')?, key.rfind(')')?);
        let inside = key.get(open + 1..close)?;
        if inside.split('、').all(|part| prefix::TIERS.contains(&part)) {
            return None;
        }
        let identity = self.identify(&format!("{}{}", &key[..open], &key[close + 1..]))?;
        let row = self.row_of(&identity.entry.target)?;
        (matches!(row.scope, Scope::General | Scope::National) && !identity.entry.stem).then_some(identity)
    }

    /// 汤山镇: the town's name alone stands for its government.
    fn township(&self, key: &str) -> Option<Identity<'_>> {
        let (stem, core) = match key.strip_suffix('镇') {
            Some(stem) => (stem, "镇政府"),
            None => (key.strip_suffix('乡')?, "乡政府"),
        };
        if NOT_TOWNS
            .iter()
            .any(|word| stem.starts_with(word) || stem.ends_with(word))
        {
            return None;
        }
        let place = prefix::classify(stem)?;
        let named = matches!(place.kind, PrefixKind::Place) && !self.is_matter(stem);
        let (core, entry) = self.names.get_key_value(core)?;
        named.then(|| Identity::new(place, core, entry))
    }

    /// 国际陆港管委会, 市农高区管委会: the committee of any area, its whole name before the word.
    fn site(&self, key: &str) -> Option<Identity<'_>> {
        let area = key.strip_suffix("管委会").or_else(|| key.strip_suffix("管理委员会"))?;
        let (core, entry) = self.names.get_key_value("管委会")?;
        let prefix = prefix::of_area(area).filter(|_| !self.is_matter(area))?;
        Some(Identity::new(prefix, core, entry))
    }

    /// 财政部门: a stem and the word department.
    pub(super) fn stem_with_department(&self, key: &str) -> Option<Identity<'_>> {
        let stem = ["行政主管部门", "行政部门", "主管部门", "部门"]
            .iter()
            .find_map(|end| key.strip_suffix(end))?;
        self.identify(stem).filter(|identity| identity.entry.stem)
    }

    /// The id of a single unit: prefix and canonical name, an old or ambiguous name as itself.
    pub(super) fn unit_id(&self, identity: &Identity<'_>) -> String {
        let name = match &identity.entry.target {
            Target::Row(index) => self.rows[*index].short.as_str(),
            Target::Former { name, .. } => name.as_str(),
            Target::Ambiguous(_) => identity.core.as_str(),
        };
        if let Some((head, _)) = LEAGUES.iter().rev().find(|(_, row)| *row == name)
            && matches!(identity.kind, PrefixKind::Tier | PrefixKind::PlacedTier)
        {
            return format!("{head}{}委", identity.prefix);
        }
        format!("{}{name}", identity.prefix)
    }

    /// Whether the name means nothing without a place or level before it: 人民政府, 街道办事处, 开发区.
    pub(super) fn needs_prefix(&self, identity: &Identity<'_>) -> bool {
        let local = self.row_of(&identity.entry.target).is_some_and(|row| {
            let subdistrict = row.kind == UnitKind::Subdistrict && row.scope == Scope::General;
            subdistrict || row.short.chars().nth(1).is_none()
        });
        identity.kind == PrefixKind::None
            && (local || identity.core.ends_with("管委会") || identity.core.ends_with('区'))
    }
}

/// 高新区和市: what stands before 和 is an area of its own, and 和 joins it to the name behind.
fn joins_area(place: &str) -> bool {
    const AREAS: &[&str] = &[
        "新区",
        "开发区",
        "经开区",
        "园区",
        "示范区",
        "度假区",
        "保税区",
        "试验区",
        "管委会",
    ];
    place.match_indices('和').any(|(at, _)| {
        let before = &place[..at];
        AREAS.iter().any(|area| before.ends_with(area))
    })
}

/// Bodies with the level in the middle of the name, and the canonical names of their rows.
const LEAGUES: &[(&str, &str)] = &[
    ("共青团", "团委"),
    ("团", "团委"),
    ("民革", "民革"),
    ("民盟", "民盟"),
    ("民建", "民建"),
    ("民进", "民进"),
    ("农工党", "农工党"),
    ("致公党", "致公党"),
    ("九三学社", "九三学社"),
    ("台盟", "台盟"),
];
