//! The words inside a tag.
//!
//! ```text
//! tag      = clause { ("，" | "；" | "。") clause }
//! clause   = rule | deadline | label value | names [ verb ] | names "会同" names verb
//! names    = a list that the directory splits; it may run over several clauses up to its verb
//! verb     = role words at the end of a clause (牵头, 按职责分工负责), templates/roles.tsv
//! ```

use std::ops::Range;

use super::clause::{clauses, matching_open};
use super::contact;
use super::deadline::{begins_with_time, is_deadline, says_time};
use super::fold::fold;
use super::joint::joint;
use super::label::{self, LabelKind};
use super::listed;
use super::roles::{BaseRole, Roles};
use super::rule::{self, Rule};
use super::signs_of_cells::MARKS;
use crate::directory::{Behind, Directory, Likeness, NameList, is_post};
use crate::source::{CLOSING, OPENING};

/// One role with its names; ranges are relative to the tag's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the words say by themselves.
    pub base: BaseRole,
    /// The role words as written; empty for a bare list.
    pub word: Range<usize>,
    /// The role words of a column heading, which stand outside the content.
    pub label: Option<String>,
    /// The list of names.
    pub list: Range<usize>,
    /// The names; their ranges are relative to `list`.
    pub names: NameList,
    /// Which of the names a mark stands at (★甲局、乙局).
    pub marked: Vec<usize>,
}

/// What a tag's words say; ranges are relative to the tag's content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Roles in the order written.
    pub groups: Vec<Group>,
    /// Leaders with the words of their label.
    pub people: Vec<(Range<usize>, Range<usize>)>,
    /// The words of a column heading of leaders, which stand outside the content.
    pub people_label: Option<String>,
    /// Deadlines.
    pub deadlines: Vec<Range<usize>>,
    /// Sentences that change other tags.
    pub rules: Vec<Rule>,
    /// Whether a label stands in it.
    pub labelled: bool,
    /// Whether role words stand behind names.
    pub worded: bool,
    /// Whether words for what units do stand behind their names (市财政局保障经费): with nothing else, prose.
    pub dutied: bool,
    /// Bytes of role words that no group keeps: 组织实施 in 会同乙局组织实施.
    pub unkept: usize,
    /// Whether a label in it is as much prose (责任单位为……).
    pub weak: bool,
}

impl Reading {
    /// Whether the reading names anybody or any time.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.people.is_empty() && self.deadlines.is_empty()
    }
}

/// Reads the content of a tag, without its outer brackets.
pub fn read(content: &str, roles: &Roles, directory: &Directory) -> Reading {
    let bare = contact::without(content);
    let content = bare.as_deref().unwrap_or(content);
    let mut parser = Parser {
        content,
        roles,
        directory,
        labels: label::labels(content, roles),
        reading: Reading::default(),
        pending: None,
        label: None,
        foreign: false,
    };
    parser.reading.labelled = !parser.labels.is_empty();
    parser.reading.weak = parser.labels.iter().any(|label| label.weak);
    for (clause, stop) in clauses(content, &parser.labels) {
        parser.clause(clause);
        if stop {
            parser.flush();
            parser.foreign = false;
        }
    }
    parser.flush();
    parser.reading
}

/// Words before those who join a lead.
const JOINT: &[&str] = &["会同", "并会同", "联合"];

/// Whether a bracket of `words` is still open at their end.
fn is_open(words: &str) -> bool {
    words
        .rfind(OPENING)
        .is_some_and(|open| !words[open..].contains(CLOSING))
}

/// Whether a role in a bracket is that of several names before it.
fn shares(role: &str) -> bool {
    ["共同", "联合"].iter().any(|word| role.trim_start().starts_with(word))
}

/// Words in the place of a name that say that nobody is named yet: 牵头单位：待定.
pub(crate) fn is_undecided(name: &str) -> bool {
    const OPEN: &[&str] = &[
        "待定",
        "未定",
        "待明确",
        "待确定",
        "待研究",
        "待落实",
        "另行确定",
        "另行明确",
        "暂未确定",
        "暂未明确",
    ];
    OPEN.contains(&name)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

struct Parser<'a> {
    content: &'a str,
    roles: &'a Roles,
    directory: &'a Directory,
    labels: Vec<label::Label>,
    reading: Reading,
    /// Names that wait for their verb.
    pending: Option<Range<usize>>,
    /// The label in force, with its words.
    label: Option<(LabelKind, Range<usize>)>,
    /// Whether a label that says nothing of owners or time stands before the clause.
    foreign: bool,
}

