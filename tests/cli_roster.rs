//! `--roster`: groups expanded to the members a user's file lists, wherever a person looks.

#[path = "support/cli.rs"]
mod support;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use support::Desk;

const PLAN: &str = "\
云溪县2031年健康促进工作要点

一、健康科普行动

1.办好宣传月。（县委宣传部牵头，各街道、镇配合）

2.修建步道。（县体育局，湖滨街道，各街道（镇））

二、爱国卫生行动

3.开展清洁行动。（各有关部门）

4.开展总结。（各医疗机构）
";

const BOOK: &str = "out/云溪县2031年健康促进工作要点-责任分工.xlsx";

/// A roster as an office keeps it: a title, a merged cell, a cell left empty, several members in one.
fn roster() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 2, "成员单位名册", &plain).unwrap();
    for (column, heading) in ["序号", "群体", "成员单位"].iter().enumerate() {
        sheet.write(1, column as u16, *heading).unwrap();
    }
    sheet.merge_range(2, 1, 3, 1, "各街道（镇）", &plain).unwrap();
    let members = [
        "湖滨街道",
        "江北街道、石桥镇",
        "县教育局；县卫健局",
        "县妇联",
        "县养老集团",
    ];
    for (row, members) in members.iter().enumerate() {
        sheet.write(row as u32 + 2, 2, *members).unwrap();
    }
    sheet.write(4, 1, "各有关部门").unwrap();
    sheet.write(6, 1, "各社会组织").unwrap();
    book.save_to_buffer().unwrap()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("要点.txt", PLAN);
    desk.write("名册.xlsx", roster());
    desk
}

/// Task number, name, role, group of every owner.
fn owners(plan: &Value) -> Vec<String> {
    let mut shown = Vec::new();
    for task in plan["tasks"].as_array().unwrap() {
        for owner in task["owners"].as_array().unwrap() {
            let text = |key: &str| owner[key].as_str().unwrap_or("-").to_string();
            shown.push(format!(
                "{} {} {} {} {}",
                task["number"].as_str().unwrap(),
                text("name"),
                text("role"),
                text("basis"),
                text("member_of")
            ));
        }
    }
    shown
}

