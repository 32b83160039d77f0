//! What a number measures: the noun before it (签约覆盖率达85%), else the words behind it (1座示范型中转站).

use std::ops::Range;
use std::sync::LazyLock;

use super::clause;
use super::judge::{self, Clause};
use super::lexicon::Lexicon;
use super::mention::Mention;
use super::unit::Class;
use super::words::{self as table, OVER_TIME};
use crate::source::{WordScan, numeral};

/// At the end of a noun before a number: no part of it.
static TAILS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "的 在 为 做到 实现 动态 拥有 只 达 均 要 应 将 共 已 需 分别 总计 至 到 等 各 须 有 数量为 新增 新开工 总体 年均 日均 保持 稳定 净增 力争 确保 争取 基本 \
         基本建成 建成 基本完成 完成",
    )])
});

/// Nouns that a share or a sum is of end so: 调解成功率, 办结时限. The verb before them is part of them.
const RATES: &[char] = &['率', '比', '例', '限', '数', '量', '度', '平', '值', '额'];

/// Verbs that are no part of what they govern.
const LIGHT: &[&str] = &[
    "开展", "组织", "完成", "实现", "参加", "提供", "拥有", "达到", "举行", "覆盖", "包括", "参与", "达标", "发放",
    "印发", "编写", "下降", "降低", "提高", "提升", "增长", "减少", "压减", "缩短", "压缩",
];

/// At the end of the words behind a number.
const ENDS: &[&str] = &["为目标", "的目标", "等"];

/// The place of what `mention` measures.
pub(super) fn metric(words: &str, mention: &Mention, clause: &Clause) -> Option<Range<usize>> {
    let mut behind = trim_behind(words, mention.end..clause.end.max(mention.end));
    if mention.class == Some(Class::Share) && !words[mention.end..].starts_with('的') {
        // 100%人口的区域内医联体
        behind = behind.map(|range| range.start..range.start + words[range.clone()].find('的').unwrap_or(range.len()));
    }
    let before = before(words, mention, clause);
    let compared = mention.begin < mention.start || mention.class == Some(Class::Share);
    match (before, behind) {
        (Some(before), Some(behind)) if compared => {
            let noun = &words[before.clone()];
            let of = mention.class == Some(Class::Share) && words[mention.end..].starts_with('的');
            let behind_counts = of || noun.starts_with('在') || is_scope(noun) || table::deed_before(noun).is_some();
            Some(if behind_counts { behind } else { before })
        }
        // 播种面积8124万亩、总产量稳定: what follows is another thing.
        (Some(before), Some(_)) if judge::is_end(words, mention.end) => Some(before),
        // 遴选骨干教师120名到乡镇任教
        (Some(before), Some(behind)) if words[behind.start..].starts_with(GOES_ON) => Some(before),
        (_, Some(behind)) => Some(behind),
        (Some(before), None) => Some(before),
        // 计划接种14万人以上: the verb is all there is.
        (None, None) => clause.head.verb.map(|(from, to)| from..to),
    }
}

/// Behind a number: no noun that is counted.
const GOES_ON: &[char] = &['到', '赴', '在', '用', '向', '并', '进', '入', '参', '予'];

/// The noun before the number. Where the verb only tells which ones (开展评价的机构不少于100家), it belongs to it.
fn before(words: &str, mention: &Mention, clause: &Clause) -> Option<Range<usize>> {
    let head = &clause.head;
    let mut noun = trim(
        words,
        head.noun.min(mention.begin)..judge::from_value(words, head.noun, mention.begin),
    )?;
    // 每个乡镇至少有1所: the base is not what is counted.
    if let Some(base) = clause
        .base
        .as_ref()
        .filter(|base| base.end > noun.start && base.start <= noun.start)
    {
        noun = trim(words, base.end.min(noun.end)..noun.end)?;
    }
    noun = without_time(words, noun)?;
    // 对餐饮单位抽检; 对口帮扶
    let of = words[noun.clone()]
        .strip_prefix('对')
        .filter(|rest| !rest.starts_with(|c| "口接外标象应照".contains(c)));
    if of.is_some_and(|rest| rest.chars().count() > 2) {
        noun.start += '对'.len_utf8();
    }
    // 安置房: what looked like a verb is part of the noun.
    if let Some((from, to)) = head.verb
        && to == noun.start
        && words[noun.clone()].chars().count() == 1
    {
        noun.start = from;
    }
    // 社会足球场每万人不少于1.1块
    if let Some(base) = clause
        .base
        .as_ref()
        .filter(|base| base.start > noun.start && base.end >= noun.end)
    {
        noun = trim(words, noun.start..base.start.min(noun.end))?;
    }
    // 每万名就业人员中研发人员
    if clause
        .base
        .as_ref()
        .is_some_and(|base| base.end <= noun.start && noun.start < base.end + 3)
        && let Some(among) = words[noun.clone()].find('中').filter(|at| (6..=24).contains(at))
        && noun.start + among + 3 < noun.end
    {
        noun.start += among + '中'.len_utf8();
    }
    // 为老旧小区安装消防设施157处
    if words[noun.clone()].starts_with(['为', '在', '对', '向', '各'])
        && let Some(deed) = table::first_deed(&words[noun.clone()])
        && noun.start + deed + 3 < noun.end
        && !words[noun.start + deed..noun.end].contains('的')
        && !words[noun.start + deed..].starts_with(|c| table::NOUN_ENDS.contains(c))
    {
        noun.start += deed;
    }
    let compared = mention.begin < mention.start;
    let relative = words[noun.clone()].contains('的') && !words[noun.clone()].ends_with('的');
    let rate = compared && words[noun.clone()].ends_with(RATES);
    match head.verb {
        Some((from, to)) if rate && to == noun.start && !head.makes && !LIGHT.contains(&&words[from..to]) => {
            Some(from..noun.end)
        }
        Some((from, to)) if compared && relative && to <= noun.start && !head.makes => Some(from..noun.end),
        _ => Some(noun),
    }
}

