//! Elements to paragraphs and tables.

use super::chrome::{Chrome, UNSEEN, is_hidden};
use super::list::{Counter, Sheet, label, says_itself};
use crate::read::flow::{Cell, Piece, TableLine};
use crate::read::xml::Node;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "blockquote",
    "center",
    "form",
    "fieldset",
    "address",
    "pre",
    "hr",
    "figure",
    "figcaption",
    "table",
    "caption",
    "tr",
    "body",
    "html",
    "br",
    "details",
    "summary",
];

/// Reads a page.
pub(super) struct Walk<'a> {
    chrome: &'a Chrome,
    sheet: Sheet,
    /// The numbered lists that what is read stands in.
    lists: Vec<Counter>,
    line: String,
    /// Whether white space stands before what comes next, and whether a line end is in it.
    blank: Option<bool>,
}

impl<'a> Walk<'a> {
    pub fn new(chrome: &'a Chrome, sheet: Sheet) -> Self {
        Walk {
            chrome,
            sheet,
            lists: Vec::new(),
            line: String::new(),
            blank: None,
        }
    }

    /// The paragraphs and tables below `root`.
    pub fn read(&mut self, root: Node<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.inside(root, false, &mut pieces);
        self.flush(&mut pieces);
        pieces
    }

    fn inside(&mut self, node: Node<'_>, kept: bool, pieces: &mut Vec<Piece>) {
        for child in node.children() {
            self.node(child, kept, pieces);
        }
    }

    /// `kept`: line ends are those of the text (pre).
    fn node(&mut self, node: Node<'_>, kept: bool, pieces: &mut Vec<Piece>) {
        let name = node.name();
        if name.is_empty() {
            self.words(node.words(), kept, pieces);
            return;
        }
        if UNSEEN.contains(&name) || is_hidden(node) || self.chrome.holds(node) {
            return;
        }
        let block = BLOCKS.contains(&name);
        if block {
            self.flush(pieces);
        }
        match name {
            "table" => {
                let rows = self.table(node);
                pieces.push(Piece::Table(rows));
            }
            "ol" => self.counted(node, pieces),
            _ => {
                let style = node.attribute("style").unwrap_or_default();
                self.inside(
                    node,
                    kept || name == "pre" || style.contains("pre-wrap") || style.contains("pre-line"),
                    pieces,
                );
            }
        }
        if block {
            self.flush(pieces);
        }
    }

    fn flush(&mut self, pieces: &mut Vec<Piece>) {
        self.blank = None;
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            pieces.push(Piece::Paragraph(line));
        }
    }

    /// White space is one blank, and none where a line of the markup ends beside a Chinese character.
    fn words(&mut self, words: &str, kept: bool, pieces: &mut Vec<Piece>) {
        for letter in words.chars() {
            match letter {
                '\n' if kept => self.flush(pieces),
                // What separates words for markup; other blanks are letters.
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    let end = matches!(letter, '\n' | '\r');
                    self.blank = Some(self.blank.unwrap_or(false) || end);
                }
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                letter => {
                    let between = self.line.chars().next_back().is_some_and(is_wide) || is_wide(letter);
                    if let Some(end) = self.blank.take()
                        && !self.line.is_empty()
                        && !(end && between)
                    {
                        self.line.push(' ');
                    }
                    self.line.push(letter);
                }
            }
        }
    }

    /// A numbered list: the numbers are not in the markup.
    fn counted(&mut self, list: Node<'_>, pieces: &mut Vec<Piece>) {
        let style = self.sheet.style(list, self.lists.len() + 1);
        self.lists.push(Counter::of(list, style));
        for child in list.children() {
            if child.name() != "li" {
                self.node(child, false, pieces);
                continue;
            }
            if is_hidden(child) || self.chrome.holds(child) {
                continue;
            }
            if let Some(counter) = self.lists.last_mut() {
                counter.count(child);
            }
            let label = label(&self.lists);
            self.flush(pieces);
            let begins = pieces.len();
            // Only what stands in the item before a list of its own bears the number.
            let inner = child
                .children()
                .find(|node| !node.words().trim().is_empty() || !node.name().is_empty());
            let headed = inner.is_some_and(|inner| !matches!(inner.name(), "ol" | "ul"));
            self.inside(child, false, pieces);
            self.flush(pieces);
            if let Some(Piece::Paragraph(words)) = pieces.get_mut(begins).filter(|_| headed)
                && !says_itself(words)
            {
                *words = format!("{label}{}", words.trim_start());
            }
        }
        self.lists.pop();
    }

    fn table(&mut self, table: Node<'_>) -> Vec<TableLine> {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        rows
    }

    fn rows(&mut self, parent: Node<'_>, rows: &mut Vec<TableLine>) {
        for node in parent.children() {
            if is_hidden(node) || self.chrome.holds(node) {
                continue;
            }
            match node.name() {
                "tr" => {
                    let cells = node.children().filter(|cell| matches!(cell.name(), "td" | "th"));
                    let cells: Vec<Node<'_>> = cells.filter(|cell| !is_hidden(*cell)).collect();
                    let cells = cells.into_iter().map(|cell| self.cell(cell)).collect();
                    rows.push(TableLine { before: 0, cells });
                }
                "thead" | "tbody" | "tfoot" => self.rows(node, rows),
                "caption" => {
                    let cell = self.cell(node);
                    rows.push(TableLine {
                        before: 0,
                        cells: vec![cell],
                    });
                }
                _ => {}
            }
        }
    }

    fn cell(&mut self, node: Node<'_>) -> Cell {
        let span = |name: &str| node.attribute(name).and_then(|span| span.trim().parse::<usize>().ok());
        let mut pieces = Vec::new();
        let (line, blank) = (std::mem::take(&mut self.line), self.blank.take());
        let lists = std::mem::take(&mut self.lists);
        if !self.chrome.holds(node) {
            self.inside(node, false, &mut pieces);
        }
        self.flush(&mut pieces);
        (self.line, self.blank, self.lists) = (line, blank, lists);
        Cell {
            pieces,
            columns: span("colspan").unwrap_or(1).clamp(1, 1_000),
            // 0: to the end of the table.
            rows: match span("rowspan") {
                Some(0) => usize::MAX,
                rows => rows.unwrap_or(1),
            },
            continues: false,
        }
    }
}

/// Characters between which a line end is no blank.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’'
        | '…' | '—' | '\u{20000}'..='\u{3ffff}')
}
