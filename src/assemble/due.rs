//! When tasks are due: what their tags, cells and texts say, and what the user wishes for the others.

use super::draft::Draft;
use super::owners::Settler;
use super::words::Words;
use crate::deadline::{Derived, derive};
use crate::plan::{Basis, Deadline, DeadlineKind, DeadlineOrigin};
use crate::source::Slices;

/// The deadlines of a task, those of its tag first, then those of its text in text order.
pub(super) fn deadlines(
    settler: &Settler<'_, '_>,
    draft: &Draft,
    words: &[Words<'_>],
    year: Option<i32>,
) -> Vec<Deadline> {
    let mut found = of_tags(settler, draft, year);
    for paragraph in words {
        found.extend(of_text(settler, paragraph, year));
    }
    if settler.options.default_year_end
        && found.is_empty()
        && let Some(year) = year
    {
        found.push(by_default(settler, draft, year));
    }
    found
}

fn of_tags(settler: &Settler<'_, '_>, draft: &Draft, year: Option<i32>) -> Vec<Deadline> {
    let mut found = Vec::new();
    for at in &draft.tags {
        let tag = settler.tag(*at);
        let origin = match settler.tree.segments[at.segment].cell {
            Some(_) => DeadlineOrigin::Cell,
            None => DeadlineOrigin::Tag,
        };
        for range in &tag.reading.deadlines {
            let place = tag.content + range.start..tag.content + range.end;
            let mut deadline = deadline(settler, &settler.tree.locate(at.segment, place), origin, year);
            if settler.tree.is_repeated(at.segment) {
                deadline.basis = Basis::Inherited;
            }
            found.push(deadline);
        }
    }
    found
}

/// The deadlines that a paragraph of text sets.
pub(super) fn of_text(settler: &Settler<'_, '_>, paragraph: &Words<'_>, year: Option<i32>) -> Vec<Deadline> {
    let governing = paragraph.times.iter().filter(|time| time.governs);
    governing
        .map(|time| paragraph.passage.locate(time.range.clone()))
        .map(|place| deadline(settler, &place, DeadlineOrigin::Text, year))
        .collect()
}

fn deadline(settler: &Settler<'_, '_>, place: &Slices, origin: DeadlineOrigin, year: Option<i32>) -> Deadline {
    let text = place.join(settler.tree.text);
    let Derived {
        date,
        start,
        kind,
        frequency,
        year_presumed,
        impossible,
        derivation,
    } = derive(&text, year);
    Deadline {
        text,
        date,
        start,
        kind,
        frequency,
        origin,
        year_presumed,
        impossible,
        basis: Basis::Stated,
        derivation,
        span: settler.span(place),
        pieces: settler.pieces(place),
    }
}

/// The end of the plan's year for a task whose text and tag say nothing; it stands nowhere, so its slice is empty.
fn by_default(settler: &Settler<'_, '_>, draft: &Draft, year: i32) -> Deadline {
    let place = draft
        .text
        .first()
        .map(|paragraph| paragraph.hull().start)
        .unwrap_or_default();
    let at = settler.index.at(settler.tree.text, place);
    Deadline {
        text: String::new(),
        date: Some(format!("{year:04}-12-31")),
        start: None,
        kind: DeadlineKind::By,
        frequency: None,
        origin: DeadlineOrigin::Default,
        year_presumed: true,
        impossible: false,
        basis: Basis::Stated,
        derivation: format!("原文没有写，按选项取计划年度 {year} 的年末"),
        span: crate::plan::CharSpan::new(at, at),
        pieces: Vec::new(),
    }
}
