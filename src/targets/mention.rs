//! A number with all that belongs to it: 不少于, 1.5, 万, 平方米, 以上.

use std::ops::Range;

use super::number::{self, Form};
use super::times::Times;
use super::unit::{self, Class};
use super::{comparator, judge, words};
use crate::plan::TargetOp;
use crate::source::CharSet;

/// A number read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where the number begins.
    pub start: usize,
    /// Where its comparator begins, or itself.
    pub begin: usize,
    /// Behind unit, base and comparator.
    pub end: usize,
    pub op: TargetOp,
    pub value: String,
    pub value_max: Option<String>,
    pub chinese: bool,
    pub factor: &'static str,
    pub unit: &'static str,
    /// `None` for a number without a unit.
    pub class: Option<Class>,
    pub base: Option<Range<usize>>,
    /// 左右.
    pub hedge: &'static str,
    /// Whether the comparator before it says that the number is to be reached.
    pub strong: bool,
    /// Whether that comparator is a change: 增长25%.
    pub change: bool,
    /// Whether 以上 or the like stands behind it.
    pub bounded: bool,
    /// How the number is written.
    form: Form,
}

impl Mention {
    /// Whether its numerals are meant as a number: 百余, 数十.
    pub fn is_rounded(&self) -> bool {
        matches!(self.form, Form::Round | Form::Several)
    }

    /// Whether its value is one: 数十 and 三分之二 are none.
    pub fn is_exact(&self) -> bool {
        !matches!(self.form, Form::Several | Form::Share(""))
    }
}

/// What stands at a place.
pub(super) enum Reading {
    Mention(Box<Mention>),
    /// Nothing that counts; where to go on.
    Skip(usize),
}

/// Between a comparator and a number: what it was.
const OVER: &[&str] = &["去年的", "上年的", "上年度的", "去年同期的", "上年同期的"];

/// Marks between the ends of a range.
static DASHES: CharSet = CharSet::of("-—–－~～至到");

/// Behind a number: a date, a number of a document, an hour, a rank.
static NO_COUNTS: CharSet = CharSet::of("年月日号时点级届甲岁孩版价代型");

/// Before a number: 第三, 几十, 每一, 十二五.
static NO_NUMBERS: CharSet = CharSet::of("第某每逐统唯万亿");

/// Before numerals: 几十, 数百.
static NO_NUMERALS: CharSet = CharSet::of("几数好");

/// Reads the number at `at`.
pub(super) fn read(words: &str, times: Times<'_>, at: usize) -> Reading {
    if is_word(words, at) {
        return Reading::Skip(at);
    }
    let Some(first) = number::parse(words, at) else {
        return Reading::Skip(at);
    };
    let end = first.range.end;
    let before = words[..at].chars().next_back();
    if before == Some('每') {
        let from = at - '每'.len_utf8();
        return Reading::Skip((from + unit::base_before(&words[from..])).max(end));
    }
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || NO_NUMBERS.contains(c) || c == '+')
        || first.chinese && before.is_some_and(|c| NO_NUMERALS.contains(c))
        || is_rank(&words[..at])
    {
        return Reading::Skip(end);
    }
    if part_of_code(words, at, end) {
        let rest = &words[end..];
        let code = rest
            .find(|c: char| !c.is_ascii_digit() && !"-+:/.".contains(c))
            .unwrap_or(rest.len());
        return Reading::Skip(end + code);
    }
    match mention(words, times, first) {
        Some(mention) => Reading::Mention(Box::new(mention)),
        None => Reading::Skip(end),
    }
}

/// Whether the numeral at `at` is part of a word (一体化, 进一步, 三农), which most are: nothing that counts can begin
/// with the character behind it.
fn is_word(words: &str, at: usize) -> bool {
    static ONES: CharSet = CharSet::of("一二三四五六七八九十两");
    static GOES_ON: CharSet = CharSet::of("零〇一二三四五六七八九十百千万亿两分半数几");
    let mut chars = words[at..].chars();
    let one = chars.next().is_some_and(|c| ONES.contains(c));
    let next = chars.next().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    one && !words[..at].ends_with('每')
        && next.is_some_and(|c| {
            let counts = GOES_ON.contains(c) || DASHES.contains(c);
            !counts && !unit::may_begin(c) && !comparator::may_be_between(c)
        })
}

