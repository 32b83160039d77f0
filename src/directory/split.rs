//! A folded list → the ranges of its names. Nothing is resolved here beyond what cutting needs.

use std::ops::Range;

use super::collective::{Found, joined, may_join};
use super::definition::is_definition;
use super::fragments::fragments;
use super::joint_name::{is_place, last_of_several};
use super::key::Folded;
use super::likeness::ends_like_unit;
use super::prefix;
use super::{Directory, Target};

/// One name, by characters of the folded list.
#[derive(Debug, Clone)]
pub(super) struct Piece<'d> {
    pub(super) range: Range<usize>,
    /// Whether 、 or 和 links it to the piece before, so that an elided prefix carries over.
    pub(super) chained: bool,
    /// What it was found to be, where cutting had to know.
    pub(super) found: Option<Found<'d>>,
    /// Whether 等 stands behind it.
    pub(super) open: bool,
}

/// The pieces of a list.
#[derive(Debug, Default)]
pub(super) struct Split<'d> {
    pub(super) pieces: Vec<Piece<'d>>,
    pub(super) open_ended: bool,
}

/// Cuts a list into names.
pub(super) fn split<'d>(directory: &'d Directory, folded: &Folded) -> Split<'d> {
    let mut splitter = Splitter {
        directory,
        folded,
        split: Split::default(),
    };
    let whole = splitter.inside_brackets(0..folded.len());
    for (range, chained) in splitter.tokens(whole) {
        let mut chained = chained;
        for fragment in fragments(directory, folded, range) {
            splitter.item(fragment, chained);
            chained = false;
        }
    }
    splitter.join_groups();
    splitter.trim_department();
    splitter.split
}

struct Splitter<'d, 'a> {
    directory: &'d Directory,
    folded: &'a Folded,
    split: Split<'d>,
}

/// What is longer than this between two separators is prose; it is kept as one piece.
const MAX_ITEM: usize = 200;

/// Deeper nesting of 和 is no list of names.
const MAX_CONNECTORS: usize = 6;

