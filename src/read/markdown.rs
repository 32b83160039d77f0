//! Markdown: text whose signs of markup a reader of the page does not see. Every line stays a line, so that numbers
//! and line numbers are those of the file; tables are tables.

use super::{Content, Options, decode, text};
use crate::Error;
use crate::source::{Block, Span, TableRow};

/// Lines looked at.
const SAMPLE: usize = 200;

/// Text with a heading that begins with `# `, as no plan in plain text does.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    if !text::recognises(bytes) || memchr::memchr(b'#', bytes).is_none() {
        return false;
    }
    let lines = bytes.split(|byte| *byte == b'\n').take(SAMPLE);
    let heading = |line: &[u8]| {
        let signs = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&signs) && line.get(signs) == Some(&b' ') && line.len() > signs + 2
    };
    lines.into_iter().any(heading)
}

pub(super) fn read(name: &str, bytes: Vec<u8>, _: &Options) -> Result<Content, Error> {
    let decoded = decode::decode(name, bytes)?;
    let mut reader = Reader::default();
    let lines: Vec<&str> = decoded.text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        at += reader.lines(&lines[at..]);
    }
    Ok(Content {
        encoding: decoded.encoding,
        text: reader.text,
        // Places of bytes in the file are none of this text.
        replaced: Vec::new(),
        blocks: reader.blocks,
        locations: Vec::new(),
        remarks: match decoded.replaced.len() {
            0 => Vec::new(),
            count => vec![format!("有 {count} 处无法识别的字节，以“\u{fffd}”代替")],
        },
    })
}

#[derive(Default)]
struct Reader {
    text: String,
    blocks: Vec<Block>,
    /// Inside ``` everything is text.
    fenced: bool,
}

impl Reader {
    /// Reads the first of `lines`, or the table that begins with it; gives how many lines those are.
    fn lines(&mut self, lines: &[&str]) -> usize {
        let line = lines[0].trim_end_matches('\r');
        if line.trim_start().starts_with("```") {
            self.fenced = !self.fenced;
            self.text.push('\n');
            return 1;
        }
        if !self.fenced && line.contains('|') && lines.get(1).is_some_and(|rule| is_rule(rule)) {
            let rows = lines.iter().take_while(|line| line.contains('|')).count();
            self.table(&lines[..rows.max(2)]);
            return rows.max(2);
        }
        let words = match self.fenced {
            true => line.to_string(),
            false => plain(unmarked(line)),
        };
        self.paragraph(&words);
        1
    }

    fn paragraph(&mut self, words: &str) {
        let words = words.trim_matches(text::is_blank);
        let start = self.text.len();
        self.text.push_str(words);
        if !words.is_empty() {
            self.blocks.push(Block::Paragraph(Span::new(start, self.text.len())));
        }
        self.text.push('\n');
    }

    fn table(&mut self, lines: &[&str]) {
        let rows: Vec<Option<Vec<String>>> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| (at != 1).then(|| cells(line)))
            .collect();
        let width = rows.iter().flatten().map(Vec::len).max().unwrap_or(0);
        let mut table = Vec::with_capacity(rows.len());
        for row in rows {
            // The rule below the headings keeps its line.
            if let Some(row) = row {
                let mut cells = Vec::with_capacity(width);
                for column in 0..width {
                    if column > 0 {
                        self.text.push('\t');
                    }
                    let start = self.text.len();
                    self.text.push_str(row.get(column).map_or("", String::as_str));
                    cells.push(Span::new(start, self.text.len()));
                }
                table.push(TableRow {
                    cells,
                    spanned: 0,
                    exact: false,
                });
            }
            self.text.push('\n');
        }
        self.blocks.push(Block::Table(table));
    }
}

