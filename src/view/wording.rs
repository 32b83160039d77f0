//! Phrases several views share.

use std::borrow::Cow;

use crate::plan::{Basis, Role, RoleBasis, Task};

use super::survey::{Pair, Part, Survey};
use super::words::Words;

/// The action a task stands under, as written.
pub fn action<'a>(survey: &Survey, words: &Words, task: usize) -> Cow<'a, str> {
    let heading = survey.action(task).heading();
    Cow::Owned(if heading.is_empty() {
        words.no_action.clone()
    } else {
        heading
    })
}

/// The number of a task as written, without the mark after it (`5、` → `5`).
pub fn number(task: &Task) -> &str {
    task.number.trim().trim_end_matches(['、', '.', '．', '，', ','])
}

/// The task's targets as written.
pub fn targets(task: &Task, separator: &str) -> String {
    let targets: Vec<&str> = task.targets.iter().map(|target| target.text.as_str()).collect();
    targets.join(separator)
}

/// The task's deadlines as written, each with the date that follows from it.
pub fn deadlines(task: &Task, words: &Words) -> String {
    let deadlines: Vec<String> = task
        .deadlines
        .iter()
        .map(|deadline| match &deadline.date {
            Some(date) if *date != deadline.text => {
                format!("{}{}", deadline.text, words.deadline_date.replace("{date}", date))
            }
            _ => deadline.text.clone(),
        })
        .collect();
    deadlines.join("\n")
}

/// A unit's name with what makes its part special (推定, 沿用, 按名册).
pub fn name_with_remarks(survey: &Survey, words: &Words, pair: &Pair) -> String {
    let mut name = survey.units[pair.unit].label.clone();
    let part = pair.part();
    match part.basis {
        Basis::Carried => name.push_str(&words.carried),
        Basis::Roster => name.push_str(&words.roster),
        Basis::Stated | Basis::Inherited => {}
    }
    if part.role_basis != RoleBasis::Stated {
        name.push_str(&words.presumed);
    }
    name
}

/// The names of a task's owners whose role `wanted` accepts, in the order of the tag; a list that ends with 等
/// says so after its last name.
pub fn names(survey: &Survey, words: &Words, task: usize, wanted: impl Fn(Role) -> bool) -> String {
    let pairs = &survey.pairs[task];
    let wanted: Vec<usize> = (0..pairs.len())
        .filter(|&index| wanted(pairs[index].part().role))
        .collect();
    let names: Vec<String> = wanted
        .iter()
        .map(|&index| name_with_remarks(survey, words, &pairs[index]))
        .collect();
    let mut text = listed(&names, words);
    let ends_list = wanted.last().is_some_and(|&last| last + 1 == pairs.len());
    if survey.plan.tasks[task].open_ended && ends_list {
        text.push_str(&words.open_ended);
    }
    text
}

/// The other owners of a task; with their roles where the task ranks its owners.
pub fn others(survey: &Survey, words: &Words, task: usize, unit: usize) -> String {
    let pairs = &survey.pairs[task];
    let ranked = pairs.iter().any(|pair| pair.part().role != pairs[0].part().role);
    let names: Vec<String> = pairs
        .iter()
        .filter(|pair| pair.unit != unit)
        .map(|pair| {
            let role = if ranked {
                format!("（{}）", words.role.of(pair.part().role))
            } else {
                String::new()
            };
            format!("{}{role}", survey.units[pair.unit].label)
        })
        .collect();
    let mut text = listed(&names, words);
    if survey.plan.tasks[task].open_ended {
        text.push_str(&words.open_ended);
    }
    text
}

/// Names below each other, so that none is broken; many names in a row.
fn listed(names: &[String], words: &Words) -> String {
    const FEW: usize = 6;
    names.join(if names.len() <= FEW { "\n" } else { &words.separator })
}

/// A role in words, marked when it is presumed.
pub fn role(words: &Words, part: Part) -> String {
    let presumed = if part.role_basis == RoleBasis::Stated {
        ""
    } else {
        &words.presumed
    };
    format!("{}{presumed}", words.role.of(part.role))
}

/// The beginning of a task: its first sentence, at most `most` characters; `…` where more follows.
pub fn excerpt(text: &str, most: usize) -> Cow<'_, str> {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim();
    let sentence = line.find('。').map_or(line, |end| &line[..end + '。'.len_utf8()]);
    let whole = sentence.len() == text.trim().len();
    match sentence.char_indices().nth(most) {
        None if whole => Cow::Borrowed(sentence),
        None => Cow::Owned(format!("{}…", sentence.trim_end_matches('。'))),
        Some((end, _)) => Cow::Owned(format!("{}…", &sentence[..end])),
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_says_where_it_was_cut() {
        assert_eq!(excerpt("开展活动。", 10), "开展活动。");
        assert_eq!(excerpt("开展活动。再开展。", 10), "开展活动…");
        assert_eq!(excerpt("一二三四五六", 4), "一二三四…");
        assert_eq!(excerpt("", 4), "");
    }
}
