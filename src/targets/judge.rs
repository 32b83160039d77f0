//! Whether a number is a target: what its clause says before and behind it.

use std::ops::Range;

use super::Found;
use super::clause::{self, Head};
use super::mention::Mention;
use super::times::Times;
use super::unit::{self, Class};
use super::words::{self, GRANTED, GRANTS, GROUNDS, OUTCOMES, PAST, PAYS, SUBSIDIES, WHOLE, Weight};
use crate::plan::{TargetOp, TargetRule};
use crate::source::numeral;

/// The clause of a number.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub begin: usize,
    pub head: Head,
    /// Where it ends, or where the next thing that is counted begins.
    pub end: usize,
    /// Where it ends, whatever else is counted in it.
    full: usize,
    /// 每千人口.
    pub base: Option<Range<usize>>,
    /// What its verb says, at its head or directly before the number.
    pub weight: Option<Weight>,
    /// 全市11个区: how many there are.
    pub whole: bool,
    /// Whether a verb stands directly before the number.
    adjacent: bool,
}

impl Clause {
    /// The clause of `mention`; `None` where it stands in quotes or in a title.
    pub(super) fn new(words: &str, times: Times<'_>, floor: usize, mention: &Mention) -> Option<Self> {
        let mut begin = clause::begin(words, floor, mention.start)?.min(mention.begin);
        if begin == floor && floor > 0 {
            begin = behind_list(words, floor, mention.begin);
        }
        let head = clause::head(words, times, begin, mention.begin);
        let before = without_scope(&words[begin..mention.begin]);
        let verb = words::deed_before(before).map(|(_, weight)| weight);
        let base = head.base.map(|(from, to)| from..to).or_else(|| {
            let at = begin + words[begin..mention.begin].rfind('每')?;
            let len = unit::base_before(&words[at..]);
            (len > 0 && at + len <= mention.begin).then(|| at..at + len)
        });
        let base = base.or_else(|| average_before(words, begin, mention.begin));
        let mut head = head;
        if head.hedge.is_empty() {
            // 处置率力争由93%提高到97%
            let before = &words[begin..from_value(words, begin, mention.begin)];
            head.hedge = words::hedge_before(before.trim_end());
        }
        let full = clause::end(words, mention.end);
        Some(Clause {
            begin,
            end: end(words, mention.end, full),
            full,
            base,
            weight: match (head.weight, verb) {
                (Some(Weight::Makes | Weight::Does), _) | (_, None) => head.weight,
                (_, verb) => verb,
            },
            whole: WHOLE
                .suffix_where(words[..mention.begin].trim_end(), |()| true)
                .is_some(),
            adjacent: head.verb.is_some() && head.noun >= mention.begin || verb.is_some(),
            head,
        })
    }

    /// Whether it goes on the list that `last` is part of: directly behind it, or with the next noun.
    pub(super) fn goes_on_with(&self, words: &str, last: &Found, floor: usize) -> bool {
        if last.op.is_none() || self.begin < floor || last.text.end > self.begin && last.text.end > floor {
            return self.begin >= floor && words[floor..self.begin].ends_with(['、', '和', '及', '与'])
                || self.begin == floor && floor > 0;
        }
        let between = words[last.text.end..self.begin].trim();
        matches!(between, "" | "、" | "，" | "," | "和" | "及" | "以及" | "与")
    }

    /// What stands behind the number.
    pub(super) fn behind<'w>(&self, words: &'w str, mention: &Mention) -> &'w str {
        &words[mention.end..self.end.max(mention.end)]
    }

    /// Whether nothing but the head stands before the number.
    fn noun_is_empty(&self, mention: &Mention) -> bool {
        self.head.noun >= mention.begin
    }

    /// The noun before the number, without comparator.
    pub(super) fn noun<'w>(&self, words: &'w str, mention: &Mention) -> &'w str {
        words.get(self.head.noun..mention.begin).unwrap_or_default()
    }
}

/// 近视率年均下降0.5个百分点.
fn average_before(words: &str, begin: usize, to: usize) -> Option<Range<usize>> {
    let before = words[begin..to].trim_end();
    let word = ["年均", "日均", "月均"]
        .into_iter()
        .find(|word| before.ends_with(word))?;
    let end = begin + before.len();
    Some(end - word.len()..end)
}

/// Behind the mark that parts this from what was counted before it: 80张、助餐点.
fn behind_list(words: &str, floor: usize, to: usize) -> usize {
    let between = &words[floor..to];
    let marks = ["、", "以及", "和", "及", "与"];
    if let Some(mark) = marks.iter().find(|mark| between.trim_end().ends_with(**mark)) {
        return floor + between.trim_end().len() - mark.len() + mark.len();
    }
    floor + between.rfind('、').map_or(0, |at| at + '、'.len_utf8())
}

