//! Targets said twice in a document: in its prose or its overall goals and in its list of tasks (2023年托位数达到6.5万个
//! in the report, 3岁以下婴幼儿托位数达6.5万个 in the task), or in two tasks.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::plan::TargetOp;

/// What two targets are compared by.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Value, upper end and factor.
    pub amount: (&'a str, Option<&'a str>, &'a str),
    /// Comparator.
    pub op: Option<TargetOp>,
    /// Unit as written.
    pub unit: &'a str,
    /// 每千人口.
    pub base: &'a str,
    /// What is measured.
    pub metric: &'a str,
    /// By when.
    pub time: &'a str,
    /// The task that says it; `None` in prose and in the goals of the whole plan.
    pub task: Option<usize>,
}

/// Targets of one amount that are compared with each new one; more than this say the same number of many things.
const COMPARED: usize = 16;

/// For each of `targets` the index of the one it repeats. Prose repeats a task's where there is one, so that every
/// target of the tasks counts, else earlier prose. Two tasks that say the same repeat each other; where three do, each
/// has its own share (各镇新建20座), and none repeats another.
pub fn links(targets: &[Said<'_>]) -> Vec<Option<usize>> {
    let mut by_amount: HashMap<_, Vec<usize>, RandomState> = HashMap::default();
    let mut links = vec![None; targets.len()];
    let mut shared = vec![0usize; targets.len()];
    let tasks = (0..targets.len()).filter(|at| targets[*at].task.is_some());
    let prose = (0..targets.len()).filter(|at| targets[*at].task.is_none());
    for at in tasks {
        let target = &targets[at];
        let known = by_amount.entry(target.amount).or_default();
        if let Some(first) = known.iter().copied().find(|other| is_twin(target, &targets[*other])) {
            (links[at], links[first]) = (Some(first), Some(at));
            shared[first] += 1;
        } else if known.len() < COMPARED {
            known.push(at);
        }
    }
    for at in 0..targets.len() {
        let first = links[at]
            .filter(|_| targets[at].task.is_some())
            .map(|other| other.min(at));
        if first.is_some_and(|first| shared[first] > 1) {
            links[at] = None;
        }
    }
    for at in prose {
        let target = &targets[at];
        let known = by_amount.entry(target.amount).or_default();
        links[at] = known.iter().copied().find(|other| is_same(target, &targets[*other]));
        if links[at].is_none() && known.len() < COMPARED {
            known.push(at);
        }
    }
    links
}

/// Two tasks say the same of the same: a rate or an amount whose metric is alike in words and long enough to name one
/// thing (办结率 may be anybody's), not another's share of few.
fn is_twin(one: &Said<'_>, other: &Said<'_>) -> bool {
    let few = one.amount.2.is_empty() && one.amount.0.len() < 2;
    let names = || one.metric == other.metric && one.metric.chars().nth(4).is_some();
    let time = one.time == other.time || one.time.is_empty() || other.time.is_empty();
    one.task != other.task
        && !few
        && names()
        && time
        && one.op == other.op
        && one.base == other.base
        && one.unit == other.unit
}

/// The same unit, and nouns that share most of their characters two by two.
fn is_same(one: &Said<'_>, other: &Said<'_>) -> bool {
    let counted = |unit: &str| matches!(unit, "个" | "家" | "所" | "项");
    if one.unit != other.unit && !(counted(one.unit) && counted(other.unit)) {
        return false;
    }
    let pairs = |metric: &str| {
        let chars: Vec<char> = metric.chars().filter(|c| c.is_alphanumeric()).take(60).collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (one, other) = (pairs(one.metric), pairs(other.metric));
    let shared = one.iter().filter(|pair| other.contains(pair)).count();
    shared > 0 && shared * 2 >= one.len().min(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_repeats_what_the_list_says() {
        let said = |value, unit, metric, task| Said {
            amount: (value, None, ""),
            unit,
            metric,
            task,
            op: None,
            base: "",
            time: "",
        };
        let targets = [
            said("22", "个", "省级示范托育机构", None),
            said("22", "个", "老年友好型社区", None),
            said("22", "家", "示范性托育机构", Some(1)),
            said("22", "家", "示范性托育机构", Some(2)),
            said("20", "座", "垃圾分类收集亭", Some(3)),
            said("20", "座", "垃圾分类收集亭", Some(4)),
            said("20", "座", "垃圾分类收集亭", Some(5)),
        ];
        assert_eq!(links(&targets), [Some(2), None, Some(3), Some(2), None, None, None]);
    }
}
