//! Findings about the plan as a whole and each of its tasks.

mod audience;
mod fold;
mod numbers;
mod text;
mod times;
mod unread;

pub(super) use text::{OWNING, PROMISES, same_unit};
pub(super) use unread::holds_label;

use std::collections::HashSet;
use std::sync::Arc;

use super::draft::{Draft, Loose, TagAt};
use super::known::Known;
use super::narrative::Told;
use super::owners::{DocumentRule, Settler};
use super::partners;
use super::roster::{Doubt, Rosters};
use super::tree::Tree;
use crate::directory::{ListDoubt, RosterFile, joint_members};
use crate::note::{Code, Note};
use crate::outline::{CellRole, marker};
use crate::plan::{Basis, CharSpan, Definition, LedgerKind, Owner, Resolution, Role, RosterSource, Task};
use crate::source::{Document, LineIndex, Slices, Span};
use crate::tags::RuleKind;

/// A list longer than this many characters is not quoted in a finding.
const QUOTED: usize = 60;

/// Collects findings with their lines.
pub(super) struct Findings<'s, 't, 'a> {
    settler: &'s Settler<'t, 'a>,
    rosters: &'s Rosters<'t>,
    lines: &'s LineIndex<'a>,
    notes: Vec<Note>,
    /// Ids of tasks that only promise.
    vague: Vec<Arc<str>>,
}

impl<'s, 't, 'a> Findings<'s, 't, 'a> {
    pub fn new(settler: &'s Settler<'t, 'a>, rosters: &'s Rosters<'t>, lines: &'s LineIndex<'a>) -> Self {
        Findings {
            settler,
            rosters,
            lines,
            notes: Vec::new(),
            vague: Vec::new(),
        }
    }

    /// The findings in text order, what is said of several tasks said once. `tasks` is how many tasks the plan has.
    pub fn finish(mut self, tasks: usize) -> Vec<Note> {
        self.notes.sort_by_key(|note| (note.span.start, note.span.end));
        fold::unknown_units(fold::same(fold::without_owners(self.notes, tasks)))
    }

    fn add(&mut self, code: Code, slices: &Slices, task: Option<&str>, message: String) {
        let hull = slices.hull();
        let span = self.settler.span(slices);
        self.push(code, hull, span, task, message);
    }

    fn push(&mut self, code: Code, bytes: Span, span: CharSpan, task: Option<&str>, message: String) {
        let words = bytes.of(self.settler.tree.text);
        let mut note = Note::new(code, message, words, span, self.lines.at(bytes.start));
        note.task = task.map(str::to_string);
        self.notes.push(note);
    }

    /// A finding at a place of the text that is known in characters.
    pub fn at(&mut self, code: Code, span: CharSpan, task: Option<&str>, message: String) {
        let byte = |at: usize| self.settler.index.byte(self.settler.tree.text, at);
        let bytes = Span::new(byte(span.start), byte(span.end));
        self.push(code, bytes, span, task, message);
    }

    /// What was found so far.
    pub fn so_far(&self) -> &[Note] {
        &self.notes
    }