/// 全省前10位, 前三名: a rank; 年底前3家 and 目前3家 are none.
fn is_rank(before: &str) -> bool {
    before.strip_suffix('前').is_some_and(|before| {
        !before.ends_with(['底', '年', '月', '日', '末', '目', '以', '之', '节', '期', '提', '季'])
    })
}

/// 1+1+1, 400-820-8669, 2023-12-05, 8:00, 1:1.
fn part_of_code(words: &str, at: usize, end: usize) -> bool {
    let behind = words.as_bytes().get(end..end + 2);
    if behind.is_some_and(|two| matches!(two[0], b'+' | b':') && (two[1].is_ascii_alphanumeric())) {
        return true;
    }
    let rest = &words[end..];
    if rest.starts_with('+') || rest.starts_with('＋') || words[..at].ends_with(['＋', '×']) {
        return true;
    }
    // Two dashes: a telephone number or a date.
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(second) = rest.strip_prefix('-') else {
        return false;
    };
    let len = figures(second);
    len > 0 && second[len..].starts_with('-') && figures(&second[len + 1..]) > 0
}

fn mention(words: &str, times: Times<'_>, first: number::Number) -> Option<Mention> {
    let start = first.range.start;
    let mut chinese = first.chinese;
    let mut share = first.form;
    let (mut value, mut value_max) = (first.value, None);
    let mut measure = Measure::read(words, first.range.end);
    // Most numerals are words (一体化, 不二), most figures without a unit names; this must cost next to nothing.
    if !matches!(share, Form::Share(_)) && measure.class.is_none() && !may_count(words, start, chinese, &measure) {
        return None;
    }
    if let Some((second, behind)) = second(words, times, start, &measure) {
        if is_year(&value) && is_year(&second.value) {
            return None;
        }
        value_max = Some(second.value);
        chinese &= second.chinese;
        share = if share == Form::Plain { second.form } else { share };
        measure = Measure {
            // 30%—40%, 5万至8万人: what the first end says holds where the second says nothing.
            between: measure.between,
            ..behind
        };
    }
    if measure.class.is_none() && words[measure.end..].starts_with(|c| NO_COUNTS.contains(c)) {
        return None;
    }
    let (unit, class) = match share {
        Form::Share(sign) => (sign, Some(Class::Share)),
        _ => (measure.unit, measure.class),
    };
    let base_len = unit::base_behind(&words[measure.end..]);
    let base = (base_len > 0).then(|| measure.end..measure.end + base_len);
    let mut end = measure.end + base_len;
    let behind = comparator::behind(&words[end..]);
    let soft = match behind.map(|behind| &words[end..end + behind.len]) {
        Some("左右") => "左右",
        Some("上下") => "上下",
        _ => "",
    };
    end += behind.map_or(0, |behind| behind.len);
    // Only the words directly before the number can be its comparator.
    let near = floor(words, start.saturating_sub(24));
    // 学历提升416人: so many persons, no change by so much.
    let counts = matches!(class, Some(Class::Count | Class::Loose));
    // 控制在每百万游客15件以内
    let each = unit::base_at_end(&words[near..start]).map(|at| near + at);
    let each = each.filter(|at| comparator::before(&words[near..*at]).is_some_and(|before| before.strong));
    let base = base.or(each.map(|at| at..start));
    // 不低于去年的18.6万人
    let over = OVER
        .iter()
        .find(|over| words[near..start].ends_with(**over))
        .map_or(0, |over| over.len());
    let over = each.map_or(over, |at| start - at);
    let before = comparator::before(&words[near..start - over]).filter(|before| !(before.change && counts));
    let before = before.map(|before| comparator::Comparator {
        len: before.len + over,
        ..before
    });
    let before = match share {
        Form::Round | Form::Share("") => before.or_else(|| comparator::before_round(&words[near..start])),
        _ => before,
    };
    let beside = behind.or(measure.between);
    if share == Form::Round
        && !rounds(words, start, end, class)
        && before.is_none()
        && beside.is_none()
        && !(class.is_some() && judge::is_end(words, end))
    {
        // 百姓, 千亿级, 万众
        return None;
    }
    let several = (share == Form::Several).then_some(TargetOp::About);
    let op = comparator::both(
        before.map(|before| before.op),
        beside.map(|beside| beside.op).or(several),
    );
    let op = if value_max.is_some() { TargetOp::Range } else { op };
    value = value.trim().to_string();
    Some(Mention {
        start,
        begin: start - before.map_or(0, |before| before.len),
        end,
        op,
        value,
        value_max,
        chinese,
        factor: measure.factor,
        unit,
        class: class.or(base.as_ref().map(|_| Class::Score)),
        base,
        hedge: soft,
        strong: before.is_some_and(|before| before.strong),
        change: before.is_some_and(|before| before.change),
        bounded: behind.is_some(),
        form: share,
    })
}

