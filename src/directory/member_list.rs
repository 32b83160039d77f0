//! Lists of a body's members in the document: 领导小组成员单位：甲局、乙局。, 联席会议由甲局、乙局组成,
//! 附件：××领导小组成员单位名单 with names a line.
//!
//! A list counts only when every word of it is the name of a unit and nothing says that more are meant; anything else
//! is kept as a doubt, so that a person can be told why a group was left alone.

use super::Directory;
use super::glossary::{Member, is_unit};
use super::key::fold;
use crate::source::{Passage, Slices};

/// A body's members as the document lists them.
#[derive(Debug, Clone)]
pub struct MemberList {
    /// The body as written; empty where the text says only 成员单位.
    pub body: String,
    /// The unit of the body, where the directory knows it.
    pub body_unit: String,
    /// From the body to the last member.
    pub slices: Slices,
    /// The members; none where there is a doubt.
    pub members: Vec<Member>,
    /// Why the list is not used.
    pub doubt: Option<ListDoubt>,
}

/// Why a list of members is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListDoubt {
    /// It ends with 等.
    OpenEnded,
    /// It says how many there are, and has not as many: said, found.
    Count(usize, usize),
    /// Not all of it are names of units.
    NotNames,
    /// Its title is announced, the list itself is not in the text.
    Missing,
}

const MEMBERS: &str = "成员单位";

/// Lists looked at in one document.
const MOST: usize = 50;
/// Longest list in one paragraph, in bytes; and the most lines of one.
const LONGEST: usize = 9_000;
const MOST_LINES: usize = 300;
/// A body with more members is none.
const MOST_MEMBERS: usize = 300;

/// Ends of bodies that have members.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "领导小组", "委员会", "联席会议", "指挥部", "工作专班", "专班", "协调小组", "工作小组", "工作组", "推进组",
    "协调机制", "联席会议制度",
];

/// Every list of members in `paragraphs`, of which those at `telling` may hold one.
pub(super) fn lists(text: &str, paragraphs: &[Slices], telling: &[usize], directory: &Directory) -> Vec<MemberList> {
    let mut found: Vec<MemberList> = Vec::new();
    let words = [MEMBERS, "组成"].map(memchr::memmem::Finder::new);
    for &at in telling {
        let paragraph = &paragraphs[at];
        let hull = paragraph.hull().of(text).as_bytes();
        let [members, composed] = words.each_ref().map(|word| word.find(hull).is_some());
        if !(members || composed) || found.len() >= MOST {
            continue;
        }
        let passage = Passage::new(text, paragraph);
        let before = found.len();
        if members {
            labelled(text, &passage, &paragraphs[at + 1..], directory, &mut found);
        }
        // Nothing behind a title among the annexes announced: the list stands elsewhere.
        if is_announcement(text, &paragraphs[..=at]) && signature_follows(text, &paragraphs[at + 1..]) {
            let unread = found[before..]
                .iter_mut()
                .filter(|list| list.doubt == Some(ListDoubt::NotNames));
            unread.for_each(|list| list.doubt = Some(ListDoubt::Missing));
        }
        if composed && found.len() == before {
            found.extend(composition(&passage, directory));
        }
    }
    drop_announced(&mut found);
    found
}

/// Whether the last of `paragraphs` announces an annex: 附件：1.……, 2.…… below it.
fn is_announcement(text: &str, paragraphs: &[Slices]) -> bool {
    const MOST_ANNEXES: usize = 8;
    for paragraph in paragraphs.iter().rev().take(MOST_ANNEXES) {
        let words = paragraph.hull().of(text).trim_start();
        if let Some(rest) = words.strip_prefix("附件") {
            return rest.trim_start().starts_with(['：', ':']);
        }
        if !words.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
    }
    false
}

/// Whether nothing but other annexes, the issuer and the date follow: the annexes are announced, not begun.
fn signature_follows(text: &str, next: &[Slices]) -> bool {
    let words = |slices: &Slices| slices.hull().of(text).trim();
    let is_annex = |words: &str| words.starts_with(|c: char| c.is_ascii_digit()) && !words.ends_with('日');
    let mut next = next
        .iter()
        .map(words)
        .skip_while(|words| is_annex(words))
        .take(3)
        .peekable();
    next.peek().is_none() || next.any(|words| words.ends_with('日') && words.contains('年'))
}

/// 附件：领导小组成员单位名单 announces what stands further down.
fn drop_announced(found: &mut Vec<MemberList>) {
    let missing = |list: &MemberList| list.doubt == Some(ListDoubt::Missing);
    let same = |one: &str, other: &str| one.ends_with(other) || other.ends_with(one);
    let listed: Vec<String> = found
        .iter()
        .filter(|list| !missing(list))
        .map(|list| list.body.clone())
        .collect();
    found.retain(|list| !missing(list) || !listed.iter().any(|body| same(body, &list.body)));
}

