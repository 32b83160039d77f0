//! The part of a sentence a number belongs to.

use std::ops::Range;

use super::times::Times;
use super::unit;
use super::words::{self, CLOSE, NAME_ENDS, NOUN_ENDS, PARTNERS, Part, TAKES_NOUN, Weight};
use crate::source::{CharSet, numeral};

/// Bytes before a number that are looked at.
const WINDOW: usize = 360;

/// Bytes behind a number that are looked at.
const REACH: usize = 240;

/// Marks that end a clause. 、 does not: it stands inside what is counted as well.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '\n' | '\r' | '|' | '\t' | '…'
    )
}

/// No mark of any kind: nearly all characters of a text.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '“' | '《' | '〔' | '【' | '[' | '「' | '『' | '〈')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '”' | '》' | '〕' | '】' | ']' | '」' | '』' | '〉')
}

/// Marks around names: a number inside is part of one.
fn quotes(c: char) -> bool {
    matches!(c, '“' | '《' | '〔' | '「' | '『' | '〈' | '[' | '【')
}

/// Where the clause of the number at `at` begins, not before `floor`; `None` where the number stands in quotes or in a
/// title.
pub(super) fn begin(words: &str, floor: usize, at: usize) -> Option<usize> {
    // Words that hang together with what was read already: 2024年秋季全面消除大班额 behind 全部达标.
    if at <= floor {
        return Some(floor);
    }
    let mut from = floor.max(at.saturating_sub(WINDOW));
    while !words.is_char_boundary(from) {
        from += 1;
    }
    let (mut depth, mut begin) = (0usize, None);
    let marks = words[from..at].char_indices().rev().filter(|(_, c)| !is_ideograph(*c));
    for (offset, c) in marks {
        if closes(c) {
            depth += 1;
        } else if opens(c) {
            if depth == 0 {
                if quotes(c) {
                    return None;
                }
                begin.get_or_insert(from + offset + c.len_utf8());
            }
            depth = depth.saturating_sub(1);
        } else if depth == 0 && ends_clause(c) && begin.is_none() {
            begin = Some(from + offset + c.len_utf8());
        }
        if depth == 0 && matches!(c, '。' | '\n') {
            break;
        }
    }
    Some(begin.unwrap_or(from))
}

/// Where the clause that goes on at `at` ends.
pub(super) fn end(words: &str, at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, c) in words[at..].char_indices() {
        if is_ideograph(c) && offset <= REACH {
            continue;
        }
        if opens(c) {
            depth += 1;
        } else if closes(c) {
            if depth == 0 {
                return at + offset;
            }
            depth -= 1;
        } else if ends_clause(c) && (depth == 0 || matches!(c, '。' | '\n')) || offset > REACH {
            return at + offset;
        }
    }
    words.len()
}

/// What stands at the head of a clause, before the noun or the number.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Where the target's own words begin: hedge, verb or noun.
    pub text: usize,
    /// Where the noun begins.
    pub noun: usize,
    /// 力争, 确保.
    pub hedge: &'static str,
    /// What its verbs say of a number behind them.
    pub weight: Option<Weight>,
    /// The last of its verbs.
    pub verb: Option<(usize, usize)>,
    /// 每千人口, 每天.
    pub base: Option<(usize, usize)>,
    /// 继续推进, 进一步推进: what there is goes on.
    pub goes_on: bool,
    /// 新建, 创建: the verb makes something.
    pub makes: bool,
}

/// Marks and light words between the words of a head.
static BETWEEN: CharSet = CharSet::of("、和及与并）)”");

static CLOSE_FIRST: CharSet = CharSet::EMPTY.and_nth(CLOSE, 0);

/// Reads the head of the clause `from..to`.
pub(super) fn head(text: &str, times: Times<'_>, from: usize, to: usize) -> Head {
    let mut head = Head {
        text: from,
        noun: from,
        ..Head::default()
    };
    let (mut at, mut begun) = (from, false);
    while at < to {
        let Some((len, own)) = step(&mut head, text, times, at..to, begun) else {
            break;
        };
        if own && !begun {
            (head.text, begun) = (at, true);
        }
        at += len;
    }
    if !begun {
        head.text = at;
    }
    head.noun = at;
    head
}

/// The next word of a head: its length, and whether it is the target's own.
fn step(head: &mut Head, text: &str, times: Times<'_>, clause: Range<usize>, begun: bool) -> Option<(usize, bool)> {
    let Range { start: at, end: to } = clause;
    let rest = &text[at..to];
    let bare = rest.trim_start_matches(|c: char| BETWEEN.contains(c) || !is_ideograph(c) && c.is_whitespace());
    let blank = rest.len() - bare.len();
    if blank > 0 && (!begun || head.verb.is_some() && verb(bare).is_some()) {
        return Some((blank, false));
    }
    if let Some(len) = listed(rest).or_else(|| partner(rest)).filter(|_| !begun) {
        return Some((len, false));
    }
    if rest.starts_with(|c| CLOSE_FIRST.contains(c)) && CLOSE.contains(&rest.trim_end()) {
        return Some((rest.len(), false));
    }
    if let Some(end) = times.at(text, at) {
        return Some((end - at, false));
    }
    match words::part(rest) {
        Some((word, Part::Scope)) => Some((word.len(), false)),
        Some((word, Part::Lead)) if head.verb.is_none() => Some((word.len(), false)),
        Some((word, Part::GoesOn)) if head.verb.is_none() => {
            head.goes_on = true;
            Some((word.len(), false))
        }
        Some((word, Part::Hedge)) => {
            if head.hedge.is_empty() {
                head.hedge = word;
            }
            Some((word.len(), true))
        }
        Some((WINS, _)) if head.verb.is_none() && is_hedge(&rest[WINS.len()..]) => {
            head.hedge = WINS;
            Some((WINS.len(), true))
        }
        Some((_, Part::Verb(_))) => take_verb(head, text, at, rest),
        Some((_, Part::Noun)) => None,
        _ if new(rest).is_some() => take_verb(head, text, at, rest),
        _ => {
            let base = Some(unit::base_before(rest)).filter(|len| *len > 0)?;
            head.base = Some((at, at + base));
            Some((base, true))
        }
    }
}

