//! A place's own names. Cases are `tests/cases/place/*.case`: what it shows, the directory file as csv, `===`, the
//! plan, `---`, then every unit in the order of the matrix with its row and contacts, and the findings about names;
//! or the error.

#[path = "support/cases.rs"]
mod support;

use std::fmt::Write;

use fengong::note::Code;
use fengong::plan::{Plan, Unit};
use fengong::view::Survey;
use fengong::{Error, Templates, pipeline};
use rust_xlsxwriter::Workbook;

fn extract(file: &str, bytes: &[u8], plan: &str) -> Result<Plan, Error> {
    let mut templates = Templates::built_in()?;
    templates.directory = templates.directory.with_place(file, bytes)?;
    let plan = plan.as_bytes().to_vec();
    Ok(pipeline::extract("要点.txt", plan, &templates, &pipeline::Options::default())?.plan)
}

#[test]
fn cases() {
    support::run("place", |_, input| {
        let (file, plan) = input.split_once("\n===\n").expect("a line === after the file");
        match extract("名册.csv", file.as_bytes(), plan) {
            Ok(plan) => show(&plan),
            Err(error) => format!("{error}\n"),
        }
    });
}

fn show(plan: &Plan) -> String {
    let mut shown = String::new();
    for surveyed in &Survey::new(plan, "").units {
        let unit = plan
            .units
            .iter()
            .find(|unit| unit.names.iter().map(String::as_str).eq(surveyed.names.iter().copied()));
        shown.push_str(&show_unit(unit.expect("every unit is in the plan")));
    }
    let about_names = [
        Code::UnknownUnit,
        Code::AmbiguousUnit,
        Code::DirectoryMatch,
        Code::DirectoryOpen,
    ];
    for note in plan.notes.iter().filter(|note| about_names.contains(&note.code)) {
        let _ = writeln!(shown, "{}: {}", note.code.as_str(), note.message);
    }
    shown
}

/// Every form in the text, the row and its name, the contacts.
fn show_unit(unit: &Unit) -> String {
    let mut line = unit.names.join("、");
    if let Some(listed) = &unit.listed {
        let _ = write!(line, " = 第{}行 {}", listed.row, listed.name);
        if let Some(category) = &listed.category {
            let _ = write!(line, "〔{category}〕");
        }
    }
    if let Some(contact) = &unit.contact {
        let parts = [
            &contact.leader,
            &contact.office,
            &contact.person,
            &contact.phone,
            &contact.remark,
        ];
        let _ = write!(line, "  {}", parts.map(String::as_str).join("|"));
    }
    line.push('\n');
    line
}

#[test]
fn the_same_file_as_csv_tsv_and_xlsx_gives_the_same_plan() {
    let plan = "青山区工作要点\n1.推广读书角。（区教育局牵头，数智中心配合）\n2.建步道。（区卫健委）\n";
    let rows = [
        ["单位名称", "简称", "分管领导", "联系电话"],
        ["区数智运行中心", "数智中心", "张一", "13800138000"],
        ["区卫生健康委员会", "", "张二", "021-5566"],
    ];
    let text = |separator: &str| rows.map(|row| row.join(separator) + "\r\n").concat();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(at as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write(at as u32, column as u16, *cell).unwrap(),
            };
        }
    }
    let files: [(&str, Vec<u8>); 4] = [
        ("名册.csv", text(",").into()),
        ("名册.csv", encoding_rs::GBK.encode(&text(",")).0.into_owned()),
        ("名册.tsv", text("\t").into()),
        ("名册.xlsx", book.save_to_buffer().unwrap()),
    ];
    let units = files.map(|(name, bytes)| {
        let plan = extract(name, &bytes, plan).unwrap();
        let file = plan.directory.expect("the plan names the file");
        assert_eq!((file.name.as_str(), file.sha256.len()), (name, 64));
        plan.units
    });
    assert!(units.iter().all(|other| *other == units[0]));
    let contact = units[0][1].contact.as_ref().unwrap();
    assert_eq!(
        (contact.leader.as_str(), contact.phone.as_str()),
        ("张一", "13800138000")
    );
}

#[test]
fn the_order_of_rows_is_the_order_of_the_matrix_whatever_the_text_says() {
    let plan = "要点\n1.甲。（区卫健委、区教育局、区文旅局、区委宣传部）\n";
    let order = |file: &str| -> Vec<String> {
        let plan = extract("名册.csv", file.as_bytes(), plan).unwrap();
        let survey = Survey::new(&plan, "");
        survey.units.iter().map(|unit| unit.label.clone()).collect()
    };
    assert_eq!(
        order("单位名称\n区文化和旅游局\n区卫生健康委员会\n"),
        ["区文旅局", "区卫健委", "区委宣传部", "区教育局"]
    );
    assert_eq!(
        order("排序,单位名称\n2,区教育局\n1,区卫健委\n,区文旅局\n"),
        ["区卫健委", "区教育局", "区文旅局", "区委宣传部"]
    );
    assert_eq!(
        order("序号,单位\n2,区教育局\n1,区卫健委\n"),
        ["区卫健委", "区教育局", "区委宣传部", "区文旅局"]
    );
    // 序号 that begins again under every kind says nothing of the whole.
    assert_eq!(
        order("序号,单位\n2,区教育局\n1,区卫健委\n1,区文旅局\n"),
        ["区教育局", "区卫健委", "区文旅局", "区委宣传部"]
    );
}
