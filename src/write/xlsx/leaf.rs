//! The paper a sheet is printed on, and how much of it there is.

use crate::write::template::{SheetSpec, WorkbookTemplate};

/// Part of the paper's width that is used: programs and printers measure columns differently, and a page that is
/// printed at a computed scale must not lose its last column to a further page.
const RELIABLE_WIDTH: f64 = 0.97;
/// The same for its height.
const RELIABLE_HEIGHT: f64 = 0.98;

/// A size of paper and the way it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// A3, else A4.
    pub a3: bool,
    /// Lying, else standing.
    pub landscape: bool,
}

/// Points between the side margins.
pub fn usable_width(template: &WorkbookTemplate, leaf: Leaf) -> f64 {
    let (short, long) = if leaf.a3 { (29.7, 42.0) } else { (21.0, 29.7) };
    let side = if leaf.landscape { long } else { short };
    (side - template.print.left - template.print.right) / 2.54 * 72.0 * RELIABLE_WIDTH
}

/// Points between the upper and lower margins.
pub fn usable_height(template: &WorkbookTemplate, leaf: Leaf) -> f64 {
    let (short, long) = if leaf.a3 { (29.7, 42.0) } else { (21.0, 29.7) };
    let side = if leaf.landscape { short } else { long };
    (side - template.print.top - template.print.bottom) / 2.54 * 72.0 * RELIABLE_HEIGHT
}

/// Pixels that fit on the page with the text still legible.
pub fn capacity(template: &WorkbookTemplate, spec: &SheetSpec, leaf: Leaf) -> f64 {
    usable_width(template, leaf) / 0.75 / smallest_scale(template, spec)
}

/// The scale at which the body is printed at its smallest size; a whole percentage, as Excel takes it.
pub fn smallest_scale(template: &WorkbookTemplate, spec: &SheetSpec) -> f64 {
    let scale = spec.min_size.unwrap_or(template.print.min_size) / template.font.body.size;
    ((scale * 100.0).ceil() / 100.0).clamp(0.1, 1.0)
}
