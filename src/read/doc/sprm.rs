//! Single property modifiers: what a paragraph, a character or a row differs in from its style.

use super::bytes::u16_at;

/// Text that its author has deleted or inserted with changes tracked, hidden text.
pub(super) const C_DELETED: u16 = 0x0800;
pub(super) const C_INSERTED: u16 = 0x0801;
pub(super) const C_VANISH: u16 = 0x083C;
/// A character of a symbol font.
pub(super) const C_SYMBOL: u16 = 0x6A09;
/// A paragraph of a table, its row's end, the same of a table inside a table.
pub(super) const P_IN_TABLE: u16 = 0x2416;
pub(super) const P_ROW_END: u16 = 0x2417;
pub(super) const P_INNER_ROW_END: u16 = 0x244C;
/// Level and list of a numbered paragraph.
pub(super) const P_LEVEL: u16 = 0x260A;
pub(super) const P_LIST: u16 = 0x460B;
/// Modifiers too long for their page, in the stream `Data`.
pub(super) const P_HUGE: u16 = 0x6646;
/// Edges and merged cells of a row.
pub(super) const T_DEFINITION: u16 = 0xD608;
pub(super) const T_VERTICAL: u16 = 0xD62B;
pub(super) const T_MERGE: u16 = 0x5624;

/// One modifier with its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sprm<'a> {
    pub code: u16,
    pub operand: &'a [u8],
}

impl Sprm<'_> {
    /// First byte of the operand.
    pub fn byte(&self) -> u8 {
        self.operand.first().copied().unwrap_or(0)
    }

    /// Whether a switch is on; 0x80 and 0x81 stand for the style's state and its opposite.
    pub fn is_on(&self) -> bool {
        matches!(self.byte(), 1 | 0x81)
    }

    pub fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }
}

/// The modifiers of a list of them.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let behind = &rest[2..];
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == T_DEFINITION => (2, usize::from(u16_at(behind, 0)?).saturating_sub(1)),
            _ => (1, usize::from(*behind.first()?)),
        };
        let operand = behind.get(skip..)?;
        let operand = &operand[..length.min(operand.len())];
        rest = &behind[(skip + length).min(behind.len())..];
        Some(Sprm { code, operand })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_have_the_length_their_code_says() {
        let list = [0x16, 0x24, 1, 0x0b, 0x46, 2, 0, 0x08, 0xd6, 3, 0, 9, 9, 0x17, 0x24, 1];
        let found: Vec<(u16, Vec<u8>)> = sprms(&list).map(|sprm| (sprm.code, sprm.operand.to_vec())).collect();
        assert_eq!(
            found,
            [
                (0x2416, vec![1]),
                (0x460b, vec![2, 0]),
                (0xd608, vec![9, 9]),
                (0x2417, vec![1])
            ]
        );
        assert_eq!(sprms(&[0x08, 0xd6, 0xff, 0xff]).count(), 1);
    }
}
