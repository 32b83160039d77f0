//! One text as a file of every format, as large as wanted. Archives are stored: a packed one of repeated text would be
//! a hundredth of its size, and no measure of anything.

use zip::CompressionMethod;

use crate::hostile::{archive, compound};

/// A file of `format` that says `text`.
pub fn document(format: &str, text: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    match format {
        "txt" => text.as_bytes().to_vec(),
        "gbk.txt" => encoding_rs::GB18030.encode(text).0.into_owned(),
        "md" => format!("# {}", lines.join("\n\n")).into_bytes(),
        "html" => html(&lines).into_bytes(),
        "mht" => mhtml(&lines),
        "rtf" => rtf(&lines),
        "docx" => docx(&lines),
        "odt" => odt(&lines),
        "doc" => doc(&lines),
        "pdf" => pdf(&lines),
        "ofd" => ofd(&lines),
        "csv" => csv(&lines).into_bytes(),
        "xlsx" => xlsx(&lines),
        "xls" => xls(&lines),
        "ods" => ods(&lines),
        "zip" => stored(&[("要点.txt", text)]),
        other => panic!("no document of the format {other} is made here"),
    }
}

/// Every format, plain text first: the others are measured against it.
pub const FORMATS: &[&str] = &[
    "txt", "gbk.txt", "md", "html", "mht", "rtf", "docx", "odt", "doc", "pdf", "ofd", "csv", "xlsx", "xls", "ods",
    "zip",
];

fn stored(parts: &[(&str, &str)]) -> Vec<u8> {
    archive(parts, CompressionMethod::Stored)
}

/// Every line between two words.
fn each(lines: &[&str], before: &str, after: &str) -> String {
    let escaped = |line: &&str| line.replace('&', "&amp;").replace('<', "&lt;");
    lines
        .iter()
        .map(|line| format!("{before}{}{after}", escaped(line)))
        .collect()
}

fn html(lines: &[&str]) -> String {
    let body = each(lines, "<p style=\"text-indent: 2em;\">", "</p>\n");
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n{body}</body></html>\n")
}

fn mhtml(lines: &[&str]) -> Vec<u8> {
    let mut bytes = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".to_vec();
    for line in html(lines).lines() {
        for (at, byte) in line.bytes().enumerate() {
            if at % 24 == 23 {
                bytes.extend(b"=\r\n");
            }
            match byte {
                b' '..=b'<' | b'>'..=b'~' => bytes.push(byte),
                _ => bytes.extend(format!("={byte:02X}").bytes()),
            }
        }
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"--b--\r\n");
    bytes
}

fn rtf(lines: &[&str]) -> Vec<u8> {
    let mut bytes = b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\n".to_vec();
    for line in lines {
        bytes.extend(b"\\pard\\f0 ");
        for byte in encoding_rs::GB18030.encode(line).0.iter() {
            match byte {
                0x80.. => bytes.extend(format!("\\'{byte:02x}").bytes()),
                b'\\' | b'{' | b'}' => bytes.extend([b'\\', *byte]),
                _ => bytes.push(*byte),
            }
        }
        bytes.extend(b"\\par\n");
    }
    bytes.extend(b"}");
    bytes
}

fn docx(lines: &[&str]) -> Vec<u8> {
    let body = each(
        lines,
        "<w:p><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia=\"仿宋\"/></w:rPr><w:t>",
        "</w:t></w:r></w:p>",
    );
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    stored(&[("word/document.xml", &document)])
}

fn odt(lines: &[&str]) -> Vec<u8> {
    let body = each(lines, "<text:p text:style-name=\"P1\">", "</text:p>");
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    stored(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<m/>"),
        ("content.xml", &content),
    ])
}

