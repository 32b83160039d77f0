//! `docs/findings.md` and the program say the same: a section for every code, and every example yields its finding.
//! `UPDATE=1 cargo test --test findings_page` rewrites headings, severities and reports.

#[path = "support/edit.rs"]
mod edit;

use std::fmt::Write;
use std::sync::Arc;

use edit::Edit;
use fengong::Templates;
use fengong::directory::RosterFile;
use fengong::note::Severity;
use fengong::note::{Code, Note};
use fengong::pipeline::{Options, extract};
use fengong::plan::Sign;
use fengong::returns::Returned;

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
    options.decisions = Arc::new(returned(section, &bytes, &templates));
    extract("例.txt", bytes, &templates, &options).unwrap().plan.notes
}

/// The forms of the block 回收: file, sheet, cell and what was written there, a line each.
fn returned(section: &str, plan: &[u8], templates: &Templates) -> Vec<Returned> {
    let Some(filled_in) = block(section, "text 回收") else {
        return Vec::new();
    };
    let extraction = extract("例.txt", plan.to_vec(), templates, &Options::default()).unwrap();
    let files = fengong::pipeline::build(&extraction, templates, &Options::default()).unwrap();
    let mut forms: Vec<(&str, Edit)> = Vec::new();
    for line in filled_in.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [file, sheet, cell, text] = words[..] else {
            panic!("{line}")
        };
        if forms.iter().all(|(known, _)| *known != file) {
            forms.push((file, Edit::new(&files[0].bytes)));
        }
        let (_, form) = forms.iter_mut().find(|(known, _)| *known == file).unwrap();
        form.set(sheet, cell, text);
    }
    let forms = forms.iter();
    forms
        .map(|(file, form)| Returned::open(file, &form.bytes()).unwrap())
        .collect()
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

/// The codes of each severity, and the signs by which a task is to be looked at first.
fn head(found: &str) -> String {
    let mut severities = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let codes = Code::ALL.iter().filter(|code| code.severity() == severity);
        let codes: Vec<String> = codes.map(|code| format!("`{}`", code.as_str())).collect();
        let _ = writeln!(severities, "- **{}**：{}", severity.label(), codes.join(" "));
    }
    let mut signs = String::from("| `look` | 理由 |\n|---|---|\n");
    for sign in Sign::ALL {
        let name = serde_json::to_value(sign).unwrap();
        let _ = writeln!(signs, "| `{}` | {} |", name.as_str().unwrap(), sign.words());
    }
    let mut head = found.to_string();
    for (mark, text) in [("severities", severities), ("signs", signs)] {
        let begin = format!("<!-- {mark} -->\n");
        let start = head.find(&begin).expect("the mark") + begin.len();
        let end = start + head[start..].find("<!-- end -->").expect("the end");
        head.replace_range(start..end, &text);
    }
    head
}

#[test]
fn every_code_has_a_section_whose_example_yields_it() {
    let page = std::fs::read_to_string(PAGE).unwrap().replace("\r\n", "\n");
    // What stands above the first code has headings of its own.
    let first = page
        .find(&format!("\n## {}", Code::ALL[0].as_str()))
        .expect("the first code");
    let head = page[..first].to_string();
    let sections = page[first..].split("\n## ").skip(1);
    let mut expected = String::new();
    let mut named = Vec::new();
    for found in sections {
        let name = found.split(['\n', ' ']).next().unwrap_or_default();
        let code = Code::named(name).unwrap_or_else(|| panic!("{name} is no code"));
        named.push(code);
        let _ = write!(expected, "\n## {}", section(code, found));
    }
    expected.insert_str(0, &crate::head(&head));
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