    /// The words at a place of the text that is known in characters.
    pub fn words(&self, span: CharSpan) -> &'a str {
        let text = self.settler.tree.text;
        let byte = |at: usize| self.settler.index.byte(text, at);
        Span::new(byte(span.start), byte(span.end)).of(text)
    }

    /// Takes back what was said about names at these places.
    pub fn drop_names(&mut self, places: &HashSet<CharSpan>) {
        let is_name = |code: Code| matches!(code, Code::UnknownUnit | Code::AmbiguousUnit);
        self.notes
            .retain(|note| !(is_name(note.code) && places.contains(&note.span)));
    }

    /// About a task's owners.
    pub fn task(&mut self, draft: &Draft, task: &Task) {
        let place = draft.text.first().cloned().unwrap_or_default();
        let id = Some(&*task.id);
        if task.owners.is_empty() {
            let end = task.text.char_indices().nth(20).map_or(task.text.len(), |(at, _)| at);
            let begin = &task.text[..end];
            self.add(
                Code::NoOwner,
                &place,
                id,
                format!("任务 {} 没有责任标注，待明确：{begin}……", task.id),
            );
        }
        let leads = task.owners.iter().filter(|owner| owner.role == Role::Lead).count();
        if leads > 1 {
            let message = format!(
                "任务 {} 有 {leads} 家牵头单位；原文没有写由哪家汇总的，惯例是列在首位的汇总，请核对",
                task.id
            );
            self.about_tag(Code::TwoLeads, draft, id, message);
        }
        if task.is_without_lead() {
            let message = format!("任务 {} 只写了配合单位，没有写牵头或责任单位，请明确", task.id);
            self.about_tag(Code::NoLead, draft, id, message);
        }
        if task.open_ended {
            let place = self.open_list(draft);
            let list = place.as_ref().map(|place| place.join(self.settler.tree.text));
            let message = match list.filter(|list| list.chars().count() <= QUOTED) {
                Some(list) => {
                    let named = list.strip_suffix('等').unwrap_or(&list);
                    format!("任务 {} 的责任单位“{named}”后面写有“等”，未列全", task.id)
                }
                None => format!("任务 {} 的责任单位后面写有“等”，未列全", task.id),
            };
            match place {
                Some(place) => self.add(Code::OpenList, &place, id, message),
                None => self.about_tag(Code::OpenList, draft, id, message),
            }
        }
        self.assumed_columns(draft, &task.id);
        for (at, owner) in task.owners.iter().enumerate() {
            self.owner(task, at, owner);
        }
    }

    /// The list that ends with 等.
    fn open_list(&self, draft: &Draft) -> Option<Slices> {
        draft.tags.iter().find_map(|at| {
            let tag = self.settler.tag(*at);
            let group = tag.reading.groups.iter().find(|group| group.names.open_ended)?;
            // To the name behind which 等 stands, and the 等 itself; names behind that are another list.
            let list = tag.content + group.list.start..tag.content + group.list.end;
            let passage = self.settler.tree.passage(at.segment);
            let words = &passage.as_str()[list.clone()];
            let last = group.names.names.iter().rev().find(|name| name.open);
            let end =
                last.and_then(|name| Some(name.range.end + words[name.range.end..].find('等')? + '等'.len_utf8()));
            let list = list.start..end.map_or(list.end, |end| list.start + end);
            Some(self.settler.tree.locate(at.segment, list))
        })
    }

    /// Cells of a row that does not show which column they stand in.
    fn assumed_columns(&mut self, draft: &Draft, id: &str) {
        let tree = self.settler.tree;
        let assumed = draft
            .tags
            .iter()
            .filter_map(|at| match &tree.segments[at.segment].cell {
                Some(CellRole::Units {
                    assumed: true,
                    repeated: false,
                    heading,
                    ..
                }) => Some((&tree.segments[at.segment].body, *heading)),
                _ => None,
            });
        let cells: Vec<(&Slices, Span)> = assumed.collect();
        let Some((first, _)) = cells.first() else { return };
        let mut read: Vec<String> = cells
            .iter()
            .map(|(cell, heading)| {
                let words: String = cell
                    .join(tree.text)
                    .chars()
                    .filter(|c| *c != '\n' && *c != '\r')
                    .collect();
                let heading: String = heading.of(tree.text).split_whitespace().collect();
                format!("“{words}”按“{heading}”")
            })
            .collect();
        read.dedup();
        let message = format!(
            "任务 {id} 在表格中的行数与栏目数对不上（有空格或一格分成几行），{}处理，请核对原表",
            read.join("、")
        );
        self.add(Code::AssumedColumn, first, Some(id), message);
    }

    fn about_tag(&mut self, code: Code, draft: &Draft, id: Option<&str>, message: String) {
        let named = |at: &&TagAt| !self.settler.tag(**at).reading.groups.is_empty();
        let first = draft.tags.iter().find(named).or(draft.tags.first());
        let place = first.map(|at| {
            let tag = self.settler.tag(*at);
            self.settler.tree.locate(at.segment, tag.range.clone())
        });
        let place = place.or_else(|| draft.text.first().cloned()).unwrap_or_default();
        self.add(code, &place, id, message);
    }

    fn owner(&mut self, task: &Task, at: usize, owner: &Owner) {
        let rosters = self.rosters;
        let mut note = |code: Code, message: String| self.at(code, owner.span, Some(&task.id), message);
        let name = &owner.name;
        // A roster is reported once, not for each of its members.
        if owner.basis == Basis::Roster {
            return;
        }
        let expanded = owner.collective && rosters.expands(&owner.unit);
        // Looked for among the last hundred: a tag of thousands of names is no tag of a plan.
        let before = &task.owners[at.saturating_sub(100)..at];
        if before
            .iter()
            .any(|other| other.unit == owner.unit && other.role == owner.role)
        {
            note(Code::DuplicateOwner, format!("“{name}”在任务 {} 中出现两次", task.id));
        } else if let Some(other) = before.iter().find(|other| other.unit == owner.unit && is_own(other)) {
            // What a heading or a rule adds may name who has a role of its own already.
            let roles = [other.role.label(), owner.role.label()];
            let message = format!("“{name}”在任务 {} 中既是{}又是{}单位", task.id, roles[0], roles[1]);
            if is_own(owner) {
                note(Code::DuplicateOwner, message);
            }
        }
        let joint = joint_members(name);
        if let Some(members) = joint.as_ref().filter(|_| !expanded) {
            let message = format!(
                "“{name}”是几家合写，按原文作一个责任主体；建议理解为{}（推测，未采用）",
                members.join("、")
            );
            note(Code::JointName, message);
        }
        match &owner.resolution {
            Resolution::Known => {}
            Resolution::Unknown if owner.collective => {}
            Resolution::Unknown => note(
                Code::UnknownUnit,
                format!("部门表中没有“{name}”，按原文照录，请核对是否为单位名称"),
            ),
            Resolution::Ambiguous { candidates } => {
                note(
                    Code::AmbiguousUnit,
                    format!("“{name}”可能指{}，请明确", candidates.join("或")),
                );
            }
        }
        if owner.generic && expanded {
            note(
                Code::GenericOwner,
                format!("“{name}”没有指明单位，已按名册展开，请核对这项任务是否都有关，列入待明确"),
            );
        } else if owner.generic {
            note(Code::GenericOwner, format!("“{name}”没有指明单位，列入待明确"));
        } else if owner.collective && !expanded && joint.is_none() {
            note(
                Code::Collective,
                format!("“{name}”是一组单位，未按名册展开，作为一个责任主体"),
            );
        }
    }

    /// Brackets that are no tags, and brackets never closed.
    pub fn brackets(&mut self, tree: &Tree<'_>, drafted: &[Draft]) {
        let mut owner_of = vec![None; tree.segments.len()];
        for (index, draft) in drafted.iter().enumerate() {
            draft
                .segments
                .iter()
                .for_each(|segment| owner_of[*segment] = Some(index));
        }
        for (segment, found) in self.settler.found.iter().enumerate() {
            let Some(task) = owner_of[segment] else { continue };
            let id = Some(&*drafted[task].id);
            for no_tag in &found.no_tags {
                let slices = tree.locate(segment, no_tag.range.clone());
                let words = slices.join(tree.text);
                // （1） numbers a measure.
                if marker::parse(&words, 0).is_some_and(|number| number.span.len() == words.len()) {
                    continue;
                }
                let reason = match names_in(&words, &self.settler.known) {
                    names if names.is_empty() => no_tag.reason.to_string(),
                    names => format!("括号内写有{names}，但不是单位名单或分工的写法，视为说明文字"),
                };
                self.add(Code::NotATag, &slices, id, format!("{words} 不作责任标注：{reason}"));
            }
            if let Some(open) = found.unclosed {
                let end = tree.passage(segment).as_str().len();
                let slices = tree.locate(segment, open..end);
                let message = "括号没有右半边，像是被截断的责任标注，没有采用，请核对原件".to_string();
                self.add(Code::UnclosedTag, &slices, id, message);
            }
        }
    }

    /// Sentences that change how tags are read.
    pub fn rules(&mut self, rules: &[DocumentRule]) {
        for rule in rules {
            let words = rule.slices.join(self.settler.tree.text);
            let effect = match rule.kind {
                RuleKind::FirstIsLead => "列在首位的单位按牵头单位处理，表中注明“推定”",
                RuleKind::FirstGroupLeads => "第一个逗号前的单位按牵头单位处理，表中注明“推定”",
                RuleKind::MarkedLead => "带标记的单位按牵头单位处理，表中注明“推定”",
                RuleKind::OwnersLead => "没有牵头单位的任务，责任单位按牵头单位处理，表中注明“推定”",
                RuleKind::Carried => "此后各项任务都加上这些单位，表中注明“沿用”",
            };
            self.add(
                Code::RuleSentence,
                &rule.slices,
                None,
                match rule.local {
                    true => format!("原文规定“{words}”：{effect}；没有写“下同”，只用于这一处"),
                    false => format!("原文规定“{words}”：{effect}"),
                },
            );
        }
    }

    /// Names that the document defines.
    pub fn definitions(&mut self, definitions: &[Definition]) {
        for definition in definitions {
            // A group's definition is reported with its members.
            if self.rosters.expands(&definition.unit) {
                continue;
            }
            let Definition { name, full_name, .. } = definition;
            let message = format!("“{name}”由原文定义，指“{full_name}”，按此归一");
            self.at(Code::Definition, definition.span, None, message);
        }
    }

    /// Groups that were expanded, and those that were not though something lists their members.
    pub fn rosters(&mut self, file: Option<&RosterFile>) {
        let rosters = self.rosters;
        for (_, found) in rosters.used() {
            let (name, count) = (&found.collective, found.members.len());
            // A list of the document is shown there, one from a file where the group is first written.
            let span = found
                .place
                .as_ref()
                .map_or(found.mention, |place| self.settler.span(place));
            if let Some(doubt) = &found.doubt {
                let message = format!("“{name}”没有按文中的成员单位名单展开：{}", reason(doubt));
                self.at(Code::DoubtfulRoster, span, None, message);
                continue;
            }
            let whence = match (found.source, file) {
                (RosterSource::File, Some(file)) => format!("名册“{}”", file.file.name),
                _ if found.defined => "原文此处的定义".to_string(),
                _ => "原文此处的名单".to_string(),
            };
            let message = format!("“{name}”按{whence}展开为 {count} 家，表中注明“按名册”，件次另计");
            self.at(Code::Roster, span, None, message);
            let unknown = found.members.iter().filter(|member| member.is_unknown());
            let unknown: Vec<&str> = unknown.map(|member| &*member.name).collect();
            if !unknown.is_empty() {
                let names = unknown.join("、");
                let message = format!("“{name}”的成员“{names}”部门表中没有，按名册照录，请核对是否为单位名称");
                self.at(Code::UnknownUnit, span, None, message);
            }
        }
        for name in rosters.unused() {
            let message = format!("名册中的群体“{name}”在本文的责任标注里没有出现，没有用到");
            self.at(Code::UnusedRoster, CharSpan::new(0, 0), None, message);
        }
    }

    /// Names of one department that the plan lists as two units.
    pub fn apart(&mut self, listed: &[(String, String, Slices)]) {
        for (first, second, place) in listed {
            let message = format!("“{first}”与“{second}”在别处常是同一单位，原文并列，按两家单位处理");
            self.add(Code::ListedApart, place, None, message);
        }
    }

    /// Sections left out.
    pub fn safeguards(&mut self, sections: &[Slices]) {
        for section in sections {
            let words = section.join(self.settler.tree.text);
            let message = format!("“{words}”没有责任标注，视为保障措施，未列为任务");
            self.add(Code::SetAside, section, None, message);
        }
    }

    /// Sections left out by the user's wish: their headings and the tags in them.
    pub fn skipped(&mut self, sections: &[(Slices, usize)]) {
        for (section, tags) in sections {
            let words = section.join(self.settler.tree.text);
            let with_tags = match tags {
                0 => String::new(),
                tags => format!("，其中 {tags} 处责任标注未采用"),
            };
            let message = format!("“{words}”一节按 --skip-section 略过，未列为任务{with_tags}");
            self.add(Code::Skipped, section, None, message);
        }
    }

    /// Headings whose tags no task below takes over.
    pub fn idle_tags(&mut self, drafted: &[Draft]) {
        let mut used = vec![false; self.settler.headings.len()];
        for draft in drafted {
            let own = draft
                .tags
                .iter()
                .any(|at| !self.settler.tag(*at).reading.groups.is_empty());
            if let Some(heading) = draft.inherits.filter(|_| !own) {
                used[heading] = true;
            }
        }
        for (heading, used) in self.settler.headings.iter().zip(used) {
            let names = |at: &&TagAt| !self.settler.tag(**at).reading.groups.is_empty();
            if let Some(at) = heading.tags.iter().find(names).filter(|_| !used) {
                let place = self
                    .settler
                    .tree
                    .locate(at.segment, self.settler.tag(*at).range.clone());
                let words = place.join(self.settler.tree.text);
                let message = format!("“{words}”是标题的责任标注，下面各项任务都有自己的标注，没有任务承接，请核对");
                self.add(Code::IdleTag, &place, None, message);
            }
        }
    }

    /// Tags that stand where no task is that they could close.
    pub fn loose_tags(&mut self, loose: &[Loose]) {
        for tag in loose.iter().filter(|loose| loose.kind == LedgerKind::Tag) {
            let words = tag.slices.join(self.settler.tree.text);
            let message = format!("责任标注“{words}”上面没有任务，不知道管哪些任务，没有采用，请核对");
            self.add(Code::IdleTag, &tag.slices, None, message);
        }
    }

    /// Prose that tells of work but is no task.
    pub fn narrative(&mut self, told: &[Told]) {
        for told in told {
            let words = told.slices.join(self.settler.tree.text);
            let begin: String = words.chars().take(20).collect();
            let (code, message) = if told.behind_tag {
                let message = format!("“{begin}……”在责任标注之后，没有序号和标注，不算前一项任务的内容，请核对");
                (Code::BehindTag, message)
            } else {
                let message = format!("“{begin}……”是叙述性内容，说到要做的工作，未列为任务，请核对是否增列");
                (Code::Narrative, message)
            };
            self.add(code, &told.slices, None, message);
        }
    }

    /// What readers say of how the files were read.
    pub fn remarks(&mut self, document: &Document) {
        for remark in &document.remarks {
            let message = remark.trim_end_matches('。').to_string();
            self.add(Code::Reading, &Slices::default(), None, message);
        }
    }

    /// Bytes that could not be decoded.
    pub fn replaced(&mut self, document: &Document) {
        for span in document.replaced.iter().take(50) {
            let encoding = document.file_at(span.start).map_or("", |file| file.encoding);
            let message = format!("此处有无法识别的字节，以“\u{fffd}”代替（编码：{encoding}）");
            self.add(Code::ReplacedBytes, &Slices::from(*span), None, message);
        }
        if let Some(span) = document.replaced.get(50) {
            let message = format!("另有 {} 处无法识别的字节", document.replaced.len() - 50);
            self.add(
                Code::ReplacedBytes,
                &Slices::from(Span::new(span.start, span.end)),
                None,
                message,
            );
        }
    }
}

/// The known units that a bracket names, in quotation marks.
fn names_in(words: &str, directory: &Known<'_>) -> String {
    let names = partners::names_within(words, directory);
    names.map(|name| format!("“{}”", &words[name])).collect()
}

/// Whether the task's own tag names an owner.
fn is_own(owner: &Owner) -> bool {
    owner.basis == Basis::Stated && !owner.collective
}

/// Why a list of members is not used.
fn reason(doubt: &Doubt) -> String {
    match doubt {
        Doubt::List(ListDoubt::OpenEnded) => "名单以“等”结尾，未列全".to_string(),
        Doubt::List(ListDoubt::Count(said, found)) => format!("文中说有 {said} 家，只读到 {found} 家"),
        Doubt::List(ListDoubt::NotNames) => "名单里有不像单位名称的字样".to_string(),
        Doubt::List(ListDoubt::Missing) => {
            "文中只提到名单，没有列出；名单在另一个文件里的，用 --annex 一并读入".to_string()
        }
        Doubt::Several => "文中有几份名单，不知是哪一份".to_string(),
        Doubt::Nobodys => "名单没有写明是哪个机构的成员单位".to_string(),
    }
}
