//! Numbers that Word counts and does not store: lists, what paragraphs override in them, and their counters.

use std::collections::HashMap;

use super::bytes::{i32_at, slice, u16_at, u32_at};
use super::file::{File, Part};
use crate::read::docx::numbering::{LONGEST, label_ends_open, number};
use crate::read::docx::symbol;

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: u8,
    digits_only: bool,
    /// Levels above this one begin it anew.
    no_restart: bool,
    restart_limit: u8,
    /// Its characters; those under 9 stand for the number of a level.
    text: Vec<u16>,
}

/// How paragraphs take part in a list.
#[derive(Debug, Default)]
struct Override {
    list: i32,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// Lists with their counters.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<i32, Vec<Level>>,
    overrides: Vec<Override>,
    counters: HashMap<i32, [Option<i64>; LEVELS]>,
}

impl Lists {
    pub fn of(file: &File) -> Self {
        let mut lists = Lists::default();
        lists.read_lists(file);
        lists.read_overrides(file);
        lists
    }

    fn read_lists(&mut self, file: &File) -> Option<()> {
        let (at, length) = file.place(Part::Lists);
        if length == 0 {
            return None;
        }
        // The levels follow behind what the header counts as the part.
        let bytes = file.table.get(at..)?;
        let count = usize::from(u16_at(bytes, 0)?);
        let mut levels = 2 + count * 28;
        for list in 0..count {
            let entry = slice(bytes, 2 + list * 28, 28)?;
            let many = if entry[26] & 1 == 1 { 1 } else { LEVELS };
            let mut found = Vec::with_capacity(many);
            for _ in 0..many {
                let (level, end) = level(bytes, levels)?;
                found.push(level);
                levels = end;
            }
            self.lists.insert(i32_at(entry, 0)?, found);
        }
        Some(())
    }

    fn read_overrides(&mut self, file: &File) -> Option<()> {
        let bytes = file.part(Part::Overrides);
        let count = u32_at(bytes, 0)? as usize;
        let mut at = 4 + count.checked_mul(16)?;
        for entry in 0..count {
            let head = slice(bytes, 4 + entry * 16, 16)?;
            let mut found = Override {
                list: i32_at(head, 0)?,
                ..Override::default()
            };
            let many = head[12];
            at += 4;
            for _ in 0..many {
                let Some((start, flags)) = i32_at(bytes, at).zip(u32_at(bytes, at + 4)) else {
                    break;
                };
                at += 8;
                let place = (flags & 0xF) as usize;
                if flags & 0x20 != 0 {
                    let Some((level, end)) = level(bytes, at) else { break };
                    at = end;
                    if flags & 0x10 != 0 {
                        found.starts.insert(place, level.start);
                    }
                    found.levels.insert(place, level);
                } else if flags & 0x10 != 0 {
                    found.starts.insert(place, start.into());
                }
            }
            self.overrides.push(found);
        }
        Some(())
    }

    /// Counts a paragraph at `level` of the override `entry`, from 1, and gives the characters before its text.
    pub fn next(&mut self, entry: u16, level: u8) -> Option<String> {
        let at = usize::from(level).min(LEVELS - 1);
        let entry = self.overrides.get_mut(usize::from(entry).checked_sub(1)?)?;
        let list = self.lists.get(&entry.list)?;
        let of = |at: usize| {
            entry
                .levels
                .get(&at)
                .or_else(|| list.get(at))
                .cloned()
                .unwrap_or_default()
        };
        let counters = self.counters.entry(entry.list).or_default();
        let own = of(at);
        let value = match entry.starts.remove(&at) {
            Some(start) => start,
            None => counters[at].map_or(own.start, |last| last.saturating_add(1)),
        };
        counters[at] = Some(value);
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let level = of(below);
            if !level.no_restart || at < usize::from(level.restart_limit) {
                *counter = None;
            }
        }
        if own.format == 23 {
            let sign = char::from_u32(own.text.first().copied().unwrap_or(0x2022).into())?;
            return Some(symbol::bullet(sign, "Symbol").to_string());
        }
        let mut label = String::new();
        let mut plain: Vec<u16> = Vec::new();
        for unit in &own.text {
            let place = usize::from(*unit);
            if place >= LEVELS {
                plain.push(*unit);
                continue;
            }
            label.push_str(&String::from_utf16_lossy(&std::mem::take(&mut plain)));
            let shown = of(place);
            let value = counters[place].unwrap_or(shown.start);
            let format = if own.digits_only {
                "decimal"
            } else {
                format(shown.format)
            };
            label.push_str(&number(value, format));
        }
        label.push_str(&String::from_utf16_lossy(&plain));
        let label = label.trim().to_string();
        match label_ends_open(&label) {
            true => Some(label + " "),
            false => Some(label).filter(|label| !label.is_empty()),
        }
    }
}

/// The level that stands at `at`, and where it ends.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let head = slice(bytes, at, 28)?;
    let words = at + 28 + usize::from(head[24]) + usize::from(head[25]);
    let count = usize::from(u16_at(bytes, words)?);
    let text = slice(bytes, words + 2, count * 2)?;
    let level = Level {
        start: i32_at(head, 0)?.into(),
        format: head[4],
        digits_only: head[5] & 4 != 0,
        no_restart: head[5] & 8 != 0,
        restart_limit: head[26],
        text: text
            .chunks_exact(2)
            .take(LONGEST)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect(),
    };
    Some((level, words + 2 + count * 2))
}

/// The name that docx has for a format of numbers.
fn format(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 17 | 36 | 40 => "ideographDigital",
        11 | 33 | 35 | 37 | 39 => "chineseCountingThousand",
        14 | 19 => "decimalFullWidth",
        18 | 28 => "decimalEnclosedCircle",
        22 => "decimalZero",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        16 | 34 => "ideographLegalTraditional",
        38 => "chineseLegalSimplified",
        57 => "numberInDash",
        255 => "none",
        _ => "decimal",
    }
}
