//! The rows a person should look at first, each with its reasons.

use std::collections::HashSet;
use std::sync::Arc;

use super::{left, names};
use crate::assemble::check::Findings;
use crate::assemble::known::Known;
use crate::directory::{Directory, Likeness};
use crate::note::Code;
use crate::plan::{
    Basis, Certainty, CharSpan, Deadline, DeadlineRule, LedgerEntry, LedgerKind, Owner, OwnerRule, Person, Resolution,
    Sign, Task, TaskKind,
};

/// Marks the rows, and reports those of which no other finding tells.
pub(super) fn mark(
    tasks: &mut [Task],
    ledger: &[LedgerEntry],
    directory: &Known<'_>,
    findings: &mut Findings<'_, '_, '_>,
) {
    let plan = Habits::of(tasks);
    let brackets = Brackets::of(findings);
    let beside = beside(ledger, directory, findings);
    let left_over = left::tasks(tasks, findings);
    let in_cells = in_cells(tasks, directory);
    let last = tasks.last().map(|task| Arc::clone(&task.id));
    for task in tasks.iter_mut() {
        // Where a text breaks off, it is its end that is missing, not the row that is wrong.
        let breaks_off = last.as_ref() == Some(&task.id) && task.tag.is_none();
        let holds = |sign: &Sign| match sign {
            Sign::NoOwner => is_unowned(task) && plan.mostly_owned() && names::hints_at_owner(&task.text, directory),
            Sign::NamesInText if is_unowned(task) => names::name_owners(&task.text, directory),
            Sign::NamesInText => names::stand_last(&task.text, directory),
            Sign::NamesInHeading => is_unowned(task) && heading_is_name(task, directory),
            Sign::NamesInCell => in_cells.contains(&*task.id),
            Sign::NamesBeside => is_unowned(task) && beside.contains(&*task.id),
            Sign::BracketNotRead => brackets.not_read.contains(&*task.id),
            Sign::UnclosedBracket => brackets.unclosed.contains(&*task.id),
            Sign::OddName => task.owners.iter().any(names::is_odd),
            Sign::JoinedNames => task.owners.iter().any(|owner| names::is_joined(owner, directory)),
            Sign::CutName => is_cut(task, findings),
            Sign::WordsLeft => left_over.contains(&*task.id),
            Sign::OtherForm => plan.departs(task),
            Sign::SameUnit => has_unit_twice(task),
            Sign::Time => task.deadlines.iter().any(is_doubtful),
            Sign::Target => task.targets.iter().any(|target| target.certainty == Certainty::Guess),
            Sign::Fragment => !breaks_off && is_fragment(task),
            Sign::OddBracket => !breaks_off && task.look.contains(sign),
            // A unit in the column of persons: two tables of other columns may have been taken for one.
            Sign::Columns => {
                let unit = |person: &Person| directory.is_known(&person.name);
                task.look.contains(sign) || task.people.iter().any(unit)
            }
            Sign::TextIsNames | Sign::TextAndTag => task.look.contains(sign),
        };
        let look: Vec<Sign> = Sign::ALL.into_iter().filter(holds).collect();
        task.look = look;
        report(task, directory, findings);
    }
}

/// One finding for a row, unless other findings say all of it.
fn report(task: &Task, directory: &Known<'_>, findings: &mut Findings<'_, '_, '_>) {
    if task.look.iter().all(|sign| sign.is_reported()) {
        return;
    }
    let reasons: Vec<&str> = task.look.iter().map(|sign| sign.words()).collect();
    // Where only another cell names somebody, that cell is shown, not the tag.
    let in_cell = task
        .look
        .iter()
        .all(|sign| sign.is_reported() || *sign == Sign::NamesInCell);
    let cell = task
        .cells
        .iter()
        .find(|cell| in_cell && names::is_line_of_names(&cell.text, directory));
    let place = match &task.tag {
        _ if cell.is_some() => cell.map_or(task.span, |cell| cell.span),
        Some(tag) => tag.pieces.first().copied().unwrap_or(tag.span),
        None => task.pieces.first().copied().unwrap_or(task.span),
    };
    findings.at(Code::DoubtfulOwner, place, Some(&task.id), reasons.join("；"));
}

