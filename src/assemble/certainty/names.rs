//! Names of units where a tag might be that was not read, and names that are none.

use std::borrow::Cow;

use crate::assemble::check::holds_label;
use crate::assemble::known::Known;
use crate::assemble::words::{Seeks, Words};
use crate::directory::{Directory, Likeness};
use crate::plan::{Owner, OwnerRule, Resolution};
use crate::source::CharSet;

/// A name is never longer than so many characters, or something else has come into it.
const LONGEST: usize = 20;
/// A stretch that is looked at for two names in one is never longer, in bytes.
const LONGEST_PAIR: usize = 120;
/// A list of names that nobody has listed is never longer, in characters, nor is one of them.
const LONGEST_LIST: usize = 40;
const LONGEST_UNLISTED: usize = 10;

static STOPS: CharSet = CharSet::of("。；;：:！（）()【】[]〔〕|");

/// Where a clause, or a cell of a flattened table, begins and ends.
fn is_stop(c: char) -> bool {
    // Nearly all characters are Chinese ones.
    !('\u{4e00}'..='\u{9fff}').contains(&c) && (c.is_whitespace() || STOPS.contains(c))
}

/// Marks between the names of a list.
const BETWEEN: [char; 4] = ['，', ',', '、', ' '];

/// Whether the name of `owner` is none.
pub(super) fn is_odd(owner: &Owner) -> bool {
    let name = &*without_sounds(owner.name.trim());
    let length = name.chars().count();
    let unknown = owner.resolution == Resolution::Unknown;
    let strange = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || "：:。；;%，,《》".contains(c);
    // What a bad copy makes of 、.
    let between = |c: char| matches!(c, '.' | '丶' | '|');
    // 市场监管, 税务 in a cell: the rest of the name may have gone elsewhere.
    let stem = owner.rule == OwnerRule::Column && !owner.collective && !ends_like_name(name);
    // 牵头单位: the heading of a column.
    let heading = ["牵头", "责任", "配合", "主办", "协办", "承办"]
        .iter()
        .any(|word| name.starts_with(word))
        && ["单位", "部门", "科室", "领导"].iter().any(|word| name.ends_with(word))
        && length <= 6;
    length <= 1
        || heading
        || is_unbalanced(name)
        || stem
        || name.contains(between)
        || unknown && name.contains(strange)
        || unknown && !owner.collective && (length <= 2 || length > LONGEST && !names_company(name))
}

/// Whether a name ends as names do: those of units, and 区城投, 市公路段, 第三高中, 沿河各镇街.
pub(super) fn ends_like_name(name: &str) -> bool {
    const ENDS: [&str; 6] = ["投", "段", "港", "矿", "高中", "初中"];
    let three = name.chars().nth(2).is_some();
    Directory::may_end_name(name) || three && (name.contains('各') || ENDS.iter().any(|end| name.ends_with(end)))
}

/// Names of companies are as long as they please.
pub(super) fn names_company(name: &str) -> bool {
    name.matches("公司").count() == 1 && !name.contains(['，', ',', '。', '；', '：', ':'])
}

/// Whether a text that nobody owns has to do with owners at all: a word of a role behind what may be a name, or the
/// name of a known unit by itself.
pub(super) fn hints_at_owner(text: &str, directory: &Known<'_>) -> bool {
    const ROLES: [&str; 5] = ["牵头", "负责", "承办", "牽頭", "負責"];
    // 各部门负责, 责任单位负责 name nobody; 负责人, 牵头部门 are no words of a role.
    const NOBODY: [&str; 4] = ["部门", "单位", "部門", "單位"];
    let role = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let (before, behind) = (&text[..at], &text[at + word.len()..]);
            Directory::may_end_name(before)
                && !NOBODY
                    .iter()
                    .any(|nobody| before.ends_with(nobody) || behind.starts_with(nobody))
                && !behind.starts_with(['人', '任', '制', '同', '领'])
        })
    };
    if ROLES.iter().any(|word| role(word)) {
        return true;
    }
    let stops = |c: char| is_stop(c) || BETWEEN.contains(&c);
    text.split(stops).any(|clause| {
        let words = clause.trim();
        Directory::may_end_name(words) && words.chars().count() <= LONGEST && directory.units(words).is_some()
    })
}