/// 示范村年底前挂牌, 死亡人数同比, 较2030年: without the time and what it is compared with.
fn without_time(words: &str, noun: Range<usize>) -> Option<Range<usize>> {
    let text = &words[noun.clone()];
    // Hardly any noun holds one.
    let times = if TIMES_SCAN.is_in(text, TIMES) { TIMES } else { &[] };
    let inner = times
        .iter()
        .filter_map(|time| text.find(time))
        .filter(|at| *at >= "水厂".len());
    let mut end = inner.min().unwrap_or(text.len());
    while let Some(word) = OVER_TIME.iter().find(|word| text[..end].ends_with(**word)) {
        end -= word.len();
    }
    // 总体近视率较2033年
    if let Some(year) = text[..end]
        .strip_suffix('年')
        .or_else(|| text[..end].strip_suffix("年底"))
    {
        let bare = year.trim_end_matches(|c| numeral::figure(c).is_some());
        let bare = bare
            .strip_suffix(['较', '比'])
            .filter(|bare| !bare.is_empty() && year.len() > bare.len() + 3);
        end = bare.map_or(end, str::len);
    }
    let mut bare = text[..end].trim_start_matches(|c: char| c == '的' || c.is_whitespace());
    // 五年内新建生态茶园
    if let Some((at, time)) = times
        .iter()
        .find_map(|time| Some((bare.find(time)?, time)))
        .filter(|(at, _)| *at < 6)
    {
        bare = &bare[at + time.len()..];
        bare = &bare[clause::verb(bare).map_or(0, |(len, _)| len)..];
    }
    loop {
        let year = || {
            let compared = bare.starts_with(['较', '比']);
            let mut near = bare.char_indices().take(if compared { 12 } else { 0 });
            near.find(|(_, c)| *c == '年').map(|(at, c)| at + c.len_utf8())
        };
        let over = OVER_TIME
            .iter()
            .find(|word| bare.starts_with(**word))
            .map(|word| word.len());
        let Some(begin) = over.or_else(year) else {
            break;
        };
        bare = &bare[begin..];
    }
    // 以街道为单位社区卫生服务中心建成率, 港口生产实现货物吞吐量
    let before = if BEFORE_SCAN.is_in(bare, BEFORE) { BEFORE } else { &[] };
    for word in before {
        let behind = bare.find(word).filter(|at| *at > 0).map(|at| &bare[at + word.len()..]);
        bare = behind.filter(|behind| behind.chars().count() > 1).unwrap_or(bare);
    }
    let begin = noun.start + end - bare.len();
    trim(words, begin..noun.start + end)
}

/// Times inside a noun.
const TIMES: &[&str] = &["年底前", "年底之前", "年内", "月底前", "季度末", "季度前", "学期末"];

static TIMES_SCAN: WordScan = WordScan::of(&[TIMES]);

/// Words inside a noun behind which the noun proper begins.
const BEFORE: &[&str] = &["为单位", "要完成", "实现", "拥有"];

static BEFORE_SCAN: WordScan = WordScan::of(&[BEFORE]);

/// A place and no more: 城区, 各街道.
fn is_scope(noun: &str) -> bool {
    noun.chars().count() <= 2
}

/// Without white space, marks and light words at the ends.
pub(super) fn trim(words: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut slice =
        words[range.clone()].trim_end_matches(|c| matches!(c, '、' | '，' | ',' | '：' | ':') || c.is_whitespace());
    while let Some((tail, ())) = TAILS
        .suffix_where(slice, |_| true)
        .filter(|(tail, ())| slice.len() > tail.len())
    {
        slice = slice[..slice.len() - tail.len()].trim_end();
    }
    let end = range.start + slice.len();
    let bare = slice.trim_start_matches(|c| matches!(c, '、' | '，' | ',' | '的' | '和' | '及') || c.is_whitespace());
    (!bare.is_empty() && bare.chars().any(char::is_alphanumeric)).then(|| end - bare.len()..end)
}

fn trim_behind(words: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut slice = words[range.clone()].trim_end();
    // 80张（含改造）: a remark, not what is counted.
    // 1.2万名35—64岁妇女
    let aged = slice.char_indices().take(8).any(|(_, c)| c == '岁');
    let counts = slice.starts_with(|c: char| c.is_ascii_digit()) && !slice.contains("以上") && !aged;
    if counts || slice.starts_with(['（', '(', '.']) {
        return None;
    }
    // A long remark in brackets is none of it.
    if let Some(open) = slice.find(['（', '('])
        && slice[open..].find(['）', ')']).is_none_or(|close| close > 60)
    {
        slice = &slice[..open];
    }
    for tail in ENDS {
        slice = slice.strip_suffix(tail).unwrap_or(slice);
    }
    trim(words, range.start..range.start + slice.len())
}
