//! Paragraphs and tables of a text.

use std::collections::HashMap;

use super::lists::Lists;
use crate::read::Changes;
use crate::read::flow::{Cell, Piece, TableLine};
use crate::read::xml::Node;

/// Reads the body of a document.
pub(super) struct Body {
    lists: Lists,
    changes: Changes,
    /// What was deleted, by the name of the change.
    deleted: HashMap<String, String>,
    /// Insertions that are open and not read.
    inserted: usize,
    /// Text whose paragraph goes on behind an insertion that is not read.
    open: String,
    /// Text boxes of the paragraph being read.
    boxes: Vec<Piece>,
    told: Vec<String>,
    pictures: usize,
    contents: usize,
    /// Whether changes were tracked.
    pub changed: bool,
}

/// The list that what is read stands in.
#[derive(Clone)]
struct Place {
    list: usize,
    style: String,
    level: usize,
}

impl Body {
    pub fn new(lists: Lists, changes: Changes) -> Self {
        Body {
            lists,
            changes,
            deleted: HashMap::new(),
            inserted: 0,
            open: String::new(),
            boxes: Vec::new(),
            told: Vec::new(),
            pictures: 0,
            contents: 0,
            changed: false,
        }
    }

    pub fn read(&mut self, root: Node<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let document = root.children().find(|node| !node.name().is_empty());
        if let Some(text) = document.and_then(|document| document.down(&["body", "text"])) {
            self.blocks(text, None, &mut pieces);
        }
        pieces
    }

