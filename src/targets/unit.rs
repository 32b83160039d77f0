//! Units of measure, factors and bases. A new unit goes into its row of [`UNITS`].

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::words;

/// How a unit is used, which says how much else must speak for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// %, ‰, 个百分点: a share says by itself how much.
    Share,
    /// 家, 座, 名: what can be counted.
    Count,
    /// 个, 项, 类: counted as well, but names are full of them (三个一号工程, 两项机制).
    Loose,
    /// 公里, 万元: what is measured.
    Size,
    /// 小时, 天: a target only with a comparator, else a term or a name (15分钟生活圈).
    Time,
    /// 分, 例, 岁: a target only with a comparator.
    Score,
}

use Class::{Count, Loose, Score, Share, Size, Time};

/// Units by class, then what looks like a unit and is more: a date, a rank, a name, a condition.
static UNITS: LazyLock<Lexicon<Option<Class>>> = LazyLock::new(|| {
    Lexicon::new(&[
        (Some(Share), "% ％ ﹪ ‰ 个百分点 百分点 成"),
        (
            Some(Count),
            "家 所 座 处 张 名 人次 人 户 户次 家次 支 台 台套 台（套） 台(套) 辆 套 场 场次 次 件 件次 篇 间 棵 株 \
             头 只 羽 盏 口 眼 宗 笔 款 组 对 片 块 段 幅 册 本 份 枚 根 杆 艘 架 列 栋 幢 床 位 门 节 学时 课时 \
             个学时 个课时 桩 株次 标台 车次 班次 人份 剂次 剂 箱 袋 穴 窝 匹 尾 批次 户家庭 例 具 顶 桶 罐 瓶 把 盆 捆 人年 人月 项次 个次 标台次 课 期次 户数 页 卷",
        ),
        (Some(Loose), "个 项 条 类 种 期 部 批"),
        (
            Some(Size),
            "公里 千米 米 延米 平方公里 平方千米 平方米 平米 平方 立方米 立方 方 亩 亩次 公顷 吨 公斤 千克 克 斤 \
             千瓦 千瓦时 兆瓦 度 元 美元 人民币 吨标准煤 吨标煤 升 ㎡ m² m2 m³ m3 km² km kg KW kW MW MWh kVA 吨/日 \
             吨/天 立方米/日 立方米/天 升/秒 兆 GB TB 千伏安 万千瓦 海里 丈 公斗 担 标箱 TEU 微克/立方米 毫克/升 \
             分贝 元/亩 元/人 元/年 微克每立方米 元/月 元/吨 千米² µg/m³ μg/m³",
        ),
        (Some(Time), "小时 个小时 分钟 秒 天 个工作日 工作日 个月 周 个自然日"),
        (Some(Score), "分 岁 起 倍 名次 位次 番"),
        (
            None,
            "页面 页码 卷入 成员 成立 成果 成为 成本 成功 成长 成效 成熟 成绩 成年 成就 成交 人年均 课题 把关 把握 瓶颈 顶层 顶级 具体 具有 具备 人口 分之 分类 分级 周年 周岁 次方 次元 度假 度以 家庭 张家 部委 套路 口径 方面 方位 方案 方针 方式 \
             方米 只有 对应 对口 对标 对外 对话 节能 节约 门诊 所有 处理 处置 米高 本级 本市 本区 本县 本地 位一体 \
             位数 件事 件套 项行动 项任务清单 台阶 台账 床日 批准 批复 期间 期末 期工程 期项目 期建设 部门 部分 \
             个一 个百 个环节 条例 条规定 类似 种植 种养 种业 起来 起步 倍增 例会 例如 例行 个统一 个全 个不 个必 \
             个严禁 个坚持 个维护 个确立 个意识 个自信 个聚焦 个方面 个层面 个层次 个环 个转变 个阶段 个关键 个重点 \
             个时代 个导向 个没有 个清单 片区化 对一 帮一 次分配 次创业 次供水 次污染 次会议 次全会 次党代会 米跑 \
             米线 元化 元结构 元论 点一线 位领导 层 份以 名单 只做 口之",
        ),
    ])
});

/// Factors, longest first.
const FACTORS: &[&str] = &["万亿", "百万", "千万", "亿", "万", "千", "百"];

/// The factor at the beginning of `rest`.
pub(super) fn factor(rest: &str) -> &'static str {
    if !rest.starts_with(['万', '亿', '百', '千']) {
        return "";
    }
    let factor = FACTORS.iter().find(|factor| rest.starts_with(**factor));
    factor.copied().unwrap_or("")
}

/// Whether a unit, or what looks like one, may begin with `c`.
pub(super) fn may_begin(c: char) -> bool {
    UNITS.may_begin(c)
}

/// The unit at the beginning of `rest`: the longest that fits.
pub(super) fn unit(rest: &str) -> Option<(&'static str, Class)> {
    let (unit, class) = UNITS.prefix(rest)?;
    // 10kg, but 5G and 3D.
    let letters = unit.ends_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = letters && rest[unit.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    class.filter(|_| !goes_on).map(|class| (unit, class))
}

/// What a base counts, behind / or 每.
static BASES: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "常住人口 户籍人口 服务人口 人口 常住人 人 户 名 公里 平方公里 亩 个 万 天 日 周 月 季度 年 活产 例 辆 床 \
         立方米 学时 半年 小时 分钟 秒 人次 学期 学年 季 旬 平方米 吨 千米 元",
    )])
});

