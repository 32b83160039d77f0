//! The words the views put into cells; `workbook.toml` gives them.

use std::borrow::Cow;

use serde::Deserialize;

use super::Part;
use super::band::Band;
use crate::note::Severity;
use crate::plan::{Basis, Contact, Role, RoleBasis, RosterSource, UnitKind};

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

/// Words of 时限表.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleWords {
    /// Above the tasks of a month; `{year}`, `{month}`.
    pub month: String,
    /// Above times without a date.
    pub undated: String,
    /// Above recurring work without dates.
    pub recurring: String,
    /// Above work that goes on.
    pub ongoing: String,
    /// The date stands in the text.
    pub written: String,
    /// The year is the plan's.
    pub year_presumed: String,
    /// The date is the user's wish.
    pub by_default: String,
    /// One of the dates of recurring work; `{turn}`, `{of}`.
    pub turn: String,
    /// In a table without rows.
    pub none: String,
    /// How many tasks are not there; `{tasks}`.
    pub without: String,
}

/// Words of 统计.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatsWords {
    /// Headings of the sections.
    pub units: String,
    /// The same for actions.
    pub actions: String,
    /// The same for months.
    pub months: String,
    /// Titles of the charts.
    pub units_chart: String,
    /// The same for actions.
    pub actions_chart: String,
    /// The same for months.
    pub months_chart: String,
    /// Headings of columns.
    pub unit: String,
    /// Sum of a unit.
    pub total: String,
    /// Its share of all.
    pub share: String,
    /// An action.
    pub action: String,
    /// Its tasks.
    pub tasks: String,
    /// Those nobody owns.
    pub open: String,
    /// Its 件次.
    pub pairs: String,
    /// Its units.
    pub units_of: String,
    /// A month.
    pub month_column: String,
    /// Tasks due.
    pub tasks_due: String,
    /// Targets due.
    pub targets_due: String,
    /// Tasks without a date.
    pub no_month: String,
    /// Units with a single task.
    pub single_units: String,
    /// Actions with a single unit.
    pub single_actions: String,
    /// How many; `{count}`.
    pub count: String,
}

/// What cells say to what they refuse.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvalidWords {
    /// Title of the message for a state.
    pub status_title: String,
    /// The message.
    pub status: String,
    /// Title for a date.
    pub date_title: String,
    /// The message.
    pub date: String,
    /// Title for progress.
    pub percent_title: String,
    /// The message.
    pub percent: String,
}

/// The lights of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// Beside the day as of which lights are worked out.
    pub as_of: String,
    /// What they mean.
    pub legend: String,
    /// States that end a task.
    pub done: Vec<String>,
    /// Its light then; may be empty.
    pub done_word: String,
    /// The rules; the first that holds counts.
    #[serde(rename = "rule")]
    pub rules: Vec<LightRule>,
}

/// When a light is on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase", tag = "when")]
pub enum LightRule {
    /// The day is over.
    Overdue {
        /// The light.
        word: String,
    },
    /// Progress is behind the time gone since the beginning of the year, by so many percent points.
    Behind {
        /// The light.
        word: String,
        /// Percent points.
        points: u32,
    },
    /// At most so many days are left.
    Near {
        /// The light.
        word: String,
        /// Days.
        days: u32,
    },
    /// Always.
    Else {
        /// The light.
        word: String,
    },
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

/// A word for each role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerRole {
    lead: String,
    support: String,
    owner: String,
}

impl PerRole {
    /// The word for `role`.
    pub fn of(&self, role: Role) -> &str {
        match role {
            Role::Lead => &self.lead,
            Role::Support => &self.support,
            Role::Owner => &self.owner,
        }
    }
}

/// Marks of the task matrix.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// 牵头.
    pub lead: String,
    /// 配合.
    pub support: String,
    /// 责任.
    pub owner: String,
    /// 牵头 that is presumed.
    pub lead_presumed: String,
    /// 配合 that is presumed.
    pub support_presumed: String,
    /// 牵头 as a member of a group.
    pub lead_roster: String,
    /// 配合 as a member of a group.
    pub support_roster: String,
    /// 责任 as a member of a group.
    pub owner_roster: String,
    /// 牵头 by a sentence elsewhere.
    pub lead_carried: String,
    /// 配合 by a sentence elsewhere.
    pub support_carried: String,
    /// 责任 by a sentence elsewhere.
    pub owner_carried: String,
    /// Behind the mark of an owner or a role that was decided on a form that came back.
    pub decided: String,
}

