//! The part of a sentence a number belongs to.

use super::words::{CLOSE_LEADS, LEADS, NOUN_ENDS, VERBS, Weight};
use super::{deadline, hedge, unit};

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
    let mut from = floor.max(at.saturating_sub(WINDOW));
    while !words.is_char_boundary(from) {
        from += 1;
    }
    let (mut depth, mut begin) = (0usize, None);
    for (offset, c) in words[from..at].char_indices().rev() {
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

/// Reads the head of the clause `from..to`.
pub(super) fn head(words: &str, from: usize, to: usize) -> Head {
    let mut head = Head {
        text: from,
        noun: from,
        ..Head::default()
    };
    let mut at = from;
    let mut begun = false;
    while at < to {
        let rest = &words[at..to];
        let blank = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || "、和及与）)”".contains(c))
                .len();
        if blank > 0 && !begun {
            at += blank;
        } else if let Some((len, goes_on)) = lead(rest) {
            head.goes_on |= goes_on;
            at += len;
        } else if let Some((len, _)) = deadline::at(words, at) {
            at += len;
        } else if let Some(word) = hedge::before(rest) {
            if head.hedge.is_empty() {
                head.hedge = word;
            }
            if !begun {
                (head.text, begun) = (at, true);
            }
            at += word.len();
        } else if let Some((verb, weight)) = verb(rest) {
            if !begun {
                (head.text, begun) = (at, true);
            }
            head.verb = Some((at, at + verb));
            head.makes |= weight == Weight::Makes;
            head.weight = head.weight.or(Some(weight));
            at += verb;
        } else if let Some(base) = Some(unit::base_before(rest)).filter(|len| *len > 0) {
            head.base = Some((at, at + base));
            if !begun {
                (head.text, begun) = (at, true);
            }
            at += base;
        } else {
            break;
        }
    }
    if !begun {
        head.text = at;
    }
    head.noun = at;
    head
}

/// The longest word of [`LEADS`] at the beginning of `rest`.
fn lead(rest: &str) -> Option<(usize, bool)> {
    if CLOSE_LEADS.contains(&rest.trim_end()) {
        return Some((rest.len(), false));
    }
    let found = LEADS.iter().filter(|(word, _)| rest.starts_with(word));
    found
        .max_by_key(|(word, _)| word.len())
        .map(|(word, goes_on)| (word.len(), *goes_on))
}

/// The longest verb at the beginning of `rest`.
pub(super) fn verb(rest: &str) -> Option<(usize, Weight)> {
    let verbs = VERBS
        .iter()
        .flat_map(|(weight, verbs)| verbs.iter().map(move |verb| (verb.len(), *verb, *weight)));
    let is_verb = |verb: &str| {
        rest.strip_prefix(verb)
            .is_some_and(|behind| !behind.starts_with(|c| NOUN_ENDS.contains(c)))
    };
    let found = verbs.filter(|(_, verb, _)| is_verb(verb));
    found.max_by_key(|(len, ..)| *len).map(|(len, _, weight)| (len, weight))
}
