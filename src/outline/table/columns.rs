//! What the columns of a 分工表 are, by their headings.

use crate::directory::fold_char;
use crate::tags::{BaseRole, LabelKind, Roles, label_kind, without_sounds};

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

const NUMBER: &[&str] = &[
    "序号",
    "编号",
    "项目编号",
    "项目序号",
    "任务编号",
    "建议号",
    "建议编号",
    "提案号",
    "提案编号",
    "议案号",
    "案号",
    "号",
    "序",
];
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
    "任务类型",
    "所属领域",
    "工作领域",
    "工作板块",
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
    "任务目标",
    "目标与任务",
    "工作任务和内容",
    "实事内容",
    "民生事项名称",
    "实事名称",
    "工作要点",
    "主要工作",
    "任务清单",
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
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
];

/// Ends of headings of tasks: 督办事项, 攻坚目标任务.
const TASK_ENDS: &[&str] = &[
    "任务",
    "事项",
    "措施",
    "举措",
    "内容",
    "名称",
    "要点",
    "清单",
    "实事",
    "工作",
    "项目",
    "行动",
    "目标与任务",
    "要求",
    "题目",
    "案由",
    "标题",
    "议题",
];
/// Ends of headings that say nothing of tasks, owners or time.
const OTHER_ENDS: &[&str] = &[
    "情况",
    "进度",
    "进展",
    "备注",
    "说明",
    "目标",
    "目标值",
    "标准",
    "依据",
    "来源",
    "地点",
    "电话",
    "资金",
    "投资",
    "规模",
    "性质",
    "年限",
    "成效",
    "问题",
    "打算",
    "分值",
    "得分",
    "方式",
    "形式",
    "成果",
    "行业",
    "数量",
    "计划",
    "季度",
    "手续",
    "安排",
    "比例",
    "金额",
    "完成率",
    "评价",
    "是否完成",
    "月份",
    "代表",
    "委员",
    "提案人",
    "提案者",
    "领衔人",
    "建议人",
    "提出人",
    "属性",
    "类型",
];
/// Headings of owners beside the labels that running text has as well.
const OWNERS: &[&str] = &[
    "责任分工",
    "职责分工",
    "任务分工",
    "工作分工",
    "分工",
    "部门",
    "建设单位",
    "业主单位",
    "项目业主",
    "项目单位",
    "完成单位",
    "申报单位",
    "实施主体",
    "建设主体",
    "责任单位及人员",
    "责任部门及人员",
];

/// Ends of headings of deadlines: 办结时限, 计划完成时间. 开工时间 is none: it says when work begins.
const DEADLINE_ENDS: &[&str] = &[
    "时限",
    "期限",
    "完成时间",
    "办结时间",
    "完成日期",
    "时间节点",
    "时间要求",
    "时间安排",
    "时间进度",
];
/// Ends of headings of time; what they say when work begins, or when somebody wrote something, are none of deadlines.
const TIME_ENDS: &[&str] = &["时间", "时限", "期限", "节点", "日期", "时间段"];
const NO_DEADLINES: &[&str] = &[
    "开工", "开始", "启动", "起始", "发布", "公布", "报送", "上报", "填报", "印发", "发文", "收文", "来文", "成立",
    "召开", "受理", "交办", "登记", "更新", "统计", "审批", "立项", "联系", "服务", "办公",
];
/// Ends of headings of persons: 牵头市领导, 包联干部.
const PEOPLE_ENDS: &[&str] = &["领导", "责任人", "负责人", "联系人", "干部", "领导及职务"];

/// Ends of headings of owners, whatever stands before them: 决策承办单位, 发起部门.
const OWNER_NOUNS: &[&str] = &["单位", "部门", "科室", "处室", "股室", "机构", "主体"];
/// What units of such a column do first: 发起部门 beside 配合部门 in plans of joint inspections.
const LEADING: &[&str] = &["发起", "组织", "召集", "总牵头", "主管"];
/// The last words before these nouns in headings of owners however long.
const ROLE_ENDS: &[&str] = &["牵头", "配合", "协办", "协同", "主办", "责任", "参与"];
/// Before these nouns: what is measured, built or inspected, or who built it.
const NO_OWNERS: &[&str] = &[
    "计量",
    "数量",
    "施工",
    "监理",
    "设计",
    "勘察",
    "检查",
    "抽查",
    "受检",
    "被查",
    "企业",
    "市场",
    "对象",
    "面积",
    "投资",
    "资金",
    "预算",
    "用人",
    "招聘",
    "采购",
    "代理",
    "所在",
    "制定",
    "发文",
    "颁布",
    "报送",
    "填报",
    "来文",
    "提出",
    "提案",
    "建议",
    "服务",
    "受益",
    "评估",
    "考核",
    "监督考核",
    "验收",
    "审核",
    "审批",
    "经营",
    "市场",
    "参建",
    "供货",
];

/// Kinds of places beside units in a heading: 配合单位及镇街.
const PLACES: &[&str] = &[
    "镇街",
    "街镇",
    "乡镇",
    "街道",
    "镇乡",
    "园区",
    "区县",
    "县区",
    "县市区",
    "乡镇街道",
    "镇（街道）",
    "人员",
];

/// The kind of column that `words`, a heading, make.
pub(super) fn column_kind(words: &str, roles: &Roles) -> Option<ColumnKind> {
    let core = core(words)?;
    listed(&core, roles).or_else(|| by_end(&core, roles))
}

/// The kind of a column whose heading is on the lists, word for word.
pub(super) fn listed_kind(words: &str, roles: &Roles) -> Option<ColumnKind> {
    listed(&core(words)?, roles)
}

