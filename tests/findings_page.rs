//! `docs/findings.md` and the program say the same: a section for every code, and every example yields its finding.
//! `UPDATE=1 cargo test --test findings_page` rewrites headings, severities and reports.

use std::fmt::Write;
use std::sync::Arc;

use fengong::Templates;
use fengong::directory::RosterFile;
use fengong::note::{Code, Note};
use fengong::pipeline::{Options, extract};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");

/// The block of `section` that begins with a line of three backticks and `info`.
fn block<'s>(section: &'s str, info: &str) -> Option<&'s str> {
    let fence = format!("```{info}\n");
    let start = section.find(&fence)? + fence.len();
    let end = start + section[start..].find("```\n")?;
    Some(&section[start..end])
}

/// The findings of the example of a section.
fn findings(section: &str) -> Vec<Note> {
    let mut templates = Templates::built_in().unwrap();
    let mut options = Options::default();
    if let Some(table) = block(section, "csv 单位名册") {
        templates.directory = templates
            .directory
            .with_place("单位名册.csv", table.as_bytes())
            .unwrap();
    }
    if let Some(table) = block(section, "csv 名册") {
        let roster = RosterFile::parse("名册.csv", table.as_bytes()).unwrap();
        options.assemble.roster = Some(Arc::new(roster));
    }
    let typed = section.lines().find_map(|line| line.strip_prefix("选项：`"));
    let mut words = typed.unwrap_or_default().trim_end_matches('`').split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "--allow-classified" => options.outline.allow_classified = true,
            "--skip-section" => options.assemble.skip_sections.extend(words.next().map(str::to_string)),
            _ => panic!("{word}"),
        }
    }
    let plan = block(section, "text").expect("an example");
    let mut bytes = Vec::new();
    for (at, part) in plan.split(r"\xFF").enumerate() {
        if at > 0 {
            bytes.push(0xFF);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    extract("例.txt", bytes, &templates, &options).unwrap().plan.notes
}

/// The section as it should be.
fn section(code: Code, found: &str) -> String {
    let notes = findings(found);
    let said = notes.iter().filter(|note| note.code == code);
    let mut report = String::new();
    for note in said.take(3) {
        let _ = writeln!(report, "> 第 {} 行：{}", note.line, note.message);
        let _ = writeln!(report, ">");
    }
    assert!(!report.is_empty(), "the example of {} gives {notes:#?}", code.as_str());
    let body = found.split_once("\n\n").map_or("", |(_, body)| body);
    let (_, body) = body.split_once("\n\n").expect("级别, then the text");
    let (body, _) = body.split_once("\n报告：").expect("a report");
    format!(
        "{} {}\n\n级别：{}\n\n{body}\n报告：\n\n{report}> 建议：{}\n",
        code.as_str(),
        code.title(),
        code.severity().label(),
        code.proposal()
    )
}

#[test]
fn every_code_has_a_section_whose_example_yields_it() {
    let page = std::fs::read_to_string(PAGE).unwrap().replace("\r\n", "\n");
    let mut sections = page.split("\n## ");
    let head = sections.next().unwrap_or_default();
    let mut expected = head.to_string();
    let mut named = Vec::new();
    for found in sections {
        let name = found.split(['\n', ' ']).next().unwrap_or_default();
        let code = Code::named(name).unwrap_or_else(|| panic!("{name} is no code"));
        named.push(code);
        let _ = write!(expected, "\n## {}", section(code, found));
    }
    for code in Code::ALL {
        let times = named.iter().filter(|name| *name == code).count();
        assert_eq!(times, 1, "sections of {}", code.as_str());
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PAGE, expected).unwrap();
        return;
    }
    assert_eq!(page, expected, "UPDATE=1 rewrites docs/findings.md");
}

#[test]
fn the_list_of_codes_is_whole() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../docs/plan.schema.json")).unwrap();
    let listed = schema["$defs"]["Code"]["oneOf"].as_array().unwrap();
    let listed: Vec<&str> = listed.iter().filter_map(|code| code["const"].as_str()).collect();
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(all, listed);
}
