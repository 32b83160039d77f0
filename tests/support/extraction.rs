//! Extracts plans through the public library, and checks what holds for every plan whatever its text: the ledger
//! tiles the text, every value is its slice, owners stand in tags, ids are unique.

use std::collections::HashSet;
use std::sync::OnceLock;

use fengong::pipeline::{Extraction, Options, extract};
use fengong::plan::{Basis, CharSpan, LedgerKind, Plan, Target, TargetKind, Task};
use fengong::{Error, Templates};

/// The built-in templates, read once.
pub fn templates() -> &'static Templates {
    static TEMPLATES: OnceLock<Templates> = OnceLock::new();
    TEMPLATES.get_or_init(|| Templates::built_in().expect("built-in templates"))
}

/// Reads bytes as a file of no particular name.
#[allow(dead_code, reason = "shared by several test binaries")]
pub fn read(bytes: impl Into<Vec<u8>>) -> Result<Extraction, Error> {
    extract("要点.txt", bytes.into(), templates(), &Options::default())
}

/// What must hold for every extraction; the first thing that does not.
pub fn check(extraction: &Extraction) -> Result<(), String> {
    let text: Vec<char> = extraction.document.text.chars().collect();
    let plan = &extraction.plan;
    if plan.source.chars != text.len() {
        return Err(format!(
            "{} characters counted, {} there",
            plan.source.chars,
            text.len()
        ));
    }
    let starts = text
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == '\n')
        .map(|(at, _)| at + 1);
    let checker = Checker {
        line_starts: std::iter::once(0).chain(starts).collect(),
        units: plan.units.iter().map(|unit| &*unit.id).collect(),
        text,
        plan,
    };
    checker.ledger()?;
    checker.front()?;
    checker.actions()?;
    for task in &plan.tasks {
        checker
            .task(task)
            .map_err(|error| format!("task {}: {error}", task.id))?;
    }
    for goal in &plan.goals {
        checker.target(&goal.target).map_err(|error| format!("goal: {error}"))?;
    }
    checker.order()?;
    checker.units()?;
    checker.notes()
}

/// Plan → JSON → Plan → JSON gives the same values and the same bytes.
#[allow(dead_code, reason = "shared by several test binaries")]
pub fn check_json(plan: &Plan) -> Result<(), String> {
    let json = serde_json::to_string(plan).map_err(|error| error.to_string())?;
    let back: Plan = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let again = serde_json::to_string(&back).map_err(|error| error.to_string())?;
    let same = &back == plan && again == json;
    same.then_some(())
        .ok_or_else(|| "the plan changes on its way through JSON".to_string())
}

struct Checker<'a> {
    text: Vec<char>,
    line_starts: Vec<usize>,
    units: HashSet<&'a str>,
    plan: &'a Plan,
}

