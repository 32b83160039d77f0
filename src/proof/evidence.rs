//! A surveyed plan and its tables to the [`Proof`] of a workbook.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::trace::{Atom, Lexicon, Slices};
use super::{
    ColumnProof, Expected, OwnerProof, Part, Proof, Reading, RowProof, SCHEMA, SheetProof, TaskProof, Text, Why,
    is_proven, pack::fingerprint, places_of_values,
};
use crate::plan::{Basis, CharSpan, DeadlineOrigin, Owner, Task};
use crate::view::{Cell, CellKind, ColumnKey, Row, Survey, Value};

/// What the cells about one task may be made of.
#[derive(Debug)]
struct TaskAtoms {
    text: Atom,
    number: Option<Atom>,
    heading: Option<Atom>,
    /// Owners as shown and as written, partners.
    units: Lexicon,
    /// Deadlines and their dates, targets, people.
    values: Lexicon,
}

/// The places of everything that workbooks of a plan show.
#[derive(Debug)]
pub struct Evidence<'a> {
    survey: &'a Survey<'a>,
    slices: Slices<'a>,
    atoms: Vec<TaskAtoms>,
    source: Text,
    reading: Reading,
}

/// A sheet as it is written.
#[derive(Debug)]
pub struct SheetInput<'s, 'a> {
    /// Name on the tab.
    pub name: &'s str,
    /// The view it shows.
    pub view: &'s str,
    /// Whether it has a row of headings.
    pub headed: bool,
    /// Lines above the table.
    pub lines: Vec<String>,
    /// Column of the table, key and heading of each column on the sheet.
    pub columns: Vec<(usize, ColumnKey, String)>,
    /// Rows of the table.
    pub rows: &'s [Row<'a>],
}

/// The words around those of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Phrases<'p> {
    /// See [`Proof::replacement`].
    pub replacement: &'p str,
    /// See [`Proof::continued`].
    pub continued: &'p str,
    /// Every word of the template.
    pub vocabulary: &'p [String],
}

impl<'a> Evidence<'a> {
    /// The evidence of a surveyed plan, read as `reading` says.
    pub fn new(survey: &'a Survey<'a>, reading: &Reading) -> Self {
        let slices = Slices::new(survey.text);
        let atoms = (0..survey.plan.tasks.len())
            .map(|task| TaskAtoms::of(survey, &slices, task))
            .collect();
        let file = |file: &Option<crate::plan::UserFile>| file.as_ref().map(|file| file.name.clone());
        Evidence {
            survey,
            slices,
            atoms,
            source: Text {
                name: survey.plan.source.name.clone(),
                title: survey.plan.title.clone(),
                chars: survey.plan.source.chars,
                sha256: fingerprint(survey.text.as_bytes()),
            },
            reading: Reading {
                roster: file(&survey.plan.roster_file),
                directory: file(&survey.plan.directory),
                ..reading.clone()
            },
        }
    }

    /// The proof of a workbook with these sheets; of one unit's list, the tasks of the unit.
    pub fn proof(&self, sheets: &[SheetInput], phrases: Phrases) -> Proof {
        let whole = sheets
            .iter()
            .any(|sheet| !matches!(sheet.view, "unit_list" | "consult" | "letter"));
        let mut builder = Builder::new(self, whole, sheets);
        let sheets = sheets.iter().map(|sheet| builder.sheet(sheet)).collect();
        let tasks = builder.tasks.iter().map(|task| self.task(*task)).collect();
        let occurs = |phrase: &&String| builder.loose.iter().any(|words| words.contains(phrase.as_str()));
        let vocabulary = phrases.vocabulary.iter().filter(occurs).cloned().collect();
        Proof {
            schema: SCHEMA.to_string(),
            source: self.source.clone(),
            reading: self.reading.clone(),
            whole,
            replacement: phrases.replacement.to_string(),
            continued: phrases.continued.to_string(),
            vocabulary,
            units: self.survey.units.iter().map(|unit| unit.label.clone()).collect(),
            tasks,
            sheets,
            values: builder.values,
        }
    }

    fn task(&self, index: usize) -> TaskProof {
        let task = &self.survey.plan.tasks[index];
        let proof = |unit: usize, owner: &Owner| OwnerProof {
            unit,
            at: places(owner.span, &owner.pieces),
            role: owner.effective_role,
            basis: owner.basis,
            role_basis: owner.role_basis,
        };
        let owners = self.survey.pairs[index]
            .iter()
            .flat_map(|pair| pair.owners.iter().map(move |owner| proof(pair.unit, owner)));
        // Their units may own nothing any more: places tell them apart.
        let in_text = task.owners_in_text.as_ref().map(|owners| {
            let mut seen = BTreeSet::new();
            let mut first = Vec::with_capacity(owners.len());
            for owner in owners {
                if seen.insert((&*owner.unit, owner.effective_role)) {
                    first.push(proof(0, owner));
                }
            }
            first
        });
        TaskProof {
            id: task.id.to_string(),
            action: self.survey.action_of[index],
            at: places(task.span, &task.pieces),
            owners: owners.collect(),
            owners_in_text: in_text,
            changes: task.changes.clone(),
            values: places_of_values(task),
        }
    }
}

