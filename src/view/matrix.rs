//! 责任矩阵: units by actions, each cell the number of tasks, live over 分工明细.

use std::borrow::Cow;

use super::survey::SurveyedUnit;
use super::table::{Cell, CellKind, Column, ColumnKey, Link, Live, Row, RowKind, Table};
use super::wording;
use super::{Context, View};
use crate::plan::{Action, Basis, Role};

pub(super) const VIEW: View = View {
    key: "matrix",
    columns: &[
        "index", "name", "action", "total", "led", "rostered", "carried", "decided", "used",
    ],
    required: &["name", "action", "total"],
    build,
};

/// Headings longer than this are cut in the narrow columns and given in full under the matrix.
const HEADING: usize = 24;

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let survey = context.survey;
    let mut rows = unit_rows(context);
    if survey.unassigned() > 0 {
        rows.push(pending_row(context));
    }
    rows.extend(foot_rows(context));
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: columns(context),
        rows,
        notes: notes(context),
    }]
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let mut columns = vec![Column::named("index"), Column::named("name")];
    columns.extend((0..context.survey.actions.len()).map(|action| action_column(context, action)));
    columns.push(Column::named("total"));
    if context.survey.has_leads() {
        columns.push(Column::named("led"));
    }
    if context.survey.has_roster() {
        columns.push(Column::named("rostered"));
    }
    if context.survey.has_carried() {
        columns.push(Column::named("carried"));
    }
    if context.survey.counts.decided > 0 {
        columns.push(Column::named("decided"));
    }
    if context.survey.has_headings() {
        columns.push(Column::named("used"));
    }
    columns
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
    cells.extend(
        counts
            .iter()
            .enumerate()
            .map(|(action, count)| Cell::live(CellKind::Count, Live::Pairs(action), *count)),
    );
    cells.push(Cell::live(CellKind::Total, Live::RowSum, unit.tasks.len()));
    if context.survey.has_leads() {
        cells.push(Cell::live(CellKind::Total, Live::Led, unit.count(Role::Lead)));
    }
    if context.survey.has_roster() {
        let by_roster = unit.by_basis(Basis::Roster);
        cells.push(Cell::live(CellKind::Total, Live::OfBasis(Basis::Roster), by_roster));
    }
    if context.survey.has_carried() {
        let carried = unit.by_basis(Basis::Carried);
        cells.push(Cell::live(CellKind::Total, Live::OfBasis(Basis::Carried), carried));
    }
    if context.survey.counts.decided > 0 {
        let decided = unit.by_basis(Basis::Decided);
        cells.push(Cell::live(CellKind::Total, Live::OfBasis(Basis::Decided), decided));
    }
    if context.survey.has_headings() {
        let used = counts.iter().filter(|count| **count > 0).count();
        cells.push(Cell::live(CellKind::Total, Live::RowUsed, used));
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
            .map(|(action, count)| Cell::live(CellKind::Pending, Live::Pairs(action), count)),
    );
    cells.push(Cell::live(CellKind::Pending, Live::RowSum, survey.unassigned()));
    let decided = survey.counts.decided > 0;
    let blank = [survey.has_leads(), survey.has_roster(), survey.has_carried(), decided];
    let blank = blank.into_iter().filter(|shown| *shown);
    cells.extend(blank.map(|_| Cell::blank(CellKind::Pending)));
    if survey.has_headings() {
        let used = counts.filter(|(_, count)| *count > 0).count();
        cells.push(Cell::live(CellKind::Pending, Live::RowUsed, used));
    }
    Row::new(RowKind::Data, cells)
}

/// 件次 by column, tasks by column, and the check.
fn foot_rows<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
    let survey = context.survey;
    let label = |text: &'a str| vec![Cell::blank(CellKind::Total), Cell::new(CellKind::Label, text)];
    let pairs_in = |tasks: &[usize]| tasks.iter().map(|task| survey.pairs[*task].len()).sum();

    let mut pairs = label(&context.words.total);
    pairs.extend(
        survey
            .actions
            .iter()
            .map(|action| Cell::live(CellKind::Total, Live::ColumnSum, pairs_in(&action.tasks))),
    );
    pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.pairs));
    if survey.has_leads() {
        pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.leads));
    }
    if survey.has_roster() {
        pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.roster));
    }
    if survey.has_carried() {
        pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.carried));
    }
    if survey.counts.decided > 0 {
        pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.decided));
    }
    if survey.has_headings() {
        pairs.push(Cell::live(CellKind::Total, Live::ColumnSum, survey.counts.unit_actions));
    }

    let mut tasks = label(&context.words.tasks);
    tasks.extend(
        survey
            .actions
            .iter()
            .enumerate()
            .map(|(index, action)| Cell::live(CellKind::Total, Live::Tasks(index), action.tasks.len())),
    );
    tasks.push(Cell::live(CellKind::Total, Live::RowSum, survey.counts.tasks));

    let mut check = label(&context.words.uncaught);
    check.resize(2 + survey.actions.len(), Cell::blank(CellKind::Total));
    check.push(Cell::live(CellKind::Total, Live::Uncaught, 0));
    vec![
        Row::new(RowKind::Total, pairs),
        Row::new(RowKind::Total, tasks),
        Row::new(RowKind::Check, check),
    ]
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
