//! Builds plans in code, together with the text their places point to.

use fengong::Plan;
use fengong::plan::{
    Action, Basis, Certainty, CharSpan, Front, LedgerEntry, LedgerKind, Owner, OwnerRule, Resolution, Role, RoleBasis,
    SCHEMA, Source, Task, TaskKind, Unit, UnitKind,
};

/// A plan that grows action by action and task by task.
pub struct Builder {
    pub plan: Plan,
    pub text: String,
}

impl Builder {
    /// A plan with its title on the first line.
    pub fn new(title: &str) -> Self {
        let mut builder = Builder {
            plan: Plan {
                schema: SCHEMA.into(),
                source: Source {
                    name: "要点.txt".into(),
                    format: "txt".into(),
                    encoding: "UTF-8".into(),
                    sha256: "0".repeat(64),
                    chars: 0,
                    files: Vec::new(),
                    places: Vec::new(),
                },
                directory: None,
                title: title.into(),
                issuer: Some("区健促办".into()),
                document_number: Some("健促办发〔2023〕1号".into()),
                issued_on: Some("2023-05-23".into()),
                year: Some(2023),
                front: Front::default(),
                levels: Default::default(),
                actions: Vec::new(),
                tasks: Vec::new(),
                goals: Vec::new(),
                narrative: Vec::new(),
                units: Vec::new(),
                definitions: Vec::new(),
                rosters: Vec::new(),
                roster_file: None,
                decisions: Vec::new(),
                reading: None,
                as_built: None,
                text: None,
                ledger: Vec::new(),
                notes: Vec::new(),
            },
            text: String::new(),
        };
        builder.line(LedgerKind::Title, title, None);
        builder
    }

    /// A unit that tasks may name.
    pub fn unit(&mut self, name: &str, kind: UnitKind, order: u32) -> &mut Self {
        self.plan.units.push(Unit {
            id: name.into(),
            name: name.into(),
            names: vec![name.into()],
            kind,
            collective: name.starts_with('各'),
            order,
            listed: None,
            contact: None,
        });
        self
    }

    /// A heading; the tasks that follow stand under it.
    pub fn action(&mut self, number: &str, title: &str) -> &mut Self {
        let id = format!("2.{}", self.plan.actions.len() + 1);
        let span = self.line(LedgerKind::Heading, &format!("{number}{title}"), None);
        self.plan.actions.push(Action {
            id,
            number: number.into(),
            title: title.into(),
            path: Vec::new(),
            span: Some(span),
        });
        self
    }

    /// A task with its owners and their roles.
    pub fn task(&mut self, text: &str, owners: &[(&str, Role)]) -> &mut Self {
        let action = self
            .plan
            .actions
            .last()
            .map(|action| action.id.clone())
            .unwrap_or_default();
        let place = self.plan.tasks.iter().filter(|task| *task.action == *action).count() + 1;
        let id = format!("{action}.{place}");
        let line = self.text.lines().count() + 1;
        let span = self.line(LedgerKind::Task, text, Some(id.clone()));
        let owners = owners.iter().map(|(name, role)| owner(name, *role)).collect();
        self.plan.tasks.push(Task {
            id: id.clone().into(),
            action: action.into(),
            kind: TaskKind::Item,
            number: format!("{place}、").into(),
            number_span: None,
            path: Vec::new().into(),
            text: text.into(),
            span,
            pieces: Vec::new(),
            line,
            tag: None,
            owners,
            owners_in_text: None,
            changes: Vec::new(),
            people: Vec::new(),
            open_ended: false,
            deadlines: Vec::new(),
            targets: Vec::new(),
            partners: Vec::new(),
            measures: Vec::new(),
            cells: Vec::new(),
            look: Vec::new(),
        });
        self
    }

    fn line(&mut self, kind: LedgerKind, text: &str, task: Option<String>) -> CharSpan {
        let start = self.text.chars().count();
        let end = start + text.chars().count();
        self.text.push_str(text);
        self.text.push('\n');
        let span = CharSpan::new(start, end);
        self.plan.ledger.push(LedgerEntry {
            span,
            kind,
            task: task.map(Into::into),
        });
        self.plan.ledger.push(LedgerEntry {
            span: CharSpan::new(end, end + 1),
            kind: LedgerKind::Blank,
            task: None,
        });
        self.plan.source.chars = end + 1;
        span
    }
}

/// An owner as a tag names it.
pub fn owner(name: &str, role: Role) -> Owner {
    Owner {
        name: name.into(),
        full_name: None,
        unit: name.into(),
        role,
        word: "".into(),
        basis: Basis::Stated,
        rule: OwnerRule::Bracket,
        certainty: Certainty::Certain,
        effective_role: role,
        role_basis: RoleBasis::Stated,
        collective: name.starts_with('各'),
        generic: name == "各有关部门",
        resolution: Resolution::Known,
        open_ended: false,
        member_of: None,
        decision: None,
        span: CharSpan::new(0, 1),
        pieces: Vec::new(),
    }
}
