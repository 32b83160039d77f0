//! 说明: what the workbook is, how its numbers add up, how to use it.

use serde::Deserialize;

use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::{Context, View};
use crate::plan::{Goal, TargetKind};

/// A section of 说明.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its lines.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
    /// Whether the sheets of the workbook are listed here.
    #[serde(default)]
    pub contents: bool,
    /// Whether the targets of the plan as a whole are listed here.
    #[serde(default)]
    pub goals: bool,
}

/// A line of a section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What stands on the left; may be empty.
    #[serde(default)]
    pub label: String,
    /// What stands on the right.
    pub text: String,
    /// The line is left out when this name has no value or 0.
    #[serde(default)]
    pub when: Option<String>,
    /// The line is left out when this name has a value other than 0.
    #[serde(default)]
    pub unless: Option<String>,
}

pub(super) const VIEW: View = View {
    key: "summary",
    columns: &["label", "text"],
    required: &["label", "text"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    vec![table(VIEW.key, context)]
}

/// The sections of `context` as the table of `view`.
pub(super) fn table<'a>(view: &'static str, context: &'a Context<'a>) -> Table<'a> {
    let mut rows = Vec::new();
    for section in context.summary {
        let mut lines: Vec<Row> = section.items.iter().filter_map(|item| line(context, item)).collect();
        if section.contents {
            lines.extend(context.contents.iter().map(|(view, name, about)| {
                let name = Cell::new(CellKind::Label, name.as_str()).to(Link::View(view));
                Row::new(RowKind::Data, vec![name, Cell::text(about.as_str())])
            }));
        }
        if section.goals {
            lines.extend(context.survey.plan.goals.iter().map(|goal| overall(context, goal)));
        }
        if !lines.is_empty() {
            rows.push(Row::new(
                RowKind::Band,
                vec![Cell::new(CellKind::Label, section.heading.as_str())],
            ));
            rows.append(&mut lines);
        }
    }
    Table {
        view,
        unit: None,
        columns: VIEW.columns.iter().map(|name| Column::named(name)).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }
}

/// A target of the plan as a whole: where it stands, what it says, and which task takes it up.
fn overall<'a>(context: &Context<'a>, goal: &'a Goal) -> Row<'a> {
    let (plan, words) = (context.survey.plan, context.words);
    let line = match plan.source.words_of(goal.line) {
        Some(place) => place.to_string(),
        None => words
            .goal_line
            .replace("{line}", &plan.source.place(goal.line).1.to_string()),
    };
    let taken = match &goal.task {
        Some(task) => words.goal_of_task.replace("{task}", task),
        None if goal.target.kind == TargetKind::Quantified => words.goal_alone.clone(),
        None => String::new(),
    };
    let text = goal.target.text.replace(['\n', '\r'], "");
    let label = Cell::new(CellKind::Label, line).to(Link::Line(goal.line));
    Row::new(RowKind::Data, vec![label, Cell::text(format!("{text}{taken}"))])
}

fn line<'a>(context: &Context<'a>, item: &'a Item) -> Option<Row<'a>> {
    let holds = |name: &Option<String>| name.as_deref().map(|name| context.fields.holds(name));
    if holds(&item.when) == Some(false) || holds(&item.unless) == Some(true) {
        return None;
    }
    let label = Cell::new(CellKind::Label, item.label.as_str());
    Some(Row::new(
        RowKind::Data,
        vec![label, Cell::text(context.fields.fill(&item.text))],
    ))
}
