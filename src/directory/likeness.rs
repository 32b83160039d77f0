//! Whether a stretch of text can be a unit at all: decides if a bracket without any role word is a tag.

use super::identify::MAX_NAME;
use super::prefix::{PrefixKind, is_han};
use super::{Directory, Likeness};

/// Ends of names of organisations.
const ENDS: &[&str] = &[
    "部",
    "委",
    "办",
    "局",
    "厅",
    "署",
    "院",
    "所",
    "会",
    "联",
    "社",
    "队",
    "站",
    "馆",
    "校",
    "台",
    "处",
    "科",
    "室",
    "组",
    "股",
    "镇",
    "乡",
    "街道",
    "中心",
    "公司",
    "集团",
    "政府",
    "银行",
    "支行",
    "分行",
    "中支",
    "海关",
    "专班",
    "企业",
    "工会",
    "基金",
    "医院",
    "学院",
    "大学",
    "中学",
    "小学",
    "开发区",
    "园区",
    "特区",
    "新区",
    "合作区",
    "试验区",
    "示范区",
    "度假区",
    "商务区",
    "保税区",
    "兵团",
    "军分区",
    "指挥",
    "机构",
    "总厂",
    "农场",
    "林场",
    "电网",
    "部门",
    "单位",
    "村",
    "社区",
];

/// Everyday words that end like organisations.
const WORDS: &[&str] = &[
    "全部",
    "内部",
    "外部",
    "干部",
    "局部",
    "大部",
    "中部",
    "东部",
    "西部",
    "南部",
    "北部",
    "社会",
    "机会",
    "大会",
    "开会",
    "晚会",
    "会议室",
    "教室",
    "场所",
    "厕所",
    "住所",
    "专科",
    "全科",
    "本科",
    "学科",
    "内科",
    "外科",
    "儿科",
    "妇科",
    "产科",
    "口腔科",
    "好处",
    "多处",
    "各处",
    "一处",
    "举办",
    "主办",
    "承办",
    "协办",
    "督办",
    "公办",
    "民办",
    "开办",
    "创办",
    "新办",
    "续办",
    "住院",
    "出院",
    "入院",
    "城镇",
    "村镇",
    "集镇",
    "乡镇",
    "下乡",
    "返乡",
    "城乡",
    "家乡",
    "水乡",
    "全社会",
    "小组",
    "分组",
    "编组",
    "重组",
    "互联",
    "串联",
    "关联",
    "校",
    "高校",
    "学校",
    "平台",
    "舞台",
    "柜台",
    "病室",
    "农村",
    "乡村",
    "医院",
    "学院",
    "大学",
    "中学",
    "小学",
    "诊所",
    "博览会",
    "运动会",
    "展览会",
    "交易会",
    "研讨会",
    "座谈会",
    "推进会",
    "现场会",
    "专区",
    "园区",
    "开发区",
    "新区",
    "社区",
    "示范区",
    "企业",
    "机构",
    "银行",
    "基金",
    "公司",
    "集团",
    "委员会",
    "管理局",
    "部门",
    "单位",
    "专委",
    "常委",
    "指挥",
    "全局",
    "布局",
    "格局",
    "结局",
    "大局",
    "团队",
    "军队",
    "球队",
    "车站",
    "网站",
    "站",
    "合作社",
    "旅行社",
    "社",
    "处",
    "托育机构",
    "医疗机构",
    "养老机构",
    "教育机构",
    "行动",
    "协会",
    "学会",
];

/// Characters of sentences; a name has none of them.
const SENTENCE: &str = "的了是把被谁须请按您你我它们这那哪么呢吗已曾且每乃";

/// Beginnings that explain, count or refer instead of naming.
const BEGINNINGS: &[&str] = &[
    "含", "如", "即", "见", "详见", "包括", "其中", "包含", "指", "以", "按", "根据", "由", "在", "为", "非", "不",
    "等", "经", "将", "据", "注", "原", "除", "对", "向", "从", "到", "与", "和", "及", "或", "并", "各类", "各种",
    "通过", "例如", "比如", "简称", "下称", "以下", "具体", "特别", "尤其", "主要", "负责", "牵头", "配合", "会同",
    "联合", "协同", "指导", "督促", "加强", "推进", "推动", "完善", "建立", "开展", "组织", "落实", "实施", "第", "一",
    "二", "三", "新", "报", "可", "应", "每", "减", "增", "至", "自", "有", "无", "属", "隶属",
];

/// How much the folded name looks like a unit.
pub(super) fn likeness(directory: &Directory, key: &str) -> Likeness {
    let key = key.trim_matches(['。', ':', ';', ',', '、', '.', '!']);
    let length = key.chars().count();
    if !(2..=MAX_NAME).contains(&length) || has_sentence(key) {
        return Likeness::None;
    }
    if let Some(group) = directory.group(key) {
        return if group.marked { Likeness::Known } else { Likeness::None };
    }
    if let Some(identity) = directory.identify(key) {
        let bare = identity.kind == PrefixKind::None;
        let placed = identity.kind == PrefixKind::Place;
        return match () {
            () if bare && (identity.entry.stem || directory.needs_prefix(&identity)) => Likeness::None,
            // 区公安, 新泾镇, 崇川经济开发区: as much a place or a matter as a unit.
            () if identity.entry.stem => Likeness::Suffix,
            () if placed && key.ends_with(['镇', '乡', '区']) => Likeness::Suffix,
            () if placed && BEGINNINGS.iter().any(|word| key.starts_with(word)) => Likeness::Suffix,
            () => Likeness::Known,
        };
    }
    if ends_like_unit(key) {
        Likeness::Suffix
    } else {
        Likeness::None
    }
}

fn has_sentence(key: &str) -> bool {
    key.contains(|c: char| SENTENCE.contains(c) || "。?!\"“”‘’《》;:,…—%".contains(c))
}

/// Whether a name that is not in the directory ends like one.
pub(super) fn ends_like_unit(key: &str) -> bool {
    let base = match key.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) if at > 0 => &key[..at],
        _ => key,
    };
    let length = base.chars().count();
    (3..=30).contains(&length)
        && base.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && ENDS.iter().any(|end| base.ends_with(end))
        && !WORDS.contains(&base)
        && !WORDS
            .iter()
            .any(|word| word.chars().count() == 2 && base.ends_with(word) && !is_kind_of_unit(word))
        && !BEGINNINGS.iter().any(|word| base.starts_with(word))
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
