//! Words of single sheets: 时限表, 统计, the cells of the register that are filled in, its lights.

use serde::Deserialize;

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
    /// Behind the title of a chart that shows only the largest `{count}`.
    pub largest: String,
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
