//! `{name}` in the texts of `workbook.toml`: what each name stands for.

use crate::note::Severity;
use crate::plan::{Basis, Definition, Plan, Role, RoleBasis, Roster, RosterSource, SourceFile, Target, TargetKind};

use super::dates::Day;
use super::levels::levels_in_words;
use super::survey::{Pair, Part, Survey};
use super::words::Words;

/// Every name a text of `workbook.toml` may use, and whether it is known only on a unit's own list.
pub const NAMES: &[(&str, bool)] = &[
    ("title", false),
    ("document_number", false),
    ("issuer", false),
    ("issued_on", false),
    ("year", false),
    ("plans", false),
    ("as_of", false),
    ("reply_note", false),
    ("source", false),
    ("format", false),
    ("encoding", false),
    ("sha256", false),
    ("chars", false),
    ("tasks", false),
    ("owned", false),
    ("unassigned", false),
    ("single", false),
    ("several", false),
    ("several_pairs", false),
    ("most", false),
    ("pairs", false),
    ("named", false),
    ("collective", false),
    ("roster", false),
    ("carried", false),
    ("decided", false),
    ("changed", false),
    ("changes", false),
    ("decision_files", false),
    ("stated", false),
    ("rosters", false),
    ("roster_file", false),
    ("roster_sha256", false),
    ("definitions", false),
    ("unexpanded", false),
    ("leads", false),
    ("supports", false),
    ("owners", false),
    ("presumed", false),
    ("units", false),
    ("departments", false),
    ("collectives", false),
    ("actions", false),
    ("unit_actions", false),
    ("marking", false),
    ("findings", false),
    ("to_check", false),
    ("look", false),
    ("inherited", false),
    ("ranked", false),
    ("headings", false),
    ("by_class", false),
    ("by_source", false),
    ("by_role", false),
    ("remarked", false),
    ("scope", false),
    ("in_actions", false),
    ("levels", false),
    ("narrative", false),
    ("goals", false),
    ("targets", false),
    ("qualitative", false),
    ("told_targets", false),
    ("overall", false),
    ("overall_alone", false),
    ("people", false),
    ("legend", false),
    ("mark_lead", false),
    ("mark_support", false),
    ("mark_owner", false),
    ("mark_lead_presumed", false),
    ("mark_support_presumed", false),
    ("mark_lead_roster", false),
    ("mark_support_roster", false),
    ("mark_owner_roster", false),
    ("mark_lead_carried", false),
    ("mark_support_carried", false),
    ("mark_owner_carried", false),
    ("mark_decided", false),
    ("apart", false),
    ("apart_by_source", false),
    ("directory", false),
    ("directory_sha256", false),
    ("listed", false),
    ("unlisted", false),
    ("office", false),
    ("office_contact", false),
    ("reply_by", false),
    ("reply", false),
    ("largest", false),
    ("largest_pairs", false),
    ("largest_share", false),
    ("largest_line", false),
    ("light_legend", false),
    ("unit", true),
    ("unit_tasks", true),
    ("unit_actions_count", true),
    ("unit_roles", true),
    ("unit_in_actions", true),
    ("contact", true),
    ("unit_contact", true),
];

/// What the user says about the round of handing out: nothing of it comes from the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// 截至日期 (`--as-of`), ISO.
    pub as_of: Option<String>,
    /// The office that hands out and collects (`--unit`).
    pub office: Option<String>,
    /// Whom to ask there (`--contact`).
    pub contact: Option<String>,
    /// By when to answer (`--reply-by`), ISO.
    pub reply_by: Option<String>,
}

/// Values of the names.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(&'static str, String)>);