impl Checker<'_> {
    fn slice(&self, span: CharSpan) -> Result<String, String> {
        let chars = self.text.get(span.start..span.end);
        chars
            .map(|chars| chars.iter().collect())
            .ok_or_else(|| format!("{span:?} lies outside the text"))
    }

    /// `value` is its slice, or its pieces one after the other, with line feeds between paragraphs.
    fn value(&self, what: &str, value: &str, span: CharSpan, pieces: &[CharSpan]) -> Result<(), String> {
        let differs = |found: &str| Err(format!("{what} is “{value}”, its place {span:?} says “{found}”"));
        if pieces.is_empty() {
            let found = self.slice(span)?;
            return if found == value { Ok(()) } else { differs(&found) };
        }
        let mut rest = value;
        for piece in pieces {
            let slice = self.slice(*piece)?;
            let tail = rest.strip_prefix(slice.as_str());
            match tail.or_else(|| rest.strip_prefix('\n')?.strip_prefix(slice.as_str())) {
                Some(tail) => rest = tail,
                None => return differs(&slice),
            }
        }
        let ordered = pieces.windows(2).all(|pair| pair[0].end <= pair[1].start);
        let hull = CharSpan::new(pieces[0].start, pieces[pieces.len() - 1].end);
        if !rest.is_empty() || !ordered || hull != span {
            return Err(format!(
                "the pieces {pieces:?} of {what} “{value}” do not make up {span:?}"
            ));
        }
        Ok(())
    }

    fn ledger(&self) -> Result<(), String> {
        let ids: HashSet<&str> = self.plan.tasks.iter().map(|task| &*task.id).collect();
        let mut end = 0;
        for entry in &self.plan.ledger {
            if entry.span.start != end || entry.span.is_empty() {
                return Err(format!("ledger: {entry:?} does not go on from {end}"));
            }
            if let Some(task) = &entry.task
                && !ids.contains(task.as_ref())
            {
                return Err(format!("ledger: no task {task}"));
            }
            let words = self.slice(entry.span)?;
            if entry.kind == LedgerKind::Blank && words.chars().any(|c| c.is_alphanumeric()) {
                return Err(format!("ledger: “{words}” is not blank"));
            }
            end = entry.span.end;
        }
        let whole = end == self.text.len();
        whole
            .then_some(())
            .ok_or_else(|| format!("the ledger ends at {end}, the text at {}", self.text.len()))
    }

    fn front(&self) -> Result<(), String> {
        let front = &self.plan.front;
        let values = [
            ("title", &front.title),
            ("notice title", &front.notice_title),
            ("document number", &front.document_number),
            ("issuer", &front.issuer),
        ];
        for (what, value) in values {
            if let Some(value) = value {
                self.value(what, &value.text, value.span, &value.pieces)?;
            }
        }
        for value in front.addressees.iter().chain(&front.attachments) {
            self.value("addressee or attachment", &value.text, value.span, &value.pieces)?;
        }
        for value in front.issued_on.iter().chain(&front.published_on) {
            self.value("date", &value.text, value.span, &[])?;
        }
        Ok(())
    }

    /// A heading begins with its number, and its title stands behind it, but for text cut out of it.
    fn actions(&self) -> Result<(), String> {
        let mut ids = HashSet::new();
        for action in &self.plan.actions {
            if !ids.insert(&*action.id) {
                return Err(format!("two actions {}", action.id));
            }
            let Some(span) = action.span else { continue };
            let slice = self.slice(span)?;
            let behind = slice.strip_prefix(&*action.number);
            let mut chars = behind.unwrap_or_default().chars();
            let holds = action
                .title
                .chars()
                .all(|wanted| wanted == '\n' || chars.any(|c| c == wanted));
            if behind.is_none() || !holds {
                return Err(format!("action {}{} is not “{slice}”", action.number, action.title));
            }
        }
        match self.plan.tasks.iter().find(|task| !ids.contains(&*task.action)) {
            Some(task) => Err(format!("task {} stands under no action", task.id)),
            None => Ok(()),
        }
    }

    fn task(&self, task: &Task) -> Result<(), String> {
        self.value("text", &task.text, task.span, &task.pieces)?;
        self.within(
            "text",
            task.span,
            &task.pieces,
            &[LedgerKind::Task, LedgerKind::Number, LedgerKind::Heading],
        )?;
        if let Some(span) = task.number_span {
            self.value("number", &task.number, span, &[])?;
            self.within("number", span, &[], &[LedgerKind::Number, LedgerKind::Heading])?;
            self.apart(task, span, "number")?;
        } else if !task.number.is_empty() {
            return Err("a number without a place".into());
        }
        if let Some(tag) = &task.tag {
            self.value("tag", &tag.text, tag.span, &tag.pieces)?;
            for piece in places(tag.span, &tag.pieces) {
                self.apart(task, piece, "tag")?;
            }
        }
        let begins = [Some(task.span), task.number_span];
        if !begins
            .into_iter()
            .flatten()
            .any(|span| self.line(span.start) == task.line)
        {
            return Err(format!("it does not begin on line {}", task.line));
        }
        self.owners(task)?;
        self.values_of(task)
    }

    fn owners(&self, task: &Task) -> Result<(), String> {
        for owner in &task.owners {
            // A member stands where its group does, under a name from the list of members.
            let written = match (owner.basis, &owner.member_of) {
                (Basis::Roster, Some(group)) => group,
                (Basis::Roster, None) => return Err(format!("{} is a member of nothing", owner.name)),
                _ => &*owner.name,
            };
            self.value("owner", written, owner.span, &owner.pieces)?;
            // A sentence that hands down owners may stand anywhere, in the notice too.
            let kinds: &[LedgerKind] = match owner.basis {
                Basis::Carried | Basis::Roster => continue,
                Basis::Stated => &[LedgerKind::Tag],
                _ => &[LedgerKind::Tag, LedgerKind::Heading],
            };
            self.within(&owner.name, owner.span, &owner.pieces, kinds)?;
            if !self.units.contains(&*owner.unit) {
                return Err(format!("owner {} has no unit", owner.name));
            }
        }
        Ok(())
    }

    fn values_of(&self, task: &Task) -> Result<(), String> {
        for deadline in &task.deadlines {
            self.value("deadline", &deadline.text, deadline.span, &deadline.pieces)?;
        }
        for target in &task.targets {
            self.target(target)?;
        }
        for person in &task.people {
            self.value("person", &person.name, person.span, &person.pieces)?;
        }
        for target in &task.targets {
            self.value("target", &target.text, target.span, &target.pieces)?;
            for value in [&target.metric, &target.base, &target.deadline].into_iter().flatten() {
                self.value("part of a target", &value.text, value.span, &value.pieces)?;
            }
        }
        for partner in &task.partners {
            self.value("partner", &partner.name, partner.span, &[])?;
        }
        for measure in &task.measures {
            self.value("number of a measure", &measure.number, measure.number_span, &[])?;
            self.value("measure", &measure.text, measure.span, &measure.pieces)?;
        }
        Ok(())
    }

    /// A target and what it is made of are slices; a number has a comparator and a value.
    fn target(&self, target: &Target) -> Result<(), String> {
        self.value("target", &target.text, target.span, &target.pieces)?;
        for value in [&target.metric, &target.base, &target.deadline].into_iter().flatten() {
            self.value("part of a target", &value.text, value.span, &value.pieces)?;
        }
        let counted = target.kind == TargetKind::Quantified;
        // 三分之二 and 数十 stay as written; without a comparator a value says how far from another figure.
        let written = |value: &str| {
            target.text.contains(value)
                && value.starts_with([
                    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '数', '几', '半',
                ])
        };
        let number = |value: &str| value.starts_with(|c: char| c.is_ascii_digit()) || written(value);
        let against = !counted && number(&target.value);
        if counted != target.op.is_some() || !against && counted != number(&target.value) {
            return Err(format!("target {target:?} is neither a number nor words"));
        }
        Ok(())
    }

    /// What lies at `span` is none of the task's text.
    fn apart(&self, task: &Task, span: CharSpan, what: &str) -> Result<(), String> {
        let overlaps = |piece: CharSpan| piece.start < span.end && span.start < piece.end;
        match places(task.span, &task.pieces).find(|piece| overlaps(*piece)) {
            Some(piece) => Err(format!("{what} at {span:?} lies in the text at {piece:?}")),
            None => Ok(()),
        }
    }

    /// Every piece lies in ledger entries of one of `kinds`.
    fn within(&self, what: &str, span: CharSpan, pieces: &[CharSpan], kinds: &[LedgerKind]) -> Result<(), String> {
        let ledger = &self.plan.ledger;
        for piece in places(span, pieces).filter(|piece| !piece.is_empty()) {
            let first = ledger.partition_point(|entry| entry.span.end <= piece.start);
            let touched = ledger[first..].iter().take_while(|entry| entry.span.start < piece.end);
            if let Some(entry) = touched.into_iter().find(|entry| !kinds.contains(&entry.kind)) {
                let words = self.slice(piece)?;
                return Err(format!("{what} at {piece:?} (“{words}”) lies in {entry:?}"));
            }
        }
        Ok(())
    }

    /// Ids are unique and tasks stand in text order.
    fn order(&self) -> Result<(), String> {
        let mut ids = HashSet::new();
        if let Some(task) = self.plan.tasks.iter().find(|task| !ids.insert(&task.id)) {
            return Err(format!("two tasks {}", task.id));
        }
        let starts: Vec<usize> = self.plan.tasks.iter().map(|task| task.span.start).collect();
        starts
            .is_sorted()
            .then_some(())
            .ok_or_else(|| "tasks out of order".to_string())
    }

    fn units(&self) -> Result<(), String> {
        let owners = self.plan.tasks.iter().flat_map(|task| &task.owners);
        let owning: HashSet<&str> = owners.map(|owner| &*owner.unit).collect();
        let mut ids = HashSet::new();
        for unit in &self.plan.units {
            if !ids.insert(&unit.id) || !owning.contains(&*unit.id) || unit.names.is_empty() {
                return Err(format!("unit {unit:?} is there twice, or owns nothing"));
            }
        }
        Ok(())
    }

    fn notes(&self) -> Result<(), String> {
        for note in &self.plan.notes {
            self.slice(note.span)?;
            if note.line != self.line(note.span.start) || note.severity != note.code.severity() {
                return Err(format!("{note:?}: line {}", self.line(note.span.start)));
            }
        }
        let starts: Vec<usize> = self.plan.notes.iter().map(|note| note.span.start).collect();
        starts
            .is_sorted()
            .then_some(())
            .ok_or_else(|| "notes out of order".to_string())
    }

    /// 1-based line of character `at`.
    fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at)
    }
}

/// The pieces of a value, or the one place it has.
fn places(span: CharSpan, pieces: &[CharSpan]) -> impl Iterator<Item = CharSpan> + '_ {
    let single = pieces.is_empty().then_some(span);
    single.into_iter().chain(pieces.iter().copied())
}
