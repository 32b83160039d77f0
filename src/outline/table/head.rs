//! Lines to column headings.
//!
//! ```text
//! head  = row | lines | glued | flat
//! row   = headings on one line, between bars, tabs, commas or blanks [ a second such line below 责任单位 ]
//! lines = a heading a line; one may be broken over lines
//! glued = a line of nothing but headings, without anything between
//! flat  = a run of headings inside a long line that holds the whole table
//! ```

mod broken;
pub(super) mod glued;
mod pair;
mod spaced;
mod split;

use super::super::lines::Line;
use super::super::marker::MarkerStyle;
use super::cells::{by_bars, by_blanks, by_commas, is_bar, is_bars, is_ruling, with_tabs, without_bars};
use super::columns::{ColumnKind, column_kind, listed_kind};
use super::partition::{self, Partition};
use super::{Column, WIDEST, grid, groups, profile};
use crate::Templates;
use crate::source::Span;
use crate::tags::{BaseRole, Roles};

/// How the cells of a table are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A row a line, cells between bars or tabs.
    Bars,
    /// A row a line of comma-separated values.
    Commas,
    /// A row a line, cells between blanks.
    Blanks,
    /// A cell a line, with or without bars between.
    Lines,
    /// Cell after cell between blanks, rows not set apart.
    Flat,
    /// Cell after cell with nothing between.
    Glued,
}

/// The headings of a table.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub columns: Vec<Column>,
    /// Their places, ruling included.
    pub cells: Vec<Span>,
    pub layout: Layout,
    /// The first line behind them.
    pub end: usize,
    /// What stands before them on their own line.
    pub before: Option<Span>,
    /// What stands behind them on their own line.
    pub rest: Option<Span>,
}

/// A heading is never longer than this many characters.
const LONGEST: usize = 18;

/// Between 序号 and the first number a heading may say more: 目前完成情况、存在问题及下一步工作措施.
const LONGEST_NUMBERED: usize = 30;

/// The run of headings that begins at line `at`: at least three, one of them of units and one of tasks.
pub(super) fn head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    let roles = &templates.roles;
    broken::head(text, lines, at, roles)
        .or_else(|| row_head(text, lines, at, templates))
        .or_else(|| split::head(text, lines, at, roles))
        .or_else(|| line_head(text, lines, at, roles))
        .or_else(|| glued::head(text, lines, at, roles))
        .or_else(|| flat_head(text, lines, at, roles))
        .or_else(|| pair::head(text, lines, at, templates))
}

/// All headings on one line.
fn row_head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    let roles = &templates.roles;
    let span = lines[at].span;
    let spaced = spaced::words(text, span, roles).map(|words| (Layout::Blanks, words));
    for (layout, parts) in [
        (Layout::Bars, by_bars(text, span)),
        (Layout::Commas, by_commas(text, span)),
    ]
    .into_iter()
    .chain(spaced)
    .chain([(Layout::Blanks, by_blanks(text, span))])
    {
        if parts.len() < 2 || parts.len() > WIDEST {
            continue;
        }
        // 工作任务 | 牵头单位: two columns are a table only where both headings are known.
        let pair = parts.len() == 2 && layout == Layout::Bars && is_pair(text, &parts, roles);
        if parts.len() == 2 && !pair {
            continue;
        }
        let kinds: Vec<Option<ColumnKind>> = parts.iter().map(|part| column_kind(part.of(text), roles)).collect();
        let filled = parts.iter().filter(|part| !part.is_empty()).count();
        let known = kinds.iter().flatten().count();
        let enough = match layout {
            Layout::Bars => known * 2 > filled || kinds[0] == Some(ColumnKind::Number),
            // 序号 工作任务 责任单位 工作评价: one of the headings may be on no list where rows that count stand below.
            Layout::Blanks if kinds[0] == Some(ColumnKind::Number) && row_follows(text, lines, at + 1) => {
                known * 4 >= filled * 3
            }
            _ => known == filled,
        };
        let short = parts.iter().all(|part| part.of(text).chars().count() <= 2 * LONGEST);
        let mut head = Head {
            columns: spread(&kinds, &parts),
            cells: vec![span],
            layout,
            end: at + 1,
            before: None,
            rest: None,
        };
        if enough && short {
            sub_headings(text, lines, roles, &mut head);
            if layout == Layout::Bars && head.end == at + 1 {
                groups::settle(text, lines, &mut head, templates);
            }
            if matches!(layout, Layout::Bars | Layout::Commas) {
                profile::settle(text, lines, &mut head, templates);
            }
            if pair || is_head(&head.columns) {
                return Some(head);
            }
        }
    }
    None
}