impl Fields {
    /// These values and no others.
    pub fn of_values(values: Vec<(&'static str, String)>) -> Self {
        Fields(values)
    }

    /// The same with `values` before all others.
    pub fn and(mut self, mut values: Vec<(&'static str, String)>) -> Self {
        values.append(&mut self.0);
        Fields(values)
    }

    /// The values that hold for the whole plan.
    pub fn of_plan(survey: &Survey, words: &Words, given: &Heading) -> Self {
        let plan = survey.plan;
        let counts = &survey.counts;
        let collectives = survey.units.iter().filter(|unit| unit.collective).count();
        let unexpanded = survey
            .units
            .iter()
            .filter(|unit| unit.collective && unit.expanded.is_none())
            .count();
        // Units that no tag names, only a list of members.
        let members = survey
            .units
            .iter()
            .filter(|unit| !unit.collective && unit.by_basis(Basis::Roster) == unit.tasks.len());
        let members = members.count();
        let departments = survey.units.len() - collectives;
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut fields = Fields(vec![
            ("title", plan.title.clone()),
            ("document_number", optional(&plan.document_number)),
            ("issuer", optional(&plan.issuer)),
            (
                "issued_on",
                plan.issued_on
                    .as_deref()
                    .map(|date| in_words(words, date))
                    .unwrap_or_default(),
            ),
            ("year", plan.year.map(|year| year.to_string()).unwrap_or_default()),
            (
                "as_of",
                given
                    .as_of
                    .as_deref()
                    .map(|date| in_words(words, date))
                    .unwrap_or_default(),
            ),
            ("as_of_iso", given.as_of.clone().unwrap_or_default()),
            ("office", given.office.clone().unwrap_or_default()),
            ("office_contact", given.contact.clone().unwrap_or_default()),
            (
                "reply_by",
                given
                    .reply_by
                    .as_deref()
                    .map(|date| in_words(words, date))
                    .unwrap_or_default(),
            ),
            ("source", of_files(plan, words, |file| &file.name, &plan.source.name)),
            (
                "format",
                of_files(plan, words, |file| &file.format, &plan.source.format),
            ),
            (
                "encoding",
                of_files(plan, words, |file| &file.encoding, &plan.source.encoding),
            ),
            ("sha256", fingerprints(plan)),
            (
                "directory",
                plan.directory
                    .as_ref()
                    .map(|file| file.name.clone())
                    .unwrap_or_default(),
            ),
            (
                "directory_sha256",
                plan.directory
                    .as_ref()
                    .map(|file| file.sha256.clone())
                    .unwrap_or_default(),
            ),
            (
                "by_class",
                sum(
                    &words.separator,
                    &[
                        (&words.departments, departments - members),
                        (&words.collective, collectives),
                        (&words.roster, members),
                    ],
                ),
            ),
            ("by_source", by_source(survey, words)),
            ("by_role", by_role(survey, words)),
            ("marking", marking(plan)),
            ("levels", levels_in_words(&plan.levels)),
            ("legend", legend(survey, words)),
            ("light_legend", words.light.legend.clone()),
            ("mark_lead", words.mark.lead.clone()),
            ("mark_support", words.mark.support.clone()),
            ("mark_owner", words.mark.owner.clone()),
            ("mark_lead_presumed", words.mark.lead_presumed.clone()),
            ("mark_support_presumed", words.mark.support_presumed.clone()),
            ("mark_lead_roster", words.mark.lead_roster.clone()),
            ("mark_support_roster", words.mark.support_roster.clone()),
            ("mark_owner_roster", words.mark.owner_roster.clone()),
            ("mark_lead_carried", words.mark.lead_carried.clone()),
            ("mark_support_carried", words.mark.support_carried.clone()),
            ("mark_owner_carried", words.mark.owner_carried.clone()),
            ("mark_decided", words.mark.decided.clone()),
            ("apart_by_source", apart_by_source(survey, words, &words.separator)),
            ("rosters", rosters(survey, words)),
            ("decision_files", {
                let names: Vec<&str> = plan.decisions.iter().map(|file| file.name.as_str()).collect();
                names.join(&words.separator)
            }),
            ("definitions", definitions(survey, words)),
            (
                "roster_file",
                plan.roster_file
                    .as_ref()
                    .map(|file| file.name.clone())
                    .unwrap_or_default(),
            ),
            (
                "roster_sha256",
                plan.roster_file
                    .as_ref()
                    .map(|file| file.sha256.clone())
                    .unwrap_or_default(),
            ),
        ]);
        let targets = || {
            plan.tasks
                .iter()
                .flat_map(|task| &task.targets)
                .filter(|target| target.counts())
        };
        let quantified = targets().filter(|target| target.kind == TargetKind::Quantified).count();
        let qualitative = targets().count() - quantified;
        let numbers = [
            ("chars", plan.source.chars),
            ("tasks", counts.tasks),
            ("owned", counts.owned),
            ("unassigned", survey.unassigned()),
            ("single", counts.single),
            ("several", counts.several),
            ("several_pairs", counts.several_pairs),
            ("most", counts.most),
            ("pairs", counts.pairs),
            ("named", counts.named),
            ("collective", counts.collective),
            ("roster", counts.roster),
            ("stated", counts.pairs - counts.roster - counts.carried),
            ("apart", counts.roster + counts.carried),
            ("unexpanded", unexpanded),
            ("carried", counts.carried),
            ("decided", counts.decided),
            (
                "changed",
                plan.tasks.iter().filter(|task| !task.changes.is_empty()).count(),
            ),
            ("changes", plan.tasks.iter().map(|task| task.changes.len()).sum()),
            ("leads", counts.leads),
            ("supports", counts.supports),
            ("owners", counts.owners),
            ("presumed", counts.presumed),
            ("units", survey.units.len()),
            ("departments", departments),
            ("collectives", collectives),
            ("actions", survey.actions.len()),
            ("unit_actions", counts.unit_actions),
            ("findings", plan.notes.len()),
            (
                "to_check",
                plan.notes.iter().filter(|note| note.severity > Severity::Info).count(),
            ),
            ("look", plan.tasks.iter().filter(|task| !task.look.is_empty()).count()),
            ("inherited", counts.inherited),
            ("ranked", counts.leads + counts.supports),
            ("headings", survey.headings()),
            ("narrative", plan.narrative.len()),
            ("goals", quantified + qualitative),
            ("targets", quantified),
            ("qualitative", qualitative),
            ("told_targets", told_targets(plan)),
            ("overall", plan.goals.len()),
            (
                "overall_alone",
                plan.goals.iter().filter(|goal| goal.task.is_none()).count(),
            ),
            ("remarked", counts.inherited + counts.carried + counts.roster),
            ("listed", survey.listed()),
            ("unlisted", survey.units.len() - survey.listed().min(survey.units.len())),
            ("people", plan.tasks.iter().map(|task| task.people.len()).sum()),
        ];
        fields
            .0
            .extend(numbers.map(|(name, number)| (name, number.to_string())));
        let scope = if survey.units.is_empty() {
            &words.scope_unowned
        } else {
            &words.scope
        };
        let scope = fields.fill(scope);
        fields.0.push(("scope", scope));
        let in_actions = if survey.has_headings() {
            fields.fill(&words.in_actions)
        } else {
            String::new()
        };
        fields.0.push(("in_actions", in_actions));
        let reply = fields.reply(words);
        fields.0.push(("reply", reply));
        let note = fields.fill(match given.reply_by {
            Some(_) => &words.reply_note.dated,
            None => &words.reply_note.undated,
        });
        fields.0.push(("reply_note", note));
        let most = survey
            .units
            .iter()
            .max_by_key(|unit| (unit.tasks.len(), std::cmp::Reverse(&unit.label)));
        if let Some(unit) = most {
            fields.0.push(("largest", unit.label.clone()));
            fields.0.push(("largest_pairs", unit.tasks.len().to_string()));
            let share = (unit.tasks.len() * 200 / counts.pairs.max(1)).div_ceil(2);
            fields.0.push(("largest_share", share.to_string()));
            let line = fields.fill(&words.largest_line);
            fields.0.push(("largest_line", line));
        }
        fields
    }

    /// Where lists go back to, by when, and whom to ask: what of it is known.
    fn reply(&self, words: &Words) -> String {
        let words = &words.reply;
        let parts = [
            ("reply_by", &words.by),
            ("office", &words.to),
            ("office_contact", &words.contact),
        ];
        let known = parts.iter().filter(|(name, _)| self.holds(name));
        let known: Vec<String> = known.map(|(_, text)| self.fill(text)).collect();
        known.join(&words.separator)
    }

    /// The values on the list of the unit at `unit`.
    pub fn of_unit(&self, survey: &Survey, words: &Words, unit: usize) -> Self {
        let surveyed = &survey.units[unit];
        let mut actions: Vec<usize> = surveyed.tasks.iter().map(|(task, _)| survey.action_of[*task]).collect();
        actions.dedup();
        let roles: Vec<String> = [Role::Lead, Role::Support, Role::Owner]
            .into_iter()
            .map(|role| (role, surveyed.count(role)))
            .filter(|(_, count)| *count > 0)
            .map(|(role, count)| {
                let text = words.role_count.replace("{role}", words.role.of(role));
                text.replace("{count}", &count.to_string())
            })
            .collect();
        let apart: Vec<String> = [(Basis::Roster, &words.roster), (Basis::Carried, &words.carried)]
            .into_iter()
            .map(|(basis, word)| (word, surveyed.by_basis(basis)))
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| {
                words
                    .apart_count
                    .replace("{word}", word)
                    .replace("{count}", &count.to_string())
            })
            .collect();
        let mut fields = self.clone();
        fields.0.extend([
            ("unit", surveyed.label.clone()),
            ("unit_tasks", surveyed.tasks.len().to_string()),
            (
                "unit_contact",
                surveyed
                    .contact
                    .map(|contact| {
                        [&contact.person, &contact.phone]
                            .map(String::as_str)
                            .join(" ")
                            .trim()
                            .to_string()
                    })
                    .unwrap_or_default(),
            ),
            ("unit_actions_count", actions.len().to_string()),
            ("unit_roles", roles.join(&words.separator) + &apart.concat()),
            (
                "contact",
                surveyed
                    .contact
                    .map(|contact| words.contact.line(contact))
                    .unwrap_or_default(),
            ),
        ]);
        let in_actions = if survey.has_headings() {
            fields.fill(&words.unit_in_actions)
        } else {
            String::new()
        };
        fields.0.push(("unit_in_actions", in_actions));
        fields
    }

    /// The value of `name`; empty when it has none.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether `name` has a value other than 0.
    pub fn holds(&self, name: &str) -> bool {
        !matches!(self.get(name), "" | "0")
    }

    /// `text` with every `{name}` replaced; white space at its ends goes.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 32);
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => filled.push_str(self.get(name)),
            }
        }
        filled.trim().to_string()
    }
}

