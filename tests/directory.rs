//! The data files, and names to units. Cases are `tests/cases/directory/*.case`: what it shows, the list (or, in
//! `likeness-*`, a name a line), `---`, the expected lines. `UPDATE=1` rewrites what is expected.

#[path = "support/cases.rs"]
mod support;

use std::collections::HashMap;
use std::fmt::Write;

use fengong::Error;
use fengong::directory::{Directory, Likeness, ListedName};
use fengong::plan::{Resolution, UnitKind};
use proptest::prelude::*;

const DEPARTMENTS: &str = include_str!("../templates/departments.tsv");
const AMBIGUOUS: &str = include_str!("../templates/ambiguous.tsv");

fn directory() -> Directory {
    Directory::parse(DEPARTMENTS, AMBIGUOUS).expect("built-in tables")
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

#[test]
fn cases() {
    let directory = directory();
    support::run("directory", |name, input| {
        if name.starts_with("likeness") {
            show_likeness(&directory, input)
        } else {
            show_list(&directory, input)
        }
    });
}

fn show_likeness(directory: &Directory, names: &str) -> String {
    names
        .lines()
        .map(|name| {
            let likeness = match directory.likeness(name) {
                Likeness::None => "none",
                Likeness::Suffix => "suffix",
                Likeness::Known => "known",
            };
            format!("{likeness:8}{name}\n")
        })
        .collect()
}

fn show_list(directory: &Directory, list: &str) -> String {
    let read = directory.read_list(list);
    let mut shown: String = read.names.iter().map(|name| show_name(list, name)).collect();
    if read.open_ended {
        shown.push_str("等\n");
    }
    shown
}

/// `written = unit`, then what else is known of it.
fn show_name(list: &str, name: &ListedName) -> String {
    let resolved = &name.resolved;
    let mut line = format!("{} = {}", list[name.range.clone()].replace('\n', "⏎"), resolved.unit);
    if let Some(full) = &resolved.full_name {
        let _ = write!(line, "  full {full}");
    }
    if resolved.collective {
        line.push_str(if resolved.generic { "  generic" } else { "  group" });
    }
    match &resolved.resolution {
        Resolution::Known => {}
        Resolution::Unknown => line.push_str("  unknown"),
        Resolution::Ambiguous { candidates } => {
            let _ = write!(line, "  one of {}", candidates.join("、"));
        }
    }
    line.push('\n');
    line
}

#[test]
fn departments_are_sorted_by_order() {
    let orders: Vec<u32> = rows(DEPARTMENTS).map(|row| row[2].parse().expect("order")).collect();
    assert!(orders.is_sorted_by(|a, b| a < b), "every order once, ascending");
}

#[test]
fn no_name_stands_in_two_rows_unless_listed_as_ambiguous() {
    let ambiguous: Vec<&str> = rows(AMBIGUOUS).map(|row| row[0]).collect();
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for row in rows(DEPARTMENTS) {
        let former = row[5]
            .split('|')
            .filter_map(|group| group.split('@').next())
            .flat_map(|group| group.split('='));
        for name in [row[0], row[3]]
            .into_iter()
            .chain(row[4].split('|'))
            .chain(former)
            .filter(|name| !name.is_empty())
        {
            let other = *seen.entry(name).or_insert(row[0]);
            assert!(
                other == row[0] || ambiguous.contains(&name),
                "{name}: {other}, {}",
                row[0]
            );
        }
    }
}

#[test]
fn every_canonical_name_resolves_to_itself_at_every_tier() {
    let directory = directory();
    let ambiguous: Vec<&str> = rows(AMBIGUOUS).map(|row| row[0]).collect();
    for row in rows(DEPARTMENTS).filter(|row| !ambiguous.contains(&row[0])) {
        let order: u32 = row[2].parse().expect("order");
        let tiers: &[&str] = if row[8].is_empty() {
            &["省", "市", "区", "县", "江宁区"]
        } else {
            &[""]
        };
        for tier in tiers {
            let written = format!("{tier}{}", row[0]);
            let list = directory.read_list(&written);
            let [name] = list.names.as_slice() else {
                panic!("{written}: {list:?}")
            };
            assert_eq!(name.resolved.order, order, "{written}: {:?}", name.resolved);
            assert_eq!(name.resolved.resolution, Resolution::Known, "{written}");
            assert_eq!(
                name.resolved.collective,
                matches!(row[8], "collective" | "generic"),
                "{written}"
            );
            let league = row[0] == "团委" || row[3].starts_with("中国") || row[0] == "台盟" || row[0] == "九三学社";
            assert!(
                name.resolved.unit == written || league,
                "{written}: {}",
                name.resolved.unit
            );
        }
    }
}

#[test]
fn every_alias_resolves_to_its_row() {
    let directory = directory();
    let ambiguous: Vec<&str> = rows(AMBIGUOUS).map(|row| row[0]).collect();
    for row in rows(DEPARTMENTS) {
        let order: u32 = row[2].parse().expect("order");
        for alias in row[4]
            .split('|')
            .filter(|alias| !alias.is_empty() && !ambiguous.contains(alias))
        {
            let list = directory.read_list(alias);
            let [name] = list.names.as_slice() else {
                panic!("{alias}: {list:?}")
            };
            assert_eq!(name.resolved.order, order, "{alias}: {:?}", name.resolved);
        }
    }
}

#[test]
fn units_of_different_tiers_and_places_stay_apart() {
    let directory = directory();
    let names = [
        "区卫健委",
        "市卫健委",
        "国家卫生健康委",
        "卫健委",
        "江宁区卫健委",
        "江宁卫健委",
        "区卫计委",
        "区爱卫办",
        "区疾控中心",
    ];
    let mut units: Vec<String> = names
        .iter()
        .flat_map(|name| directory.read_list(name).names)
        .map(|name| name.resolved.unit)
        .collect();
    units.sort();
    units.dedup();
    assert_eq!(units.len(), names.len(), "{units:?}");
}

#[test]
fn kinds_and_order_come_from_the_row_or_the_successor() {
    let directory = directory();
    let read = |name: &str| directory.read_list(name).names[0].resolved.clone();
    assert_eq!(read("区委宣传部").kind, UnitKind::Party);
    assert_eq!(read("温州海关").kind, UnitKind::Vertical);
    assert_eq!(read("区环保局").order, read("区生态环境局").order);
    assert_ne!(read("区环保局").unit, read("区生态环境局").unit);
    assert_eq!(
        (read("某某专项办").kind, read("某某专项办").order),
        (UnitKind::Other, u32::MAX)
    );
}

#[test]
fn mistakes_in_the_tables_name_file_line_and_column() {
    let head = DEPARTMENTS.lines().next().expect("heading");
    let table = |row: &str| format!("{head}\n教育局\tgov\t1\t教育局\t教委\t\t\t\t\n{row}\n");
    for (row, part) in [
        ("体育局\tgovernment\t2\t\t\t\t\t\t", "kind"),
        ("体育局\tgov\t二\t\t\t\t\t\t", "order"),
        ("体育局\tgov\t2\t\t\t\t\t\t群体", "scope"),
        ("体育局\tgov\t2\t\t教委\t\t\t\t", "教委"),
        ("体育局\tgov\t2\t\t\t体委@98\t\t\t", "predecessor"),
        ("体育局", "9 列"),
    ] {
        match Directory::parse(&table(row), "alias\tcandidates\twhy\n") {
            Err(Error::Template { file, line, message }) => {
                assert_eq!((file.as_str(), line), ("departments.tsv", 3), "{row}");
                assert!(message.contains(part), "{message}");
            }
            other => panic!("{row}: {other:?}"),
        }
    }
    match Directory::parse(DEPARTMENTS, "alias\tcandidates\twhy\n# 说明\n某局\t没有的局\t\n") {
        Err(Error::Template { file, line, message }) => {
            assert_eq!((file.as_str(), line), ("ambiguous.tsv", 3));
            assert!(message.contains("没有的局"), "{message}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_saved_by_excel_reads_the_same() {
    let saved = format!("\u{FEFF}{}", DEPARTMENTS.replace('\n', "\r\n"));
    assert!(Directory::parse(&saved, AMBIGUOUS).is_ok());
}

/// Pieces that lists are made of, and things that do not belong there.
fn list() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "区",
        "市教育局",
        "卫健委",
        "、",
        "，",
        "；",
        "和",
        "及",
        "以及",
        "等",
        "部门",
        "各",
        "街道",
        "（",
        "）",
        "镇",
        "\n",
        " ",
        "　",
        "有关",
        "省委",
        "宣传部",
        "公安",
        "分局",
        "国家",
        "県",
        "𠀀",
        "A",
        "。",
        "负责",
        "团",
        "委",
        "人民政府",
        "成员单位",
        "13个",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn names_lie_in_the_list_in_order_and_nothing_is_lost(list in list()) {
        let directory = directory_once();
        let read = directory.read_list(&list);
        let mut end = 0;
        for name in &read.names {
            prop_assert!(name.range.start >= end && name.range.start < name.range.end);
            prop_assert!(list.get(name.range.clone()).is_some_and(|text| text.trim() == text));
            prop_assert!(!name.resolved.unit.is_empty());
            end = name.range.end;
        }
        // What stands in no name joins names or closes the list.
        let mut rest = list.clone();
        for name in read.names.iter().rev() {
            rest.replace_range(name.range.clone(), "\u{1}");
        }
        prop_assert!(!rest.contains("教育局") && !rest.contains("宣传部") && !rest.contains("卫健委"), "{rest:?}");
        let _ = directory.likeness(&list);
    }
}

fn directory_once() -> &'static Directory {
    static DIRECTORY: std::sync::OnceLock<Directory> = std::sync::OnceLock::new();
    DIRECTORY.get_or_init(directory)
}
