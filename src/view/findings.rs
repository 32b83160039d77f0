//! 核对: the tasks to look at first, then the findings, errors and warnings before information, then units that are
//! written in several ways.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording::{self, Places};
use super::{Context, View};
use crate::note::{Code, EXCERPT, Note};
use crate::plan::Task;

pub(super) const VIEW: View = View {
    key: "findings",
    columns: &[
        "index", "level", "category", "id", "file", "line", "excerpt", "message", "proposal", "decision",
    ],
    required: &["message"],
    build,
};

/// One row of the sheet.
struct Item<'a> {
    level: &'a str,
    category: &'a str,
    id: Cell<'a>,
    /// Line of the decoded text.
    line: Option<usize>,
    excerpt: Cow<'a, str>,
    message: Cow<'a, str>,
    proposal: &'a str,
}

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let (survey, words) = (context.survey, context.words);
    let places = Places::of(survey.plan);
    let tasks = survey.plan.tasks.iter().enumerate();
    let look = tasks.filter(|(_, task)| !task.look.is_empty());
    let mut items: Vec<Item> = look.map(|(at, task)| to_look_at(context, at, task)).collect();
    // What is said of these rows stands above.
    let mut notes: Vec<&Note> = survey.plan.notes.iter().collect();
    notes.retain(|note| note.code != Code::DoubtfulOwner);
    notes.sort_by_key(|note| Reverse(note.severity));
    items.extend(notes.into_iter().map(|note| finding(context, note)));
    let merged = survey.units.iter().filter(|unit| unit.names.len() > 1);
    items.extend(merged.map(|unit| {
        let names = unit.names.join(&words.separator);
        Item {
            level: &words.merged_level,
            category: "",
            id: Cell::blank(CellKind::Id),
            line: None,
            excerpt: Cow::Borrowed(""),
            message: Cow::Owned(words.merged.replace("{unit}", &unit.label).replace("{names}", &names)),
            proposal: &words.merged_proposal,
        }
    }));
    let rows = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| row(&places, index, item));
    let mut rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        rows.push(Row::new(
            RowKind::Data,
            vec![Cell::blank(CellKind::Index), Cell::text(words.none.as_str())],
        ));
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: places.columns(VIEW.columns).into_iter().map(Column::named).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// A task to look at first, with the reasons.
fn to_look_at<'a>(context: &'a Context<'a>, at: usize, task: &'a Task) -> Item<'a> {
    let words = context.words;
    Item {
        level: &words.look,
        category: Code::DoubtfulOwner.title(),
        id: Cell::new(CellKind::Id, &*task.id).to(Link::Register(at)),
        line: Some(task.line),
        excerpt: wording::excerpt(&task.text, EXCERPT),
        message: Cow::Owned(wording::reasons(task)),
        proposal: &words.look_proposal,
    }
}

fn finding<'a>(context: &'a Context<'a>, note: &'a Note) -> Item<'a> {
    let mut id = Cell::new(CellKind::Id, ids(note));
    id.link = context
        .survey
        .task(note.task.as_deref().unwrap_or_default())
        .map(Link::Register);
    Item {
        level: context.words.severity.of(note.severity),
        category: note.code.title(),
        id,
        line: Some(note.line),
        excerpt: Cow::Borrowed(&note.excerpt),
        message: Cow::Borrowed(&note.message),
        proposal: &note.proposal,
    }
}

fn row<'a>(places: &Places<'a>, index: usize, item: Item<'a>) -> Row<'a> {
    let (file, line) = match item.line {
        Some(at) => (places.place(at).0, places.cell(at).to(Link::Line(at))),
        None => (None, Cell::blank(CellKind::Index)),
    };
    let mut cells = vec![
        Cell::number(CellKind::Index, index + 1),
        Cell::new(CellKind::Label, item.level),
        Cell::new(CellKind::Label, item.category),
        item.id,
    ];
    cells.extend(
        places
            .several()
            .then(|| Cell::new(CellKind::Label, file.unwrap_or_default())),
    );
    cells.extend([
        line,
        Cell::text(item.excerpt),
        Cell::text(item.message),
        Cell::text(item.proposal),
        Cell::blank(CellKind::FillIn),
    ]);
    Row::new(RowKind::Data, cells)
}

/// Ids of a finding's tasks that stand in the cell; a filter finds one of them, the register holds them all.
const SHOWN: usize = 6;

/// The tasks a finding is about, below each other.
fn ids(note: &Note) -> String {
    let ids: Vec<&str> = note.all_tasks().collect();
    match ids.get(..SHOWN) {
        Some(shown) if ids.len() > SHOWN + 1 => format!("{}\n等 {} 项", shown.join("\n"), ids.len()),
        _ => ids.join("\n"),
    }
}
