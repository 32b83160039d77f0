//! Where a sheet is cut into pages. Excel ignores breaks under fit-to-width, so a sheet of several pages is printed
//! at a computed scale with breaks of its own: between rows, before a band rather than behind it, and with no page
//! of a single row; a wide matrix is cut into blocks of columns of about the same width, at the end of a part where
//! one ends nearby.

/// Part of a page that may stay empty for a break before a band.
const BAND: f64 = 0.25;
/// Rows that the last page has at least.
const LAST: usize = 3;

/// One row to be put on a page.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Height in points.
    pub height: f64,
    /// Whether a group of rows begins here.
    pub band: bool,
    /// Whether it must not stand first on a page: the note under a table, a piece of the row above.
    pub held: bool,
    /// Points, from its upper edge on, that belong on one page; 0 where only the row does.
    pub whole: f64,
}

/// Indices of the lines that begin a page, but for the first. `first` and `further` are the points for lines on the
/// first and on each further page.
pub fn row_breaks(lines: &[Line], first: f64, further: f64) -> Vec<usize> {
    let mut breaks: Vec<usize> = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    let mut room = first;
    let mut at = 0;
    while at < lines.len() {
        let whole = if lines[at].whole <= further {
            lines[at].whole
        } else {
            0.0
        };
        if used + lines[at].height.max(whole) <= room || at == start {
            used += lines[at].height;
            at += 1;
            continue;
        }
        let mut cut = at;
        if let Some(band) = Some(at)
            .filter(|_| whole == 0.0)
            .and_then(|_| band_before(&lines[start..at], room))
        {
            cut = start + band;
        }
        while cut > start + 1 && (lines[cut - 1].band || lines[cut].held) {
            cut -= 1;
        }
        breaks.push(cut);
        start = cut;
        at = cut;
        (used, room) = (0.0, further);
    }
    keep_company(lines, &mut breaks, further);
    breaks
}

/// The last band of a page, where breaking before it leaves little of the page empty.
fn band_before(page: &[Line], room: f64) -> Option<usize> {
    let band = page.iter().rposition(|line| line.band).filter(|band| *band > 0)?;
    let kept: f64 = page[..band].iter().map(|line| line.height).sum();
    (kept >= room * (1.0 - BAND)).then_some(band)
}

/// Moves the last break up where fewer than three rows would stand alone on the last page.
fn keep_company(lines: &[Line], breaks: &mut [usize], further: f64) {
    let before = breaks.len().checked_sub(2).map_or(0, |at| breaks[at]);
    let Some(last) = breaks.last_mut() else { return };
    let rows = |from: usize| lines[from..].iter().filter(|line| !line.held && !line.band).count();
    let mut cut = *last;
    while rows(cut) < LAST && cut - before > rows(cut) + 1 {
        cut -= 1;
    }
    while cut > before + 1 && (lines[cut].held || lines[cut - 1].band) {
        cut -= 1;
    }
    let height: f64 = lines[cut..].iter().map(|line| line.height).sum();
    if height <= further {
        *last = cut;
    }
}

/// Cuts columns of these widths into as few blocks as fit into `room`, of about the same width; `joint[i]` says that
/// column `i` belongs with the one before it. Gives the first column of each block but the first.
pub fn column_breaks(widths: &[u32], joint: &[bool], room: f64) -> Vec<usize> {
    let total: f64 = widths.iter().map(|width| f64::from(*width)).sum();
    let least = (total / room.max(1.0)).ceil().max(1.0) as usize;
    // A column that does not divide evenly may need one block more.
    for blocks in least..least + 3 {
        let breaks = even_breaks(widths, joint, room, (total / blocks as f64, blocks));
        if breaks.len() < blocks || blocks > widths.len() {
            return breaks;
        }
    }
    even_breaks(widths, joint, room, (room, widths.len()))
}

/// The same with the width each of so many blocks should have.
fn even_breaks(widths: &[u32], joint: &[bool], room: f64, (share, blocks): (f64, usize)) -> Vec<usize> {
    let mut breaks = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for at in 0..widths.len() {
        let width = f64::from(widths[at]);
        let has_share = breaks.len() + 1 < blocks && used + width / 2.0 > share * 1.02;
        let full = used + width > room || has_share;
        if full && at > start {
            let cut = joined_cut(joint, start, at);
            used = widths[cut..at].iter().map(|width| f64::from(*width)).sum();
            breaks.push(cut);
            start = cut;
        }
        used += width;
    }
    breaks
}

/// The place for a cut at most a fifth of the block before `at`, where no column belongs with the one before it.
fn joined_cut(joint: &[bool], start: usize, at: usize) -> usize {
    let least = at - (at - start) / 5;
    let free = (least.max(start + 1)..=at).rev().find(|place| !joint[*place]);
    free.unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(heights: &[f64]) -> Vec<Line> {
        heights
            .iter()
            .map(|height| Line {
                height: *height,
                band: false,
                held: false,
                whole: 0.0,
            })
            .collect()
    }

    #[test]
    fn rows_are_not_split_and_the_last_page_is_not_nearly_empty() {
        let rows = lines(&[30.0; 10]);
        assert_eq!(row_breaks(&rows, 95.0, 95.0), [3, 6, 8], "no row stands alone");
        assert_eq!(row_breaks(&rows, 400.0, 95.0), [] as [usize; 0]);
        assert_eq!(row_breaks(&lines(&[500.0, 500.0]), 95.0, 95.0), [1]);
    }

    #[test]
    fn a_band_goes_with_its_rows() {
        let mut rows = lines(&[30.0; 9]);
        rows[2].band = true;
        assert_eq!(row_breaks(&rows, 95.0, 95.0)[0], 2);
        let mut rows = lines(&[10.0; 20]);
        rows[8].band = true;
        assert_eq!(row_breaks(&rows, 95.0, 95.0)[0], 8, "a new band begins the next page");
    }

    #[test]
    fn notes_do_not_stand_alone() {
        let mut rows = lines(&[30.0; 7]);
        rows[6].held = true;
        let breaks = row_breaks(&rows, 185.0, 185.0);
        assert!(breaks == [3], "{breaks:?}");
    }

    #[test]
    fn blocks_are_even_and_end_with_a_part() {
        let widths = [50; 40];
        let mut joint = vec![true; 40];
        joint[0] = false;
        let breaks = column_breaks(&widths, &joint, 1500.0);
        assert_eq!(breaks, [20]);
        joint[18] = false;
        assert_eq!(column_breaks(&widths, &joint, 1500.0), [18]);
        assert_eq!(column_breaks(&widths[..20], &joint, 1500.0), [] as [usize; 0]);
    }
}
