//! The sets of looks that come with the product. `templates/workbook.toml` is the one for a district or county
//! (区县); each other one is what differs from it, so that a change there reaches them all.

use std::collections::HashMap;

use super::{BUILT_IN, WORKBOOK};

/// Names of the sets, the usual one first.
pub const NAMES: &[&str] = &["区县", "省市", "简版", "English"];

/// The words of the English set: each word of the usual one, a tab, and the English for it.
const ENGLISH: &str = include_str!("../../templates/english.tsv");

/// What to replace in the usual `workbook.toml`, each once.
type Edits = &'static [(&'static str, &'static str)];

/// The text of `workbook.toml` in the set `name`; `None` for a set there is not.
pub fn text(name: &str) -> Option<String> {
    let usual = BUILT_IN.iter().find(|file| file.name == WORKBOOK)?.text;
    let edits: Edits = match name {
        "区县" => &[],
        "省市" => PROVINCE,
        "简版" => PLAIN,
        "English" => return Some(in_english(usual)),
        _ => return None,
    };
    let mut text = usual.to_string();
    for (from, to) in edits {
        text = text.replacen(from, to, 1);
    }
    Some(text)
}

/// The usual set with every quoted word in English; what stands behind # stays as it is.
fn in_english(usual: &str) -> String {
    let words = ENGLISH.lines().filter_map(|line| line.split_once('\t'));
    let words: HashMap<&str, &str> = words.collect();
    let mut text = String::with_capacity(usual.len());
    for line in usual.lines() {
        let mut rest = line;
        while let Some(start) = rest.find(['"', '#']) {
            let begins_string = rest[start..].starts_with('"');
            let Some(length) = rest[start + 1..].find('"').filter(|_| begins_string) else {
                break;
            };
            let word = &rest[start + 1..start + 1 + length];
            text.push_str(&rest[..=start]);
            // A quotation mark inside would end the word.
            text.push_str(&words.get(word).copied().unwrap_or(word).replace('"', "\\\""));
            text.push('"');
            rest = &rest[start + length + 2..];
        }
        text.push_str(rest);
        text.push('\n');
    }
    text
}

/// 省市: with 牵头领导 and 责任领导 before the departments, 处室 in the lists.
const PROVINCE: Edits = &[
    (
        "# 工作簿的样子：",
        "# 省市样式：台账、清单带“牵头领导”“责任领导”两栏，原文写了的照录，没写的留空待填。\n# 工作簿的样子：",
    ),
    (
        "  { key = \"lead\", heading = \"牵头单位\", width = 7, min_width = 6, fit = 8.5 },",
        "  { key = \"leader_lead\", heading = \"牵头领导\", width = 5, min_width = 4, fit = 8 },\n  { key = \"leader_owner\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },\n  { key = \"lead\", heading = \"牵头单位\", width = 7, min_width = 6, fit = 8.5 },",
    ),
    // The two columns of leaders need the room; the lists keep the partners.
    (
        "  { key = \"people\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },\n  { key = \"partners\", heading = \"正文提及\\n协同单位\", width = 4.8, min_width = 4, empty_width = 4.8 },\n  { key = \"deadline\"",
        "  { key = \"deadline\"",
    ),
    (
        "  { key = \"others\", heading = \"其他单位\", width = 8, min_width = 6, fit = 10, empty_width = 5 },\n  { key = \"people\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },",
        "  { key = \"others\", heading = \"其他单位\", width = 8, min_width = 6, fit = 10, empty_width = 5 },\n  { key = \"leader_lead\", heading = \"牵头领导\", width = 5, min_width = 4, fit = 8 },\n  { key = \"leader_owner\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },",
    ),
    (
        "  { key = \"others\", heading = \"其他单位\", width = 7, min_width = 6, fit = 12, empty_width = 5 },\n  { key = \"people\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },",
        "  { key = \"others\", heading = \"其他单位\", width = 7, min_width = 6, fit = 12, empty_width = 5 },\n  { key = \"leader_lead\", heading = \"牵头领导\", width = 5, min_width = 4, fit = 8 },\n  { key = \"leader_owner\", heading = \"责任领导\", width = 5, min_width = 4, fit = 8 },",
    ),
];

/// 简版: matrix and lists, marks in words for black and white.
const PLAIN: Edits = &[
    (
        "# 工作簿的样子：",
        "# 简版样式：只有责任矩阵、任务矩阵和各单位清单，记号用“牵、配、责”，适合黑白打印。\n# 工作簿的样子：",
    ),
    ("lead = \"★\"", "lead = \"牵\""),
    ("support = \"○\"", "support = \"配\""),
    ("owner = \"●\"", "owner = \"责\""),
    ("lead_presumed = \"☆\"", "lead_presumed = \"牵*\""),
    ("support_presumed = \"△\"", "support_presumed = \"配*\""),
    ("lead_roster = \"■\"", "lead_roster = \"牵+\""),
    ("support_roster = \"◇\"", "support_roster = \"配+\""),
    ("owner_roster = \"◆\"", "owner_roster = \"责+\""),
    ("lead_carried = \"▼\"", "lead_carried = \"牵~\""),
    ("support_carried = \"▽\"", "support_carried = \"配~\""),
    ("owner_carried = \"▲\"", "owner_carried = \"责~\""),
    ("view = \"register\"\n", "view = \"register\"\nshow = false\n"),
    ("view = \"schedule\"\n", "view = \"schedule\"\nshow = false\n"),
    ("view = \"statistics\"\n", "view = \"statistics\"\nshow = false\n"),
    ("view = \"detail\"\n", "view = \"detail\"\nshow = false\n"),
    ("view = \"open_items\"\n", "view = \"open_items\"\nshow = false\n"),
    ("view = \"findings\"\n", "view = \"findings\"\nshow = false\n"),
    ("view = \"source_text\"\n", "view = \"source_text\"\nshow = false\n"),
    ("[letter]\nshow = true", "[letter]\nshow = false"),
    ("；由“分工明细”实时计算", ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::WorkbookTemplate;

    #[test]
    fn every_set_is_a_template_and_every_difference_applies() {
        for name in NAMES {
            let set = text(name).unwrap();
            WorkbookTemplate::parse(&set).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        let usual = text("区县").unwrap();
        for (from, _) in PROVINCE.iter().chain(PLAIN) {
            assert!(usual.contains(from), "{from}");
        }
        assert!(text("别的").is_none());
    }

    #[test]
    fn the_screen_says_levels_as_the_usual_workbook_does() {
        let usual = WorkbookTemplate::parse(&text("区县").unwrap()).unwrap();
        assert_eq!(usual.words.levels, crate::view::LevelWords::default());
    }

    /// Strings of a template that hold a Chinese character.
    fn chinese(value: &toml::Value, found: &mut Vec<String>) {
        match value {
            toml::Value::String(text) if text.chars().any(|letter| ('\u{3000}'..'\u{a000}').contains(&letter)) => {
                found.push(text.clone());
            }
            toml::Value::Table(table) => table
                .iter()
                .filter(|(key, _)| *key != "font")
                .for_each(|(_, value)| chinese(value, found)),
            toml::Value::Array(values) => values.iter().for_each(|value| chinese(value, found)),
            _ => {}
        }
    }

    #[test]
    fn the_english_set_has_no_chinese_word() {
        let table: toml::Table = toml::from_str(&text("English").unwrap()).unwrap();
        let mut found = Vec::new();
        chinese(&toml::Value::Table(table), &mut found);
        assert_eq!(found, ["□"; 0]);
    }
}
