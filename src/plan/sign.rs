//! What speaks against a task's row: the reasons why a person should look at it first.

use serde::{Deserialize, Serialize};

/// A sign that a row may not be what the text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Nobody owns the task, and most other tasks of the plan have owners.
    NoOwner,
    /// Names of units stand in its text as a tag would name them.
    NamesInText,
    /// Its heading is the name of an office, and nobody owns it.
    NamesInHeading,
    /// Names of units stand in a cell of another column of its row.
    NamesInCell,
    /// Names of units stand behind it in text that belongs to no task.
    NamesBeside,
    /// A bracket with words of a role in it was not read as a tag.
    BracketNotRead,
    /// A bracket with names in it is never closed.
    UnclosedBracket,
    /// A bracket of its text has no other half.
    OddBracket,
    /// Its text and its tag both name owners.
    TextAndTag,
    /// An owner's name is none: a digit or a stop in it, a single character, no word of a unit.
    OddName,
    /// An owner's name reads like several names with nothing between them.
    JoinedNames,
    /// Two of its owners have nothing or 和 between them: they may be one name.
    CutName,
    /// Words of its tag are neither names nor words of a role nor a time.
    WordsLeft,
    /// A sentence or a line names its owners, where nearly all other tasks of the plan have a tag.
    OtherForm,
    /// Its text is nothing but names of units: a cell may have slipped by one column.
    TextIsNames,
    /// Columns of the table are not certain.
    Columns,
    /// One unit has two roles in its tag.
    SameUnit,
    /// A time of it is none that a calendar has, or a cell of the column for times holds none.
    Time,
    /// A number of its text was taken for a target on a guess.
    Target,
    /// Its text holds next to nothing, or begins or ends in the middle of a sentence.
    Fragment,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Sign; 20] = [
        Sign::NoOwner,
        Sign::NamesInText,
        Sign::NamesInHeading,
        Sign::NamesInCell,
        Sign::NamesBeside,
        Sign::BracketNotRead,
        Sign::UnclosedBracket,
        Sign::OddBracket,
        Sign::TextAndTag,
        Sign::OddName,
        Sign::JoinedNames,
        Sign::CutName,
        Sign::WordsLeft,
        Sign::OtherForm,
        Sign::TextIsNames,
        Sign::Columns,
        Sign::SameUnit,
        Sign::Time,
        Sign::Target,
        Sign::Fragment,
    ];

    /// What a person reads.
    pub fn words(self) -> &'static str {
        match self {
            Sign::NoOwner => "多数任务写有责任单位，这一项没有读到，任务内容里又提到单位",
            Sign::NamesInText => "任务内容里像是写有责任单位，没有当作责任标注",
            Sign::NamesInHeading => "所在标题像是单位或科室的名称，没有当作责任单位",
            Sign::NamesInCell => "表格其他栏里写有单位名称，没有当作责任单位",
            Sign::NamesBeside => "后面不属于任何任务的文字里写有单位名称",
            Sign::BracketNotRead => "有一处括号里写着“负责”“牵头”等字样，没有读作责任标注",
            Sign::UnclosedBracket => "有一处带单位名称的括号没有右半边，没有读作责任标注",
            Sign::OddBracket => "任务内容里的括号缺了半边，可能断开或混入了别处的文字",
            Sign::TextAndTag => "正文里写了由谁负责，另外还有责任标注",
            Sign::OddName => "有的责任单位不像单位名称",
            Sign::JoinedNames => "有的责任单位像是几家连在一起，中间没有顿号",
            Sign::CutName => "有两家责任单位之间只有“和”字或没有标点，可能断错了地方",
            Sign::WordsLeft => "责任标注里有没读懂的字",
            Sign::OtherForm => "其他任务用括号或标签写责任单位，这一项写在句子里",
            Sign::TextIsNames => "任务内容像是单位名称，责任单位可能错了一格",
            Sign::Columns => "表格的栏目对不齐，责任单位可能读错了栏",
            Sign::SameUnit => "同一单位在责任标注里出现两次，角色不同",
            Sign::Time => "完成时限一栏不像日期，或日期不存在",
            Sign::Target => "工作目标里有拿不准的数字",
            Sign::Fragment => "任务内容不完整，可能断开或并错了行",
        }
    }

    /// Whether the finding about doubtful owners leaves it out: another tells of it, or it is not about owners.
    pub fn is_reported(self) -> bool {
        matches!(
            self,
            Sign::NoOwner | Sign::UnclosedBracket | Sign::TextAndTag | Sign::SameUnit | Sign::Time | Sign::Target
        )
    }
}