/// A verb (争取资金40亿元), and a hedge before others.
const WINS: &str = "争取";

/// Whether 争取 before these words is a hedge: 争取达到45%, 争取排名进入前三.
fn is_hedge(behind: &str) -> bool {
    const REACHES: &[&str] = &[
        "达到",
        "进入",
        "突破",
        "实现",
        "跻身",
        "超过",
        "不低于",
        "控制在",
        "提高到",
        "提升到",
    ];
    verb(behind).is_some() || REACHES.iter().any(|word| behind.contains(word))
}

fn take_verb(head: &mut Head, text: &str, at: usize, rest: &str) -> Option<(usize, bool)> {
    let (len, weight) = verb(rest)?;
    let takes_noun = head
        .verb
        .is_some_and(|(from, to)| TAKES_NOUN.contains(&&text[from..to]));
    if takes_noun && len < rest.len() {
        return None;
    }
    head.verb = Some((at, at + len));
    head.makes |= weight == Weight::Makes;
    // 加快实施: what is to be done says more than that it goes on.
    head.weight = head.weight.filter(|first| *first != Weight::Moves).or(Some(weight));
    Some((len, true))
}

/// The number of a list item: 1), 2. （２） ③.
fn listed(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(first, '①'..='⑳') {
        return Some(first.len_utf8());
    }
    let open = if matches!(first, '（' | '(') {
        first.len_utf8()
    } else {
        0
    };
    let figures = rest[open..].find(|c: char| numeral::figure(c).is_none())?;
    let count = rest[open..open + figures].chars().count();
    let mark = rest[open + figures..].chars().next()?;
    let marks = if open > 0 { ")）" } else { ")）.、．" };
    ((1..=2).contains(&count) && marks.contains(mark)).then(|| open + figures + mark.len_utf8())
}

/// Names of a list of partners are never longer, in bytes.
const PARTNERS_END: usize = 240;

/// 会同县教育局、县体育局新建…: what stands before the verb, where it ends with a name.
fn partner(rest: &str) -> Option<usize> {
    let cue = PARTNERS.iter().find(|cue| rest.starts_with(**cue))?;
    let near = &rest[..floor_char(rest, PARTNERS_END)];
    let names = &near[cue.len()..];
    // 县建设局, 便民服务中心: a verb inside a name.
    let inside = |at: usize| {
        let verb = words::part(&names[at..]).map_or(0, |(verb, _)| verb.len());
        names[at + verb..].starts_with(|c| "局委厅部办中站所院处社司".contains(c))
    };
    let ends = |at: &usize| *at > 3 && names[..*at].ends_with(|c| NAME_ENDS.contains(c)) && !inside(*at);
    let deed = words::deeds(names).find(ends);
    // 联合区妇联为1.2万名妇女
    let marks = names.char_indices().filter(|(_, c)| matches!(c, '为' | '对' | '向'));
    let mark = marks.map(|(at, _)| at).find(ends);
    // 联合区妇联, where 为 before the number is read as its comparator.
    let all =
        names.len() > 6 && near.len() == rest.len() && names.ends_with(['局', '委', '办', '厅', '部', '会', '联']);
    let end = [deed, mark].into_iter().flatten().min();
    Some(cue.len() + end.or(all.then_some(names.len()))?)
}

/// The boundary of a character at or before `at`.
pub(super) fn floor_char(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// 新命名: any verb that makes or does something.
fn new(rest: &str) -> Option<(usize, Weight)> {
    let behind = rest.strip_prefix('新')?;
    match words::part(behind)? {
        (verb, Part::Verb(Weight::Makes | Weight::Does)) if verb.chars().count() > 1 => {
            Some(('新'.len_utf8() + verb.len(), Weight::Makes))
        }
        _ => None,
    }
}

/// Behind a verb: words of their own, though they begin like the end of a noun (办理法律援助).
const BEGIN_ANEW: &[&str] = &[
    "法律", "法治", "法规", "物业", "物资", "物流", "品牌", "品种", "面向", "数字", "数据", "化解", "化工", "化肥",
    "员工", "力量", "量化", "类型", "期货", "性别", "权益",
];

static NOUNS: CharSet = CharSet::of(NOUN_ENDS);

/// The verb at the beginning of `rest`; what goes on as a noun (接种率) is none.
pub(super) fn verb(rest: &str) -> Option<(usize, Weight)> {
    let Some((verb, Part::Verb(weight))) = words::part(rest) else {
        return new(rest);
    };
    let behind = &rest[verb.len()..];
    let noun = behind.starts_with(|c| NOUNS.contains(c)) && !BEGIN_ANEW.iter().any(|word| behind.starts_with(word));
    (!noun).then_some((verb.len(), weight))
}