/// What most tasks of a plan have in common.
struct Habits {
    tasks: usize,
    owned: usize,
    /// Tasks whose own words name owners, and those of them whose owners stand in a bracket, behind a label or in a
    /// column.
    stated: usize,
    tagged: usize,
}

/// A habit shows in so many tasks at least.
const SHOWS: usize = 4;

impl Habits {
    fn of(tasks: &[Task]) -> Self {
        let stated = || tasks.iter().filter_map(rule_of_own);
        Habits {
            tasks: tasks.len(),
            owned: tasks.iter().filter(|task| !task.owners.is_empty()).count(),
            stated: stated().count(),
            tagged: stated().filter(|rule| is_tag(*rule)).count(),
        }
    }

    fn mostly_owned(&self) -> bool {
        self.owned >= 2 && self.owned * 10 >= self.tasks * 6
    }

    /// Whether a sentence names the owners of a task where nearly all others have a tag.
    fn departs(&self, task: &Task) -> bool {
        // 由甲局牵头落实。 says it as plainly as a tag.
        let plain =
            |rule| rule == OwnerRule::LastSentence && task.tag.as_ref().is_some_and(|tag| tag.text.starts_with('由'));
        let in_prose = rule_of_own(task).is_some_and(|rule| !is_tag(rule) && (self.stated == 1 || !plain(rule)));
        // One sentence in a plan that names nobody else may be about the plan itself.
        let single = self.stated == 1 && self.tasks > 1;
        in_prose && (single || self.tagged >= SHOWS && self.tagged * 10 >= self.stated * 8)
    }
}

/// The form in which the task's own words name its first owner.
fn rule_of_own(task: &Task) -> Option<OwnerRule> {
    let own = task.owners.iter().find(|owner| owner.basis == Basis::Stated);
    own.map(|owner| owner.rule)
}

/// Whether nothing but a tag has that form; a line or a sentence may be prose.
fn is_tag(rule: OwnerRule) -> bool {
    !matches!(
        rule,
        OwnerRule::LastSentence | OwnerRule::OwnerFirst | OwnerRule::OwnerLine | OwnerRule::NamesLine
    )
}

/// Whether neither its own words nor a heading give the task an owner; one carried to every task says little.
fn is_unowned(task: &Task) -> bool {
    let said = |owner: &Owner| owner.basis != Basis::Carried;
    !task.owners.iter().any(said)
}

/// Whether two owners may be one name, or a name may be cut at the wrong place: 实验室|与|设备管理处, 区工商局|商州分局,
/// 开发区党工委|和|管委会.
fn is_cut(task: &Task, findings: &Findings<'_, '_, '_>) -> bool {
    const ENDS: [&str; 6] = ["管委会", "管理委员会", "政府", "人民政府", "办公室", "委员会"];
    let own = |owner: &&Owner| owner.basis == Basis::Stated && owner.pieces.is_empty();
    let owners: Vec<&Owner> = task.owners.iter().filter(own).take(100).collect();
    // 公安、交通|部门: the end of the name stands behind it.
    let parted = |owner: &&Owner| {
        let end = owner.span.end;
        let short = owner.name.chars().count() <= 4 && !Directory::may_end_name(&owner.name);
        short && ["部门", "单位", "机关", "机构"].contains(&findings.words(CharSpan::new(end, end + 2)))
    };
    if owners.iter().any(parted) {
        return true;
    }
    owners.windows(2).any(|pair| {
        let (before, behind) = (pair[0], pair[1]);
        let gap = behind.span.start.wrapping_sub(before.span.end);
        if gap == 0 {
            return true;
        }
        if gap != 1 {
            return false;
        }
        let and = findings.words(CharSpan::new(before.span.end, behind.span.start));
        let listed = |owner: &Owner| owner.resolution != Resolution::Unknown || owner.collective;
        // 和 before a group begins the last of the list.
        let doubtful = !(behind.collective || listed(before) && listed(behind)) || ENDS.contains(&&*behind.name);
        // 市工商局|商|某州分局: 商 is mostly a letter of a name.
        and == "商" || matches!(and, "和" | "与" | "及") && doubtful
    })
}

