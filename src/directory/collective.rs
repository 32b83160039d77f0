//! Groups: 各有关部门, 各街道(镇), 区爱卫会各成员单位. One owner each, never expanded here.

use super::group_words::{BODIES, BODY_ENDS, CHOSEN, GENERIC, NOUNS, QUALIFIERS, TERRITORIES};
use super::identify::Identity;
use super::prefix::{self, PrefixKind};
use super::{Defined, Directory, Scope, Target};
use crate::source::CharSet;

/// A name that stands for a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) id: String,
    /// A mere 各有关部门.
    pub(super) generic: bool,
    /// The row that gives kind and order.
    pub(super) row: Option<usize>,
    /// Whether its words show that a group is meant (各, 有关, 成员单位 …), so that it is one outside a tag too.
    pub(super) marked: bool,
}

/// A quick look: whether any character of `key` is one that words for groups begin with.
fn may_be_group(key: &str) -> bool {
    static BEGINNINGS: CharSet = CharSet::of("各有相其属直系全成驻个家(试示重沿所当涉承级、");
    BEGINNINGS.next(key, 0).is_some()
}

/// Whether a group spelled with 、 can begin with `first`: 各县、市、区, 有关部门、单位, 街道、镇.
pub(super) fn may_join(first: &str) -> bool {
    first.contains(['各', '有', '相', '属', '直', '级'])
        || first.starts_with(|c: char| c.is_ascii_digit())
        || first.ends_with("部门")
        || first == "委"
        || is_territory(first)
        || several_levels(first).is_some()
}

