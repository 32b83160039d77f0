//! Phrases several views share.

use std::borrow::Cow;

use crate::plan::{
    Basis, Change, ChangeKind, Deadline, DeadlineOrigin, Person, Plan, Role, RoleBasis, RosterSource, Source, Task,
};

use super::Context;
use super::survey::{Pair, Part, Survey};
use super::table::{Cell, CellKind};
use super::words::Words;

/// The action a task stands under, as written; nothing where the plan has no heading above any task.
pub fn action<'a>(survey: &Survey, words: &Words, task: usize) -> Cow<'a, str> {
    let heading = survey.action(task).heading();
    Cow::Owned(if heading.is_empty() && survey.has_headings() {
        words.no_action.clone()
    } else {
        heading
    })
}

/// Where lines of the decoded text stand, as a reader finds them: in which file, on which of its lines.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a Source,
    /// A name for each file that no other file has; none where there is only one file.
    files: Vec<String>,
}

impl<'a> Places<'a> {
    /// The places of `plan`.
    pub fn of(plan: &'a Plan) -> Self {
        let mut files: Vec<String> = Vec::with_capacity(plan.source.files.len());
        for file in &plan.source.files {
            let name = short(&file.name);
            let mut label = name.clone();
            let mut round = 2;
            while files.contains(&label) {
                label = format!("{name}（{round}）");
                round += 1;
            }
            files.push(label);
        }
        let source = &plan.source;
        Places { source, files }
    }

