//! RTF: text with control words, in code pages and in `\u` escapes. What is written as a number before a paragraph
//! (`\listtext`, `\pntext`) is read as a reader sees it; groups that show nothing in the text are passed over.

pub(super) mod charset;
pub(super) mod table;
mod token;

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::docx::numbering::label_ends_open;
use super::flow::{Flow, Piece};
use super::limits::{damaged, too_large};
use super::{Changes, Content, Options};
use crate::Error;
use table::{Definition, Row};
use token::{Token, Tokens};

/// RTF begins with its name.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    bytes[start..].starts_with(b"{\\rtf")
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let mut reader = Reader::new(options.changes);
    for token in Tokens::new(&bytes) {
        if reader.groups.len() > options.limits.depth {
            return Err(too_large(name, "depth"));
        }
        if reader.cells > options.limits.cells {
            return Err(too_large(name, "cells"));
        }
        reader.token(token);
    }
    reader.end();
    let mut flow = Flow::new(name, &options.limits);
    flow.add(&reader.pieces)?;
    let mut builder = flow.finish();
    if reader.group.depth > 0 && !reader.pieces.is_empty() {
        builder.remark("文件末尾不完整（可能没有下载完），已读取能读到的部分，请对照原件核对。");
    } else if reader.pieces.is_empty() && reader.group.depth > 0 {
        return Err(damaged(name, "RTF ", "内容不完整，可能没有下载完"));
    }
    if reader.notes > 0 {
        builder.remark(format!("有 {} 处脚注、尾注或批注没有读入正文。", reader.notes));
    }
    if reader.revised {
        builder.remark(match options.changes {
            Changes::Accepted => "有修订痕迹，按接受全部修订后读取。",
            Changes::Original => "有修订痕迹，按修订前的原文读取。",
        });
    }
    Ok(builder.finish())
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Fonts,
    Aside,
}

/// What holds until the group ends.
#[derive(Debug, Clone, Copy)]
struct Group {
    depth: usize,
    place: Place,
    /// Bytes that stand behind a `\u` for programs that do not know it.
    fallback: usize,
    encoding: Option<&'static Encoding>,
    hidden: bool,
    deleted: bool,
    inserted: bool,
    /// Whether it holds a paragraph's number.
    number: bool,
}

struct Reader {
    changes: Changes,
    group: Group,
    groups: Vec<Group>,
    /// Encoding of the document.
    own: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    /// Whether `\*` stands before the next word: a group that may be passed over.
    optional: bool,
    /// Fallback bytes still to come.
    passing: usize,
    bytes: Vec<u8>,
    high: Option<u16>,
    line: String,
    /// Paragraphs of the cell that is open.
    cell: Vec<Piece>,
    row: Row,
    definition: Definition,
    rows: Vec<Row>,
    in_table: bool,
    cells: usize,
    pieces: Vec<Piece>,
    notes: usize,
    revised: bool,
}

impl Reader {
    fn new(changes: Changes) -> Self {
        Reader {
            changes,
            group: Group {
                depth: 0,
                place: Place::Text,
                fallback: 1,
                encoding: None,
                hidden: false,
                deleted: false,
                inserted: false,
                number: false,
            },
            groups: Vec::new(),
            own: WINDOWS_1252,
            fonts: HashMap::new(),
            font: 0,
            optional: false,
            passing: 0,
            bytes: Vec::new(),
            high: None,
            line: String::new(),
            cell: Vec::new(),
            row: Row::default(),
            definition: Definition::default(),
            rows: Vec::new(),
            in_table: false,
            cells: 0,
            pieces: Vec::new(),
            notes: 0,
            revised: false,
        }
    }

    fn token(&mut self, token: Token<'_>) {
        if !matches!(token, Token::Byte(_)) {
            self.flush();
        }
        let optional = std::mem::take(&mut self.optional);
        match token {
            Token::Open => {
                self.passing = 0;
                self.groups.push(self.group);
                self.group.depth += 1;
            }
            Token::Close => {
                self.passing = 0;
                // Behind the last brace nothing is text.
                if let Some(outer) = self.groups.pop() {
                    self.group = outer;
                }
            }
            Token::Byte(_) if self.passing > 0 => self.passing -= 1,
            Token::Byte(byte) => match self.group.place {
                Place::Text if self.is_shown() => self.bytes.push(byte),
                _ => {}
            },
            Token::Sign(b'*') => self.optional = true,
            Token::Sign(_) if self.passing > 0 => self.passing -= 1,
            Token::Sign(sign) => self.sign(sign),
            Token::Word(word, number) => self.word(word, number, optional),
        }
    }

    fn is_shown(&self) -> bool {
        let group = &self.group;
        let changed = match self.changes {
            Changes::Accepted => group.deleted,
            Changes::Original => group.inserted,
        };
        group.depth > 0 && group.place == Place::Text && !group.hidden && !changed
    }

    fn put(&mut self, words: &str) {
        if self.is_shown() {
            self.line.push_str(words);
        }
    }

