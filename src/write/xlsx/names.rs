//! Names that Excel and Windows accept, each used once.

use std::collections::HashSet;

/// Longest sheet name, in UTF-16 units (a limit of Excel).
const SHEET: usize = 31;
/// Longest file name without its extension, in characters.
const FILE: usize = 60;

/// Names given out, compared without case.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A sheet name for `wish` that no other sheet has.
    pub fn sheet(&mut self, wish: &str) -> String {
        let clean = clean(wish, |character| "[]:*?/\\".contains(character));
        let clean = clean.trim_matches('\'').trim();
        // Excel keeps the name History for itself.
        let clean = match clean {
            "" => "表",
            name if name.eq_ignore_ascii_case("history") => "History表",
            name => name,
        };
        self.free(clean, SHEET, |text| text.encode_utf16().count())
    }

    /// A file name (without extension) for `wish` that no other file has.
    pub fn file(&mut self, wish: &str) -> String {
        let stem = file_name(wish, FILE);
        self.free(&stem, FILE, |text| text.chars().count())
    }

    fn free(&mut self, wish: &str, most: usize, length: impl Fn(&str) -> usize) -> String {
        let mut name = cut(wish, most, &length);
        let mut round = 2;
        while !self.0.insert(name.to_lowercase()) {
            let suffix = format!("({round})");
            name = format!("{}{suffix}", cut(wish, most - suffix.len(), &length));
            round += 1;
        }
        name
    }
}

/// `wish` as a file name that Windows accepts, of at most `most` characters.
pub fn file_name(wish: &str, most: usize) -> String {
    let clean = clean(wish, |character| "\\/:*?\"<>|".contains(character));
    let short: String = clean.chars().take(most).collect();
    let short = short.trim_end_matches(['.', ' ', '　']).trim();
    let stem = short.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|last: char| last.is_ascii_digit()));
    match (short.is_empty(), device) {
        (true, _) => "未命名".to_string(),
        (_, true) => format!("_{short}"),
        _ => short.to_string(),
    }
}

/// Characters `forbidden` names become `_`; line ends and other control characters go.
fn clean(wish: &str, forbidden: impl Fn(char) -> bool) -> String {
    let shown = wish
        .chars()
        .filter(|character| !character.is_control() && !is_invisible(*character));
    let clean: String = shown
        .map(|character| if forbidden(character) { '_' } else { character })
        .collect();
    clean.trim().to_string()
}

/// Characters nobody sees that would make two names look alike.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn cut(name: &str, most: usize, length: impl Fn(&str) -> usize) -> String {
    let mut short = name.to_string();
    while length(&short) > most {
        short.pop();
    }
    short.trim_end_matches(['\'', ' ', '.']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_keep_to_excels_rules() {
        let mut names = Names::default();
        assert_eq!(names.sheet("区教育局"), "区教育局");
        assert_eq!(names.sheet("区教育局"), "区教育局(2)");
        assert_eq!(names.sheet("History"), "History表");
        assert_eq!(names.sheet("'a/b:c'"), "a_b_c");
        assert_eq!(names.sheet("A_B_C"), "A_B_C(2)");
        assert_eq!(names.sheet("\u{0}"), "表");
        let long = "区".repeat(40);
        let (one, two) = (names.sheet(&long), names.sheet(&long));
        assert_eq!(one.chars().count(), 31);
        assert!(two.ends_with("(2)") && two.chars().count() == 31);
    }

    #[test]
    fn file_names_keep_to_windows_rules() {
        let mut names = Names::default();
        assert_eq!(names.file("a\\b/c:d*e?f\"g<h>i|j"), "a_b_c_d_e_f_g_h_i_j");
        assert_eq!(names.file("CON"), "_CON");
        assert_eq!(names.file("com1.txt"), "_com1.txt");
        assert_eq!(names.file("方案. . "), "方案");
        assert_eq!(names.file("\n"), "未命名");
        assert_eq!(names.file("方案"), "方案(2)");
    }
}
