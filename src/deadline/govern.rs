//! Whether a time expression governs the result of the task it stands in.
//!
//! Only one that modifies what is to be done counts (DOMAIN: 只取修饰本任务成果的时间): not a year in 《…》, not what was
//! done before, not a year that is part of a name (实施2023年质量提升行动), not the date of an event.

use std::ops::Range;

use super::derive::year_of;
use super::find::{Form, floor};
use crate::source::CharSet;

/// Words before a bare year or month that leave it adverbial.
const LEADS: &[&str] = &[
    "力争",
    "争取",
    "确保",
    "计划",
    "预计",
    "力求",
    "务必",
    "原则上",
    "最迟",
    "到",
    "至",
    "于",
    "在",
    "并",
    "将",
    "拟",
    "要",
    "应",
    "须",
    "也",
    "且",
    "分别",
    "自",
    "从",
    "（",
    "(",
    "、",
    "“",
];

/// Words that say a thing has been done or is told of the past.
const PAST: &[&str] = &[
    "已",
    "去年",
    "上年",
    "以来",
    "曾",
    "截至",
    "截止",
    "据统计",
    "同比",
    "预估",
    "估计",
    "测算",
];

/// What behind a bare year or month makes it part of a name or of a report.
const NAMES: &[&str] = &[
    "的",
    "是",
    "、",
    "等",
    "版",
    "以来",
    "起",
    "开始",
    "-",
    "—",
    "至",
    "到",
    "和",
    "及",
    "与",
    "级",
    "节",
    "宣传月",
];

/// Words for a result; one must stand behind a bare year or month where no figure does.
const RESULTS: &[&str] = &[
    "完成", "建成", "实现", "达到", "新增", "新建", "改建", "扩建", "创建", "建立", "开展", "启动", "制定", "出台",
    "印发", "实施", "组织", "举办", "召开", "投入", "投用", "培养", "培训", "覆盖", "提高", "提升", "下降", "控制",
    "全面", "基本", "力争", "确保", "开工", "竣工", "验收", "通过", "报送", "上报", "推进", "打造", "形成", "争创",
    "创成", "上线", "运行", "启用", "搬迁", "摘牌", "选树", "评选", "改造", "整治", "配备", "设立", "落地", "见效",
    "申报", "发布", "公布", "开通", "建设", "安排", "筹建",
];

/// Verbs behind 定期 and before a count of days that make it the task's own time.
const DOES: &[&str] = &[
    "开展", "组织", "召开", "通报", "检查", "评估", "监测", "报送", "更新", "发布", "研究", "调度", "分析", "向", "对",
    "进行", "召集", "督导", "公布", "督查", "走访", "巡查", "培训", "举办", "清理", "清洗", "消毒", "报告", "汇总",
    "公开", "听取", "会商", "完成", "制定", "出台", "建立", "上报", "印发", "整改", "反馈", "到位",
];

/// Words of what somebody is given or allowed.
const ENTITLES: &[&str] = &[
    "给予",
    "补贴",
    "补助",
    "奖励",
    "上限",
    "最高",
    "不超过",
    "免费",
    "限额",
    "申领",
    "享受",
];

/// Whether the expression at `at` within `clause` of `text` says by when the text's own result is due.
pub(super) fn governs(
    text: &str,
    clause: &Range<usize>,
    at: &Range<usize>,
    form: Form,
    plan_year: Option<i32>,
) -> bool {
    let before = text[clause.start..at.start].trim_start();
    let after = text[at.end..clause.end].trim_start();
    let words = &text[at.clone()];
    if is_quoted(text, at) {
        return false;
    }
    match form {
        Form::Ongoing => begins_clause(before) && !after.starts_with('的'),
        // 用好定期巡查机制: the name of something that there is.
        Form::Recurring if words == "定期" => {
            starts_with(after, DOES) && !ends_with(before, &["用好", "健全", "完善", "落实", "建立"])
        }
        // 保障学生每天锻炼1小时: how often pupils do it, not the office.
        Form::Recurring if starts_with(words, &["每天", "每日"]) => begins_clause(before),
        // 每年给予最高50万元补贴: an entitlement, no work of every year.
        // 每年3月1日至5月31日为…紧要期: what is so every year, not what is done.
        Form::Recurring if after.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '日' | '至' | '-' | '—')) => {
            false
        }
        Form::Recurring => !holds(after, &ENTITLES_FIRST, ENTITLES),
        Form::Event => !is_past(before, after) && !after.starts_with('后'),
        // 自受理之日起5个工作日内办结 is how long a service may take, no date of the task.
        Form::Relative => {
            ends_with(before, &["后", "印发之日起", "下发之日起", "出台之日起"]) && starts_with(after, DOES)
        }
        Form::Date => is_due(before, words, after, plan_year),
    }
}