impl<'d, 'a> Splitter<'d, 'a> {
    fn slice(&self, range: Range<usize>) -> &'a str {
        self.folded.slice(range)
    }

    /// The list without brackets around the whole of it.
    fn inside_brackets(&self, range: Range<usize>) -> Range<usize> {
        let range = self.trim(range);
        match self.folded.closing(range.start, range.end) {
            Some(last) if last + 1 == range.end => range.start + 1..last,
            _ => range,
        }
    }

    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = range;
        while start < end && is_junk(self.folded.value(start)) {
            start += 1;
        }
        while start < end && is_junk(self.folded.value(end - 1)) {
            end -= 1;
        }
        start..end
    }

    /// Cuts at separators outside brackets; the flag tells whether 、 came before.
    fn tokens(&self, whole: Range<usize>) -> Vec<(Range<usize>, bool)> {
        let mut tokens = Vec::new();
        let mut chained = false;
        let mut start = whole.start;
        let mut index = whole.start;
        while index < whole.end {
            match self.folded.value(index) {
                // An unclosed bracket is a character like any other.
                '(' => index = self.folded.closing(index, whole.end).unwrap_or(index),
                c if is_separator(c) => {
                    tokens.push((start..index, chained));
                    chained = matches!(c, '、' | '/');
                    start = index + 1;
                }
                _ => {}
            }
            index += 1;
        }
        tokens.push((start..whole.end, chained));
        tokens
    }

    /// `item` of the grammar: names joined by 和 or followed by 等.
    fn item(&mut self, range: Range<usize>, chained: bool) {
        let range = self.without_definition(self.trim(self.inside_brackets(range)));
        if range.is_empty() {
            return;
        }
        if range.len() > MAX_ITEM {
            return self.push(range, chained);
        }
        if let Some((before, after)) = chained.then(|| self.end_of_group(range.clone())).flatten() {
            self.push(before, true);
            return self.item(after, true);
        }
        if let Some(found) = self.directory.find(self.slice(range.clone())) {
            self.push(range, chained);
            if let Some(piece) = self.split.pieces.last_mut() {
                piece.found = Some(found);
            }
            return;
        }
        if let Some(index) = self.open_mark(range.clone()) {
            self.item(range.start..index, chained);
            self.split.open_ended = true;
            if let Some(last) = self.split.pieces.last_mut() {
                last.open = true;
            }
            return self.after_open(index + 1..range.end);
        }
        if let Some(rest) = self.after_connector(range.clone()) {
            return self.item(rest, chained);
        }
        if let Some(before) = self.before_connector(range.clone()) {
            return self.item(before, chained);
        }
        match self.connected(range.clone(), MAX_CONNECTORS) {
            Some(names) => {
                for (index, name) in names.into_iter().enumerate() {
                    self.push(name, chained || index > 0);
                }
            }
            None => self.push(range, chained),
        }
    }

    /// 县健康促进委员会办公室（以下简称“县健促办”）: the bracket is no part of the name.
    fn without_definition(&self, range: Range<usize>) -> Range<usize> {
        let mut open = range.start;
        while open + 1 < range.end {
            if self.folded.value(open) == '(' {
                let Some(close) = self.folded.closing(open, range.end) else {
                    return range;
                };
                if close + 1 == range.end && open > range.start {
                    let inside = self.slice(open + 1..close);
                    return if is_definition(inside) {
                        range.start..open
                    } else {
                        range
                    };
                }
                open = close;
            }
            open += 1;
        }
        range
    }

    /// 各区、县级市和各有关部门: what stands before 和 still belongs to the group before 、.
    fn end_of_group(&self, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let last = self.split.pieces.last()?;
        let (start, end) = self.connectors(range.clone()).into_iter().next()?;
        let ends = joined(self.slice(last.range.start..start)) && self.is_known(end..range.end);
        ends.then_some((range.start..start, end..range.end))
    }

    fn push(&mut self, range: Range<usize>, chained: bool) {
        self.split.pieces.push(Piece {
            range,
            chained: chained && !self.split.pieces.is_empty(),
            found: None,
            open: false,
        });
    }

    fn is_known(&self, range: Range<usize>) -> bool {
        self.directory.find(self.slice(range)).is_some()
    }

    /// The 等 that leaves the list open: not that of 高等学校 or 等级.
    fn open_mark(&self, range: Range<usize>) -> Option<usize> {
        let mut index = range.start;
        while index < range.end {
            match self.folded.value(index) {
                '(' => index = self.folded.closing(index, range.end).unwrap_or(index),
                '等' => {
                    let before = if index > range.start {
                        self.folded.value(index - 1)
                    } else {
                        '\0'
                    };
                    let after = if index + 1 < range.end {
                        self.folded.value(index + 1)
                    } else {
                        '\0'
                    };
                    if !"高中初平同优上均".contains(before) && !"级候待".contains(after) {
                        return Some(index);
                    }
                }
                _ => {}
            }
            index += 1;
        }
        None
    }

    /// After 等: 部门 and 国务院相关部门 are no names, 各地区 after 及 is one.
    fn after_open(&mut self, range: Range<usize>) {
        let range = self.trim(range);
        if range.is_empty() || is_tail(self.slice(range.clone())) {
            return;
        }
        for (start, end) in self.connectors(range.clone()) {
            if start > range.start && is_tail(self.slice(range.start..start)) {
                return self.item(end..range.end, false);
            }
        }
        self.item(range, false);
    }

    /// The rest behind a 及 or 和 at the beginning.
    fn after_connector(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (_, end) = self
            .connectors(range.clone())
            .into_iter()
            .find(|(start, _)| *start == range.start)?;
        let rest = end..range.end;
        let certain = matches!(self.folded.value(range.start), '及' | '以');
        (certain
            || rest.is_empty()
            || self.is_known(rest.clone())
            || self.connected(rest.clone(), MAX_CONNECTORS).is_some())
        .then_some(rest)
    }

    /// What stands before a 及 or 和 at the end.
    fn before_connector(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (start, _) = self
            .connectors(range.clone())
            .into_iter()
            .find(|(_, end)| *end == range.end)?;
        (start > range.start).then_some(range.start..start)
    }

    /// Every 和, 及, 与, 以及, 及其 outside brackets: its first character and one past its last.
    fn connectors(&self, range: Range<usize>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut index = range.start;
        while index < range.end {
            if self.folded.value(index) == '(' {
                index = self.folded.closing(index, range.end).unwrap_or(index);
            } else if let Some(word) = ["以及", "及", "和", "与"]
                .iter()
                .find(|word| self.folded.has(index, range.end, word))
            {
                let mut end = index + word.chars().count();
                if self.folded.has(end, range.end, "其") && !self.folded.has(end, range.end, "其他") {
                    end += 1;
                }
                found.push((index, end));
                index = end - 1;
            }
            index += 1;
        }
        found
    }

    /// The names of `range` if every one that 和 joins is a unit; the split with the surest names wins.
    fn connected(&self, range: Range<usize>, depth: usize) -> Option<Vec<Range<usize>>> {
        let connectors = self.connectors(range.clone());
        if depth == 0 || connectors.len() > MAX_CONNECTORS {
            return None;
        }
        let mut best: Option<(u32, Vec<Range<usize>>)> = None;
        for (start, end) in connectors {
            let Some((left_grade, mut names)) = self.units(range.start..start, depth - 1) else {
                continue;
            };
            let Some((right_grade, more)) = self.units(end..range.end, depth - 1) else {
                continue;
            };
            if right_grade == Grade::Suffix && self.is_one_name(range.start..start, end..range.end) {
                continue;
            }
            // 文化和科技局: a stem before 和 is half a name unless a stem follows.
            if left_grade == Grade::Stem && right_grade != Grade::Stem {
                continue;
            }
            let score = left_grade as u32 + right_grade as u32;
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                names.extend(more);
                best = Some((score, names));
            }
        }
        best.map(|(_, names)| names)
    }

    /// Whether a name that is on no list has its 和 inside: 交警支队和平大队 is of 和平, 实验室与设备管理处 runs the laboratories.
    fn is_one_name(&self, left: Range<usize>, right: Range<usize>) -> bool {
        let (left, right) = (self.slice(left), self.slice(right));
        let room = left.ends_with('室') && left.chars().count() <= 3 && right.ends_with(['处', '科']);
        right.starts_with('平') || room
    }

    /// One side of a 和: a known name, several names, or at least what ends like one.
    fn units(&self, range: Range<usize>, depth: usize) -> Option<(Grade, Vec<Range<usize>>)> {
        let key = self.slice(range.clone());
        if self.directory.stem_with_department(key).is_some() {
            return Some((Grade::Stem, vec![range]));
        }
        match self.directory.find(key) {
            Some(Found::Unit(identity)) if identity.entry.stem => return Some((Grade::Stem, vec![range])),
            Some(_) => return Some((Grade::Known, vec![range])),
            None => {}
        }
        if let Some(names) = self.connected(range.clone(), depth) {
            return Some((Grade::Known, names));
        }
        ends_like_unit(key).then(|| (Grade::Suffix, vec![range]))
    }

    /// 各县、市、区政府 and 有关部门、单位 are one name each.
    fn join_groups(&mut self) {
        let mut pieces = std::mem::take(&mut self.split.pieces);
        let mut index = 0;
        while index < pieces.len() {
            let longest = self
                .counted_group(&pieces, index)
                .or_else(|| self.shared_body(&pieces, index))
                .unwrap_or_else(|| self.longest_group(&pieces, index));
            let range = pieces[index].range.start..pieces[longest].range.end;
            let found = pieces[index].found.take().filter(|_| longest == index);
            let chained = pieces[index].chained;
            let open = pieces[longest].open;
            self.split.pieces.push(Piece {
                range,
                chained,
                found,
                open,
            });
            index = longest + 1;
        }
    }

    /// 江宁、溧水、高淳三区政府: places counted behind the last of them are one name.
    fn counted_group(&self, pieces: &[Piece<'d>], first: usize) -> Option<usize> {
        const MOST: usize = 10;
        let mut named = 0;
        for (last, piece) in pieces.iter().enumerate().skip(first).take(MOST) {
            let before = last.checked_sub(1).map_or(0, |before| pieces[before].range.end);
            if last > first && (self.folded.value(before) != '、' || piece.range.start != before + 1) {
                return None;
            }
            let key = self.slice(piece.range.clone());
            if let Some((places, count)) = counted(key) {
                named += 1 + places.matches(['和', '及', '与']).count();
                return (last > first && named == count).then_some(last);
            }
            let place =
                key.chars().count() <= 4 && !matches!(piece.found, Some(Found::Group(_))) && !ends_like_unit(key);
            if !place {
                return None;
            }
            named += 1;
        }
        None
    }

    /// 东山、西山经济开发区管委会: places that share the body behind the last of them are one name.
    fn shared_body(&self, pieces: &[Piece<'d>], first: usize) -> Option<usize> {
        const MOST: usize = 8;
        for (last, piece) in pieces.iter().enumerate().skip(first).take(MOST) {
            let before = last.checked_sub(1).map_or(0, |before| pieces[before].range.end);
            if last > first && (self.folded.value(before) != '、' || piece.range.start != before + 1) {
                return None;
            }
            let key = self.slice(piece.range.clone());
            if last > first && last_of_several(key).is_some() {
                return Some(last);
            }
            if !is_place(key) || piece.found.is_some() || ends_like_unit(key) || key.ends_with(['部', '委', '办', '局'])
            {
                return None;
            }
        }
        None
    }

    fn longest_group(&self, pieces: &[Piece<'d>], first: usize) -> usize {
        let start = pieces[first].range.start;
        let mut longest = first;
        if !may_join(self.slice(pieces[first].range.clone())) {
            return first;
        }
        for (last, piece) in pieces.iter().enumerate().skip(first + 1).take(5) {
            let before = pieces[last - 1].range.end;
            if self.folded.value(before) != '、' || piece.range.start != before + 1 {
                break;
            }
            let key = self.slice(start..piece.range.end);
            if matches!(self.directory.find(key), Some(Found::Group(_))) {
                longest = last;
            }
        }
        longest
    }

    /// 发展改革、财政、教育部门: the 部门 at the end belongs to all of them.
    fn trim_department(&mut self) {
        let directory = self.directory;
        let folded = self.folded;
        let bare_stem = |range: Range<usize>| {
            directory.identify(folded.slice(range)).is_some_and(|found| {
                found.entry.stem && matches!(found.entry.target, Target::Row(_) | Target::Former { .. })
            })
        };
        for index in 1..self.split.pieces.len() {
            let piece = &self.split.pieces[index];
            let stem = piece.range.start..piece.range.end.saturating_sub(2);
            let shared = piece.chained
                && folded.slice(piece.range.clone()).ends_with("部门")
                && bare_stem(stem.clone())
                && bare_stem(self.split.pieces[index - 1].range.clone());
            if shared {
                self.split.pieces[index].range = stem;
                self.split.pieces[index].found = None;
            }
        }
    }
}

/// The last of several places with their count: 高淳三区政府 gives 高淳 and 3.
pub(super) fn counted(key: &str) -> Option<(&str, usize)> {
    const BODIES: &[&str] = &["人民政府", "政府", "管委会", "街道办事处", "街道办", "办事处", ""];
    const PLACES: &[&str] = &["街道", "县", "市", "区", "旗", "镇", "乡", "州"];
    let core = BODIES.iter().find_map(|body| key.strip_suffix(body))?;
    let core = PLACES.iter().find_map(|place| core.strip_suffix(place))?;
    let core = core.strip_suffix('个').unwrap_or(core);
    let number = core.chars().next_back()?;
    let count = match "两二三四五六七八九十".chars().position(|digit| digit == number) {
        Some(0 | 1) => 2,
        Some(at) => at + 1,
        None => number.to_digit(10)? as usize,
    };
    let places = core.strip_suffix(number)?;
    (count >= 2 && !places.is_empty() && !places.ends_with(|c: char| c.is_ascii_digit())).then_some((places, count))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grade {
    Suffix = 1,
    Stem = 2,
    Known = 3,
}

fn is_separator(c: char) -> bool {
    // ①甲局②乙局: numbers before names.
    matches!(c, '、' | ',' | ';' | '。' | '/' | '|' | '│' | '①'..='⑳')
}

fn is_junk(c: char) -> bool {
    is_separator(c) || matches!(c, ':' | '.' | '·' | '—' | '-' | '…')
}

/// What may follow 等 without naming anybody: 部门, 有关单位, 国务院相关部门, 6家单位.
fn is_tail(text: &str) -> bool {
    let mut rest = text;
    'again: loop {
        for word in TAIL_WORDS.iter().chain(prefix::TIERS) {
            if let Some(left) = rest
                .strip_prefix(word)
                .filter(|left| !left.is_empty() && !TAILS.contains(&rest))
            {
                rest = left;
                continue 'again;
            }
        }
        break;
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十几多数".contains(c));
    let rest = digits.strip_prefix(['个', '家']).unwrap_or(digits);
    TAILS.contains(&rest) && !(text.contains('各') && ["街道", "镇", "乡镇", "街镇"].contains(&rest))
}

#[rustfmt::skip]
const TAIL_WORDS: &[&str] = &[
    "国务院", "中央", "国家", "政府", "直属", "直", "级", "属", "各", "有关", "相关", "其他", "多个", "多家",
    "若干", "职能", "责任", "成员", "主管", "业务", "配合", "执法", "监管", "管理",
];

#[rustfmt::skip]
const TAILS: &[&str] = &[
    "", "部门", "单位", "机构", "部门单位", "单位部门", "部门和单位", "单位和部门", "部门及单位", "部门(单位)",
    "部委", "委办局", "方面", "企业", "企事业单位", "街道", "镇", "乡镇", "街镇", "学校", "高校", "院校", "公司",
    "银行", "医院", "科室", "处室", "团体", "组织", "群团组织", "人民团体", "社会组织", "机关",
];