/// Rows with names in a cell of a column that says nothing of owners; of each column the first, the others are alike.
fn in_cells(tasks: &[Task], directory: &Known<'_>) -> HashSet<String> {
    let mut columns: HashSet<&str> = HashSet::new();
    let mut rows = HashSet::new();
    for task in tasks {
        for cell in &task.cells {
            if !columns.contains(&*cell.heading) && names::is_line_of_names(&cell.text, directory) {
                columns.insert(&cell.heading);
                rows.insert(task.id.to_string());
            }
        }
    }
    rows
}

/// Whether the tag gives one unit two roles.
fn has_unit_twice(task: &Task) -> bool {
    let own = |owner: &&Owner| owner.basis == Basis::Stated && !owner.collective;
    // A tag of thousands of names is no tag of a plan.
    let owners: Vec<&Owner> = task.owners.iter().filter(own).take(100).collect();
    owners.iter().enumerate().any(|(at, owner)| {
        let before = &owners[..at];
        before
            .iter()
            .any(|other| other.unit == owner.unit && other.role != owner.role)
    })
}

/// Whether a time is none, or a cell of the column for times holds words that are none.
fn is_doubtful(deadline: &Deadline) -> bool {
    let in_column = deadline.rule == DeadlineRule::Column && !deadline.certainty.is_certain();
    deadline.impossible || deadline.certainty == Certainty::Guess || in_column
}

/// Tasks in which a bracket is no tag though it may have been meant as one.
struct Brackets {
    unclosed: HashSet<String>,
    not_read: HashSet<String>,
}

impl Brackets {
    fn of(findings: &Findings<'_, '_, '_>) -> Self {
        const ROLES: &[&str] = &[
            "负责",
            "牵头",
            "配合",
            "责任",
            "单位：",
            "单位:",
            "負責",
            "牽頭",
            "責任",
        ];
        let tasks = |code: Code, words: &[&str]| {
            let notes = findings.so_far().iter().filter(|note| note.code == code);
            notes
                .filter(|note| {
                    let bracket = note.message.split(" 不作责任标注").next().unwrap_or_default();
                    words.is_empty() || words.iter().any(|word| bracket.contains(word))
                })
                .filter_map(|note| note.task.clone())
                .collect()
        };
        Brackets {
            unclosed: tasks(Code::UnclosedTag, &[]),
            not_read: tasks(Code::NotATag, ROLES),
        }
    }
}

/// Whether next to nothing is left of a text, or it begins or ends in the middle of a sentence.
fn is_fragment(task: &Task) -> bool {
    let text = task.text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.take(3).count() < 3
        || text.starts_with(['）', ')', '，', ',', '、', '。', '；', '】', '：', ':'])
        || task.tag.is_none() && task.kind != TaskKind::Row && text.ends_with(['、', '，', ',', '（', '：'])
}

/// Whether the heading above is nothing but the name of a unit or of an office inside one: 【安保科】.
fn heading_is_name(task: &Task, directory: &Known<'_>) -> bool {
    let Some(heading) = task.path.last() else { return false };
    let heading = heading.trim_matches(['【', '】', '（', '）', '(', ')', ' ']);
    let length = heading.chars().count();
    let office = length <= 6 && heading.ends_with(['科', '股', '室', '处', '办']);
    length >= 3 && (office || directory.likeness(heading) != Likeness::None)
}

/// Tasks behind which names stand by themselves in text that belongs to no task.
fn beside(ledger: &[LedgerEntry], directory: &Known<'_>, findings: &Findings<'_, '_, '_>) -> HashSet<String> {
    let mut beside = HashSet::new();
    let mut last: Option<&str> = None;
    for entry in ledger {
        if let Some(task) = &entry.task {
            last = Some(task);
            continue;
        }
        let free = matches!(
            entry.kind,
            LedgerKind::Narrative | LedgerKind::Noise | LedgerKind::Table | LedgerKind::OtherColumn
        );
        if let Some(task) = last.filter(|_| free)
            && names::stand_alone(findings.words(entry.span), directory)
        {
            beside.insert(task.to_string());
        }
    }
    beside
}

/// Whether an owner stands in a column of a table.
pub(super) fn in_column(task: &Task) -> bool {
    task.owners.iter().any(|owner| owner.rule == OwnerRule::Column)
}