/// A heading without blanks, year and remark: 2022年度任务目标（件） is 任务目标.
fn core(words: &str) -> Option<String> {
    // 序號, 責任單位, 發(fā)起部門: headings are written in traditional characters too, some with sounds.
    let words: String = without_sounds(words)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '*')
        .map(fold_char)
        .collect();
    let core = words.split(['（', '(']).next().unwrap_or_default();
    let undated = core.trim_start_matches(|c: char| c.is_ascii_digit());
    let core = match undated.strip_prefix("年度").or_else(|| undated.strip_prefix('年')) {
        Some(rest) if undated.len() < core.len() && !rest.is_empty() => rest,
        _ => core,
    };
    (!core.is_empty() && core.chars().count() <= 14).then(|| core.to_string())
}

fn listed(core: &str, roles: &Roles) -> Option<ColumnKind> {
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
    if OWNERS.contains(&core) {
        return Some(ColumnKind::Units(BaseRole::Owner));
    }
    // 建设内容及规模
    if let Some((first, _)) = core.split_once(['及', '和', '与'])
        && TASK.contains(&first)
    {
        return Some(ColumnKind::Task);
    }
    // 责任单位或牵头单位: who leads, by either name.
    if let Some((one, other)) = core.split_once('或')
        && let (Some(LabelKind::Units(one)), Some(LabelKind::Units(other))) =
            (label_kind(one, roles), label_kind(other, roles))
    {
        let lead = [one, other].contains(&BaseRole::Lead);
        return Some(ColumnKind::Units(if lead { BaseRole::Lead } else { one }));
    }
    // 责任单位及责任人: the units, with a person behind them.
    for joint in ["及", "和", "、", "/", "与"] {
        if let Some((units, people)) = core.split_once(joint)
            && let (Some(LabelKind::Units(role)), Some(LabelKind::People)) =
                (label_kind(units, roles), label_kind(people, roles))
        {
            return Some(ColumnKind::Units(role));
        }
        if let Some((units, places)) = core.split_once(joint)
            && PLACES.contains(&places)
            && let Some(LabelKind::Units(role)) = label_kind(units, roles)
        {
            return Some(ColumnKind::Units(role));
        }
    }
    if core.strip_prefix("责任").is_some_and(|places| PLACES.contains(&places)) {
        return Some(ColumnKind::Units(BaseRole::Owner));
    }
    match label_kind(core, roles) {
        Some(LabelKind::Units(role)) => return Some(ColumnKind::Units(role)),
        Some(LabelKind::People) => return Some(ColumnKind::People),
        Some(LabelKind::Deadline) => return Some(ColumnKind::Deadline),
        Some(LabelKind::Other) | None => {}
    }
    // 责任单位完成时限 and 责任人完成时限 are two headings, 区政府分管领导 is one.
    let one = |before: &str, most: usize| {
        before.chars().count() <= most
            && !["单位", "部门", "任务", "内容", "措施", "序"]
                .iter()
                .any(|word| before.contains(word))
    };
    let ends = |list: &[&str], most: usize| {
        let mut stems = list.iter().filter_map(|end| core.strip_suffix(end));
        stems.any(|before| one(before, most))
    };
    if ends(DEADLINE_ENDS, 4) && !core.starts_with("责任人") {
        Some(ColumnKind::Deadline)
    } else if ends(PEOPLE_ENDS, 5) {
        Some(ColumnKind::People)
    } else {
        None
    }
}

fn by_end(core: &str, roles: &Roles) -> Option<ColumnKind> {
    if core.chars().count() > 12 || core.contains(['，', '。', '；', '：', ',', ':']) {
        return None;
    }
    if OTHER_ENDS.iter().any(|end| core.ends_with(end)) {
        return Some(ColumnKind::Other);
    }
    let time = TIME_ENDS.iter().find_map(|end| core.strip_suffix(end));
    if let Some(stem) = time {
        let deadline = !NO_DEADLINES.iter().any(|word| stem.ends_with(word));
        return Some(if deadline {
            ColumnKind::Deadline
        } else {
            ColumnKind::Other
        });
    }
    let stem = OWNER_NOUNS.iter().find_map(|noun| core.strip_suffix(noun));
    if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
        // 市卫健委内牵头处室: the role word says what the words before it leave open.
        let long = stem.chars().count() > 6 && !ROLE_ENDS.iter().any(|word| stem.ends_with(word));
        // 检查主体 inspects; 被检查主体, 检查单位 may be inspected.
        let inspects = core.ends_with("主体")
            && ["检查", "抽查"].iter().any(|end| stem.ends_with(end))
            && !stem.contains(['被', '受']);
        let other = long || !inspects && NO_OWNERS.iter().any(|end| stem.ends_with(end));
        let joins = ["联合", "参与", "参加"].contains(&stem);
        let lead = LEADING.iter().any(|word| stem.ends_with(word));
        let base = if lead {
            BaseRole::Lead
        } else if joins {
            BaseRole::Support
        } else {
            roles.of_label(stem).unwrap_or(BaseRole::Owner)
        };
        return Some(if other {
            ColumnKind::Other
        } else {
            ColumnKind::Units(base)
        });
    }
    // 工作领域
    if ["领域", "类别", "板块", "大类"].iter().any(|end| core.ends_with(end)) {
        return Some(ColumnKind::Heading);
    }
    let short = core.chars().count() <= 9;
    (short && TASK_ENDS.iter().any(|end| core.ends_with(end))).then_some(ColumnKind::Task)
}
