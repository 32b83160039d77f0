//! Every format: how long reading takes for a megabyte of the file and of its text, beside plain text of the same
//! words, and the most memory held. Whether time grows with the size and no faster, the last columns tell.
//!
//! `cargo bench --bench readers`. Set `BENCH_SIZES` (megabytes of text, `1 5 20`) and `BENCH_FORMATS` for others. Each
//! file is read by a process of its own, as the kernel counts memory by the process; Linux only.

use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use fengong::Templates;
use fengong::pipeline::{self, Options};

#[path = "support/documents.rs"]
mod documents;
#[path = "../tests/support/hostile.rs"]
mod hostile;
#[path = "../tests/support/extraction.rs"]
mod support;
#[path = "support/mod.rs"]
mod texts;

/// Names the file that a process of its own is to read.
const FILE: &str = "BENCH_FILE";

/// What reading one file took.
struct Taken {
    /// Megabytes of the file, and of its text.
    file: f64,
    text: f64,
    /// Seconds until the text was there, and until the plan was.
    read: f64,
    plan: f64,
    /// Megabytes held at most.
    peak: f64,
}

fn main() {
    if let Ok(path) = env::var(FILE) {
        return measure(Path::new(&path));
    }
    let sizes = env::var("BENCH_SIZES").unwrap_or_else(|_| "1 5 20".to_string());
    let wanted = env::var("BENCH_FORMATS").unwrap_or_else(|_| documents::FORMATS.join(" "));
    let folder = env::temp_dir().join(format!("fengong-readers-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("folder");
    println!(
        "format    file MB  text MB  read s  s/MB file  s/MB text  x txt  plan s  peak MB  10 x + 200  x time / x size"
    );
    for format in wanted.split_whitespace() {
        let mut last = None;
        for size in sizes.split_whitespace().filter_map(|size| size.parse().ok()) {
            let text = texts::repeated(size);
            let plain = taken(&folder, "txt", &text);
            let found = taken(&folder, format, &text);
            if let (Some(plain), Some(found)) = (plain, found) {
                tell(format, &plain, &found, last.as_ref());
                last = Some(found);
            } else {
                println!("{format:8}  {size} MB: not read");
            }
        }
    }
    let _ = fs::remove_dir_all(folder);
}

fn tell(format: &str, plain: &Taken, found: &Taken, last: Option<&Taken>) {
    let ratio = found.read / plain.read;
    let growth = last.map_or(String::new(), |last| {
        format!("{:.2}", (found.read / last.read) / (found.file / last.file))
    });
    println!(
        "{format:8}  {:7.1}  {:7.1}  {:6.2}  {:9.4}  {:9.4}  {ratio:5.1}  {:6.2}  {:7.0}  {:10.0}  {growth}",
        found.file,
        found.text,
        found.read,
        found.read / found.file,
        found.read / found.text,
        found.plan,
        found.peak,
        found.file * 10.0 + 200.0,
    );
}

/// Has a process of its own read a file of `format` that says `text`.
fn taken(folder: &Path, format: &str, text: &str) -> Option<Taken> {
    let path = folder.join(format!("plan.{format}"));
    fs::write(&path, documents::document(format, text)).expect("file");
    let this = env::current_exe().expect("this program");
    let output = Command::new(this).env(FILE, &path).output().expect("process");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = words
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [file, text, read, plan, peak] => Some(Taken {
            file,
            text,
            read,
            plan,
            peak,
        }),
        _ => {
            eprintln!("{format}: {words}{}", String::from_utf8_lossy(&output.stderr));
            None
        }
    }
}

/// Reads a file and prints what it took. With a large stack, as the command has.
fn measure(path: &Path) {
    let path = path.to_path_buf();
    let worker = std::thread::Builder::new().stack_size(64 << 20);
    let done = worker.spawn(move || {
        let templates = Templates::built_in().expect("built-in templates are right");
        let mut options = Options::default();
        // The files measured are larger than any plan.
        options.read.limits.cells = usize::MAX;
        options.read.limits.parts = usize::MAX;
        options.read.limits.pages = usize::MAX;
        let bytes = || fs::read(&path).expect("file");
        let size = fs::metadata(&path).expect("file").len();
        let file = size as f64 / 1e6;
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        // Reading alone first, then all of it; what the first held is given back by then.
        let begun = Instant::now();
        let read = fengong::read::read(&name, bytes(), &options.read);
        let text = match read {
            Ok(document) => document.text.len() as f64 / 1e6,
            Err(error) => return println!("{error}"),
        };
        let read = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let plan = pipeline::extract(&name, bytes(), &templates, &options);
        let plan_took = begun.elapsed().as_secs_f64();
        if let Err(error) = plan {
            return println!("{error}");
        }
        let peak = texts::peak_memory().unwrap_or_default() as f64 / 1e6;
        println!("{file} {text} {read} {plan_took} {peak}");
    });
    done.expect("thread").join().expect("no panic");
}