/// `|---|:--:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a row; `\|` is a bar inside one.
fn cells(line: &str) -> Vec<String> {
    const BAR: &str = "\u{1}";
    let line = line.trim().replace("\\|", BAR);
    let line = line.strip_prefix('|').unwrap_or(&line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|')
        .map(|cell| plain(cell.replace(BAR, "|")).trim().replace('\t', " "))
        .collect()
}

/// A line without the signs at its beginning: `## `, `> `, `- `.
fn unmarked(line: &str) -> &str {
    let mut line = line.trim_start();
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    let heading = line.trim_start_matches('#');
    if line.len() - heading.len() <= 6 && heading.len() < line.len() && heading.starts_with(' ') {
        return heading.trim_end_matches(['#', ' ']).trim_start();
    }
    let rule =
        |sign: char| line.chars().filter(|c| *c == sign).count() >= 3 && line.chars().all(|c| c == sign || c == ' ');
    if ['-', '*', '_'].into_iter().any(rule) {
        return "";
    }
    match line.strip_prefix(['-', '*', '+']) {
        Some(rest) if rest.starts_with(' ') => rest.trim_start(),
        _ => line,
    }
}

/// Marks of emphasis and links out, backslashes before signs out.
fn plain(line: impl AsRef<str>) -> String {
    let line = line.as_ref();
    if !line.contains(['*', '_', '\\', '[', '`', '~', '<']) {
        return line.to_string();
    }
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        match first {
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                words.extend(behind.chars().next());
                rest = &behind[1..];
                continue;
            }
            '[' | '!' => {
                if let Some((shown, after)) = link(rest) {
                    words.push_str(shown);
                    rest = after;
                    continue;
                }
            }
            '*' | '`' | '~' => {
                // A sign alone (5*3) is a letter; one that has another like it on the line is a mark.
                let count = rest.chars().take_while(|c| *c == first).count();
                let mark = &rest[..count];
                let closed = line.matches(mark).count() > 1 && (first != '~' || count == 2) && count <= 3;
                if !closed {
                    words.push_str(mark);
                }
                rest = &rest[count..];
                continue;
            }
            '_' if rest.starts_with("__") && line.matches("__").count() > 1 => {
                rest = &rest[2..];
                continue;
            }
            '<' => {
                if let Some(after) = tag(rest) {
                    rest = after;
                    continue;
                }
            }
            _ => {}
        }
        words.push(first);
        rest = behind;
    }
    words
}

/// `[words](address)`: the words, and what stands behind; of a picture none.
fn link(rest: &str) -> Option<(&str, &str)> {
    let picture = rest.starts_with("![");
    let inner = rest.strip_prefix("![").or_else(|| rest.strip_prefix('['))?;
    // A link is short: what is far away closes nothing here.
    let end = inner.char_indices().take(200).find(|(_, c)| *c == ']')?.0;
    let address = inner[end + 1..].strip_prefix('(')?;
    let close = address.char_indices().take(400).find(|(_, c)| *c == ')')?.0;
    Some((if picture { "" } else { &inner[..end] }, &address[close + 1..]))
}

/// A tag that only changes how words look; `<br>` stays, for cells of tables.
fn tag(rest: &str) -> Option<&str> {
    const TAGS: &[&str] = &[
        "u", "b", "i", "strong", "em", "center", "font", "span", "div", "p", "sub", "sup",
    ];
    let inner = rest.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let close = inner.char_indices().take(200).find(|(_, c)| *c == '>')?.0;
    TAGS.contains(&name[..end].to_ascii_lowercase().as_str())
        .then(|| &inner[close + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Content {
        read("甲", text.as_bytes().to_vec(), &Options::default()).unwrap()
    }

    #[test]
    fn signs_of_markup_are_no_text() {
        let read = read_text("# 某县**工作**要点\n\n## 一、总则\n1\\. 做好[工作](http://a)。\n- 5*3米\n> 引文\n---\n");
        assert_eq!(read.text, "某县工作要点\n\n一、总则\n1. 做好工作。\n5*3米\n引文\n\n");
    }

    #[test]
    fn tables_keep_their_lines() {
        let read = read_text("# 甲\n|序号|任务|\n|---|:--|\n|1|做\\|好|\n乙\n");
        assert_eq!(read.text, "甲\n序号\t任务\n\n1\t做|好\n乙\n");
        assert_eq!(read.blocks.len(), 3);
    }

    #[test]
    fn text_without_headings_is_text() {
        assert!(recognises("前言\n## 一、总则\n".as_bytes()));
        assert!(!recognises("#1楼\n一、总则\n**\n".as_bytes()));
    }
}