/// Whether a date says by when something is to be done.
fn is_due(before: &str, words: &str, after: &str, plan_year: Option<i32>) -> bool {
    if is_past(before, after) || before.ends_with(|c: char| c.is_ascii_digit() || "近每半学上两三".contains(c)) {
        return false;
    }
    // 实施期限至2022年4月30日, 2021年5月1日至2022年4月30日: how long something holds.
    if starts_with(words, &["到", "至"])
        && ends_with(
            before,
            &["期限", "延长", "实施", "施行", "执行", "有效期", "日", "月", "年"],
        )
    {
        return false;
    }
    if ends_with(words, &["前", "内", "底", "末", "终"]) || words.starts_with(['到', '至']) {
        // 年底考核结果 is a name, 年底前考核 a time.
        let names: &[&str] = match ends_with(words, &["前", "内"]) {
            true => &["的"],
            false => &["的", "考核", "评比", "总结大会", "奖"],
        };
        return !starts_with(after, names);
    }
    // Without 前 or 底, a year of the past is told of, not set.
    if year_of(words).zip(plan_year).is_some_and(|(year, plan)| year < plan) {
        return false;
    }
    // 今年 stands in every report: only a figure makes it a time.
    let in_figures = after.contains(|c: char| c.is_ascii_digit());
    if matches!(words, "今年" | "本年度") {
        return begins_clause(before) && in_figures && !starts_with(after, NAMES);
    }
    let has_result = after.contains(|c: char| c.is_ascii_digit()) || holds(after, &RESULTS_FIRST, RESULTS);
    // 5月、9月各举办1次.
    let listed = after
        .strip_prefix('、')
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit() || "上下第一二三四".contains(c)));
    // 2026年世界水日期间: an event of the year.
    let event = after.contains("期间") || after.contains("之际");
    let named = starts_with(after, NAMES) && !listed || event;
    begins_clause(before) && !after.is_empty() && !named && !words.ends_with("年度") && has_result
}

fn begins_clause(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || ends_with(before, LEADS)
}

fn is_past(before: &str, after: &str) -> bool {
    before.ends_with('截')
        || holds(before, &PAST_FIRST, PAST)
        || starts_with(after, &["以来", "已", "起", "开始", "节", "周年"])
}

static PAST_FIRST: CharSet = CharSet::EMPTY.and_nth(PAST, 0);
static RESULTS_FIRST: CharSet = CharSet::EMPTY.and_nth(RESULTS, 0);
static ENTITLES_FIRST: CharSet = CharSet::EMPTY.and_nth(ENTITLES, 0);

/// Whether one of `list`, whose first characters are `firsts`, is in `words`.
fn holds(words: &str, firsts: &CharSet, list: &[&str]) -> bool {
    firsts.places(words).any(|at| starts_with(&words[at..], list))
}

fn starts_with(words: &str, list: &[&str]) -> bool {
    list.iter().any(|word| words.starts_with(word))
}

fn ends_with(words: &str, list: &[&str]) -> bool {
    list.iter().any(|word| words.ends_with(word))
}

/// How far back, in bytes, the opening half of a title or quotation is looked for.
const QUOTATION: usize = 240;

/// Whether the expression stands inside 《…》, “…” or the brackets of a document number.
fn is_quoted(text: &str, at: &Range<usize>) -> bool {
    let low = floor(text, at.start.saturating_sub(QUOTATION));
    let before = &text[low..at.start];
    static OPENING: CharSet = CharSet::of("《“〔");
    if OPENING.next(before, 0).is_none() {
        return false;
    }
    [('《', '》'), ('“', '”'), ('〔', '〕')]
        .into_iter()
        .any(|(open, close)| {
            before
                .rfind(open)
                .is_some_and(|opened| !before[opened..].contains(close))
        })
}
