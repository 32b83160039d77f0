//! What a PDF page draws, taken down as glyphs and ruled lines.

use std::cell::Cell;

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{Affine, BezPath, PathEl, Point};

use crate::read::limits::Limits;
use crate::read::page::{Glyph, Page, Rule, shown};

/// Fonts count in thousandths of their size.
const EM: f64 = 1000.0;
/// A filled shape at most this thick is a ruled line.
const THIN: f64 = 2.6;
/// Lines shorter than this are no borders.
const SHORT: f64 = 3.0;
/// Lines taken down of one page at most.
const RULES: usize = 20_000;
/// Words of a stamp or a mark across the page that the reader of the findings is shown.
const QUOTED: usize = 20;

/// Which way glyphs run: 0 to the right, then in quarters of a turn; 4 for aslant.
type Turn = usize;
const ASLANT: Turn = 4;

/// One page while it is drawn.
pub(super) struct Drawn<'b> {
    page: Page,
    /// Glyphs by the way they run.
    turned: [Vec<Glyph>; 5],
    letters: usize,
    unknown: usize,
    invisible: usize,
    pictures: usize,
    left: usize,
    budget: &'b Budget,
}

/// What pages may still draw, all together, clips and empty drawings included: a few drawings that each draw the next
/// one twice would be drawn for ever.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// For drawings that pages share (letterheads, stamps).
    pub fn new(limits: &Limits) -> Self {
        Budget(Cell::new(limits.inflated / 64))
    }

    /// A page whose own orders have so many bytes is drawn: the shortest that draws something has about four.
    pub fn page(&self, bytes: usize) {
        self.0.set(self.0.get().saturating_add(bytes / 4));
    }

    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// One more thing is drawn. Nothing but unwinding stops the interpreter; no hook is called, so nothing is printed,
    /// and [`crate::read::guard`] ends it.
    fn spend(&self) {
        match self.0.get().checked_sub(1) {
            Some(left) => self.0.set(left),
            None => std::panic::resume_unwind(Box::new("too much is drawn")),
        }
    }
}

/// All pages.
pub(super) struct Pages {
    pub pages: Vec<Page>,
    /// Glyphs that are no blanks.
    pub letters: usize,
    /// Those of them whose character the font does not tell.
    pub unknown: usize,
    pub pictures: usize,
    /// Glyphs that may still be taken down.
    pub left: usize,
    invisible: usize,
    aside: String,
}

impl Pages {
    pub fn new(left: usize) -> Self {
        Pages {
            pages: Vec::new(),
            letters: 0,
            unknown: 0,
            pictures: 0,
            left,
            invisible: 0,
            aside: String::new(),
        }
    }

    /// Adds a page; what does not run as most of its text does is a stamp or a mark, and is set aside.
    pub fn add(&mut self, drawn: Drawn<'_>) {
        let Drawn {
            mut page, mut turned, ..
        } = drawn;
        self.letters += drawn.letters;
        self.unknown += drawn.unknown;
        self.invisible += drawn.invisible;
        self.pictures += drawn.pictures;
        self.left = drawn.left;
        let most = (0..ASLANT).rev().max_by_key(|turn| turned[*turn].len()).unwrap_or(0);
        page.glyphs = std::mem::take(&mut turned[most]);
        for glyph in turned.iter().flatten().filter(|glyph| !glyph.letter.is_whitespace()) {
            if self.aside.chars().count() <= QUOTED {
                self.aside.push(glyph.letter);
            }
        }
        upright(&mut page, most);
        self.pages.push(page);
    }

    /// What a person should know.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.invisible * 2 > self.letters {
            remarks.push("文字来自扫描件的识别层（OCR），可能有错字，请对照原件核对。".to_string());
        }
        if !self.aside.is_empty() {
            let quoted: String = self.aside.chars().take(QUOTED).collect();
            let more = if self.aside.chars().count() > QUOTED { "…" } else { "" };
            remarks.push(format!("斜排的文字（水印、印章等）没有读入正文：“{quoted}{more}”。"));
        }
        if self.unknown > 0 {
            remarks.push(format!(
                "有 {} 个字的字体没有文字对照，读成“\u{fffd}”，请对照原件核对。",
                self.unknown
            ));
        }
        remarks
    }
}

/// Turns a page whose text runs upwards or downwards.
fn upright(page: &mut Page, turn: Turn) {
    let (width, height) = (page.width, page.height);
    let place = |x: f32, y: f32| match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    };
    if turn == 0 {
        return;
    }
    for glyph in &mut page.glyphs {
        (glyph.x, glyph.y) = place(glyph.x, glyph.y);
    }
    for rule in &mut page.rules {
        (rule.x0, rule.y0) = place(rule.x0, rule.y0);
        (rule.x1, rule.y1) = place(rule.x1, rule.y1);
    }
    if turn % 2 == 1 {
        (page.width, page.height) = (height, width);
    }
}

impl<'b> Drawn<'b> {
    pub fn new(page: Page, left: usize, budget: &'b Budget) -> Self {
        Drawn {
            page,
            turned: Default::default(),
            letters: 0,
            unknown: 0,
            invisible: 0,
            pictures: 0,
            left,
            budget,
        }
    }

