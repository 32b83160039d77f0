//! Small documents and what must be found in them; see `tests/support/cases.rs` for the files.
//!
//! - `outline`: front matter, then headings, tasks and what was set aside, in text order.
//! - `tags`: for each task its owners with their roles, people, deadlines; then rules, and brackets that are no tags.
//!   Lines that stand under no heading are put under a made-up title.
//! - `levels`: the first line is what is typed on the command line; then the levels in words, the outline, findings.
//! - `tables`: one line a row: number, heading, task, owners by role, people, deadline, each with `^` where it stands in
//!   a merged cell above; then cells whose column was assumed, open lists, rules.
//! - `partners`: the tasks, the partners their text names, findings where the tag leaves them out.
//! - `deadlines`: the first line is the plan's year or `-`; for each line after it the times that govern it, with kind and
//!   dates.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/extraction.rs"]
mod support;

use std::fmt::Write;

use fengong::deadline;
use fengong::note::{Code, Note};
use fengong::pipeline::{Extraction, Options, extract};
use fengong::plan::{
    Basis, Certainty, CharSpan, Deadline, DeadlineOrigin, LedgerKind, Owner, Plan, Role, RoleBasis, Task,
};
use fengong::view::{LevelWords, levels_in_words};
use support::{check, check_json, read};

fn extraction(text: &str) -> Result<Extraction, String> {
    let extraction =
        read(text).map_err(|error| format!("{}\n", error.to_string().lines().next().unwrap_or_default()))?;
    check(&extraction)?;
    check_json(&extraction.plan)?;
    Ok(extraction)
}

#[test]
fn outline() {
    cases::run("outline", |_, input| {
        extraction(input).map_or_else(|error| error, |found| show_outline(&found))
    });
}

#[test]
fn levels() {
    cases::run("levels", |_, input| {
        let (typed, text) = input.split_once('\n').unwrap_or((input, ""));
        match extract("要点.txt", text.into(), support::templates(), &options(typed)) {
            Ok(found) => {
                let said = format!("{}\n", levels_in_words(&found.plan.levels, &LevelWords::default()));
                check(&found).and_then(|()| check_json(&found.plan)).map_or_else(
                    |error| error,
                    |()| {
                        let notes: String = found.plan.notes.iter().filter_map(about_levels).collect();
                        said + &show_outline(&found) + &notes
                    },
                )
            }
            Err(error) => format!("{error}\n"),
        }
    });
}

/// `--task-level 1. --skip-section 保障措施`, as on a command line.
fn options(typed: &str) -> Options {
    let mut options = Options::default();
    let mut words = typed.split_whitespace();
    while let (Some(option), Some(value)) = (words.next(), words.next()) {
        match option {
            "--task-level" => options.assemble.task_level = Some(value.into()),
            "--action-level" => options.assemble.action_level = Some(value.into()),
            "--skip-section" => options.assemble.skip_sections.push(value.into()),
            _ => panic!("{option}"),
        }
    }
    options
}

fn about_levels(note: &Note) -> Option<String> {
    let told = [Code::Skipped, Code::IdleTag, Code::BehindTag, Code::Narrative];
    told.contains(&note.code).then(|| format!("! {}\n", note.message))
}

#[test]
fn deadlines() {
    cases::run("deadlines", |_, input| {
        let (year, lines) = input.split_once('\n').unwrap_or((input, ""));
        lines
            .lines()
            .map(|line| show_deadlines(line, year.parse().ok()))
            .collect()
    });
}

/// A line of text, then a line for each time that governs it.
fn show_deadlines(line: &str, year: Option<i32>) -> String {
    let mut shown = format!("{line}\n");
    let mut context = deadline::Context::new(year, None);
    for found in deadline::times(line, year).into_iter().filter(|time| time.governs) {
        let words = &line[found.range.clone()];
        let derived = context.derive(words, &found);
        let often = derived.frequency.map_or(String::new(), |often| format!(" {often:?}"));
        writeln!(shown, "  {words} {:?}{often}: {}", derived.kind, derived.derivation).unwrap();
    }
    shown
}

#[test]
fn targets() {
    cases::run("targets", |_, input| input.lines().map(show_targets).collect());
}

