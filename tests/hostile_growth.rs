//! Small files that ask for much: each is refused soon, by the limit it breaks, before the memory it asks for is taken.

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/extraction.rs"]
mod support;

use fengong::pipeline::Options;
use hostile::compound;
use zip::CompressionMethod;

/// Limits low enough for a build without optimisation.
fn options() -> Options {
    let mut options = Options::default();
    options.read.limits.inflated = 4 << 20;
    options.read.limits.cells = 20_000;
    options
}

/// The words with which bytes are refused.
fn refused(bytes: impl Into<Vec<u8>>) -> String {
    match hostile::outcome("要点.bin", bytes.into(), &options()) {
        Ok(found) => panic!("read: {:.100}", found.document.text),
        Err(words) => words,
    }
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    hostile::archive(parts, CompressionMethod::Deflated)
}

#[test]
fn one_wide_row_makes_no_wide_table() {
    let cells = "单元格数超过上限";
    let (wide, rows) = ("<td>甲".repeat(9_000), "<tr><td>乙".repeat(9_000));
    assert!(refused(format!("<html><table><tr>{wide}{rows}</table>")).contains(cells));
    let rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>".repeat(9_000);
    let wide = "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>".repeat(9_000);
    let body = format!("<w:document><w:body><w:tbl><w:tr>{wide}</w:tr>{rows}</w:tbl></w:body></w:document>");
    assert!(refused(archive(&[("word/document.xml", &body)])).contains(cells));
    let csv = format!(
        "{}{}\n{}",
        "甲,乙,丙\n".repeat(200),
        "丁,".repeat(9_000),
        "戊\n".repeat(9_000)
    );
    assert!(refused(csv).contains(cells));
}

const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(rows: &str) -> Vec<u8> {
    let content = format!("<d><body><spreadsheet><table name='一'>{rows}</table></spreadsheet></body></d>");
    hostile::archive(
        &[
            ("mimetype", SPREADSHEET),
            ("META-INF/manifest.xml", "<m/>"),
            ("content.xml", &content),
        ],
        CompressionMethod::Stored,
    )
}

#[test]
fn one_long_text_does_not_fill_a_sheet() {
    let (long, larger) = ("甲".repeat(9_000), "解压后的大小（MB）超过上限");
    let row = format!("<table-row><table-cell number-columns-repeated='9000'><p>{long}</p></table-cell></table-row>");
    assert!(refused(ods(&row)).contains(larger));
    let row = format!("<table-row number-rows-repeated='9000'><table-cell><p>{long}</p></table-cell></table-row>");
    assert!(refused(ods(&row)).contains(larger));
    let cells = "<c t='s'><v>0</v></c>".repeat(100);
    let rows = format!("<row>{cells}</row>").repeat(90);
    let bytes = xlsx(&format!("<sst><si><t>{long}</t></si></sst>"), &rows);
    let words = refused(bytes);
    assert!(words.contains(larger), "{words}");
}

#[test]
fn cells_merged_over_each_other_are_gone_through_once() {
    let cell = "<table-cell number-rows-spanned='19000'><p>1.甲</p></table-cell>";
    let rows = format!("<table-row>{cell}<table-cell><p>乙</p></table-cell></table-row>").repeat(9_900);
    let _ = hostile::outcome("要点.bin", ods(&rows), &options());
}

#[test]
fn small_workbooks_are_read() {
    let rows = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>";
    let bytes = xlsx("<sst count='1' uniqueCount='1'><si><t>甲</t></si></sst>", rows);
    let read = fengong::read::read("要点.xlsx", bytes, &options().read).expect("a text");
    assert_eq!(read.text, "甲\n");
}

fn xlsx(strings: &str, rows: &str) -> Vec<u8> {
    archive(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='r'><sheets><sheet name='一' sheetId='1' r:id='a'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", strings),
    ])
}

#[test]
fn a_count_of_texts_is_not_believed() {
    for count in ["99999999999999", "18446744073709551615", "99999999999999999999999"] {
        let strings = format!("<sst count='1' uniqueCount=\"{count}\"><si><t>甲</t></si></sst>");
        let words = refused(xlsx(&strings, "<row><c t='s'><v>0</v></c></row>"));
        assert!(words.contains("内容不完整"), "{words}");
    }
}

