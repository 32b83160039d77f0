//! Targets said twice in a document, in its prose and in its list of tasks: 2023年托位数达到6.5万个 in the report,
//! 3岁以下婴幼儿托位数达6.5万个 in the task.

use std::collections::HashMap;

/// What two targets are compared by.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Value, upper end and factor.
    pub amount: (&'a str, Option<&'a str>, &'a str),
    /// Unit as written.
    pub unit: &'a str,
    /// What is measured.
    pub metric: &'a str,
    /// Whether it stands in prose beside the list.
    pub narrative: bool,
}

/// Targets of one amount that are compared with each new one; more than this say the same number of many things.
const COMPARED: usize = 16;

/// For each of `targets` the index of the one it repeats: of a task's where it stands in prose itself, so that every
/// target of the tasks counts; of earlier prose where no task says it.
pub fn links(targets: &[Said<'_>]) -> Vec<Option<usize>> {
    let mut by_amount: HashMap<_, Vec<usize>> = HashMap::new();
    let mut links = vec![None; targets.len()];
    let tasks = (0..targets.len()).filter(|at| !targets[*at].narrative);
    let prose = (0..targets.len()).filter(|at| targets[*at].narrative);
    for at in tasks.chain(prose) {
        let target = &targets[at];
        let known = by_amount.entry(target.amount).or_default();
        if target.narrative {
            links[at] = known.iter().copied().find(|other| is_same(target, &targets[*other]));
        }
        if links[at].is_none() && known.len() < COMPARED {
            known.push(at);
        }
    }
    links
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
        let said = |value, unit, metric, narrative| Said {
            amount: (value, None, ""),
            unit,
            metric,
            narrative,
        };
        let targets = [
            said("22", "个", "省级示范托育机构", true),
            said("22", "个", "老年友好型社区", true),
            said("22", "家", "示范性托育机构", false),
            said("22", "家", "示范性托育机构", false),
        ];
        assert_eq!(links(&targets), [Some(2), None, None, None]);
    }
}