/// A line of text, then a line for each target: text | metric | comparator, value and unit | base | hedge | time.
fn show_targets(line: &str) -> String {
    let mut shown = format!("{line}\n");
    let times = deadline::times(line, Some(2031));
    for found in fengong::targets::find(line, &times, Some(2031)) {
        let words = |range: Option<std::ops::Range<usize>>| range.map_or("", |range| &line[range]);
        let (most, factor) = (found.value_max.unwrap_or_default(), found.factor);
        let sign = found.op.map_or("!", |op| op.sign());
        let measure = [sign, &found.value, &most, factor, found.unit].map(str::to_string);
        let measure: Vec<String> = measure.into_iter().filter(|part| !part.is_empty()).collect();
        let parts = [
            &line[found.text],
            words(found.metric),
            &measure.join(" "),
            words(found.base),
            found.hedge,
            words(found.deadline),
        ];
        let sure = match found.certainty {
            Certainty::Certain => "",
            Certainty::Likely => " | likely",
            Certainty::Guess => " | guess",
        };
        writeln!(shown, "  {}{sure}", parts.join(" | ")).unwrap();
    }
    shown
}

#[test]
fn partners() {
    cases::run("partners", |_, input| {
        extraction(input).map_or_else(|error| error, |found| show_partners(&found.plan))
    });
}

/// A line a task, then its partners with their cues, then what the tags leave out.
fn show_partners(plan: &Plan) -> String {
    let mut shown = String::new();
    for task in &plan.tasks {
        writeln!(shown, "{} {}", task.id, one_line(&task.text)).unwrap();
        for partner in &task.partners {
            writeln!(shown, "  {} {} -> {}", partner.cue, partner.name, partner.unit).unwrap();
        }
    }
    for note in plan.notes.iter().filter(|note| note.code == Code::TextAndTag) {
        writeln!(shown, "! {}", note.message).unwrap();
    }
    shown
}

#[test]
fn tags() {
    cases::run("tags", |_, input| {
        let text = format!("青山区2031年工作要点\n{input}\n");
        extraction(&text).map_or_else(|error| error, |found| show_tags(&found))
    });
}

#[test]
fn tables() {
    cases::run("tables", |_, input| {
        let text = format!("青山区2031年重点任务分工表\n{input}\n");
        extraction(&text).map_or_else(|error| error, |found| show_table(&found))
    });
}

/// The same tables as a format gives them, whose rows and columns are certain: rows between bars say no less.
#[test]
fn tables_a_format_gives() {
    let mut tables = 0;
    let mut failures = String::new();
    cases::each("tables", |name, input| {
        let (Some(page), false) = (page(input), LESS_CERTAIN.contains(&name)) else {
            return;
        };
        tables += 1;
        let text = format!("青山区2031年重点任务分工表\n{input}\n");
        let shown = |text: &str| extraction(text).map_or_else(|error| error, |found| show_table(&found));
        let (given, typed) = (shown(&page), shown(&text));
        if given != typed {
            let _ = writeln!(failures, "{name}\n{input}\ntyped\n{typed}given\n{given}");
        }
    });
    assert!(failures.is_empty(), "{failures}");
    assert!(tables > 20, "{tables}");
}

/// Tables of which lines of text leave open what a format tells.
const LESS_CERTAIN: &[&str] = &["bars-merged-owner-before-status"];

/// A page with the lines of `input`, those between bars as tables; nothing where no line is a row between bars, or one
/// is none that a format could give.
fn page(input: &str) -> Option<String> {
    let mut page = "<html><body><p>青山区2031年重点任务分工表</p>".to_string();
    let (mut open, mut rows, mut width) = (false, 0, None);
    for line in input.lines() {
        let row = line.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|'));
        if row.is_some() != open {
            page.push_str(if open { "</table>" } else { "<table>" });
            open = row.is_some();
        }
        let Some(row) = row else {
            if line.contains(['|', '｜', '│']) {
                return None;
            }
            let _ = write!(page, "<p>{line}</p>");
            continue;
        };
        if row.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ')) && row.contains("--") {
            continue;
        }
        let cells: Vec<&str> = row.split('|').collect();
        if cells.len() < 3 {
            return None;
        }
        // Lines of other widths than the first are what copying leaves of merged cells.
        if *width.get_or_insert(cells.len()) != cells.len() {
            return None;
        }
        rows += 1;
        let _ = write!(page, "<tr><td>{}</td></tr>", cells.join("</td><td>"));
    }
    page.push_str(if open { "</table>" } else { "" });
    (rows > 2).then_some(page)
}

