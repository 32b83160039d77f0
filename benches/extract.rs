//! Extraction: the Changning plan of `seeds/`, and its actions repeated to a given size.
//!
//! `cargo bench --bench extract`. Set `BENCH_MB` for another size than 100 MB.

use divan::Bencher;
use divan::counter::BytesCount;
use fengong::Templates;
use fengong::pipeline::{self, Options};

mod support;

fn main() {
    print_peak();
    divan::main();
}

/// The seed as published.
#[divan::bench]
fn seed(bencher: Bencher) {
    extract(bencher, support::seed());
}

/// The seed's actions over and over. The aim is above 150 MB/s on one core.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn repeated(bencher: Bencher) {
    extract(bencher, support::repeated(support::megabytes()));
}

fn extract(bencher: Bencher, text: String) {
    let templates = Templates::built_in().expect("built-in templates are right");
    let options = Options::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| pipeline::extract("plan.txt", bytes, &templates, &options));
}

/// Peak memory of one extraction as a multiple of the input. The aim is below 4 × the input plus 30 MB, the
/// input itself included. Linux only: the figure is the kernel's; a counting allocator would slow the rest down.
fn print_peak() {
    let templates = Templates::built_in().expect("built-in templates are right");
    let before = support::peak_memory();
    let bytes = support::repeated(support::megabytes()).into_bytes();
    let size = bytes.len();
    let result = pipeline::extract("plan.txt", bytes, &templates, &Options::default());
    let tasks = result.as_ref().map_or(0, |extraction| extraction.plan.tasks.len());
    if let (Some(before), Some(after)) = (before, support::peak_memory()) {
        let peak = (after - before) as f64;
        println!(
            "peak memory: {:.0} MB for {:.0} MB of input and {tasks} tasks = {:.2} x (aim: {:.2} x)",
            peak / 1e6,
            size as f64 / 1e6,
            peak / size as f64,
            4.0 + 30e6 / size as f64
        );
    }
}
