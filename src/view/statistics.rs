//! 统计: who carries how much, how many share an action, what falls into which month. Plain numbers, so that the
//! charts beside them show in every program.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::dates::Day;
use super::table::{Cell, CellKind, Chart, ChartKind, Column, Link, Row, RowKind, Table, Value};
use super::wording;
use super::{Context, View};
use crate::plan::Role;

pub(super) const VIEW: View = View {
    key: "statistics",
    columns: &["name", "one", "two", "three", "total", "share", "chart"],
    required: &["name", "one", "two", "three", "total"],
    build,
};

/// The columns a chart draws, each with its name.
type Series = Vec<(usize, String)>;

/// Rows of a section that a chart shows; of more, it shows the first [`LARGEST`] and says so.
const CHARTED: usize = 60;
/// See [`CHARTED`].
const LARGEST: usize = 40;
/// Longest name beside a bar, in characters: more would leave no room for the bar.
const NAME: usize = 16;
/// Rows a chart of bars needs at least, and one of columns.
const LEAST: (usize, usize) = (9, 12);

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let mut table = Table {
        view: VIEW.key,
        unit: None,
        columns: VIEW.columns.iter().map(|name| Column::named(name)).collect(),
        rows: Vec::new(),
        notes: Vec::new(),
        charts: Vec::new(),
    };
    if !context.survey.units.is_empty() {
        units(context, &mut table);
    }
    if context.survey.has_headings() {
        actions(context, &mut table);
    }
    months(context, &mut table);
    if !context.survey.units.is_empty() {
        singles(context, &mut table);
    }
    vec![table]
}

/// A section's heading and the names of its columns.
fn begin<'a>(table: &mut Table<'a>, heading: &'a str, columns: &[&'a str]) {
    table
        .rows
        .push(Row::new(RowKind::Band, vec![Cell::new(CellKind::Label, heading)]));
    let kind = |at| if at == 0 { CellKind::Label } else { CellKind::Total };
    let cells = columns
        .iter()
        .enumerate()
        .map(|(at, name)| Cell::new(kind(at), *name))
        .collect();
    table.rows.push(row(RowKind::Total, cells));
}

/// Fills a section up to `least` rows, so that its chart stands beside it and not over what follows.
fn fill_up(table: &mut Table, first: usize, least: usize) {
    while table.rows.len() + 1 < first + least {
        let cells = VIEW.columns.iter().map(|_| Cell::blank(CellKind::Space));
        table.rows.push(Row::new(RowKind::Data, cells.collect()));
    }
}

/// A row that leaves free what it does not fill, and room for the charts.
fn row<'a>(kind: RowKind, mut cells: Vec<Cell<'a>>) -> Row<'a> {
    cells.resize_with(VIEW.columns.len(), || Cell::blank(CellKind::Space));
    Row::new(kind, cells)
}

/// Draws a section's rows from `first` on, unless all it would show is nothing; keeps room for the drawing.
fn draw(context: &Context, table: &mut Table, kind: ChartKind, first: usize, (title, series): (&str, Series)) {
    let rows = &table.rows[first..];
    let of_row = |row: &Row, column: usize| match row.cells.get(column).map(|cell| &cell.value) {
        Some(Value::Number(number)) => *number,
        _ => 0,
    };
    let shows = |column: usize| rows.iter().any(|row| of_row(row, column) > 0);
    let series: Series = series.into_iter().filter(|(column, _)| shows(*column)).collect();
    if series.is_empty() {
        return;
    }
    let shown = if rows.len() > CHARTED { LARGEST } else { rows.len() };
    let title = if shown < rows.len() {
        let largest = context.words.stats.largest.replace("{count}", &shown.to_string());
        format!("{title}{largest}")
    } else {
        title.to_string()
    };
    table.charts.push(Chart {
        kind,
        title,
        rows: (first, first + shown),
        series,
    });
    let least = if kind == ChartKind::Columns { LEAST.1 } else { LEAST.0 };
    fill_up(table, first, least);
}

