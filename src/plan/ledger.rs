//! The ledger: every character of the decoded text belongs to exactly one entry.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::CharSpan;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// A title, of the plan or of the notice that carries it.
    Title,
    /// Document number, metadata and the like above the text.
    Front,
    /// 主送机关.
    Addressee,
    /// Text of the notice that carries the plan.
    Notice,
    /// 附件：… lines and the word 附件 above the plan.
    Attachment,
    /// Text of the plan outside tasks: 总体要求, introductions.
    Preamble,
    /// Text of 保障措施 and the like without a tag: how the work is secured, not what is to be done.
    Safeguards,
    /// Prose that tells of work but is no task: beside a list of tasks, or behind the tag that closed an item.
    Narrative,
    /// A section left out by the user's wish (`--skip-section`).
    Skipped,
    /// A heading, number included.
    Heading,
    /// The number of a task or measure.
    Number,
    /// Text of a task.
    Task,
    /// A tag.
    Tag,
    /// A heading row or the ruling of a table.
    Table,
    /// A cell of a column that says nothing of owners, time or task (备注, 进展情况).
    OtherColumn,
    /// 署名.
    Signature,
    /// 成文日期.
    Date,
    /// Text after the plan: 抄送, 印发机关.
    Closing,
    /// Web furniture, page marks, advertisements: set aside, not part of the plan.
    Noise,
    /// White space between entries.
    Blank,
}

impl LedgerKind {
    /// The word a reader sees in the sheet 原文.
    pub fn label(self) -> &'static str {
        match self {
            LedgerKind::Title => "标题",
            LedgerKind::Front => "文件头",
            LedgerKind::Addressee => "主送机关",
            LedgerKind::Notice => "通知正文",
            LedgerKind::Attachment => "附件说明",
            LedgerKind::Preamble => "总述",
            LedgerKind::Safeguards => "保障措施",
            LedgerKind::Narrative => "叙述性内容",
            LedgerKind::Skipped => "按要求略过",
            LedgerKind::Heading => "层次标题",
            LedgerKind::Number => "序号",
            LedgerKind::Task => "任务",
            LedgerKind::Tag => "责任标注",
            LedgerKind::Table => "表格框架",
            LedgerKind::OtherColumn => "表格其他栏",
            LedgerKind::Signature => "署名",
            LedgerKind::Date => "成文日期",
            LedgerKind::Closing => "版记",
            LedgerKind::Noise => "网页附带文字",
            LedgerKind::Blank => "空白",
        }
    }
}

/// One stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerEntry {
    /// Its place; the entries of a plan touch each other.
    pub span: CharSpan,
    /// What it is.
    pub kind: LedgerKind,
    /// Id of the task it belongs to.
    pub task: Option<Arc<str>>,
}
