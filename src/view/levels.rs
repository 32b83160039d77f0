//! The levels of a plan in words: which headings are actions, which items tasks.

use crate::plan::{LevelCount, Levels};

/// `行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）`; what the user chose or left out is said.
pub fn levels_in_words(levels: &Levels) -> String {
    let actions = match (listed(&levels.actions, "个"), levels.without_action) {
        (actions, _) if actions.is_empty() => "没有标题（行动）".to_string(),
        (actions, 0) => format!("行动为{actions}"),
        (actions, without) => format!("行动为{actions}，另有 {without} 条任务不在标题之下"),
    };
    let mut words = format!(
        "{actions}{}",
        chosen(levels.actions_chosen, "（按 --action-level 指定）")
    );
    words.push_str(&format!("，任务为{}", listed(&levels.tasks, "条")));
    words.push_str(chosen(levels.tasks_chosen, "（按 --task-level 指定）"));
    if !levels.skipped.is_empty() {
        let skipped: Vec<String> = levels
            .skipped
            .iter()
            .map(|heading| format!("“{}”", heading.replace('\n', "")))
            .collect();
        words.push_str(&format!("；按 --skip-section 略过{}", skipped.join("、")));
    }
    words
}

fn chosen(by_user: bool, words: &str) -> &str {
    if by_user { words } else { "" }
}

fn listed(levels: &[LevelCount], counted: &str) -> String {
    let word = |level: &LevelCount| {
        // A form (一、) is quoted, a name (无编号段) stands as it is.
        let name = if level.is_named() {
            level.level.clone()
        } else {
            format!("“{}”级", level.level)
        };
        format!("{name}（{} {counted}）", level.count)
    };
    levels.iter().map(word).collect::<Vec<_>>().join("、")
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
            levels_in_words(&levels),
            "行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）"
        );
        levels.tasks_chosen = true;
        levels.skipped.push("三、保障措施".into());
        assert_eq!(
            levels_in_words(&levels),
            "行动为“一、”级（20 个），任务为“1、”级（83 条）、无编号段（1 条）（按 --task-level 指定）；按 --skip-section 略过“三、保障措施”"
        );
    }
}
