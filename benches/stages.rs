//! What each stage of extraction costs, in instructions a byte, against limits. Instructions are counted by valgrind, so the
//! figures are the same on a busy machine; without valgrind nothing is measured.
//!
//! `cargo bench --bench stages` runs this program again under `valgrind --tool=callgrind` with a smaller and a larger
//! text: their difference leaves out what is done once. It ends with 1 when a stage costs more than its limit. After a
//! stage has become cheaper, lower its limit: it stands about a quarter above what was measured, since compilers differ.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use fengong::Templates;
use fengong::pipeline::{self, Options};

mod support;

/// Stages by the function that is all of the stage, what it is called here, and how many instructions a byte it may cost.
const LIMITS: &[(&str, &str, f64)] = &[
    ("fengong::outline::outline", "outline", 27.0),
    ("fengong::directory::glossary::Glossary::read", "definitions", 5.0),
    ("fengong::assemble::tree::Tree::new", "tags and tree", 40.0),
    ("fengong::assemble::draft::drafts", "drafts", 10.0),
    ("fengong::assemble::words::Words::new", "marks and times", 24.0),
    ("fengong::assemble::targets::of_task", "targets", 40.0),
    ("fengong::assemble::partners::partners", "partners", 6.0),
    ("fengong::assemble::certainty::settle", "certainty", 21.0),
    ("fengong::pipeline::extract_all", "all but the fingerprint", 215.0),
];

/// The software fingerprint that valgrind's processor falls back to; real ones have instructions for it.
const FINGERPRINT: &str = "sha2::sha256::compress256";

/// The size of the smaller and of the larger text, in megabytes.
const SIZES: [usize; 2] = [1, 3];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("extract"), Some(megabytes)) => {
            extract(megabytes.parse().unwrap_or(1));
            ExitCode::SUCCESS
        }
        _ => measure().unwrap_or_else(|missing| {
            println!("nothing measured: {missing}");
            ExitCode::SUCCESS
        }),
    }
}

/// What is measured.
fn extract(megabytes: usize) {
    let templates = Templates::built_in().expect("built-in templates are right");
    let text = support::repeated(megabytes).into_bytes();
    let extraction = pipeline::extract("plan.txt", text, &templates, &Options::default()).expect("the plan has tasks");
    // Giving the memory back is not what is measured.
    std::mem::forget(extraction);
}

/// Runs both sizes and compares; what is missing for it.
fn measure() -> Result<ExitCode, String> {
    let folder = std::env::temp_dir().join(format!("fengong-stages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let counted = SIZES.map(|megabytes| count(&folder.join(format!("{megabytes}.callgrind")), megabytes));
    let _ = std::fs::remove_dir_all(&folder);
    let [small, large] = counted;
    let (small, large) = (small?, large?);
    let [less, more] = SIZES.map(|megabytes| support::repeated(megabytes).len() as f64);
    let cost = |function: &str| {
        let of = |counted: &HashMap<String, u64>| counted.get(function).copied().unwrap_or(0) as f64;
        (of(&large) - of(&small)) / (more - less)
    };
    let mut over = 0;
    println!("instructions a byte (limit)");
    for (function, name, limit) in LIMITS {
        let fingerprint = if function.ends_with("extract_all") {
            cost(FINGERPRINT)
        } else {
            0.0
        };
        let cost = cost(function) - fingerprint;
        // A function that is no longer there would pass every limit.
        let fits = cost > 0.0 && cost <= *limit;
        over += usize::from(!fits);
        println!(
            "{cost:8.1} ({limit:5.1})  {name}{}",
            if fits { "" } else { "  <- over its limit" }
        );
    }
    Ok(if over == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The instructions of each function and all it calls.
fn count(file: &Path, megabytes: usize) -> Result<HashMap<String, u64>, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--quiet",
            "--toggle-collect=fengong::pipeline::extract_all*",
        ])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(this)
        .args(["extract", &megabytes.to_string()])
        .output()
        .map_err(|_| "valgrind is not installed".to_string())?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    let listed = Command::new("callgrind_annotate")
        .args(["--inclusive=yes", "--threshold=100"])
        .arg(file)
        .output()
        .map_err(|_| "callgrind_annotate is not installed".to_string())?;
    Ok(functions(&String::from_utf8_lossy(&listed.stdout)))
}

/// Reads lines `1,234 ( 5.6%)  file:function [object]`. A function may stand on several lines, one for each source file of
/// what was inlined into it; the largest holds what it calls.
fn functions(listed: &str) -> HashMap<String, u64> {
    let mut counted: HashMap<String, u64> = HashMap::new();
    for line in listed.lines() {
        let Some((count, rest)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let Ok(count) = count.replace(',', "").parse::<u64>() else {
            continue;
        };
        let Some((_, place)) = rest.split_once(")  ").or_else(|| rest.split_once(") ")) else {
            continue;
        };
        let place = place.trim().split(" [").next().unwrap_or_default();
        let Some((_, function)) = place.split_once(':') else {
            continue;
        };
        let known = counted.entry(function.to_string()).or_default();
        *known = (*known).max(count);
    }
    counted
}
