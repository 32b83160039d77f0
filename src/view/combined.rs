//! Several plans side by side: units by plans, the actions of each plan beside the others', and for every unit one list
//! over all plans.

use std::collections::BTreeMap;

use super::band::Rank;
use super::table::{Cell, CellKind, Column, ColumnKey, Link, Live, Row, RowKind, Table};
use super::{Fields, Survey, View, Words, wording};
use crate::directory::Directory;
use crate::plan::{Plan, Role};

/// The matrix of units and plans.
pub(super) const MATRIX: View = View {
    key: "combined_matrix",
    columns: &["index", "name", "action", "total", "led", "used"],
    required: &["name", "action", "total"],
    build: |_| Vec::new(),
};

/// The actions of the plans side by side.
pub(super) const ACTIONS: View = View {
    key: "combined_actions",
    columns: &["index", "action"],
    required: &["action"],
    build: |_| Vec::new(),
};

/// One unit's tasks of all plans.
pub(super) const LIST: View = View {
    key: "combined_list",
    columns: &[
        "index", "plan", "id", "action", "text", "role", "others", "target", "deadline",
    ],
    required: &["id"],
    build: |_| Vec::new(),
};

/// What of one plan is shown beside others: its words as they are shown, so that no plan is kept in memory.
#[derive(Debug, Clone)]
pub struct Digest {
    title: String,
    /// The place it is of (青山区), where title or issuer says so.
    place: String,
    tasks: usize,
    open: usize,
    /// Heading and number of tasks of each action.
    actions: Vec<(String, usize)>,
    units: Vec<UnitDigest>,
    marking: String,
}

#[derive(Debug, Clone)]
struct UnitDigest {
    id: String,
    label: String,
    rank: Rank,
    led: usize,
    tasks: Vec<TaskDigest>,
}

#[derive(Debug, Clone)]
struct TaskDigest {
    id: String,
    action: String,
    text: String,
    role: String,
    others: String,
    target: String,
    deadline: String,
}

impl Digest {
    /// The digest of `plan`.
    pub fn of(plan: &Plan, words: &Words, directory: &Directory) -> Self {
        let survey = Survey::new(plan, "");
        let own = [Some(plan.title.as_str()), plan.issuer.as_deref()];
        let mut places = own.iter().flatten().map(|words| directory.own_place(words));
        let by_id = plan.units.iter().map(|unit| (survey.unit_label(&unit.id), unit));
        let ids: BTreeMap<&str, &crate::plan::Unit> = by_id.filter_map(|(label, unit)| Some((label?, unit))).collect();
        let units = survey.units.iter().enumerate().map(|(at, unit)| {
            let known = ids.get(unit.label.as_str()).copied();
            let tasks = unit.tasks.iter().map(|(task, part)| TaskDigest {
                id: plan.tasks[*task].id.to_string(),
                action: wording::action(&survey, words, *task).into_owned(),
                text: plan.tasks[*task].text.clone(),
                role: wording::role(&survey, words, *task, at, *part),
                others: wording::others(&survey, words, *task, at),
                target: wording::targets(&plan.tasks[*task], "\n"),
                deadline: wording::deadlines(&plan.tasks[*task], words),
            });
            UnitDigest {
                id: known.map_or_else(|| unit.label.clone(), |known| known.id.clone()),
                label: unit.label.clone(),
                rank: super::band::rank(known, unit.collective),
                led: unit.count(Role::Lead),
                tasks: tasks.collect(),
            }
        });
        Digest {
            title: plan.title.clone(),
            place: places.find(|place| !place.is_empty()).unwrap_or_default(),
            tasks: plan.tasks.len(),
            open: survey.unassigned(),
            actions: survey
                .actions
                .iter()
                .map(|action| (action.heading(), action.tasks.len()))
                .collect(),
            units: units.collect(),
            marking: super::fields::marking(plan),
        }
    }
}

/// A unit of several plans.
#[derive(Debug)]
struct CombinedUnit<'d> {
    label: String,
    rank: Rank,
    /// By plan.
    parts: Vec<Option<&'d UnitDigest>>,
}

impl CombinedUnit<'_> {
    fn tasks(&self) -> usize {
        self.parts.iter().flatten().map(|part| part.tasks.len()).sum()
    }
}

/// Several plans, ready to be shown.
#[derive(Debug)]
pub struct Combined<'d> {
    plans: &'d [Digest],
    units: Vec<CombinedUnit<'d>>,
    words: &'d Words,
}

