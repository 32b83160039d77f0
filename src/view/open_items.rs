//! 待明确: tasks without an owner, then collectives nobody has expanded, open lists and names not resolved.

use std::borrow::Cow;

use super::survey::SurveyedUnit;
use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording;
use super::words::OpenWord;
use super::{Context, View};
use crate::plan::{Basis, Owner, Resolution, Task, TaskKind};

pub(super) const VIEW: View = View {
    key: "open_items",
    columns: &[
        "index",
        "kind",
        "name",
        "id",
        "action",
        "text",
        "advice",
        "candidates",
        "decision",
        "remark",
    ],
    required: &["kind"],
    build,
};

/// Characters of a task that stand here; the register holds all of it.
const EXCERPT: usize = 50;

/// An open item: what is open, for whom, in which tasks.
struct Open<'a> {
    word: &'a OpenWord,
    name: Cow<'a, str>,
    candidates: String,
    tasks: Vec<usize>,
}

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let mut items = tasks_without_owner(context);
    items.extend(tasks_without_lead(context));
    items.extend(units_to_clear(context, |unit, owner, word| {
        (owner.collective && !owner.generic && unit.expanded.is_none()).then_some((&word.collective, String::new()))
    }));
    items.extend(units_to_clear(context, |unit, owner, word| {
        // One list for every task: whether all of it is meant each time, a person must say.
        let word = if unit.expanded.is_some() {
            &word.generic_expanded
        } else {
            &word.generic
        };
        owner.generic.then_some((word, String::new()))
    }));
    items.extend(open_lists(context));
    items.extend(units_to_clear(context, |_, owner, word| match &owner.resolution {
        Resolution::Unknown if !owner.collective => Some((&word.unknown, String::new())),
        Resolution::Ambiguous { candidates } => Some((&word.ambiguous, candidates.join(&context.words.separator))),
        _ => None,
    }));
    let mut rows: Vec<Row> = items
        .iter()
        .enumerate()
        .map(|(index, item)| row(context, index, item))
        .collect();
    rows.extend(narrative(context, rows.len()));
    if rows.is_empty() {
        rows.push(Row::new(
            RowKind::Data,
            vec![
                Cell::blank(CellKind::Index),
                Cell::text(context.words.no_open_items.as_str()),
            ],
        ));
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: VIEW.columns.iter().map(|name| Column::named(name)).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// Prose that tells of work but is no task, so that a clerk may add it.
fn narrative<'a>(context: &'a Context<'a>, before: usize) -> impl Iterator<Item = Row<'a>> {
    let words = &context.words.open;
    context.survey.plan.narrative.iter().enumerate().map(move |(at, told)| {
        let word = if told.behind_tag {
            &words.behind_tag
        } else {
            &words.narrative
        };
        let source = Link::Line(told.line);
        let cells = vec![
            Cell::number(CellKind::Index, before + at + 1).to(source),
            Cell::new(CellKind::Pending, word.kind.as_str()),
            Cell::new(CellKind::Name, ""),
            Cell::new(CellKind::Id, ""),
            Cell::new(CellKind::Label, ""),
            Cell::text(wording::excerpt(&told.text, EXCERPT)).to(source),
            Cell::text(word.advice.as_str()),
            Cell::text(""),
            Cell::blank(CellKind::FillIn),
            Cell::blank(CellKind::FillIn),
        ];
        Row::new(RowKind::Data, cells)
    })
}

fn tasks_without_owner<'a>(context: &'a Context<'a>) -> Vec<Open<'a>> {
    let without = (0..context.survey.pairs.len()).filter(|task| context.survey.pairs[*task].is_empty());
    without
        .map(|task| open(&context.words.open.no_owner, Cow::Borrowed(""), vec![task]))
        .collect()
}

fn tasks_without_lead<'a>(context: &'a Context<'a>) -> Vec<Open<'a>> {
    let tasks = context.survey.plan.tasks.iter().enumerate();
    tasks
        .filter(|(_, task)| task.is_without_lead())
        .map(|(index, task)| {
            let names: Vec<&str> = task.owners.iter().map(|owner| &*owner.name).collect();
            let names = Cow::Owned(names.join(&context.words.separator));
            open(&context.words.open.no_lead, names, vec![index])
        })
        .collect()
}

fn open_lists<'a>(context: &'a Context<'a>) -> Vec<Open<'a>> {
    let survey = context.survey;
    let lists = (0..survey.pairs.len()).filter(|task| survey.plan.tasks[*task].open_ended);
    lists
        .map(|task| {
            open(
                &context.words.open.open_list,
                open_words(&survey.plan.tasks[task]),
                vec![task],
            )
        })
        .collect()
}

/// The line of a tag, or the cell of a table's row, whose list ends with 等; else the whole tag.
fn open_words(task: &Task) -> Cow<'_, str> {
    let tag = task.tag.as_ref().map_or("", |tag| tag.text.as_str());
    let mut lines = tag.lines().filter(|line| line.contains('等'));
    match (lines.next(), lines.next()) {
        (Some(line), None) if task.kind == TaskKind::Row => Cow::Borrowed(line),
        _ => Cow::Borrowed(tag),
    }
}