/// What a name was found to be.
#[derive(Debug, Clone)]
pub(super) enum Found<'d> {
    Unit(Identity<'d>),
    Group(Group),
    /// A name that the document defines.
    Defined(&'d Defined),
    /// Only in the user's directory file.
    Own,
}

impl Directory {
    /// Finds a folded name, be it of a unit or of a group.
    pub(super) fn find(&self, key: &str) -> Option<Found<'_>> {
        if let Some(defined) = self.defined(key) {
            return Some(Found::Defined(defined));
        }
        if may_be_group(key)
            && let Some(group) = self.group(key)
        {
            return Some(Found::Group(group));
        }
        let Some(identity) = self.identify(key) else {
            let own = self.place().is_some_and(|place| place.lists(key));
            return own.then_some(Found::Own);
        };
        Some(match self.as_group(&identity, key) {
            Some(group) => Found::Group(group),
            None => Found::Unit(identity),
        })
    }

    /// Reads a folded name as a group.
    fn group(&self, key: &str) -> Option<Group> {
        if let Some(group) = self.listed_group(key) {
            return Some(group);
        }
        let chars = key.chars().count();
        if !(2..=40).contains(&chars) || is_several(key) {
            return None;
        }
        if self.joins_unit(key) {
            return None;
        }
        let (head, marker, tail) = marked(key)?;
        // 市直属机关工委 is one body: these words alone make no group of a known name.
        if ["直属", "所属", "下属", "系统", "全体"].contains(&marker) && self.identify(key).is_some() {
            return None;
        }
        let row = self.noun_row(tail.strip_prefix(marker).unwrap_or(tail))?;
        self.is_scope(head).then(|| self.make_group(key, head, row))
    }

    /// 各市人民政府和平潭综合实验区管委会: a group and a unit.
    fn joins_unit(&self, key: &str) -> bool {
        key.char_indices()
            .filter(|(_, c)| matches!(c, '和' | '与' | '及'))
            .any(|(at, c)| {
                let (left, right) = (&key[..at], &key[at + c.len_utf8()..]);
                let left = left.strip_suffix('以').unwrap_or(left);
                let grouped = marked(left).is_some_and(|(_, _, tail)| self.noun_row(tail).is_some());
                grouped
                    && (self
                        .identify(right)
                        .is_some_and(|identity| !self.needs_prefix(&identity))
                        || self.is_group_of_a_body(right)
                        || is_office_inside(right))
            })
    }

    /// 领导小组各成员单位, 市级有关单位 behind 和: a group with its own body or level.
    fn is_group_of_a_body(&self, key: &str) -> bool {
        marked(key).is_some_and(|(head, marker, tail)| {
            !head.is_empty()
                && self.is_scope(head)
                && self.noun_row(tail.strip_prefix(marker).unwrap_or(tail)).is_some()
        })
    }

    /// A group of the directory, with or without a level before it.
    fn listed_group(&self, key: &str) -> Option<Group> {
        let identity = self.direct(key).or_else(|| self.at_level(key))?;
        self.as_group(&identity, key)
    }

    /// The group an entry of the directory stands for, if it does.
    fn as_group(&self, identity: &Identity<'_>, key: &str) -> Option<Group> {
        let Target::Row(index) = identity.entry.target else {
            return None;
        };
        let row = &self.rows[index];
        if !matches!(row.scope, Scope::Collective | Scope::Generic) {
            return None;
        }
        // Only forms of the same words are one group: 各县市区 and 各县（市、区）政府, not 各专班 and 各工作组.
        let same = comparable(&identity.core) == comparable(&row.short);
        let name = if same { row.short.clone() } else { plain(&identity.core) };
        Some(Group {
            id: format!("{}{name}", identity.prefix),
            generic: row.scope == Scope::Generic || is_some_places(key),
            row: Some(index),
            marked: is_marked(key),
        })
    }

    fn at_level(&self, key: &str) -> Option<Identity<'_>> {
        let first = key.find(['各', '有', '相'])?;
        let (head, core) = key.split_at(first);
        let prefix = prefix::classify(head).filter(|p| matches!(p.kind, PrefixKind::Tier | PrefixKind::PlacedTier))?;
        let mut identity = self.direct(core)?;
        identity.prefix = prefix.text.to_string();
        identity.kind = prefix.kind;
        Some(identity)
    }

    fn make_group(&self, key: &str, head: &str, row: Option<usize>) -> Group {
        let generic = is_generic(key);
        if let Some(defined) = self.defined(head) {
            return Group {
                id: format!("{}{}", defined.resolved.unit, each(&key[head.len()..])),
                generic,
                row,
                marked: true,
            };
        }
        let named = self
            .identify(head)
            .filter(|identity| !identity.entry.stem && !head.is_empty());
        let (id, row) = match named {
            // The members of one body under its long and its short name are one group.
            Some(identity) if prefix::classify(head).is_none_or(|p| p.kind == PrefixKind::Place) => {
                let rest = each(&key[head.len()..]);
                let row = match &identity.entry.target {
                    Target::Row(index) | Target::Former { row: index, .. } if !generic => Some(*index),
                    _ => row,
                };
                (format!("{}{rest}", self.unit_id(&identity)), row)
            }
            _ if CHOSEN.iter().any(|word| key.starts_with(word)) => (key.to_string(), row),
            _ => (plain(key), row),
        };
        Group {
            id,
            generic,
            row,
            marked: true,
        }
    }

    /// The row for the noun a group ends with; `None` when it ends with no such noun.
    fn noun_row(&self, tail: &str) -> Option<Option<usize>> {
        let bare = strip_bracket(tail);
        let (_, row) = NOUNS.iter().find(|(noun, _)| bare.ends_with(noun))?;
        Some(self.short.get(*row).copied())
    }

    /// Whether `head` may stand before 各…: nothing, a level, a place, a body.
    fn is_scope(&self, head: &str) -> bool {
        if head.is_empty() {
            return true;
        }
        let head = strip_bracket(head);
        prefix::classify(head).is_some_and(|p| p.kind != PrefixKind::Place || self.identify(head).is_some())
            || BODIES.contains(&head)
            || self.defined(head).is_some()
            || self.identify(head).is_some()
            || BODY_ENDS
                .iter()
                .any(|end| head.ends_with(end) && head.chars().nth(2).is_some())
    }
}

/// What a body's group is called behind the body: 成员单位 and 各成员单位 are the same.
fn each(rest: &str) -> String {
    let rest = plain(rest).replacen("各", "", 1);
    format!("{}{rest}", if rest.starts_with("系统") { "" } else { "各" })
}

/// Words that show a group.
const MARKERS: &[&str] = &[
    "各",
    "有关",
    "相关",
    "其他",
    "其它",
    "所属",
    "直属",
    "下属",
    "系统",
    "全体",
    "成员单位",
];

/// 基层处 behind 各区政府和: an office inside a bureau, which no group has.
fn is_office_inside(key: &str) -> bool {
    key.ends_with(['处', '科', '股', '室']) && !key.ends_with("办事处") && super::likeness::ends_like_unit(key)
}

static MARKERS_FIRST: CharSet = CharSet::EMPTY.and_nth(MARKERS, 0);

/// Splits at the word that shows a group: what stands before it, the word, the word and all after it.
fn marked(key: &str) -> Option<(&str, &str, &str)> {
    if let Some(word) = CHOSEN.iter().find(|word| key.starts_with(**word)) {
        let rest = &key[word.len()..];
        return (rest.contains("政府") && !rest.starts_with("区")).then_some(("", word, key));
    }
    let first = MARKERS_FIRST.places(key).find_map(|at| {
        let word = MARKERS.iter().find(|word| key[at..].starts_with(**word))?;
        Some((at, *word))
    });
    if let Some((at, word)) = first {
        let word = if word == "成员单位" { "" } else { word };
        return Some((&key[..at], word, &key[at..]));
    }
    numbered(key)
        .or_else(|| directly_under(key))
        .or_else(|| several_levels(key))
}

