//! The objects of a page: texts with their steps and transforms, paths that are ruled lines, drawings inside drawings.

use super::number::{numbers, steps};
use super::{Open, Units};
use crate::read::page::{Glyph, Page, Rule, shown};
use crate::read::xml::Node;

/// Millimetres to points: the page assembly counts in points.
const POINTS: f32 = 72.0 / 25.4;
/// A filled path at most this thick, in millimetres, is a ruled line.
const THIN: f32 = 0.9;
/// Characters set in equal steps have steps of at most so many sizes.
const PITCH: f32 = 1.2;
/// Objects inside objects.
const DEEP: usize = 32;
/// Drawings named by pages, in all, so that none that names others many times grows without end.
const NAMED: usize = 2_000;

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `inner`, then this.
    fn after(self, inner: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([g, h, i, j, k, l])) = (self, inner);
        Matrix([
            a * g + c * h,
            b * g + d * h,
            a * i + c * j,
            b * i + d * j,
            a * k + c * l + e,
            b * k + d * l + f,
        ])
    }

    fn place(self, x: f32, y: f32) -> (f32, f32) {
        let Matrix([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much longer a step in each direction becomes.
    fn scale(self) -> (f32, f32) {
        let Matrix([a, b, c, d, ..]) = self;
        (a.hypot(b), c.hypot(d))
    }
}

/// A page while its objects are taken down.
pub(super) struct Painter<'a> {
    page: Page,
    resources: &'a Units,
    pictures: usize,
    letters: usize,
    named: usize,
}

impl<'a> Painter<'a> {
    pub fn new(page: Page, resources: &'a Units) -> Self {
        Painter {
            page,
            resources,
            pictures: 0,
            letters: 0,
            named: 0,
        }
    }

    /// The page, its pictures, its characters that are no blanks.
    pub fn finish(mut self) -> (Page, usize, usize) {
        self.page.width *= POINTS;
        self.page.height *= POINTS;
        (self.page, self.pictures, self.letters)
    }

    /// Takes down the layers of a page.
    pub fn layers(&mut self, content: Node<'_>) {
        for layer in content.children().filter(|node| node.name() == "Layer") {
            self.objects(layer, Matrix::SAME, &mut Open::new(), 0);
        }
    }

    fn objects(&mut self, holder: Node<'_>, outer: Matrix, open: &mut Open, depth: usize) {
        if depth > DEEP {
            return;
        }
        for object in holder.children() {
            if object.attribute("Visible") == Some("false") {
                continue;
            }
            match object.name() {
                "TextObject" => self.text(object, outer.after(placed(object))),
                "PathObject" => self.path(object, outer.after(placed(object))),
                "ImageObject" => self.pictures += 1,
                "PageBlock" | "Layer" => self.objects(object, outer, open, depth + 1),
                "CompositeObject" => self.drawing(object, outer.after(placed(object)), open, depth),
                _ => {}
            }
        }
    }

    /// A drawing that stands among the resources.
    fn drawing(&mut self, object: Node<'_>, outer: Matrix, open: &mut Open, depth: usize) {
        let Some(id) = object.attribute("ResourceID") else {
            return;
        };
        self.named += 1;
        if self.named > NAMED || !open.insert(id.to_string()) {
            return;
        }
        let resources = self.resources;
        if let Some((xml, at)) = resources.get(id)
            && let Some(list) = xml.root().down(&["Res", "CompositeGraphicUnits"])
            && let Some(content) = list.children().nth(*at).and_then(|unit| unit.child("Content"))
        {
            self.objects(content, outer, open, depth + 1);
        }
        open.remove(id);
    }

    fn text(&mut self, object: Node<'_>, matrix: Matrix) {
        let size = number(object, "Size").unwrap_or(0.0);
        let stretch = number(object, "HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
        // Characters may run downwards (90) or their lines may; only those that stand upright are read in lines.
        let runs_down = object.attribute("ReadDirection") == Some("90");
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.children().filter(|node| node.name() == "TextCode") {
            x = number(code, "X").unwrap_or(x);
            y = number(code, "Y").unwrap_or(y);
            let across = code.attribute("DeltaX").map(steps).unwrap_or_default();
            let down = code.attribute("DeltaY").map(steps).unwrap_or_default();
            let words = code.all_words();
            let words = words.trim_matches(['\n', '\r']);
            let (mut at_x, mut at_y) = (x, y);
            for (at, letter) in words.chars().enumerate() {
                let step = across.get(at).copied();
                self.glyph(
                    letter,
                    (at_x, at_y),
                    size,
                    step.filter(|step| *step > 0.0),
                    stretch,
                    matrix,
                );
                match (step, down.get(at)) {
                    (None, None) if runs_down => at_y += size,
                    (None, None) => at_x += advance(letter, size) * stretch,
                    (step, fall) => {
                        at_x += step.unwrap_or(0.0);
                        at_y += fall.copied().unwrap_or(0.0);
                    }
                }
            }
        }
    }

    fn glyph(&mut self, letter: char, at: (f32, f32), size: f32, step: Option<f32>, stretch: f32, matrix: Matrix) {
        let Some(letter) = shown(letter) else { return };
        let (wide, high) = matrix.scale();
        let (x, y) = matrix.place(at.0, at.1);
        // A character fills its step; of a wide one the rest is space.
        let own = advance(letter, size) * stretch;
        let width = step.map_or(own, |step| if step <= size * stretch * PITCH { step } else { own });
        let glyph = Glyph {
            letter,
            x: x * POINTS,
            y: y * POINTS,
            width: width * wide * POINTS,
            size: size * high * POINTS,
        };
        if glyph.x.is_finite() && glyph.y.is_finite() && glyph.size > 0.0 {
            self.letters += usize::from(!letter.is_whitespace());
            self.page.glyphs.push(glyph);
        }
    }

    /// The straight lines of a path.
    fn path(&mut self, object: Node<'_>, matrix: Matrix) {
        let Some(data) = object.child("AbbreviatedData").map(Node::all_words) else {
            return;
        };
        let stroked = object.attribute("Stroke") != Some("false");
        let (mut lines, mut points) = (Vec::new(), Vec::new());
        let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
        let mut words = data.split_ascii_whitespace();
        while let Some(order) = words.next() {
            let mut take = |count: usize| -> Option<Vec<f32>> {
                (0..count)
                    .map(|_| words.next().and_then(|word| word.parse::<f32>().ok()))
                    .collect()
            };
            let count = match order {
                "S" | "M" | "L" => 2,
                "Q" => 4,
                "B" => 6,
                "A" => 7,
                "C" => 0,
                _ => break,
            };
            let Some(numbers) = take(count) else { break };
            let to = match numbers.as_slice() {
                [.., x, y] => matrix.place(*x, *y),
                _ => start,
            };
            match order {
                "S" | "M" => start = to,
                "L" | "C" => lines.push((at, to)),
                _ => {}
            }
            points.push(to);
            at = to;
        }
        if stroked {
            lines.into_iter().for_each(|(from, to)| self.rule(from, to));
        } else {
            self.filled(&points);
        }
    }

    /// A thin filled shape is a line.
    fn filled(&mut self, points: &[(f32, f32)]) {
        let bound = |pick: fn(&(f32, f32)) -> f32, fold: fn(f32, f32) -> f32| points.iter().map(pick).reduce(fold);
        let (Some(x0), Some(x1)) = (bound(|p| p.0, f32::min), bound(|p| p.0, f32::max)) else {
            return;
        };
        let (Some(y0), Some(y1)) = (bound(|p| p.1, f32::min), bound(|p| p.1, f32::max)) else {
            return;
        };
        if y1 - y0 <= THIN && x1 - x0 > y1 - y0 {
            let y = (y0 + y1) / 2.0;
            self.rule((x0, y), (x1, y));
        } else if x1 - x0 <= THIN {
            let x = (x0 + x1) / 2.0;
            self.rule((x, y0), (x, y1));
        }
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let (across, down) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        if (across < 0.3) != (down < 0.3) {
            self.page.rules.push(Rule {
                x0: from.0 * POINTS,
                y0: from.1 * POINTS,
                x1: to.0 * POINTS,
                y1: to.1 * POINTS,
            });
        }
    }
}

/// The matrix of an object: its own, moved to where its boundary begins.
fn placed(object: Node<'_>) -> Matrix {
    let boundary = object.attribute("Boundary").map(numbers).unwrap_or_default();
    let (x, y) = match boundary.as_slice() {
        [x, y, ..] => (*x, *y),
        _ => (0.0, 0.0),
    };
    let own = object.attribute("CTM").map(numbers).unwrap_or_default();
    let own = match own.as_slice() {
        [a, b, c, d, e, f] => Matrix([*a, *b, *c, *d, *e, *f]),
        _ => Matrix::SAME,
    };
    Matrix([1.0, 0.0, 0.0, 1.0, x, y]).after(own)
}

fn number(node: Node<'_>, name: &str) -> Option<f32> {
    node.attribute(name)?
        .trim()
        .parse()
        .ok()
        .filter(|number: &f32| number.is_finite())
}

/// How far a character reaches where nothing says so.
fn advance(letter: char, size: f32) -> f32 {
    if letter.is_ascii() { size / 2.0 } else { size }
}