/// Where the words behind a number end: with the clause, or before the next number of a list.
fn end(words: &str, at: usize, end: usize) -> usize {
    let behind = &words[at..end];
    let counted = |c: char| c.is_ascii_digit();
    let last_counted = behind.rfind(counted).unwrap_or(0);
    let mut depth = 0i32;
    for (offset, c) in behind.char_indices() {
        let rest = &behind[offset + c.len_utf8()..];
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth -= 1,
            '、' if depth == 0 && offset < last_counted => return at + offset,
            '和' | '及' | '与' | '并' if depth == 0 && counts_next(rest) => return at + offset,
            _ => {}
        }
    }
    end
}

/// 和1000个, 并新建3座.
fn counts_next(rest: &str) -> bool {
    let verb = clause::verb(rest).map_or(0, |(len, _)| len);
    rest[verb..].starts_with(|c: char| c.is_ascii_digit())
}

/// Without 全部, 剩余 and the like at the end.
fn without_scope(text: &str) -> &str {
    let text = text.trim_end();
    text[..text.len() - words::scope_before(text)].trim_end()
}

/// Whether a number directly goes on a list: `区、` between 11个 and 176个.
pub(super) fn lists(between: &str) -> bool {
    between.len() <= 48 && between.trim_end().ends_with(['、', '和']) && !between.contains(clause::ends_clause)
}

/// The rule by which `mention` is a target.
pub(super) fn judge(words: &str, mention: &Mention, clause: &Clause, series: bool) -> Option<TargetRule> {
    let before = &words[clause.begin..mention.start];
    let behind = clause.behind(words, mention);
    let full = &words[mention.end..clause.full];
    let untold = if mention.strong {
        &words[clause.begin..mention.begin]
    } else {
        before
    };
    if PAST.is_in(untold)
        || is_done(before)
        || GROUNDS.is_in(full)
        || starts_from(before, full)
        || is_condition(mention, clause, behind)
    {
        return None;
    }
    if is_grant(words, mention, before) {
        return None;
    }
    let aimed = || full.contains("为目标");
    let class = match mention.class {
        None => {
            let amount = !mention.factor.is_empty() && !clause.noun(words, mention).trim().is_empty();
            if amount && is_end(words, mention.end) && (mention.bounded || mention.strong) {
                return Some(TargetRule::Shape);
            }
            // 实现110万贫困人口稳定脱贫: the noun has its own unit.
            let does = matches!(clause.weight, Some(Weight::Makes | Weight::Does));
            let people = ["户", "人", "名", "群众"]
                .iter()
                .any(|word| near_chars(behind, 10).contains(word));
            if !mention.factor.is_empty() && !mention.chinese && people && (does || series) && !mention.bounded {
                return Some(TargetRule::Verb);
            }
            let alone = mention.begin + "达到".len() <= mention.start && mention.value.len() < 9;
            return (mention.strong && alone && is_end(words, mention.end)).then_some(TargetRule::Comparator);
        }
        Some(class) => class,
    };
    // 按30%的比例
    let by = mention.begin == mention.start
        && ["按", "按照", "以"]
            .iter()
            .any(|word| before.trim_end().ends_with(word));
    match class {
        Class::Time if is_name(behind) => None,
        // 35—64岁妇女: which ones are meant.
        Class::Score if mention.unit == "岁" && !is_end(words, mention.end) => None,
        Class::Share if by => None,
        _ if mention.strong => Some(TargetRule::Comparator),
        Class::Share => Some(TargetRule::Share),
        Class::Time | Class::Score if aimed() => Some(TargetRule::Comparator),
        Class::Time | Class::Score if series => Some(TargetRule::Series),
        Class::Time | Class::Score => None,
        Class::Count | Class::Loose | Class::Size => counted(words, mention, clause, series, class),
    }
}

/// 新建了5所学校.
fn is_done(before: &str) -> bool {
    let done = before.match_indices('了').map(|(at, _)| &before[..at]);
    done.into_iter().any(|verb| words::deed_before(verb).is_some())
}

/// 高于全省平均水平2个百分点: how far from another figure. Where the noun before such words ends.
pub(super) fn against(words: &str, mention: &Mention, clause: &Clause) -> Option<usize> {
    let from = clause.head.noun.min(mention.start);
    let noun = &words[from..mention.start];
    let (at, word) = words::against(noun)?;
    let other = noun[at + word.len()..].trim();
    let sets = super::comparator::before(other).is_some_and(|before| before.strong && !before.change);
    if other.is_empty() || other.ends_with('的') || sets || other.contains(|c| numeral::figure(c).is_some()) {
        return None;
    }
    let figure = mention.unit.ends_with("百分点") || OTHERS.iter().any(|other_figure| other.contains(other_figure));
    figure.then_some(from + at)
}