    /// Takes down a glyph drawn with `transform`.
    fn glyph(&mut self, shape: &Shape<'_>, transform: Affine, invisible: bool) {
        let advance = match shape {
            Shape::Outline(glyph) => glyph.advance_width(),
            Shape::Type3(glyph) => glyph.advance_width(),
        };
        let at = transform * Point::ZERO;
        let along = transform * Point::new(EM, 0.0) - at;
        let up = transform * Point::new(0.0, EM) - at;
        let (x, y, size) = (at.x as f32, at.y as f32, up.hypot() as f32);
        let stretch = along.hypot();
        if !(x.is_finite() && y.is_finite() && size.is_finite() && size > 0.0) || stretch <= 0.0 {
            return;
        }
        let width = advance.map_or(stretch, |advance| f64::from(advance) / EM * stretch) as f32;
        let turn = match (along.x / stretch, along.y / stretch) {
            (x, _) if x > 0.99 => 0,
            (x, _) if x < -0.99 => 2,
            (_, y) if y > 0.99 => 1,
            (_, y) if y < -0.99 => 3,
            _ => ASLANT,
        };
        let words: Vec<char> = match shape.as_unicode() {
            Some(BfString::Char(letter)) => shown(letter).into_iter().collect(),
            Some(BfString::String(words)) => words.chars().filter_map(shown).collect(),
            // A blank that no table names shows nothing either.
            None if matches!(shape, Shape::Outline(glyph) if glyph.outline().elements().is_empty()) => vec![' '],
            None => vec!['\u{fffd}'],
        };
        let part = width / words.len().max(1) as f32;
        for (at, letter) in words.into_iter().enumerate() {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            if !letter.is_whitespace() {
                self.letters += 1;
                self.unknown += usize::from(letter == '\u{fffd}');
                self.invisible += usize::from(invisible);
            }
            let step = part * at as f32 / stretch.max(1e-6) as f32;
            let glyph = Glyph {
                letter,
                x: x + along.x as f32 * step,
                y: y + along.y as f32 * step,
                width: part,
                size,
            };
            self.turned[turn].push(glyph);
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        let level = (from.y - to.y).abs() < 1.0;
        let upright = (from.x - to.x).abs() < 1.0;
        let long = (from.x - to.x).abs().max((from.y - to.y).abs()) > SHORT;
        if level != upright && long && self.page.rules.len() < RULES {
            let (x0, y0, x1, y1) = (from.x as f32, from.y as f32, to.x as f32, to.y as f32);
            self.page.rules.push(Rule { x0, y0, x1, y1 });
        }
    }

    /// The lines of a path that is stroked, or the middle of one that is filled and thin.
    fn path(&mut self, path: &BezPath, transform: Affine, stroked: bool) {
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        let mut bounds: Option<kurbo::Rect> = None;
        let mut lines = Vec::new();
        for element in path.elements() {
            match element {
                PathEl::MoveTo(point) => {
                    self.filled(bounds.take(), stroked);
                    start = transform * *point;
                    at = start;
                    bounds = Some(kurbo::Rect::from_points(at, at));
                }
                PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    let to = transform * *point;
                    if matches!(element, PathEl::LineTo(_)) && stroked && lines.len() < RULES {
                        lines.push((at, to));
                    }
                    at = to;
                    bounds = bounds.map(|bounds| bounds.union_pt(to));
                }
                PathEl::ClosePath => {
                    if stroked && lines.len() < RULES {
                        lines.push((at, start));
                    }
                    at = start;
                }
            }
        }
        self.filled(bounds, stroked);
        lines.into_iter().for_each(|(from, to)| self.rule(from, to));
    }

    /// A thin filled shape is a line.
    fn filled(&mut self, bounds: Option<kurbo::Rect>, stroked: bool) {
        let Some(bounds) = bounds.filter(|_| !stroked) else {
            return;
        };
        let middle = bounds.center();
        if bounds.height() <= THIN && bounds.width() > bounds.height() {
            self.rule(Point::new(bounds.x0, middle.y), Point::new(bounds.x1, middle.y));
        } else if bounds.width() <= THIN {
            self.rule(Point::new(middle.x, bounds.y0), Point::new(middle.x, bounds.y1));
        }
    }
}

impl<'a> Device<'a> for Drawn<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.budget.spend();
        let stroked = match draw_mode {
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => true,
            DrawMode::Fill(_) => false,
            DrawMode::Invisible => return,
        };
        self.path(path, props.transform, stroked);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.budget.spend();
        // Filled and stroked, a run comes twice.
        if matches!(draw_mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) && self.has_run(run, props.transform)
        {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(
                glyph,
                props.transform * glyph.transform(),
                matches!(draw_mode, DrawMode::Invisible),
            );
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.budget.spend();
        self.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.budget.spend();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Drawn<'_> {
    /// Whether the last glyph taken down is the last of this run, at its place.
    fn has_run(&self, run: &GlyphRun<'_, '_>, transform: Affine) -> bool {
        let (Some(last), Some(taken)) = (run.glyphs().last(), self.turned[0].last()) else {
            return false;
        };
        let at = transform * last.transform() * Point::ZERO;
        (at.x as f32 - taken.x).abs() < 0.1 && (at.y as f32 - taken.y).abs() < 0.1
    }
}
