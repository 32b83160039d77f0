//! 责任矩阵: units by actions, each cell the number of tasks, live over 分工明细.

use std::borrow::Cow;

use super::survey::SurveyedUnit;
use super::table::{Cell, CellKind, Column, ColumnKey, Link, Live, Row, RowKind, Table};
use super::wording;
use super::words::MatrixCells;
use super::{Context, Survey, View};
use crate::plan::{Action, Basis, Role};

pub(super) const VIEW: View = View {
    key: "matrix",
    columns: &[
        "index",
        "name",
        "action",
        "total",
        "led",
        "owned",
        "supported",
        "rostered",
        "carried",
        "decided",
        "used",
    ],
    required: &["name", "action", "total"],
    build,
};

/// Headings longer than this are cut in the narrow columns and given in full under the matrix.
const HEADING: usize = 24;

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let mut rows = unit_rows(context);
    rows.extend(foot_rows(context));
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: columns(context),
        rows,
        notes: notes(context),
        charts: Vec::new(),
    }]
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let mut columns = vec![Column::named("index"), Column::named("name")];
    columns.extend((0..context.survey.actions.len()).map(|action| action_column(context, action)));
    columns.push(Column::named("total"));
    columns.extend(
        splits(context.survey)
            .into_iter()
            .map(|split| Column::named(split.key())),
    );
    if context.survey.has_headings() {
        columns.push(Column::named("used"));
    }
    columns
}

/// A column that says how many of a unit's 件次 are of a kind.
#[derive(Debug, Clone, Copy)]
enum Split {
    Role(Role),
    Basis(Basis),
}

impl Split {
    fn key(self) -> &'static str {
        match self {
            Split::Role(Role::Lead) => "led",
            Split::Role(Role::Owner) => "owned",
            Split::Role(Role::Support) => "supported",
            Split::Basis(Basis::Roster) => "rostered",
            Split::Basis(Basis::Decided) => "decided",
            Split::Basis(_) => "carried",
        }
    }

    fn live(self) -> Live {
        match self {
            Split::Role(Role::Lead) => Live::Led,
            Split::Role(Role::Owner) => Live::Owned,
            Split::Role(Role::Support) => Live::Supported,
            Split::Basis(basis) => Live::OfBasis(basis),
        }
    }

    fn of(self, unit: &SurveyedUnit) -> usize {
        match self {
            Split::Role(role) => unit.count(role),
            Split::Basis(basis) => unit.by_basis(basis),
        }
    }
}

/// The splits that a plan needs: the roles where it ranks owners, those that occur.
fn splits(survey: &Survey) -> Vec<Split> {
    let counts = &survey.counts;
    let ranked = counts.leads + counts.supports > 0;
    let all = [
        (Split::Role(Role::Lead), counts.leads > 0),
        (Split::Role(Role::Owner), ranked && counts.owners > 0),
        (Split::Role(Role::Support), ranked && counts.supports > 0),
        (Split::Basis(Basis::Roster), survey.has_roster()),
        (Split::Basis(Basis::Carried), survey.has_carried()),
        (Split::Basis(Basis::Decided), counts.decided > 0),
    ];
    all.into_iter()
        .filter(|(_, shown)| *shown)
        .map(|(split, _)| split)
        .collect()
}

/// What stands in the cell of a unit and an action where it is no number: ids of the tasks, or their marks.
fn in_words<'a>(context: &Context<'a>, unit: &SurveyedUnit, action: usize) -> Cell<'a> {
    let (survey, words) = (context.survey, context.words);
    let own = unit.tasks.iter().filter(|(task, _)| survey.action_of[*task] == action);
    let text: Vec<Cow<str>> = match context.cells {
        MatrixCells::Marks => own.map(|(_, part)| words.mark.of(*part)).collect(),
        _ => own.map(|(task, _)| Cow::from(&*survey.plan.tasks[*task].id)).collect(),
    };
    let between = if context.cells == MatrixCells::Marks { "" } else { "\n" };
    Cell::new(CellKind::Mark, text.join(between))
}

/// A number of the matrix, live only where all are.
fn number<'a>(context: &Context, kind: CellKind, live: Live, now: usize) -> Cell<'a> {
    if context.cells == MatrixCells::Counts {
        Cell::live(kind, live, now)
    } else {
        Cell::number(kind, now)
    }
}

/// The column of an action, its heading in two lines: number, title.
fn action_column<'a>(context: &Context<'a>, action: usize) -> Column<'a> {
    let surveyed = &context.survey.actions[action];
    let heading = match surveyed.action {
        Some(action) if !action.title.is_empty() => {
            let number = action.number.trim_end_matches(['、', '.', '．']);
            let title: Cow<str> = wording::excerpt(&action.title, HEADING);
            if number.is_empty() {
                title.into_owned()
            } else {
                format!("{number}\n{title}")
            }
        }
        _ if context.survey.has_headings() => context.words.no_action.clone(),
        _ => context.words.all_tasks.clone(),
    };
    // Parts restart their numbering; their names stand above the columns where there are several.
    let several = context
        .survey
        .actions
        .iter()
        .any(|other| other.above() != surveyed.above());
    let above = surveyed.above();
    let group = (several && !above.is_empty()).then_some(Cow::Borrowed(above));
    Column {
        key: ColumnKey::Action(action),
        heading: Some(Cow::Owned(heading)),
        group,
    }
}

fn unit_rows<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut band: Option<&str> = None;
    for (index, unit) in context.survey.units.iter().enumerate() {
        let name = context.words.band.of(unit.band);
        if band != Some(name) {
            rows.push(Row::new(RowKind::Band, vec![Cell::new(CellKind::Label, name)]));
            band = Some(name);
        }
        rows.push(unit_row(context, index, unit));
    }
    rows
}