/// A workbook of Excel 97: names of one sheet, and its records.
fn xls(names: usize, sheet: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record =
        |kind: u16, content: &[u8]| [&kind.to_le_bytes(), &(content.len() as u16).to_le_bytes(), content].concat();
    let begin = |kind: u16| record(0x809, &[0x600, kind, 0, 0].map(u16::to_le_bytes).concat());
    let end = record(0x0A, &[]);
    let name = |place: usize| {
        record(
            0x85,
            &[(place as u32).to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'a']].concat(),
        )
    };
    let place = begin(5).len() + names * name(0).len() + end.len();
    let mut book = begin(5);
    book.extend(name(place).repeat(names));
    book.extend(&end);
    book.extend(begin(0x10));
    sheet
        .iter()
        .for_each(|(kind, content)| book.extend(record(*kind, content)));
    book.extend(&end);
    compound(&[("Workbook", book)])
}

#[test]
fn sheets_of_the_old_format_do_not_take_what_they_span() {
    let cell = |row: u16, column: u16| {
        let number = 1f64.to_le_bytes();
        (
            0x203,
            [&[row, column, 0].map(u16::to_le_bytes).concat()[..], &number].concat(),
        )
    };
    assert!(refused(xls(1, &[cell(0, 0), cell(65_535, 255)])).contains("单元格数超过上限"));
    let row: Vec<_> = (0..200).map(|column| cell(0, column)).collect();
    assert!(refused(xls(1_000, &row)).contains("单元格数超过上限"));
    // Rows that no sheet has, from the last to the first too.
    for (first, last) in [(0u32, u32::MAX), (9, 3)] {
        let claim = [&first.to_le_bytes()[..], &last.to_le_bytes(), &[0, 0, 255, 0, 0, 0]].concat();
        assert!(refused(xls(1, &[(0x200, claim), cell(0, 0)])).contains("行列数"));
    }
}

#[test]
fn labels_do_not_carry_a_text_into_every_paragraph() {
    let label = "甲".repeat(9_000);
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='{label}%1'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    );
    let paragraph = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>";
    let document = format!("<w:document><w:body>{}</w:body></w:document>", paragraph.repeat(5_000));
    let relations = "<Relationships><Relationship Type='x/numbering' Target='numbering.xml'/></Relationships>";
    let bytes = archive(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", relations),
        ("word/numbering.xml", &numbering),
    ]);
    let limits = &options().read;
    let read = fengong::read::read("要点.docx", bytes, limits).expect("a text");
    assert!(read.text.len() < 2 << 20, "{}", read.text.len());
}

#[test]
fn files_of_an_archive_share_what_may_be_unpacked() {
    let plan = "<w:document><w:body><w:p><w:r><w:t>1.建设步道。（区教育局）</w:t></w:r></w:p></w:body></w:document>";
    let padded = format!("{plan}<!--{}-->", " ".repeat(3 << 20));
    let document = archive(&[("word/document.xml", &padded)]);
    let names: Vec<String> = (0..40).map(|at| format!("附件{at}.docx")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &document[..])).collect();
    let words = refused(hostile::archive(&files, CompressionMethod::Deflated));
    assert!(words.contains("解压后的大小"), "{words}");
    // One that cannot be read is named with its archive.
    let broken = hostile::archive(&[("附件1.docx", &document[..300])], CompressionMethod::Stored);
    let _ = refused(broken);
    let words = refused(hostile::archive(
        &[("附件1.pdf", "%PDF-1.4")],
        CompressionMethod::Stored,
    ));
    assert!(words.contains("要点.bin（附件1.pdf）"), "{words}");
}

/// A pdf of the objects given, the first of them the catalog.
fn pdf(objects: &[String]) -> Vec<u8> {
    let numbered = objects
        .iter()
        .enumerate()
        .map(|(at, object)| format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    format!(
        "%PDF-1.4\n{}trailer<</Root 1 0 R>>\n%%EOF",
        numbered.collect::<String>()
    )
    .into_bytes()
}

#[test]
fn drawings_that_draw_each_other_twice_come_to_an_end() {
    let stream =
        |entries: &str, orders: &str| format!("<<{entries}/Length {}>>stream\n{orders}\nendstream", orders.len());
    let holds = |at: usize| format!("/Resources<</XObject<</X {at} 0 R>>>>");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_string(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]{}/Contents 4 0 R>>",
            holds(5)
        ),
        stream("", "/X Do"),
    ];
    for at in 5..45 {
        let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 99 99]{}", holds(at + 1));
        objects.push(stream(&form, "/X Do /X Do"));
    }
    assert!(refused(pdf(&objects)).contains("超过上限"));
    // The same long orders on every page.
    let kids: String = (5..305).map(|at| format!("{at} 0 R ")).collect();
    objects[1] = format!("<</Type/Pages/Count 300/Kids[{kids}]>>");
    objects[3] = stream("", &"q Q ".repeat(9_000));
    let page = objects[2].clone();
    objects.truncate(4);
    objects.resize(304, page);
    assert!(refused(pdf(&objects)).contains("超过上限"));
}
