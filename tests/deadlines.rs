//! Times of invented plans of other places, subjects and forms against annotations made by reading, before the program
//! saw them: `tests/deadlines/plan-*.txt`, each with its annotation below `---`.
//!
//! A line a time, in the order of the tasks: words | date | first day | kind | frequency.

#[path = "support/extraction.rs"]
mod support;

use std::fs;
use std::path::Path;

use fengong::plan::Deadline;
use support::{check, check_json, read};

fn name(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("JSON");
    value.as_str().unwrap_or_default().to_string()
}

fn shown(deadline: &Deadline) -> String {
    let often = deadline.frequency.as_ref().map(name).unwrap_or_default();
    format!(
        "{}|{}|{}|{often}",
        deadline.date.as_deref().unwrap_or_default(),
        deadline.start.as_deref().unwrap_or_default(),
        name(&deadline.kind),
    )
}

#[derive(Default)]
struct Score {
    right: usize,
    dated: usize,
    said: Vec<String>,
    missed: usize,
    extra: usize,
}

impl Score {
    fn add(&mut self, place: &str, text: &str, annotation: &str) {
        let extraction = read(text).expect("a plan");
        check(&extraction).expect("a sound plan");
        check_json(&extraction.plan).expect("sound JSON");
        let plan = &extraction.plan;
        let told = plan.narrative.iter().flat_map(|told| &told.deadlines);
        let mut found: Vec<&Deadline> = plan.tasks.iter().flat_map(|task| &task.deadlines).chain(told).collect();
        for wanted in annotation.lines().filter(|line| !line.is_empty()) {
            let (words, rest) = wanted.split_once('|').expect("words and days");
            let hits = |deadline: &&&Deadline| deadline.text.contains(words) || words.contains(&deadline.text);
            let by = |exact: bool| {
                found
                    .iter()
                    .position(|deadline| hits(&deadline) && (!exact || shown(deadline) == rest))
            };
            match by(true).or_else(|| by(false)) {
                Some(at) => {
                    let deadline = found.remove(at);
                    self.right += 1;
                    let same = shown(deadline) == rest;
                    self.dated += usize::from(same);
                    if !same {
                        self.said
                            .push(format!("{place}: {wanted} is {}|{}", deadline.text, shown(deadline)));
                    }
                }
                None => {
                    self.missed += 1;
                    self.said.push(format!("{place}: {wanted} missed"));
                }
            }
        }
        self.extra += found.len();
        for deadline in found {
            self.said
                .push(format!("{place}: {}|{} extra", deadline.text, shown(deadline)));
        }
    }
}

#[test]
fn invented_plans() {
    let mut score = Score::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deadlines");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    for path in files {
        let file = fs::read_to_string(&path).expect("a plan");
        let (text, annotation) = file.split_once("\n---\n").expect("a line ---");
        let place = path.file_stem().expect("a name").to_string_lossy();
        score.add(&place, &format!("{text}\n"), annotation);
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let recall = share(score.right, score.right + score.missed);
    let precision = share(score.right, score.right + score.extra);
    let days = share(score.dated, score.right);
    let said = format!(
        "recall {recall:.4} precision {precision:.4} days {days:.4} of {}\n{}",
        score.right,
        score.said.join("\n")
    );
    println!("{said}");
    assert!(recall >= 0.97 && precision >= 0.95 && days >= 0.97, "{said}");
}
