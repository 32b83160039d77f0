//! What styles say of numbering and hidden text; a style has what the one it is based on has.

use super::bytes::{slice, u16_at};
use super::sprm::{P_LEVEL, P_LIST, sprms};

/// Styles based on styles.
const DEEP: usize = 16;

/// What a style says.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    base: usize,
    list: Option<u16>,
    level: Option<u8>,
}

/// The styles of a file by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
}

impl Styles {
    pub fn of(sheet: &[u8]) -> Self {
        let read = || {
            let head = usize::from(u16_at(sheet, 0)?);
            let base = usize::from(u16_at(sheet, 4)?);
            let mut styles = Vec::new();
            let mut at = 2 + head;
            while let Some(length) = u16_at(sheet, at).map(usize::from) {
                let Some(definition) = slice(sheet, at + 2, length) else {
                    break;
                };
                styles.push(style(definition, base).unwrap_or_default());
                at += 2 + length;
            }
            Some(styles)
        };
        Styles {
            styles: read().unwrap_or_default(),
        }
    }

    /// List and level of paragraphs of a style.
    pub fn numbering(&self, style: u16) -> (Option<u16>, Option<u8>) {
        let (mut list, mut level, mut at) = (None, None, usize::from(style));
        for _ in 0..DEEP {
            let Some(style) = self.styles.get(at) else { break };
            list = list.or(style.list);
            level = level.or(style.level);
            at = style.base;
        }
        (list, level)
    }
}

fn style(definition: &[u8], base: usize) -> Option<Style> {
    let kind = u16_at(definition, 2)?;
    let mut style = Style {
        base: usize::from(kind >> 4),
        ..Style::default()
    };
    // Only styles of paragraphs number them.
    if kind & 0xF != 1 {
        return Some(style);
    }
    let name = usize::from(u16_at(definition, base)?);
    let mut at = base + 2 + name * 2 + 2;
    at += at % 2;
    let length = usize::from(u16_at(definition, at)?);
    let list = slice(definition, at + 2, length)?.get(2..).unwrap_or_default();
    for sprm in sprms(list) {
        match sprm.code {
            P_LIST => style.list = Some(sprm.word()),
            P_LEVEL => style.level = Some(sprm.byte()),
            _ => {}
        }
    }
    Some(style)
}
