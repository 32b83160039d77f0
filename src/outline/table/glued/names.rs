//! Names of units that stand in text without any mark before them.

use std::ops::Range;

use crate::Templates;
use crate::directory::Likeness;

/// Characters of a name, at most.
const LONGEST: usize = 24;
/// Names of one row, at most.
const MOST: usize = 40;
/// How names begin that say whose they are.
const LEVELS: &[&str] = &[
    "省", "市", "州", "盟", "区", "县", "旗", "镇", "乡", "街道", "各", "团", "国网", "国家", "中国", "驻", "全市",
    "全县", "全区", "相关", "有关",
];
/// Behind these, 市, 区 and their like end a word instead of beginning a name: 城市管理, 社区卫生.
const BEFORE: &[(char, &str)] = &[
    ('市', "城都超门夜上股菜集地县"),
    ('区', "社小园地片辖景校灾山牧林厂老新库专片市"),
    ('镇', "城乡村集小重街"),
    ('乡', "城下返家水回"),
    ('县', "郡"),
    ('州', ""),
];

/// Kinds of places and bodies that end a name.
const KINDS: &[&str] = &["乡镇", "街道", "镇街", "部门", "单位", "社区", "园区"];

/// What ends a task for certain.
const STOPS: &[char] = &['。', '；', ';', '）', ')', '”', '》'];

/// Names found, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Each name; `true` where nothing parts it from the one before.
    names: Vec<(Range<usize>, bool)>,
    doubted: bool,
}

impl Names {
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The places of the names.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Range<usize>> {
        self.names.iter().map(|(name, _)| name)
    }

    pub fn start(&self) -> Option<usize> {
        self.all().next().map(|name| name.start)
    }

    pub fn end(&self) -> Option<usize> {
        self.all().next_back().map(|name| name.end)
    }

    /// Leaves the first name to the task where there is one more than `columns` side by side and it is a group that leads
    /// nothing: 印发各乡镇县委办县扶贫办. Marks what the words before may be about: 组建县卫健局县编办.
    pub fn leave_to_task(&mut self, words: &str, columns: usize) {
        const ABOUT: &[&str] = &[
            "组建", "成立", "支持", "指导", "督促", "协助", "对接", "依托", "推动", "撤销", "改造", "整合",
        ];
        let Some(start) = self.start() else { return };
        let before = &words[..start];
        if before.ends_with(STOPS) {
            return;
        }
        let group = ["各", "全", "相关", "有关"]
            .iter()
            .any(|word| words[start..].starts_with(word));
        if group && self.touching() >= columns {
            self.names.remove(0);
        }
        self.doubted |= ABOUT.iter().any(|word| before.ends_with(word));
    }

    /// Doubts names of which a group leads, and those before which the task's last clause seems to name a unit as well.
    pub fn weigh(&mut self, words: &str, columns: usize, templates: &Templates) {
        let Some(first) = self.all().next().cloned() else {
            return;
        };
        let before = &words[..first.start];
        let clause = before
            .rfind(STOPS)
            .map_or(before, |at| before[at..].trim_start_matches(STOPS));
        let group = columns > 1 && words[first.clone()].starts_with(['各', '全']);
        let ends = clause.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut names = ends.filter(|end| name_before(&clause[..*end], templates).is_some());
        self.doubted |= group || clause.chars().count() <= 60 && clause.len() < before.len() && names.next().is_some();
    }

    /// How often two names touch.
    fn touching(&self) -> usize {
        self.names.iter().skip(1).filter(|(_, touches)| *touches).count()
    }

    /// Gives each name its column, of `columns` side by side: a cell ends where two names touch. Says whether that is sure.
    pub fn fill(&self, columns: usize, mut put: impl FnMut(usize, &Range<usize>)) -> bool {
        let Some(last) = columns.checked_sub(1) else {
            return true;
        };
        let mut column = 0;
        for (at, (name, touches)) in self.names.iter().enumerate() {
            if at > 0 && *touches && column < last {
                column += 1;
            }
            put(column, name);
        }
        !self.doubted && self.touching() == last
    }
}

/// The names that `words` end with at `end`, the first of them one that says whose it is or stands behind a stop.
pub(super) fn back(words: &str, end: usize, templates: &Templates) -> Names {
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut end = end;
    while found.len() < MOST {
        let trimmed = words[..end].trim_end_matches(is_separator).len();
        let parted = trimmed < end;
        if let Some((_, touches)) = found.last_mut() {
            *touches = !parted;
        }
        let listed = found.is_empty() || parted;
        let name = name_before(&words[..trimmed], templates);
        let Some(start) = name.or_else(|| listed.then(|| token_before(&words[..trimmed], templates)).flatten()) else {
            break;
        };
        found.push((start..trimmed, false));
        end = start;
    }
    // What says of nobody whose it is and follows no stop belongs to the task: 改造学校县教育局.
    while let Some((first, _)) = found.last() {
        let before = &words[..first.start];
        let stands = begins_with_level(words, first.start) || before.ends_with(STOPS) || before.is_empty();
        if stands || ends_with_person(before) {
            break;
        }
        found.pop();
        // 加强学校、县教育局 is no list.
        if let Some((_, touches)) = found.last_mut() {
            *touches = true;
        }
    }
    found.reverse();
    Names {
        names: found,
        doubted: false,
    }
}

