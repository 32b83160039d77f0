//! The whole `build` of the Changning plan, in memory: the master workbook, the lists, `plan.json`.
//!
//! `cargo bench --bench build`. The aim is under 80 ms of one core.

use divan::Bencher;
use fengong::Templates;
use fengong::pipeline::{self, Options};

mod support;

fn main() {
    divan::main();
}

/// From bytes to files, templates included, as one run of the command does.
#[divan::bench(sample_count = 20)]
fn whole(bencher: Bencher) {
    bencher
        .with_inputs(|| support::seed().into_bytes())
        .bench_values(|bytes| {
            let templates = Templates::built_in()?;
            let extraction = pipeline::extract("plan.txt", bytes, &templates, &Options::default())?;
            pipeline::build(&extraction, &templates, &Options::default())
        });
}

/// Only the templates.
#[divan::bench]
fn templates() -> Result<Templates, fengong::Error> {
    Templates::built_in()
}

/// Only the files.
#[divan::bench(sample_count = 20)]
fn files(bencher: Bencher) {
    let templates = Templates::built_in().expect("built-in templates are right");
    let options = Options::default();
    match pipeline::extract("plan.txt", support::seed().into_bytes(), &templates, &options) {
        Ok(extraction) => bencher.bench(|| pipeline::build(&extraction, &templates, &options)),
        Err(error) => println!("{error}"),
    }
}
