//! A unit's own list: its tasks, its part in each, who else is in it.

use super::register::leader;
use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording;
use super::{Context, Part, View};
use crate::plan::{Contact, Role};

pub(super) const VIEW: View = View {
    key: "unit_list",
    columns: &[
        "index",
        "id",
        "action",
        "number",
        "text",
        "role",
        "others",
        "people",
        "leader_lead",
        "leader_owner",
        "partners",
        "target",
        "deadline",
        "plan_remark",
        "leader",
        "office",
        "contact",
        "contact_phone",
        "status",
        "progress",
        "done",
        "reporter",
        "phone",
        "remark",
    ],
    required: &["id"],
    build,
};

/// Where the file says nothing.
static NOBODY: Contact = Contact {
    leader: String::new(),
    office: String::new(),
    person: String::new(),
    phone: String::new(),
    remark: String::new(),
};

/// Columns that only the user's directory file fills.
const CONTACTS: [&str; 4] = ["leader", "office", "contact", "contact_phone"];

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    (0..context.survey.units.len())
        .map(|unit| table(context, unit))
        .collect()
}

fn table<'a>(context: &'a Context<'a>, unit: usize) -> Table<'a> {
    // What the unit answers for itself stands before what it helps with.
    let mut tasks = context.survey.units[unit].tasks.clone();
    tasks.sort_by_key(|(_, part)| part.role == Role::Support);
    let (people, partners) = (context.survey.has_people(), context.survey.has_partners());
    let (contacts, remarks) = (context.survey.has_contacts(), context.survey.has_remarks());
    let shown = move |key: &str| match key {
        "people" => people,
        "partners" => partners,
        "plan_remark" => remarks,
        _ => contacts || !CONTACTS.contains(&key),
    };
    let keys = VIEW.columns.iter().copied().filter(|key| shown(key));
    let rows = tasks
        .iter()
        .enumerate()
        .map(|(index, (task, part))| Row {
            task: Some(*task),
            unit: Some(unit),
            ..Row::new(
                RowKind::Data,
                keys.clone()
                    .map(|key| cell(context, unit, index, *task, *part, key))
                    .collect(),
            )
        })
        .collect();
    Table {
        view: VIEW.key,
        unit: Some(unit),
        columns: keys.map(Column::named).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }
}

fn cell<'a>(context: &'a Context<'a>, unit: usize, index: usize, at: usize, part: Part, key: &str) -> Cell<'a> {
    let (survey, words) = (context.survey, context.words);
    let task = &survey.plan.tasks[at];
    let contact = survey.units[unit].contact.unwrap_or(&NOBODY);
    match key {
        "index" => Cell::number(CellKind::Index, index + 1),
        "id" => Cell::new(CellKind::Id, &*task.id).to(Link::Source(at)),
        "action" => Cell::new(CellKind::Label, wording::action(survey, words, at)),
        "number" => Cell::text(wording::number(task)),
        "text" => Cell::text(task.text.as_str()),
        "role" => Cell::new(CellKind::Label, wording::role(survey, words, at, unit, part)),
        "others" => Cell::new(CellKind::Name, wording::others(survey, words, at, unit)),
        "people" => Cell::text(wording::people(task, words)),
        "leader_lead" => leader(task, words, true),
        "leader_owner" => leader(task, words, false),
        "partners" => Cell::text(wording::partners(task)),
        "target" => Cell::text(wording::targets(task, "\n")),
        "deadline" => Cell::new(CellKind::Label, wording::deadlines(task, words)),
        "plan_remark" => Cell::text(wording::plan_remark(task)),
        "leader" => Cell::text(contact.leader.as_str()),
        "office" => Cell::text(contact.office.as_str()),
        "contact" => Cell::text(contact.person.as_str()),
        "contact_phone" => Cell::text(contact.phone.as_str()),
        "status" => Cell::blank(CellKind::Status),
        "done" => Cell::blank(CellKind::Date),
        "remark" if !task.look.is_empty() || !task.changes.is_empty() => {
            Cell::new(CellKind::Pending, wording::task_remark(task, context)).to(Link::View("findings"))
        }
        _ => Cell::blank(CellKind::FillIn),
    }
}