/// A header, the text as one piece, and the table that says so.
fn doc(lines: &[&str]) -> Vec<u8> {
    const TEXT: usize = 2048;
    let text: Vec<u16> = lines.iter().flat_map(|line| line.encode_utf16().chain([13])).collect();
    let mut document = vec![0; TEXT];
    let mut put = |at: usize, value: u32| document[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(0, 0x00C1_A5EC);
    put(4, 0x0804 << 16);
    put(0x0A, 0x0200);
    put(0x4C, text.len() as u32);
    let mut pieces = vec![2];
    for number in [16, 0, text.len() as u32] {
        pieces.extend(u32::to_le_bytes(number));
    }
    pieces.extend([0, 0]);
    pieces.extend(u32::to_le_bytes(TEXT as u32));
    pieces.extend([0, 0]);
    put(0x1A6, pieces.len() as u32);
    document.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
    compound(&[("WordDocument", document), ("1Table", pieces)])
}

/// Lines no longer than a page is wide.
fn wrapped(lines: &[&str], width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    for line in lines {
        let letters: Vec<char> = line.chars().collect();
        rows.extend(letters.chunks(width).map(|row| row.iter().collect()));
    }
    rows
}

fn pdf(lines: &[&str]) -> Vec<u8> {
    let rows = wrapped(lines, 35);
    let pages: Vec<String> = rows
        .chunks(40)
        .map(|rows| {
            let shown = |(at, row): (usize, &String)| {
                let units: String = row.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
                format!("BT /F 12 Tf 80 {} Td <{units}> Tj ET\n", 780 - 18 * at)
            };
            rows.iter().enumerate().map(shown).collect()
        })
        .collect();
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 5 + at * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>".to_string(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6>>>>".to_string(),
    ];
    for (at, page) in pages.iter().enumerate() {
        let contents = 6 + at * 2;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {contents} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{page}\nendstream", page.len()));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let (count, start) = (objects.len() + 1, bytes.len());
    bytes.extend(format!("xref\n0 {count}\n0000000000 65535 f \n{places}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    bytes
}

fn ofd(lines: &[&str]) -> Vec<u8> {
    let rows = wrapped(lines, 30);
    let mut parts = vec![(
        "OFD.xml".to_string(),
        "<ofd:OFD><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".to_string(),
    )];
    let mut pages = String::new();
    for (number, rows) in rows.chunks(25).enumerate() {
        let mut objects = String::new();
        for (at, row) in rows.iter().enumerate() {
            objects.push_str(&format!(
                "<ofd:TextObject ID=\"9\" Boundary=\"25 {} 160 6\" Font=\"4\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g {} 5\">{}</ofd:TextCode></ofd:TextObject>",
                30 + 9 * at,
                row.chars().count().saturating_sub(1),
                each(&[row], "", "")
            ));
        }
        pages.push_str(&format!("<ofd:Page ID=\"1\" BaseLoc=\"P{number}.xml\"/>"));
        let page = format!("<ofd:Page><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>");
        parts.push((format!("P{number}.xml"), page));
    }
    let document = format!("<ofd:Document><ofd:CommonData/><ofd:Pages>{pages}</ofd:Pages></ofd:Document>");
    parts.push(("D.xml".to_string(), document));
    archive(&parts, CompressionMethod::Stored)
}

/// The headings of the tables; under them a row a line.
const HEADINGS: [&str; 3] = ["序号", "任务内容", "责任单位"];
const OWNER: &str = "区卫健委";
/// The most rows that a sheet of the old format has.
const SHEET: usize = 60_000;

fn csv(lines: &[&str]) -> String {
    let row = |(at, line): (usize, &&str)| format!("{},\"{}\",{OWNER}\n", at + 1, line.replace('"', "\"\""));
    let rows: String = lines.iter().enumerate().map(row).collect();
    format!("{}\n{rows}", HEADINGS.join(","))
}

fn xlsx(lines: &[&str]) -> Vec<u8> {
    let cell = |words: &str| format!("<c t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let heading: String = HEADINGS.iter().map(|words| cell(words)).collect();
    let row = |(at, line): (usize, &&str)| {
        let words = each(&[line], "", "");
        format!(
            "<row r=\"{}\"><c><v>{}</v></c>{}{}</row>",
            at + 2,
            at + 1,
            cell(&words),
            cell(OWNER)
        )
    };
    let rows: String = lines.iter().enumerate().map(row).collect();
    stored(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData><row r=\"1\">{heading}</row>{rows}</sheetData></worksheet>"),
        ),
    ])
}

fn ods(lines: &[&str]) -> Vec<u8> {
    let cell = |words: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>")
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let heading = row(HEADINGS.iter().map(|words| cell(words)).collect());
    let each_row = |(at, line): (usize, &&str)| {
        row([cell(&(at + 1).to_string()), cell(&each(&[line], "", "")), cell(OWNER)].concat())
    };
    let rows: String = lines.iter().enumerate().map(each_row).collect();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"一\">{heading}{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    stored(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<m/>"),
        ("content.xml", &content),
    ])
}

/// Records of a workbook of Excel 97; sheets of as many rows as it knew.
fn xls(lines: &[&str]) -> Vec<u8> {
    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(content.len() as u16).to_le_bytes(), content].concat()
    }
    fn words(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }
    let begin = |kind: u16| {
        record(
            0x0809,
            &[0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 0, 0]
                .map(u16::to_le_bytes)
                .concat(),
        )
    };
    let cell = |row: usize, column: u16, text: &str| {
        let count = text.encode_utf16().count() as u16;
        let head = [row as u16, column, 0, count].map(u16::to_le_bytes).concat();
        record(0x0204, &[head, vec![1], words(text)].concat())
    };
    let sheet = |rows: &[&str]| {
        let mut bytes = begin(0x10);
        for (column, text) in (0..).zip(HEADINGS) {
            bytes.extend(cell(0, column, text));
        }
        for (at, line) in rows.iter().enumerate() {
            bytes.extend(cell(at + 1, 0, &(at + 1).to_string()));
            bytes.extend(cell(at + 1, 1, line));
            bytes.extend(cell(at + 1, 2, OWNER));
        }
        bytes.extend(record(0x0A, &[]));
        bytes
    };
    let sheets: Vec<Vec<u8>> = lines.chunks(SHEET).map(sheet).collect();
    let mut book = [begin(5), record(0x42, &1200u16.to_le_bytes())].concat();
    let entry = |at: usize, place: u32| {
        let name = words(&format!("{at}"));
        record(
            0x85,
            &[
                place.to_le_bytes().to_vec(),
                vec![0, 0, (name.len() / 2) as u8, 1],
                name,
            ]
            .concat(),
        )
    };
    let entries: usize = (0..sheets.len()).map(|at| entry(at, 0).len()).sum();
    let mut place = book.len() + entries + record(0x0A, &[]).len();
    for (at, sheet) in sheets.iter().enumerate() {
        book.extend(entry(at, place as u32));
        place += sheet.len();
    }
    book.extend(record(0x0A, &[]));
    book.extend(sheets.concat());
    compound(&[("Workbook", book)])
}
