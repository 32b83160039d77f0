//! What the screen says about a plan that was built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::publish::Published;
use crate::note::{Note, Severity};
use crate::plan::{Basis, Plan};
use crate::view::{LevelWords, levels_in_words};
use crate::write::OutputFile;

/// The figures of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    /// The plan's title.
    pub(crate) title: String,
    /// 任务数.
    pub(crate) tasks: usize,
    /// 责任主体数.
    pub(crate) units: usize,
    /// 件次: pairs of a task and an owner.
    pub(crate) pairs: usize,
    /// How many of them are members of groups.
    pub(crate) by_roster: usize,
    /// How many of them a sentence elsewhere adds.
    pub(crate) carried: usize,
    /// 待明确数: tasks without an owner.
    pub(crate) open: usize,
    /// Which levels are actions and tasks.
    pub(crate) levels: String,
    /// Prose that tells of work but is no task.
    pub(crate) narrative: usize,
    /// 提示数.
    pub(crate) notes: NoteCounts,
}

impl Figures {
    /// Counts `plan`.
    pub(crate) fn of(plan: &Plan) -> Self {
        let owners_of = |task: &crate::plan::Task| {
            let owners: BTreeSet<&str> = task.owners.iter().map(|owner| &*owner.unit).collect();
            owners.len()
        };
        let of_basis = |basis: Basis| {
            let owners = plan.tasks.iter().flat_map(|task| &task.owners);
            owners.filter(|owner| owner.basis == basis).count()
        };
        Figures {
            title: plan.title.clone(),
            tasks: plan.tasks.len(),
            units: plan.units.len(),
            pairs: plan.tasks.iter().map(owners_of).sum(),
            by_roster: of_basis(Basis::Roster),
            carried: of_basis(Basis::Carried),
            open: plan.tasks.iter().filter(|task| task.owners.is_empty()).count(),
            levels: levels_in_words(&plan.levels, &LevelWords::default()),
            narrative: plan.narrative.len(),
            notes: NoteCounts::of(&plan.notes),
        }
    }

    /// The figures in one line.
    pub(crate) fn words(&self) -> String {
        let notes = match self.notes.total() {
            0 => String::new(),
            _ => format!("（{}）", self.notes.words()),
        };
        let apart = [("按名册展开", self.by_roster), ("沿用", self.carried)];
        let apart = apart.iter().filter(|(_, count)| *count > 0);
        let apart: Vec<String> = apart.map(|(word, count)| format!("{word} {count}")).collect();
        let apart = match apart.is_empty() {
            true => String::new(),
            false => format!("（其中{}）", apart.join("、")),
        };
        format!(
            "任务数 {}，责任主体数 {}，件次 {}{apart}，待明确数 {}，提示数 {}{notes}",
            self.tasks,
            self.units,
            self.pairs,
            self.open,
            self.notes.total()
        )
    }
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NoteCounts {
    /// The workbook would be wrong.
    pub(crate) errors: usize,
    /// A person should look.
    pub(crate) warnings: usize,
    /// For information.
    pub(crate) infos: usize,
}

impl NoteCounts {
    /// Counts `notes`.
    pub(crate) fn of(notes: &[Note]) -> Self {
        let count = |severity| notes.iter().filter(|note| note.severity == severity).count();
        NoteCounts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }

    /// All of them.
    pub(crate) fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Errors and warnings: what a person should look at.
    pub(crate) fn to_look_at(self) -> usize {
        self.errors + self.warnings
    }

    /// `错误 1、注意 2`: the severities that occur.
    pub(crate) fn words(self) -> String {
        let counts = [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Info, self.infos),
        ];
        let occurring = counts.iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = occurring
            .map(|(severity, count)| format!("{} {count}", severity.label()))
            .collect();
        words.join("、")
    }
}

/// The summary of one plan: what it holds, what was written where, what was kept.
pub(crate) fn summary(figures: &Figures, folder: &Path, files: &[OutputFile], published: &Published) -> String {
    let mut text = format!("{}\n  {}\n", figures.title, figures.words());
    text.push_str(&format!("  层级：{}\n", figures.levels));
    if figures.narrative > 0 {
        text.push_str(&format!(
            "  另有 {} 段叙述性内容未列为任务，见“待明确”\n",
            figures.narrative
        ));
    }
    text.push_str(&format!(
        "  已写入“{}”，共 {} 个文件：\n",
        folder.display(),
        files.len()
    ));
    for line in listing(files) {
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str(&remarks(published));
    text
}

/// One of several plans: what it holds and where it was written on a line, below it only what was kept.
pub(crate) fn line(input: &str, figures: &Figures, folder: &Path, published: &Published) -> String {
    format!(
        "{input} → {}：{}\n{}",
        folder.display(),
        figures.words(),
        remarks(published)
    )
}

/// The workbook of several plans.
pub(crate) fn combined(plans: usize, folder: &Path, file: &OutputFile, published: &Published) -> String {
    format!(
        "{plans} 份文件的汇总 → {}\n{}",
        folder.join(&file.path).display(),
        remarks(published)
    )
}

/// What happened to files that were there before.
fn remarks(published: &Published) -> String {
    let mut text = String::new();
    for (before, now) in &published.kept {
        text.push_str(&format!("  原有的“{before}”已另存为“{now}”\n"));
    }
    for path in &published.removed {
        text.push_str(&format!("  已删去不再生成的“{path}”（未改动过）\n"));
    }
    for path in &published.left {
        text.push_str(&format!("  “{path}”不再生成，但改动过，原样保留\n"));
    }
    text
}

/// Files at the top by name, those in folders by number.
fn listing(files: &[OutputFile]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        match file.path.split_once('/') {
            None => lines.push(file.path.clone()),
            Some((folder, _)) => *folders.entry(folder).or_default() += 1,
        }
    }
    lines.extend(
        folders
            .into_iter()
            .map(|(folder, count)| format!("{folder}/（{count} 个文件）")),
    );
    lines
}
