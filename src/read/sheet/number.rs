//! Numbers of cells as a person sees them: 0.95 under `0%` is 95%, 48029 under `m"月"d"日"` is 6月30日.

use std::collections::HashMap;

use ssfmt::{DateSystem, FormatOptions, NumberFormat};

use crate::read::docx::number;

/// Shows numbers under the formats of one workbook.
pub(super) struct Shower {
    options: FormatOptions,
    known: HashMap<String, Option<Format>>,
}

struct Format {
    format: NumberFormat,
    /// Which characters stand for figures (`[DBNum1]`), if others do.
    characters: Option<char>,
    /// Whether it says nothing of figures: 12 is 十二 and not 一二.
    general: bool,
}

impl Shower {
    /// `early`: the workbook counts its days from 1904.
    pub fn new(early: bool) -> Self {
        let mut options = FormatOptions::default();
        if early {
            options.date_system = DateSystem::Date1904;
        }
        Shower {
            options,
            known: HashMap::new(),
        }
    }

    /// `value` under the format `code`; nothing where the format cannot be read or says no more than the number does.
    pub fn shown(&mut self, value: f64, code: &str) -> Option<String> {
        if !value.is_finite() || matches!(code, "" | "General" | "@" | "G/通用格式") {
            return None;
        }
        if !self.known.contains_key(code) {
            self.known.insert(code.to_string(), parsed(code));
        }
        let format = self.known.get(code)?.as_ref()?;
        let words = format.format.format(value, &self.options);
        let words = match format.characters {
            Some(kind) => in_characters(&words, kind, format.general),
            None => words,
        };
        // Blanks in a format only set numbers below each other.
        let words = words.trim();
        (!words.is_empty() && !words.starts_with("##")).then(|| words.to_string())
    }
}

fn parsed(code: &str) -> Option<Format> {
    // Formats by the system's own settings, as they are in China.
    let long = code.starts_with("[$-F800]");
    let code = if long { "yyyy\"年\"m\"月\"d\"日\"" } else { code };
    let code = if code.starts_with("[$-F400]") { "h:mm:ss" } else { code };
    let characters = code
        .find("[DBNum")
        .and_then(|at| code[at + "[DBNum".len()..].chars().next())
        .filter(|kind| "12".contains(*kind));
    let mut plain = code.replace("G/通用格式", "General");
    if characters.is_some() {
        // Where other characters stand for figures, the brackets in front say nothing else.
        while plain.starts_with('[') {
            let end = plain.find(']')?;
            plain.drain(..=end);
        }
    }
    Some(Format {
        general: plain.starts_with("General") || plain.contains(['y', 'm', 'd', 'Y', 'M', 'D']),
        format: NumberFormat::parse(&plain).ok()?,
        characters,
    })
}

/// Figures written with characters: years one by one (二〇三一年), other numbers as they are said (十二月).
fn in_characters(words: &str, kind: char, general: bool) -> String {
    let digits = |kind| {
        if kind == '1' {
            "〇一二三四五六七八九"
        } else {
            "零壹贰叁肆伍陆柒捌玖"
        }
    };
    let format = if kind == '1' {
        "chineseCounting"
    } else {
        "chineseLegalSimplified"
    };
    let mut written = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        written.push_str(&rest[..at]);
        let behind = &rest[at..];
        let end = behind
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(behind.len());
        let (figures, after) = behind.split_at(end);
        let year = figures.len() == 4 && after.starts_with(['年', '-', '/', '.']);
        match figures.parse::<i64>() {
            Ok(value) if general && !year && figures.len() < 5 => written.push_str(&number(value, format)),
            _ => written.extend(
                figures
                    .bytes()
                    .filter_map(|figure| digits(kind).chars().nth(usize::from(figure - b'0'))),
            ),
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// What stands for the formats that files only number: the common ones, and those of the Chinese system.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        14 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        _ => ssfmt::format_code_from_id(id).unwrap_or("General"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_sheet_shows_them() {
        let mut shower = Shower::new(false);
        let mut shown = |value, code: &str| shower.shown(value, code).unwrap_or_default();
        for (value, code, words) in [
            (0.95, "0%", "95%"),
            (0.955, "0.0%", "95.5%"),
            (12000.0, "#,##0", "12,000"),
            (12.0, "0\"个\"", "12个"),
            (
                12345.678,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "12,345.68",
            ),
            (48029.0, "yyyy\"年\"m\"月\"d\"日\";@", "2031年6月30日"),
            (48029.0, "m\"月\"d\"日\"", "6月30日"),
            (48029.0, "[$-F800]dddd, mmmm dd, yyyy", "2031年6月30日"),
            (
                48029.0,
                "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
                "二〇三一年六月三十日",
            ),
            (12.0, "[DBNum1][$-804]General", "十二"),
            (12.0, "[DBNum1]0", "一二"),
            (12.0, "General", ""),
            (f64::NAN, "0%", ""),
        ] {
            assert_eq!(shown(value, code), words, "{value} {code}");
        }
        assert_eq!(shown(48029.0, built_in(14)), "2031/6/30");
        assert_eq!(shown(48029.0, built_in(57)), "2031年6月");
        assert_eq!(
            Shower::new(true).shown(46567.0, built_in(31)).as_deref(),
            Some("2031年6月30日")
        );
    }
}
