//! 分工明细: one row per (task, unit, role); the matrix counts these rows.

use super::survey::Pair;
use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording;
use super::{Context, View};
use crate::plan::{Basis, Owner};

pub(super) const VIEW: View = View {
    key: "detail",
    columns: &[
        "index",
        "id",
        "action",
        "number",
        "text",
        "name",
        "written",
        "class",
        "role",
        "role_basis",
        "basis",
        "member_of",
        "pairs",
        "action_key",
    ],
    required: &["id", "name", "role", "pairs", "action_key"],
    build,
};

/// Characters of a task that stand here; the register holds all of it.
const EXCERPT: usize = 32;

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let mut rows = Vec::new();
    for (task, pairs) in context.survey.pairs.iter().enumerate() {
        if pairs.is_empty() {
            rows.push(row(context, rows.len(), task, None));
        }
        for pair in pairs {
            for (place, owner) in pair.owners.iter().enumerate() {
                rows.push(row(context, rows.len(), task, Some((pair, owner, place == 0))));
            }
        }
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: keys(context).map(Column::named).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// The columns: groups only where any was expanded.
fn keys<'a>(context: &Context<'a>) -> impl Iterator<Item = &'static str> + use<'a> {
    let roster = context.survey.has_roster();
    VIEW.columns
        .iter()
        .copied()
        .filter(move |key| roster || *key != "member_of")
}

/// A unit's entry in a task, and whether it is the unit's first there: a second role is no second 件次.
type Entry<'a> = (&'a Pair<'a>, &'a Owner, bool);

fn row<'a>(context: &'a Context<'a>, index: usize, task: usize, entry: Option<Entry<'a>>) -> Row<'a> {
    let cells = keys(context)
        .map(|key| cell(context, index, task, entry, key))
        .collect();
    Row {
        task: Some(task),
        unit: entry.map(|(pair, ..)| pair.unit),
        ..Row::new(RowKind::Data, cells)
    }
}

fn cell<'a>(context: &'a Context<'a>, index: usize, at: usize, entry: Option<Entry<'a>>, key: &str) -> Cell<'a> {
    let (survey, words) = (context.survey, context.words);
    let task = &survey.plan.tasks[at];
    match (key, entry) {
        ("index", _) => Cell::number(CellKind::Index, index + 1).to(Link::Register(at)),
        ("id", _) => Cell::new(CellKind::Id, &*task.id).to(Link::Source(at)),
        ("action", _) => Cell::new(CellKind::Label, wording::action(survey, words, at)),
        ("number", _) => Cell::text(wording::number(task)),
        ("text", _) => Cell::text(wording::excerpt(&task.text, EXCERPT)),
        ("action_key", _) => Cell::new(CellKind::Key, super::action_key(survey, survey.action_of[at])),
        ("pairs", Some((.., false))) => Cell::number(CellKind::Count, 0),
        ("pairs", _) => Cell::number(CellKind::Count, 1),
        ("name", None) => Cell::new(CellKind::Pending, words.unassigned.as_str()),
        (_, None) => Cell::blank(CellKind::Text),
        ("name", Some((pair, ..))) => Cell::new(CellKind::Name, survey.units[pair.unit].label.as_str()),
        ("written", Some((_, owner, _))) => match owner.basis {
            // The text writes its group, not the member; and nothing of what was decided later.
            Basis::Roster | Basis::Decided => Cell::blank(CellKind::Text),
            _ => Cell::text(&*owner.name),
        },
        ("class", Some((_, owner, _))) => Cell::text(match owner.basis {
            Basis::Roster => &*words.roster,
            _ if owner.collective => &*words.collective,
            _ => &*words.named,
        }),
        ("role", Some((_, owner, _))) => Cell::text(words.role.of(owner.effective_role)),
        ("role_basis", Some((_, owner, _))) => Cell::text(words.role_basis.of(owner.role_basis)),
        ("basis", Some((_, owner, _))) => Cell::text(words.basis.of(owner.basis)),
        ("member_of", Some((pair, ..))) => {
            let group = wording::group(survey, at, pair, |source| &words.members.of(source).group);
            Cell::text(group.unwrap_or_default())
        }
        _ => Cell::blank(CellKind::Text),
    }
}