fn unit_row<'a>(context: &Context<'a>, index: usize, unit: &'a SurveyedUnit<'a>) -> Row<'a> {
    let actions = context.survey.actions.len();
    let mut counts = vec![0; actions];
    for (task, _) in &unit.tasks {
        counts[context.survey.action_of[*task]] += 1;
    }
    let mut cells = vec![
        Cell::number(CellKind::Index, index + 1).to(Link::UnitSheet(index)),
        Cell::new(CellKind::Name, unit.label.as_str()).to(Link::UnitSheet(index)),
    ];
    cells.extend(counts.iter().enumerate().map(|(action, count)| {
        if context.cells == MatrixCells::Counts {
            Cell::live(CellKind::Count, Live::Pairs(action), *count)
        } else {
            in_words(context, unit, action)
        }
    }));
    cells.push(number(context, CellKind::Total, Live::RowSum, unit.tasks.len()));
    let splits = splits(context.survey).into_iter();
    cells.extend(splits.map(|split| number(context, CellKind::Total, split.live(), split.of(unit))));
    if context.survey.has_headings() {
        let used = counts.iter().filter(|count| **count > 0).count();
        cells.push(number(context, CellKind::Total, Live::RowUsed, used));
    }
    Row {
        unit: Some(index),
        ..Row::new(RowKind::Data, cells)
    }
}

/// The tasks nobody is named for.
fn pending_row<'a>(context: &'a Context<'a>) -> Row<'a> {
    let survey = context.survey;
    let open = |tasks: &[usize]| tasks.iter().filter(|task| survey.pairs[**task].is_empty()).count();
    let mut cells = vec![
        Cell::blank(CellKind::Pending),
        Cell::new(CellKind::Pending, context.words.unassigned.as_str()).to(Link::View("open_items")),
    ];
    let counts = survey.actions.iter().map(|action| open(&action.tasks)).enumerate();
    cells.extend(
        counts
            .clone()
            .map(|(action, count)| number(context, CellKind::Pending, Live::Pairs(action), count)),
    );
    cells.push(number(context, CellKind::Pending, Live::RowSum, survey.unassigned()));
    cells.extend(splits(survey).iter().map(|_| Cell::blank(CellKind::Pending)));
    if survey.has_headings() {
        let used = counts.filter(|(_, count)| *count > 0).count();
        cells.push(number(context, CellKind::Pending, Live::RowUsed, used));
    }
    Row::new(RowKind::Data, cells)
}

/// 件次 by column, tasks nobody is named for, tasks by column, and the check.
fn foot_rows<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
    let survey = context.survey;
    let label = |text: &'a str| vec![Cell::blank(CellKind::Total), Cell::new(CellKind::Label, text)];
    let pairs_in = |tasks: &[usize]| tasks.iter().map(|task| survey.pairs[*task].len()).sum();

    let sum = |now| number(context, CellKind::Total, Live::ColumnSum, now);
    let mut pairs = label(&context.words.total);
    pairs.extend(survey.actions.iter().map(|action| sum(pairs_in(&action.tasks))));
    pairs.push(sum(survey.counts.pairs));
    let of_all = |split: Split| survey.units.iter().map(|unit| split.of(unit)).sum();
    pairs.extend(splits(survey).into_iter().map(|split| sum(of_all(split))));
    if survey.has_headings() {
        pairs.push(sum(survey.counts.unit_actions));
    }

    let mut tasks = label(&context.words.tasks);
    tasks.extend(
        survey
            .actions
            .iter()
            .enumerate()
            .map(|(index, action)| number(context, CellKind::Total, Live::Tasks(index), action.tasks.len())),
    );
    tasks.push(number(context, CellKind::Total, Live::RowSum, survey.counts.tasks));

    let mut check = label(&context.words.uncaught);
    check.resize(2 + survey.actions.len(), Cell::blank(CellKind::Total));
    check.push(Cell::live(CellKind::Total, Live::Uncaught, 0));
    let mut rows = Vec::new();
    if !survey.units.is_empty() {
        rows.push(Row::new(RowKind::Total, pairs));
    }
    // Below the sum of 件次, of which these tasks are no part.
    if survey.unassigned() > 0 {
        rows.push(pending_row(context));
    }
    rows.push(Row::new(RowKind::Total, tasks));
    // Words in the cells are not counted from 分工明细.
    if context.cells == MatrixCells::Counts {
        rows.push(Row::new(RowKind::Check, check));
    }
    rows
}

/// Lines under the matrix.
fn notes(context: &Context) -> Vec<String> {
    let mut notes = full_headings(context);
    if context.survey.has_roster() {
        notes.push(context.fields.fill(&context.words.roster_note));
    }
    if context.survey.has_carried() {
        notes.push(context.fields.fill(&context.words.carried_note));
    }
    if context.survey.unassigned() > 0 && !context.survey.units.is_empty() {
        notes.push(context.fields.fill(&context.words.pending_note));
    }
    notes
}

/// Headings that were cut, in full.
fn full_headings(context: &Context) -> Vec<String> {
    let actions = context.survey.actions.iter().filter_map(|surveyed| surveyed.action);
    let cut: Vec<String> = actions
        .filter(|action| matches!(wording::excerpt(&action.title, HEADING), Cow::Owned(_)))
        .map(Action::heading)
        .collect();
    if cut.is_empty() {
        Vec::new()
    } else {
        vec![format!("{}{}", context.words.full_headings, cut.join("；"))]
    }
}