fn open<'a>(word: &'a OpenWord, name: Cow<'a, str>, tasks: Vec<usize>) -> Open<'a> {
    Open {
        word,
        name,
        candidates: String::new(),
        tasks,
    }
}

/// One item a unit about which `ask` has something to say, in matrix order, with all the tasks it is about.
fn units_to_clear<'a>(
    context: &'a Context<'a>,
    ask: impl Fn(&SurveyedUnit<'a>, &'a Owner, &'a super::words::OpenWords) -> Option<(&'a OpenWord, String)>,
) -> Vec<Open<'a>> {
    let survey = context.survey;
    let mut items: Vec<Option<Open>> = survey.units.iter().map(|_| None).collect();
    for (task, pairs) in survey.pairs.iter().enumerate() {
        for pair in pairs {
            let unit = &survey.units[pair.unit];
            // A group whose members somebody has named is settled in this task.
            let named = |owner: &Owner| {
                let members = survey.plan.tasks[task].owners.iter();
                members
                    .into_iter()
                    .any(|member| member.basis == Basis::Decided && member.member_of.as_deref() == Some(&*owner.name))
            };
            let asked = pair
                .owners
                .iter()
                .filter(|owner| !named(owner))
                .find_map(|owner| ask(unit, owner, &context.words.open));
            let Some((word, candidates)) = asked else { continue };
            let item = items[pair.unit].get_or_insert_with(|| Open {
                candidates,
                ..open(word, Cow::Borrowed(&survey.units[pair.unit].label), Vec::new())
            });
            item.tasks.push(task);
        }
    }
    items.into_iter().flatten().collect()
}

/// What the text offers for an open item: for tasks whom they may be given to, for ambiguous names the units they fit.
fn candidates(context: &Context<'_>, item: &Open<'_>) -> String {
    let open = &context.words.open;
    let asks_who = [&open.no_owner, &open.no_lead]
        .iter()
        .any(|word| word.kind == item.word.kind);
    match item.tasks[..] {
        [task] if asks_who => wording::candidates(context.survey, context.words, task),
        _ => {
            let names = item.candidates.split(context.words.separator.as_str());
            let names: Vec<(&str, String)> = names
                .filter(|name| !name.is_empty())
                .map(|name| (name, String::new()))
                .collect();
            wording::suggested(context.words, &names)
        }
    }
}

fn row<'a>(context: &'a Context<'a>, index: usize, item: &Open<'a>) -> Row<'a> {
    let (survey, words) = (context.survey, context.words);
    let ids: Vec<&str> = item.tasks.iter().map(|task| &*survey.plan.tasks[*task].id).collect();
    let first = item.tasks[0];
    let text = match item.tasks[..] {
        [task] => wording::excerpt(&survey.plan.tasks[task].text, EXCERPT),
        _ => Cow::Owned(words.several_tasks.replace("{tasks}", &item.tasks.len().to_string())),
    };
    let same_action = item
        .tasks
        .iter()
        .all(|task| survey.action_of[*task] == survey.action_of[first]);
    let action = if same_action {
        wording::action(survey, words, first)
    } else {
        Cow::Borrowed("")
    };
    let cells = vec![
        Cell::number(CellKind::Index, index + 1).to(Link::Source(first)),
        Cell::new(CellKind::Pending, item.word.kind.as_str()),
        Cell::new(CellKind::Name, item.name.clone()),
        Cell::new(CellKind::Id, ids.join("\n")).to(Link::Source(first)),
        Cell::new(CellKind::Label, action),
        Cell::text(text),
        Cell::text(item.word.advice.replace("{candidates}", &item.candidates)),
        Cell::text(candidates(context, item)),
        Cell::blank(CellKind::FillIn),
        Cell::blank(CellKind::FillIn),
    ];
    Row {
        task: Some(first),
        ..Row::new(RowKind::Data, cells)
    }
}