/// Whether a row that begins with a number stands on line `at`, or below the title of a group there.
fn row_follows(text: &str, lines: &[Line], at: usize) -> bool {
    let titled = lines.get(at).is_some_and(|line| {
        let words = line.span.of(text);
        line.marker.is_some_and(|marker| marker.style < MarkerStyle::Digit) && words.chars().count() <= grid::GROUP
    });
    lines.get(at + usize::from(titled)).is_some_and(|line| {
        let words = line.span.of(text);
        let number = words.split_whitespace().next().unwrap_or_default();
        number.len() < words.len() && !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit())
    })
}

/// Columns for headings; an empty heading behind one of units belongs to a cell that spans both.
fn spread(kinds: &[Option<ColumnKind>], parts: &[Span]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(parts.len());
    for (kind, heading) in kinds.iter().zip(parts) {
        let column = match columns.last() {
            Some(before) if heading.is_empty() && matches!(before.kind, ColumnKind::Units(_)) => *before,
            _ => Column {
                kind: kind.unwrap_or(ColumnKind::Other),
                heading: *heading,
            },
        };
        columns.push(column);
    }
    columns
}

/// 类别 | 具体任务 below 重点工作 where the format tells that other headings (序号) go on in the row: every cell of it is
/// a heading, and stands below its own.
fn given_sub_headings(text: &str, line: &Line, roles: &Roles, head: &mut Head) -> bool {
    let Some(_) = line.row.filter(|row| row.spanned != 0) else {
        return false;
    };
    let parts = by_bars(text, line.span);
    let kinds: Vec<Option<ColumnKind>> = parts.iter().map(|part| column_kind(part.of(text), roles)).collect();
    let headings = parts
        .iter()
        .zip(&kinds)
        .all(|(part, kind)| part.is_empty() || kind.is_some());
    let numbered = kinds.contains(&Some(ColumnKind::Number));
    if parts.len() != head.columns.len() || !headings || numbered || kinds.iter().flatten().count() < 2 {
        return false;
    }
    for (column, (part, kind)) in head.columns.iter_mut().zip(parts.iter().zip(kinds)) {
        if let Some(kind) = kind {
            *column = Column { kind, heading: *part };
        }
    }
    head.cells.push(line.span);
    head.end += 1;
    true
}

/// A second line of headings: 牵头单位 and 配合单位 below 责任单位.
fn sub_headings(text: &str, lines: &[Line], roles: &Roles, head: &mut Head) {
    let mut line = head.end;
    while line < lines.len() && line < head.end + 2 && is_ruling(lines[line].span.of(text)) {
        line += 1;
    }
    let Some(span) = lines.get(line).map(|line| line.span) else {
        return;
    };
    if head.layout != Layout::Bars || span.len() > 400 || given_sub_headings(text, &lines[line], roles, head) {
        return;
    }
    let parts = by_bars(text, with_tabs(text, span));
    let kinds: Vec<Option<ColumnKind>> = parts.iter().map(|part| listed_kind(part.of(text), roles)).collect();
    let headings = |(part, kind): (&Span, &Option<ColumnKind>)| part.is_empty() || kind.is_some();
    let has_units = kinds.iter().any(|kind| matches!(kind, Some(ColumnKind::Units(_))));
    let has_number = kinds.contains(&Some(ColumnKind::Number));
    if !has_units || has_number || !parts.iter().zip(&kinds).all(headings) {
        return;
    }
    // 牵头单位 | 配合单位 | | | below 序号 | 工作任务 | 责任单位 stand in no column of their own.
    let over = |(column, kind): (&Column, &Option<ColumnKind>)| {
        kind.is_none() || column.heading.is_empty() || matches!(column.kind, ColumnKind::Units(_))
    };
    let tabbed = parts.first().is_some_and(|part| part.is_empty())
        && parts.len() < head.columns.len()
        && !span.of(text).contains(is_bar);
    if (tabbed || parts.len() == head.columns.len()) && head.columns.iter().zip(&kinds).all(over) {
        for (column, (part, kind)) in head.columns.iter_mut().zip(parts.iter().zip(&kinds)) {
            if let Some(kind) = kind {
                *column = Column {
                    kind: *kind,
                    heading: *part,
                };
            }
        }
    } else {
        let below: Vec<Column> = parts
            .iter()
            .zip(&kinds)
            .filter_map(|(part, kind)| kind.map(|kind| Column { kind, heading: *part }))
            .collect();
        head.columns.extend(below);
        head.columns = partition::under_parent(&head.columns).unwrap_or_else(|| std::mem::take(&mut head.columns));
    }
    head.cells.extend(lines[head.end..=line].iter().map(|line| line.span));
    head.end = line + 1;
}

