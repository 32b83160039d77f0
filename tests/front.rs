//! Front and end matter. Cases are `tests/cases/front/*.case`: what it shows, the document, `---`, the values found
//! and the ledger without its blanks, an entry a line. `UPDATE=1` rewrites what is expected.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use fengong::pipeline::{Options, extract};
use fengong::plan::{LedgerKind, Value};
use fengong::{Plan, Templates};

#[test]
fn cases() {
    let templates = Templates::built_in().expect("built-in templates");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/front");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .map(|entry| entry.expect("case").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let mut failures = String::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("case");
        let (given, expected) = text.split_once("\n---\n").expect("a line --- in every case");
        let (_, input) = given.split_once('\n').expect("a title line in every case");
        let found = match extract("case.txt", input.into(), &templates, &Options::default()) {
            Ok(extraction) => show(&extraction.plan, &extraction.document.text),
            Err(error) => format!("{error}\n").lines().next().unwrap_or_default().to_string() + "\n",
        };
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{given}\n---\n{found}")).expect("rewrite");
        } else if found.trim() != expected.trim() {
            let _ = writeln!(failures, "{}\nexpected\n{expected}found\n{found}", path.display());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

fn show(plan: &Plan, text: &str) -> String {
    let mut shown = String::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(shown, "{name} = {}", value.replace('\n', "⏎"));
        }
    };
    let front = &plan.front;
    let texts = |values: &[Value]| {
        values
            .iter()
            .map(|value| value.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    line("title", front.title.as_ref().map(|title| title.text.clone()));
    line("notice", front.notice_title.as_ref().map(|title| title.text.clone()));
    line("number", plan.document_number.clone());
    line("issuer", plan.issuer.clone());
    line("issued", plan.issued_on.clone());
    line("published", front.published_on.as_ref().map(|date| date.date.clone()));
    line("year", plan.year.map(|year| year.to_string()));
    line("to", Some(texts(&front.addressees)));
    line("annexes", Some(texts(&front.attachments)));
    let chars: Vec<char> = text.chars().collect();
    for entry in plan.ledger.iter().filter(|entry| entry.kind != LedgerKind::Blank) {
        let words: String = chars[entry.span.start..entry.span.end].iter().collect();
        let _ = writeln!(shown, "{}  {}", entry.kind.label(), words.replace('\n', "⏎"));
    }
    shown
}
