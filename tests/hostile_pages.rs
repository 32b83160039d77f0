//! Damaged and hostile files of the formats that know pages or bytes (pdf, ofd, doc, rtf): each ends, soon and without a
//! panic, with a plan for which `support::check` holds, or with an error that names the file.

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/extraction.rs"]
mod support;

use std::fs;
use std::path::Path;

use fengong::pipeline::Options;
use hostile::archive;
use zip::CompressionMethod;

/// Damaged copies of each document.
const ROUNDS: usize = if cfg!(debug_assertions) { 30 } else { 400 };

fn document(path: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    fs::read(folder.join(path)).expect("document")
}

/// Reads bytes; the words of the error where they are refused.
fn outcome(bytes: Vec<u8>) -> Result<String, String> {
    hostile::outcome("要点.bin", bytes, &Options::default()).map(|found| found.document.text)
}

/// Reads a document in damaged copies.
fn damaged(path: &str) {
    for bytes in hostile::damaged(&document(path), ROUNDS) {
        let _ = outcome(bytes);
    }
}

#[test]
fn damaged_pdf_files_end() {
    ["table/table.pdf", "plan/plan.columns.pdf"]
        .into_iter()
        .for_each(damaged);
}

#[test]
fn damaged_ofd_files_end() {
    ["plan/plan.ofd", "table/table.ofd"].into_iter().for_each(damaged);
}

#[test]
fn damaged_word_files_end() {
    ["plan/plan.doc", "plan/plan.numbered.doc", "table/table.doc"]
        .into_iter()
        .for_each(damaged);
}

#[test]
fn damaged_rtf_files_end() {
    ["plan/plan.rtf", "table/table.office.rtf"]
        .into_iter()
        .for_each(damaged);
}

#[test]
fn rtf_that_nests_or_promises_without_end_is_refused_or_read() {
    let deep = format!("{{\\rtf1{}", "{\\b ".repeat(200_000));
    assert!(outcome(deep.into_bytes()).unwrap_err().contains("嵌套层数"));
    let bin = "{\\rtf1\\ansicpg936 \\bin2147483647 x\\par}";
    assert!(outcome(bin.as_bytes().to_vec()).is_err());
    let closed = format!("{{\\rtf1 1. {}\\par}}", "}".repeat(1000));
    let _ = outcome(closed.into_bytes());
    let rows = format!("{{\\rtf1 {}}}", "\\trowd\\cellx10\\intbl a\\cell\\row".repeat(20_000));
    let _ = outcome(rows.into_bytes());
}

/// A pdf of the objects given, the first of them the catalog.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    for (at, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    bytes.extend(b"trailer<</Size 9/Root 1 0 R>>\n%%EOF");
    bytes
}

#[test]
fn pdf_files_that_nest_or_turn_in_circles_end() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>".to_string();
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Contents 4 0 R>>".to_string();
    let pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_string();
    // Pages that hold themselves, and a form that draws itself.
    let circle = "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>".to_string();
    assert!(outcome(pdf(&[catalog.clone(), circle])).is_err());
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream";
    assert!(outcome(pdf(&[catalog.clone(), pages.clone(), page.clone(), form.to_string()])).is_err());
    // Brackets inside each other, in a page's orders and in a dictionary.
    let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(60_000));
    let orders = format!("<</Length {}>>stream\n{deep}\nendstream", deep.len());
    let _ = outcome(pdf(&[catalog.clone(), pages.clone(), page, orders]));
    let _ = outcome(pdf(&[catalog, pages, format!("<</Type/Page/X {deep}>>")]));
}

/// An ofd whose one page has these objects and whose resources are these.
fn ofd(objects: &str, resources: &str) -> Vec<u8> {
    let parts = [
        ("OFD.xml", "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>".to_string()),
        (
            "D.xml",
            "<Document><CommonData><PublicRes>R.xml</PublicRes></CommonData><Pages><Page BaseLoc='P.xml'/></Pages></Document>"
                .to_string(),
        ),
        ("P.xml", format!("<Page><Content><Layer>{objects}</Layer></Content></Page>")),
        ("R.xml", format!("<Res><CompositeGraphicUnits>{resources}</CompositeGraphicUnits></Res>")),
    ];
    archive(&parts, CompressionMethod::Deflated)
}

#[test]
fn ofd_files_that_grow_or_turn_in_circles_end() {
    let text =
        "<TextObject Size='5'><TextCode X='20' Y='20' DeltaX='g 99999999 5'>1.新建步道3公里。</TextCode></TextObject>";
    assert_eq!(outcome(ofd(text, "")).unwrap(), "1.新建步道3公里。\n");
    // A drawing that holds itself, and one that holds another twice, that another twice …
    let circle = "<U ID='1'><Content><CompositeObject ResourceID='1'/></Content></U>";
    assert!(outcome(ofd("<CompositeObject ResourceID='1'/>", circle)).is_err());
    let doubling: String = (1..40)
        .map(|at| {
            let next = format!("<CompositeObject ResourceID='{}'/>", at + 1);
            format!("<U ID='{at}'><Content>{next}{next}{text}</Content></U>")
        })
        .collect();
    let _ = outcome(ofd("<CompositeObject ResourceID='1'/>", &doubling));
    // Lines enough for a grid of millions of cells.
    let lines: String = (0..1500)
        .map(|at| format!("M 0 {at} L 1500 {at} M {at} 0 L {at} 1500 "))
        .collect();
    let path = format!("<PathObject><AbbreviatedData>{lines}</AbbreviatedData></PathObject>{text}");
    let _ = outcome(ofd(&path, ""));
}

#[test]
fn what_cannot_be_read_is_named() {
    let picture = "<ImageObject ResourceID='1'/>";
    assert!(outcome(ofd(picture, "")).unwrap_err().contains("扫描件"));
    // The bit in a Word file's head that says it has a password.
    let mut locked = document("plan/plan.doc");
    let at = locked
        .windows(2)
        .skip(512)
        .position(|pair| pair == [0xec, 0xa5])
        .expect("head")
        + 512;
    locked[at + 11] |= 1;
    assert!(outcome(locked).unwrap_err().contains("密码"));
    let words: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hidden = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), words].concat();
    assert!(outcome(hidden).unwrap_err().contains("已损坏"));
    // A chain of sectors that leads back to itself.
    let mut circle = document("plan/plan.doc");
    circle[512..1024].fill(0);
    let _ = outcome(circle);
}