/// 成员单位 with its list behind it, or in the lines that follow.
fn labelled(text: &str, passage: &Passage<'_>, next: &[Slices], directory: &Directory, found: &mut Vec<MemberList>) {
    let words = passage.as_str();
    for (at, _) in words.match_indices(MEMBERS).take(8) {
        let Some((start, body)) = body_before(words, at) else {
            continue;
        };
        let mut rest = Rest::new(words, at + MEMBERS.len());
        rest.skip("名单");
        let mut said = rest.bracketed_count();
        rest.skip("如下");
        said = said.or_else(|| rest.count());
        let introduced = rest.introduction();
        let list = rest.text().trim_start();
        if list.is_empty() {
            // A sentence that merely ends with 成员单位 introduces nothing.
            let heads = introduced || words.trim_end().ends_with("名单") || words.trim_end().ends_with(['）', ')']);
            if heads && words.chars().count() <= 60 {
                found.extend(following(text, passage, start, body, said, next, directory));
            }
            continue;
        }
        if !introduced {
            continue;
        }
        let begin = words.len() - list.len();
        let end = begin + end_of_list(list);
        found.push(member_list(
            directory,
            body,
            passage.locate(start..end),
            names(directory, &words[begin..end], said),
        ));
    }
}

/// A list in the lines behind its heading.
fn following(
    text: &str,
    heading: &Passage<'_>,
    start: usize,
    body: String,
    said: Option<usize>,
    next: &[Slices],
    directory: &Directory,
) -> Option<MemberList> {
    let mut slices = heading.locate(start..heading.as_str().trim_end().len());
    let mut members: Vec<Member> = Vec::new();
    let mut doubt = None;
    for line in next.iter().take(MOST_LINES) {
        let passage = Passage::new(text, line);
        let words = passage.as_str().trim();
        let bare = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．' | '、' | ' '));
        if bare.is_empty() {
            continue;
        }
        match (bare.len() <= LONGEST)
            .then(|| line_of_names(directory, bare))
            .flatten()
        {
            Some(names) => {
                members.extend(names);
                slices.extend(line);
            }
            None => {
                // A short line that ends like a unit is a member nobody could read.
                let short = bare.chars().count() <= 30 && !bare.contains(['。', '：', ':']);
                let like_unit =
                    bare.ends_with(|c| "部委办局厅署院所会联社队站馆校台处科室心司团行府街镇乡".contains(c));
                doubt = (short && like_unit).then_some(ListDoubt::NotNames);
                break;
            }
        }
    }
    let count = members.len();
    // 各成员单位： before something else is no heading of a list.
    if count == 0 && !heading.as_str().contains("名单") {
        return None;
    }
    let doubt = match said {
        Some(said) if said != count => Some(ListDoubt::Count(said, count)),
        _ if !(2..=MOST_MEMBERS).contains(&count) => Some(ListDoubt::NotNames),
        _ => doubt,
    };
    Some(member_list(directory, body, slices, doubt.map_or(Ok(members), Err)))
}

fn line_of_names(directory: &Directory, words: &str) -> Option<Vec<Member>> {
    let list = directory.read_list(words);
    (!list.open_ended && !list.names.is_empty()).then_some(())?;
    members(directory, words, list)
}

/// 领导小组由甲局、乙局组成.
fn composition(passage: &Passage<'_>, directory: &Directory) -> Option<MemberList> {
    let words = passage.as_str();
    let end = words.find("组成")?;
    let begin = words[..end]
        .rfind(['。', '；', ';'])
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let by = begin + words[begin..end].find('由')?;
    let (start, body) = body_before(words, by)?;
    let list = &words[by + '由'.len_utf8()..end];
    if !BODIES.iter().any(|noun| body.ends_with(noun)) || list.len() > LONGEST {
        return None;
    }
    // A sentence about people or plans is no list of units.
    match names(directory, list, None) {
        Err(ListDoubt::NotNames) => None,
        names => Some(member_list(directory, body, passage.locate(start..end), names)),
    }
}

fn member_list(
    directory: &Directory,
    body: String,
    slices: Slices,
    names: Result<Vec<Member>, ListDoubt>,
) -> MemberList {
    let doubt = names.as_ref().err().copied();
    let known = directory.read_list(&body).names;
    let body_unit = match &known[..] {
        [name] => name.resolved.unit.clone(),
        _ => String::new(),
    };
    MemberList {
        body,
        body_unit,
        slices,
        members: names.unwrap_or_default(),
        doubt,
    }
}