/// 市經(jīng)貿(mào)委: without the sounds that some copies write behind characters.
fn without_sounds(name: &str) -> Cow<'_, str> {
    if !name.contains('(') {
        return Cow::Borrowed(name);
    }
    let (mut bare, mut rest) = (String::new(), name);
    while let Some(open) = rest.find('(') {
        let close = rest[open..].find(')').map(|close| open + close);
        let Some(close) = close.filter(|close| {
            rest[open + 1..*close]
                .chars()
                .all(|c| c.is_alphabetic() && c < '\u{2000}')
        }) else {
            break;
        };
        bare.push_str(&rest[..open]);
        rest = &rest[close + 1..];
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// Whether one half of a bracket stands in `words` without the other; `1)` numbers.
pub(super) fn is_unbalanced(words: &str) -> bool {
    is_open(BRACKETS.places(words).map(|at| (words, at)))
}

/// The same for the paragraphs of a task.
pub(super) fn are_unbalanced(paragraphs: &[Words<'_>]) -> bool {
    is_open(paragraphs.iter().flat_map(|paragraph| {
        let places = paragraph.places(Seeks::Brackets);
        places.map(|at| (paragraph.passage.as_str(), at))
    }))
}

/// Brackets that come in pairs.
pub(in crate::assemble) static BRACKETS: CharSet = CharSet::of("（(【[〔）)】]〕");

/// Whether one of `brackets`, each with the text it stands in, is without its other half.
fn is_open<'w>(brackets: impl Iterator<Item = (&'w str, usize)>) -> bool {
    let mut depth = 0i32;
    for (words, at) in brackets {
        let numbers = || {
            let before = words[..at].chars().next_back();
            before.is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c))
        };
        if words[at..].starts_with(['（', '(', '【', '[', '〔']) {
            depth += 1;
        } else if depth > 0 || !numbers() {
            depth -= 1;
        }
        if depth < 0 {
            return true;
        }
    }
    depth != 0
}

/// Ends of a name that another may stand behind.
const ENDS: [char; 14] = [
    '局', '委', '办', '厅', '部', '会', '院', '署', '府', '联', '团', '司', '镇', '乡',
];

/// Whether a name reads like two with nothing between them: 市教育局市财政局.
pub(super) fn is_joined(owner: &Owner, directory: &Directory) -> bool {
    if owner.name.len() > LONGEST_PAIR {
        return false;
    }
    // A name that may be one of several units is one name.
    let known = owner.resolution != Resolution::Unknown;
    let name = match owner.name.contains(char::is_whitespace) {
        true => Cow::Owned(owner.name.chars().filter(|c| !c.is_whitespace()).collect()),
        false => Cow::Borrowed(&*owner.name),
    };
    // Where the first of two names may end, which few characters do.
    let places = name.char_indices().skip(2).filter(|(_, c)| ENDS.contains(c));
    let mut halves = places
        .map(|(at, c)| name.split_at(at + c.len_utf8()))
        .filter(|(_, two)| !two.is_empty());
    if owner.collective {
        // 各区政府管委会; 县政府各部门 is one.
        const ONE: [char; 9] = ['各', '部', '单', '相', '有', '所', '直', '组', '机'];
        return halves
            .any(|(one, two)| one.ends_with('府') && !two.contains(ONE) && directory.likeness(two) != Likeness::None);
    }
    // 市教育局财政局, 龙亭镇槐树镇: no name has two of these.
    const ONCE: [[char; 2]; 2] = [['局', '厅'], ['镇', '乡']];
    // 省政府金融办, 市委政法委维稳指导处: an office inside a body is one with it, unless it names its own level.
    let office = ['办', '处', '科', '股', '室', '部', '组', '厅', '队', '司'];
    let own_level = |two: &str| two.starts_with(['省', '市', '县', '区', '州', '旗', '镇', '乡']);
    halves.any(|(one, two)| {
        if two.chars().count() < 3 || two.starts_with("办公室") {
            return false;
        }
        // 市公安局东山分局, 国家税务总局某市税务局 and 市住房城乡建设局 are one each.
        // 中央军委后勤保障部卫生局: a bureau inside a ministry.
        let inside =
            one.ends_with('部') && two.ends_with(['局', '司']) && !two.starts_with(['省', '市', '县', '区', '国']);
        let within =
            inside || two.ends_with("分局") || two.ends_with("支局") || one.ends_with("总局") || one.ends_with("城乡");
        if !within && ONCE.iter().any(|ends| one.ends_with(*ends) && two.ends_with(*ends)) {
            return true;
        }
        if known || inside || one.ends_with("纪委") || two.ends_with(office) && !own_level(two) {
            return false;
        }
        let (before, behind) = (directory.likeness(one), directory.likeness(two));
        before == Likeness::Known && behind != Likeness::None || before == Likeness::Suffix && behind == Likeness::Known
    })
}

/// Whether a text nobody owns names units as a tag would: known names by themselves between stops, names that nobody
/// has listed behind a blank or before 负责.
pub(super) fn name_owners(text: &str, directory: &Known<'_>) -> bool {
    holds_label(text) || stand_alone(text, directory) || seem_to_stand(text, directory)
}

/// Whether names of units stand in `text` by themselves.
pub(super) fn stand_alone(text: &str, directory: &Known<'_>) -> bool {
    text.split(is_stop).any(|clause| {
        is_list(clause, directory)
            || clause.contains(['，', ',']) && clause.split(['，', ',']).any(|part| is_list(part, directory))
    })
}

