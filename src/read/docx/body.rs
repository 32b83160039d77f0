//! Paragraphs and tables of the text, as a reader sees them.

use super::numbering::Numbering;
use super::styles::{Styles, is_on};
use super::symbol::symbol;
use crate::read::Changes;
use crate::read::flow::{Cell, Piece, TableLine};
use crate::read::xml::Node;

/// Reads the body of a document.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    changes: Changes,
    /// Fields that are open, innermost last.
    fields: Vec<Field>,
    /// Text whose paragraph goes on in the next: the mark between was deleted.
    open: String,
    /// Text boxes of the paragraph being read.
    boxes: Vec<Piece>,
    changed: usize,
    hidden: usize,
    contents: usize,
    pictures: usize,
    embedded: usize,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    /// Whether what is read is shown.
    result: bool,
}

impl<'a> Body<'a> {
    pub fn new(styles: &'a Styles, numbering: Numbering, changes: Changes) -> Self {
        Body {
            styles,
            numbering,
            changes,
            fields: Vec::new(),
            open: String::new(),
            boxes: Vec::new(),
            changed: 0,
            hidden: 0,
            contents: 0,
            pictures: 0,
            embedded: 0,
        }
    }

    /// The paragraphs and tables below `root`.
    pub fn read(&mut self, root: Node<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(body) = root.down(&["document", "body"]) {
            self.blocks(body, &mut pieces);
        }
        self.flush(&mut pieces);
        pieces
    }