/// The names right behind the first stop of `words` from `from` on where units stand.
pub(super) fn forward(words: &str, from: usize, templates: &Templates) -> Names {
    let stops = words[from..].char_indices().filter(|(_, c)| matches!(c, '。' | '；'));
    for (at, stop) in stops.take(MOST) {
        let mut start = from + at + stop.len_utf8();
        let mut found: Vec<(Range<usize>, bool)> = Vec::new();
        while found.len() < MOST {
            let parted = words[start..].len() - words[start..].trim_start_matches(is_separator).len();
            start += parted;
            let Some(end) = name_behind(&words[start..], templates) else {
                break;
            };
            found.push((start..start + end, parted == 0));
            start += end;
        }
        if !found.is_empty() {
            return Names {
                names: found,
                doubted: false,
            };
        }
    }
    Names::default()
}

/// Where the name begins that `words` end with.
fn name_before(words: &str, templates: &Templates) -> Option<usize> {
    let starts: Vec<usize> = words.char_indices().rev().take(LONGEST).map(|(at, _)| at).collect();
    let (mut known, mut levelled, mut suffix): (Option<usize>, Option<usize>, Option<usize>) = (None, None, None);
    let mut shortest: Option<usize> = None;
    let mut depth = 0usize;
    for at in starts {
        let c = words[at..].chars().next()?;
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth = depth.checked_sub(1)?,
            c if depth == 0 && (is_mark(c) || is_stop(c)) => break,
            _ => {}
        }
        let name = &words[at..];
        if depth > 0 || name.chars().nth(1).is_none() {
            continue;
        }
        // 县交通局各乡镇人民政府 are two names.
        let is_name = |end: usize| {
            let name = &words[at..end];
            let kind = KINDS.iter().any(|kind| name.ends_with(kind));
            kind || templates.directory.likeness(name) != Likeness::None
        };
        let two = begins_with_level(words, at) && [shortest, levelled].into_iter().flatten().any(is_name);
        match templates.directory.likeness(name) {
            _ if two => {}
            Likeness::Known if begins_with_level(words, at) => levelled = Some(at),
            Likeness::Known => known = Some(at),
            Likeness::Suffix if suffix.is_none() && begins_with_level(words, at) && name.chars().count() >= 3 => {
                suffix = Some(at)
            }
            _ => {}
        }
        shortest = shortest.or(levelled).or(suffix);
    }
    levelled.or(known).or(suffix)
}

/// Where the last of a list begins that `words` end with, where it may be a name by itself: 镇村建办、李庄村.
fn token_before(words: &str, templates: &Templates) -> Option<usize> {
    let (at, mark) = words
        .char_indices()
        .rev()
        .take(LONGEST)
        .find(|(_, c)| is_mark(*c) || is_stop(*c))?;
    let start = at + mark.len_utf8();
    let name = &words[start..];
    let listed = matches!(mark, '、' | '，' | ',') && name.chars().count() >= 3;
    (listed && templates.directory.likeness(name) != Likeness::None).then_some(start)
}

/// Where the name ends that `words` begin with, which says whose it is.
fn name_behind(words: &str, templates: &Templates) -> Option<usize> {
    if !begins_with_level(words, 0) {
        return None;
    }
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let (mut known, mut depth) = (None, 0usize);
    for end in ends {
        match words[..end].chars().next_back()? {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.checked_sub(1)?,
            c if depth == 0 && (is_mark(c) || is_stop(c)) => break,
            _ => {}
        }
        if depth == 0 && templates.directory.likeness(&words[..end]) == Likeness::Known {
            known = Some(end);
        }
    }
    known
}

/// Whether a name that says whose it is may begin at byte `at` of `words`.
fn begins_with_level(words: &str, at: usize) -> bool {
    let name = &words[at..];
    let Some(level) = LEVELS.iter().find(|level| name.starts_with(**level)) else {
        return false;
    };
    let first = level.chars().next().unwrap_or_default();
    let before = BEFORE
        .iter()
        .find(|(c, _)| *c == first)
        .map_or("", |(_, before)| *before);
    !words[..at].ends_with(|c: char| before.contains(c))
}

/// Whether text ends with the name of a person, as before the unit that the person leads.
fn ends_with_person(words: &str) -> bool {
    let starts: Vec<usize> = words.char_indices().rev().take(3).map(|(at, _)| at).collect();
    starts.iter().skip(1).any(|at| {
        let stopped = words[..*at].ends_with(['。', '；', ';']);
        crate::directory::is_surely_name(&words[*at..])
            || stopped && crate::directory::begins_with_surname(&words[*at..])
    })
}

/// What may stand between two names.
fn is_separator(c: char) -> bool {
    is_mark(c) || matches!(c, '及' | '和')
}

/// What is part of no name: 和 may be.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '，' | ',' | '/')
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '”' | '》') || c.is_ascii_digit()
}