/// Figures that others are compared with.
const OTHERS: &[&str] = &[
    "平均",
    "全国",
    "全省",
    "全市",
    "上年",
    "去年",
    "同期",
    "增速",
    "增幅",
    "目标值",
];

/// What is counted or measured, without a comparator.
fn counted(words: &str, mention: &Mention, clause: &Clause, series: bool, class: Class) -> Option<TargetRule> {
    let behind = clause.behind(words, mention);
    let full = &words[mention.end..clause.full];
    if mention.chinese && !numerals_count(words, mention, clause, class) {
        return None;
    }
    let noun = clause.noun(words, mention).trim();
    // 2对…进行整治: the number of an item; 涉及的任务有15个: what there is.
    let told = ["任务有", "项目有", "事项有", "分别有"]
        .iter()
        .any(|word| words[..mention.begin].ends_with(word));
    if mention.start == 0 && mention.unit == "对" || told {
        return None;
    }
    // 打印一式3份
    if noun.ends_with(['式']) && mention.unit == "份" {
        return None;
    }
    let shape = !noun.is_empty() && is_end(words, mention.end);
    let does = matches!(clause.weight, Some(Weight::Makes | Weight::Does));
    if shape
        && !clause.whole
        && (!mention.chinese || does || mention.is_rounded())
        && !(noun.ends_with(['在', '从', '由', '以', '按']))
    {
        return Some(TargetRule::Shape);
    }
    if series && clause.weight != Some(Weight::Tells) {
        return Some(TargetRule::Series);
    }
    // 每个行政村有1个, 为7230名老年人接种
    // 为全区2.3万名老人服务; 对全市46家企业开展评估 tells how many there are.
    let before = without_scope(&words[..mention.start]);
    let aimed = before.ends_with('为') || before.ends_with('对') && !clause.whole;
    let serves = clause.base.is_some() || aimed && words::first_deed(full).is_some();
    if does || serves && !mention.chinese || !clause.head.hedge.is_empty() {
        return Some(TargetRule::Verb);
    }
    let moved = clause.weight != Some(Weight::Tells) && !clause.head.goes_on && !clause.whole;
    let becomes = !behind.is_empty() && (OUTCOMES.is_in(full) || !mention.chinese && words::first_deed(full).is_some());
    (moved && becomes).then_some(TargetRule::Outcome)
}

/// 给予最高50万元补贴, 按不超过投资额的30%: a rule of a subsidy.
fn is_grant(words: &str, mention: &Mention, before: &str) -> bool {
    let (behind, near) = (&words[mention.end..], before.trim_end());
    if near.ends_with("最高") || near.ends_with("上限") || before.contains("享受") {
        return true;
    }
    if !(mention.unit.ends_with('元') || mention.class == Some(Class::Share) || mention.class.is_none()) {
        return false;
    }
    // 按当年费用的30%; 对营收首次达到2000万元的
    let start = before.trim_start();
    if mention.class == Some(Class::Share) && !mention.strong && goes_by(before)
        || start.starts_with('对') && mention.strong && behind.starts_with('的')
    {
        return true;
    }
    // 不超过20万元的信用贷款
    // 连续三年增长20%以上的再奖励20万元; 贷款利率下降0.2个百分点 is an aim.
    let condition = behind.starts_with('的') && GRANTS_BEHIND.iter().any(|word| near_clause(behind).contains(word));
    if condition {
        return true;
    }
    if mention.change && mention.unit.ends_with("百分点") {
        return false;
    }
    let cap = mention.op == TargetOp::AtMost && mention.unit.ends_with('元') && behind.starts_with('的');
    let subsidy = SUBSIDIES.is_in(before) && !PAYS.is_in(before) || near.ends_with("减免");
    cap || subsidy || GRANTS.is_in(before) || GRANTED.prefix(behind).is_some()
}

/// 按当年费用的, not 按时 or 按期.
fn goes_by(before: &str) -> bool {
    let mut found = before.match_indices('按');
    found.any(|(at, by)| !before[at + by.len()..].starts_with(|c| "时期规序质量需揭".contains(c)))
}

/// Behind a condition: what is granted.
const GRANTS_BEHIND: &[&str] = &["奖励", "补助", "补贴", "给予", "资助", "减免", "处罚", "问责", "约谈"];

