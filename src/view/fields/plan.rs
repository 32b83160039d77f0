//! The values that hold for the whole plan.

use super::phrases::{
    apart_by_source, by_role, by_source, definitions, fingerprints, legend, of_files, rosters, sum, told_targets,
};
use super::{Fields, Heading, in_words, marking};
use crate::note::Severity;
use crate::plan::{Basis, Plan, Target, TargetKind};
use crate::view::levels::levels_in_words;
use crate::view::survey::Survey;
use crate::view::words::Words;

impl Fields {
    /// The values that hold for the whole plan.
    pub fn of_plan(survey: &Survey, words: &Words, given: &Heading) -> Self {
        let mut fields = Fields(of_document(survey.plan, words));
        fields.0.extend(of_round(words, given));
        fields.0.extend(of_marks(words));
        fields.0.extend(of_parts(survey, words));
        let numbers = [&counted_owners(survey)[..], &counted_content(survey)[..]].concat();
        fields
            .0
            .extend(numbers.into_iter().map(|(name, number)| (name, number.to_string())));
        fields.add_sentences(survey, words, given);
        fields.add_largest(survey, words);
        fields
    }

    /// The values that are sentences over other values.
    fn add_sentences(&mut self, survey: &Survey, words: &Words, given: &Heading) {
        let scope = if survey.units.is_empty() {
            &words.scope_unowned
        } else {
            &words.scope
        };
        self.0.push(("scope", self.fill(scope)));
        let in_actions = if survey.has_headings() {
            self.fill(&words.in_actions)
        } else {
            String::new()
        };
        self.0.push(("in_actions", in_actions));
        self.0.push(("reply", self.reply(words)));
        let note = match given.reply_by {
            Some(_) => &words.reply_note.dated,
            None => &words.reply_note.undated,
        };
        self.0.push(("reply_note", self.fill(note)));
    }

