//! Groups: 各有关部门, 各街道(镇), 区爱卫会各成员单位. One owner each, never expanded here.

use super::prefix::{self, PrefixKind};
use super::{Directory, Scope, Target};

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

/// Nouns a group can end with, and the row whose kind and order it takes. Longer ones first.
const NOUNS: &[(&str, &str)] = &[
    ("成员单位", "各成员单位"),
    ("责任单位", "各责任单位"),
    ("责任部门", "各责任单位"),
    ("牵头部门", "各牵头部门"),
    ("牵头单位", "各牵头部门"),
    ("执法部门", "各执法部门"),
    ("执法单位", "各执法部门"),
    ("社区卫生服务中心", "各社区卫生服务中心"),
    ("医疗卫生机构", "各医疗卫生机构"),
    ("医疗机构", "各医疗机构"),
    ("公立医院", "各公立医院"),
    ("金融机构", "各金融机构"),
    ("行业协会", "行业协会"),
    ("职业院校", "职业院校"),
    ("工作小组", "各工作组"),
    ("工作专班", "各工作组"),
    ("领导小组", "各工作组"),
    ("部门单位", "各有关单位"),
    ("运营商", "通信运营商"),
    ("委办局", "各部门"),
    ("工作组", "各工作组"),
    ("指挥部", "各工作组"),
    ("办事处", "各街道"),
    ("街道办", "各街道"),
    ("管委会", "各功能区"),
    ("居委会", "各村(社区)"),
    ("村委会", "各村(社区)"),
    ("开发区", "各功能区"),
    ("功能区", "各功能区"),
    ("县级市", "各市(区)"),
    ("自治县", "各县"),
    ("自治州", "各市州"),
    ("党工委", "各街道"),
    ("党组织", "居民区党组织"),
    ("运动队", "各有关单位"),
    ("部门", "各有关部门"),
    ("单位", "各有关单位"),
    ("部委", "各部门"),
    ("街道", "各街道"),
    ("街镇", "各街道(镇)"),
    ("乡镇", "各乡镇"),
    ("镇街", "各街道(镇)"),
    ("园区", "各功能区"),
    ("社区", "各村(社区)"),
    ("学校", "各学校"),
    ("中学", "各学校"),
    ("小学", "各学校"),
    ("院校", "各高校"),
    ("高校", "各高校"),
    ("大学", "各高校"),
    ("学院", "各高校"),
    ("医院", "各公立医院"),
    ("诊所", "各医疗机构"),
    ("卫生院", "各医疗机构"),
    ("企业", "各有关企业"),
    ("公司", "各有关企业"),
    ("集团", "各有关企业"),
    ("银行", "各金融机构"),
    ("国企", "各国有企业"),
    ("央企", "中央企业"),
    ("协会", "行业协会"),
    ("商会", "行业协会"),
    ("机构", "各有关单位"),
    ("专班", "各工作组"),
    ("小组", "各工作组"),
    ("专项组", "各工作组"),
    ("城市", "各市"),
    ("地区", "各地"),
    ("政府", "各地"),
    ("党委", "各地"),
    ("科室", "各科室"),
    ("处室", "各科室"),
    ("股室", "各科室"),
    ("团体", "各有关单位"),
    ("组织", "各有关单位"),
    ("机关", "各有关部门"),
    ("方面", "各有关部门"),
    ("中心", "各有关单位"),
    ("委员会", "各部门"),
    ("办公室", "各工作组"),
    ("派出所", "各有关单位"),
    ("支队", "各执法部门"),
    ("大队", "各执法部门"),
    ("市", "各市"),
    ("县", "各县"),
    ("区", "各区"),
    ("州", "各市州"),
    ("盟", "各盟市"),
    ("旗", "各县"),
    ("镇", "各镇"),
    ("乡", "各乡镇"),
    ("村", "各村(社区)"),
    ("局", "各部门"),
    ("委", "各部门"),
    ("办", "各部门"),
    ("厅", "各部门"),
    ("所", "各有关单位"),
    ("站", "各有关单位"),
    ("馆", "各有关单位"),
    ("组", "各工作组"),
    ("处", "各科室"),
    ("科", "各科室"),
];

