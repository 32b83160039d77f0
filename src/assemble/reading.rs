//! The options of a run to what is kept of them, and back.

use super::Options;
use crate::plan::Reading;

impl Reading {
    /// Those of `options`; the files are known only from the plan.
    pub fn of(options: &Options) -> Self {
        Reading {
            first_is_lead: options.first_is_lead,
            default_year_end: options.default_year_end,
            task_level: options.task_level.clone(),
            action_level: options.action_level.clone(),
            skip_sections: options.skip_sections.clone(),
            roster: None,
            directory: None,
        }
    }

    /// Sets in `options` what was set when the workbook was made, but for what is given anew.
    pub fn apply(&self, options: &mut Options) {
        options.first_is_lead |= self.first_is_lead;
        options.default_year_end |= self.default_year_end;
        let given = |now: &mut Option<String>, then: &Option<String>| {
            if now.is_none() {
                now.clone_from(then);
            }
        };
        given(&mut options.task_level, &self.task_level);
        given(&mut options.action_level, &self.action_level);
        if options.skip_sections.is_empty() {
            options.skip_sections.clone_from(&self.skip_sections);
        }
    }
}
