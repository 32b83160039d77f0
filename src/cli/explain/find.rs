//! The tasks that were asked for.

mod left_out;

use crate::cli::failure::Failure;
use crate::cli::similar::{ENOUGH, likeness};
use crate::plan::{Plan, Task};

/// Tasks that one question may mean.
const MOST: usize = 5;

/// The tasks of `asked`, in that order, none twice.
pub(super) fn find<'p>(plan: &'p Plan, text: &str, asked: &[String]) -> Result<Vec<&'p Task>, Failure> {
    let mut tasks: Vec<&Task> = Vec::new();
    for asked in asked {
        for task in one(plan, text, asked)? {
            if !tasks.iter().any(|known| known.id == task.id) {
                tasks.push(task);
            }
        }
    }
    Ok(tasks)
}

/// By id, else by number, else by the beginning of the text, else by words in it.
fn one<'p>(plan: &'p Plan, text: &str, asked: &str) -> Result<Vec<&'p Task>, Failure> {
    let wanted = bare(asked);
    let by = |fits: &dyn Fn(&Task) -> bool| -> Vec<&'p Task> { plan.tasks.iter().filter(|task| fits(task)).collect() };
    let ways: [&dyn Fn(&Task) -> bool; 4] = [
        &|task| *task.id == *wanted,
        &|task| !task.number.is_empty() && (bare(&task.number) == wanted || crate::view::number(task) == wanted),
        &|task| bare(&task.text).starts_with(&wanted),
        &|task| bare(&task.text).contains(&wanted),
    ];
    if wanted.is_empty() {
        return Err(Failure::usage(
            "任务不能是空的：请写工作簿里的编号，或任务开头的几个字。",
        ));
    }
    for way in ways {
        let found = by(way);
        if found.len() > MOST {
            return Err(Failure::usage(format!(
                "“{asked}”可以是 {} 项任务：\n{}  请写其中一项的编号，或多写几个字。",
                found.len(),
                listed(found.iter().take(2 * MOST).copied())
            )));
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let answer = left_out::answer(plan, text, asked, &wanted);
    Err(Failure::usage(answer.unwrap_or_else(|| unknown(plan, asked, &wanted))))
}

fn unknown(plan: &Plan, asked: &str, wanted: &str) -> String {
    let mut near: Vec<(f64, usize)> = plan
        .tasks
        .iter()
        .enumerate()
        .map(|(at, task)| {
            let start: String = bare(&task.text).chars().take(wanted.chars().count() + 4).collect();
            (likeness(wanted, &task.id).max(likeness(wanted, &start)), at)
        })
        .filter(|(likeness, _)| *likeness >= ENOUGH)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let near: Vec<&Task> = near.iter().take(3).map(|(_, at)| &plan.tasks[*at]).collect();
    if near.is_empty() {
        let ids = match (plan.tasks.first(), plan.tasks.last()) {
            (Some(first), Some(last)) => format!("从 {} 到 {}", first.id, last.id),
            _ => String::new(),
        };
        return format!(
            "没有“{asked}”这项任务。\n  这份文件有 {} 项任务，编号{ids}；也可以写任务开头的几个字。",
            plan.tasks.len()
        );
    }
    format!("没有“{asked}”这项任务。是不是：\n{}", listed(near))
        .trim_end()
        .to_string()
}

fn listed<'p>(tasks: impl IntoIterator<Item = &'p Task>) -> String {
    let line = |task: &Task| {
        let start: String = task
            .text
            .chars()
            .take(24)
            .map(|letter| if letter == '\n' { ' ' } else { letter })
            .collect();
        format!("    {}　{}{start}\n", task.id, task.number)
    };
    tasks.into_iter().map(line).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}
