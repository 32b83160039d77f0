//! Whether extraction stays linear on text that no office sends: a line of nothing but brackets, figures, numbers of lists,
//! stops, labels, bars of tables. Each is read at one megabyte and at twenty; the ratio of the two says whether the
//! time grows with the text alone (20), whatever the machine has to do beside it.
//!
//! `cargo bench --bench linear`; ends with 1 where a ratio is above 40. Set `BENCH_MB` for another size than 20.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fengong::Templates;
use fengong::pipeline::{self, Options};

/// What is repeated; each stands behind the head of a plan, all on one line but where it holds a line feed.
const HOSTILE: &[(&str, &str)] = &[
    ("（", "opening brackets"),
    ("）", "closing brackets"),
    ("（）", "pairs of brackets"),
    ("（区教育局）", "tags"),
    ("7", "figures"),
    ("7 ", "figures apart"),
    ("2023年", "years"),
    ("一是", "ordinals"),
    ("①", "circled numbers"),
    ("1.", "numbers"),
    ("（一）", "numbers in brackets"),
    ("；", "semicolons"),
    ("。", "stops"),
    ("、", "commas of lists"),
    ("责任单位：", "labels"),
    ("责任单位：区教育局；", "labels with names"),
    ("会同", "cues of partners"),
    ("会同区教育局", "partners"),
    ("新增3家", "targets"),
    ("不少于", "comparators"),
    ("《", "titles"),
    ("“", "quotations"),
    ("|", "bars"),
    ("| 区教育局 ", "cells"),
    ("序号\t任务\t责任单位\n1\t建设校园\t区教育局\n", "tables"),
    ("\n", "line feeds"),
    (" ", "blanks"),
    ("健", "one ideograph"),
    ("区", "places"),
    ("区教育局", "names"),
    ("以下简称", "definitions"),
    ("成员单位", "members"),
    ("点击查看", "words of pages"),
    ("KOK网，", "names of sites"),
    ("1.建设校园。\n", "items"),
    ("市区县", "levels"),
    ("，由区教育局负责", "owners in text"),
];

const HEAD: &str = "青山区2031年健康促进工作要点\n一、健康校园行动\n1.建设健康校园";

/// A ratio that linear work never has, whatever runs beside it.
const MOST: f64 = 2.0;

fn main() -> ExitCode {
    let wanted = std::env::var("BENCH_MB").ok();
    let megabytes: usize = wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(20);
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let templates = Templates::built_in().expect("built-in templates are right");
    let mut over = 0;
    println!("1 MB      {megabytes} MB      ratio  MB/s");
    for (words, name) in HOSTILE
        .iter()
        .filter(|(_, name)| only.as_ref().is_none_or(|only| name.contains(only)))
    {
        // The shortest of several: what else runs only adds to a time.
        let small = (0..5).map(|_| timed(words, 1, &templates)).min().unwrap_or_default();
        let large = timed(words, megabytes, &templates);
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        let fits = ratio <= MOST * megabytes as f64;
        over += usize::from(!fits);
        println!(
            "{:6.3} s  {:6.3} s  {ratio:6.1}  {:4.0}  {name}{}",
            small.as_secs_f64(),
            large.as_secs_f64(),
            megabytes as f64 / large.as_secs_f64(),
            if fits { "" } else { "  <- not linear" }
        );
    }
    if over == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn timed(words: &str, megabytes: usize, templates: &Templates) -> Duration {
    let size = megabytes * 1_000_000;
    let text = format!("{HEAD}{}\n", words.repeat(size / words.len()));
    let begun = Instant::now();
    let _ = std::hint::black_box(pipeline::extract(
        "plan.txt",
        text.into(),
        templates,
        &Options::default(),
    ));
    begun.elapsed()
}