    /// What a person should know of how it was read.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = self.told.clone();
        if self.changed {
            let words = match self.changes {
                Changes::Accepted => "按接受全部修订后的文字读取；要读修订前的，加 --changes original",
                Changes::Original => "按修订前的文字读取",
            };
            remarks.push(format!("有修订痕迹，{words}"));
        }
        if self.contents > 0 {
            remarks.push("目录没有读入".to_string());
        }
        if self.pictures > 0 {
            remarks.push(format!("有图片 {} 张，图片里的文字没有读入", self.pictures));
        }
        remarks
    }

    fn blocks(&mut self, parent: Node<'_>, place: Option<&Place>, pieces: &mut Vec<Piece>) {
        for node in parent.children() {
            match node.name() {
                "p" | "h" => {
                    let label = match (place, node.name()) {
                        (None, "h") => self.heading(node),
                        _ => None,
                    };
                    self.paragraph(node, label, pieces);
                }
                "list" => self.list(node, place, pieces),
                "table" => {
                    let mut rows = Vec::new();
                    self.rows(node, &mut rows);
                    pieces.push(Piece::Table(rows));
                }
                "tracked-changes" => self.note_changes(node),
                "change" | "change-start" | "change-end" => {
                    let mut words = std::mem::take(&mut self.open);
                    self.change(node, &mut words);
                    self.open = words;
                }
                "table-of-content" => self.contents += 1,
                "section" | "index-body" | "numbered-paragraph" => self.blocks(node, place, pieces),
                "frame" | "g" | "custom-shape" => {
                    self.boxed(node);
                    pieces.append(&mut self.boxes);
                }
                _ => {}
            }
        }
    }

    /// Keeps what was deleted: one paragraph goes on where it stood, several begin and end there.
    fn note_changes(&mut self, node: Node<'_>) {
        self.changed = true;
        for region in node.children().filter(|node| node.name() == "changed-region") {
            let (Some(id), Some(deletion)) = (region.attribute("id"), region.child("deletion")) else {
                continue;
            };
            let paragraphs = deletion.children().filter(|node| matches!(node.name(), "p" | "h"));
            let words: Vec<String> = paragraphs.map(|node| node.all_words()).collect();
            self.deleted.insert(id.to_string(), words.join("\n"));
        }
    }

    /// A mark of a change, where the text is read as it stood before.
    fn change(&mut self, mark: Node<'_>, words: &mut String) {
        if self.changes == Changes::Accepted {
            return;
        }
        match mark.name() {
            "change-start" => self.inserted += 1,
            "change-end" => self.inserted = self.inserted.saturating_sub(1),
            // Each deletion is marked once.
            _ => words.extend(mark.attribute("change-id").and_then(|id| self.deleted.remove(id))),
        }
    }

    fn heading(&mut self, node: Node<'_>) -> Option<String> {
        let level: usize = node
            .attribute("outline-level")
            .and_then(|level| level.parse().ok())
            .unwrap_or(1);
        if node.attribute("is-list-header") == Some("true") {
            return None;
        }
        self.lists.heading(level.saturating_sub(1))
    }

    fn list(&mut self, node: Node<'_>, above: Option<&Place>, pieces: &mut Vec<Piece>) {
        let own = node.attribute("style-name").map(String::from);
        let place = match above {
            Some(above) => Place {
                style: own.unwrap_or_else(|| above.style.clone()),
                level: above.level + 1,
                list: above.list,
            },
            None => {
                let style = own.or_else(|| self.style_inside(node)).unwrap_or_default();
                Place {
                    list: self.lists.begin(node, &style),
                    style,
                    level: 0,
                }
            }
        };
        for item in node.children() {
            let headed = match item.name() {
                "list-item" => true,
                "list-header" => false,
                _ => continue,
            };
            // Only the first paragraph of an item is numbered; an item that holds but a list is not.
            let first = item.children().find(|inner| !inner.name().is_empty());
            let numbered = headed && first.is_some_and(|first| matches!(first.name(), "p" | "h"));
            let start = item.attribute("start-value").and_then(|start| start.parse().ok());
            let mut label = match numbered {
                true => self.lists.next(place.list, &place.style, place.level, start),
                false => None,
            };
            for inner in item.children() {
                match inner.name() {
                    "p" | "h" => {
                        let (begins, within) = (pieces.len(), self.inserted > 0);
                        self.paragraph(inner, label.take(), pieces);
                        // An item that is not there yet is not counted either.
                        if numbered && within && self.inserted > 0 && pieces.len() == begins {
                            self.lists.back(place.list, place.level);
                        }
                    }
                    "list" => self.list(inner, Some(&place), pieces),
                    _ => {}
                }
            }
        }
    }

    /// The list style that the first paragraph inside names by its own style.
    fn style_inside(&self, list: Node<'_>) -> Option<String> {
        let item = list.child("list-item")?;
        let paragraph = item.children().find(|node| matches!(node.name(), "p" | "h"))?;
        self.lists.style_of(paragraph.attribute("style-name")?)
    }

    fn paragraph(&mut self, node: Node<'_>, label: Option<String>, pieces: &mut Vec<Piece>) {
        let mut words = String::new();
        self.inside(node, &mut words);
        let inner = words.trim();
        if self.inserted > 0 {
            // The mark of this paragraph was inserted as well.
            if !inner.is_empty() {
                self.open.push_str(&label.unwrap_or_default());
                self.open.push_str(inner);
            }
        } else if !self.open.is_empty() {
            let open = std::mem::take(&mut self.open);
            pieces.push(Piece::Paragraph(open + inner));
        } else if !inner.is_empty() {
            // Several tabs between words set columns apart, one only a number.
            let inner = match inner.matches('\t').count() {
                0 | 1 => inner.replace('\t', " "),
                _ => inner.to_string(),
            };
            pieces.push(Piece::Paragraph(label.unwrap_or_default() + &inner));
        }
        pieces.append(&mut self.boxes);
    }

    fn inside(&mut self, parent: Node<'_>, words: &mut String) {
        for node in parent.children() {
            match node.name() {
                "" if self.inserted > 0 => {}
                "change" | "change-start" | "change-end" => self.change(node, words),
                "" => {
                    for letter in node.words().chars() {
                        match letter {
                            ' ' | '\t' | '\n' | '\r' if words.is_empty() || words.ends_with([' ', '\n']) => {}
                            ' ' | '\t' | '\n' | '\r' => words.push(' '),
                            '\u{ad}' => {}
                            letter => words.push(letter),
                        }
                    }
                }
                "s" => {
                    let count = node
                        .attribute("c")
                        .and_then(|count| count.parse::<usize>().ok())
                        .unwrap_or(1);
                    words.extend(std::iter::repeat_n(' ', count.min(100)));
                }
                "tab" => words.push('\t'),
                "line-break" => words.push('\n'),
                "note" => {
                    let body = node.child("note-body").map(|body| body.all_words()).unwrap_or_default();
                    self.told.push(format!("脚注没有作为正文读入：{}", body.trim()));
                }
                "annotation" => {
                    let note = node.children().filter(|node| matches!(node.name(), "p" | "list"));
                    let note: String = note.map(|node| node.all_words()).collect();
                    self.told.push(format!("批注没有作为正文读入：{}", note.trim()));
                }
                "ruby" => {
                    if let Some(base) = node.child("ruby-base") {
                        self.inside(base, words);
                    }
                }
                "frame" | "g" | "custom-shape" => self.boxed(node),
                "annotation-end" | "tracked-changes" | "hidden-text" | "script" => {}
                _ => self.inside(node, words),
            }
        }
    }

    /// Text boxes and pictures.
    fn boxed(&mut self, node: Node<'_>) {
        for inner in node.children() {
            match inner.name() {
                "text-box" => {
                    let outer = std::mem::take(&mut self.boxes);
                    let mut pieces = Vec::new();
                    self.blocks(inner, None, &mut pieces);
                    self.boxes = outer;
                    self.boxes.append(&mut pieces);
                }
                "image" => self.pictures += 1,
                "p" => {
                    let mut pieces = Vec::new();
                    let outer = std::mem::take(&mut self.boxes);
                    self.paragraph(inner, None, &mut pieces);
                    self.boxes = outer;
                    self.boxes.append(&mut pieces);
                }
                "frame" | "g" | "custom-shape" => self.boxed(inner),
                _ => {}
            }
        }
    }

    fn rows(&mut self, parent: Node<'_>, rows: &mut Vec<TableLine>) {
        for node in parent.children() {
            match node.name() {
                "table-row" => {
                    let cells = self.cells(node);
                    rows.push(TableLine { before: 0, cells });
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    /// The cells of a row. Covered ones are there as well: those beside a wide cell are part of it, any other goes on
    /// from above, whatever the cell above says of its height.
    fn cells(&mut self, row: Node<'_>) -> Vec<Cell> {
        let count = |node: Node<'_>, name: &str| {
            let count = node.attribute(name).and_then(|count| count.parse::<usize>().ok());
            count.unwrap_or(1).clamp(1, 1_000)
        };
        let mut cells: Vec<Cell> = Vec::new();
        let mut beside = 0;
        for node in row.children() {
            match node.name() {
                "table-cell" => {
                    let mut pieces = Vec::new();
                    self.blocks(node, None, &mut pieces);
                    let columns = count(node, "number-columns-spanned");
                    beside = columns - 1;
                    cells.push(Cell {
                        pieces,
                        columns,
                        ..Cell::default()
                    });
                }
                "covered-table-cell" => {
                    let covered = count(node, "number-columns-repeated");
                    let own = covered.min(beside);
                    beside -= own;
                    cells.extend((own..covered).map(|_| Cell {
                        continues: true,
                        ..Cell::default()
                    }));
                }
                _ => {}
            }
        }
        cells
    }
}
