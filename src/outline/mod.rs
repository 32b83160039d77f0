//! Document to [`Outline`]: what stands before and after the plan, and the plan's paragraphs cut where a number
//! begins. It knows layout, not owners.

mod bare_number;
pub mod decimal;
mod flat;
mod foreign;
mod front;
mod furniture;
mod glued;
mod goes_on;
mod lines;
pub mod marker;
mod pages;
mod segment;
mod shared_pages;
mod table;
mod title;
mod wrap;

use crate::plan::LedgerKind;
use crate::source::{Document, Slices, Span};
use crate::{Error, Templates};

pub use foreign::Foreign;
pub use front::{FrontMatter, Marking};
pub use marker::{Marker, MarkerStyle, STYLES};
pub use table::{CellRole, is_table_note};

/// The outline of a document.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Title block, addressees, signature.
    pub front: FrontMatter,
    /// The paragraphs of the plan itself, in text order.
    pub segments: Vec<Segment>,
    /// Text that is no part of the plan, in text order, with the reason.
    pub set_aside: Vec<Aside>,
    /// Text of a web page inside the plan, in text order; what is certain is in `set_aside` too.
    pub foreign: Vec<Foreign>,
}

/// A paragraph, or the part of one that a number begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its number or bullet.
    pub marker: Option<Marker>,
    /// Its text without the marker; several slices where lines were wrapped.
    pub body: Slices,
    /// Whether it begins a line of the source (a tag line must).
    pub begins_line: bool,
    /// What part of a table it is.
    pub cell: Option<CellRole>,
    /// What it closes of that which was open above.
    pub closes: Closes,
}

/// What a segment closes of that which was open above it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closes {
    /// Nothing but what its number says.
    #[default]
    Nothing,
    /// Rows of a table and the groups they stand in: other headings begin another table.
    Rows,
    /// Everything: a title stands before it.
    All,
}

/// Text set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: LedgerKind,
}

/// What a user may decide about reading the layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Go on where a security marking stands; the plan then carries it.
    pub allow_classified: bool,
}

/// Finds front matter, headings and items.
///
/// # Errors
/// [`Error::Classified`] when the document carries a security marking and `options` do not allow it.
pub fn outline(document: &Document, templates: &Templates, options: &Options) -> Result<Outline, Error> {
    let mut lines = lines::lines(document);
    let mut pages = shared_pages::drop(document, &mut lines);
    pages.extend(pages::drop(document, &mut lines));
    let lines = glued::part(document, flat::part(document, lines));
    let marking = front::find_marking(document, &lines);
    if let Some(marking) = marking.clone().filter(|_| !options.allow_classified) {
        return Err(front::refused(document, marking));
    }
    // Headings of columns (目标任务, 完成情况) look like titles: tables are found first, and count as one line each.
    let (mut lines, tables) = fold_tables(document, lines, templates);
    bare_number::find(&document.text, &mut lines, &tables, &templates.roles);
    decimal::find(&document.text, &mut lines, &tables);
    let front::Classified { mut front, mut kinds } = front::classify(document, &lines);
    if let Some(marking) = &marking {
        // 000001 机密★1年 is neither a title nor an item.
        let place = lines.iter().position(|line| line.span.contains(marking.span));
        if let Some(kind) = place.and_then(|place| kinds.get_mut(place)) {
            *kind = Some(LedgerKind::Front);
        }
    }
    front.marking = marking;
    let mut outline = Outline {
        front,
        ..Outline::default()
    };
    segment::segments(document, &lines, &kinds, tables, &templates.roles, &mut outline);
    if !pages.is_empty() {
        let kind = LedgerKind::Noise;
        outline
            .set_aside
            .extend(pages.into_iter().map(|span| Aside { span, kind }));
        outline.set_aside.sort_by_key(|aside| aside.span.start);
    }
    foreign::set_aside(&document.text, &mut outline);
    Ok(outline)
}

/// The lines with one for each table, and the tables; none goes on from one file into the next.
fn fold_tables(
    document: &Document,
    lines: Vec<lines::Line>,
    templates: &Templates,
) -> (Vec<lines::Line>, Vec<(usize, table::Table)>) {
    if document.files.len() == 1 {
        return table::fold(&document.text, lines, templates);
    }
    let (mut all, mut tables) = (Vec::with_capacity(lines.len()), Vec::new());
    for file in lines.chunk_by(|_, next| !next.begins_file) {
        let (folded, found) = table::fold(&document.text, file.to_vec(), templates);
        tables.extend(found.into_iter().map(|(at, table)| (all.len() + at, table)));
        all.extend(folded);
    }
    (all, tables)
}
