//! 原文: the decoded text line by line, what each line is and which task it belongs to. Lines are those of the file,
//! which is named where there are several.

use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording::Places;
use super::{Context, View};
use crate::plan::{LedgerEntry, LedgerKind};

pub(super) const VIEW: View = View {
    key: "source_text",
    columns: &["file", "line", "kind", "id", "text"],
    required: &["text"],
    build,
};

/// Lines of more characters than this are cut where ledger entries meet.
const LONG: usize = 400;

/// A stretch of one line with the entries in it.
struct Segment<'a> {
    line: usize,
    start: usize,
    end: usize,
    chars: usize,
    kinds: Vec<LedgerKind>,
    tasks: Vec<&'a str>,
}

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let text = context.survey.text;
    let mut segments = Vec::new();
    let mut line = Vec::new();
    for piece in pieces(text, &context.survey.plan.ledger) {
        if line.last().is_some_and(|last: &Segment| last.line != piece.line) {
            segments.append(&mut joined(std::mem::take(&mut line)));
        }
        line.push(piece);
    }
    segments.append(&mut joined(line));
    let places = Places::of(context.survey.plan);
    let mut seen = vec![false; context.survey.pairs.len()];
    let rows = segments
        .iter()
        .filter_map(|segment| row(context, &places, segment, &mut seen))
        .collect();
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: places.columns(VIEW.columns).into_iter().map(Column::named).collect(),
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// The text cut at line ends and where ledger entries meet, in one pass; text no entry covers is cut at line ends.
fn pieces<'a>(text: &str, ledger: &'a [LedgerEntry]) -> Vec<Segment<'a>> {
    let mut pieces = Vec::with_capacity(ledger.len() * 2);
    let (mut byte, mut line, mut at) = (0, 1, 0);
    let mut cut = |byte: &mut usize, line: &mut usize, length: Option<usize>, entry: Option<&'a LedgerEntry>| {
        let rest = &text[*byte..];
        let end = length
            .and_then(|length| rest.char_indices().nth(length))
            .map_or(rest.len(), |(end, _)| end);
        for part in rest[..end].split_inclusive('\n') {
            pieces.push(Segment {
                line: *line,
                start: *byte,
                end: *byte + part.len(),
                chars: part.chars().count(),
                kinds: entry.map(|entry| entry.kind).into_iter().collect(),
                tasks: entry.and_then(|entry| entry.task.as_deref()).into_iter().collect(),
            });
            *byte += part.len();
            *line += usize::from(part.ends_with('\n'));
        }
    };
    for entry in ledger {
        if entry.span.start > at {
            cut(&mut byte, &mut line, Some(entry.span.start - at), None);
            at = entry.span.start;
        }
        if entry.span.end > at {
            cut(&mut byte, &mut line, Some(entry.span.end - at), Some(entry));
            at = entry.span.end;
        }
    }
    cut(&mut byte, &mut line, None, None);
    pieces
}

/// The pieces of one line as one segment, or as they are where the line is long.
fn joined(line: Vec<Segment<'_>>) -> Vec<Segment<'_>> {
    if line.iter().map(|piece| piece.chars).sum::<usize>() > LONG {
        return line;
    }
    let mut pieces = line.into_iter();
    let Some(mut whole) = pieces.next() else {
        return Vec::new();
    };
    for piece in pieces {
        whole.end = piece.end;
        whole.chars += piece.chars;
        for kind in piece.kinds {
            if !whole.kinds.contains(&kind) {
                whole.kinds.push(kind);
            }
        }
        for task in piece.tasks {
            if !whole.tasks.contains(&task) {
                whole.tasks.push(task);
            }
        }
    }
    vec![whole]
}

fn row<'a>(context: &Context<'a>, places: &Places<'a>, segment: &Segment<'a>, seen: &mut [bool]) -> Option<Row<'a>> {
    let text = context.survey.text[segment.start..segment.end].trim();
    if text.is_empty() {
        return None;
    }
    let mut kinds: Vec<LedgerKind> = segment
        .kinds
        .iter()
        .copied()
        .filter(|kind| *kind != LedgerKind::Blank)
        .collect();
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != LedgerKind::Number);
    }
    let labels: Vec<&str> = kinds
        .iter()
        .map(|kind| context.words.ledger.get(kind).map_or(kind.label(), String::as_str))
        .collect();
    let noise = !kinds.is_empty() && kinds.iter().all(|kind| *kind == LedgerKind::Noise);
    let first = segment
        .tasks
        .iter()
        .filter_map(|id| context.survey.task(id))
        .find(|task| !seen[*task]);
    let link = segment
        .tasks
        .first()
        .and_then(|id| context.survey.task(id))
        .map(Link::Register);
    if let Some(task) = first {
        seen[task] = true;
    }
    let mut id = Cell::new(CellKind::Id, segment.tasks.join(&context.words.separator));
    id.link = link;
    let (file, _) = places.place(segment.line);
    let mut cells: Vec<Cell> = file.map(|file| Cell::new(CellKind::Label, file)).into_iter().collect();
    cells.extend([
        places.cell(segment.line),
        Cell::new(CellKind::Label, labels.join(&context.words.separator)),
        id,
        Cell::text(text),
    ]);
    Some(Row {
        task: first,
        line: Some(segment.line),
        ..Row::new(if noise { RowKind::Muted } else { RowKind::Data }, cells)
    })
}
