//! 时限表: everything by date, month by month; recurring work on each of its dates, the rest behind.

use std::borrow::Cow;

use super::dates::Day;
use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording;
use super::{Context, View};
use crate::deadline::{Date, turns};
use crate::plan::{Deadline, DeadlineKind, DeadlineOrigin};

pub(super) const VIEW: View = View {
    key: "schedule",
    columns: &[
        "index", "date", "due", "kind", "id", "action", "text", "target", "owners", "people", "status", "remark",
    ],
    required: &["date", "id"],
    build,
};

/// Characters of a task that stand here; the register holds all of it.
const EXCERPT: usize = 60;

/// One line of the sheet: a task and one of its times.
struct Entry<'a> {
    day: Option<Day>,
    group: Group,
    task: usize,
    deadline: &'a Deadline,
    /// Which of how many times, for recurring work.
    turn: Option<(usize, usize)>,
}

/// What a line without a date stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Dated,
    Recurring,
    Ongoing,
    Undated,
}

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let mut entries = entries(context);
    // Stable: what is due on one day stays in the order of the text.
    entries.sort_by_key(|entry| (entry.group, entry.day));
    let mut rows = Vec::new();
    let mut band = String::new();
    let mut index = 0;
    for entry in &entries {
        let own = band_of(context, entry);
        if own != band {
            rows.push(Row::new(RowKind::Band, vec![Cell::new(CellKind::Label, own.clone())]));
            band = own;
        }
        index += 1;
        rows.push(row(context, index, entry));
    }
    if rows.is_empty() {
        let none = Cell::text(context.words.schedule.none.as_str());
        rows.push(Row::new(RowKind::Data, vec![Cell::blank(CellKind::Index), none]));
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: columns(context).into_iter().map(Column::named).collect(),
        rows,
        notes: notes(context),
        charts: Vec::new(),
    }]
}

fn columns(context: &Context) -> Vec<&'static str> {
    let people = context.survey.has_people();
    let shown = |key: &&&str| people || **key != "people";
    VIEW.columns.iter().filter(shown).copied().collect()
}

fn entries<'a>(context: &Context<'a>) -> Vec<Entry<'a>> {
    let plan = context.survey.plan;
    let mut entries: Vec<Entry> = Vec::new();
    for (task, own) in plan.tasks.iter().enumerate() {
        let from = entries.len();
        for deadline in &own.deadlines {
            let days = turns_of(plan.year, deadline);
            let dates = deadline.date.is_some() && deadline.frequency.is_none();
            let group = match (dates, deadline.kind, days.is_empty()) {
                (true, ..) | (_, _, false) => Group::Dated,
                (_, DeadlineKind::Recurring, _) => Group::Recurring,
                (_, DeadlineKind::Ongoing, _) => Group::Ongoing,
                _ => Group::Undated,
            };
            let of = days.len();
            // The end of a plan for years is no day of work that comes back every month.
            let dated = deadline
                .date
                .as_deref()
                .filter(|_| deadline.frequency.is_none())
                .and_then(Day::parse);
            let turns = days
                .iter()
                .enumerate()
                .map(|(at, day)| (Some(*day), Some((at + 1, of))));
            let one = days.is_empty().then_some((dated, None));
            for (day, turn) in turns.chain(one) {
                // 年底前 said twice is due once.
                let again = |entry: &Entry| entry.day == day && (day.is_some() || entry.deadline.text == deadline.text);
                if !entries[from..].iter().any(again) {
                    entries.push(Entry {
                        day,
                        group,
                        task,
                        deadline,
                        turn,
                    });
                }
            }
        }
    }
    entries
}

/// Lines that one recurring deadline may have: with more of them the rest would be hard to find.
const TURNS: usize = 12;

/// The days of recurring work within the years it is for: those its words or the plan's period give, else the plan's.
fn turns_of(plan_year: Option<i32>, deadline: &Deadline) -> Vec<Day> {
    let Some(frequency) = deadline.frequency else {
        return Vec::new();
    };
    let parse = |iso: &Option<String>| iso.as_deref().and_then(Date::parse);
    let last = parse(&deadline.date).or(plan_year.map(|year| Date::end_of(year, 12)));
    let Some(last) = last else { return Vec::new() };
    let first = parse(&deadline.start).unwrap_or(Date::new(last.year, 1, 1));
    let days = turns(&deadline.text, frequency, first, last);
    if days.len() > TURNS {
        return Vec::new();
    }
    days.into_iter()
        .filter_map(|day| Day::parse(&day.to_string()))
        .collect()
}

fn band_of(context: &Context, entry: &Entry) -> String {
    let words = &context.words.schedule;
    match (entry.group, entry.day) {
        (Group::Dated, Some(day)) => words
            .month
            .replace("{year}", &day.year.to_string())
            .replace("{month}", &day.month.to_string()),
        (Group::Dated | Group::Undated, _) => words.undated.clone(),
        (Group::Recurring, _) => words.recurring.clone(),
        (Group::Ongoing, _) => words.ongoing.clone(),
    }
}

fn row<'a>(context: &'a Context<'a>, index: usize, entry: &Entry<'a>) -> Row<'a> {
    let (survey, words, at) = (context.survey, context.words, entry.task);
    let task = &survey.plan.tasks[at];
    let cell = |key: &str| match key {
        "index" => Cell::number(CellKind::Index, index).to(Link::Register(at)),
        "date" => Cell::new(CellKind::Label, entry.day.map(Day::iso).unwrap_or_default()),
        "due" => Cell::new(
            CellKind::Label,
            wording::by_basis(words, &entry.deadline.text, entry.deadline.basis),
        ),
        "kind" => Cell::new(CellKind::Label, kind(context, entry)),
        "id" => Cell::new(CellKind::Id, &*task.id).to(Link::Source(at)),
        "action" => Cell::new(CellKind::Label, wording::action(survey, words, at)),
        "text" => Cell::text(wording::excerpt(&task.text, EXCERPT)),
        "target" => Cell::text(wording::targets(task, "\n")),
        "owners" if survey.pairs[at].is_empty() => Cell::new(CellKind::Pending, words.unassigned.as_str()),
        "owners" => Cell::new(CellKind::Name, wording::answerable(survey, words, at)),
        "people" => Cell::text(wording::people(task, words)),
        "status" => Cell::blank(CellKind::Status),
        _ => Cell::blank(CellKind::FillIn),
    };
    Row {
        task: Some(at),
        ..Row::new(RowKind::Data, columns(context).into_iter().map(cell).collect())
    }
}

/// Where the date comes from.
fn kind<'a>(context: &'a Context<'a>, entry: &Entry) -> Cow<'a, str> {
    let words = &context.words.schedule;
    match (entry.turn, entry.day) {
        (Some((turn, of)), _) => Cow::Owned(
            words
                .turn
                .replace("{turn}", &turn.to_string())
                .replace("{of}", &of.to_string()),
        ),
        _ if entry.deadline.origin == DeadlineOrigin::Default => Cow::Borrowed(&words.by_default),
        (_, Some(_)) if entry.deadline.year_presumed => Cow::Borrowed(&words.year_presumed),
        (_, Some(_)) => Cow::Borrowed(&words.written),
        _ => Cow::Borrowed(""),
    }
}

/// How many tasks are not here.
fn notes(context: &Context) -> Vec<String> {
    let tasks = &context.survey.plan.tasks;
    let without = tasks.iter().filter(|task| task.deadlines.is_empty()).count();
    if without == 0 || without == tasks.len() {
        return Vec::new();
    }
    vec![context.words.schedule.without.replace("{tasks}", &without.to_string())]
}