/// 13个街道、镇.
fn numbered(key: &str) -> Option<(&str, &str, &str)> {
    let digits = key.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十两百".contains(c)))?;
    let rest = &key[digits..];
    let counter = ["个", "家"].iter().find(|word| rest.starts_with(**word))?;
    (digits > 0).then_some(("", &key[..digits + counter.len()], key))
}

/// 市直园区管委会, 区属企业: everything of one kind directly under a level.
fn directly_under(key: &str) -> Option<(&str, &str, &str)> {
    for tier in prefix::TIERS {
        let Some(rest) = key.strip_prefix(tier) else { continue };
        let Some(word) = ["直属", "直", "属", "级"].iter().find(|word| rest.starts_with(**word)) else {
            continue;
        };
        let noun = &rest[word.len()..];
        let plural = [
            "园区管委会",
            "园区",
            "部门",
            "单位",
            "企业",
            "国企",
            "医院",
            "学校",
            "院校",
            "高校",
            "机构",
            "公司",
            "机关",
        ];
        if plural.iter().any(|end| noun.ends_with(end)) && noun.chars().count() <= 8 {
            return Some((tier, word, rest));
        }
    }
    None
}

/// 县(市、区)卫生健康局: one in every place of several kinds; 项目所在地政府, 驻市高校.
fn several_levels(key: &str) -> Option<(&str, &str, &str)> {
    let stationed = key.starts_with('驻')
        && ["高校", "单位", "企业", "机构", "院校"]
            .iter()
            .any(|end| key.ends_with(end));
    let wherever = key.contains("所在") && key.ends_with("政府");
    let inside = key
        .find('(')
        .and_then(|open| Some((open, key[open..].find(')')? + open)));
    let levels = inside.is_some_and(|(open, close)| {
        open > 0 && is_territory(&key[..open]) && key[open + 1..close].split('、').all(is_territory)
    });
    (stationed || wherever || levels).then_some(("", "", key))
}

/// Whether the words themselves show a group.
fn is_marked(key: &str) -> bool {
    let ends = ["政府", "办事处", "管委会", "成员单位"];
    ["各", "有关", "相关", "其他", "其它"]
        .iter()
        .any(|word| key.contains(word))
        || ends.iter().any(|end| strip_bracket(key).ends_with(end))
        || directly_under(key).is_some()
        || numbered(key).is_some()
}

/// 有关乡镇, 相关县区: which ones is not said.
fn is_some_places(key: &str) -> bool {
    let chosen = ["各有关", "各相关", "有关", "相关"];
    let places = chosen.iter().find_map(|word| key.strip_prefix(word));
    places.is_some_and(|places| {
        let places = ["人民政府", "政府", "办事处", "管委会"]
            .iter()
            .find_map(|end| places.strip_suffix(end))
            .unwrap_or(places);
        let mut parts = places.split(['、', '(', ')']).filter(|part| !part.is_empty());
        !places.is_empty() && parts.all(|part| TERRITORIES.contains(&part) || part == "市区" || part == "县区")
    })
}

fn is_generic(key: &str) -> bool {
    if is_some_places(key) {
        return true;
    }
    let mut rest = key;
    'again: loop {
        for word in [
            "中央和国家机关",
            "国务院",
            "中央",
            "国家",
            "人民政府",
            "政府",
            "机关",
            "直属",
            "直",
            "级",
            "属",
        ]
        .iter()
        .chain(QUALIFIERS)
        .chain(prefix::TIERS)
        {
            if let Some(left) = rest
                .strip_prefix(word)
                .filter(|left| !left.is_empty() && !rest.starts_with("部门"))
            {
                rest = left;
                continue 'again;
            }
        }
        return GENERIC.contains(&rest);
    }
}

/// Whether `key` holds more than one name: a separator outside brackets, 等, a 和 before another group.
fn is_several(key: &str) -> bool {
    let mut depth = 0usize;
    let mut separated = false;
    for c in key.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => separated = true,
            ',' | ';' | '。' | ':' | '"' | '“' | '《' if depth == 0 => return true,
            _ => {}
        }
    }
    static LINKS: CharSet = CharSet::of("和与及");
    let groups = ["各", "有关", "相关", "其他", "其有关", "其所属"];
    let linked = LINKS.places(key).any(|at| {
        let rest = &key[at + '和'.len_utf8()..];
        groups.iter().any(|word| rest.starts_with(word))
    });
    let open_ended = || key.contains('等') && key.replace("高等", "").contains('等');
    linked || (separated && !joined(key)) || open_ended()
}