fn near_clause(behind: &str) -> &str {
    &behind[..behind.find(clause::ends_clause).unwrap_or(behind.len())]
}

/// Whether it is a sum of money: what goes on a list of sums refused is refused.
pub(super) fn is_money(mention: &Mention) -> bool {
    mention.unit.ends_with('元')
}

/// Whether numerals count here: names are full of them (三个一号工程, 两张“红黑榜”, 一支队伍).
fn numerals_count(words: &str, mention: &Mention, clause: &Clause, class: Class) -> bool {
    if words[mention.end..].starts_with(['“', '"', '‘']) {
        return false;
    }
    let does = matches!(clause.weight, Some(Weight::Makes | Weight::Does)) || !clause.head.hedge.is_empty();
    // 二期工程, 一批: names and words.
    if ["期", "批", "部"].contains(&mention.unit) {
        return false;
    }
    if mention.value == "1" && mention.factor.is_empty() {
        return does && clause.adjacent && ["家", "所", "座", "处"].contains(&mention.unit);
    }
    match class {
        Class::Loose => {
            does && (clause.adjacent || clause.noun(words, mention).ends_with('等') || is_end(words, mention.end))
                || !clause.head.hedge.is_empty()
        }
        Class::Count
            if ["支", "张", "套", "次", "门", "节", "片", "组", "件", "位", "段", "块"].contains(&mention.unit) =>
        {
            does && (clause.adjacent || mention.value.len() > 1)
        }
        _ => true,
    }
}

/// Nothing of the clause stands behind the number.
pub(super) fn is_end(words: &str, at: usize) -> bool {
    let rest = words[at..].trim_start_matches([' ', '\u{3000}']);
    let counts = ["和", "及", "以及", "与", "并"]
        .iter()
        .any(|mark| rest.starts_with(mark));
    rest.is_empty()
        || counts
        || rest.starts_with(|c| clause::ends_clause(c) || matches!(c, '、' | '）' | ')' | '（' | '(' | '.'))
}

/// 由30%提高到40%: the first is what there is.
fn starts_from(before: &str, behind: &str) -> bool {
    let from = before.trim_end();
    from.ends_with(['由', '从']) && ["到", "至"].iter().any(|to| behind.contains(to))
}

/// Where the value that is left begins, 由93% before 提高到97%; `to` where there is none.
pub(super) fn from_value(words: &str, from: usize, to: usize) -> usize {
    let before = words.get(from..to).unwrap_or_default();
    let left = before.rfind(['由', '从']).map(|at| from + at);
    // 从上年的92.5分提升至95分
    let counts = |at: &usize| {
        let near = words[at + '由'.len_utf8()..to].chars().take(8);
        near.into_iter().any(|c| numeral::figure(c).is_some())
    };
    left.filter(counts).unwrap_or(to)
}

/// 65岁及以上老年人, 规模500亩以上的: which ones are meant, not how many.
fn is_condition(mention: &Mention, clause: &Clause, behind: &str) -> bool {
    if mention.strong && clause.weight.is_none() && ["人", "户", "名"].contains(&mention.unit) {
        // 超过100人的企业
        return behind.starts_with('的') && clause.noun_is_empty(mention);
    }
    // 收入超过10万元的村达到55%, 面积低于10平方米的家庭
    let meant = ["家庭", "人员", "群众", "企业", "单位", "户", "学校", "村", "项目"];
    let whose = behind.strip_prefix('的').map(|rest| near_chars(rest, 6));
    let selects = whose.is_some_and(|whose| meant.iter().any(|word| whose.contains(word)));
    if selects && mention.strong && !mention.change && mention.class == Some(Class::Size) {
        return true;
    }
    if !mention.bounded || mention.strong || behind.is_empty() {
        // 总投资20亿元的…项目: what they are like.
        let told = mention.class == Some(Class::Size) && !mention.strong && !clause.adjacent;
        return told && selects && !clause.noun_is_empty(mention);
    }
    match mention.class {
        Some(Class::Size | Class::Time | Class::Score) | None => true,
        Some(Class::Count | Class::Loose) => {
            behind.starts_with('的') && !clause.adjacent || ["人", "户", "名", "床", "张"].contains(&mention.unit)
        }
        Some(Class::Share) => false,
    }
}

fn near_chars(text: &str, most: usize) -> &str {
    &text[..text.char_indices().nth(most).map_or(text.len(), |(at, _)| at)]
}

/// 15分钟社区体育生活圈.
fn is_name(behind: &str) -> bool {
    let near: String = behind.chars().take(12).collect();
    near.contains('圈')
}
