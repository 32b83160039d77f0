//! Damaged and hostile documents of every format: each ends, soon and without a panic, with a plan for which
//! `support::check` holds, or with an error that names the file.

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/extraction.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use fengong::pipeline::Options;
use hostile::damaged;
use zip::CompressionMethod;

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut paths = Vec::new();
    for name in ["plan", "table"] {
        let entries = fs::read_dir(folder.join(name)).expect("folder");
        paths.extend(entries.map(|entry| entry.expect("entry").path()));
    }
    paths.sort();
    paths
}

/// Reads bytes; the words of the error where they are refused.
fn outcome(bytes: Vec<u8>) -> Result<String, String> {
    hostile::outcome("要点", bytes, &Options::default()).map(|found| found.document.text)
}

/// Damaged copies of each document.
const ROUNDS: usize = if cfg!(debug_assertions) { 8 } else { 200 };

#[test]
fn damaged_documents_end_with_a_plan_or_an_error() {
    for path in documents() {
        let whole = fs::read(&path).expect("document");
        for bytes in damaged(&whole, ROUNDS) {
            let _ = outcome(bytes);
        }
    }
}

/// An archive with these parts, packed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    hostile::archive(parts, CompressionMethod::Deflated)
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = vec![b' '; 101 << 20];
    for part in ["word/document.xml", "xl/workbook.xml", "content.xml", "a.txt"] {
        let bytes = archive(&[("META-INF/manifest.xml", b"<a/>"), (part, &bomb)]);
        assert!(bytes.len() < 1 << 20);
        let error = outcome(bytes).expect_err(part);
        assert!(
            error.contains("解压后的大小") && error.contains("--limit inflated="),
            "{part}: {error}"
        );
    }
}

#[test]
fn what_nests_too_deep_is_refused() {
    let tables = |depth: usize| {
        let open = "<w:tbl><w:tr><w:tc>".repeat(depth);
        docx(&format!(
            "{open}<w:p><w:r><w:t>甲</w:t></w:r></w:p>{}",
            "</w:tc></w:tr></w:tbl>".repeat(depth)
        ))
    };
    assert!(outcome(tables(60)).is_err_and(|error| error.contains("没有找到任务")));
    assert!(outcome(tables(5_000)).is_err_and(|error| error.contains("嵌套层数")));
    let page = format!("<html><body>{}甲", "<div><b>".repeat(50_000));
    assert!(outcome(page.into_bytes()).is_err_and(|error| error.contains("嵌套层数")));
}

#[test]
fn cells_that_span_the_world_are_refused() {
    let cells = "<td rowspan=65534 colspan=1000>甲</td>".repeat(1_000);
    let page = format!(
        "<html><body><table><tr>{cells}</tr>{}</table>",
        "<tr></tr>".repeat(20_000)
    );
    assert!(outcome(page.into_bytes()).is_err_and(|error| error.contains("单元格")));
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>乙</t></is></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let bytes = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let _ = outcome(bytes);
}

#[test]
fn entities_neither_grow_nor_fetch() {
    let mut document = "<!DOCTYPE w [<!ENTITY a \"甲\"><!ENTITY x SYSTEM \"file:///etc/passwd\">".to_string();
    for at in 1..40 {
        document.push_str(&format!("<!ENTITY a{at} \"&a{0};&a{0};\">", at - 1));
    }
    document.push_str(
        "]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>一、&a39;&x;</w:t></w:r></w:p></w:body></w:document>",
    );
    let error = outcome(archive(&[("word/document.xml", document.as_bytes())])).expect_err("no tasks");
    assert!(error.contains("没有找到任务"), "{error}");
}

#[test]
fn names_in_archives_are_only_names() {
    let plan = "青山区2031年健康促进工作要点\n一、健康校园行动\n1.建设健康校园。（区教育局）\n";
    let bytes = archive(&[("../../../etc/要点.txt", plan.as_bytes()), ("..\\b/./.", b"x")]);
    assert!(outcome(bytes).is_ok_and(|text| text == plan));
    let nested = archive(&[("a.zip", &archive(&[("要点.txt", plan.as_bytes())]))]);
    assert!(outcome(nested).is_err());
}

#[test]
fn circles_end() {
    let styles = "<w:styles><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Type='x/styles' Target='styles.xml'/></Relationships>";
    let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>";
    let bytes = archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    assert!(outcome(bytes).is_err_and(|error| error.contains("没有找到任务")));
}