/// The body whose members are listed, and where it begins; `None` for 有关成员单位 and the like, who are not all.
fn body_before(words: &str, at: usize) -> Option<(usize, String)> {
    let stop = |c: char| c.is_whitespace() || "。；;：:，,、！？《》“”\"（(【〔".contains(c);
    let mut start = words[..at].rfind(stop).map_or(0, |found| {
        found + words[found..].chars().next().map_or(0, char::len_utf8)
    });
    let mut body = words[start..at].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    start = at - body.len();
    for lead in ["附件", "成立", "调整", "设立", "明确"] {
        body = body.strip_prefix(lead).unwrap_or(body);
    }
    if ["有关", "相关", "其他", "部分", "主要"]
        .iter()
        .any(|word| body.contains(word))
        || body.chars().count() > 40
    {
        return None;
    }
    let body = ["的", "各", "全体"]
        .iter()
        .fold(body, |body, word| body.strip_suffix(word).unwrap_or(body));
    Some((start, fold(body)))
}

/// Where a list in running text ends: at the end of its sentence, or where 组成 says so.
fn end_of_list(list: &str) -> usize {
    let sentence = list.find(['。', '；', ';', '\n']).unwrap_or(list.len());
    list[..sentence].find("组成").unwrap_or(sentence)
}

/// The members that `list` names.
fn names(directory: &Directory, list: &str, said: Option<usize>) -> Result<Vec<Member>, ListDoubt> {
    if list.len() > LONGEST {
        return Err(ListDoubt::NotNames);
    }
    // 甲局、乙局等12个部门: complete when there are as many.
    let (names, said) = match list.rfind('等') {
        Some(at) if list[at..].chars().count() <= 12 => {
            let mut rest = Rest::new(list, at + '等'.len_utf8());
            match rest.count() {
                Some(count) => (&list[..at], Some(count)),
                None => (list, said),
            }
        }
        _ => (list, said),
    };
    let read = directory.read_list(names);
    let open_ended = read.open_ended;
    let members = members(directory, names, read).ok_or(ListDoubt::NotNames)?;
    match said {
        Some(said) if said != members.len() => Err(ListDoubt::Count(said, members.len())),
        None if open_ended => Err(ListDoubt::OpenEnded),
        _ if !(2..=MOST_MEMBERS).contains(&members.len()) => Err(ListDoubt::NotNames),
        _ => Ok(members),
    }
}

/// The names of a list if all of them are units.
fn members(directory: &Directory, words: &str, list: super::NameList) -> Option<Vec<Member>> {
    list.names
        .into_iter()
        .map(|name| {
            let written = &words[name.range.clone()];
            let unit = is_unit(directory, written, &name.resolved) && !name.resolved.generic;
            unit.then(|| Member {
                name: name.resolved.full_name.clone().unwrap_or_else(|| fold_blanks(written)),
                resolved: name.resolved,
            })
        })
        .collect()
}

fn fold_blanks(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is left of a paragraph while its words are taken one by one.
struct Rest<'a> {
    words: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    fn new(words: &'a str, at: usize) -> Self {
        Rest { words, at }
    }

    fn text(&self) -> &'a str {
        &self.words[self.at..]
    }

    fn skip(&mut self, word: &str) -> bool {
        let rest = self.text().trim_start();
        let found = rest.strip_prefix(word);
        if let Some(left) = found {
            self.at = self.words.len() - left.len();
        }
        found.is_some()
    }

    /// The words that introduce a list.
    fn introduction(&mut self) -> bool {
        let verbs = ["主要包括", "包括", "包含", "分别为", "分别是", "有", "为", "是", "由"];
        let verb = verbs.iter().any(|verb| self.skip(verb));
        self.skip("：") || self.skip(":") || verb
    }

    /// （共12家）
    fn bracketed_count(&mut self) -> Option<usize> {
        let from = self.at;
        let opened = self.skip("（") || self.skip("(");
        let count = opened.then(|| self.count()).flatten();
        if count.is_some() && (self.skip("）") || self.skip(")")) {
            return count;
        }
        self.at = from;
        None
    }

    /// 共12家, 十二个.
    fn count(&mut self) -> Option<usize> {
        let from = self.at;
        if !self.skip("共有") {
            self.skip("共");
        }
        let digits: String = self
            .text()
            .trim_start()
            .chars()
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
            .take(4)
            .collect();
        if !digits.is_empty() && self.skip(&digits) && (self.skip("个") || self.skip("家")) {
            return number(&digits);
        }
        self.at = from;
        None
    }
}

/// 12, 十二, 二十.
fn number(digits: &str) -> Option<usize> {
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    let value = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|digit| digit == c)
            .map(|at| at + 1)
    };
    let chars: Vec<char> = digits.chars().collect();
    match chars[..] {
        ['十'] => Some(10),
        [one] => value(one),
        ['十', one] => Some(10 + value(one)?),
        [ten, '十'] => Some(10 * value(ten)?),
        [ten, '十', one] => Some(10 * value(ten)? + value(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_in_words() {
        assert_eq!(
            ["12", "十", "十二", "二十", "三十六", "六"].map(number),
            [Some(12), Some(10), Some(12), Some(20), Some(36), Some(6)]
        );
        assert_eq!(number("十十"), None);
    }
}
