//! Values that are a phrase of several parts: sums, sources, groups, the legend.

use super::super::survey::{Pair, Part, Survey};
use super::super::words::Words;
use crate::plan::{Basis, Definition, Plan, Role, RoleBasis, Roster, RosterSource, SourceFile, Target, TargetKind};

/// Quantified targets that only prose beside the tasks says.
pub(super) fn told_targets(plan: &Plan) -> usize {
    let told = plan.narrative.iter().flat_map(|told| &told.targets);
    let counted = |target: &&Target| target.kind == TargetKind::Quantified && target.same_as.is_none();
    told.filter(counted).count()
}

/// A value of every file once, or of the only one.
pub(super) fn of_files(plan: &Plan, words: &Words, value: fn(&SourceFile) -> &String, only: &str) -> String {
    let mut values: Vec<&str> = Vec::new();
    for file in &plan.source.files {
        if !values.contains(&value(file).as_str()) {
            values.push(value(file));
        }
    }
    if values.is_empty() {
        values.push(only);
    }
    values.join(&words.separator)
}

/// SHA-256 of the file; of several a line each, with its name.
pub(super) fn fingerprints(plan: &Plan) -> String {
    let files = plan.source.files.iter();
    let lines: Vec<String> = files.map(|file| format!("{} {}", file.sha256, file.name)).collect();
    if lines.is_empty() {
        plan.source.sha256.clone()
    } else {
        lines.join("\n")
    }
}

/// Terms other than 0, each after its name.
pub(super) fn sum(separator: &str, terms: &[(&str, usize)]) -> String {
    let terms = terms.iter().filter(|(_, number)| *number > 0);
    let terms: Vec<String> = terms.map(|(name, number)| format!("{name} {number}")).collect();
    terms.join(separator)
}

/// 件次 by where the owners come from: 点名 94 + 群体 6.
pub(super) fn by_source(survey: &Survey, words: &Words) -> String {
    let counts = &survey.counts;
    sum(
        " + ",
        &[
            (&words.named, counts.named),
            (&words.collective, counts.collective),
            (words.basis.of(Basis::Roster), counts.roster),
            (words.basis.of(Basis::Carried), counts.carried),
            (words.basis.of(Basis::Decided), counts.decided),
        ],
    )
}

/// 件次 counted apart, by where they come from: 按名册展开 42、沿用他处语句 5.
pub(super) fn apart_by_source(survey: &Survey, words: &Words, separator: &str) -> String {
    let counts = &survey.counts;
    sum(
        separator,
        &[
            (words.basis.of(Basis::Roster), counts.roster),
            (words.basis.of(Basis::Carried), counts.carried),
        ],
    )
}

/// 件次 by role: 牵头 7 + 配合 15.
pub(super) fn by_role(survey: &Survey, words: &Words) -> String {
    let counts = &survey.counts;
    sum(
        " + ",
        &[
            (words.role.of(Role::Lead), counts.leads),
            (words.role.of(Role::Support), counts.supports),
            (words.role.of(Role::Owner), counts.owners),
        ],
    )
}

/// Groups that were expanded, with the number of their members and where those come from.
pub(super) fn rosters(survey: &Survey, words: &Words) -> String {
    let entry = |roster: &Roster| {
        let file = survey.plan.roster_file.as_ref().map_or("", |file| file.name.as_str());
        let source = match roster.source {
            RosterSource::File => file.to_string(),
            RosterSource::Document => match survey.plan.source.words_of(roster.line) {
                Some(place) => words.roster_in_text.replace("第 {line} 行", place),
                None => words.roster_in_text.replace("{line}", &roster.line.to_string()),
            },
        };
        words
            .roster_entry
            .replace("{group}", &roster.collective)
            .replace("{members}", &roster.members.len().to_string())
            .replace("{source}", &source)
    };
    survey.plan.rosters.iter().map(entry).collect::<Vec<_>>().join("；")
}

/// Short names that the document defines. Groups stand among the rosters.
pub(super) fn definitions(survey: &Survey, words: &Words) -> String {
    let rosters = &survey.plan.rosters;
    let single = survey.plan.definitions.iter();
    let single = single.filter(|definition| rosters.iter().all(|roster| roster.unit != definition.unit));
    let entry = |definition: &Definition| {
        let name = words.definition.replace("{name}", &definition.name);
        name.replace("{full_name}", &definition.full_name)
    };
    single.map(entry).collect::<Vec<_>>().join("；")
}

/// The marks this plan needs, each with its role.
pub(super) fn legend(survey: &Survey, words: &Words) -> String {
    let mut marks: Vec<String> = Vec::new();
    for role in [Role::Lead, Role::Support, Role::Owner] {
        for basis in [RoleBasis::Stated, RoleBasis::Rule] {
            let stated = basis == RoleBasis::Stated;
            let is_stated = |part: &Part| matches!(part.role_basis, RoleBasis::Stated | RoleBasis::Decided);
            let used = survey.pairs.iter().flatten().map(Pair::part);
            let used = used.filter(|part| !matches!(part.basis, Basis::Roster | Basis::Carried));
            let used = used
                .filter(|part| part.role == role && is_stated(part) == stated)
                .count()
                > 0;
            let presumed = words.remark.replace("{remarks}", &words.presumed);
            let presumed = if stated { "" } else { presumed.as_str() };
            let part = Part {
                role,
                role_basis: basis,
                basis: Basis::Stated,
            };
            let entry = format!("{} {}{presumed}", words.mark.of(part), words.role.of(role));
            if used && !(role == Role::Owner && marks.iter().any(|known| entry.starts_with(known.as_str()))) {
                marks.push(entry);
            }
        }
    }
    for (basis, word) in [(Basis::Roster, &words.roster), (Basis::Carried, &words.carried)] {
        for role in [Role::Lead, Role::Support, Role::Owner] {
            let such = |part: &Part| part.basis == basis && part.role == role;
            if let Some(part) = survey.pairs.iter().flatten().map(Pair::part).find(such) {
                let remark = words.remark.replace("{remarks}", word);
                marks.push(format!("{} {}{remark}", words.mark.of(part), words.role.of(role)));
            }
        }
    }
    if survey.pairs.iter().flatten().any(|pair| pair.part().is_decided()) {
        marks.push(format!("{} {}", words.mark.decided, words.decided));
    }
    if marks.is_empty() {
        return String::new();
    }
    words.legend.replace("{marks}", &marks.join("　"))
}
