//! The values on the list of one unit.

use super::Fields;
use crate::plan::{Basis, Role};
use crate::view::survey::{Survey, SurveyedUnit};
use crate::view::words::Words;

impl Fields {
    /// The values on the list of the unit at `unit`.
    pub fn of_unit(&self, survey: &Survey, words: &Words, unit: usize) -> Self {
        let surveyed = &survey.units[unit];
        let mut actions: Vec<usize> = surveyed.tasks.iter().map(|(task, _)| survey.action_of[*task]).collect();
        actions.dedup();
        let (line, short) = surveyed.contact.map_or_else(Default::default, |contact| {
            let short = [contact.person.as_str(), contact.phone.as_str()].join(" ");
            (words.contact.line(contact), short.trim().to_string())
        });
        let mut fields = self.clone();
        fields.0.extend([
            ("unit", surveyed.label.clone()),
            ("unit_tasks", surveyed.tasks.len().to_string()),
            ("unit_contact", short),
            ("unit_actions_count", actions.len().to_string()),
            ("unit_roles", roles(surveyed, words)),
            ("contact", line),
        ]);
        let in_actions = if survey.has_headings() {
            fields.fill(&words.unit_in_actions)
        } else {
            String::new()
        };
        fields.0.push(("unit_in_actions", in_actions));
        fields
    }
}

/// The unit's tasks by role, then those counted apart: 牵头 3、配合 5（另按名册 2）.
fn roles(unit: &SurveyedUnit, words: &Words) -> String {
    let role = |role: Role| (role, unit.count(role));
    let roles: Vec<String> = [role(Role::Lead), role(Role::Support), role(Role::Owner)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(role, count)| {
            let text = words.role_count.replace("{role}", words.role.of(role));
            text.replace("{count}", &count.to_string())
        })
        .collect();
    let apart = [(Basis::Roster, &words.roster), (Basis::Carried, &words.carried)]
        .into_iter()
        .map(|(basis, word)| (word, unit.by_basis(basis)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| {
            let text = words.apart_count.replace("{word}", word);
            text.replace("{count}", &count.to_string())
        });
    roles.join(&words.separator) + &apart.collect::<String>()
}
