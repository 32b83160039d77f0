//! What the columns of a 分工表 are, by their headings.

use crate::tags::{BaseRole, LabelKind, Roles, label_kind};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// 序号.
    Number,
    /// 领域, 类别: heads several rows.
    Heading,
    /// 工作任务, 具体措施.
    Task,
    /// Units in the role that the heading gives.
    Units(BaseRole),
    /// 责任领导.
    People,
    /// 完成时限.
    Deadline,
    /// 备注, 进展情况 and everything else.
    Other,
}

const NUMBER: &[&str] = &["序号", "编号", "项目编号", "任务编号", "号", "序"];
const HEADING: &[&str] = &[
    "领域",
    "类别",
    "分类",
    "类型",
    "重点领域",
    "板块",
    "任务类别",
    "项目类别",
    "一级指标",
    "专项行动",
    "行动",
    "行动名称",
    "方面",
    "工作类别",
];
const TASK: &[&str] = &[
    "工作任务",
    "主要任务",
    "任务内容",
    "重点任务",
    "工作内容",
    "民生实事",
    "主要目标",
    "目标任务",
    "具体措施",
    "工作措施",
    "具体要求",
    "重点工作",
    "工作举措",
    "主要措施",
    "具体任务",
    "项目名称",
    "项目内容",
    "建设内容",
    "任务",
    "内容",
    "措施",
    "主要内容",
    "任务名称",
    "具体内容",
    "重点工作任务",
    "主要工作任务",
    "实事项目",
    "项目",
    "工作事项",
    "事项",
    "任务事项",
    "改革任务",
    "改革举措",
    "整改任务",
    "整改措施",
    "问题",
    "全年目标任务",
    "年度目标任务",
    "重点举措",
    "主要举措",
    "工作要求",
    "任务分解",
    "分解任务",
    "实施内容",
    "责任事项",
    "工作目标任务",
    "目标内容",
    "任务要求",
    "任务措施",
    "工作项目",
    "具体工作",
    "政策措施",
    "建议内容",
    "工作重点",
    "年度任务",
    "具体举措",
];
const OTHER: &[&str] = &[
    "备注",
    "说明",
    "进展情况",
    "进展",
    "推进情况",
    "完成情况",
    "工作目标",
    "目标",
    "年度目标",
    "是否达序",
    "联系电话",
    "电话",
    "成果形式",
    "预期成果",
    "考核指标",
    "指标",
    "单位",
    "数量",
    "投资",
    "资金来源",
    "存在问题",
    "下一步措施",
    "状态",
    "完成标准",
    "工作成效",
    "依据",
    "文件依据",
    "政策依据",
    "考核方式",
    "分值",
    "得分",
    "目标要求",
    "工作进度",
    "形象进度",
    "总投资",
    "年度计划",
    "建设规模",
    "建设地点",
];

/// The kind of column that `words`, a heading, make.
pub(super) fn column_kind(words: &str, roles: &Roles) -> Option<ColumnKind> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let core = words.split(['（', '(']).next().unwrap_or_default();
    if core.is_empty() || core.chars().count() > 14 {
        return None;
    }
    if NUMBER.contains(&core) {
        return Some(ColumnKind::Number);
    }
    if TASK.contains(&core) {
        return Some(ColumnKind::Task);
    }
    if HEADING.contains(&core) {
        return Some(ColumnKind::Heading);
    }
    if OTHER.contains(&core) || core.ends_with("推进情况") || core.ends_with("进展情况") || core.ends_with("完成情况")
    {
        return Some(ColumnKind::Other);
    }
    match label_kind(core, roles)? {
        LabelKind::Units(role) => Some(ColumnKind::Units(role)),
        LabelKind::People => Some(ColumnKind::People),
        LabelKind::Deadline => Some(ColumnKind::Deadline),
    }
}