    /// What a person should know of how it was read.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let changes = match self.changes {
            Changes::Accepted => "按接受全部修订后的文字读取；要读修订前的，加 --changes original",
            Changes::Original => "按修订前的文字读取",
        };
        if self.changed > 0 {
            remarks.push(format!("有修订痕迹 {} 处，{changes}", self.changed));
        }
        if self.hidden > 0 {
            remarks.push(format!("有隐藏文字 {} 处，没有读入", self.hidden));
        }
        if self.contents > 0 {
            remarks.push(format!("目录（{} 行）没有读入", self.contents));
        }
        if self.pictures > 0 {
            remarks.push(format!("有图片 {} 张，图片里的文字没有读入", self.pictures));
        }
        if self.embedded > 0 {
            remarks.push(format!("有嵌入的对象 {} 个，里面的文字没有读入", self.embedded));
        }
        remarks
    }

    fn blocks(&mut self, parent: Node<'_>, pieces: &mut Vec<Piece>) {
        for node in parent.children() {
            match node.name() {
                "p" => self.paragraph(node, pieces),
                "tbl" => {
                    self.flush(pieces);
                    let rows = self.table(node);
                    pieces.push(Piece::Table(rows));
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.blocks(content, pieces);
                    }
                }
                "ins" | "moveTo" | "del" | "moveFrom" if self.keeps(node) => self.blocks(node, pieces),
                "AlternateContent" => {
                    if let Some(choice) = choice(node) {
                        self.blocks(choice, pieces);
                    }
                }
                "customXml" | "smartTag" => self.blocks(node, pieces),
                "altChunk" => self.embedded += 1,
                _ => {}
            }
        }
    }

    /// The content of a content control, but for a placeholder nobody filled in.
    fn content<'n>(&self, node: Node<'n>) -> Option<Node<'n>> {
        let placeholder = node.down(&["sdtPr", "showingPlcHdr"]).is_some_and(is_on);
        node.child("sdtContent").filter(|_| !placeholder)
    }

    /// Whether what a tracked change holds is read.
    fn keeps(&mut self, node: Node<'_>) -> bool {
        self.changed += 1;
        let inserted = matches!(node.name(), "ins" | "moveTo");
        inserted == (self.changes == Changes::Accepted)
    }

    /// Ends a paragraph that a deleted mark left open.
    fn flush(&mut self, pieces: &mut Vec<Piece>) {
        let words = std::mem::take(&mut self.open);
        if !words.trim().is_empty() {
            pieces.push(Piece::Paragraph(words));
        }
    }

    fn paragraph(&mut self, node: Node<'_>, pieces: &mut Vec<Piece>) {
        let properties = node.child("pPr");
        let style = properties.and_then(|properties| properties.value("pStyle"));
        let contents = self.styles.is_contents(style) || self.in_contents();
        let mut words = String::new();
        self.runs(node, &mut words, self.styles.hides(style));
        if contents || self.in_contents() {
            self.contents += usize::from(!words.trim().is_empty());
            return;
        }
        let words = with_blanks(&words);
        let label = self.label(properties, style);
        if let Some(label) = label.filter(|_| !words.trim().is_empty()) {
            self.open.push_str(&label);
            self.open.push_str(words.trim_start());
        } else {
            self.open.push_str(&words);
        }
        let mark = properties.and_then(|properties| properties.child("rPr"));
        let dropped = mark.is_some_and(|mark| match self.changes {
            Changes::Accepted => mark.child("del").is_some() || mark.child("moveFrom").is_some(),
            Changes::Original => mark.child("ins").is_some() || mark.child("moveTo").is_some(),
        });
        if dropped {
            self.changed += 1;
        } else {
            self.flush(pieces);
        }
        pieces.append(&mut self.boxes);
    }

    /// Whether the table of contents is being read, which Word makes of the headings.
    fn in_contents(&self) -> bool {
        self.fields
            .iter()
            .any(|field| field.code.trim_start().starts_with("TOC"))
    }

    /// The number of a paragraph; one without text counts, but is no text either.
    fn label(&mut self, properties: Option<Node<'_>>, style: Option<&str>) -> Option<String> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let from_style = self.styles.number(style);
        let own_level = own.and_then(|own| own.value("ilvl")?.parse::<usize>().ok());
        let (num, level) = match own.and_then(|own| own.value("numId")) {
            Some(num) => (num, own_level.unwrap_or(0)),
            None => {
                let (num, level, told_by) = from_style?;
                let named = self.numbering.level_of(num, style.unwrap_or(told_by));
                let named = named.or_else(|| self.numbering.level_of(num, told_by));
                (num, own_level.or(named).or(level).unwrap_or(0))
            }
        };
        if num == "0" {
            return None;
        }
        self.numbering.next(num, level)
    }

    /// The text of the runs below `parent`.
    fn runs(&mut self, parent: Node<'_>, words: &mut String, hidden: bool) {
        for node in parent.children() {
            match node.name() {
                "r" => self.run(node, words, hidden),
                "ins" | "moveTo" | "del" | "moveFrom" if self.keeps(node) => self.runs(node, words, hidden),
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.runs(content, words, hidden);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = choice(node) {
                        self.runs(choice, words, hidden);
                    }
                }
                "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "oMath" | "oMathPara"
                | "sub" | "sup" | "e" | "num" | "den" | "sSub" | "sSup" | "f" => self.runs(node, words, hidden),
                "drawing" | "pict" => self.boxed(node),
                _ => {}
            }
        }
    }

    fn run(&mut self, node: Node<'_>, words: &mut String, hidden: bool) {
        let properties = node.child("rPr");
        let style = properties.and_then(|properties| properties.value("rStyle"));
        let own = properties.and_then(|properties| properties.child("vanish")).map(is_on);
        let hidden = own.unwrap_or_else(|| hidden || style.is_some() && self.styles.hides(style));
        for part in node.children() {
            if hidden && matches!(part.name(), "t" | "delText" | "tab" | "br" | "sym") {
                self.hidden += usize::from(part.name() == "t");
                continue;
            }
            match part.name() {
                "fldChar" => self.field(part),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
                        field.code.push_str(&part.all_words());
                    }
                }
                _ if self.fields.iter().any(|field| !field.result) => {}
                "t" => words.push_str(&part.all_words()),
                "delText" if self.changes == Changes::Original => words.push_str(&part.all_words()),
                "tab" | "ptab" => words.push('\t'),
                "br" | "cr" => words.push('\n'),
                "noBreakHyphen" => words.push('-'),
                "sym" => {
                    let code = part
                        .attribute("char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = part.attribute("font").unwrap_or_default();
                    words.extend(code.and_then(char::from_u32).map(|letter| symbol(letter, font)));
                }
                "ruby" => {
                    if let Some(base) = part.child("rubyBase") {
                        self.runs(base, words, hidden);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = choice(part) {
                        choice.children().for_each(|node| self.boxed(node));
                    }
                }
                "drawing" | "pict" => self.boxed(part),
                "object" => self.embedded += 1,
                _ => {}
            }
        }
    }

    fn field(&mut self, node: Node<'_>) {
        match node.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => self
                .fields
                .iter_mut()
                .rev()
                .take(1)
                .for_each(|field| field.result = true),
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// The text boxes in a drawing.
    fn boxed(&mut self, drawing: Node<'_>) {
        let mut open = vec![drawing];
        while let Some(node) = open.pop() {
            match node.name() {
                "txbxContent" => {
                    let (outer, words) = (std::mem::take(&mut self.boxes), std::mem::take(&mut self.open));
                    let fields = std::mem::take(&mut self.fields);
                    let mut pieces = Vec::new();
                    self.blocks(node, &mut pieces);
                    self.flush(&mut pieces);
                    self.fields = fields;
                    self.open = words;
                    self.boxes = outer;
                    self.boxes.append(&mut pieces);
                }
                "AlternateContent" => open.extend(choice(node)),
                "blip" | "imagedata" => self.pictures += 1,
                _ => {
                    let mut inner: Vec<Node<'_>> = node.children().collect();
                    inner.reverse();
                    open.append(&mut inner);
                }
            }
        }
    }

    fn table(&mut self, node: Node<'_>) -> Vec<TableLine> {
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        // Cells that go on from above where nothing is above hold their own text.
        for cell in rows
            .first_mut()
            .into_iter()
            .flat_map(|row: &mut TableLine| &mut row.cells)
        {
            cell.continues = false;
        }
        rows
    }

    fn rows(&mut self, parent: Node<'_>, rows: &mut Vec<TableLine>) {
        for node in parent.children() {
            match node.name() {
                "tr" => {
                    let properties = node.child("trPr");
                    let has = |name: &str| properties.is_some_and(|properties| properties.child(name).is_some());
                    let dropped = match self.changes {
                        Changes::Accepted => has("del"),
                        Changes::Original => has("ins"),
                    };
                    self.changed += usize::from(has("del") || has("ins"));
                    if dropped || has("hidden") {
                        continue;
                    }
                    let before = properties.and_then(|properties| properties.value("gridBefore")?.parse().ok());
                    let mut row = TableLine {
                        before: before.unwrap_or(0).min(1_000),
                        cells: Vec::new(),
                    };
                    self.cells(node, &mut row.cells);
                    rows.push(row);
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.rows(content, rows);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn cells(&mut self, parent: Node<'_>, cells: &mut Vec<Cell>) {
        for node in parent.children() {
            match node.name() {
                "tc" => {
                    let properties = node.child("tcPr");
                    let value = |name: &str| properties.and_then(|properties| properties.value(name));
                    let merged = |name: &str| {
                        let merge = properties.and_then(|properties| properties.child(name));
                        merge.is_some_and(|merge| merge.attribute("val") != Some("restart"))
                    };
                    let mut pieces = Vec::new();
                    self.blocks(node, &mut pieces);
                    self.flush(&mut pieces);
                    let columns = value("gridSpan").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                    if merged("hMerge")
                        && let Some(left) = cells.last_mut()
                    {
                        left.columns += columns;
                        continue;
                    }
                    cells.push(Cell {
                        pieces,
                        columns,
                        rows: 1,
                        continues: merged("vMerge"),
                    });
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.cells(content, cells);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.cells(node, cells),
                _ => {}
            }
        }
    }
}

/// What a program of today shows of two ways to say the same.
fn choice(node: Node<'_>) -> Option<Node<'_>> {
    let says = |node: &Node<'_>| node.children().any(|inner| !inner.name().is_empty());
    node.child("Choice").filter(says).or_else(|| node.child("Fallback"))
}

/// Tabs that only set a number or a first line apart are blanks; several between words set columns apart.
fn with_blanks(words: &str) -> String {
    let inner = words.trim_matches(['\t', ' ', '\u{3000}']);
    match inner.matches('\t').count() {
        0 | 1 => words.replace('\t', " "),
        _ => inner.to_string(),
    }
}

/// The words of a note, its paragraphs joined.
pub(super) fn plain(node: Node<'_>) -> String {
    let (mut words, mut open) = (String::new(), vec![node]);
    while let Some(node) = open.pop() {
        match node.name() {
            "t" => words.push_str(&node.all_words()),
            "instrText" | "delText" | "del" => {}
            "p" if !words.is_empty() => words.push(' '),
            _ => {}
        }
        if !matches!(node.name(), "t" | "instrText" | "del") {
            let mut inner: Vec<Node<'_>> = node.children().collect();
            inner.reverse();
            open.append(&mut inner);
        }
    }
    words
}
