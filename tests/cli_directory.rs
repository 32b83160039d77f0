//! `--directory`: what a clerk gives and what comes out.

#[path = "support/cli.rs"]
mod support;

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use std::io::Cursor;
use support::Desk;

const PLAN: &str = "\
海滨区健康促进行动2023年工作要点

一、健康科普行动

1、建设区级健康科普专家库。（区教育局牵头，区卫健委、数智中心配合）

2、推进健康步道建设。（区建委）

3、编印读本。（区文旅局）
";

/// A workbook as a clerk keeps it: a title, a merged cell, telephone numbers typed as numbers.
fn list() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 4, "海滨区成员单位联络名册", &Format::new())
        .unwrap();
    let rows = [
        ["单位名称", "简称", "分管领导", "责任科室", "联系人"],
        ["区数智运行中心", "数智中心", "张一", "运行科", "李一"],
        ["区卫生健康委员会", "", "张二", "疾控科", "李二"],
        ["区住房和城乡建设委员会", "", "", "", "李三"],
    ];
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write(1, 5, "联系电话").unwrap();
    sheet.write(2, 5, 13_800_138_000_f64).unwrap();
    sheet.write(3, 5, "021-5566").unwrap();
    book.save_to_buffer().unwrap()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("要点.txt", PLAN);
    desk.write("名册.xlsx", list());
    desk
}

/// Every text of a workbook's first sheet.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
}

#[test]
fn contacts_stand_on_the_lists_and_say_where_they_come_from() {
    let desk = desk();
    let run = desk.run(&["build", "要点.txt", "--directory", "名册.xlsx", "-o", "分工"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let files = desk.files("分工");
    let list = |name: &str| texts(&files[&format!("部门清单/{name}.xlsx")]);
    let line = "分管领导：张一　　责任科室：运行科　　联系人：李一　　电话：13800138000　　（据单位名册）";
    assert!(
        list("01-数智中心").contains(&line.to_string()),
        "{:?}",
        list("01-数智中心")
    );
    assert!(
        list("03-区建委")
            .iter()
            .any(|text| text == "联系人：李三　　（据单位名册）")
    );
    assert!(!list("04-区教育局").concat().contains("名册") && !list("05-区文旅局").concat().contains("名册"));
    let book = files
        .iter()
        .find(|(name, _)| name.ends_with("责任分工.xlsx"))
        .unwrap()
        .1;
    let about = texts(book).concat();
    assert!(
        about.contains("名册.xlsx：") && about.contains("名册所列 3 家，名册以外 2 家"),
        "{about}"
    );
    let plan: serde_json::Value = serde_json::from_slice(&files["plan.json"]).unwrap();
    let sha = plan["directory"]["sha256"].as_str().unwrap();
    assert!(sha.len() == 64 && about.contains(sha));
    let unit = |id: &str| {
        plan["units"]
            .as_array()
            .unwrap()
            .iter()
            .find(|unit| unit["id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(unit("区数智运行中心")["contact"]["phone"], "13800138000");
    assert_eq!(unit("区数智运行中心")["listed"]["row"], 3);
    assert!(unit("区教育局").get("contact").is_none());
}

#[test]
fn without_the_option_nothing_changes() {
    let desk = desk();
    desk.run(&["build", "要点.txt", "-o", "分工"]);
    let plan = String::from_utf8(desk.files("分工")["plan.json"].clone()).unwrap();
    assert!(!plan.contains("\"directory\"") && !plan.contains("\"listed\"") && !plan.contains("\"contact\""));
}

#[test]
fn check_says_what_the_file_settled() {
    let desk = desk();
    let plain = desk.run(&["check", "要点.txt"]);
    assert!(
        plain.out.contains("“区建委”可能指") && plain.out.contains("部门表中没有“数智中心”"),
        "{}",
        plain.out
    );
    let run = desk.run(&["check", "要点.txt", "--directory", "名册.xlsx"]);
    assert!(
        run.out
            .contains("“区建委”可能指几个单位，按单位名册第 5 行认定为“区住房和城乡建设委员会”"),
        "{}",
        run.out
    );
    assert!(
        !run.out.contains("数智中心") || !run.out.contains("unknown-unit"),
        "{}",
        run.out
    );
}

#[test]
fn a_file_that_cannot_be_used_stops_everything_with_one_message() {
    let desk = desk();
    desk.write("坏.xlsx", "PK 不是压缩文件");
    desk.write("空.csv", "\n");
    desk.write("重.csv", "单位名称,简称\n区教育局,教育\n区体育局,教育\n");
    let stopped = |file: &str, words: &[&str]| {
        let run = desk.run(&["extract", "要点.txt", "--directory", file]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{file}");
        for word in words {
            assert!(run.err.contains(word), "{}", run.err);
        }
    };
    stopped("没有.xlsx", &["找不到文件“没有.xlsx”"]);
    stopped("坏.xlsx", &["“坏.xlsx”不是完好的 Excel 工作簿", "另存为"]);
    stopped("空.csv", &["里面没有内容"]);
    stopped("重.csv", &["第 3 行的“区体育局”和第 2 行的“区教育局”都有名称“教育”"]);
    stopped("要点.txt", &["没有找到列名“单位名称”"]);
}

#[test]
fn the_file_is_never_written_over() {
    let desk = desk();
    let before = std::fs::read(desk.path("名册.xlsx")).unwrap();
    let run = desk.run(&["extract", "要点.txt", "--directory", "名册.xlsx", "-o", "名册.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(std::fs::read(desk.path("名册.xlsx")).unwrap() == before);
}

#[test]
fn csv_shows_names_leaders_and_deadlines() {
    let desk = Desk::new();
    let plan = "海东省2031年要点\n\
                1.甲。（省商务厅牵头，省教育厅配合，完成时限：6月底前、12月底前；责任领导：张三、李四）\n\
                2.乙。（省商务厅、省商务委）\n";
    desk.write("要点.txt", plan);
    let run = desk.run(&["extract", "要点.txt", "-f", "csv"]);
    let mut table = csv::Reader::from_reader(run.out.trim_start_matches('\u{feff}').as_bytes());
    let headings = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let shown: Vec<&str> = rows.iter().map(|row| &row[column("归一名称")]).collect();
    assert_eq!(shown, ["省商务厅", "省教育厅", "省商务厅", "省商务厅"]);
    assert_eq!(&rows[0][column("责任领导")], "张三、李四");
    assert!(
        rows[0][column("完成时限")].starts_with("6月底前"),
        "{}",
        &rows[0][column("完成时限")]
    );
    assert_eq!(&rows[2][column("完成时限")], "");
}
