//! What stands above and below the rows of a page: how high it is. Known before anything is written, since page
//! breaks depend on it.

use crate::write::template::WorkbookTemplate;

use super::layout::{Page, PlacedColumn};
use super::measure::{self, Room};
use super::text::shown;

/// Smallest size of a title that stands in one line, in points.
const SMALLEST_TITLE: f64 = 15.0;
/// Height of the empty row above the notes.
pub const GAP: f64 = 9.0;

/// Heights above the rows, in points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Head {
    /// Size of the title's font.
    pub title_size: f64,
    /// The title.
    pub title: f64,
    /// The line under it; 0 where there is none.
    pub facts: f64,
    /// Whether left and right of that line stand in one cell.
    pub joined: bool,
    /// The line below that.
    pub below: f64,
    /// The names above the headings.
    pub groups: f64,
    /// The headings.
    pub headings: f64,
}

impl Head {
    /// That of `page`, whose columns are placed.
    pub fn of(template: &WorkbookTemplate, page: &Page) -> Self {
        let mut head = Head::default();
        let pixels = page.stretch_pixels();
        let title = shown(&page.title, &template.words.replacement).replace('\n', "");
        (head.title_size, head.title) = title_size(&title, template.font.title.size, pixels);
        if !(page.left.is_empty() && page.right.is_empty()) {
            head.facts(template, page, pixels);
        }
        if !page.below.is_empty() {
            let size = template.font.facts.size;
            let lines = Room::new(page.below_pixels(), size).lines(&page.below);
            head.below = (measure::height(lines, size) + 4.0).min(409.0);
        }
        if page.spec.headings {
            head.headings(template, page);
        }
        head
    }

    fn facts(&mut self, template: &WorkbookTemplate, page: &Page, pixels: u32) {
        let size = template.font.facts.size;
        let width = f64::from(measure::width(&page.left) + measure::width(&page.right)) * measure::SPARE;
        // The left part runs over empty neighbours, but not into the cell of the right part.
        let alone = page.left.is_empty() || page.right.is_empty();
        let crowded =
            !alone && measure::pixels(f64::from(measure::width(&page.left)), size) > page.pixels_before_last();
        self.joined = crowded || page.is_split() || page.last_column() == 0 || measure::pixels(width, size) > pixels;
        self.facts = if self.joined {
            let lines = Room::new(pixels, size).lines(&page.joined_facts());
            measure::height(lines, size).min(409.0)
        } else {
            measure::height(1, size) + 4.0
        };
    }

    fn headings(&mut self, template: &WorkbookTemplate, page: &Page) {
        let size = template.font.heading.size;
        let lines = |column: &PlacedColumn| Room::new(column.pixels, size).lines(&column.heading);
        let shown = page.columns.iter().filter(|column| !column.hidden);
        let lines = shown.map(lines).max().unwrap_or(1);
        self.headings = measure::height(lines, size).clamp(26.0, 409.0);
        if page.grouped {
            let lines = page
                .groups(template)
                .into_iter()
                .map(|group| Room::new(group.pixels, size).lines(&group.name));
            self.groups = measure::height(lines.max().unwrap_or(1), size).max(22.0);
        }
    }

    /// Above the first row.
    pub fn above(&self) -> f64 {
        self.title + self.facts + self.below + self.groups + self.headings
    }

    /// Repeated above the first row of each further page.
    pub fn repeated(&self) -> f64 {
        self.groups + self.headings
    }
}

/// The lines under the table with their heights, cut where one would be too high for a row.
pub fn notes(template: &WorkbookTemplate, page: &Page) -> Vec<(String, f64)> {
    let size = template.font.note.size;
    let room = Room::new(page.stretch_pixels(), size);
    let mut lines = Vec::new();
    for note in &page.notes {
        let note = shown(note, &template.words.replacement);
        for piece in room.split(&note, measure::lines_in(390.0, size)) {
            lines.push((piece.to_string(), measure::height(room.lines(piece), size)));
        }
    }
    lines
}

/// The size of the title: as wished, smaller to stand in one line, and in several lines where that is too small.
fn title_size(title: &str, wished: f64, pixels: u32) -> (f64, f64) {
    let width = f64::from(measure::width(title)) * measure::SPARE;
    let mut size = wished;
    while size > SMALLEST_TITLE && measure::pixels(width, size) > pixels {
        size -= 1.0;
    }
    let lines = Room::new(pixels, size).lines(title);
    (size, (measure::height(lines, size) + 8.0).min(409.0))
}
