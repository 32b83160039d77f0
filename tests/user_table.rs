//! Tables a user keeps beside the plan, as Excel and WPS save them, and damaged ones.

use std::io::{Cursor, Read, Write};

use fengong::user_table::{self, CellFrom, Field, UserTable};
use rust_xlsxwriter::{Format, Workbook};

const FIELDS: &[Field] = &[
    Field {
        name: "单位名称",
        headings: &["单位名称", "单位"],
        repeats: false,
    },
    Field {
        name: "联系人",
        headings: &["联系人", "联系人姓名"],
        repeats: false,
    },
    Field {
        name: "电话",
        headings: &["电话", "联系电话", "联系人电话", "手机"],
        repeats: true,
    },
];

fn rows(table: &UserTable) -> Vec<(usize, String, String, String)> {
    let headed = table.headed(FIELDS, 0).unwrap();
    let row = |row: &&user_table::TableRow| {
        let phones: Vec<&str> = headed.texts(row, 2).collect();
        (
            row.number,
            headed.text(row, 0).into(),
            headed.text(row, 1).into(),
            phones.join("；"),
        )
    };
    headed.rows.iter().map(row).collect()
}

fn read(name: &str, bytes: &[u8]) -> UserTable {
    user_table::read(name, bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn xlsx(fill: impl FnOnce(&mut Workbook) -> Result<(), rust_xlsxwriter::XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn error(bytes: &[u8]) -> String {
    let table = user_table::read("名册.xlsx", bytes);
    let error = match table {
        Ok(table) => table.headed(FIELDS, 0).map(|headed| headed.rows.len()).unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.exit_code(), 2);
    error.to_string()
}

#[test]
fn text_in_every_encoding_and_separator_gives_the_same_rows() {
    let expected = [(2, "区教育局".into(), "张三".into(), "021-1；139".into())];
    let lines = "联系人,单 位（全称）,联系电话,手机\n张三,区教育局,021-1,139\n";
    for separator in [',', '\t', ';'] {
        let text = lines.replace(',', &separator.to_string());
        let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in [text.replace('\n', "\r\n").into_bytes(), gbk, utf16, marked] {
            assert_eq!(rows(&read("a.csv", &bytes)), expected);
        }
    }
}

#[test]
fn a_workbook_with_title_merged_cells_and_numbers() {
    let bytes = xlsx(|book| {
        book.add_worksheet()
            .set_name("填写说明")?
            .write(0, 0, "请填写第二张表")?;
        let sheet = book.add_worksheet().set_name("名册")?;
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "青山区单位名册", &plain)?;
        sheet.merge_range(1, 0, 2, 0, "单位名称", &plain)?;
        sheet.merge_range(1, 1, 1, 2, "联系人", &plain)?;
        sheet.write(2, 1, "姓名")?.write(2, 2, "电话")?.write(2, 3, "手机")?;
        sheet.merge_range(3, 0, 3, 3, "一、政府部门", &plain)?;
        sheet.merge_range(4, 0, 5, 0, "区卫生健康委员会", &plain)?;
        sheet.write(4, 1, "李四")?.write(4, 2, 13_800_138_000_f64)?;
        sheet.write(5, 1, "王五")?.write(5, 2, "021-5566")?.write(5, 3, 5)?;
        sheet.write(500_000, 0, "区教育局")?;
        Ok(())
    });
    let mut bytes_rows = rows(&read("名册.xlsx", &bytes));
    assert_eq!(
        bytes_rows.remove(0),
        (4, "一、政府部门".into(), String::new(), String::new())
    );
    let health = "区卫生健康委员会".to_string();
    assert_eq!(
        bytes_rows,
        [
            (5, health.clone(), "李四".into(), "13800138000".into()),
            (6, health, "王五".into(), "021-5566；5".into()),
            (500_001, "区教育局".into(), String::new(), String::new()),
        ]
    );
    let table = read("名册.xlsx", &bytes);
    assert_eq!(table.sheets[1].rows[4].cells[0].from, CellFrom::Own);
    let headed = table.headed(FIELDS, 0).unwrap();
    assert!(headed.continues(headed.rows[2], 0) && !headed.continues(headed.rows[1], 0));
}

#[test]
fn messages_name_the_file_the_place_and_what_to_do() {
    let two = |first: &str, second: &str| {
        let (first, second) = (first.to_string(), second.to_string());
        error(&xlsx(|book| {
            for name in [first, second] {
                let sheet = book.add_worksheet().set_name(name)?;
                sheet.write(0, 0, "单位")?.write(1, 0, "区教育局")?;
            }
            Ok(())
        }))
    };
    let several = two("甲", "乙");
    assert!(several.contains("甲、乙") && several.contains("只留一张"), "{several}");
    let missing = error("部门,电话\n区教育局,1\n".as_bytes());
    assert!(
        missing.contains("部门｜电话") && missing.contains("单位名称"),
        "{missing}"
    );
    let twice = error("单位,电话,单位名称\n甲,1,乙\n".as_bytes());
    assert!(
        twice.contains("第 1 行") && twice.contains("第 1 列和第 3 列"),
        "{twice}"
    );
    assert!(error(b"").contains("没有内容"));
    assert!(error(b"\xd0\xcf\x11\xe0old").contains(".xls"));
    assert!(error(b"%PDF-1.7").contains("PDF"));
    let wide = format!("单位{}x\n", ",".repeat(300));
    assert!(error(wide.as_bytes()).contains("太大"));
    assert!(error("单位\n甲\n".repeat(20_000).as_bytes()).contains("太大"));
}

/// The parts of a small workbook, to be spoilt one way or another.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_that_unpacks_to_gigabytes_is_refused() {
    let mut parts = parts(&small());
    for (name, content) in &mut parts {
        if name.ends_with("sharedStrings.xml") {
            content.resize(64 << 20, b' ');
        }
    }
    let bytes = packed(&parts);
    assert!(bytes.len() < 1 << 20);
    assert!(error(&bytes).contains("太大"));
}

fn small() -> Vec<u8> {
    xlsx(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "单位")?.write(0, 1, "电话")?;
        sheet.merge_range(1, 0, 2, 0, "区教育局", &Format::new())?;
        sheet.write(1, 1, 13_800_138_000_f64)?.write(2, 1, "021")?;
        Ok(())
    })
}

#[test]
fn a_cell_at_the_far_corner_and_a_region_over_everything_cost_nothing() {
    let mut parts = parts(&small());
    for (name, content) in &mut parts {
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text
                .replace("ref=\"A2:A3\"", "ref=\"A2:A1048576\"")
                .replace("r=\"B3\"", "r=\"XFD1048576\"")
                .into();
        }
    }
    assert!(error(&packed(&parts)).contains("太大"));
}

#[test]
fn a_damaged_workbook_gives_a_message_or_rows_and_never_panics() {
    let whole = small();
    for end in (0..whole.len()).step_by(97) {
        assert!(user_table::read("名册.xlsx", &whole[..end]).is_err());
    }
    let parts = parts(&whole);
    for (index, (name, content)) in parts.iter().enumerate() {
        for at in (0..content.len()).step_by(content.len() / 25 + 1) {
            for byte in [b'<', b'9'] {
                let mut spoilt = parts.clone();
                spoilt[index].1[at] = byte;
                let read = user_table::read("名册.xlsx", &packed(&spoilt));
                if let Ok(table) = read {
                    assert!(table.sheets.len() <= 1, "{name}");
                    let _ = table.headed(FIELDS, 0);
                }
            }
        }
    }
}