fn places(span: CharSpan, pieces: &[CharSpan]) -> Vec<CharSpan> {
    if pieces.is_empty() { vec![span] } else { pieces.to_vec() }
}

impl TaskAtoms {
    fn of(survey: &Survey, slices: &Slices, index: usize) -> Self {
        let task = &survey.plan.tasks[index];
        let mut units: Vec<Atom> = Vec::new();
        for pair in &survey.pairs[index] {
            let label = &survey.units[pair.unit].label;
            units.extend(pair.owners.first().map(|owner| shown(slices, owner, label)));
        }
        units.extend(task.owners.iter().map(|owner| shown(slices, owner, &owner.name)));
        units.extend(
            task.partners
                .iter()
                .map(|partner| Atom::new(slices, &partner.name, partner.span, &partner.pieces, Why::Name)),
        );
        // Where a decision and the text name the same unit, the place counts.
        let placed: HashSet<String> = units
            .iter()
            .filter(|atom| atom.is_placed())
            .map(|atom| atom.words.clone())
            .collect();
        units.retain(|atom| atom.is_placed() || !placed.contains(&atom.words));
        TaskAtoms {
            text: Atom::new(slices, &task.text, task.span, &task.pieces, Why::Joined),
            number: number(slices, task),
            heading: heading(survey, slices, index),
            units: Lexicon::new(units),
            values: Lexicon::new(values(slices, task)),
        }
    }
}

/// `label`, under which a unit is shown, from where an owner stands.
fn shown(slices: &Slices, owner: &Owner, label: &str) -> Atom {
    if owner.basis == Basis::Decided {
        return Atom::placeless(label, Why::Decided);
    }
    let why = match owner.basis {
        Basis::Roster => Why::Roster,
        _ if owner.full_name.as_deref() == Some(label) => Why::Prefix,
        _ => Why::Name,
    };
    Atom::new(slices, label, owner.span, &owner.pieces, why)
}

fn values(slices: &Slices, task: &Task) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for deadline in &task.deadlines {
        let (span, pieces) = (deadline.span, &deadline.pieces[..]);
        atoms.push(Atom::new(slices, &deadline.text, span, pieces, Why::Default));
        let why = if deadline.year_presumed { Why::Year } else { Why::Date };
        let date = deadline.date.iter();
        atoms.extend(date.map(|date| match deadline.origin {
            DeadlineOrigin::Default => Atom::placeless(date, Why::Default),
            _ => Atom::new(slices, date, span, pieces, why),
        }));
    }
    for target in &task.targets {
        atoms.push(Atom::new(
            slices,
            &target.text,
            target.span,
            &target.pieces,
            Why::Joined,
        ));
    }
    for person in &task.people {
        atoms.push(Atom::new(
            slices,
            &person.name,
            person.span,
            &person.pieces,
            Why::Joined,
        ));
    }
    for cell in task.cells.iter().filter(|cell| cell.is_remark()) {
        atoms.push(Atom::new(slices, &cell.text, cell.span, &cell.pieces, Why::Joined));
    }
    atoms
}

/// The number as the tables show it, without the mark behind it.
fn number(slices: &Slices, task: &Task) -> Option<Atom> {
    let shown = crate::view::number(task);
    let span = task.number_span?;
    let before = task.number[..task.number.find(shown)?].chars().count();
    let start = span.start + before;
    let place = CharSpan::new(start, start + shown.chars().count());
    Some(Atom::new(slices, shown, place, &[], Why::Joined))
}

/// The heading of a task's action: its runs of letters as they stand one after the other in the plan.
fn heading(survey: &Survey, slices: &Slices, task: usize) -> Option<Atom> {
    let action = survey.action(task).action?;
    let (span, words) = (action.span?, action.heading());
    let written: Vec<char> = slices.get(span)?.chars().collect();
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    for letter in words.chars() {
        match written[at..].iter().position(|other| *other == letter) {
            Some(skipped) => {
                at += skipped;
                extend(&mut parts, span.start + at);
                at += 1;
            }
            None if letter.is_whitespace() => parts.push(Part::Words(letter.to_string())),
            None => return Some(Atom::new(slices, &words, span, &[], Why::Joined)),
        }
    }
    Some(Atom { words, parts })
}

/// Adds the character at `at`.
fn extend(parts: &mut Vec<Part>, at: usize) {
    match parts.last_mut() {
        Some(Part::Slice(last)) if last.end == at => last.end += 1,
        _ => parts.push(Part::Slice(CharSpan::new(at, at + 1))),
    }
}

/// Whether a row holds no cells, only room for a chart.
fn is_room(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.kind == CellKind::Space)
}

fn words(part: &Part) -> Option<String> {
    match part {
        Part::Words(words) => Some(words.clone()),
        _ => None,
    }
}

