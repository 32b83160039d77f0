//! Whether a stretch of text can be a unit at all: decides if a bracket without any role word is a tag.

use super::collective::Found;
use super::identify::{Identity, MAX_NAME};
use super::joint_name::joint_members;
use super::prefix::{PrefixKind, is_han};
use super::{Directory, Likeness};
use crate::plan::UnitKind;
use crate::source::CharSet;

/// Ends of names of organisations.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "部", "委", "办", "局", "厅", "署", "院", "所", "会", "联", "社", "队", "站", "馆", "校", "台", "处", "科",
    "室", "组", "股", "镇", "乡", "街道", "中心", "公司", "集团", "政府", "银行", "支行", "分行", "中支", "海关",
    "专班", "企业", "工会", "基金", "医院", "学院", "大学", "中学", "小学", "开发区", "园区", "特区", "新区",
    "合作区", "试验区", "示范区", "度假区", "商务区", "保税区", "兵团", "军分区", "指挥", "机构", "总厂", "农场",
    "林场", "电网", "部门", "单位", "村", "社区",
];

/// The last characters of names of units and groups.
pub(super) static LAST_CHARS: CharSet = CharSet::of(
    "部委办局厅署院所会联社队站馆校台处科室组股镇乡街道心司团府行支关班业金学区兵指构厂场网门位村市县州盟旗地户",
);

/// Everyday words that end like organisations.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "全部", "内部", "外部", "干部", "局部", "大部", "中部", "东部", "西部", "南部", "北部", "社会", "机会", "大会",
    "开会", "晚会", "会议室", "教室", "场所", "厕所", "住所", "专科", "全科", "本科", "学科", "内科", "外科",
    "儿科", "妇科", "产科", "口腔科", "好处", "多处", "各处", "一处", "举办", "主办", "承办", "协办", "督办",
    "公办", "民办", "开办", "创办", "新办", "续办", "住院", "出院", "入院", "城镇", "村镇", "集镇", "乡镇", "下乡",
    "返乡", "城乡", "家乡", "水乡", "全社会", "小组", "分组", "编组", "重组", "互联", "串联", "关联", "校", "高校",
    "学校", "平台", "舞台", "柜台", "病室", "农村", "乡村", "医院", "学院", "大学", "中学", "小学", "诊所",
    "博览会", "运动会", "展览会", "交易会", "研讨会", "座谈会", "推进会", "现场会", "专区", "园区", "开发区",
    "新区", "社区", "示范区", "企业", "机构", "银行", "基金", "公司", "集团", "委员会", "管理局", "部门", "单位",
    "专委", "常委", "指挥", "全局", "布局", "格局", "结局", "大局", "团队", "军队", "球队", "车站", "网站", "站",
    "合作社", "旅行社", "社", "处", "托育机构", "医疗机构", "养老机构", "教育机构", "行动", "协会", "学会",
];

/// Ends that are kinds of places and bodies as often as names of one.
#[rustfmt::skip]
const KIND_ENDS: &[&str] = &[
    "医院", "学校", "大学", "中学", "小学", "学院", "社区", "机构", "企业", "单位", "部门", "镇", "乡", "村",
    "园区", "示范区", "公司",
];

/// Beginnings that make such a word a kind: 三级医院, 特色小镇, 试点单位, 健康社区.
#[rustfmt::skip]
const KIND_BEGINNINGS: &[&str] = &[
    "一级", "二级", "三级", "国家", "省级", "市级", "区级", "县级", "全国", "第三方", "试点", "示范", "重点",
    "特色", "健康", "互联网", "民营", "社会", "公立", "私立", "公办", "民办", "中小", "大型", "小型", "大中",
    "规模", "龙头", "骨干", "定点", "基层", "村级", "养老", "托育", "教育", "医疗", "卫生", "文明", "平安", "智慧",
    "绿色", "无烟", "老年", "儿童", "妇幼", "综合", "专科", "中医", "培训", "科研", "事业", "生产", "经营", "服务",
    "用人", "食品", "药品", "餐饮", "物业", "外资", "国有", "集体", "个体", "高新", "上市", "传统", "美丽", "未来",
    "中心", "建制", "偏远", "农村", "城市", "城中", "乡镇", "民族", "传染病", "儿科", "健身",
];

/// Words for ways of working that end with 办: 一网通办, 帮办.
const WAYS: &[&str] = &[
    "通办", "帮办", "代办", "网办", "快办", "申办", "好办", "难办", "会办", "次办", "上办",
];

/// Characters and marks of sentences; a name has none of them.
pub(super) static SENTENCE: CharSet =
    CharSet::of("的了是把被谁须请按您你我它们这那哪么呢吗已曾且每乃。?!\"“”‘’《》;:,…—%");

/// Beginnings that explain, count or refer instead of naming.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "含", "见", "以", "按", "由", "在", "等", "据", "注", "除", "到", "与", "或", "原", "包括", "其中", "包含",
    "根据", "各类", "各种", "通过", "例如", "比如", "简称", "下称", "具体", "特别", "尤其", "主要", "负责", "牵头",
    "配合", "会同", "联合", "协同", "指导", "督促", "加强", "推进", "推动", "完善", "建立", "开展", "组织", "落实",
    "实施", "隶属", "报送", "报请", "新建", "改建", "拟建", "设立",
];