fn rows(book: &str, desk: &Desk, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(desk.path(book)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let cell = |cell: &Data| cell.to_string();
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

fn row_of(rows: &[Vec<String>], words: &str) -> Vec<String> {
    let found = rows.iter().find(|row| row.iter().any(|cell| cell == words));
    found.unwrap_or_else(|| panic!("no row {words}")).clone()
}

#[test]
fn members_follow_their_group_with_its_role_and_who_is_named_counts_once() {
    let run = desk().run(&["extract", "要点.txt", "--roster", "名册.xlsx"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let plan: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        owners(&plan),
        [
            "1. 县委宣传部 lead stated -",
            "1. 各街道、镇 support stated -",
            "1. 湖滨街道 support roster 各街道、镇",
            "1. 江北街道 support roster 各街道、镇",
            "1. 石桥镇 support roster 各街道、镇",
            "2. 县体育局 owner stated -",
            "2. 湖滨街道 owner stated -",
            "2. 各街道（镇） owner stated -",
            "2. 江北街道 owner roster 各街道（镇）",
            "2. 石桥镇 owner roster 各街道（镇）",
            "3. 各有关部门 owner stated -",
            "3. 县教育局 owner roster 各有关部门",
            "3. 县卫健局 owner roster 各有关部门",
            "3. 县妇联 owner roster 各有关部门",
            "4. 各医疗机构 owner stated -",
        ]
    );
    assert_eq!(plan["roster_file"]["name"], "名册.xlsx");
    assert_eq!(plan["rosters"][0]["members"].as_array().unwrap().len(), 3);
    // A member stands where its group stands.
    let first = &plan["tasks"][0]["owners"];
    assert_eq!(first[1]["span"], first[2]["span"]);
}

#[test]
fn the_workbook_counts_members_apart_and_keeps_the_group() {
    let desk = desk();
    let run = desk.run(&["build", "要点.txt", "--roster", "名册.xlsx", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("件次 15（其中按名册展开 8）"), "{}", run.out);

    let summary = rows(BOOK, &desk, "说明").concat().join("\n");
    let sum = "2 项单一责任 + 2 项多家共 5 件次 = 7 件次；另有按名册展开 8 件次，合计 15 件次 = 点名 3 + 群体 4 + 按名册展开 8";
    assert!(summary.contains(sum), "{summary}");
    assert!(summary.contains("“各街道、镇”3 家（名册.xlsx）"), "{summary}");

    // 责任矩阵: tasks, of which by roster.
    let matrix = rows(BOOK, &desk, "责任矩阵");
    let heading = row_of(&matrix, "其中\n名册");
    let column = heading.iter().position(|cell| cell == "其中\n名册").unwrap();
    let total = heading.iter().position(|cell| cell == "件次\n合计").unwrap();
    for (unit, all, by_roster) in [("湖滨街道", "2", "1"), ("江北街道", "2", "2"), ("件次合计", "15", "8")]
    {
        let row = row_of(&matrix, unit);
        assert_eq!((row[total].as_str(), row[column].as_str()), (all, by_roster), "{unit}");
    }
    assert!(matrix.concat().contains(&"群体（已按名册展开）".to_string()));

    let marks = rows(BOOK, &desk, "任务矩阵").concat();
    assert!(marks.contains(&"◇".to_string()) && marks.contains(&"◆".to_string()));
    let register = rows(BOOK, &desk, "任务台账").concat().join("\n");
    assert!(
        register.contains("各街道、镇〔按名册：湖滨街道、江北街道、石桥镇〕"),
        "{register}"
    );
    let list = rows("out/部门清单/07-江北街道.xlsx", &desk, "任务清单")
        .concat()
        .join("\n");
    assert!(list.contains("配合（按名册展开：各街道、镇）"), "{list}");
    let open = rows(BOOK, &desk, "待明确");
    assert!(row_of(&open, "各有关部门").contains(&"泛指已展开".to_string()));
    assert!(row_of(&open, "各医疗机构").contains(&"群体未展开".to_string()));
}

#[test]
fn csv_and_findings_name_the_group() {
    let desk = desk();
    let csv = desk
        .run(&["extract", "要点.txt", "--roster", "名册.xlsx", "-f", "csv"])
        .out;
    assert!(csv.contains("按名册展开：各街道（镇）"), "{csv}");
    let check = desk.run(&["check", "要点.txt", "--roster", "名册.xlsx"]).out;
    assert!(check.contains("“各街道、镇”按名册“名册.xlsx”展开为 3 家"), "{check}");
    assert!(
        check.contains("名册中的群体“各社会组织”在本文的责任标注里没有出现"),
        "{check}"
    );
}

#[test]
fn without_a_roster_nothing_is_expanded() {
    let desk = desk();
    let run = desk.run(&["build", "要点.txt", "-o", "out"]);
    assert!(run.out.contains("件次 7，"), "{}", run.out);
    let matrix = rows(BOOK, &desk, "责任矩阵").concat().join("\n");
    assert!(
        !matrix.contains("名册\n") && matrix.contains("群体（未按名册展开）"),
        "{matrix}"
    );
}

#[test]
fn a_wrong_roster_says_what_to_do() {
    let cases = [
        ("空.csv", "", "“空.csv”里面没有内容"),
        ("列.csv", "名称,电话\n甲,1\n", "里没有找到列名“成员单位”"),
        ("群.csv", "序号,成员单位\n1,县教育局\n", "没有“群体”一列"),
        ("名.csv", "群体,成员单位\n", "里只有列名，没有内容"),
        (
            "缺.csv",
            "群体,成员单位\n各街道,甲街道\n各镇,\n",
            "“缺.csv”第 3 行的群体“各镇”没有成员单位",
        ),
        (
            "先.csv",
            "群体,成员单位\n,甲街道\n",
            "“先.csv”第 2 行有成员单位“甲街道”，却没有写属于哪个群体",
        ),
    ];
    let desk = desk();
    for (file, content, words) in cases {
        desk.write(file, content);
        let run = desk.run(&["check", "要点.txt", "--roster", file]);
        assert_eq!(run.code, 2, "{file}: {}", run.err);
        assert!(run.err.contains(words), "{file}: {}", run.err);
    }
}
