//! Cases as data files, `tests/cases/<stage>/<name>.case`: a line that says what the case shows, the input, `---`,
//! the expected lines. `UPDATE=1` rewrites what is expected; then read the diff.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Hands the name and the input of every case of a stage to `look`.
#[allow(dead_code, reason = "shared by several test binaries")]
pub fn each(stage: &str, mut look: impl FnMut(&str, &str)) {
    for path in files(stage) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("case");
        let (given, _) = text.split_once("\n---\n").expect("a line --- in every case");
        look(&name, given.split_once('\n').expect("a title line in every case").1);
    }
}

fn files(stage: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(stage);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .map(|entry| entry.expect("case").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "case"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Runs every case of a stage: `show` gives the lines for the input of the case `name`.
pub fn run(stage: &str, show: impl Fn(&str, &str) -> String) {
    let mut failures = String::new();
    for path in files(stage) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("case");
        let (given, expected) = text.split_once("\n---\n").expect("a line --- in every case");
        let (_, input) = given.split_once('\n').expect("a title line in every case");
        let found = show(&name, input);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{given}\n---\n{}\n", found.trim_end())).expect("rewrite");
        } else if found.trim() != expected.trim() {
            let _ = writeln!(failures, "{}\nexpected\n{expected}found\n{found}", path.display());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