/// How much the folded name looks like a unit.
pub(super) fn likeness(directory: &Directory, key: &str) -> Likeness {
    let Some(key) = may_be_name(key) else {
        return Likeness::None;
    };
    match of_found(directory, key) {
        Some(likeness) => likeness,
        None if ends_like_unit(key) => Likeness::Suffix,
        // 江宁、溧水、高淳三区政府
        None if key.contains('、') && joint_members(key).is_some() => Likeness::Suffix,
        None => Likeness::None,
    }
}

/// Whether the folded name is one the directory or the document knows.
pub(super) fn is_known(directory: &Directory, key: &str) -> bool {
    may_be_name(key).is_some_and(|key| of_found(directory, key) == Some(Likeness::Known))
}

/// The name without marks around it; `None` for what no name can be.
fn may_be_name(key: &str) -> Option<&str> {
    let key = key.trim_matches(['。', ':', ';', ',', '、', '.', '!']);
    let named = (2..=MAX_NAME).contains(&key.chars().count()) && SENTENCE.next(key, 0).is_none();
    named.then_some(key)
}

/// What the directory and the document say of a name; `None` where they do not know it.
fn of_found(directory: &Directory, key: &str) -> Option<Likeness> {
    // A short alias (教育, 公安) is a matter as often as a unit.
    if key.chars().nth(2).is_some() && directory.place().is_some_and(|place| place.lists(key)) {
        return Some(Likeness::Known);
    }
    Some(match directory.find(key) {
        Some(Found::Defined(defined)) => defined.likeness,
        Some(Found::Own) => Likeness::Suffix,
        Some(Found::Group(group)) if group.marked => Likeness::Known,
        Some(Found::Group(_)) => Likeness::None,
        Some(Found::Unit(identity)) => of_unit(directory, key, &identity),
        None if directory.stem_with_department(key).is_some() => Likeness::Known,
        None => return None,
    })
}

fn of_unit(directory: &Directory, key: &str, identity: &Identity<'_>) -> Likeness {
    let bare = identity.kind == PrefixKind::None;
    let placed = identity.kind == PrefixKind::Place;
    if bare && identity.entry.stem {
        return Likeness::None;
    }
    // 综治办, 党政办: offices that every 镇 and 街道 has; a body of one character or an area is a word as well.
    if bare && directory.needs_prefix(identity) {
        return if key.ends_with('办') {
            Likeness::Suffix
        } else {
            Likeness::None
        };
    }
    // 区公安, 汤山镇, 通州经济开发区: as much a place or a matter as a unit.
    let doubtful = placed && (key.ends_with(['镇', '乡', '区']) || BEGINNINGS.iter().any(|word| key.starts_with(word)));
    // 卫生院, 图书馆: every place has several, in a bracket it is mostly a kind of place.
    let institution = directory
        .row_of(&identity.entry.target)
        .is_some_and(|row| row.kind == UnitKind::Institution);
    if identity.entry.stem || doubtful || (bare && institution) {
        Likeness::Suffix
    } else {
        Likeness::Known
    }
}

/// 组织办, 督促科, 推进办: a matter in two characters and the office for it.
fn is_office_of_a_task(name: &str) -> bool {
    let matter = name.strip_suffix(['办', '科', '股', '室', '处', '部']);
    matter.is_some_and(|matter| {
        BEGINNINGS.contains(&matter) && !["具体", "主要", "其中", "各类", "各种"].contains(&matter)
    })
}

/// Whether a name that is not in the directory ends like one.
pub(super) fn ends_like_unit(key: &str) -> bool {
    let base = match key.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) if at > 0 => &key[..at],
        _ => key,
    };
    let length = base.chars().count();
    (3..=30).contains(&length)
        // × stands for a name left out.
        && base.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '×')
        && ENDS.iter().any(|end| base.ends_with(end))
        && !WORDS.contains(&base)
        && !WORDS
            .iter()
            .any(|word| word.len() == "全部".len() && base.ends_with(word) && !is_kind_of_unit(word))
        && (!BEGINNINGS.iter().any(|word| base.starts_with(word)) || is_office_of_a_task(base))
        && !["会同", "牵头", "配合"].iter().any(|verb| base.contains(verb))
        && !is_kind(base)
        && !WAYS.iter().any(|way| base.ends_with(way))
}

fn is_kind(base: &str) -> bool {
    KIND_ENDS.iter().any(|end| base.ends_with(end)) && KIND_BEGINNINGS.iter().any(|word| base.starts_with(word))
}

/// Words that are no unit by themselves but end the names of many: 德州学院, 崇明旅行社.
fn is_kind_of_unit(word: &str) -> bool {
    matches!(
        word,
        "学校"
            | "高校"
            | "医院"
            | "学院"
            | "大学"
            | "中学"
            | "小学"
            | "诊所"
            | "园区"
            | "新区"
            | "社区"
            | "企业"
            | "机构"
            | "银行"
            | "基金"
            | "公司"
            | "集团"
            | "部门"
            | "单位"
            | "协会"
            | "学会"
            | "小组"
            | "农村"
            | "平台"
            | "指挥"
            | "东部"
            | "西部"
            | "南部"
            | "北部"
            | "中部"
    )
}
