//! A thousand plans end to end, in memory: each read, extracted and built with all its workbooks, on one core and on all.
//!
//! `cargo bench --bench thousand`; the ratio of the two stands below the table. Set `BENCH_PLANS` for another number.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use fengong::pipeline::{self, Options};
use fengong::{Error, Templates};
use rayon::prelude::*;

mod support;

static ONE_CORE: OnceLock<Duration> = OnceLock::new();
static ALL_CORES: OnceLock<Duration> = OnceLock::new();

fn main() {
    divan::main();
    if let (Some(one), Some(all)) = (ONE_CORE.get(), ALL_CORES.get()) {
        println!(
            "{:.1} s on one core, {:.1} s on {} = {:.2} x",
            one.as_secs_f64(),
            all.as_secs_f64(),
            rayon::current_num_threads(),
            one.as_secs_f64() / all.as_secs_f64()
        );
    }
}

/// One plan after the other.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn one_core(bencher: Bencher) {
    measure(bencher, &ONE_CORE, |plans, templates| {
        plans.iter().map(|plan| bytes_built(plan, templates)).sum()
    });
}

/// As the command does: a plan a core.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn all_cores(bencher: Bencher) {
    measure(bencher, &ALL_CORES, |plans, templates| {
        plans.par_iter().map(|plan| bytes_built(plan, templates)).sum()
    });
}

fn measure(
    bencher: Bencher,
    taken: &OnceLock<Duration>,
    all: impl Fn(&[String], &Templates) -> Result<usize, Error> + Sync,
) {
    let wanted = std::env::var("BENCH_PLANS").ok();
    let count = wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(1_000);
    let plans: Vec<String> = (0..count).map(support::plan).collect();
    let templates = Templates::built_in().expect("built-in templates are right");
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let begun = Instant::now();
        let bytes = all(&plans, &templates).expect("every plan has tasks");
        let _ = taken.set(begun.elapsed());
        bytes
    });
}

/// Size of everything written for one plan.
fn bytes_built(plan: &str, templates: &Templates) -> Result<usize, Error> {
    let options = Options::default();
    let extraction = pipeline::extract("plan.txt", plan.into(), templates, &options)?;
    let files = pipeline::build(&extraction, templates, &options)?;
    Ok(files.iter().map(|file| file.bytes.len()).sum())
}
