//! Edits workbooks the way a person's program would: cells, rows and sheets of the package itself.
#![allow(dead_code)] // every test file uses its own part

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook taken apart.
pub struct Edit {
    parts: BTreeMap<String, Vec<u8>>,
    /// Part of each sheet by its name.
    sheets: Vec<(String, String)>,
    bytes: Vec<u8>,
}

impl Edit {
    /// The parts of any package by name.
    pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("content");
            parts.insert(part.name().expect("name").to_string(), content);
        }
        parts
    }

    pub fn new(bytes: &[u8]) -> Self {
        let parts = Edit::parts(bytes);
        // The product numbers the parts in the order of the sheets.
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
        let sheets = book.sheet_names().into_iter().enumerate();
        Edit {
            sheets: sheets
                .map(|(at, name)| (name, format!("xl/worksheets/sheet{}.xml", at + 1)))
                .collect(),
            parts,
            bytes: bytes.to_vec(),
        }
    }

    /// Cells that say something below row 3 of every visible sheet but the last: sheet, cell, text.
    pub fn cells(&self) -> Vec<(String, String, String)> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.bytes.clone())).expect("a workbook");
        let mut cells = Vec::new();
        for (name, _) in &self.sheets[..self.sheets.len() - 1] {
            let range = book.worksheet_range(name).expect("sheet");
            let start = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let at = (row + start.0 as usize, column + start.1 as usize);
                if *value != Data::Empty {
                    cells.push((name.clone(), address(at.0, at.1), value.to_string()));
                }
            }
        }
        cells
    }

    pub fn sheet_names(&self) -> Vec<&str> {
        self.sheets.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn sheet(&self, name: &str) -> (String, String) {
        let (_, part) = self.sheets.iter().find(|(sheet, _)| sheet == name).expect(name);
        (part.clone(), String::from_utf8(self.parts[part].clone()).expect("text"))
    }

    fn put(&mut self, part: String, xml: String) {
        self.parts.insert(part, xml.into_bytes());
    }

    fn edit(&mut self, part: &str, change: impl FnOnce(&str) -> String) {
        let xml = String::from_utf8(self.parts[part].clone()).expect("text");
        self.put(part.to_string(), change(&xml));
    }

    /// Gives a sheet another name.
    pub fn rename(&mut self, sheet: &str, name: &str) {
        self.edit("xl/workbook.xml", |xml| {
            xml.replacen(&format!("name=\"{sheet}\""), &format!("name=\"{name}\""), 1)
        });
        let known = self.sheets.iter_mut().find(|(known, _)| known == sheet).expect(sheet);
        known.0 = name.to_string();
    }

    /// Puts a copy of a sheet, without its links, behind the others.
    pub fn copy(&mut self, sheet: &str, name: &str) {
        let (_, xml) = self.sheet(sheet);
        let rows = xml.find("<sheetData>").expect("rows")..xml.find("</sheetData>").expect("rows");
        let head = &xml[..xml.find("<worksheet").expect("sheet")
            + xml[xml.find("<worksheet").expect("sheet")..].find('>').expect("tag")
            + 1];
        let part = "xl/worksheets/sheet999.xml".to_string();
        self.put(part.clone(), format!("{head}{}</sheetData></worksheet>", &xml[rows]));
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        self.edit("[Content_Types].xml", |xml| {
            xml.replacen(
                "</Types>",
                &format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>"),
                1,
            )
        });
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        self.edit("xl/_rels/workbook.xml.rels", |xml| {
            let relation = format!("<Relationship Id=\"rId999\" Type=\"{kind}\" Target=\"worksheets/sheet999.xml\"/>");
            xml.replacen("</Relationships>", &format!("{relation}</Relationships>"), 1)
        });
        self.edit("xl/workbook.xml", |xml| {
            xml.replacen(
                "</sheets>",
                &format!("<sheet name=\"{name}\" sheetId=\"999\" r:id=\"rId999\"/></sheets>"),
                1,
            )
        });
        self.sheets.push((name.to_string(), part));
    }

    /// Makes a cell say `text`, whatever it held.
    pub fn set(&mut self, sheet: &str, cell: &str, text: &str) {
        let (part, xml) = self.sheet(sheet);
        let start = xml
            .find(&format!("<c r=\"{cell}\""))
            .unwrap_or_else(|| panic!("no {sheet}!{cell}"));
        let open = start + xml[start..].find('>').expect("tag");
        let end = if xml[..open].ends_with('/') {
            open + 1
        } else {
            open + xml[open..].find("</c>").expect("end") + 4
        };
        let new = format!(
            "<c r=\"{cell}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        );
        self.put(part, format!("{}{new}{}", &xml[..start], &xml[end..]));
    }

    /// Takes out the value of a formula, as openpyxl does.
    pub fn forget_results(&mut self, sheet: &str) {
        let (part, xml) = self.sheet(sheet);
        let mut new = String::new();
        let mut rest = xml.as_str();
        while let Some(at) = rest.find("</f><v>") {
            let end = at + rest[at..].find("</v>").expect("end") + 4;
            new.push_str(&rest[..at + 4]);
            rest = &rest[end..];
        }
        self.put(part, new + rest);
    }

    /// Takes out a row; the others stay where they are.
    pub fn delete(&mut self, sheet: &str, row: u32) {
        let (part, xml) = self.sheet(sheet);
        let (start, end) = row_at(&xml, row);
        self.put(part, format!("{}{}", &xml[..start], &xml[end..]));
    }

    /// Turns the order of rows around, as sorting does.
    pub fn reverse(&mut self, sheet: &str, first: u32, last: u32) {
        let (part, xml) = self.sheet(sheet);
        let rows: Vec<&str> = (first..=last)
            .map(|row| {
                let (start, end) = row_at(&xml, row);
                &xml[start..end]
            })
            .collect();
        let mut new = String::new();
        for (at, row) in rows.iter().rev().enumerate() {
            let (was, now) = (last - at as u32, first + at as u32);
            let moved = row.replace(&format!("<row r=\"{was}\""), &format!("<row r=\"{now}\""));
            let mut letters = moved.split("<c r=\"");
            new.push_str(letters.next().expect("row"));
            for cell in letters {
                let digits = cell.find(|letter: char| letter.is_ascii_digit()).expect("digits");
                let behind = digits + was.to_string().len();
                new.push_str(&format!("<c r=\"{}{now}{}", &cell[..digits], &cell[behind..]));
            }
        }
        let (start, end) = (row_at(&xml, first).0, row_at(&xml, last).1);
        self.put(part, format!("{}{new}{}", &xml[..start], &xml[end..]));
    }

    /// Adds a row at the end.
    pub fn add(&mut self, sheet: &str, row: u32, cells: &[(&str, &str)]) {
        let (part, xml) = self.sheet(sheet);
        let cells: String = cells
            .iter()
            .map(|(column, text)| {
                format!(
                    "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                    escaped(text)
                )
            })
            .collect();
        let new = format!("<row r=\"{row}\">{cells}</row></sheetData>");
        self.put(part, xml.replacen("</sheetData>", &new, 1));
    }

    /// Makes an empty sheet of the one that holds the proof.
    pub fn lose_proof(&mut self) {
        let (name, _) = self.sheets.last().expect("sheet").clone();
        let (part, xml) = self.sheet(&name);
        let (start, end) = (
            xml.find("<sheetData>").expect("data"),
            xml.find("</sheetData>").expect("data"),
        );
        self.put(part, format!("{}{}", &xml[..start + 11], &xml[end..]));
    }

    /// The package again.
    pub fn bytes(&self) -> Vec<u8> {
        Edit::pack(&self.parts)
    }

    /// A package of these parts.
    pub fn pack(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive
                .start_file(name.as_str(), SimpleFileOptions::default())
                .expect("part");
            archive.write_all(content).expect("content");
        }
        archive.finish().expect("archive").into_inner()
    }
}

fn row_at(xml: &str, row: u32) -> (usize, usize) {
    let start = xml
        .find(&format!("<row r=\"{row}\""))
        .unwrap_or_else(|| panic!("no row {row}"));
    let end = start + xml[start..].find("</row>").expect("end") + 6;
    (start, end)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn address(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
