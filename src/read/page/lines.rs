//! Glyphs to lines, by their baselines; blanks that only a gap shows become characters.

use super::Glyph;
use super::letters::{holds, is_latin, never_begins};

/// Glyphs whose baselines differ by less, in sizes of a character, stand on one line: raised figures do.
const RAISED: f32 = 0.45;
/// A gap between two Chinese characters as wide as this, in sizes, is a blank someone has left; justified lines stretch
/// theirs less.
const BLANK: f32 = 0.9;
/// The same between letters and figures.
const LATIN_BLANK: f32 = 0.17;

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its glyphs from left to right, blanks at its ends left out.
    pub glyphs: Vec<Glyph>,
    /// Blanks before them.
    pub blanks: usize,
    /// Baseline.
    pub y: f32,
    /// Size of most of its characters.
    pub size: f32,
}

impl Line {
    pub fn start(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.x)
    }

    pub fn end(&self) -> f32 {
        self.glyphs.last().map_or(0.0, Glyph::end)
    }

    pub fn last(&self) -> char {
        self.glyphs.last().map_or(' ', |glyph| glyph.letter)
    }

    /// Whether it ends a sentence.
    pub fn last_ends(&self) -> bool {
        super::breaks::ENDS.contains(&self.last())
    }

    /// Its words, with a blank for each wide gap.
    pub fn words(&self) -> String {
        let usual = self.usual_gap();
        let mut words = String::with_capacity(self.glyphs.len() * 3);
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if before.is_some_and(|before| is_gap(before, glyph, usual)) {
                words.push(' ');
            }
            words.push(glyph.letter);
            before = Some(glyph);
        }
        words
    }

    /// The gap between its letters and figures where they are set apart, as narrow type in wide steps is.
    fn usual_gap(&self) -> f32 {
        let pairs = self
            .glyphs
            .windows(2)
            .filter(|pair| is_latin(pair[0].letter) && is_latin(pair[1].letter));
        let mut gaps: Vec<f32> = pairs.map(|pair| gap(&pair[0], &pair[1])).collect();
        gaps.sort_by(f32::total_cmp);
        gaps.get(gaps.len() / 2).map_or(0.0, |gap| gap.max(0.0))
    }

    /// How wide the first piece is that no line end may break: a word, a figure, or a character with the stops that
    /// follow it. A quotation mark of either side and an opening bracket hold what stands beside them.
    pub fn first_piece(&self) -> f32 {
        let Some(first) = self.glyphs.first() else { return 0.0 };
        let mut end = first.end();
        for pair in self.glyphs.windows(2) {
            let (before, after) = (pair[0].letter, pair[1].letter);
            let word = is_latin(before) && is_latin(after) && pair[1].x - end < LATIN_BLANK * pair[1].size;
            if !word && !never_begins(after) && !holds(before) && !"“‘".contains(after) {
                break;
            }
            end = pair[1].end();
        }
        end - first.x
    }

    /// The part of it on one side of an upright line, if any.
    pub fn cut(&self, keep: impl Fn(&Glyph) -> bool) -> Option<Line> {
        line(self.glyphs.iter().filter(|glyph| keep(glyph)).copied().collect())
    }
}

/// The space between two glyphs, in sizes.
fn gap(before: &Glyph, after: &Glyph) -> f32 {
    (after.x - before.end()) / before.size.max(after.size).max(0.01)
}

/// Whether a blank stands between two glyphs that the format does not write.
fn is_gap(before: &Glyph, after: &Glyph, usual: f32) -> bool {
    if before.is_blank() || after.is_blank() {
        return false;
    }
    let latin = is_latin(before.letter) && is_latin(after.letter);
    gap(before, after) > if latin { LATIN_BLANK + usual } else { BLANK }
}

/// The lines of a page from top to bottom.
pub(super) fn of(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.retain(|glyph| glyph.x.is_finite() && glyph.y.is_finite() && glyph.size > 0.0);
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    let (mut base, mut height) = (0.0f32, 0.0f32);
    for glyph in glyphs {
        if !open.is_empty() && glyph.y - base > RAISED * height.max(glyph.size) {
            lines.extend(line(std::mem::take(&mut open)));
        }
        if open.is_empty() {
            (base, height) = (glyph.y, glyph.size);
        }
        height = height.max(glyph.size);
        open.push(glyph);
    }
    lines.extend(line(open));
    lines
}

/// One line of `glyphs`; none where they are all blank.
fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    glyphs.dedup_by(|after, before| is_drawn_twice(before, after));
    let first = glyphs.iter().position(|glyph| !glyph.is_blank())?;
    let last = glyphs.iter().rposition(|glyph| !glyph.is_blank())?;
    glyphs.truncate(last + 1);
    glyphs.drain(..first);
    let size = usual(glyphs.iter().map(|glyph| glyph.size))?;
    let y = glyphs
        .iter()
        .find(|glyph| glyph.size == size)
        .map_or(0.0, |glyph| glyph.y);
    Some(Line {
        glyphs,
        blanks: first,
        y,
        size,
    })
}

/// Bold and shadows are often one character drawn twice, a hair apart.
fn is_drawn_twice(before: &Glyph, after: &Glyph) -> bool {
    before.letter == after.letter
        && !before.is_blank()
        && after.x - before.x < 0.2 * before.size.min(before.width.max(0.01) * 2.0)
}

/// The value most of `values` have, the smallest of several.
pub(super) fn usual(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    sorted
        .chunk_by(|a, b| b - a < 0.01)
        .rev()
        .max_by_key(|same| same.len())
        .map(|same| same[0])
}
