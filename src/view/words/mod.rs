//! The words the views put into cells; `workbook.toml` gives them.

mod kinds;
mod sheets;

use std::collections::HashMap;

use serde::Deserialize;

pub use kinds::{Bands, Marks, PerBasis, PerRole, PerRoleBasis, Severities};
pub use sheets::{InvalidWords, Light, LightRule, ScheduleWords, StatsWords};

use super::levels::LevelWords;
use crate::plan::{Contact, LedgerKind, RosterSource};

/// What stands in the cells of the matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MatrixCells {
    /// The number of tasks, live.
    #[default]
    Counts,
    /// The ids of the tasks.
    Numbers,
    /// A mark for each task: ★○●.
    Marks,
}

/// Words about where lists go back to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyWords {
    /// By when; `{reply_by}`.
    pub by: String,
    /// To whom; `{office}`.
    pub to: String,
    /// Whom to ask; `{office_contact}`.
    pub contact: String,
    /// Between them.
    pub separator: String,
}

/// Words and marks of the views.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// In place of owners that are not named (待明确).
    pub unassigned: String,
    /// In the register and the lists at a task to look at first; `{reasons}`.
    pub to_check: String,
    /// The same in the master workbook, whose 核对 gives the reasons.
    pub to_check_short: String,
    /// In a table without rows (无).
    pub none: String,
    /// In 待明确 when nothing is open.
    pub no_open_items: String,
    /// Between names.
    pub separator: String,
    /// That a role is not the tag's own word.
    pub presumed: String,
    /// That an owner stands in a heading or a merged cell above.
    pub inherited: String,
    /// That a sentence elsewhere gives an owner.
    pub carried: String,
    /// That an owner is expanded from a roster.
    pub roster: String,
    /// That an owner or its role was decided on a form that came back.
    pub decided: String,
    /// What decisions changed in a task, in remarks; `{changes}`.
    pub changed: String,
    /// One such change.
    pub change: ChangeWords,
    /// The units of one role of a task in one line; `{role}`, `{names}`.
    pub assignment: String,
    /// An action in 汇总; `{action}`, `{tasks}`.
    pub combined_action: String,
    /// Which headings are actions, which items tasks.
    pub levels: LevelWords,
    /// What each line of 原文 is, by the names of the ledger; those left out keep the built-in word.
    #[serde(default)]
    pub ledger: HashMap<LedgerKind, String>,
    /// The calendar of `--ics`.
    pub calendar: CalendarWords,
    /// Until when a 征求意见表 is to be sent back.
    pub reply_note: ReplyNoteWords,
    /// Units the text offers where something is open.
    pub candidate: CandidateWords,
    /// The members of a group.
    pub members: PerSource,
    /// Under the matrix where groups were expanded; a text with `{name}`s.
    pub roster_note: String,
    /// Under the matrix where a sentence adds owners; a text with `{name}`s.
    pub carried_note: String,
    /// How 说明 lists a group with its members' number; `{group}`, `{members}`, `{source}`.
    pub roster_entry: String,
    /// Where the document lists members; `{line}`.
    pub roster_in_text: String,
    /// How 说明 lists a short name; `{name}`, `{full_name}`.
    pub definition: String,
    /// How such remarks stand after a name; `{remarks}`.
    pub remark: String,
    /// How remarks on all of several names stand after the last; `{remarks}`.
    pub remark_on_all: String,
    /// After a list that ends with 等.
    pub open_ended: String,
    /// Note under the matrix on the row of tasks without an owner.
    pub pending_note: String,
    /// For tasks under no heading, where others have one.
    pub no_action: String,
    /// The column of the matrix where no task stands under a heading.
    pub all_tasks: String,
    /// In place of a task where several are meant; `{tasks}`.
    pub several_tasks: String,
    /// How many units a plan names; a text with `{name}`s.
    pub scope: String,
    /// Number of pairs of a unit and an action, where the plan has headings; a text with `{name}`s.
    pub in_actions: String,
    /// Number of actions of a unit, where the plan has headings; a text with `{name}`s.
    pub unit_in_actions: String,
    /// The same as `scope` where the plan names no unit.
    pub scope_unowned: String,
    /// Departments, in sums beside collectives.
    pub departments: String,
    /// Sums of 件次 in the matrix.
    pub total: String,
    /// Number of tasks in the matrix.
    pub tasks: String,
    /// The check at the foot of the matrix.
    pub uncaught: String,
    /// What a count of 0 shows, a space by default; when empty, the cell holds the number 0 and shows nothing.
    pub zero: String,
    /// What the check shows when there is nothing.
    pub uncaught_none: String,
    /// Before the full headings under the matrix.
    pub full_headings: String,
    /// Where a character cannot stand in a workbook.
    pub replacement: String,
    /// Between a written deadline and its date; `{date}` is the date.
    pub deadline_date: String,
    /// The same where the words name no year and the plan's is taken.
    pub deadline_date_presumed: String,
    /// A date that the text does not write but the user's wish fills in; `{date}` is the date.
    pub deadline_default: String,
    /// Where a target of the plan as a whole stands; `{line}`.
    pub goal_line: String,
    /// Behind such a target, where a task says the same; `{task}`.
    pub goal_of_task: String,
    /// Behind one with a number that no task says.
    pub goal_alone: String,
    /// Names of the roles.
    pub role: PerRole,
    /// Marks of the task matrix.
    pub mark: Marks,
    /// Where an owner comes from.
    pub basis: PerBasis,
    /// Where a role comes from.
    pub role_basis: PerRoleBasis,
    /// Bands of the matrix.
    pub band: Bands,
    /// What is open.
    pub open: OpenWords,
    /// How much a finding matters.
    pub severity: Severities,
    /// In 核对, the level of tasks to look at first.
    pub look: String,
    /// What to do about them.
    pub look_proposal: String,
    /// The line that says a unit is written in several ways; `{unit}`, `{names}`.
    pub merged: String,
    /// Its level in 核对.
    pub merged_level: String,
    /// What to do about it.
    pub merged_proposal: String,
    /// A name on its own (点名) in 分工明细.
    pub named: String,
    /// A collective (群体) in 分工明细.
    pub collective: String,
    /// Whom to call.
    pub contact: ContactWords,
    /// Where lists go back to.
    pub reply: ReplyWords,
    /// Words of 时限表.
    pub schedule: ScheduleWords,
    /// Words of 统计.
    pub stats: StatsWords,
    /// Lights of the register.
    pub light: Light,
    /// Tasks of a role on a unit's list; `{role}`, `{count}`.
    pub role_count: String,
    /// The same of those counted apart; `{word}`, `{count}`.
    pub apart_count: String,
    /// Who has most; a text with `{name}`s.
    pub largest_line: String,
    /// What a cell refuses.
    pub invalid: InvalidWords,
    /// A date in words; `{year}`, `{month}`, `{day}`.
    pub date: String,
}

