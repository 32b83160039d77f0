//! 统计: who carries how much, how many share an action, what falls into which month. Plain numbers, so that the
//! charts beside them show in every program.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::dates::Day;
use super::table::{Cell, CellKind, Chart, ChartKind, Column, Link, Row, RowKind, Table};
use super::{Context, View};
use crate::plan::Role;

pub(super) const VIEW: View = View {
    key: "statistics",
    columns: &["name", "one", "two", "three", "total", "share", "chart"],
    required: &["name", "one", "two", "three", "total"],
    build,
};

/// Rows of a section that a chart shows; more would not be legible.
const CHARTED: usize = 40;

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
    while table.rows.len() + 2 < first + least {
        let cells = VIEW.columns.iter().map(|_| Cell::blank(CellKind::Space));
        table.rows.push(Row::new(RowKind::Data, cells.collect()));
    }
}

/// A row whose last cell leaves room for the charts.
fn row<'a>(kind: RowKind, mut cells: Vec<Cell<'a>>) -> Row<'a> {
    while cells.len() + 1 < VIEW.columns.len() {
        cells.push(Cell::blank(CellKind::Label));
    }
    cells.push(Cell::blank(CellKind::Space));
    Row::new(kind, cells)
}

fn percent(part: usize, whole: usize) -> String {
    // Tenths by whole numbers: the same on every machine.
    let tenths = (part * 2000 / whole.max(1)).div_ceil(2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn units<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    let role = |role| context.words.role.of(role);
    begin(
        table,
        &words.units,
        &[
            &words.unit,
            role(Role::Lead),
            role(Role::Owner),
            role(Role::Support),
            &words.total,
            &words.share,
        ],
    );
    let first = table.rows.len();
    let mut order: Vec<usize> = (0..survey.units.len()).collect();
    order.sort_by_key(|unit| std::cmp::Reverse(survey.units[*unit].tasks.len()));
    for at in &order {
        let unit = &survey.units[*at];
        let count = |role| Cell::number(CellKind::Count, unit.count(role));
        let cells = vec![
            Cell::new(CellKind::Name, unit.label.as_str()).to(Link::UnitSheet(*at)),
            count(Role::Lead),
            count(Role::Owner),
            count(Role::Support),
            Cell::number(CellKind::Total, unit.tasks.len()),
            Cell::new(CellKind::Label, percent(unit.tasks.len(), survey.counts.pairs)),
        ];
        table.rows.push(row(RowKind::Data, cells));
    }
    let used = [Role::Lead, Role::Owner, Role::Support].into_iter().enumerate();
    let used = used.filter(|(_, role)| order.iter().any(|at| survey.units[*at].count(*role) > 0));
    table.charts.push(Chart {
        kind: ChartKind::StackedBars,
        title: words.units_chart.clone(),
        rows: (first, table.rows.len().min(first + CHARTED)),
        series: used
            .map(|(at, role)| (at + 1, context.words.role.of(role).to_string()))
            .collect(),
    });
    fill_up(table, first, 8);
}

/// How many units share an action.
fn actions<'a>(context: &'a Context<'a>, table: &mut Table<'a>) {
    let (survey, words) = (context.survey, &context.words.stats);
    begin(
        table,
        &words.actions,
        &[
            &words.action,
            &words.tasks,
            &words.open,
            &words.pairs,
            &words.units_of,
            "",
        ],
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
            Cow::Owned(heading)
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
    table.charts.push(Chart {
        kind: ChartKind::Bars,
        title: words.actions_chart.clone(),
        rows: (first, table.rows.len().min(first + CHARTED)),
        series: vec![(4, words.units_of.clone())],
    });
    fill_up(table, first, 8);
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
    if !months.is_empty() {
        table.charts.push(Chart {
            kind: ChartKind::Columns,
            title: words.months_chart.clone(),
            rows: (first, table.rows.len().min(first + CHARTED)),
            series: vec![(1, words.tasks_due.clone()), (2, words.targets_due.clone())],
        });
    }
    if open > 0 {
        let cells = vec![
            Cell::new(CellKind::Label, words.no_month.as_str()),
            Cell::number(CellKind::Count, open),
            Cell::number(CellKind::Count, open_targets),
        ];
        table.rows.push(row(RowKind::Data, cells));
    }
    if !months.is_empty() {
        fill_up(table, first, 12);
    }
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