/// 相关 and 有关, 各有关 and 有关, 各县政府 and 各县 mean the same.
fn plain(name: &str) -> String {
    if !["关", "它", "政府", "街道办"].iter().any(|word| name.contains(word)) {
        return name.to_string();
    }
    let mut name = name
        .replace("相关", "有关")
        .replace("各有关", "有关")
        .replace("其它", "其他")
        .replace("人民政府", "政府")
        .replace("街道办事处", "街道")
        .replace("街道办", "街道");
    if name.contains("政府") {
        for territory in ["省", "市", "区", "县", "州", "旗", "盟", "镇", "乡", ")"] {
            name = name.replace(&format!("{territory}政府"), territory);
        }
    }
    name
}

/// The form in which groups are compared with the directory: without punctuation, 各 before all that has none.
fn comparable(name: &str) -> String {
    let name = plain(name)
        .replace("街镇", "街道镇")
        .replace(['(', ')', '、', '和'], "");
    if ["各", "有关"].iter().any(|word| name.contains(word)) {
        name
    } else {
        format!("各{name}")
    }
}

fn strip_bracket(name: &str) -> &str {
    let base = name
        .strip_suffix(')')
        .and_then(|inner| inner.rfind('(').map(|at| &name[..at]));
    base.filter(|base| !base.is_empty()).unwrap_or(name)
}

/// Whether `key` (with 、 in it) names one group of several kinds of places or bodies: 各县、市、区政府.
pub(super) fn joined(key: &str) -> bool {
    let mut depth = 0usize;
    // 各市（州）、县（市、区）人民政府: a 、 in brackets parts nothing.
    let mut parts = key.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '、' && depth == 0
    });
    let Some(first) = parts.next() else { return false };
    let first = match marked(first) {
        Some((_, word, tail)) => tail.strip_prefix(word).unwrap_or(tail),
        None => return false,
    };
    let first = first.trim_start_matches("有关").trim_start_matches("相关");
    // 各镇（街道）、园区管委会 are two: no town has a 管委会.
    let parks = strip_bracket(without_office(first)).ends_with('区');
    let is_place = |part: &str| {
        let other = part.ends_with("管委会") && !parks && part != "管委会";
        is_territory(without_office(part)) && !is_one_park(part) && !other
    };
    // 各县（市、区）人民政府、功能区管委会 are two: the first has its office already.
    let is_bare = |part: &str| is_territory(strip_bracket(part));
    let is_body = |part: &str| matches!(part, "部门" | "单位" | "机构" | "企业" | "直属机构" | "企事业单位");
    let is_bureau = |part: &str| matches!(part, "委" | "办" | "局" | "厅" | "部" | "院" | "行" | "社" | "署");
    let is_office = |part: &str| matches!(part, "政府" | "人民政府" | "办事处" | "街道办事处" | "管委会");
    let rest: Vec<&str> = parts.collect();
    !rest.is_empty()
        && ((is_bare(first) && rest.iter().all(|part| is_place(part) || is_office(part)))
            || (is_place(first) && rest.iter().all(|part| is_office(part)))
            || (is_bureau(first) && rest.iter().all(|part| is_bureau(part)))
            || (is_body(first) && rest.iter().all(|part| is_body(part))))
}

/// 市高新区管委会, 经开区管委会: one body beside the groups of places, though made of words for places.
fn is_one_park(part: &str) -> bool {
    let Some(park) = part.strip_suffix("管委会") else {
        return false;
    };
    let levelled = prefix::TIERS
        .iter()
        .any(|tier| park.strip_prefix(tier).is_some_and(|rest| rest.ends_with('区')));
    levelled || matches!(park, "高新区" | "经开区" | "经济开发区" | "经济技术开发区")
}

/// Whether `word` names lower levels of government, one or several without anything between: 县, 县市, 县市区.
fn is_territory(word: &str) -> bool {
    const LONGEST: usize = 24;
    !word.is_empty()
        && word.len() <= LONGEST
        && (TERRITORIES.contains(&word)
            || TERRITORIES
                .iter()
                .filter_map(|level| word.strip_prefix(level))
                .any(is_territory))
}

fn without_office(part: &str) -> &str {
    let part = strip_bracket(part);
    let offices = ["人民政府", "政府", "办事处", "管委会", "党工委", "党委", "委"];
    strip_bracket(
        offices
            .iter()
            .find_map(|office| part.strip_suffix(office))
            .unwrap_or(part),
    )
}