/// Words around the contacts of a unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWords {
    leader: String,
    office: String,
    person: String,
    phone: String,
    /// Between them.
    separator: String,
    /// The whole line; `{contact}` is what is known.
    line: String,
}

impl ContactWords {
    /// One line that says whom to call; empty where nothing is known.
    pub fn line(&self, contact: &Contact) -> String {
        let parts = [
            (&self.leader, &contact.leader),
            (&self.office, &contact.office),
            (&self.person, &contact.person),
            (&self.phone, &contact.phone),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let parts: Vec<String> = parts.map(|(label, value)| format!("{label}{value}")).collect();
        if parts.is_empty() {
            return String::new();
        }
        self.line.replace("{contact}", &parts.join(&self.separator))
    }
}

/// The texts of the calendar; `{id}`, `{text}`, `{owners}`, `{deadline}`, `{title}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarWords {
    /// Behind the title in the name of the file.
    pub file: String,
    /// Name of the calendar.
    pub name: String,
    /// Name of an event.
    pub due: String,
    /// Name of recurring work.
    pub recurring: String,
    /// Its description.
    pub details: String,
}

/// What is said of the reply to a 征求意见表.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyNoteWords {
    /// With a date; a text with `{name}`s.
    pub dated: String,
    /// Without.
    pub undated: String,
}

/// How units are offered in 待明确.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CandidateWords {
    /// The whole cell; `{candidates}`.
    pub all: String,
    /// One that the task's text mentions; `{cue}`.
    pub partner: String,
    /// One that owns the task before or behind; `{task}`.
    pub neighbour: String,
}

/// How one change of an owner is told; `{unit}`, `{role}`, `{was}`, `{place}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeWords {
    /// A unit that is an owner now.
    pub added: String,
    /// One that is none any more.
    pub removed: String,
    /// One with another role.
    pub role: String,
}

/// How the members of a group are shown, by where they are listed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerSource {
    file: MemberWords,
    document: MemberWords,
}

impl PerSource {
    /// The words for members listed in `source`.
    pub fn of(&self, source: RosterSource) -> &MemberWords {
        match source {
            RosterSource::File => &self.file,
            RosterSource::Document => &self.document,
        }
    }
}

/// How the members of a group are shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberWords {
    /// Behind the group; `{members}`.
    pub behind: String,
    /// Behind the role on a member's own list; `{group}`.
    pub role: String,
    /// The group in 分工明细; `{group}`.
    pub group: String,
}

/// Words of the sheet 待明确: the kind of each open item and what to do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenWords {
    /// A task without an owner.
    pub no_owner: OpenWord,
    /// A task with supports but neither lead nor owner.
    pub no_lead: OpenWord,
    /// A collective without a roster.
    pub collective: OpenWord,
    /// 各有关部门.
    pub generic: OpenWord,
    /// 各有关部门 that a roster expands: a list that may not hold for every task.
    pub generic_expanded: OpenWord,
    /// A list that ends with 等.
    pub open_list: OpenWord,
    /// Prose that tells of work but is no task.
    pub narrative: OpenWord,
    /// Text behind the tag that closed an item.
    pub behind_tag: OpenWord,
    /// A name not in the directory.
    pub unknown: OpenWord,
    /// A name that fits several units; `{candidates}`.
    pub ambiguous: OpenWord,
}

/// One kind of open item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenWord {
    /// Its name.
    pub kind: String,
    /// What to do.
    pub advice: String,
}
