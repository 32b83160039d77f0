//! From what a page shows (glyphs and ruled lines, each with its place) to paragraphs and tables: shared by the formats
//! that only know pages, pdf and ofd.
//!
//! ```text
//! glyphs ─lines─▶ lines ─furniture─▶ body ─columns─▶ reading order ─paragraphs─▶ paragraphs
//! rules  ─grid──▶ grids ─tables────▶ rows ─breaks──▶ tables over several pages
//! lines  ─unruled──────────────────▶ rows
//! ```
//! Places are in the units of the format (points, millimetres), x to the right and y downwards; every threshold is a
//! share of the size of a character, so the unit does not matter.

mod breaks;
mod columns;
mod furniture;
mod grid;
mod letters;
mod lines;
mod paragraphs;
mod tables;
mod unruled;

pub(super) use letters::shown;

use super::builder::Builder;
use super::limits::Room;
use crate::Error;
use crate::source::Location;
use lines::Line;

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub letter: char,
    /// Where it begins.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// How far it reaches.
    pub width: f32,
    /// Height of its font.
    pub size: f32,
}

impl Glyph {
    fn end(&self) -> f32 {
        self.x + self.width
    }

    fn is_blank(&self) -> bool {
        super::text::is_blank(self.letter)
    }
}

/// A straight line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

/// A page as its format shows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// As a person counts, from 1.
    pub number: usize,
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
}

impl Page {
    /// Bytes it takes.
    pub fn size(&self) -> usize {
        std::mem::size_of_val(&*self.glyphs) + std::mem::size_of_val(&*self.rules)
    }
}

/// What stands on a page, in reading order.
#[derive(Debug)]
enum Item {
    /// A line, in the frame of the column it stands in.
    Line(Line, Frame),
    /// A ruled table.
    Table(tables::Table),
}

/// In which column of its page a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Frame {
    Whole,
    Left,
    Right,
}

/// A page with its text put in order.
#[derive(Debug)]
struct Laid {
    number: usize,
    width: f32,
    items: Vec<Item>,
}

/// Puts the text of `pages` into `builder`; running heads and page numbers are set aside with a remark.
pub(super) fn assemble(pages: Vec<Page>, mut room: Room<'_>, builder: &mut Builder) -> Result<(), Error> {
    let mut read: Vec<(Page, Vec<tables::Table>, Vec<Line>)> = Vec::with_capacity(pages.len());
    for mut page in pages {
        let glyphs = std::mem::take(&mut page.glyphs);
        let (tables, rest) = tables::of(&page.rules, glyphs, page.number);
        page.rules = Vec::new();
        for table in &tables {
            room.grid(table.rows.len(), table.xs.len())?;
        }
        read.push((page, tables, lines::of(rest)));
    }
    let aside = furniture::set_aside(&mut read);
    let mut below: Option<unruled::Known> = None;
    let pages: Vec<Laid> = read
        .into_iter()
        .map(|(page, mut tables, lines)| {
            let ruled: Vec<f32> = tables.iter().map(|table| table.top).collect();
            let (mut unruled, lines, known) = unruled::of(lines, page.number, &ruled, below.take());
            below = known;
            tables.append(&mut unruled);
            Laid {
                number: page.number,
                width: page.width,
                items: columns::ordered(lines, tables, page.width),
            }
        })
        .collect();
    write(paragraphs::of(pages), builder);
    if let Some(words) = aside {
        builder.remark(words);
    }
    Ok(())
}

/// A paragraph or a table with the page on which it begins.
#[derive(Debug)]
enum Piece {
    Paragraph(usize, String),
    Table(usize, Vec<tables::PageRow>),
}

fn write(pieces: Vec<Piece>, builder: &mut Builder) {
    let (mut page, mut paragraph, mut table) = (0, 0, 0);
    for piece in pieces {
        let (Piece::Paragraph(at, _) | Piece::Table(at, _)) = &piece;
        if *at != page {
            (page, paragraph, table) = (*at, 0, 0);
        }
        match piece {
            Piece::Paragraph(_, words) => {
                paragraph += 1;
                builder.paragraph(&words, Location::PageParagraph { page, paragraph });
            }
            Piece::Table(_, rows) => {
                table += 1;
                let mut places = Vec::with_capacity(rows.len());
                let mut cells = Vec::with_capacity(rows.len());
                for row in rows {
                    // The part of a table that stands on a later page is the first table there.
                    if row.page != page {
                        (page, paragraph, table) = (row.page, 0, 1);
                    }
                    places.push((page, table, row.number));
                    cells.push(row.row);
                }
                builder.grid(&cells, |row| {
                    let (page, table, row) = places[row];
                    Location::PageTableRow { page, table, row }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