    /// The unit with most 件次, where there is one.
    fn add_largest(&mut self, survey: &Survey, words: &Words) {
        let most = survey
            .units
            .iter()
            .max_by_key(|unit| (unit.tasks.len(), std::cmp::Reverse(&unit.label)));
        let Some(unit) = most else {
            return;
        };
        self.0.push(("largest", unit.label.clone()));
        self.0.push(("largest_pairs", unit.tasks.len().to_string()));
        let share = (unit.tasks.len() * 200 / survey.counts.pairs.max(1)).div_ceil(2);
        self.0.push(("largest_share", share.to_string()));
        self.0.push(("largest_line", self.fill(&words.largest_line)));
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
}

/// An optional date in the template's words; empty where it is not known.
fn dated(words: &Words, iso: Option<&String>) -> String {
    iso.map(|date| in_words(words, date)).unwrap_or_default()
}

/// What the document says of itself, and the files it was read with.
fn of_document(plan: &Plan, words: &Words) -> Vec<(&'static str, String)> {
    let source = &plan.source;
    let mut values = vec![
        ("title", plan.title.clone()),
        ("document_number", plan.document_number.clone().unwrap_or_default()),
        ("document_number_noted", number_noted(plan, words)),
        ("issuer", plan.issuer.clone().unwrap_or_default()),
        ("issued_on", dated(words, plan.issued_on.as_ref())),
        ("year", plan.year.map(|year| year.to_string()).unwrap_or_default()),
        ("marking", marking(plan)),
        ("levels", levels_in_words(&plan.levels, &words.levels)),
        ("source", of_files(plan, words, |file| &file.name, &source.name)),
        ("format", of_files(plan, words, |file| &file.format, &source.format)),
        (
            "encoding",
            of_files(plan, words, |file| &file.encoding, &source.encoding),
        ),
        ("sha256", fingerprints(plan)),
    ];
    if let Some(file) = &plan.directory {
        values.push(("directory", file.name.clone()));
        values.push(("directory_sha256", file.sha256.clone()));
    }
    if let Some(file) = &plan.roster_file {
        values.push(("roster_file", file.name.clone()));
        values.push(("roster_sha256", file.sha256.clone()));
    }
    let decided: Vec<&str> = plan.decisions.iter().map(|file| file.name.as_str()).collect();
    values.push(("decision_files", decided.join(&words.separator)));
    values
}

/// The document's number in brackets, as it stands behind a title; nothing where it is not known.
fn number_noted(plan: &Plan, words: &Words) -> String {
    let number = plan.document_number.as_deref().filter(|number| !number.is_empty());
    number.map_or_else(String::new, |number| words.remark.replace("{remarks}", number))
}

/// What the user says of the round.
fn of_round(words: &Words, given: &Heading) -> [(&'static str, String); 5] {
    [
        ("as_of", dated(words, given.as_of.as_ref())),
        ("as_of_iso", given.as_of.clone().unwrap_or_default()),
        ("office", given.office.clone().unwrap_or_default()),
        ("office_contact", given.contact.clone().unwrap_or_default()),
        ("reply_by", dated(words, given.reply_by.as_ref())),
    ]
}

/// Marks of the task matrix and what lights mean.
fn of_marks(words: &Words) -> [(&'static str, String); 13] {
    let mark = &words.mark;
    [
        ("light_legend", words.light.legend.clone()),
        ("mark_lead", mark.lead.clone()),
        ("mark_support", mark.support.clone()),
        ("mark_owner", mark.owner.clone()),
        ("mark_lead_presumed", mark.lead_presumed.clone()),
        ("mark_support_presumed", mark.support_presumed.clone()),
        ("mark_lead_roster", mark.lead_roster.clone()),
        ("mark_support_roster", mark.support_roster.clone()),
        ("mark_owner_roster", mark.owner_roster.clone()),
        ("mark_lead_carried", mark.lead_carried.clone()),
        ("mark_support_carried", mark.support_carried.clone()),
        ("mark_owner_carried", mark.owner_carried.clone()),
        ("mark_decided", mark.decided.clone()),
    ]
}

/// Numbers that are told with their parts.
fn of_parts(survey: &Survey, words: &Words) -> [(&'static str, String); 7] {
    let collectives = survey.units.iter().filter(|unit| unit.collective).count();
    // Units that no tag names, only a list of members.
    let members = survey
        .units
        .iter()
        .filter(|unit| !unit.collective && unit.by_basis(Basis::Roster) == unit.tasks.len())
        .count();
    let by_class = [
        (words.departments.as_str(), survey.units.len() - collectives - members),
        (words.collective.as_str(), collectives),
        (words.roster.as_str(), members),
    ];
    [
        ("by_class", sum(&words.separator, &by_class)),
        ("by_source", by_source(survey, words)),
        ("by_role", by_role(survey, words)),
        ("legend", legend(survey, words)),
        ("apart_by_source", apart_by_source(survey, words, &words.separator)),
        ("rosters", rosters(survey, words)),
        ("definitions", definitions(survey, words)),
    ]
}

/// 件次 and units, counted.
fn counted_owners(survey: &Survey) -> [(&'static str, usize); 27] {
    let counts = &survey.counts;
    let units = survey.units.len();
    let collectives = survey.units.iter().filter(|unit| unit.collective).count();
    let unexpanded = survey
        .units
        .iter()
        .filter(|unit| unit.collective && unit.expanded.is_none());
    [
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
        ("unexpanded", unexpanded.count()),
        ("carried", counts.carried),
        ("decided", counts.decided),
        ("leads", counts.leads),
        ("supports", counts.supports),
        ("ranked", counts.leads + counts.supports),
        ("owners", counts.owners),
        ("presumed", counts.presumed),
        ("inherited", counts.inherited),
        ("remarked", counts.inherited + counts.carried + counts.roster),
        ("units", units),
        ("departments", units - collectives),
        ("collectives", collectives),
        ("unit_actions", counts.unit_actions),
    ]
}

/// What else of the plan is counted.
fn counted_content(survey: &Survey) -> [(&'static str, usize); 18] {
    let plan = survey.plan;
    let targets = || plan.tasks.iter().flat_map(|task| &task.targets).filter(|t| t.counts());
    let is_quantified = |target: &&Target| target.kind == TargetKind::Quantified;
    let quantified = targets().filter(is_quantified).count();
    let goals = targets().count();
    [
        ("chars", plan.source.chars),
        ("actions", survey.actions.len()),
        ("headings", survey.headings()),
        ("narrative", plan.narrative.len()),
        ("people", plan.tasks.iter().map(|task| task.people.len()).sum()),
        (
            "changed",
            plan.tasks.iter().filter(|task| !task.changes.is_empty()).count(),
        ),
        ("changes", plan.tasks.iter().map(|task| task.changes.len()).sum()),
        ("findings", plan.notes.len()),
        (
            "to_check",
            plan.notes.iter().filter(|note| note.severity > Severity::Info).count(),
        ),
        ("look", plan.tasks.iter().filter(|task| !task.look.is_empty()).count()),
        ("goals", goals),
        ("targets", quantified),
        ("qualitative", goals - quantified),
        ("told_targets", told_targets(plan)),
        ("overall", plan.goals.len()),
        (
            "overall_alone",
            plan.goals.iter().filter(|goal| goal.task.is_none()).count(),
        ),
        ("listed", survey.listed()),
        ("unlisted", survey.units.len().saturating_sub(survey.listed())),
    ]
}