/// Gathers the values of one workbook.
struct Builder<'e, 'a> {
    evidence: &'e Evidence<'a>,
    /// Tasks of the plan that the workbook is about.
    tasks: Vec<usize>,
    place_of: HashMap<usize, usize>,
    values: Vec<Vec<Part>>,
    known: HashMap<Vec<Part>, usize>,
    /// Words in proven cells that are none of the plan's.
    loose: BTreeSet<String>,
    /// Where in the text the next line of 原文 may begin.
    cursor: usize,
}

impl<'e, 'a> Builder<'e, 'a> {
    fn new(evidence: &'e Evidence<'a>, whole: bool, sheets: &[SheetInput]) -> Self {
        let mut tasks: Vec<usize> = if whole {
            (0..evidence.atoms.len()).collect()
        } else {
            let rows = sheets.iter().flat_map(|sheet| sheet.rows);
            rows.filter_map(|row| row.task).collect()
        };
        tasks.sort_unstable();
        tasks.dedup();
        Builder {
            evidence,
            place_of: tasks.iter().enumerate().map(|(at, task)| (*task, at)).collect(),
            tasks,
            values: Vec::new(),
            known: HashMap::new(),
            loose: BTreeSet::new(),
            cursor: 0,
        }
    }

    fn sheet(&mut self, sheet: &SheetInput) -> SheetProof {
        self.cursor = 0;
        let columns = sheet.columns.iter().map(|(_, key, heading)| ColumnProof {
            key: key.name().to_string(),
            unit: match key {
                ColumnKey::Unit(unit) => Some(*unit),
                _ => None,
            },
            heading: heading.clone(),
        });
        let figures = |line: &&String| line.contains(|letter: char| letter.is_ascii_digit());
        SheetProof {
            name: sheet.name.to_string(),
            view: sheet.view.to_string(),
            headed: sheet.headed,
            lines: sheet.lines.iter().filter(figures).cloned().collect(),
            columns: columns.collect(),
            rows: sheet
                .rows
                .iter()
                .filter(|row| !is_room(row))
                .map(|row| self.row(sheet, row))
                .collect(),
        }
    }

    fn row(&mut self, sheet: &SheetInput, row: &Row) -> RowProof {
        let nothing = Cell::blank(CellKind::Label);
        let about = row.task.filter(|_| sheet.view != "source_text");
        let cells = sheet
            .columns
            .iter()
            .map(|(source, key, _)| {
                let cell = row.cells.get(*source).unwrap_or(&nothing);
                self.cell(sheet.view, key.name(), cell, about, row.line)
            })
            .collect();
        RowProof {
            task: about.and_then(|task| self.place_of.get(&task).copied()),
            unit: row.unit,
            cells,
        }
    }

    fn cell(&mut self, view: &str, key: &str, cell: &Cell, task: Option<usize>, line: Option<usize>) -> Expected {
        match (&cell.value, cell.kind) {
            (_, CellKind::FillIn | CellKind::Status | CellKind::Date | CellKind::Percent | CellKind::Light) => {
                Expected::Free
            }
            (Value::Day(_) | Value::Light(_), _) => Expected::Free,
            // Numbers of rows do not outlive sorting.
            (Value::Number(_), _) if key == "index" => Expected::Free,
            (Value::Blank, _) => self.value(Vec::new()),
            (Value::Number(number), _) => self.value(vec![Part::Words(number.to_string())]),
            (Value::Live(live, _), _) => Expected::Count(*live),
            (Value::Text(text), _) => {
                let parts = match (view, line) {
                    ("source_text", Some(_)) if key == "text" => self.line(text),
                    _ => self.parts(key, text, task),
                };
                if task.is_some() && is_proven(view, key) {
                    self.loose.extend(parts.iter().filter_map(words));
                }
                self.value(parts)
            }
        }
    }

    fn value(&mut self, parts: Vec<Part>) -> Expected {
        let next = self.values.len();
        let place = *self.known.entry(parts).or_insert_with_key(|parts| {
            self.values.push(parts.clone());
            next
        });
        Expected::Value(place)
    }

    fn parts(&self, key: &str, text: &str, task: Option<usize>) -> Vec<Part> {
        let words = || vec![Part::Words(text.to_string())];
        let Some(atoms) = task.and_then(|task| self.evidence.atoms.get(task)) else {
            return words();
        };
        let whole = |atom: &Option<Atom>| match atom {
            Some(atom) if atom.words == text => atom.parts.clone(),
            _ => words(),
        };
        match key {
            "id" | "action_key" => words(),
            "text" => atoms.text.beginning(text).unwrap_or_else(words),
            "number" => whole(&atoms.number),
            "action" => whole(&atoms.heading),
            "lead" | "support" | "owners" | "others" | "name" | "written" | "member_of" | "role" | "partners"
            | "assignment" => atoms.units.trace(text),
            _ => atoms.values.trace(text),
        }
    }

    /// The next line of 原文: rows follow the text.
    fn line(&mut self, shown: &str) -> Vec<Part> {
        let text = self.evidence.survey.text;
        match text[self.cursor..].find(shown) {
            Some(skipped) => {
                let start = self.cursor + skipped;
                self.cursor = start + shown.len();
                vec![Part::Slice(self.evidence.slices.place(start, self.cursor))]
            }
            None => vec![Part::Words(shown.to_string())],
        }
    }
}
