//! `fengong explain`: where every value of a task stands in the plan, and by what rule it was found.

mod find;
mod reasons;
mod underline;

use serde::Serialize;

use super::args::{ExplainArgs, PlanArgs, Shape};
use super::excerpt::Width;
use super::failure::Failure;
use super::inputs::Inputs;
use super::output;
use super::settings::Settings;
use crate::error::Exit;
use crate::note::Code;
use crate::pipeline::{self, Extraction};
use crate::plan::{Plan, Task};

use reasons::{Reader, Reason};
use underline::{Line, Marks};

/// Value of [`Answer::schema`].
const SCHEMA: &str = "fengong.explain/1";

/// Runs the command.
pub(crate) fn run(args: ExplainArgs) -> Result<Exit, Failure> {
    let settings = Settings::load(&args.answer.reading)?;
    let typed = PlanArgs {
        plans: vec![args.plan],
        annexes: args.answer.annexes,
    };
    let inputs = Inputs::gather(&typed)?;
    let input = match &inputs.plans[..] {
        [input] if !inputs.several => input,
        _ => {
            return Err(Failure::usage(
                "explain 一次只看一份文件，不能写文件夹。\n  用法：fengong explain <文件> <任务>...",
            ));
        }
    };
    let extraction = pipeline::extract_all(inputs.read(input)?, &settings.templates, &settings.options)?;
    let tasks = find::find(&extraction.plan, &extraction.document.text, &args.tasks)?;
    let reader = Reader::new(&extraction);
    let explained: Vec<Explained> = tasks.into_iter().map(|task| Explained::of(&reader, task)).collect();
    let answer = match args.answer.format {
        Shape::Text => explained
            .iter()
            .map(|task| task.text(&extraction))
            .collect::<Vec<_>>()
            .join("\n"),
        Shape::Json => json(&extraction.plan, &explained)?,
    };
    output::print(&answer)?;
    Ok(Exit::Done)
}

fn json(plan: &Plan, tasks: &[Explained]) -> Result<String, Failure> {
    let answer = Answer {
        schema: SCHEMA,
        source: &plan.source.name,
        title: &plan.title,
        tasks,
    };
    let json = serde_json::to_string_pretty(&answer).map_err(|error| Failure {
        exit: Exit::Output,
        message: format!("无法输出结果：{error}。"),
    })?;
    Ok(json + "\n")
}

/// The answer as data.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    schema: &'static str,
    source: &'a str,
    title: &'a str,
    tasks: &'a [Explained<'a>],
}

/// One task explained.
#[derive(Debug, Serialize)]
struct Explained<'a> {
    /// The task as `extract` gives it.
    task: &'a Task,
    /// Its lines, with what stands where.
    lines: Vec<Line>,
    /// What was found and why.
    values: Vec<Reason>,
    #[serde(skip)]
    place: String,
}

impl<'a> Explained<'a> {
    fn of(reader: &Reader<'a>, task: &'a Task) -> Self {
        let marks = Marks::of(reader.plan(), task);
        Explained {
            task,
            lines: underline::lines(reader, &marks),
            values: reader.reasons(task),
            place: reader.line_in_words(task.line),
        }
    }

    fn text(&self, extraction: &Extraction) -> String {
        let number = match self.task.number.trim() {
            "" => String::new(),
            number => format!("（原编号 {number}）"),
        };
        let mut text = format!("任务 {}{number}，{}\n\n", self.task.id, self.place);
        if !self.task.look.is_empty() {
            let reasons: Vec<&str> = self.task.look.iter().map(|sign| sign.words()).collect();
            text.push_str(&format!("先看：{}\n\n", reasons.join("；")));
        }
        text.push_str(&underline::drawn(&self.lines, Width::OF_THIS_SYSTEM));
        text.push('\n');
        let mut last = "";
        for reason in &self.values {
            if reason.of != last {
                text.push_str(&format!("{}\n", reason.of));
                last = reason.of;
            }
            text.push_str(&reason.text());
        }
        let notes = extraction
            .plan
            .notes
            .iter()
            .filter(|note| note.code != Code::DoubtfulOwner && note.all_tasks().any(|id| *id == *self.task.id));
        let notes: Vec<String> = notes
            .map(|note| format!("  {}：{}\n", note.severity.label(), note.message))
            .collect();
        if !notes.is_empty() {
            text.push_str("核对提示\n");
            text.push_str(&notes.concat());
        }
        text
    }
}