fn percent(part: usize, whole: usize) -> String {
    // Tenths by whole numbers: the same on every machine.
    let tenths = (part * 2000 / whole.max(1)).div_ceil(2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn units<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    let used = [Role::Lead, Role::Owner, Role::Support].into_iter();
    let used: Vec<Role> = used
        .filter(|role| survey.units.iter().any(|unit| unit.count(*role) > 0))
        .collect();
    let mut heading: Vec<&str> = vec![&words.unit];
    heading.extend(used.iter().map(|role| context.words.role.of(*role)));
    heading.extend([words.total.as_str(), &words.share]);
    begin(table, &words.units, &heading);
    let first = table.rows.len();
    let mut order: Vec<usize> = (0..survey.units.len()).collect();
    order.sort_by_key(|unit| std::cmp::Reverse(survey.units[*unit].tasks.len()));
    for at in &order {
        let unit = &survey.units[*at];
        let name = wording::excerpt(&unit.label, NAME);
        let mut cells = vec![Cell::new(CellKind::Name, name).to(Link::UnitSheet(*at))];
        cells.extend(used.iter().map(|role| Cell::number(CellKind::Count, unit.count(*role))));
        cells.push(Cell::number(CellKind::Total, unit.tasks.len()));
        let share = percent(unit.tasks.len(), survey.counts.pairs);
        cells.push(Cell::new(CellKind::Label, share));
        table.rows.push(row(RowKind::Data, cells));
    }
    let role = |(at, role): (usize, &Role)| (at + 1, context.words.role.of(*role).to_string());
    let series = used.iter().enumerate().map(role).collect();
    draw(
        context,
        table,
        ChartKind::StackedBars,
        first,
        (&words.units_chart, series),
    );
}

/// How many units share an action.
fn actions<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    begin(
        table,
        &words.actions,
        &[&words.action, &words.tasks, &words.open, &words.pairs, &words.units_of],
    );
    let first = table.rows.len();
    let mut order: Vec<(usize, usize)> = units_of_actions(context).into_iter().enumerate().collect();
    order.sort_by_key(|(_, units)| std::cmp::Reverse(*units));
    for (action, units) in order {
        let surveyed = &survey.actions[action];
        let heading = surveyed.heading();
        let name = if heading.is_empty() {
            Cow::Borrowed(context.words.no_action.as_str())
        } else {
            Cow::Owned(wording::excerpt(&heading, NAME).into_owned())
        };
        let open = surveyed
            .tasks
            .iter()
            .filter(|task| survey.pairs[**task].is_empty())
            .count();
        let pairs = surveyed.tasks.iter().map(|task| survey.pairs[*task].len()).sum();
        let cells = vec![
            Cell::new(CellKind::Label, name),
            Cell::number(CellKind::Count, surveyed.tasks.len()),
            Cell::number(CellKind::Count, open),
            Cell::number(CellKind::Count, pairs),
            Cell::number(CellKind::Total, units),
        ];
        table.rows.push(row(RowKind::Data, cells));
    }
    let series = vec![(4, words.units_of.clone())];
    draw(context, table, ChartKind::Bars, first, (&words.actions_chart, series));
}

/// Number of units of each action.
fn units_of_actions(context: &Context) -> Vec<usize> {
    let survey = context.survey;
    let distinct = |tasks: &Vec<usize>| {
        let mut units: Vec<usize> = tasks
            .iter()
            .flat_map(|task| survey.pairs[*task].iter().map(|pair| pair.unit))
            .collect();
        units.sort_unstable();
        units.dedup();
        units.len()
    };
    survey.actions.iter().map(|action| distinct(&action.tasks)).collect()
}

/// Tasks due and targets by month of the last date that governs them.
fn months<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    let mut months: BTreeMap<(i32, u32), (usize, usize)> = BTreeMap::new();
    let (mut open, mut open_targets) = (0, 0);
    for task in &survey.plan.tasks {
        let dates = task
            .deadlines
            .iter()
            .filter_map(|deadline| Day::parse(deadline.date.as_deref()?));
        let targets = task.targets.iter().filter(|target| target.counts()).count();
        match dates.max() {
            Some(day) => {
                let month = months.entry((day.year, day.month)).or_default();
                month.0 += 1;
                month.1 += targets;
            }
            None => {
                open += 1;
                open_targets += targets;
            }
        }
    }
    begin(
        table,
        &words.months,
        &[&words.month_column, &words.tasks_due, &words.targets_due],
    );
    let first = table.rows.len();
    for ((year, month), (tasks, targets)) in &months {
        let name = context.words.schedule.month.replace("{year}", &year.to_string());
        let cells = vec![
            Cell::new(CellKind::Label, name.replace("{month}", &month.to_string())),
            Cell::number(CellKind::Count, *tasks),
            Cell::number(CellKind::Count, *targets),
        ];
        table.rows.push(row(RowKind::Data, cells));
    }
    let dated = table.rows.len();
    if open > 0 {
        let cells = vec![
            Cell::new(CellKind::Label, words.no_month.as_str()),
            Cell::number(CellKind::Count, open),
            Cell::number(CellKind::Count, open_targets),
        ];
        table.rows.push(row(RowKind::Data, cells));
    }
    if dated > first {
        let series = vec![(1, words.tasks_due.clone()), (2, words.targets_due.clone())];
        let undated = table.rows.split_off(dated);
        draw_months(context, table, first, undated, series);
    }
}

/// The months are drawn without the tasks that fall into none.
fn draw_months<'a>(context: &Context, table: &mut Table<'a>, first: usize, undated: Vec<Row<'a>>, series: Series) {
    let title = &context.words.stats.months_chart;
    let dated = table.rows.len();
    draw(context, table, ChartKind::Columns, first, (title, series));
    let room = table.rows.split_off(dated);
    let taken = undated.len();
    table.rows.extend(undated);
    table.rows.extend(room.into_iter().skip(taken));
}

/// Departments with a single task, and actions with a single department.
fn singles<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    let units: Vec<&str> = survey
        .units
        .iter()
        .filter(|unit| unit.tasks.len() == 1)
        .map(|unit| unit.label.as_str())
        .collect();
    let actions = units_of_actions(context)
        .into_iter()
        .enumerate()
        .filter(|(_, units)| *units == 1);
    let actions: Vec<String> = actions
        .map(|(action, _)| survey.actions[action].heading())
        .filter(|heading| !heading.is_empty())
        .collect();
    let text = |label: &str, count: usize, names: String| {
        let count = words.count.replace("{count}", &count.to_string());
        if names.is_empty() {
            format!("{label}{count}")
        } else {
            format!("{label}{count}：{names}")
        }
    };
    table.notes.push(text(
        &words.single_units,
        units.len(),
        units.join(&context.words.separator),
    ));
    if survey.has_headings() {
        table
            .notes
            .push(text(&words.single_actions, actions.len(), actions.join("；")));
    }
}