#[test]
fn definitions() {
    cases::run("definitions", |_, input| {
        extraction(input).map_or_else(|error| error, |found| show_names(&found.plan))
    });
}

/// Each owner with its unit, then what the document was found to say of names.
fn show_names(plan: &Plan) -> String {
    let mut shown = String::new();
    for task in &plan.tasks {
        let _ = writeln!(shown, "task {}{}", task.number, one_line(&task.text));
        for owner in &task.owners {
            let _ = writeln!(shown, "  {} -> {}", show_owner(owner), owner.unit);
        }
    }
    let codes = [
        Code::Definition,
        Code::Roster,
        Code::DoubtfulRoster,
        Code::UnusedRoster,
        Code::UnknownUnit,
        Code::AmbiguousUnit,
    ];
    for note in plan.notes.iter().filter(|note| codes.contains(&note.code)) {
        let _ = writeln!(shown, "{}: {}", note.line, note.message);
    }
    shown
}

fn slice(found: &Extraction, span: CharSpan) -> String {
    let chars = found.document.text.chars().skip(span.start).take(span.len());
    one_line(&chars.collect::<String>())
}

fn one_line(text: &str) -> String {
    text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎")
}

fn show_outline(found: &Extraction) -> String {
    let plan = &found.plan;
    let mut shown = String::new();
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(shown, "{key} {}", one_line(value));
        }
    };
    line("title", plan.front.title.as_ref().map(|_| plan.title.as_str()));
    line(
        "notice",
        plan.front.notice_title.as_ref().map(|title| title.text.as_str()),
    );
    line("number", plan.document_number.as_deref());
    line("issuer", plan.issuer.as_deref());
    line("issued", plan.issued_on.as_deref());
    line(
        "published",
        plan.front.published_on.as_ref().map(|date| date.date.as_str()),
    );
    plan.front
        .addressees
        .iter()
        .for_each(|to| line("addressee", Some(&to.text)));
    plan.front
        .attachments
        .iter()
        .for_each(|annex| line("attachment", Some(&annex.text)));
    line("year", plan.year.map(|year| year.to_string()).as_deref());
    shown + &body(found)
}

/// Headings, tasks and loose text in text order.
fn body(found: &Extraction) -> String {
    let plan = &found.plan;
    let mut lines: Vec<(usize, String)> = Vec::new();
    for action in &plan.actions {
        let Some(span) = action.span else { continue };
        lines.push((
            span.start,
            format!("action {} {}{}", action.id, action.number, one_line(&action.title)),
        ));
    }
    for task in &plan.tasks {
        let at = task
            .number_span
            .map_or(task.span.start, |span| span.start.min(task.span.start));
        let kind = format!("{:?}", task.kind).to_lowercase();
        let mut line = format!("task {} [{}] {kind} {}", task.id, task.number, one_line(&task.text));
        task.measures.iter().for_each(|measure| {
            let _ = write!(line, "\n  measure {} {}", measure.number, one_line(&measure.text));
        });
        if !task.owners.is_empty() {
            let names: Vec<&str> = task.owners.iter().map(|owner| &*owner.name).collect();
            let _ = write!(line, "\n  owners {}", names.join("、"));
        }
        lines.push((at, line));
    }
    for entry in &plan.ledger {
        let word = match entry.kind {
            LedgerKind::Noise => "noise",
            LedgerKind::Preamble => "preamble",
            LedgerKind::Safeguards => "safeguards",
            LedgerKind::Narrative => "narrative",
            LedgerKind::Skipped => "skipped",
            LedgerKind::Notice => "notice-text",
            LedgerKind::Closing => "closing",
            _ => continue,
        };
        lines.push((entry.span.start, format!("{word} {}", slice(found, entry.span))));
    }
    for note in plan
        .notes
        .iter()
        .filter(|note| matches!(note.code, Code::RepeatedNumber | Code::SkippedNumber))
    {
        lines.push((note.span.start, format!("! {}", note.code.as_str())));
    }
    lines.sort_by_key(|(at, _)| *at);
    lines.into_iter().map(|(_, line)| line + "\n").collect()
}

