//! The levels of a plan in words: which headings are actions, which items tasks.

use serde::Deserialize;

use crate::plan::{LevelCount, Levels};

/// How levels are said. What the screen says is [`LevelWords::default`]; a workbook has its template's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// `{actions}`.
    actions: String,
    /// Behind it, where tasks stand under no heading; `{count}`.
    without: String,
    /// No headings at all.
    none: String,
    /// `{tasks}`.
    tasks: String,
    /// A level of headings by the form of its number; `{level}`, `{count}`.
    action: String,
    /// A level of tasks by the form of its number.
    task: String,
    /// A level of headings that has a name and no number.
    named_action: String,
    /// A level of tasks that has a name and no number.
    named_task: String,
    /// Between levels.
    separator: String,
    /// That the user chose the level of headings.
    actions_chosen: String,
    /// That the user chose the level of tasks.
    tasks_chosen: String,
    /// What was left out by the user's wish; `{headings}`.
    skipped: String,
    /// One such heading; `{heading}`.
    heading: String,
}

impl Default for LevelWords {
    fn default() -> Self {
        let words = |words: &str| words.to_string();
        LevelWords {
            actions: words("行动为{actions}"),
            without: words("，另有 {count} 条任务不在标题之下"),
            none: words("没有标题（行动）"),
            tasks: words("，任务为{tasks}"),
            action: words("“{level}”级（{count} 个）"),
            task: words("“{level}”级（{count} 条）"),
            named_action: words("{level}（{count} 个）"),
            named_task: words("{level}（{count} 条）"),
            separator: words("、"),
            actions_chosen: words("（按 --action-level 指定）"),
            tasks_chosen: words("（按 --task-level 指定）"),
            skipped: words("；按 --skip-section 略过{headings}"),
            heading: words("“{heading}”"),
        }
    }
}

/// `行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）`; what the user chose or left out is said.
pub fn levels_in_words(levels: &Levels, words: &LevelWords) -> String {
    let actions = listed(&levels.actions, words, (&words.action, &words.named_action));
    let mut said = if actions.is_empty() {
        words.none.clone()
    } else {
        words.actions.replace("{actions}", &actions)
    };
    if !actions.is_empty() && levels.without_action > 0 {
        said.push_str(&words.without.replace("{count}", &levels.without_action.to_string()));
    }
    if levels.actions_chosen {
        said.push_str(&words.actions_chosen);
    }
    let tasks = listed(&levels.tasks, words, (&words.task, &words.named_task));
    said.push_str(&words.tasks.replace("{tasks}", &tasks));
    if levels.tasks_chosen {
        said.push_str(&words.tasks_chosen);
    }
    if !levels.skipped.is_empty() {
        let heading = |heading: &String| words.heading.replace("{heading}", &heading.replace('\n', ""));
        let skipped: Vec<String> = levels.skipped.iter().map(heading).collect();
        said.push_str(&words.skipped.replace("{headings}", &skipped.join(&words.separator)));
    }
    said
}

/// A form (一、) is quoted, a name (无编号段) stands as it is.
fn listed(levels: &[LevelCount], words: &LevelWords, (form, named): (&str, &str)) -> String {
    let word = |level: &LevelCount| {
        let word = if level.is_named() { named } else { form };
        word.replace("{level}", &level.level)
            .replace("{count}", &level.count.to_string())
    };
    levels.iter().map(word).collect::<Vec<_>>().join(&words.separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(level: &str, count: usize) -> LevelCount {
        LevelCount {
            level: level.into(),
            count,
        }
    }

    #[test]
    fn levels_are_said_with_what_the_user_chose() {
        let mut levels = Levels {
            actions: vec![count("一、", 20)],
            tasks: vec![count("1、", 83), count("无编号段", 1)],
            ..Levels::default()
        };
        assert_eq!(
            levels_in_words(&levels, &LevelWords::default()),
            "行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）"
        );
        levels.tasks_chosen = true;
        levels.skipped.push("三、保障措施".into());
        assert_eq!(
            levels_in_words(&levels, &LevelWords::default()),
            "行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）（按 --task-level 指定）；按 --skip-section 略过“三、保障措施”"
        );
    }
}