/// A heading a line, bars between or not.
fn line_head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    // A bar before the first heading: what stands behind it decides.
    if without_bars(text, lines[at].span).is_empty() {
        let headed = |line: &usize| !without_bars(text, lines[*line].span).is_empty();
        let first = (at + 1..lines.len().min(at + 3)).find(headed)?;
        let mut head = line_head(text, lines, first, roles)?;
        head.cells.splice(0..0, lines[at..first].iter().map(|line| line.span));
        return Some(head);
    }
    let Some(run) = heading_run(text, lines, at, roles) else {
        return known_head(text, lines, at, roles);
    };
    let known = |whole: bool| known_head(text, lines, at, roles).filter(|head| !whole || head.end == run.end);
    numbered_head(text, lines, &run, roles)
        .or_else(|| known(true))
        .or_else(|| free_head(text, lines, &run, roles))
        .or_else(|| known(false))
}

/// The cells from 序号 to the first number.
struct Run {
    cells: Vec<(Span, usize)>,
    furniture: Vec<Span>,
    /// The line of the number.
    end: usize,
}

/// What stands between 序号 and the first number.
fn heading_run(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Run> {
    let first = without_bars(text, lines[at].span).of(text);
    if first.chars().count() > 5 || !matches!(listed_kind(first, roles), Some(ColumnKind::Number)) && first != "序" {
        return None;
    }
    let (mut cells, mut furniture) = (Vec::new(), Vec::new());
    let mut line = at;
    while line < lines.len() && cells.len() <= WIDEST {
        let span = lines[line].span;
        let core = without_bars(text, span);
        let words = core.of(text);
        let marked = lines[line].marker.is_some() && words.chars().count() > 4;
        let again = !cells.is_empty() && words == first;
        if super::content::is_number(words)
            || marked
            || again
            || words.chars().count() > LONGEST_NUMBERED
            || words.ends_with('。')
        {
            break;
        }
        furniture.push(span);
        if !is_bars(span.of(text)) && !core.is_empty() {
            cells.push((core, line));
        }
        line += 1;
    }
    // Neither a number nor a title of rows ends the run: no heading row.
    (cells.len() <= WIDEST && line < lines.len()).then_some(Run {
        cells,
        furniture,
        end: line,
    })
}

/// Headings from 序号 to the first number; where the numbers of the rows come at even distances, that distance is
/// the number of columns, whatever their words.
fn numbered_head(text: &str, lines: &[Line], run: &Run, roles: &Roles) -> Option<Head> {
    let period = grid::period(text, lines, run.end)?;
    let words: Vec<Span> = run.cells.iter().map(|(core, _)| *core).collect();
    // A first row with two owners one below the other is a cell longer: headings that are all known know better.
    if let Some(Partition { columns, .. }) = partition::by_words(text, &words, roles)
        && columns.len() != period
        && columns
            .iter()
            .all(|column| listed_kind(column.heading.of(text), roles).is_some())
        && grid::votes(text, lines, run.end, columns.len()) >= grid::votes(text, lines, run.end, period)
    {
        return None;
    }
    let found = partition::partition(text, &words, period, roles)?;
    if !is_head(&found.columns) {
        return None;
    }
    let end = run.cells.get(found.used).map_or(run.end, |(_, line)| *line);
    let mut furniture = run.furniture.clone();
    furniture.retain(|span| lines.get(end).is_none_or(|line| span.start < line.span.start));
    Some(Head {
        columns: found.columns,
        cells: furniture,
        layout: Layout::Lines,
        end,
        before: None,
        rest: None,
    })
}

/// Headings from 序号 to the first number where merged cells leave the numbers at uneven distances: every word there is
/// a heading, known or not.
fn free_head(text: &str, lines: &[Line], run: &Run, roles: &Roles) -> Option<Head> {
    let words: Vec<Span> = run.cells.iter().map(|(core, _)| *core).collect();
    if !super::content::is_number(without_bars(text, lines[run.end].span).of(text)) {
        return None;
    }
    let columns = partition::by_words(text, &words, roles)?.columns;
    is_head(&columns).then(|| Head {
        columns,
        cells: run.furniture.clone(),
        layout: Layout::Lines,
        end: run.end,
        before: None,
        rest: None,
    })
}

/// Known headings only; one broken over two lines is joined.
fn known_head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let mut columns: Vec<Column> = Vec::new();
    let mut cells = Vec::new();
    let mut line = at;
    while line < lines.len() && columns.len() < WIDEST {
        let span = lines[line].span;
        let core = without_bars(text, span);
        if core.is_empty() {
            cells.push(span);
            line += 1;
            continue;
        }
        let again = columns
            .first()
            .is_some_and(|first| first.heading.of(text) == core.of(text));
        if core.len() > 60 || again {
            break;
        }
        let joined = lines
            .get(line + 1)
            .map(|next| without_bars(text, next.span))
            .filter(|next| !next.is_empty() && next.len() <= 60);
        // 责任⏎单位: either word could be a heading.
        let both = joined.and_then(|next| listed_kind(&format!("{}{}", core.of(text), next.of(text)), roles));
        let alone = listed_kind(core.of(text), roles);
        let broken = matches!(both, Some(ColumnKind::Units(_) | ColumnKind::People))
            && core.of(text).chars().count() == 2
            && joined.is_some_and(|next| {
                let kind = listed_kind(next.of(text), roles);
                next.of(text).chars().count() <= 3 && !kind.is_some_and(is_settled)
            });
        if let Some(kind) = alone.filter(|_| !broken) {
            columns.push(Column { kind, heading: core });
            cells.push(span);
            line += 1;
        } else if let Some(next) = joined
            && let Some(kind) = both
        {
            columns.push(Column {
                kind,
                heading: Span::new(core.start, next.end),
            });
            cells.extend([span, lines[line + 1].span]);
            line += 2;
        } else if let Some(kind) = column_kind(core.of(text), roles)
            .filter(|kind| may_follow(*kind, &columns) || columns.len() < 2 && is_cell(text, span))
            .or_else(|| is_between(text, &lines[line..], roles).then_some(ColumnKind::Other))
        {
            columns.push(Column { kind, heading: core });
            cells.push(span);
            line += 1;
        } else {
            break;
        }
    }
    let columns = partition::under_parent(&columns).unwrap_or(columns);
    // Empty cells behind the last heading are the first row's.
    while cells.last().is_some_and(|cell| is_bars(cell.of(text))) {
        cells.pop();
        line -= 1;
    }
    is_head(&columns).then_some(Head {
        columns,
        cells,
        layout: Layout::Lines,
        end: line,
        before: None,
        rest: None,
    })
}

