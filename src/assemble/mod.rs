//! Outline and resolved tags to [`Plan`].
//!
//! `tree` hangs every paragraph where its number belongs (`unit_first` tags plans that go through the units one by
//! one), `draft` decides what is a heading and what a task,
//! `owners` settles who must do it, `ledger` accounts for every character, `check` says what a person should
//! look at.

mod attendance;
mod certainty;
mod check;
mod draft;
mod due;
mod duties;
mod front;
mod goals;
mod intern;
mod known;
mod ledger;
mod level;
mod listed;
mod name_lines;
mod names;
mod narrative;
mod one_unit;
mod owners;
mod partners;
mod reading;
mod roster;
mod shelves;
mod skip;
mod table_notes;
mod targets;
mod titles;
mod tree;
mod unit_first;
mod units;
mod words;

use std::cell::RefCell;
use std::sync::Arc;

use crate::deadline::Context;
use smallvec::SmallVec;

use crate::directory::{Glossary, RosterFile};
use crate::outline::Outline;
use crate::plan::{ColumnCell, LedgerKind, Measure, PlaceOfLine, Plan, SCHEMA, Source, SourceFile, Tag, Task};
use crate::source::{CharIndex, Document, LineIndex, Location, Slices, Span};
use crate::tags::{Found, TagReader};
use crate::{Error, Templates};

pub(crate) use listed::list_unit;

use check::Findings;
use draft::{Decision, Draft, Drafts};
use known::Known;
use ledger::Claims;
use level::Wishes;
use names::{DefinedNames, paragraphs};
use narrative::Told;
use one_unit::OneUnit;
use owners::Settler;
use roster::Rosters;
use shelves::{Shelves, whole};
use tree::Tree;
use words::Words;

/// How owners follow from the tags.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Take the first-named of several owners for the lead (shown as 推定).
    pub first_is_lead: bool,
    /// The members of groups.
    pub roster: Option<Arc<RosterFile>>,
    /// The level of the tasks as typed (`一、`, `（一）`, `1.`, `段`), where the user decides it.
    pub task_level: Option<String>,
    /// The level of the headings that make the actions.
    pub action_level: Option<String>,
    /// Texts of headings, or their numbers: what stands under them is left out.
    pub skip_sections: Vec<String>,
    /// Give a task without a deadline the end of the plan's year (shown as 默认).
    pub default_year_end: bool,
    /// The day the user goes by (`--as-of`), ISO: what was due before it is a finding.
    pub as_of: Option<String>,
    /// A unit with more than this share of all tasks is a finding, in percent; [`LARGE_SHARE`] where it is not said.
    pub large_share: Option<u8>,
}

/// The share of all tasks, in percent, from which a unit with more is a finding.
pub const LARGE_SHARE: u8 = 40;

/// What to try with a document that holds no task: a notice may have them in an annex of its own file.
fn advice_without_tasks(outline: &Outline, text: &str) -> String {
    match outline.front.attachments.first() {
        Some(annex) => {
            let annex = annex.of(text).replace(['\n', '\r'], "");
            format!("正文列有附件“{annex}”，任务多半在附件里：附件是另一个文件的，用 --annex 附件文件 与本文一起读")
        }
        None => "请确认这是工作要点、行动计划、实施方案一类的文件".to_string(),
    }
}

