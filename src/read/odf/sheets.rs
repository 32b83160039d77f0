//! Cells of a workbook.

use crate::Error;
use crate::read::Content;
use crate::read::builder::Builder;
use crate::read::limits::{Limits, Room};
use crate::read::sheet::{Cells, Hidden};
use crate::read::xml::Node;

pub(super) fn read(name: &str, root: Node<'_>, limits: &Limits) -> Result<Content, Error> {
    let document = root.children().find(|node| !node.name().is_empty());
    let mut builder = Builder::default();
    let book = document.and_then(|document| document.down(&["body", "spreadsheet"]));
    let sheets = book
        .into_iter()
        .flat_map(|book| book.children().filter(|node| node.name() == "table"));
    let mut room = Room::new(name, limits);
    let unseen = document.map(unseen).unwrap_or_default();
    for sheet in sheets {
        if sheet
            .attribute("style-name")
            .is_some_and(|style| unseen.contains(&style))
        {
            let sheet = sheet.attribute("name").unwrap_or_default();
            builder.remark(format!("隐藏的工作表“{sheet}”没有读入"));
            continue;
        }
        let mut hidden = Hidden::default();
        columns(sheet, &mut 0, &mut hidden);
        rows_unseen(sheet, &mut 0, &mut hidden);
        let mut reader = Sheet {
            room: &mut room,
            cells: Cells::hiding(hidden.done()),
            row: 0,
        };
        reader.rows(sheet)?;
        let cells = reader.cells;
        cells.write(&mut room, sheet.attribute("name").unwrap_or_default(), &mut builder)?;
    }
    Ok(builder.finish())
}

/// The styles of sheets that are hidden.
fn unseen(document: Node<'_>) -> Vec<&str> {
    let styles = document
        .child("automatic-styles")
        .into_iter()
        .flat_map(|styles| styles.children());
    let hides = |style: &Node<'_>| {
        let properties = style.child("table-properties");
        properties.is_some_and(|properties| properties.attribute("display") == Some("false"))
    };
    styles
        .filter(hides)
        .filter_map(|style| style.attribute("name"))
        .collect()
}

fn columns(parent: Node<'_>, column: &mut usize, hidden: &mut Hidden) {
    for node in parent.children() {
        match node.name() {
            "table-column" => {
                let next = column.saturating_add(count(node, "number-columns-repeated"));
                if matches!(node.attribute("visibility"), Some("collapse" | "filter")) {
                    hidden.column(*column, next - 1);
                }
                *column = next;
            }
            "table-columns" | "table-header-columns" | "table-column-group" => columns(node, column, hidden),
            _ => {}
        }
    }
}

fn rows_unseen(parent: Node<'_>, row: &mut usize, hidden: &mut Hidden) {
    for node in parent.children() {
        match node.name() {
            "table-row" => {
                let next = row.saturating_add(count(node, "number-rows-repeated"));
                match node.attribute("visibility") {
                    Some("collapse") => hidden.row(*row, next - 1),
                    Some("filter") => hidden.filter(*row, next - 1),
                    _ => {}
                }
                *row = next;
            }
            "table-header-rows" | "table-rows" | "table-row-group" => rows_unseen(node, row, hidden),
            _ => {}
        }
    }
}

struct Sheet<'a, 'n> {
    room: &'a mut Room<'n>,
    cells: Cells,
    row: usize,
}

impl Sheet<'_, '_> {
    fn rows(&mut self, parent: Node<'_>) -> Result<(), Error> {
        for node in parent.children() {
            match node.name() {
                "table-row" => {
                    let times = count(node, "number-rows-repeated");
                    let begins = self.cells.count();
                    self.row(node)?;
                    // Empty rows repeat to the end of the sheet; filled ones as often as they say.
                    if self.cells.count() > begins {
                        for row in self.row + 1..self.row.saturating_add(times) {
                            let top = std::mem::replace(&mut self.row, row);
                            self.row(node)?;
                            self.row = top;
                        }
                    }
                    self.row = self.row.saturating_add(times);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(node)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, row: Node<'_>) -> Result<(), Error> {
        let mut column = 0usize;
        for cell in row
            .children()
            .filter(|node| matches!(node.name(), "table-cell" | "covered-table-cell"))
        {
            let times = count(cell, "number-columns-repeated");
            let lines = cell.children().filter(|node| node.name() == "p").map(words);
            let text = lines.collect::<Vec<_>>().join("\n");
            if !text.trim().is_empty() && cell.name() == "table-cell" {
                for column in column..column.saturating_add(times) {
                    self.cells.add(self.room, self.row, column, text.clone())?;
                }
                let rows = count(cell, "number-rows-spanned");
                if rows > 1 {
                    let last = (self.row + rows - 1, column);
                    self.cells.merge((self.row, column), last);
                }
            }
            column = column.saturating_add(times);
        }
        Ok(())
    }
}

fn count(node: Node<'_>, name: &str) -> usize {
    node.attribute(name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .clamp(1, 2_000_000)
}

/// The words of a paragraph, without notes on it.
fn words(paragraph: Node<'_>) -> String {
    let mut words = String::new();
    for node in paragraph.children() {
        match node.name() {
            "" => words.push_str(node.words()),
            "s" => words.push(' '),
            "line-break" => words.push('\n'),
            "annotation" => {}
            _ => words.push_str(&self::words(node)),
        }
    }
    words
}
