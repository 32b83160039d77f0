//! What is wrong with `workbook.toml` or `review.toml`, in Chinese, with its line and key.

use crate::Error;

/// Name of the workbooks' template in messages.
pub(super) const FILE: &str = "workbook.toml";

/// The mistake the TOML reader or serde found.
pub(super) fn from_toml(file: &str, text: &str, error: &toml::de::Error) -> Error {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1;
    let shown = text.lines().nth(line - 1).unwrap_or_default();
    let key = shown
        .split_once('=')
        .map(|(key, _)| key.trim())
        .filter(|key| !key.is_empty());
    Error::Template {
        file: file.to_string(),
        line,
        message: in_chinese(error.message(), key),
    }
}

/// Line on which `needle` first stands, else 1.
pub(super) fn line_of(text: &str, needle: &str) -> usize {
    text.lines()
        .position(|line| !line.trim_start().starts_with('#') && line.contains(needle))
        .map_or(1, |line| line + 1)
}

/// The name that differs least from `written`, where it differs little.
pub(super) fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let scored = names.into_iter().map(|name| (distance(written, name), name));
    scored
        .min()
        .filter(|(distance, name)| *distance * 2 <= name.chars().count().max(2))
        .map(|(_, name)| name)
}

fn in_chinese(message: &str, key: Option<&str>) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let at = key.map(|key| format!("键“{key}”")).unwrap_or_default();
    match quoted[..] {
        [unknown, ref known @ ..] if message.starts_with("unknown field") => {
            match nearest(unknown, known.iter().copied()) {
                Some(name) => format!("没有“{unknown}”这个键，是不是“{name}”？"),
                None => format!("没有“{unknown}”这个键；可用的键：{}", known.join("、")),
            }
        }
        [unknown, ref known @ ..] if message.starts_with("unknown variant") => {
            format!("{at}的值“{unknown}”不可用；可用的值：{}", known.join("、"))
        }
        [missing, ..] if message.starts_with("missing field") => format!("缺少键“{missing}”"),
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            format!("{at}的值类型不对：{}", type_in_chinese(message))
        }
        [twice, ..] if message.starts_with("duplicate") => format!("“{twice}”出现了两次"),
        _ if message.starts_with("duplicate key") => format!("{at}出现了两次"),
        _ if message.chars().any(|character| character > '\u{2e80}') => {
            format!("{at}：{message}").trim_start_matches('：').to_string()
        }
        _ => format!("{at}不合 TOML 的写法（{message}）"),
    }
}

fn type_in_chinese(message: &str) -> String {
    let wanted = message.rsplit("expected ").next().unwrap_or_default();
    let name = match wanted {
        "a string" => "要用引号括起的文字",
        "a boolean" => "要写 true 或 false",
        "a sequence" => "要写成列表",
        "f64" | "f32" => "要写数字",
        number if number.starts_with(['u', 'i']) => "要写整数",
        _ => return message.to_string(),
    };
    name.to_string()
}

/// Number of letters to insert, remove or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, known) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *known);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::WorkbookTemplate;

    const BUILT_IN: &str = include_str!("../../templates/workbook.toml");

    fn message(text: &str) -> (usize, String) {
        match WorkbookTemplate::parse(text) {
            Err(Error::Template { line, message, .. }) => (line, message),
            other => panic!("{other:?}"),
        }
    }

    fn line_with(text: &str, needle: &str) -> usize {
        text.lines().position(|line| line.contains(needle)).unwrap() + 1
    }

    #[test]
    fn the_built_in_template_is_right() {
        WorkbookTemplate::parse(BUILT_IN).unwrap();
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        let text = BUILT_IN.replacen("max_row =", "max_rwo =", 1);
        let (line, message) = message(&text);
        assert_eq!(line, line_with(&text, "max_rwo"));
        assert!(message.contains("max_rwo") && message.contains("max_row"), "{message}");
    }

    #[test]
    fn a_wrong_value_names_its_key() {
        let text = BUILT_IN.replacen("show = true", "show = \"true\"", 1);
        let (_, message) = message(&text);
        assert!(message.contains("show") || message.contains("true"), "{message}");
    }

    #[test]
    fn a_wrong_colour_an_unknown_view_and_name_are_found() {
        let text = BUILT_IN.replacen("link = \"", "link = \"#12", 1);
        assert!(message(&text).1.contains("六位"), "{:?}", message(&text));
        let text = BUILT_IN.replacen("view = \"detail\"", "view = \"details\"", 1);
        assert_eq!(message(&text).0, line_with(&text, "\"details\""));
        let text = BUILT_IN.replacen("title = \"{title}", "title = \"{titel}", 1);
        assert_eq!(message(&text).0, line_with(&text, "{titel}"));
    }
}