    /// Those of `columns` that are shown: `file` only where there are several.
    pub fn columns(&self, columns: &[&'static str]) -> Vec<&'static str> {
        let shown = |key: &&&str| **key != "file" || !self.files.is_empty();
        columns.iter().filter(shown).copied().collect()
    }

    /// File and line of line `line` of the decoded text.
    pub fn place(&self, line: usize) -> (Option<String>, usize) {
        let (file, line) = self.source.place(line);
        (file.map(|file| self.files[file].clone()), line)
    }

    /// Where line `line` of the decoded text stands: its number in its file, or words of the file's format.
    pub fn cell(&self, line: usize) -> Cell<'a> {
        match self.source.words_of(line) {
            Some(words) => Cell::new(CellKind::Index, words),
            None => Cell::number(CellKind::Index, self.source.place(line).1),
        }
    }

    /// Whether there are several files.
    pub fn several(&self) -> bool {
        !self.files.is_empty()
    }
}

/// A file name for a narrow column: its middle left out where it is long.
fn short(name: &str) -> String {
    const HEAD: usize = 8;
    const TAIL: usize = 7;
    let chars: Vec<char> = name.chars().collect();
    if chars.len() <= HEAD + TAIL + 1 {
        return name.to_string();
    }
    let (head, tail) = (&chars[..HEAD], &chars[chars.len() - TAIL..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// That a task is to be looked at first; why, where no sheet 核对 says it.
pub fn to_check(task: &Task, context: &Context) -> String {
    if context.alone {
        context.words.to_check.replace("{reasons}", &reasons(task))
    } else {
        context.words.to_check_short.clone()
    }
}

/// What stands in the remarks of a task: why it is to be looked at first, what decisions changed.
pub fn task_remark(task: &Task, context: &Context) -> String {
    let look = (!task.look.is_empty()).then(|| to_check(task, context));
    let changed = (!task.changes.is_empty()).then(|| changed(context.survey, task, context.words));
    look.into_iter().chain(changed).collect::<Vec<_>>().join("\n")
}

/// What decisions changed in a task, and where they were written.
pub fn changed(survey: &Survey, task: &Task, words: &Words) -> String {
    let role = |role: Option<Role>| role.map_or("", |role| words.role.of(role));
    let one = |change: &Change| {
        let form = match change.kind {
            ChangeKind::Added => &words.change.added,
            ChangeKind::Removed => &words.change.removed,
            ChangeKind::Role => &words.change.role,
        };
        let name = survey.unit_label(&change.unit).unwrap_or(&change.name);
        form.replace("{unit}", name)
            .replace("{role}", role(change.role))
            .replace("{was}", role(change.was))
            .replace("{place}", &change.origin.place())
    };
    let changes: Vec<String> = task.changes.iter().map(one).collect();
    words.changed.replace("{changes}", &changes.join("；"))
}

/// Why a task is to be looked at first.
pub fn reasons(task: &Task) -> String {
    let reasons: Vec<&str> = task.look.iter().map(|sign| sign.words()).collect();
    reasons.join("；")
}

/// The number of a task as written, without the mark after it (`5、` → `5`).
pub fn number(task: &Task) -> &str {
    task.number.trim().trim_end_matches(['、', '.', '．', '，', ','])
}

/// The task's targets as written.
pub fn targets(task: &Task, separator: &str) -> String {
    let mut targets: Vec<&str> = task.targets.iter().map(|target| target.text.as_str()).collect();
    // 满意度和续约率达到80% is two targets in the same words.
    targets.dedup();
    targets.join(separator)
}

/// The task's deadlines as written, each with the date that follows from it.
pub fn deadlines(task: &Task, words: &Words) -> String {
    let dated = task.deadlines.iter().any(|deadline| deadline.date.is_some());
    let mut deadlines: Vec<String> = Vec::new();
    let mut dates: Vec<&str> = Vec::new();
    for deadline in &task.deadlines {
        // 持续推进 in the text beside a date tells a reader of the column nothing.
        if dated && deadline.origin == DeadlineOrigin::Text && deadline.date.is_none() {
            continue;
        }
        // 年底前 said twice, or again as 2031年底前, is one line.
        let again = deadline.date.as_deref().is_some_and(|date| dates.contains(&date));
        if again && deadline.origin == DeadlineOrigin::Text && deadline.frequency.is_none() {
            continue;
        }
        dates.extend(deadline.date.as_deref());
        let shown = self::deadline(deadline, words);
        if !deadlines.contains(&shown) {
            deadlines.push(shown);
        }
    }
    deadlines.join("\n")
}

/// One deadline as written, with the date that follows from it.
pub fn deadline(deadline: &Deadline, words: &Words) -> String {
    match &deadline.date {
        Some(date) if deadline.origin == DeadlineOrigin::Default => words.deadline_default.replace("{date}", date),
        Some(date) if *date != deadline.text => {
            let presumed = if deadline.year_presumed {
                &words.deadline_date_presumed
            } else {
                &words.deadline_date
            };
            let text = by_basis(words, &deadline.text, deadline.basis);
            format!("{text}{}", presumed.replace("{date}", date))
        }
        _ => by_basis(words, &deadline.text, deadline.basis),
    }
}

/// What makes a part special: that the owner or its role does not stand in the task's own tag.
pub fn remarks(words: &Words, part: Part) -> Vec<&str> {
    let basis = basis_remark(words, part.basis);
    let presumed = match part.role_basis {
        RoleBasis::Stated => None,
        // Said once where the owner itself is decided.
        RoleBasis::Decided => (part.basis != Basis::Decided).then_some(&words.decided),
        RoleBasis::Rule | RoleBasis::Convention => Some(&words.presumed),
    };
    let remarks = basis.into_iter().chain(presumed).map(String::as_str);
    remarks.filter(|remark| !remark.is_empty()).collect()
}

/// That the words stand elsewhere than in the task's own tag.
fn basis_remark(words: &Words, basis: Basis) -> Option<&String> {
    match basis {
        Basis::Stated => None,
        Basis::Inherited => Some(&words.inherited),
        Basis::Carried => Some(&words.carried),
        Basis::Roster => Some(&words.roster),
        Basis::Decided => Some(&words.decided),
    }
}

/// `text` with the remark that it stands in a merged cell above, where it does.
pub fn by_basis(words: &Words, text: &str, basis: Basis) -> String {
    let remark = basis_remark(words, basis).filter(|remark| !remark.is_empty());
    let remarks: Vec<&str> = remark.into_iter().map(String::as_str).collect();
    remarked(words, text, &remarks)
}

/// `text` with the remarks after it.
fn remarked(words: &Words, text: &str, remarks: &[&str]) -> String {
    if remarks.is_empty() {
        return text.to_string();
    }
    let remarks = words.remark.replace("{remarks}", &remarks.join(&words.separator));
    format!("{text}{remarks}")
}

/// The names of `pairs` with what makes each part special; what holds for all of several is said once, at the end.
fn names_with_remarks(
    survey: &Survey,
    words: &Words,
    pairs: &[&Pair],
    more: impl Fn(&Pair) -> Option<String>,
    expanded: impl Fn(&Pair) -> Option<String>,
) -> String {
    let of_each: Vec<Vec<&str>> = pairs.iter().map(|pair| remarks(words, pair.part())).collect();
    let mut shared = of_each.first().cloned().unwrap_or_default();
    shared.retain(|remark| of_each.len() > 1 && of_each.iter().all(|own| own.contains(remark)));
    let names = pairs.iter().zip(&of_each).map(|(pair, own)| {
        let label = survey.units[pair.unit].label.as_str();
        let more = more(pair);
        let label = match expanded(pair) {
            Some(members) => Cow::Owned(format!("{label}{members}")),
            None => Cow::Borrowed(label),
        };
        let own = own.iter().copied().filter(|remark| !shared.contains(remark));
        let mut name = remarked(
            words,
            &label,
            &more.as_deref().into_iter().chain(own).collect::<Vec<_>>(),
        );
        if pair.is_open_ended() {
            name.push_str(&words.open_ended);
        }
        name
    });
    let mut text = listed(&names.collect::<Vec<_>>(), words);
    if !shared.is_empty() {
        let shared = shared.join(&words.separator);
        text.push_str(&words.remark_on_all.replace("{remarks}", &shared));
    }
    text
}

/// The names of a task's owners whose role `wanted` accepts, in the order of the tag, the members of a group behind
/// it; a name behind which 等 stands says so.
pub fn names(survey: &Survey, words: &Words, task: usize, wanted: impl Fn(Role) -> bool) -> String {
    let pairs: Vec<&Pair> = survey.pairs[task].iter().filter(|pair| !by_roster(pair)).collect();
    let shown: Vec<&Pair> = pairs.iter().copied().filter(|pair| wanted(pair.part().role)).collect();
    let members = |pair: &Pair| members(survey, words, task, pair);
    names_with_remarks(survey, words, &shown, |_| None, members)
}

/// Who does a task now, a line for each role: 牵头：甲局 ⏎ 配合：乙局、丙局.
pub fn assignment(survey: &Survey, words: &Words, task: usize) -> String {
    let pairs: Vec<&Pair> = survey.pairs[task].iter().filter(|pair| !by_roster(pair)).collect();
    let line = |role: Role| {
        let shown: Vec<&Pair> = pairs.iter().copied().filter(|pair| pair.part().role == role).collect();
        let names = names_with_remarks(survey, words, &shown, |_| None, |_| None);
        (!names.is_empty()).then(|| {
            words
                .assignment
                .replace("{role}", words.role.of(role))
                .replace("{names}", &names)
        })
    };
    let lines = [Role::Lead, Role::Owner, Role::Support].into_iter().filter_map(line);
    lines.collect::<Vec<_>>().join("\n")
}

/// Who answers for a task, in one line: its leads, else its owners; 待明确 where nobody does.
pub fn lead_names(survey: &Survey, words: &Words, task: usize) -> String {
    let pairs = || survey.pairs[task].iter().filter(|pair| !by_roster(pair));
    let leads = pairs().any(|pair| pair.part().role == Role::Lead);
    let wanted = if leads { Role::Lead } else { Role::Owner };
    let shown = pairs().filter(|pair| pair.part().role == wanted);
    let names: Vec<&str> = shown.map(|pair| survey.units[pair.unit].label.as_str()).collect();
    if names.is_empty() {
        return words.unassigned.clone();
    }
    names.join(&words.separator)
}

/// Units the text offers for a task without owners, each with where from: the task's partners, the owners of the tasks
/// before and behind it under the same heading.
pub fn candidates(survey: &Survey, words: &Words, task: usize) -> String {
    let plan = survey.plan;
    let mut offered: Vec<(&str, String)> = Vec::new();
    for partner in plan.tasks[task].partners.iter().filter(|partner| !partner.generic) {
        let name = survey.unit_label(&partner.unit).unwrap_or(&partner.name);
        let source = words.candidate.partner.replace("{cue}", &partner.cue);
        if offered.iter().all(|(known, _)| *known != name) {
            offered.push((name, source));
        }
    }
    let neighbour = |at: usize| (survey.action_of[at] == survey.action_of[task]).then_some(at);
    let answers = |pair: &&Pair| !by_roster(pair) && !pair.owners[0].generic && pair.part().role != Role::Support;
    let answered = |at: &usize| survey.pairs[*at].iter().any(|pair| answers(&pair));
    let before = (0..task).rev().map_while(neighbour).find(answered);
    let behind = (task + 1..plan.tasks.len()).map_while(neighbour).find(answered);
    for at in before.into_iter().chain(behind) {
        for pair in survey.pairs[at].iter().filter(answers) {
            let name = survey.units[pair.unit].label.as_str();
            if offered.iter().all(|(known, _)| *known != name) {
                offered.push((name, words.candidate.neighbour.replace("{task}", &plan.tasks[at].id)));
            }
        }
    }
    suggested(words, &offered)
}

/// Names with where they come from, marked as suggestions.
pub fn suggested(words: &Words, offered: &[(&str, String)]) -> String {
    if offered.is_empty() {
        return String::new();
    }
    let one = |(name, source): &(&str, String)| match source.is_empty() {
        true => (*name).to_string(),
        false => format!("{name}{}", words.remark.replace("{remarks}", source)),
    };
    let offered: Vec<String> = offered.iter().map(one).collect();
    words
        .candidate
        .all
        .replace("{candidates}", &offered.join(&words.separator))
}

/// Who answers for a task: its leads, or all its owners where none leads.
pub fn answerable(survey: &Survey, words: &Words, task: usize) -> String {
    let leads = survey.pairs[task].iter().any(|pair| pair.part().role == Role::Lead);
    names(survey, words, task, |role| !leads || role == Role::Lead)
}

/// Whether the unit is in its task only as a member of a group.
fn by_roster(pair: &Pair) -> bool {
    pair.part().basis == Basis::Roster
}

/// The members of a group in a task: 〔按名册：甲街道、乙镇〕.
fn members(survey: &Survey, words: &Words, task: usize, group: &Pair) -> Option<String> {
    let source = survey.units[group.unit].expanded?;
    let members = survey.pairs[task].iter().filter(|pair| pair.is_member_of(group));
    let names: Vec<&str> = members.map(|pair| survey.units[pair.unit].label.as_str()).collect();
    let names = names.join(&words.separator);
    (!names.is_empty()).then(|| words.members.of(source).behind.replace("{members}", &names))
}

/// The other owners of a task; with their roles where the task ranks its owners. A member of a group sees who is
/// named, not its fellow members; the group sees its members.
pub fn others(survey: &Survey, words: &Words, task: usize, unit: usize) -> String {
    let pairs = &survey.pairs[task];
    let ranked = pairs.iter().any(|pair| pair.part().role != pairs[0].part().role);
    let own = pairs.iter().find(|pair| pair.unit == unit);
    let is_other = |pair: &&Pair| {
        let mine = own.is_some_and(|own| own.is_member_of(pair));
        let of_me = own.is_some_and(|own| pair.is_member_of(own));
        pair.unit != unit && !mine && (of_me || !by_roster(pair))
    };
    let shown: Vec<&Pair> = pairs.iter().filter(is_other).collect();
    let role = |pair: &Pair| ranked.then(|| words.role.of(pair.part().role).to_string());
    names_with_remarks(survey, words, &shown, role, |_| None)
}

/// Units the task's text mentions as partners, each once.
pub fn partners(task: &Task) -> String {
    let mut names: Vec<&str> = task.partners.iter().map(|partner| &*partner.name).collect();
    names.dedup();
    names.join("\n")
}

/// What the plan's own column 备注 says of the task.
pub fn plan_remark(task: &Task) -> Cow<'_, str> {
    let mut remarks = task.cells.iter().filter(|cell| cell.is_remark());
    let first = remarks.next().map_or("", |cell| cell.text.as_str());
    remarks.fold(Cow::Borrowed(first), |all, cell| {
        Cow::Owned(format!("{all}\n{}", cell.text))
    })
}

/// Leaders and posts the task names (责任领导).
pub fn people(task: &Task, words: &Words) -> String {
    people_of(task, words, |_| true)
}

/// Those that `wanted` accepts.
pub fn people_of(task: &Task, words: &Words, wanted: impl Fn(&Person) -> bool) -> String {
    let name = |person: &Person| by_basis(words, &person.name, person.basis);
    let people = task.people.iter().filter(|person| wanted(person));
    let names: Vec<String> = people.map(name).collect();
    names.join("\n")
}

/// Names below each other, so that none is broken; many names in a row.
fn listed(names: &[String], words: &Words) -> String {
    const FEW: usize = 6;
    names.join(if names.len() <= FEW { "\n" } else { &words.separator })
}

/// The group that `member` is in a task for, in the words for where its members are listed.
pub fn group<'w>(
    survey: &Survey,
    task: usize,
    member: &Pair,
    form: impl Fn(RosterSource) -> &'w String,
) -> Option<String> {
    let name = member.member_of()?;
    let mut pairs = survey.pairs[task].iter();
    let group = pairs.find(|pair| member.is_member_of(pair));
    let source = group.and_then(|group| survey.units[group.unit].expanded);
    Some(form(source.unwrap_or(RosterSource::File)).replace("{group}", name))
}

/// The role of a unit in a task in words, with what makes the part special.
pub fn role(survey: &Survey, words: &Words, task: usize, unit: usize, part: Part) -> String {
    let pair = survey.pairs[task].iter().find(|pair| pair.unit == unit);
    let group = pair.and_then(|pair| group(survey, task, pair, |source| &words.members.of(source).role));
    let mut remarks = remarks(words, part);
    if let Some(group) = group.as_deref() {
        remarks.retain(|remark| *remark != words.roster);
        remarks.insert(0, group);
    }
    remarked(words, words.role.of(part.role), &remarks)
}

/// The beginning of a task: as many whole sentences of its first line as `most` characters hold, at least a part
/// of the first; `…` where more follows.
pub fn excerpt(text: &str, most: usize) -> Cow<'_, str> {
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default().trim_end();
    let room = line.char_indices().nth(most).map_or(line.len(), |(end, _)| end);
    if room == text.len() {
        return Cow::Borrowed(text);
    }
    let shown = if room == line.len() {
        line
    } else {
        let sentence = line[..room].rfind('。').map(|end| end + '。'.len_utf8());
        // A first sentence such as 加强领导。 says too little.
        let enough = sentence.filter(|end| line[..*end].chars().count() * 3 >= most);
        &line[..enough.unwrap_or(room)]
    };
    Cow::Owned(format!("{}…", shown.trim_end_matches('。')))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_says_where_it_was_cut() {
        assert_eq!(excerpt("开展活动。", 10), "开展活动。");
        assert_eq!(excerpt("开展活动。再开展。", 10), "开展活动。再开展。");
        assert_eq!(excerpt("开展活动。再开展活动。", 10), "开展活动…");
        assert_eq!(excerpt("做。开展各种各样的活动。", 10), "做。开展各种各样的活…");
        assert_eq!(excerpt("改厕\n完成改厕。", 10), "改厕…");
        assert_eq!(excerpt("一二三四五六", 4), "一二三四…");
        assert_eq!(excerpt("", 4), "");
    }
}