impl<'d> Combined<'d> {
    /// The plans in the order given. The same name in plans of two places is two units: 区教育局 of 青山区 and of 海滨区.
    pub fn new(plans: &'d [Digest], words: &'d Words) -> Self {
        let mut places: Vec<&str> = plans.iter().map(|plan| plan.place.as_str()).collect();
        places.retain(|place| !place.is_empty());
        places.sort_unstable();
        places.dedup();
        let several = places.len() > 1;
        let mut known: BTreeMap<(String, &str), usize> = BTreeMap::new();
        let mut units: Vec<CombinedUnit> = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            for unit in &plan.units {
                let place = if several { plan.place.as_str() } else { "" };
                let next = units.len();
                let index = *known.entry((unit.id.clone(), place)).or_insert(next);
                if index == next {
                    // A name that says its place needs no other.
                    let label = match place.is_empty() || unit.label.starts_with(place) {
                        true => unit.label.clone(),
                        false => format!("{}（{place}）", unit.label),
                    };
                    units.push(CombinedUnit {
                        label,
                        rank: unit.rank,
                        parts: vec![None; plans.len()],
                    });
                }
                units[index].parts[at] = Some(unit);
            }
        }
        units.sort_by_key(|unit| unit.rank);
        Combined { plans, units, words }
    }

    /// Names of the units, in the order of their lists.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| unit.label.as_str())
    }

    /// Values for the texts of all sheets.
    pub fn fields(&self) -> Fields {
        let pairs: usize = self.units.iter().map(CombinedUnit::tasks).sum();
        let marking = self.plans.iter().find(|plan| !plan.marking.is_empty());
        Fields::of_values(vec![
            ("plans", self.plans.len().to_string()),
            (
                "tasks",
                self.plans.iter().map(|plan| plan.tasks).sum::<usize>().to_string(),
            ),
            (
                "unassigned",
                self.plans.iter().map(|plan| plan.open).sum::<usize>().to_string(),
            ),
            ("pairs", pairs.to_string()),
            ("units", self.units.len().to_string()),
            ("marking", marking.map(|plan| plan.marking.clone()).unwrap_or_default()),
        ])
    }

    /// Those of a unit's list.
    pub fn fields_of(&self, unit: usize) -> Fields {
        let unit = &self.units[unit];
        let plans = unit.parts.iter().flatten().count();
        self.fields().and(vec![
            ("unit", unit.label.clone()),
            ("unit_tasks", unit.tasks().to_string()),
            ("plans", plans.to_string()),
        ])
    }

    /// The matrix: 件次 of every unit in every plan.
    pub fn matrix(&self) -> Table<'_> {
        let led = self
            .units
            .iter()
            .any(|unit| unit.parts.iter().flatten().any(|part| part.led > 0));
        let mut columns = vec![Column::named("index"), Column::named("name")];
        columns.extend(self.plan_columns());
        columns.push(Column::named("total"));
        if led {
            columns.push(Column::named("led"));
        }
        columns.push(Column::named("used"));
        let mut rows: Vec<Row> = (0..self.units.len()).map(|unit| self.unit_row(unit, led)).collect();
        rows.push(self.sums(led));
        rows.push(self.counts(&self.words.tasks, |plan| plan.tasks));
        if self.plans.iter().any(|plan| plan.open > 0) {
            rows.push(self.counts(&self.words.unassigned, |plan| plan.open));
        }
        table(MATRIX.key, None, columns, rows)
    }

    fn plan_columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.plans.iter().enumerate().map(|(at, plan)| Column {
            key: ColumnKey::Action(at),
            heading: Some(plan.title.as_str().into()),
            group: None,
        })
    }

    fn unit_row(&self, at: usize, led: bool) -> Row<'_> {
        let unit = &self.units[at];
        let mut cells = vec![
            Cell::number(CellKind::Index, at + 1).to(Link::UnitSheet(at)),
            Cell::new(CellKind::Name, unit.label.as_str()).to(Link::UnitSheet(at)),
        ];
        cells.extend(unit.parts.iter().map(|part| match part {
            Some(part) => Cell::number(CellKind::Count, part.tasks.len()),
            None => Cell::blank(CellKind::Count),
        }));
        cells.push(Cell::live(CellKind::Total, Live::RowSum, unit.tasks()));
        if led {
            let led = unit.parts.iter().flatten().map(|part| part.led).sum();
            cells.push(Cell::number(CellKind::Total, led));
        }
        let used = unit.parts.iter().flatten().count();
        cells.push(Cell::live(CellKind::Total, Live::RowUsed, used));
        Row {
            unit: Some(at),
            ..Row::new(RowKind::Data, cells)
        }
    }

    fn sums(&self, led: bool) -> Row<'_> {
        let of_plan = |at: usize| {
            self.units
                .iter()
                .filter_map(|unit| unit.parts[at])
                .map(|part| part.tasks.len())
                .sum()
        };
        let mut cells = vec![
            Cell::blank(CellKind::Total),
            Cell::new(CellKind::Label, self.words.total.as_str()),
        ];
        cells.extend((0..self.plans.len()).map(|at| Cell::live(CellKind::Total, Live::ColumnSum, of_plan(at))));
        let all: usize = (0..self.plans.len()).map(of_plan).sum();
        cells.push(Cell::live(CellKind::Total, Live::ColumnSum, all));
        if led {
            let led = self.units.iter().flat_map(|unit| unit.parts.iter().flatten());
            cells.push(Cell::live(
                CellKind::Total,
                Live::ColumnSum,
                led.map(|part| part.led).sum(),
            ));
        }
        Row::new(RowKind::Total, cells)
    }

    fn counts(&self, label: &'d str, count: impl Fn(&Digest) -> usize) -> Row<'_> {
        let mut cells = vec![Cell::blank(CellKind::Total), Cell::new(CellKind::Label, label)];
        cells.extend(self.plans.iter().map(|plan| Cell::number(CellKind::Total, count(plan))));
        let all = self.plans.iter().map(count).sum();
        cells.push(Cell::live(CellKind::Total, Live::RowSum, all));
        Row::new(RowKind::Total, cells)
    }

    /// The actions of the plans, those of each in its own column.
    pub fn actions(&self) -> Table<'_> {
        let mut columns = vec![Column::named("index")];
        columns.extend(self.plan_columns());
        let most = self.plans.iter().map(|plan| plan.actions.len()).max().unwrap_or(0);
        let cell = |plan: &'d Digest, at: usize| match plan.actions.get(at) {
            None => Cell::blank(CellKind::Text),
            Some((heading, tasks)) => {
                let heading = if heading.is_empty() {
                    &self.words.no_action
                } else {
                    heading
                };
                let text = self.words.combined_action.replace("{action}", heading);
                Cell::text(text.replace("{tasks}", &tasks.to_string()))
            }
        };
        let row = |at: usize| {
            let mut cells = vec![Cell::number(CellKind::Index, at + 1)];
            cells.extend(self.plans.iter().map(|plan| cell(plan, at)));
            Row::new(RowKind::Data, cells)
        };
        table(ACTIONS.key, None, columns, (0..most).map(row).collect())
    }

    /// A list for each unit.
    pub fn lists(&self) -> impl Iterator<Item = Table<'_>> {
        (0..self.units.len()).map(|unit| self.list(unit))
    }

    fn list(&self, at: usize) -> Table<'_> {
        let parts = self.units[at].parts.iter().zip(self.plans);
        let tasks = parts.flat_map(|(part, plan)| {
            part.iter()
                .flat_map(move |part| part.tasks.iter().map(move |task| (plan, task)))
        });
        let rows = tasks.enumerate().map(|(index, (plan, task))| {
            let cells = vec![
                Cell::number(CellKind::Index, index + 1),
                Cell::new(CellKind::Label, plan.title.as_str()),
                Cell::new(CellKind::Id, task.id.as_str()),
                Cell::new(CellKind::Label, task.action.as_str()),
                Cell::text(task.text.as_str()),
                Cell::new(CellKind::Label, task.role.as_str()),
                Cell::new(CellKind::Name, task.others.as_str()),
                Cell::text(task.target.as_str()),
                Cell::text(task.deadline.as_str()),
            ];
            Row::new(RowKind::Data, cells)
        });
        let columns = LIST.columns.iter().map(|key| Column::named(key)).collect();
        table(LIST.key, Some(at), columns, rows.collect())
    }
}

fn table<'a>(view: &'static str, unit: Option<usize>, columns: Vec<Column<'a>>, rows: Vec<Row<'a>>) -> Table<'a> {
    Table {
        view,
        unit,
        columns,
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }
}