/// Whether a line of a cell is nothing but names.
pub(super) fn is_line_of_names(cell: &str, directory: &Known<'_>) -> bool {
    cell.lines().any(|line| is_list(line, directory))
}

/// Whether the last words of a text are names, behind a stop: 提升服务水平。市教育局、市财政局.
pub(super) fn stand_last(text: &str, directory: &Known<'_>) -> bool {
    let text = text.trim_end_matches(|c| is_stop(c) || BETWEEN.contains(&c));
    // Where the text ends as no list does, its last stop need not be looked for.
    let stop = may_be_list(text).then(|| text.rfind(is_stop)).flatten();
    // 运河文化园（运河博物馆）: what a bracket explains.
    stop.is_some_and(|stop| {
        let mark = text[stop..].chars().next().map_or(1, char::len_utf8);
        !text[stop..].starts_with(['（', '(']) && is_list(&text[stop + mark..], directory)
    })
}

/// Words of a role behind a list of names.
const BEHIND: &[&str] = &[
    "按职责分工负责",
    "分工负责",
    "具体负责",
    "牵头负责",
    "负责落实",
    "组织实施",
    "具体实施",
    "负责",
    "牵头",
    "配合",
    "落实",
    "参与",
    "主办",
    "承办",
    "实施",
    "等",
];

/// A quick look at its last character: whether a clause may be a list of names.
fn may_be_list(clause: &str) -> bool {
    static LAST: CharSet = CharSet::EMPTY.and_last(BEHIND);
    clause.ends_with(|c| LAST.contains(c)) || Directory::may_end_name(clause)
}

/// Whether a clause is nothing but names of known units, with the words of a role around them.
fn is_list(clause: &str, directory: &Known<'_>) -> bool {
    const BEFORE: &[&str] = &[
        "责任单位",
        "责任部门",
        "负责单位",
        "负责部门",
        "牵头单位",
        "牵头部门",
        "配合单位",
        "配合部门",
        "由",
        "为",
    ];
    // 报县政府办, 送市财政局: whom something is handed to.
    const TO: &[char] = &['报', '送', '抄', '呈', '请', '向', '交', '经', '发'];
    let mut rest = clause.trim_matches(BETWEEN);
    if !may_be_list(rest) || rest.starts_with(TO) {
        return false;
    }
    while let Some(shorter) = BEHIND.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim_end_matches(BETWEEN);
    }
    for word in BEFORE {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    Directory::may_end_name(rest) && directory.units(rest).is_some()
}

/// Names behind a blank or a rule of a table, or between a mark and a word of a role, that nobody has listed.
fn seem_to_stand(text: &str, directory: &Directory) -> bool {
    let seem = |words: &str| {
        let words = words.trim_matches(BETWEEN).trim_end_matches('。');
        if !Directory::may_end_name(words) || !(2..=LONGEST_LIST).contains(&words.chars().count()) {
            return false;
        }
        let list = directory.read_list(words);
        let named = |name: &crate::directory::ListedName| {
            let name = &words[name.range.clone()];
            name.chars().count() <= LONGEST_UNLISTED && directory.likeness(name) != Likeness::None
        };
        !list.names.is_empty() && list.names.iter().all(named)
    };
    let cells = text.split(|c: char| c.is_whitespace() || c == '|');
    cells.skip(1).any(seem)
        || ["负责", "牵头"].iter().any(|word| {
            text.match_indices(word).any(|(at, _)| {
                let head = window(&text[..at]);
                match head.rfind(['。', '；', ';', '，', ',', '：', ':', '\n']) {
                    Some(stop) => {
                        let mark = head[stop..].chars().next().map_or(1, char::len_utf8);
                        seem(&head[stop + mark..])
                    }
                    None => head.len() == at && is_single(head) && seem(head),
                }
            })
        })
        || begins_with_unit(text, seem)
}

/// 社会事业局要抓好……: a text that begins with who has to do it.
fn begins_with_unit(text: &str, seem: impl Fn(&str) -> bool) -> bool {
    let text = text.trim_start();
    let letters = text.char_indices().take(LONGEST_LIST);
    let end = letters.skip(2).find(|(_, c)| *c == '要').map(|(at, _)| at);
    end.is_some_and(|end| is_single(&text[..end]) && (seem(&text[..end]) || text[..end].ends_with("办公室")))
}

/// Whether a list at the beginning of a text names units one by one, not 各部门.
fn is_single(list: &str) -> bool {
    !list.starts_with(['各', '有', '相']) && !list.contains(['。', '，', ',', '；'])
}

/// The last characters of `head`, as many as a list and the mark before it may have.
fn window(head: &str) -> &str {
    let from = head.char_indices().rev().nth(LONGEST_LIST);
    &head[from.map_or(0, |(at, _)| at)..]
}
