//! `{name}` in the texts of `workbook.toml`: what each name stands for.

mod names;
mod phrases;
mod plan;
mod unit;

pub use names::NAMES;

use super::dates::Day;
use super::words::Words;
use crate::plan::Plan;

/// What the user says about the round of handing out: nothing of it comes from the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// 截至日期 (`--as-of`), ISO.
    pub as_of: Option<String>,
    /// The office that hands out and collects (`--unit`).
    pub office: Option<String>,
    /// Whom to ask there (`--contact`).
    pub contact: Option<String>,
    /// By when to answer (`--reply-by`), ISO.
    pub reply_by: Option<String>,
}

/// Values of the names.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(&'static str, String)>);

impl Fields {
    /// These values and no others.
    pub fn of_values(values: Vec<(&'static str, String)>) -> Self {
        Fields(values)
    }

    /// The same with `values` before all others.
    pub fn and(mut self, mut values: Vec<(&'static str, String)>) -> Self {
        values.append(&mut self.0);
        Fields(values)
    }

    /// The value of `name`; empty when it has none.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether `name` has a value other than 0.
    pub fn holds(&self, name: &str) -> bool {
        !matches!(self.get(name), "" | "0")
    }

    /// `text` with every `{name}` replaced; white space at its ends goes.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 32);
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => filled.push_str(self.get(name)),
            }
        }
        filled.trim().to_string()
    }
}

/// The first name in `text` that stands for nothing.
pub fn unknown_name(text: &str, unit_list: bool) -> Option<&str> {
    pieces(text).find_map(|piece| match piece {
        Piece::Name(name)
            if !NAMES
                .iter()
                .any(|(known, of_unit)| *known == name && (unit_list || !of_unit)) =>
        {
            Some(name)
        }
        _ => None,
    })
}

enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Cuts `text` at `{name}`; a brace without its partner is text.
fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let open = text.find('{').unwrap_or(text.len());
        if open > 0 {
            let (before, rest) = text.split_at(open);
            text = rest;
            return Some(Piece::Text(before));
        }
        let Some(close) = text.find('}') else {
            return Some(Piece::Text(std::mem::take(&mut text)));
        };
        let name = &text[1..close];
        text = &text[close + 1..];
        Some(Piece::Name(name))
    })
}

/// An ISO date in the template's words; anything else as it is.
fn in_words(words: &Words, iso: &str) -> String {
    match Day::parse(iso) {
        Some(day) => words
            .date
            .replace("{year}", &day.year.to_string())
            .replace("{month}", &day.month.to_string())
            .replace("{day}", &day.day.to_string()),
        None => iso.to_string(),
    }
}

/// `2023-05-23` as 2023年5月23日; anything else as it is.
pub fn chinese_date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts[..] {
        [year, month, day] => match (number(year), number(month), number(day)) {
            (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            _ => iso.to_string(),
        },
        _ => iso.to_string(),
    }
}

/// 密级 in one line, as it stands on every sheet; empty where the plan carries none.
pub fn marking(plan: &Plan) -> String {
    let marking = plan.front.marking.as_ref();
    marking.map_or_else(String::new, |marking| {
        marking.text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_braces_without_partner_stay() {
        let fields = Fields(vec![("title", "工作要点".into()), ("pairs", "0".into())]);
        assert_eq!(fields.fill(" 《{title}》{pairs}{x} { "), "《工作要点》0 {");
        assert!(fields.holds("title") && !fields.holds("pairs") && !fields.holds("x"));
        assert_eq!(unknown_name("{title}{unit}", false), Some("unit"));
        assert_eq!(unknown_name("{title}{unit}", true), None);
    }

    #[test]
    fn dates_are_shown_without_leading_zeros() {
        assert_eq!(chinese_date("2023-05-03"), "2023年5月3日");
        assert_eq!(chinese_date("2023年5月"), "2023年5月");
    }
}