/// Whether a line is one cell, with a bar behind it.
fn is_cell(text: &str, span: Span) -> bool {
    let words = span.of(text);
    words.ends_with(is_bar)
        && !words
            .trim_end_matches(|c: char| is_bar(c) || c.is_whitespace())
            .contains(is_bar)
}

/// Whether the first of `lines` is a heading that no list knows, a cell between others: 管理对象基数 | before 备注 |.
fn is_between(text: &str, lines: &[Line], roles: &Roles) -> bool {
    let [first, below @ ..] = lines else { return false };
    let words = without_bars(text, first.span).of(text);
    let plain = words.chars().count() <= 8 && words.chars().all(char::is_alphabetic);
    let listed = |line: &&Line| listed_kind(without_bars(text, line.span).of(text), roles).is_some();
    let mut cells = below.iter().take(4).take_while(|line| is_cell(text, line.span));
    plain && is_cell(text, first.span) && !super::content::is_number(words) && cells.any(|line| listed(&line))
}

/// Whether a word that only ends like a heading is one behind `columns`: 旅游项目 below 类别, 工作任务 and 责任单位 heads rows.
fn may_follow(kind: ColumnKind, columns: &[Column]) -> bool {
    let tasks = columns.iter().any(|column| column.kind == ColumnKind::Task);
    let units = columns.iter().any(|column| matches!(column.kind, ColumnKind::Units(_)));
    columns.len() >= 2 && !(matches!(kind, ColumnKind::Task | ColumnKind::Heading) && tasks && units)
}

