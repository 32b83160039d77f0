//! Faults planted into plans that have none: each must be found, and a plan without a fault must be left in peace.

#[path = "seeded/faults.rs"]
mod faults;
#[path = "seeded/plan.rs"]
mod plan;

use fengong::Templates;
use fengong::note::{Code, Note, Severity};
use fengong::pipeline::{Options, extract};

use faults::FAULTS;
use plan::{Dice, Plan};

/// How often each fault is planted.
const TIMES: u64 = 100;

fn notes(text: &str, templates: &Templates, options: &Options) -> Vec<Note> {
    // A control character stands for a byte that cannot be decoded.
    let bytes = text.bytes().map(|byte| if byte == 1 { 0xFF } else { byte }).collect();
    extract("要点.txt", bytes, templates, options)
        .map_or_else(|error| panic!("{error}\n{text}"), |found| found.plan.notes)
}

#[test]
fn clean_plans_have_one_false_alarm_at_most() {
    let templates = Templates::built_in().unwrap();
    for seed in 0..TIMES {
        let mut dice = Dice::new(seed + 1);
        let mut plan = Plan::made(&mut dice);
        match dice.roll(3) {
            0 => plan.notice(&plan.owners().join("、")),
            1 => plan.notice("各镇人民政府、街道办事处，各有关单位"),
            _ => {}
        }
        let notes = notes(&plan.text(), &templates, &Options::default());
        let alarms: Vec<&Note> = notes.iter().filter(|note| note.severity > Severity::Info).collect();
        assert!(alarms.len() <= 1, "{}\n{alarms:#?}", plan.text());
    }
}

#[test]
fn planted_faults_are_found() {
    assert_found(0);
}

#[test]
fn the_other_planted_faults_are_found() {
    assert_found(1);
}

/// Plants every second fault, so that two cores share the work.
fn assert_found(half: usize) {
    let templates = Templates::built_in().unwrap();
    let mut missed = String::new();
    for (at, fault) in FAULTS.iter().enumerate().skip(half).step_by(2) {
        let mut options = Options::default();
        (fault.options)(&mut options);
        let mut templates = templates.clone();
        if let Some(table) = fault.directory {
            templates.directory = templates.directory.with_place("名册.csv", table.as_bytes()).unwrap();
        }
        let (mut found, mut example) = (0, String::new());
        for seed in 0..TIMES {
            let mut dice = Dice::new(1_000 * (at as u64 + 1) + seed);
            let mut plan = Plan::made(&mut dice);
            let text = (fault.plant)(&mut plan, &mut dice).unwrap_or_else(|| plan.text());
            let notes = notes(&text, &templates, &options);
            if notes.iter().any(|note| note.code == fault.code) {
                found += 1;
            } else if example.is_empty() {
                example = text;
            }
        }
        if found * 100 < 99 * TIMES {
            missed.push_str(&format!(
                "{} found {found} times of {TIMES}:\n{example}\n",
                fault.code.as_str()
            ));
        }
    }
    assert!(missed.is_empty(), "{missed}");
}

/// Findings about files, not about the text of a plan: `cli_decisions` and `documents` bring them about.
const OF_FILES: &[Code] = &[
    Code::Decided,
    Code::DecisionNotTaken,
    Code::DecisionConflict,
    Code::Reading,
];

#[test]
fn every_kind_of_finding_is_planted() {
    for code in Code::ALL.iter().filter(|code| !OF_FILES.contains(code)) {
        assert!(FAULTS.iter().any(|fault| fault.code == *code), "{}", code.as_str());
    }
}