    /// Decodes the bytes read since the last control word.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.group.encoding.unwrap_or(self.own);
        let (words, _) = encoding.decode_without_bom_handling(&bytes);
        self.line.push_str(&words);
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.put(" "),
            b'_' => self.put("-"),
            b'\\' | b'{' | b'}' => self.put(char::from(sign).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, optional: bool) {
        if self.passing > 0 && word != "u" {
            self.passing -= 1;
        }
        if self.destination(word, optional) {
            return;
        }
        let on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "ansicpg" => self.own = charset::of_page(number.unwrap_or(1252)),
            "mac" | "pc" | "pca" | "ansi" => {}
            "f" => self.font(number.unwrap_or(0)),
            "fcharset" if self.group.place == Place::Fonts => {
                if let Some(encoding) = charset::of_font(number.unwrap_or(0)) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "v" | "webhidden" => self.group.hidden = on,
            "deleted" => {
                self.group.deleted = on;
                self.revised |= on && self.group.place == Place::Text;
            }
            "revised" => {
                self.group.inserted = on;
                self.revised |= on && self.group.place == Place::Text;
            }
            "plain" => {
                (self.group.hidden, self.group.deleted, self.group.inserted) = (false, false, false);
                self.group.encoding = None;
            }
            _ if self.group.place != Place::Text => {}
            _ => self.layout(word, number.unwrap_or(0)),
        }
    }

    /// Words that say what their group is for; whether `word` is one, or the group is to be passed over.
    fn destination(&mut self, word: &str, optional: bool) -> bool {
        match word {
            "fonttbl" => self.group.place = Place::Fonts,
            "footnote" | "annotation" => {
                self.notes += usize::from(self.group.place == Place::Text);
                self.group.place = Place::Aside;
            }
            "listtext" | "pntext" => self.group.number = true,
            "colortbl" | "stylesheet" | "info" | "pict" | "objdata" | "objclass" | "header" | "headerl" | "headerr"
            | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "fldinst" | "nonshppict" | "shprslt"
            | "sp" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "xmlnstbl"
            | "themedata" | "colorschememapping" | "datastore" | "latentstyles" | "nonesttables" | "filetbl" | "tc"
            | "xe" | "bkmkstart" | "bkmkend" | "falt" | "panose" => self.group.place = Place::Aside,
            // What programs put into optional groups and shows in the text.
            "shpinst" | "shptxt" | "ud" | "shppict" | "nesttableprops" => {}
            "upr" => {}
            _ if optional => self.group.place = Place::Aside,
            _ => return false,
        }
        true
    }

    fn font(&mut self, font: i32) {
        if self.group.place == Place::Fonts {
            self.font = font;
        } else {
            self.group.encoding = self.fonts.get(&font).copied();
        }
    }

    fn unicode(&mut self, number: i32) {
        self.passing = self.group.fallback;
        let unit = number as u16;
        let high = self.high.take();
        let mut letters = char::decode_utf16(high.into_iter().chain([unit]));
        match letters.next() {
            Some(Ok(letter)) => self.put(letter.encode_utf8(&mut [0; 4])),
            _ if high.is_none() && (0xd800..0xdc00).contains(&unit) => self.high = Some(unit),
            _ => self.put("\u{fffd}"),
        }
    }

    fn layout(&mut self, word: &str, number: i32) {
        match word {
            "par" | "sect" | "page" | "column" | "softpage" => self.paragraph(),
            "line" => self.put("\n"),
            // Behind a paragraph's number a tab is space as the page has it, not text.
            "tab" if self.group.number && !label_ends_open(&self.line) => {}
            "tab" if self.group.number => self.put(" "),
            "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "trowd" => {
                self.row.definitions.clear();
                self.row.left = 0;
                self.definition = Definition::default();
            }
            "trleft" => self.row.left = number,
            "clmrg" => self.definition.goes_on = true,
            "clvmrg" => self.definition.continues = true,
            "cellx" => {
                let definition = std::mem::take(&mut self.definition);
                if self.row.definitions.len() < 1_000 {
                    self.row.definitions.push(Definition {
                        edge: number,
                        ..definition
                    });
                }
            }
            "nestcell" => self.put(" "),
            "nestrow" => self.paragraph(),
            "cell" => {
                self.in_table = true;
                self.paragraph();
                self.cells += 1;
                self.row.cells.push(std::mem::take(&mut self.cell));
            }
            "row" => self.row(),
            _ => {}
        }
    }

    fn row(&mut self) {
        let cells = std::mem::take(&mut self.row.cells);
        let row = Row {
            left: self
                .row
                .left
                .min(self.row.definitions.first().map_or(0, |first| first.edge)),
            definitions: self.row.definitions.clone(),
            cells,
        };
        if !row.cells.is_empty() {
            self.rows.push(row);
        }
    }

    /// Ends a paragraph, of a cell or of the text.
    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.in_table {
            self.cell.push(Piece::Paragraph(line));
            return;
        }
        if line.trim().is_empty() {
            return;
        }
        self.close_table();
        self.pieces.push(Piece::Paragraph(line));
    }

    fn close_table(&mut self) {
        if !self.row.cells.is_empty() || !self.cell.is_empty() {
            let open = std::mem::take(&mut self.cell);
            self.row.cells.push(open);
            self.row();
        }
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.pieces.push(Piece::Table(table::lines(rows)));
        }
    }

    fn end(&mut self) {
        self.flush();
        self.paragraph();
        self.close_table();
    }
}