impl Parser<'_> {
    fn clause(&mut self, range: Range<usize>) {
        let mut range = self.trim(range);
        let first = self.labels.partition_point(|label| label.start < range.start);
        let labelled = self.labels.get(first).copied().filter(|label| label.value <= range.end);
        if let Some(label) = labelled {
            self.flush();
            if label.kind == LabelKind::Other {
                self.foreign = true;
                return;
            }
            self.label = Some((label.kind, label.start..label.end));
            range = self.trim(label.value..range.end);
        }
        range = self.cut_rule_in_brackets(range);
        if range.is_empty() {
            return;
        }
        let clause = &self.content[range.clone()];
        self.foreign = labelled.is_none() && (self.foreign || self.is_foreign_label(clause));
        if self.foreign {
            return;
        }
        if let Some(rule) = rule::read(clause, range.start) {
            self.reading.rules.push(rule);
            return;
        }
        // What goes on behind a rule (多个牵头部门的按照职责分工负责，下同) names nobody.
        if rule::is_trailer(clause) || !self.reading.rules.is_empty() && labelled.is_none() && !self.is_unit(&range) {
            return;
        }
        // A number between labels: (1)责任单位：甲局;(2)配合单位：乙局.
        if !clause.chars().any(is_han) && !is_deadline(clause) {
            return;
        }
        match self.label {
            Some((LabelKind::People, ref word)) => {
                let word = word.clone();
                self.people(range, &word);
            }
            Some((LabelKind::Deadline, _)) => self.labelled_deadline(range),
            _ if is_deadline(clause) || begins_with_time(clause) => self.deadline(range),
            _ => self.names(range),
        }
    }

    /// 实际完成情况：已开工，…: what a label of something else says is no name.
    fn is_foreign_label(&self, clause: &str) -> bool {
        clause.split_once(['：', ':']).is_some_and(|(words, _)| {
            let words = words.trim();
            (2..=10).contains(&words.chars().count())
                && words.chars().all(is_han)
                && self.directory.likeness(words) == Likeness::None
        })
    }

    /// A deadline; two clauses of one expression (`1月底前完成，并长期坚持`) stay two.
    fn deadline(&mut self, range: Range<usize>) {
        self.reading.deadlines.push(range);
    }

    /// 12月底前全部落实，实现招生: a clause that says no time goes on with the one before it.
    fn labelled_deadline(&mut self, range: Range<usize>) {
        let timeless = !says_time(&self.content[range.clone()]);
        match self.reading.deadlines.last_mut() {
            Some(last)
                if timeless
                    && self.content[last.end..range.start]
                        .trim()
                        .chars()
                        .all(|c| matches!(c, '，' | ',')) =>
            {
                last.end = range.end;
            }
            _ => self.reading.deadlines.push(range),
        }
    }

    fn people(&mut self, range: Range<usize>, word: &Range<usize>) {
        let mut start = range.start;
        for part in self.content[range.clone()].split(['、', ' ', '\u{3000}', '\n']) {
            let end = start + part.len();
            let name = self.trim(start..end);
            // 联系电话：12345678 is nobody.
            if !name.is_empty() && !part.contains(['：', ':']) {
                self.reading.people.push((name, word.clone()));
            }
            start = end + self.content[end..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn names(&mut self, range: Range<usize>) {
        let clause = &self.content[range.clone()];
        let Some((at, base)) = self.roles.verb_at_end(clause) else {
            if !self.duty(&range) && !self.is_remark(&range) {
                self.lead_inside(range);
            }
            return;
        };
        let verb = self.trim(range.start + at..range.end);
        let mut stem = self.trim(range.start..range.start + at);
        // 经济办负责组织各厂矿企业实施: who is organised owns nothing.
        let words = &self.content[stem.clone()];
        let inner = words.find("负责").filter(|inner| *inner > 0);
        if let Some(inner) = inner.filter(|inner| !words[inner + "负责".len()..].starts_with(['人', '同'])) {
            stem.end = stem.start + inner;
        }
        // 市水利局负责，结合实际组织实施: the second verb is the first one's.
        if self.pending.is_none() && self.is_remark(&stem) {
            return;
        }
        let stem = self.lead_inside_stem(stem);
        // 甲局负责，会同乙局落实: the names before 会同 wait for no verb of the others.
        if self.joins(&stem) {
            self.flush();
            self.reading.unkept += verb.len();
        }
        let start = self.pending.take().map_or(stem.start, |pending| pending.start);
        let list = start..stem.end.max(start);
        // 甲、乙牵头，…；按职责分工负责: words without names say nothing new.
        if !self.trim(list.clone()).is_empty() {
            self.group(base, verb, list);
        }
        self.reading.worded = true;
    }

    /// Whether names begin with 会同 or the like: those that join whoever stands before.
    fn joins(&self, stem: &Range<usize>) -> bool {
        let words = fold(&self.content[stem.clone()]);
        JOINT
            .iter()
            .any(|joint| words.starts_with(joint) && self.is_unit(&(stem.start + joint.len()..stem.end)))
    }

    /// 甲局（牵头）、乙局（配合）: the role of each name in a bracket behind it.
    fn bracketed_roles(&mut self, list: &Range<usize>) -> bool {
        let words = self.content[list.clone()].to_string();
        let mut named = Vec::new();
        let (mut start, mut found) = (0, false);
        for part in words.split(['、', '，', ',', '；', ';']) {
            let range = list.start + start..list.start + start + part.len();
            start += part.len() + words[start + part.len()..].chars().next().map_or(0, char::len_utf8);
            let open = part.ends_with(CLOSING).then(|| matching_open(part)).flatten();
            let inner = open.map(|open| {
                let inner = open + part[open..].chars().next().map_or(0, char::len_utf8);
                inner..part.len() - part.chars().next_back().map_or(0, char::len_utf8)
            });
            let role = inner.and_then(|inner| {
                let role = part[inner.clone()].trim_end_matches("单位").trim_end_matches("部门");
                let (at, base) = self.roles.verb_at_end(role)?;
                (at == 0).then_some((base, range.start + inner.start..range.start + inner.end))
            });
            if let Some((word, names, base)) = self.role_before(part) {
                let place = |part: Range<usize>| range.start + part.start..range.start + part.end;
                named.push((place(names), Some((base, place(word)))));
                found = true;
                continue;
            }
            found |= role.is_some();
            // 甲局、乙局（共同牵头）: all that have no role yet share it.
            if let Some((base, word)) = role.clone().filter(|(_, word)| shares(&self.content[word.clone()])) {
                let bare = named.iter_mut().rev().take_while(|(_, role)| role.is_none());
                bare.for_each(|(_, role)| *role = Some((base, word.clone())));
            }
            let end = if role.is_some() {
                range.start + open.unwrap_or(part.len())
            } else {
                range.end
            };
            named.push((range.start..end, role));
        }
        if found {
            for (names, role) in named {
                let (base, word) = role.unwrap_or((BaseRole::Owner, names.end..names.end));
                self.plain_group(base, word, names);
            }
            self.reading.worded = true;
        }
        found
    }

    /// （牵头）甲局: the role in a bracket before the name; gives its words, the name and the role.
    fn role_before(&self, part: &str) -> Option<(Range<usize>, Range<usize>, BaseRole)> {
        let lead = part.len() - part.trim_start().len();
        let open = part[lead..].chars().next().filter(|c| OPENING.contains(c))?;
        let start = lead + open.len_utf8();
        let end = start + part[start..].find(CLOSING)?;
        let close = part[end..].chars().next()?.len_utf8();
        let role = part[start..end].trim_end_matches("单位").trim_end_matches("部门");
        let (at, base) = self.roles.verb_at_end(role)?;
        (at == 0 && end + close < part.len()).then(|| (start..end, end + close..part.len(), base))
    }

    /// 甲局牵头乙局、丙局配合, without a comma: gives what stands behind 牵头.
    fn lead_inside_stem(&mut self, stem: Range<usize>) -> Range<usize> {
        let Some((at, end)) = self
            .roles
            .lead_inside(&self.content[stem.clone()])
            .filter(|(at, _)| *at > 0)
        else {
            return stem;
        };
        let (names, rest) = (stem.start..stem.start + at, stem.start + end..stem.end);
        // 甲局、乙局（共同牵头）: a role in a bracket is the names' before it.
        if is_open(&self.content[names.clone()]) {
            return stem;
        }
        if !self.is_unit(&names) || self.trim(rest.clone()).is_empty() {
            return stem;
        }
        let start = self.pending.take().map_or(names.start, |pending| pending.start);
        self.group(BaseRole::Lead, stem.start + at..stem.start + end, start..names.end);
        self.trim(rest)
    }

    fn lead_inside(&mut self, range: Range<usize>) {
        let before = self.reading.groups.len();
        let rest = self.lead_inside_stem(range);
        if self.reading.groups.len() > before {
            self.reading.worded = true;
        }
        let start = self.pending.take().map_or(rest.start, |pending| pending.start);
        self.pending = Some(start..rest.end);
    }

    fn is_unit(&self, range: &Range<usize>) -> bool {
        let list = self.directory.read_list(&self.content[range.clone()]);
        list.names.iter().any(|name| {
            let written = &self.content[range.start + name.range.start..range.start + name.range.end];
            self.directory.likeness(written) != Likeness::None
        })
    }

    /// A clause without a role word at its end that says what its units do.
    fn duty(&mut self, range: &Range<usize>) -> bool {
        let Some(duty) = listed::duty(&self.content[range.clone()], self.roles, self.directory) else {
            return false;
        };
        let start = self.pending.take().map_or(range.start, |pending| pending.start);
        let word = range.start + duty.word.start..range.start + duty.word.end;
        self.group(duty.base, word, start..range.start + duty.names_end);
        self.reading.worded |= duty.worded;
        self.reading.dutied |= !duty.worded;
        true
    }

    /// Whether a clause beside names of units names nobody: 使用自有资金, 费用自理.
    fn is_remark(&self, range: &Range<usize>) -> bool {
        let beside = self.pending.is_some() || !self.reading.groups.is_empty();
        beside && listed::is_remark(&self.content[range.clone()], self.directory)
    }

    /// Names that no verb closed: the label's role, or a bare list.
    fn flush(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        // 甲局负责，不另发文: the others have their verbs, these words are no name.
        let spoken = self.reading.worded && self.label.is_none() && !self.reading.groups.is_empty();
        let long = self.content[pending.clone()].chars().count() >= 4;
        if spoken && long && listed::is_no_name(&self.content[pending.clone()], self.directory) {
            return;
        }
        let (base, word) = match &self.label {
            Some((LabelKind::Units(base), word)) => (*base, word.clone()),
            _ => (BaseRole::Owner, pending.end..pending.end),
        };
        self.group(base, word, pending);
    }

    /// Names in a role, with what may stand among them: 由甲局会同乙局, 甲局（牵头）、乙局.
    fn group(&mut self, base: BaseRole, word: Range<usize>, list: Range<usize>) {
        let mut list = self.trim(list);
        for lead_in in ["由", "请", "责成"] {
            if self.content[list.clone()].starts_with(lead_in) {
                list.start += lead_in.len();
            }
        }
        if let Some(joint) = JOINT
            .iter()
            .find(|joint| fold(&self.content[list.clone()]).starts_with(**joint))
            && self.joins(&list)
        {
            let word = list.start..list.start + joint.len();
            return self.plain_group(BaseRole::Support, word.clone(), word.end..list.end);
        }
        // 甲局会同乙局负责: the first leads, the others support.
        if let Some(joint) = self.joint_inside(&list) {
            self.plain_group(BaseRole::Lead, word, list.start..joint.start);
            return self.plain_group(BaseRole::Support, joint.clone(), joint.end..list.end);
        }
        if self.content[list.clone()].contains(OPENING) && self.bracketed_roles(&list) {
            return;
        }
        self.plain_group(base, word, list);
    }

    /// The word that joins those behind it to a lead before it: 甲局会同乙局, 甲处会乙处.
    fn joint_inside(&self, list: &Range<usize>) -> Option<Range<usize>> {
        let words = &self.content[list.clone()];
        let joint = match fold(words).find("会同").filter(|at| *at > 0) {
            Some(at) => at..at + "会同".len(),
            None => joint(words, self.directory)?,
        };
        Some(list.start + joint.start..list.start + joint.end)
    }

    fn plain_group(&mut self, base: BaseRole, word: Range<usize>, list: Range<usize>) {
        let list = self.trim(list);
        let words = &self.content[list.clone()];
        let read = listed::read_list(words, self.directory);
        // A name of one character is what a cut left of it; a post is a person.
        let people = &mut self.reading.people;
        people.extend(
            read.persons()
                .map(|person| (list.start + person.start..list.start + person.end, word.clone())),
        );
        self.reading.dutied |= read.behind.iter().any(|(_, behind)| *behind != Behind::Person);
        let mut names = read.names;
        names.names.retain(|name| {
            let written = &words[name.range.clone()];
            let post = is_post(written);
            if post {
                people.push((list.start + name.range.start..list.start + name.range.end, word.clone()));
            }
            !post && written.chars().nth(1).is_some() && !is_undecided(written)
        });
        let marked = marked(self.content, &list, &names);
        for name in &mut names.names {
            // 责任单位：*县财政局: a mark at the name, not part of it.
            let written = words[name.range.clone()].trim_end_matches(MARKS);
            let end = name.range.start + written.len();
            name.range = end - written.trim_start_matches(MARKS).len()..end;
        }
        if !names.names.is_empty() {
            self.reading.groups.push(Group {
                base,
                word,
                label: None,
                list,
                names,
                marked,
            });
        }
    }

    /// `市财政局(第一责任单位为牵头单位,下同)`: the bracket is a rule, not part of the name.
    fn cut_rule_in_brackets(&mut self, range: Range<usize>) -> Range<usize> {
        let clause = &self.content[range.clone()];
        if !clause.ends_with(CLOSING) {
            return range;
        }
        let Some(open) = matching_open(clause) else {
            return range;
        };
        let inner_start = open + clause[open..].chars().next().map_or(0, char::len_utf8);
        let inner_end = clause.len() - clause.chars().next_back().map_or(0, char::len_utf8);
        let mut found = false;
        let mut start = inner_start;
        for part in clause[inner_start..inner_end].split(['，', ',', '；', ';', '。']) {
            if let Some(rule) = rule::read(part, range.start + start) {
                self.reading.rules.push(rule);
                found = true;
            }
            found |= rule::is_trailer(part);
            start += part.len() + clause[start + part.len()..].chars().next().map_or(0, char::len_utf8);
        }
        if found {
            self.trim(range.start..range.start + open)
        } else {
            range
        }
    }

    /// `range` without white space and stops at its ends.
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let stop = |c: char| c.is_whitespace() || matches!(c, '。' | '；' | ';' | '，' | ',' | '：' | ':' | '、');
        let slice = &self.content[range.clone()];
        let end = range.start + slice.trim_end_matches(|c| stop(c) || c == '.').len();
        let slice = &self.content[range.start..end];
        end - slice.trim_start_matches(stop).len()..end
    }
}

/// The names of the list at `list` that a mark stands at, before or behind them, as part of them or not.
pub(super) fn marked(content: &str, list: &Range<usize>, names: &NameList) -> Vec<usize> {
    let has_mark = |name: &Range<usize>| {
        let (start, end) = (list.start + name.start, list.start + name.end);
        let written = &content[start..end];
        written.starts_with(MARKS)
            || written.ends_with(MARKS)
            || content[..start].trim_end().ends_with(MARKS)
            || content[end..].trim_start().starts_with(MARKS)
    };
    let all = names.names.iter().enumerate();
    all.filter(|(_, name)| has_mark(&name.range))
        .map(|(at, _)| at)
        .collect()
}