/// Quantified targets that only prose beside the tasks says.
fn told_targets(plan: &Plan) -> usize {
    let told = plan.narrative.iter().flat_map(|told| &told.targets);
    let counted = |target: &&Target| target.kind == TargetKind::Quantified && target.same_as.is_none();
    told.filter(counted).count()
}

/// A value of every file once, or of the only one.
fn of_files(plan: &Plan, words: &Words, value: fn(&SourceFile) -> &String, only: &str) -> String {
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
fn fingerprints(plan: &Plan) -> String {
    let files = plan.source.files.iter();
    let lines: Vec<String> = files.map(|file| format!("{} {}", file.sha256, file.name)).collect();
    if lines.is_empty() {
        plan.source.sha256.clone()
    } else {
        lines.join("\n")
    }
}

/// Terms other than 0, each after its name.
fn sum(separator: &str, terms: &[(&str, usize)]) -> String {
    let terms = terms.iter().filter(|(_, number)| *number > 0);
    let terms: Vec<String> = terms.map(|(name, number)| format!("{name} {number}")).collect();
    terms.join(separator)
}

/// 件次 by where the owners come from: 点名 94 + 群体 6.
fn by_source(survey: &Survey, words: &Words) -> String {
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
fn apart_by_source(survey: &Survey, words: &Words, separator: &str) -> String {
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
fn by_role(survey: &Survey, words: &Words) -> String {
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
fn rosters(survey: &Survey, words: &Words) -> String {
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
fn definitions(survey: &Survey, words: &Words) -> String {
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
fn legend(survey: &Survey, words: &Words) -> String {
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
    marks.join("　")
}

/// The first name in `text` that stands for nothing.
pub fn unknown_name(text: &str, unit_list: bool) -> Option<&str> {
    pieces(text).find_map(|piece| match piece {
        Piece::Name(name)
            if !NAMES
                .iter()
                .any(|(known, of_unit)| *known == name && (unit_list || !of_unit)) =>
        {
            Some(name)
        }
        _ => None,
    })
}

enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Cuts `text` at `{name}`; a brace without its partner is text.
fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let open = text.find('{').unwrap_or(text.len());
        if open > 0 {
            let (before, rest) = text.split_at(open);
            text = rest;
            return Some(Piece::Text(before));
        }
        let Some(close) = text.find('}') else {
            return Some(Piece::Text(std::mem::take(&mut text)));
        };
        let name = &text[1..close];
        text = &text[close + 1..];
        Some(Piece::Name(name))
    })
}

/// An ISO date in the template's words; anything else as it is.
fn in_words(words: &Words, iso: &str) -> String {
    match Day::parse(iso) {
        Some(day) => words
            .date
            .replace("{year}", &day.year.to_string())
            .replace("{month}", &day.month.to_string())
            .replace("{day}", &day.day.to_string()),
        None => iso.to_string(),
    }
}

/// `2023-05-23` as 2023年5月23日; anything else as it is.
pub fn chinese_date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts[..] {
        [year, month, day] => match (number(year), number(month), number(day)) {
            (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            _ => iso.to_string(),
        },
        _ => iso.to_string(),
    }
}

/// 密级 in one line, as it stands on every sheet; empty where the plan carries none.
pub fn marking(plan: &Plan) -> String {
    let marking = plan.front.marking.as_ref();
    marking.map_or_else(String::new, |marking| {
        marking.text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_braces_without_partner_stay() {
        let fields = Fields(vec![("title", "工作要点".into()), ("pairs", "0".into())]);
        assert_eq!(fields.fill(" 《{title}》{pairs}{x} { "), "《工作要点》0 {");
        assert!(fields.holds("title") && !fields.holds("pairs") && !fields.holds("x"));
        assert_eq!(unknown_name("{title}{unit}", false), Some("unit"));
        assert_eq!(unknown_name("{title}{unit}", true), None);
    }

    #[test]
    fn dates_are_shown_without_leading_zeros() {
        assert_eq!(chinese_date("2023-05-03"), "2023年5月3日");
        assert_eq!(chinese_date("2023年5月"), "2023年5月");
    }
}
