//! What stands before the name of a department: its level (省, 市, 区 …), a place with its level (江宁区),
//! a bare place (温州), or a word for the whole country.

use crate::source::CharSet;

/// What kind of prefix it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrefixKind {
    /// None at all.
    None,
    /// 国家, 全国, 中央.
    National,
    /// A level alone: 省, 市, 区.
    Tier,
    /// A place with its level: 德州市, 江宁区.
    PlacedTier,
    /// A place without a level: 温州.
    Place,
}

/// A prefix in its plain form: 市 for 市政府, 市直, 市级, 市委.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix<'a> {
    pub(super) text: &'a str,
    pub(super) kind: PrefixKind,
}

impl<'a> Prefix<'a> {
    pub(super) const NONE: Prefix<'static> = Prefix {
        text: "",
        kind: PrefixKind::None,
    };

    fn new(text: &'a str, kind: PrefixKind) -> Self {
        Prefix { text, kind }
    }
}

const NATIONAL: &[&str] = &["国家", "全国", "中央", "国务院", "中国", "中华全国"];

/// Levels that can stand alone before a department. 部 is the level of a ministry's own bureaus (部公路局),
/// 师市 that of the corps in Xinjiang.
#[rustfmt::skip]
pub(super) const TIERS: &[&str] = &[
    "省", "自治区", "市", "州", "自治州", "盟", "地区", "区", "县", "自治县", "旗", "自治旗", "新区", "开发区",
    "高新区", "经开区", "园区", "街道", "镇", "乡", "兵团", "师", "师市", "部",
];

/// Ends of a place with its level; 开发区 and the like end with 区.
const TIER_ENDS: &[&str] = &["街道", "兵团", "省", "市", "州", "盟", "区", "县", "旗", "镇", "乡"];

/// Words between a level and a department that say nothing more: 市政府国资委, 市直机关工委, 省级机关事务局.
const FILLERS: &[&str] = &["人民政府", "政府", "直属", "直", "级", "属", "党委", "委"];

/// Characters that end or join names of organisations, or belong to sentences: never in the name of a place.
static NOT_IN_PLACES: CharSet = CharSet::of("局委厅署办部司等的各与及由在或");

/// Beginnings that speak of places without naming one, and verbs that precede a department in prose.
#[rustfmt::skip]
const NOT_PLACES: &[&str] = &[
    "有关", "相关", "其他", "其它", "试点", "示范", "全体", "所有", "联合", "会同", "配合", "协同", "协调", "协助",
    "指导", "督促", "牵头", "支持", "推动", "推进", "加强", "组织", "开展", "负责", "通过", "依托", "责任", "主管",
    "所属", "直属", "报送", "报请", "提请", "商请", "辖区", "属地", "当地", "上级", "下级", "本级", "各级", "基层",
];

/// Reads `text` as a prefix; `None` when it is none.
pub(super) fn classify(text: &str) -> Option<Prefix<'_>> {
    if text.is_empty() {
        return Some(Prefix::NONE);
    }
    if NATIONAL.contains(&text) {
        return Some(Prefix::new(text, PrefixKind::National));
    }
    let text = text.strip_prefix("中共").unwrap_or(text);
    if let Some(prefix) = with_tier(text) {
        return Some(prefix);
    }
    if let Some(prefix) = both_bodies(text) {
        return Some(prefix);
    }
    for filler in FILLERS {
        if let Some(prefix) = text.strip_suffix(filler).and_then(with_tier) {
            return Some(prefix);
        }
    }
    // A place that ends with its level was read above; 温州 and its like stay.
    (is_place(text, 2, 4) && !text.ends_with(['省', '市', '区', '县', '旗', '盟', '镇', '乡', '和']))
        .then_some(Prefix::new(text, PrefixKind::Place))
}

/// A level alone or a place with its level.
pub(super) fn with_tier(text: &str) -> Option<Prefix<'_>> {
    if TIERS.contains(&text) {
        return Some(Prefix::new(text, PrefixKind::Tier));
    }
    let end = TIER_ENDS.iter().find(|end| text.ends_with(**end))?;
    let stem = text.strip_suffix(end)?;
    // 歙县, 沙县: only counties have names of one character.
    let least = if *end == "县" { 1 } else { 2 };
    is_place(stem, least, 16).then_some(Prefix::new(text, PrefixKind::PlacedTier))
}

/// 省委省政府信访局: party and government of one level named together.
fn both_bodies(text: &str) -> Option<Prefix<'_>> {
    let head = text.strip_suffix("政府")?;
    TIERS
        .iter()
        .find(|tier| head.strip_prefix(**tier).and_then(|rest| rest.strip_prefix('委')) == Some(tier))
        .map(|tier| Prefix::new(&text[..tier.len()], PrefixKind::Tier))
}

/// A name of an area that is no level of government (国际陆港, 农高区), a level before it or not.
pub(super) fn of_area(text: &str) -> Option<Prefix<'_>> {
    let bare = TIERS.iter().find_map(|tier| text.strip_prefix(tier)).unwrap_or(text);
    let ends = bare.ends_with(['区', '园', '城', '港', '岛', '湖', '山', '湾', '谷', '镇']);
    (ends && is_place(bare, 2, 14)).then_some(Prefix::new(text, PrefixKind::Place))
}

fn is_place(text: &str, least: usize, most: usize) -> bool {
    let length = text.chars().count();
    (least..=most).contains(&length)
        && text.chars().all(|c| is_han(c) && !NOT_IN_PLACES.contains(c))
        && !NOT_PLACES.iter().any(|word| text.starts_with(word))
        && !text.starts_with(['省', '市', '区', '县', '旗', '盟', '全', '本', '我', '该', '原', '驻'])
}

/// Whether `c` is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(&str, PrefixKind)> {
        classify(text).map(|prefix| (prefix.text, prefix.kind))
    }

    #[test]
    fn levels_places_and_fillers() {
        assert_eq!(kind("市政府"), Some(("市", PrefixKind::Tier)));
        assert_eq!(kind("中共区委"), Some(("区", PrefixKind::Tier)));
        assert_eq!(kind("省委省政府"), Some(("省", PrefixKind::Tier)));
        assert_eq!(kind("州直"), Some(("州", PrefixKind::Tier)));
        assert_eq!(kind("江宁区"), Some(("江宁区", PrefixKind::PlacedTier)));
        assert_eq!(kind("歙县人民政府"), Some(("歙县", PrefixKind::PlacedTier)));
        assert_eq!(kind("温州"), Some(("温州", PrefixKind::Place)));
        assert_eq!(kind("国家"), Some(("国家", PrefixKind::National)));
    }

    #[test]
    fn words_of_a_sentence_are_no_prefix() {
        for text in [
            "会同",
            "市教育局",
            "由区",
            "各",
            "有关市",
            "和市",
            "市科技",
            "教育局市",
            "X市",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