/// Headings in a line that holds the whole table.
fn flat_head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let span = lines[at].span;
    if span.len() < 60 {
        return None;
    }
    let mut limit = span.len().min(super::FLAT_SEARCH);
    while !span.of(text).is_char_boundary(limit) {
        limit -= 1;
    }
    let words = by_blanks(text, Span::new(span.start, span.start + limit));
    let mut run: Vec<Column> = Vec::new();
    for word in &words {
        match listed_kind(word.of(text), roles) {
            Some(kind) => run.push(Column { kind, heading: *word }),
            // 目标值: behind 序号 every short word up to the first number is a heading.
            None if is_numbered(&run) && is_short(word.of(text)) => run.push(Column {
                kind: column_kind(word.of(text), roles).unwrap_or(ColumnKind::Other),
                heading: *word,
            }),
            None if is_head(&run) => break,
            None => run.clear(),
        }
    }
    let first_number = words.iter().find(|word| word.of(text) == "1" || word.of(text) == "一");
    if is_numbered(&run)
        && first_number.is_none_or(|number| run.last().is_some_and(|last| last.heading.end > number.start))
    {
        return None;
    }
    let (first, last) = (run.first()?.heading, run.last()?.heading);
    let rest = Span::new(last.end, span.end).trimmed(text);
    if !is_head(&run) || rest.is_empty() {
        return None;
    }
    let before = Span::new(span.start, first.start).trimmed(text);
    Some(Head {
        columns: run,
        cells: vec![Span::new(first.start, last.end)],
        layout: Layout::Flat,
        end: at + 1,
        before: (!before.is_empty()).then_some(before),
        rest: Some(rest),
    })
}

fn is_numbered(columns: &[Column]) -> bool {
    columns.first().is_some_and(|column| column.kind == ColumnKind::Number) && columns.len() < WIDEST
}

fn is_short(words: &str) -> bool {
    words.chars().count() <= 6 && words.chars().all(char::is_alphabetic) && !super::content::is_number(words)
}

fn is_head(columns: &[Column]) -> bool {
    let has = |wanted: fn(&ColumnKind) -> bool| columns.iter().any(|column| wanted(&column.kind));
    // A table that names nothing but leaders has tasks too, but must be known for one by its other columns.
    let names_tasks = has(|kind| *kind == ColumnKind::Task);
    (3..=WIDEST).contains(&columns.len())
        && has(|kind| matches!(kind, ColumnKind::Task | ColumnKind::Heading | ColumnKind::Other))
        && (has(|kind| matches!(kind, ColumnKind::Units(_))) || has(|kind| *kind == ColumnKind::People) && names_tasks)
}

/// Whether two headings are those of tasks and of units.
fn is_pair(text: &str, parts: &[Span], roles: &Roles) -> bool {
    let kinds: Vec<Option<ColumnKind>> = parts.iter().map(|part| listed_kind(part.of(text), roles)).collect();
    kinds.contains(&Some(ColumnKind::Task)) && kinds.iter().any(|kind| matches!(kind, Some(ColumnKind::Units(_))))
}

/// Whether a column leads or supports: such columns stand below one that only says 责任单位.
pub(super) fn is_settled(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Units(BaseRole::Lead | BaseRole::Support))
}
