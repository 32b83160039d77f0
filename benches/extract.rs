//! Extraction: the Changning plan of `seeds/`, and its actions repeated to a given size.
//!
//! `cargo bench --bench extract`. Set `BENCH_MB` for another size than 100 MB. How long extraction takes beside a mere
//! look at the same bytes stands below the table: that ratio holds on a busy machine too.

use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use fengong::Templates;
use fengong::pipeline::{self, Options};

mod support;

/// The shortest time of each of the two, in this run.
static LOOK: Mutex<Option<Duration>> = Mutex::new(None);
static EXTRACTION: Mutex<Option<Duration>> = Mutex::new(None);

fn main() {
    print_peak();
    divan::main();
    let shortest = |times: &Mutex<Option<Duration>>| *times.lock().expect("no benchmark panicked");
    if let (Some(look), Some(extraction)) = (shortest(&LOOK), shortest(&EXTRACTION)) {
        let megabytes = support::repeated(support::megabytes()).len() as f64 / 1e6;
        println!(
            "extraction {:.0} MB/s, a look {:.0} MB/s = {:.1} x as long (aim: 150 MB/s)",
            megabytes / extraction.as_secs_f64(),
            megabytes / look.as_secs_f64(),
            extraction.as_secs_f64() / look.as_secs_f64()
        );
    }
}

/// The seed as published.
#[divan::bench]
fn seed(bencher: Bencher) {
    extract(bencher, support::seed());
}

/// The seed's actions over and over. The aim is above 150 MB/s on one core.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn repeated(bencher: Bencher) {
    let text = support::repeated(support::megabytes());
    let templates = Templates::built_in().expect("built-in templates are right");
    let options = Options::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| {
            timed(&EXTRACTION, || {
                pipeline::extract("plan.txt", bytes, &templates, &options)
            })
        });
}

/// What anything that reads text must do at least: check that it is UTF-8, and find its lines.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn look(bencher: Bencher) {
    let text = support::repeated(support::megabytes());
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| {
            timed(&LOOK, || {
                let text = std::str::from_utf8(&bytes).expect("the plan is UTF-8");
                black_box(text.lines().map(str::len).max())
            })
        });
}

fn extract(bencher: Bencher, text: String) {
    let templates = Templates::built_in().expect("built-in templates are right");
    let options = Options::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| pipeline::extract("plan.txt", bytes, &templates, &options));
}

fn timed<T>(shortest: &Mutex<Option<Duration>>, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let made = work();
    let taken = begun.elapsed();
    let mut shortest = shortest.lock().expect("no benchmark panicked");
    *shortest = Some(shortest.map_or(taken, |known| known.min(taken)));
    made
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