/// What remains of a generic group when levels and 各, 有关 … are taken away.
const GENERIC: &[&str] = &[
    "部门",
    "单位",
    "部门单位",
    "单位部门",
    "部门和单位",
    "单位和部门",
    "部门、单位",
    "部门及单位",
    "部门(单位)",
    "职能部门",
    "主管部门",
    "行业部门",
    "业务部门",
    "行业主管部门",
    "责任部门",
    "责任单位",
    "企事业单位",
    "部门和企业",
    "方面",
    "委办局",
    "委、办、局",
    "部委",
    "科室",
    "处室",
    "股室",
];

const QUALIFIERS: &[&str] = &[
    "各有关",
    "各相关",
    "各个",
    "各级",
    "各",
    "有关",
    "相关",
    "其他",
    "其它",
    "所有",
    "所属",
    "直属",
    "涉及",
];

/// Beginnings of groups of places that are chosen, not named: 试点城市政府.
const CHOSEN: &[&str] = &["试点", "示范", "重点", "沿海", "所在", "属地", "涉及", "承办"];

/// Nouns for lower levels of government; several joined by 、 make one group: 各区、县级市.
const TERRITORIES: &[&str] = &[
    "县",
    "市",
    "区",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "街道",
    "园区",
    "县级市",
    "自治县",
    "自治州",
    "自治旗",
    "街镇",
    "乡镇",
    "村",
    "社区",
    "开发区",
    "功能区",
    "高新区",
    "经开区",
    "新区",
    "地",
    "设区市",
    "农场",
    "林场",
    "苏木",
    "场",
];

impl Directory {
    /// Reads a folded name as a group.
    pub(super) fn group(&self, key: &str) -> Option<Group> {
        if let Some(group) = self.listed_group(key) {
            return Some(group);
        }
        let chars = key.chars().count();
        if !(2..=40).contains(&chars) || is_several(key) {
            return None;
        }
        let (head, marker, tail) = marked(key)?;
        let row = self.noun_row(tail.strip_prefix(marker).unwrap_or(tail))?;
        self.is_scope(head).then(|| self.make_group(key, head, row))
    }

    /// A group in the directory, with or without a level before it.
    fn listed_group(&self, key: &str) -> Option<Group> {
        let identity = self.direct(key).or_else(|| self.at_level(key))?;
        let Target::Row(index) = identity.entry.target else {
            return None;
        };
        let row = &self.rows[index];
        if !matches!(row.scope, Scope::Collective | Scope::Generic) {
            return None;
        }
        let same =
            qualified(&identity.core) == qualified(&row.short) && level_of(&identity.core) == level_of(&row.short);
        let name = if same { row.short.clone() } else { plain(&identity.core) };
        Some(Group {
            id: format!("{}{name}", identity.prefix),
            generic: row.scope == Scope::Generic,
            row: Some(index),
            marked: is_marked(key),
        })
    }

    fn at_level(&self, key: &str) -> Option<super::identify::Identity<'_>> {
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
        let named = self
            .identify(head)
            .filter(|identity| !identity.entry.stem && !head.is_empty());
        let (id, row) = match named {
            // The members of one body under its long and its short name are one group.
            Some(identity) if prefix::classify(head).is_none_or(|p| p.kind == PrefixKind::Place) => {
                let rest = plain(&key[head.len()..]);
                let row = match &identity.entry.target {
                    Target::Row(index) | Target::Former { row: index, .. } if !generic => Some(*index),
                    _ => row,
                };
                (format!("{}{rest}", self.unit_id(&identity)), row)
            }
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
            || self.identify(head).is_some()
            || BODY_ENDS
                .iter()
                .any(|end| head.ends_with(end) && head.chars().count() > end.chars().count() + 1)
    }
}