/// 帮助百家企业, 开展百场宣讲; 百人计划 is a name.
fn rounds(words: &str, start: usize, end: usize, class: Option<Class>) -> bool {
    let behind = &words[end..];
    let named = ["计划", "工程", "行动", "会", "团", "榜", "强", "佳", "争", "姓", "万"];
    class == Some(Class::Count)
        && words::deed_before(&words[..start]).is_some()
        && !named.iter().any(|name| behind.starts_with(name))
}

fn floor(words: &str, mut at: usize) -> usize {
    while !words.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && (value.starts_with("19") || value.starts_with("20"))
}

/// Whether a number without a unit may be more than a word: 5—8家, 达到4.0, 10/10万, 24万以上.
fn may_count(words: &str, start: usize, chinese: bool, measure: &Measure) -> bool {
    let behind = &words[measure.end..];
    let ranges = behind.starts_with(|c: char| DASHES.contains(c) || matches!(c, '/' | '／'));
    let near = floor(words, start.saturating_sub(24));
    ranges || !chinese && (!measure.factor.is_empty() || comparator::before(&words[near..start]).is_some())
}

/// Factor and unit behind a number.
#[derive(Debug, Clone, Copy)]
struct Measure {
    between: Option<comparator::Comparator>,
    factor: &'static str,
    unit: &'static str,
    class: Option<Class>,
    end: usize,
}

impl Measure {
    fn read(words: &str, at: usize) -> Self {
        let blank = |at: usize| at + (words[at..].len() - words[at..].trim_start_matches(' ').len());
        let first = blank(at);
        // 20余万, 2万余亩, 100多个
        let early = comparator::between(&words[first..]);
        let first = first + early.map_or(0, |between| between.len);
        // 12.6千米: the unit, not 千 and 米.
        let whole = unit::unit(&words[first..]).is_some();
        let factor = if whole { "" } else { unit::factor(&words[first..]) };
        let behind = first + factor.len();
        let late = comparator::between(&words[behind..]);
        let behind = blank(behind + late.map_or(0, |between| between.len));
        let found = unit::unit(&words[behind..]);
        let end = match found {
            Some((unit, _)) => behind + unit.len(),
            None if factor.is_empty() => at,
            None => first + factor.len(),
        };
        // 多 without a unit behind it belongs to other words: 10多样.
        let between = early.or(late).filter(|_| found.is_some());
        Measure {
            between,
            factor,
            unit: found.map_or("", |(unit, _)| unit),
            class: found.map(|(_, class)| class),
            end,
        }
    }
}

/// The upper end of a range that goes on behind the first number, with its measure.
fn second(words: &str, times: Times<'_>, start: usize, first: &Measure) -> Option<(number::Number, Measure)> {
    let rest = &words[first.end..];
    let dash = rest.chars().next().filter(|c| DASHES.contains(*c))?;
    // 由30%提高到40%, 从5家到8家: not a range.
    if matches!(dash, '至' | '到') && words[..start].ends_with(['由', '从', '自']) {
        return None;
    }
    let number = number::parse(words, first.end + dash.len_utf8())?;
    if times.around(words, first.end + dash.len_utf8()).is_some() {
        return None;
    }
    let measure = Measure::read(words, number.range.end);
    let same = first.unit.is_empty() || first.unit == measure.unit;
    (same && measure.class.is_some() || matches!(number.form, Form::Share(_))).then_some((number, measure))
}