impl Marks {
    /// The mark for a part: its role and where that comes from.
    pub fn of(&self, part: Part) -> Cow<'_, str> {
        let mark = self.of_role(part);
        if part.is_decided() {
            return Cow::Owned(format!("{mark}{}", self.decided));
        }
        Cow::Borrowed(mark)
    }

    fn of_role(&self, part: Part) -> &str {
        match (part.basis, part.role) {
            (Basis::Roster, Role::Lead) => return &self.lead_roster,
            (Basis::Roster, Role::Support) => return &self.support_roster,
            (Basis::Roster, Role::Owner) => return &self.owner_roster,
            (Basis::Carried, Role::Lead) => return &self.lead_carried,
            (Basis::Carried, Role::Support) => return &self.support_carried,
            (Basis::Carried, Role::Owner) => return &self.owner_carried,
            (Basis::Stated | Basis::Inherited | Basis::Decided, _) => {}
        }
        match (part.role, part.role_basis) {
            (Role::Lead, RoleBasis::Stated | RoleBasis::Decided) => &self.lead,
            (Role::Lead, _) => &self.lead_presumed,
            (Role::Support, RoleBasis::Stated | RoleBasis::Decided) => &self.support,
            (Role::Support, _) => &self.support_presumed,
            (Role::Owner, _) => &self.owner,
        }
    }
}

/// A word for each basis of an owner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerBasis {
    stated: String,
    inherited: String,
    carried: String,
    roster: String,
    decided: String,
}

impl PerBasis {
    /// The word for `basis`.
    pub fn of(&self, basis: Basis) -> &str {
        match basis {
            Basis::Stated => &self.stated,
            Basis::Inherited => &self.inherited,
            Basis::Carried => &self.carried,
            Basis::Roster => &self.roster,
            Basis::Decided => &self.decided,
        }
    }
}

/// A word for each basis of a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerRoleBasis {
    stated: String,
    rule: String,
    convention: String,
    decided: String,
}

impl PerRoleBasis {
    /// The word for `basis`.
    pub fn of(&self, basis: RoleBasis) -> &str {
        match basis {
            RoleBasis::Stated => &self.stated,
            RoleBasis::Rule => &self.rule,
            RoleBasis::Convention => &self.convention,
            RoleBasis::Decided => &self.decided,
        }
    }
}

/// Names of the bands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    party: String,
    state: String,
    gov: String,
    institution: String,
    mass: String,
    vertical: String,
    enterprise: String,
    subdistrict: String,
    local: String,
    coordinating: String,
    other: String,
    collective: String,
    expanded: String,
    listed: String,
    unlisted: String,
}

impl Bands {
    /// The name of a band.
    pub fn of<'w>(&'w self, band: Band<'w>) -> &'w str {
        let kind = match band {
            Band::Collective => return &self.collective,
            Band::Expanded => return &self.expanded,
            Band::Category(category) => return category,
            Band::Local => return &self.local,
            Band::Listed => return &self.listed,
            Band::Unlisted => return &self.unlisted,
            Band::Kind(kind) => kind,
        };
        match kind {
            UnitKind::Party => &self.party,
            UnitKind::State => &self.state,
            UnitKind::Gov => &self.gov,
            UnitKind::Institution => &self.institution,
            UnitKind::Mass => &self.mass,
            UnitKind::Vertical => &self.vertical,
            UnitKind::Enterprise => &self.enterprise,
            UnitKind::Subdistrict => &self.subdistrict,
            UnitKind::Coordinating => &self.coordinating,
            UnitKind::Other => &self.other,
        }
    }
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

/// A word for each severity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Severities {
    info: String,
    warning: String,
    error: String,
}

impl Severities {
    /// The word for `severity`.
    pub fn of(&self, severity: Severity) -> &str {
        match severity {
            Severity::Info => &self.info,
            Severity::Warning => &self.warning,
            Severity::Error => &self.error,
        }
    }
}