const BODIES: &[&str] = &[
    "中央和国家机关",
    "党政",
    "机关",
    "党委",
    "政府",
    "全省",
    "全市",
    "全区",
    "全县",
    "全州",
    "全国",
    "国务院",
    "企业",
    "地方",
];
const BODY_ENDS: &[&str] = &[
    "委员会",
    "领导小组",
    "指挥部",
    "联席会议",
    "工作组",
    "专班",
    "委",
    "局",
    "办",
    "中心",
    "会议",
    "公司",
    "集团",
    "机制",
];

/// Splits at the word that shows a group: what stands before it, the word, the word and all after it.
fn marked(key: &str) -> Option<(&str, &str, &str)> {
    if let Some(word) = CHOSEN.iter().find(|word| key.starts_with(**word)) {
        let rest = &key[word.len()..];
        return (rest.contains("政府") && !rest.starts_with("区")).then_some(("", word, key));
    }
    let mut best: Option<(usize, &str)> = None;
    for word in ["各", "有关", "相关", "其他", "其它", "所属", "直属", "下属", "成员单位"] {
        if let Some(at) = key.find(word)
            && best.is_none_or(|(least, _)| at < least)
        {
            best = Some((at, word));
        }
    }
    if let Some((at, word)) = best {
        let word = if word == "成员单位" { "" } else { word };
        return Some((&key[..at], word, &key[at..]));
    }
    numbered(key).or_else(|| directly_under(key))
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

fn is_generic(key: &str) -> bool {
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
            ',' | ';' | '。' | ':' | '"' | '“' | '《' => return true,
            _ => {}
        }
    }
    let linked = ["和", "与", "及"].iter().any(|link| {
        let groups = ["各", "有关", "相关", "其他", "其有关", "其所属"];
        key.split(link)
            .skip(1)
            .any(|rest| groups.iter().any(|word| rest.starts_with(word)))
    });
    linked || (separated && !joined(key)) || key.replace("高等", "").contains('等')
}

fn qualified(name: &str) -> bool {
    name.contains("有关") || name.contains("相关")
}

/// The level a group is limited to: 市直有关部门 and 县直有关部门 are two.
fn level_of(name: &str) -> Option<char> {
    name.chars()
        .next()
        .filter(|c| "省市区县州旗国中政".contains(*c) && !name.starts_with("县(") && !name.starts_with("市县"))
}

/// 相关 and 有关, 各有关 and 有关 mean the same.
fn plain(name: &str) -> String {
    name.replace("相关", "有关")
        .replace("各有关", "有关")
        .replace("其它", "其他")
}

fn strip_bracket(name: &str) -> &str {
    let base = name
        .strip_suffix(')')
        .and_then(|inner| inner.rfind('(').map(|at| &name[..at]));
    base.filter(|base| !base.is_empty()).unwrap_or(name)
}

/// Whether `key` (with 、 in it) names one group of several kinds of places or bodies: 各县、市、区政府.
pub(super) fn joined(key: &str) -> bool {
    let mut parts = key.split('、');
    let Some(first) = parts.next() else { return false };
    let first = match marked(first) {
        Some((_, word, tail)) => tail.strip_prefix(word).unwrap_or(tail),
        None => return false,
    };
    let first = first.trim_start_matches("有关").trim_start_matches("相关");
    let is_place = |part: &str| TERRITORIES.contains(&without_office(part));
    let is_body = |part: &str| matches!(part, "部门" | "单位" | "机构" | "企业" | "直属机构" | "企事业单位");
    let rest: Vec<&str> = parts.collect();
    !rest.is_empty()
        && ((is_place(first) && rest.iter().all(|part| is_place(part)))
            || (is_body(first) && rest.iter().all(|part| is_body(part))))
}

fn without_office(part: &str) -> &str {
    let part = strip_bracket(part);
    let offices = ["人民政府", "政府", "办事处", "管委会", "党工委", "党委"];
    offices
        .iter()
        .find_map(|office| part.strip_suffix(office))
        .unwrap_or(part)
}