/// Makes the plan.
///
/// # Errors
/// [`Error::NoTasks`] when no task is in the document; [`Error::Choice`] when a level or section was chosen that it
/// does not have.
pub fn assemble(
    document: &Document,
    outline: &Outline,
    templates: &Templates,
    options: &Options,
) -> Result<Plan, Error> {
    let text = &document.text[..];
    let (glossary, directory) = Glossary::read(text, &paragraphs(outline), &templates.directory);
    let directory = &*directory;
    let mut reader = TagReader::new(&templates.roles, directory);
    let mut tree = Tree::new(text, outline, &mut reader);
    let wishes = Wishes::read(&tree, options, &document.name())?;
    let mut decision = Decision::new(&tree, &wishes);
    skip::skip(&tree, &options.skip_sections, &document.name(), &mut decision)?;
    let mut drafts = draft::drafts(&tree, &decision);
    wishes.check_headings(&tree, &drafts.headings, options, &document.name())?;
    let drafted = std::mem::take(&mut drafts.tasks);
    if drafted.is_empty() {
        return Err(Error::NoTasks {
            name: document.name(),
            lines: document.blocks.len(),
            advice: advice_without_tasks(outline, text),
        });
    }
    // Where paragraphs are cut has done its work: the memory is better used for the tasks.
    let tagged = std::mem::take(&mut tree.tagged);
    let found: Vec<Found> = tagged.into_iter().map(|tagged| tagged.found).collect();
    let index = CharIndex::new(text);
    let lines = LineIndex::new(text);
    let rules = owners::rules(&tree, &found, outline, &mut reader, directory);
    // The ledger comes first: building the tasks then gives back the memory of their drafts one by one.
    narrative::except_rules(&mut drafts.loose, &rules);
    attendance::set_aside(&mut drafts.loose, text, directory);
    let told = narrative::told(&tree, &drafts.loose, outline);
    let ledger = {
        let ids: Vec<Arc<str>> = drafted.iter().map(|draft| Arc::clone(&draft.id)).collect();
        claims(&tree, &found, &drafts, &drafted, &told, outline).entries(text, &index, &ids)
    };
    let mut settler = Settler {
        tree: &tree,
        found: &found,
        headings: &drafts.headings,
        index: &index,
        directory,
        known: Known::new(directory),
        rules: owners::effective(&rules),
        options,
        one_unit: OneUnit::default(),
        wordings: RefCell::default(),
        interner: intern::Interner::default(),
    };
    let own = [&outline.front.title, &outline.front.issuer].map(|words| words.as_ref().map(|words| words.join(text)));
    let own: Vec<&str> = own.iter().flatten().map(String::as_str).collect();
    settler.one_unit = OneUnit::new(&settler, &drafted, &glossary.lists, &own);
    let settler = settler;
    let rosters = Rosters::new(&glossary, options.roster.as_deref(), directory, &settler.one_unit);
    let mut findings = Findings::new(&settler, &rosters, &lines);
    findings.brackets(&tree, &drafted);
    findings.idle_tags(&drafted);
    findings.loose_tags(&drafts.loose);
    let shelves = Shelves::new(&settler, &drafted, wishes.action_level);
    let skipped: Vec<Slices> = drafts.skipped.iter().map(|(heading, _)| heading.clone()).collect();
    let without_action = drafted.iter().filter(|draft| draft.heading.is_none()).count();
    let levels = level::levels(
        &tree,
        options,
        &drafted,
        shelves.headings(&settler),
        without_action,
        &skipped,
    );
    let mut register = units::Register::default();
    let mut tasks: Vec<Task> = Vec::with_capacity(drafted.len());
    let issued_on = outline.front.issued_on.as_ref().map(|(_, iso)| iso.as_str());
    let known = due::known(&document.text, outline);
    for draft in in_chunks(drafted) {
        let mut settled = settler.settle(&draft);
        rosters.expand(&mut settled);
        register.add(&settled);
        let words: SmallVec<[Words<'_>; 1]> = draft
            .text
            .iter()
            .map(|slices| Words::new(text, slices, known))
            .collect();
        let mut task = task(&settler, &draft, settled, shelves.of(&draft), known, &lines, &words);
        findings.task(&draft, &task);
        findings.tags_in_text(&words, &task);
        findings.promises(&words, &task);
        certainty::brackets(&words, &mut task);
        findings.times(&task, outline.front.year, issued_on);
        findings.partners(&task);
        tasks.push(task);
    }
    findings.words_for_sections(&drafts.loose, known);
    findings.numbers(&tree, &decision);
    findings.rules(&rules);
    findings.safeguards(&drafts.safeguards);
    findings.skipped(&drafts.skipped);
    let mut narrative = narrative::entries(&settler, &told, &lines, known);
    let mut goals = goals::goals(&settler, &drafts.loose, &told, &lines, known);
    targets::link(&mut tasks, &mut goals, &mut narrative);
    goals::name_tasks(&mut goals, &tasks);
    findings.narrative(&told);
    findings.apart(&settler.one_unit.listed);
    findings.replaced(document);
    findings.remarks(document);
    findings.marking(outline.front.marking.as_ref());
    findings.foreign(&outline.foreign, &tasks);
    findings.vague(&tasks);
    findings.without_time(
        &tasks,
        options.default_year_end && known.last_year().or(known.plan_year).is_some(),
    );
    if let Some(as_of) = &options.as_of {
        findings.due(&tasks, as_of);
    }
    let mut units = register.units();
    let names = DefinedNames::new(&settler, &glossary, &rosters, &units, &lines);
    findings.definitions(&names.definitions);
    findings.rosters(options.roster.as_deref());
    listed::apply(directory, &mut tasks, &mut units, &mut findings);
    let issuer = outline.front.issuer.as_ref().map(|issuer| issuer.join(text));
    findings.audience(outline, &glossary, issuer.as_deref(), &units);
    findings.large_share(&tasks, &units, options.large_share.unwrap_or(LARGE_SHARE));
    certainty::settle(&mut tasks, &ledger, &settler.known, &mut findings);
    findings.unread_tags(&tasks, &ledger);
    let notes = findings.finish(tasks.len());

    let front = front::front(&settler, &outline.front);
    let source = source(document, &index, &lines);
    let mut notes = notes;
    for note in &mut notes {
        let at = index.byte(text, note.span.start);
        note.place = source.words_of(note.line).map(|_| document.locate(at).to_string());
    }
    let fallback = source
        .name
        .rsplit_once('.')
        .map_or(source.name.clone(), |(stem, _)| stem.to_string());
    Ok(Plan {
        schema: SCHEMA.to_string(),
        source,
        directory: templates.directory.place().map(|place| place.file.clone()),
        title: front
            .title
            .as_ref()
            .map_or_else(|| fallback, |title| title.text.replace('\n', "")),
        issuer: front.issuer.as_ref().map(|issuer| issuer.text.replace('\n', " ")),
        document_number: front.document_number.as_ref().map(|number| number.text.clone()),
        issued_on: front.issued_on.as_ref().map(|date| date.date.clone()),
        year: outline.front.year,
        front,
        levels,
        actions: shelves.actions,
        tasks,
        narrative,
        goals,
        units,
        definitions: names.definitions,
        rosters: names.rosters,
        roster_file: options.roster.as_deref().map(|roster| roster.file.clone()),
        decisions: Vec::new(),
        ledger,
        notes,
        reading: None,
        as_built: None,
        text: None,
    })
}

/// Where the text came from.
fn source(document: &Document, index: &CharIndex, lines: &LineIndex<'_>) -> Source {
    let chars = |offset: usize| index.at(&document.text, offset);
    let mut files: Vec<SourceFile> = document
        .files
        .iter()
        .map(|file| SourceFile {
            name: file.name.clone(),
            format: file.format.to_string(),
            encoding: file.encoding.to_string(),
            sha256: file.sha256.clone(),
            chars: chars(file.span.end) - chars(file.span.start),
            start: chars(file.span.start),
            line: lines.at(file.span.start),
        })
        .collect();
    let several = files.len() > 1;
    // One file says all there is to say; of several the notice comes first.
    let first = files.first().cloned();
    files.retain(|_| several);
    let value = |value: fn(SourceFile) -> String| first.clone().map(value).unwrap_or_default();
    Source {
        name: value(|file| file.name),
        format: value(|file| file.format),
        encoding: value(|file| file.encoding),
        sha256: value(|file| file.sha256),
        chars: index.len(),
        files,
        places: places(document, lines),
    }
}

/// Where lines stand in files that are no text files.
fn places(document: &Document, lines: &LineIndex<'_>) -> Vec<PlaceOfLine> {
    let told = document
        .locations
        .iter()
        .filter(|(_, place)| !matches!(place, Location::Line(_)));
    let mut places: Vec<PlaceOfLine> = told
        .map(|(at, place)| PlaceOfLine {
            line: lines.at(*at),
            place: place.to_string(),
        })
        .collect();
    // Of a line with several places the first is that of the whole.
    places.dedup_by_key(|place| place.line);
    places
}

/// The drafts in order, their memory given back chunk by chunk while the tasks are built.
fn in_chunks(mut drafted: Vec<Draft>) -> impl Iterator<Item = Draft> {
    const CHUNK: usize = 4096;
    let mut chunks = Vec::with_capacity(drafted.len() / CHUNK + 1);
    while !drafted.is_empty() {
        let tail = (drafted.len() - 1) / CHUNK * CHUNK;
        chunks.push(drafted.split_off(tail));
        drafted.shrink_to(tail);
    }
    chunks.into_iter().rev().flatten()
}

fn task(
    settler: &Settler<'_, '_>,
    draft: &Draft,
    settled: owners::Settled,
    (action, path): (Arc<str>, Arc<Vec<String>>),
    known: Context,
    lines: &LineIndex<'_>,
    paragraphs: &[Words<'_>],
) -> Task {
    let text = settler.tree.text;
    let mut slices = Slices::default();
    let length = draft.text.iter().flat_map(Slices::iter).map(Span::len).sum::<usize>();
    let mut words = String::with_capacity(length + draft.text.len().saturating_sub(1));
    for (at, paragraph) in draft.text.iter().enumerate() {
        if at > 0 {
            words.push('\n');
        }
        paragraph.iter().for_each(|span| words.push_str(span.of(text)));
    }
    draft.text.iter().for_each(|paragraph| slices.extend(paragraph));
    // A row may have a number and owners but no text: its place is behind the number.
    if slices.is_empty()
        && let Some(marker) = draft.number
    {
        slices = Span::new(marker.span.end, marker.span.end).into();
    }
    // Pieces join with a line feed between paragraphs and nothing inside one.
    let single = draft.text.len() <= 1 && slices.is_single();
    let first = draft
        .number
        .map(|marker| marker.span.start)
        .unwrap_or(slices.hull().start);
    let deadlines = due::deadlines(settler, draft, paragraphs, known);
    Task {
        id: Arc::clone(&draft.id),
        action,
        kind: draft.kind,
        number: settler
            .interner
            .get(draft.number.map_or("", |marker| marker.span.of(text))),
        number_span: draft.number.map(|marker| settler.span(&marker.span.into())),
        path,
        text: words,
        span: settler.span(&slices),
        pieces: if single {
            Vec::new()
        } else {
            draft
                .text
                .iter()
                .flat_map(Slices::iter)
                .map(|span| settler.span(&span.into()))
                .collect()
        },
        line: lines.at(first),
        tag: tag(settler, draft),
        owners: settled.owners,
        owners_in_text: None,
        changes: Vec::new(),
        people: settled.people,
        open_ended: settled.open_ended,
        targets: targets::of_task(settler, draft, paragraphs, &deadlines, known),
        deadlines,
        partners: partners::partners(settler, paragraphs),
        measures: draft
            .measures
            .iter()
            .map(|(number, body)| measure(settler, *number, body))
            .collect(),
        cells: draft.cells.iter().map(|cell| column_cell(settler, *cell)).collect(),
        look: Vec::new(),
    }
}

/// A cell of a row that says neither who nor when.
fn column_cell(settler: &Settler<'_, '_>, segment: usize) -> ColumnCell {
    let (tree, body) = (settler.tree, &settler.tree.segments[segment].body);
    let heading: String = tree
        .column(segment)
        .map_or("", |heading| heading.of(tree.text))
        .split_whitespace()
        .collect();
    ColumnCell {
        heading: settler.interner.get(&heading),
        text: body.join(tree.text),
        span: settler.span(body),
        pieces: settler.pieces(body),
    }
}

fn measure(settler: &Settler<'_, '_>, number: Span, body: &Slices) -> Measure {
    let text = settler.tree.text;
    Measure {
        number: number.of(text).to_string(),
        number_span: settler.span(&number.into()),
        text: body.join(text),
        span: settler.span(body),
        pieces: settler.pieces(body),
    }
}

fn tag(settler: &Settler<'_, '_>, draft: &Draft) -> Option<Tag> {
    let own = draft.tags.iter().filter(|at| !settler.tree.is_repeated(at.segment));
    let mut places: SmallVec<[Slices; 1]> = own
        .map(|at| settler.tree.locate(at.segment, settler.tag(*at).range.clone()))
        .collect();
    // Cells side by side, each wrapped over the same lines: the tag shows what can be read from its first to its last
    // character, the other cells show in what was found in them.
    let mut end = 0;
    places.retain(|place| {
        let follows = place.hull().start >= end;
        if follows {
            end = place.hull().end;
        }
        follows
    });
    let mut all = Slices::default();
    places.iter().for_each(|place| all.extend(place));
    let mut text = places.first()?.join(settler.tree.text);
    for place in &places[1..] {
        text.push('\n');
        place.iter().for_each(|span| text.push_str(span.of(settler.tree.text)));
    }
    let single = places.len() == 1 && all.is_single();
    let pieces = if single {
        Vec::new()
    } else {
        places
            .iter()
            .flat_map(Slices::iter)
            .map(|span| settler.span(&span.into()))
            .collect()
    };
    Some(Tag {
        text,
        span: settler.span(&all),
        pieces,
    })
}

/// Every place of the document with what it is.
fn claims(
    tree: &Tree<'_>,
    found: &[Found],
    drafts: &Drafts,
    drafted: &[Draft],
    told: &[Told],
    outline: &Outline,
) -> Claims {
    let mut claims = Claims::with_room_for(drafted.len() * 3 + outline.set_aside.len());
    // Where two claims begin together, the first keeps what both want.
    for told in told {
        claims.claim(&told.slices, LedgerKind::Narrative, None);
    }
    for aside in &outline.set_aside {
        claims.claim_span(aside.span, aside.kind, None);
    }
    for heading in &drafts.headings {
        if !heading.is_task {
            claims.claim(&whole(heading), LedgerKind::Heading, None);
        }
        for at in &heading.tags {
            claims.claim(
                &tree.locate(at.segment, found[at.segment].tags[at.index].range.clone()),
                LedgerKind::Tag,
                None,
            );
        }
    }
    for (index, draft) in drafted.iter().enumerate() {
        if let Some(marker) = draft.number {
            claims.claim_span(marker.span, LedgerKind::Number, Some(index));
        }
        draft
            .text
            .iter()
            .for_each(|text| claims.claim(text, LedgerKind::Task, Some(index)));
        for cell in &draft.cells {
            claims.claim(&tree.segments[*cell].body, LedgerKind::OtherColumn, Some(index));
        }
        for at in &draft.tags {
            let range = found[at.segment].tags[at.index].range.clone();
            claims.claim(&tree.locate(at.segment, range), LedgerKind::Tag, Some(index));
        }
    }
    for loose in &drafts.loose {
        claims.claim(&loose.slices, loose.kind, None);
    }
    claims
}