fn show_tags(found: &Extraction) -> String {
    let plan = &found.plan;
    let mut shown = String::new();
    for task in &plan.tasks {
        let _ = writeln!(shown, "task {}{}", task.number, one_line(&task.text));
        show_owners(task, &mut shown);
    }
    show_notes(found, plan, &mut shown);
    shown
}

fn show_owners(task: &Task, shown: &mut String) {
    for owner in &task.owners {
        let _ = writeln!(shown, "  {}", show_owner(owner));
    }
    for person in &task.people {
        let _ = writeln!(shown, "  person {} {}", one_line(&person.name), person.word);
    }
    for deadline in named_deadlines(task) {
        let date = deadline.date.as_deref().unwrap_or("-");
        let _ = writeln!(shown, "  deadline {} {date}", one_line(&deadline.text));
    }
    if task.open_ended && !task.owners.iter().any(|owner| owner.open_ended) {
        shown.push_str("  等\n");
    }
}

/// Role, name, `(words)`, then what is not plain: the restored name, where it comes from, a role that follows.
fn show_owner(owner: &Owner) -> String {
    let role = |role: Role| match role {
        Role::Lead => "lead",
        Role::Support => "support",
        Role::Owner => "owner",
    };
    let mut line = format!("{:8}{}", role(owner.role), one_line(&owner.name));
    if owner.open_ended {
        line.push_str(" 等");
    }
    if !owner.word.is_empty() {
        let _ = write!(line, " ({})", one_line(&owner.word));
    }
    if let Some(full) = &owner.full_name {
        let _ = write!(line, " = {full}");
    }
    if owner.collective {
        line.push_str(if owner.generic { " generic" } else { " collective" });
    }
    match owner.basis {
        Basis::Stated => {}
        Basis::Inherited => line.push_str(" inherited"),
        Basis::Carried => line.push_str(" carried"),
        Basis::Roster => line.push_str(" roster"),
        Basis::Decided => line.push_str(" decided"),
    }
    if owner.role_basis != RoleBasis::Stated {
        let _ = write!(line, " -> {}", role(owner.effective_role));
    }
    line
}

fn show_notes(found: &Extraction, plan: &Plan, shown: &mut String) {
    for note in &plan.notes {
        let word = match note.code {
            Code::RuleSentence => "rule",
            Code::NotATag => "none",
            Code::UnclosedTag => "unclosed",
            Code::DuplicateOwner => "twice",
            _ => continue,
        };
        let _ = writeln!(shown, "{word} {}", slice(found, note.span));
    }
}

/// A cell's words, marked where they stand in a row above.
fn above(words: &str, basis: Basis) -> String {
    format!(
        "{}{}",
        one_line(words),
        if basis == Basis::Inherited { "^" } else { "" }
    )
}

fn show_table(found: &Extraction) -> String {
    let mut shown = String::new();
    for task in &found.plan.tasks {
        let action = found.plan.actions.iter().find(|action| *action.id == *task.action);
        let heading = action.map_or("", |action| action.title.as_str());
        let mut cells = vec![task.number.to_string(), one_line(heading), one_line(&task.text)];
        for role in [Role::Lead, Role::Support, Role::Owner] {
            let names = task.owners.iter().filter(|owner| owner.role == role);
            let names: Vec<String> = names.map(|owner| above(&owner.name, owner.basis)).collect();
            cells.push(names.join("、"));
        }
        let people = task.people.iter().map(|person| above(&person.name, person.basis));
        cells.push(people.collect::<Vec<_>>().join("、"));
        let deadlines = named_deadlines(task).map(|deadline| above(&deadline.text, deadline.basis));
        cells.push(deadlines.collect::<Vec<_>>().join("；"));
        let _ = writeln!(shown, "{}", cells.join(" | "));
    }
    for note in &found.plan.notes {
        let word = match note.code {
            Code::AssumedColumn => "assumed",
            Code::OpenList => "等",
            Code::RuleSentence => "rule",
            _ => continue,
        };
        let _ = writeln!(shown, "{word} {}", slice(found, note.span));
    }
    shown
}

/// The deadlines that a tag or a column gives; those of the text have a stage of their own.
fn named_deadlines(task: &Task) -> impl Iterator<Item = &Deadline> {
    task.deadlines
        .iter()
        .filter(|deadline| deadline.origin != DeadlineOrigin::Text)
}
