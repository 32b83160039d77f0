//! The kept files of every fuzz target, replayed: seeds, files made by hand to hurt, and what crashed a reader once.
//! `fuzz/README.md` tells how to make more of them.

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/extraction.rs"]
mod support;
#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Paths in a folder, in order.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_kept_file_ends_with_a_plan_or_an_error() {
    for target in targets::TARGETS {
        let mut formats = BTreeSet::new();
        for path in paths(&folder().join(target.name)) {
            println!("{}", path.display());
            let bytes = fs::read(&path).expect("file");
            if let Ok(found) = targets::run(target.name, &bytes) {
                formats.extend(found.document.files.iter().map(|file| file.format));
            }
        }
        // What the corpus holds reaches its reader.
        let reached = match target.name {
            "extractor" | "text" => formats.contains("txt"),
            "markdown" => formats.contains("md"),
            "odf" => formats.contains("odt") && formats.contains("ods"),
            "zip" => !formats.is_empty(),
            name => formats.contains(name),
        };
        assert!(reached, "{} reads {formats:?} only", target.name);
    }
}

#[test]
fn every_target_has_its_program_and_no_corpus_is_left_over() {
    let names: BTreeSet<String> = targets::TARGETS.iter().map(|target| target.name.to_string()).collect();
    let stems = |folder: PathBuf| -> BTreeSet<String> {
        let stem = |path: PathBuf| path.file_stem().expect("name").to_string_lossy().into_owned();
        paths(&folder).into_iter().map(stem).collect()
    };
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    assert_eq!(stems(programs), names);
    assert_eq!(stems(folder()), names);
}