/// The length of a base behind a unit: `/10万人`, `/万`, `/千人`.
pub(super) fn base_behind(rest: &str) -> usize {
    let Some(slash) = rest.chars().next().filter(|c| matches!(c, '/' | '／')) else {
        return 0;
    };
    let number = slash.len_utf8() + count_len(&rest[slash.len_utf8()..]);
    let noun = noun_len(&rest[number..]);
    if noun > 0 || number > slash.len_utf8() {
        number + noun
    } else {
        0
    }
}

/// The length of a base that begins with 每, at the beginning of `rest`: 每千人口, 每30-50万人口, 每天, 每个街镇; 0 where
/// it is none.
pub(super) fn base_before(rest: &str) -> usize {
    let Some(behind) = rest.strip_prefix('每') else {
        return if is_average(rest) { "平均".len() } else { 0 };
    };
    if let Some(each) = behind.strip_prefix([
        '个', '所', '家', '处', '座', '名', '位', '支', '项', '条', '台', '辆', '组',
    ]) {
        // 每个行政村有1个, 每所乡镇中心校至少
        let measure = "每个".len();
        let near: String = each.chars().take(8).collect();
        let end = (near.len() == each.len() && !behind.starts_with('个')).then_some(near.len());
        let noun = near.find(EACH_ENDS).or(end).filter(|at| *at > 0);
        return noun.map_or(if behind.starts_with('个') { 0 } else { measure }, |at| measure + at);
    }
    if let Some((each, ())) = EACH.prefix(behind) {
        // 每镇（街）至少, 每村配备
        return "每".len() + each.len();
    }
    let number = count_len(behind);
    let noun = noun_len(&behind[number..]);
    if noun == 0 { 0 } else { '每'.len_utf8() + number + noun }
}

/// Where a base begins that ends at the end of `words`, before a number: 控制在每百万游客15件以内.
pub(super) fn base_at_end(words: &str) -> Option<usize> {
    let at = words.rfind('每')?;
    let behind = &words[at + '每'.len_utf8()..];
    let count = count_len(behind);
    let noun = behind[count..].chars().count();
    let plain = behind[count..]
        .chars()
        .all(|c| c.is_alphabetic() && !EACH_ENDS.contains(&c));
    (count > 0 && count < 24 && (1..=4).contains(&noun) && plain).then_some(at)
}

/// Behind 每: of what there is to be so many each.
static EACH: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "镇（街） 镇(街) 镇（街道） 镇(街道) 镇街 街镇 街道（镇） 街道(镇) 街（镇） 乡镇（街道） 乡镇(街道) 乡（镇） 乡镇 街道 镇 乡 \
         村（社区） 村(社区) 行政村 自然村 社区 村 县（市、区） 县(市、区) 县（区） 县区 区县 区（县） 区 县 市 学校 校 班级 班 网格 小区 \
         片区 园区 企业 机构 单位 部门 家庭 场 批次 批",
    )])
});

/// 年均开发2万个.
const AVERAGES: &[&str] = &["平均", "人均", "年均", "户均", "日均"];

/// Whether an average begins `rest` that is no part of a noun (人均收入).
fn is_average(rest: &str) -> bool {
    AVERAGES.iter().any(|word| {
        let behind = rest.strip_prefix(word);
        behind.is_some_and(|behind| behind.is_empty() || words::part(behind).is_some())
    })
}

/// Behind 每个 and its noun.
const EACH_ENDS: &[char] = &[
    '有', '建', '配', '设', '至', '不', '均', '都', '新', '打', '完', '培', '开', '选', '组', '创', '年', '平', '达',
    '参', '完', '应', '需', '要', '每',
];

/// 10万, 千, 30-50万, 百.
fn count_len(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_digit() && !"-—~至.一二三两五十百千万亿".contains(c))
        .unwrap_or(rest.len())
}

fn noun_len(rest: &str) -> usize {
    BASES.prefix(rest).map_or(0, |(base, ())| base.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_counts_and_names_do_not() {
        assert_eq!(unit("平方公里绿地"), Some(("平方公里", Size)));
        assert_eq!(unit("个百分点"), Some(("个百分点", Share)));
        assert_eq!(unit("个月内"), Some(("个月", Time)));
        assert_eq!(unit("人口以上"), None);
        assert_eq!(unit("G基站"), None);
        assert_eq!(unit("GB"), Some(("GB", Size)));
        assert_eq!(factor("万平方米"), "万");
    }

    #[test]
    fn bases_before_and_behind() {
        assert_eq!(base_behind("/10万人,"), "/10万人".len());
        assert_eq!(base_behind("/10万，"), "/10万".len());
        assert_eq!(base_behind("/立体"), 0);
        assert_eq!(base_before("每30-50万人口配置"), "每30-50万人口".len());
        assert_eq!(base_before("每天参加"), "每天".len());
        assert_eq!(base_before("每周"), "每周".len());
        assert_eq!(base_before("每镇（街）至少"), "每镇（街）".len());
        assert_eq!(base_before("每逢"), 0);
    }
}
