//! Whether a time expression governs the result of the task it stands in.
//!
//! Only one that modifies what is to be done counts (DOMAIN: 只取修饰本任务成果的时间): not a year in 《…》, not what was
//! done before, not a year that is part of a name (实施2023年质量提升行动), not the date of an event.

use std::ops::Range;

use super::find::{Form, floor};
use super::value::{Since, Unit, Value, Year};
use crate::plan::Certainty;
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
    "其中",
    "当中",
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
    "任务",
    "目标",
    "重点工作",
    "重点任务",
    "重点项目",
    "主要目标",
    "主要任务",
    "预期目标",
    "工作要点",
    "工作计划",
    "工作任务",
];

/// Words for a result; one must stand behind a bare year or month where no figure does.
const RESULTS: &[&str] = &[
    "完成", "建成", "实现", "达到", "新增", "新建", "改建", "扩建", "创建", "建立", "开展", "启动", "制定", "出台",
    "印发", "实施", "组织", "举办", "召开", "投入", "投用", "培养", "培训", "覆盖", "提高", "提升", "下降", "控制",
    "全面", "基本", "力争", "确保", "开工", "竣工", "验收", "通过", "报送", "上报", "推进", "打造", "形成", "争创",
    "创成", "上线", "运行", "启用", "搬迁", "摘牌", "选树", "评选", "改造", "整治", "配备", "设立", "落地", "见效",
    "申报", "发布", "公布", "开通", "建设", "安排", "筹建", "封顶", "投产", "通车", "贯通", "交付", "试运", "营业",
    "开业", "挂牌", "揭牌", "成立", "组建", "招生", "入驻", "招标", "进场", "通水", "并网", "达产", "复工", "开园",
    "销号", "清零", "达标", "到位", "评估", "考核", "督查", "检查", "通报", "公示", "修订", "修编", "审定", "报批",
    "提交", "审核", "自评", "整改", "普查", "摸底", "排查", "评审", "论证", "签约", "培育", "引进", "净增", "增长",
    "增加", "减少", "压减", "降低", "突破", "超过", "轮训", "清理", "更新", "发放", "定期", "收集", "汇总", "约谈",
    "会商", "调度", "播种", "收购",
];

/// Words before a bare year or month that take it as part of their object: 落实2031年新增资金, 比2030年增长.
const TAKES: &[&str] = &[
    "实施",
    "落实",
    "贯彻",
    "完成",
    "开展",
    "做好",
    "制定",
    "总结",
    "谋划",
    "办好",
    "组织",
    "推进",
    "抓好",
    "公布",
    "发布",
    "编制",
    "按照",
    "根据",
    "对照",
    "结合",
    "迎接",
    "对标",
    "执行",
    "通过",
    "关于",
    "对",
    "将",
    "把",
    "的",
    "和",
    "与",
    "及",
    "同",
    "比",
    "较",
    "是",
    "为",
    "按",
    "据",
    "以",
    "因",
    "自",
    "从",
    "由",
    "纳入",
    "列入",
    "享受",
    "给予",
    "实现",
    "达到",
    "占",
    "超",
    "近",
    "每",
    "下达",
    "安排",
    "参加",
    "举办",
    "配合",
    "支持",
    "巩固",
    "推动",
    "跟踪",
    "不低于",
    "不高于",
    "高于",
    "低于",
    "确定",
    "部署",
    "明确",
    "提前",
    "征集",
    "评选",
    "入选",
    "申报",
    "获得",
    "全国",
    "全省",
    "全市",
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

/// Words before a time that make it an aim.
const HEDGES: &[&str] = &["力争", "争取", "确保", "力求", "力争在", "确保在", "争取在"];

/// Words of services that are given within so many days: no time of the task.
const SERVICES: &[&str] = &[
    "受理", "申请", "申报", "申领", "办结", "办理", "审批", "审核", "答复", "响应", "处置", "到账", "拨付", "兑付",
    "兑现", "投诉", "举报", "诉求", "报警", "接警", "接诉", "接报", "提交", "出证", "发证", "送达", "告知", "有效",
    "保修", "质保", "离校", "出院", "入院", "发病", "确诊", "出生",
];

/// Whom services are for, where so many days are counted.
const CLIENTS: &[&str] = &["企业", "群众"];

/// Behind a count of years: it tells of what there was, or is a condition.
const HAPPENED: &[&str] = &[
    "未",
    "没有",
    "无",
    "不得",
    "不再",
    "有",
    "曾",
    "发生",
    "被",
    "累计",
    "连续",
    "新认定的",
    "新增的",
    "的",
    "出现",
    "受到",
];

/// How surely the expression at `at` within `clause` of `text` says by when the text's own result is due; `None` where
/// it does not.
pub(super) fn governs(
    text: &str,
    clause: &Range<usize>,
    at: &Range<usize>,
    form: Form,
    value: Value,
    plan_year: Option<i32>,
) -> Option<Certainty> {
    let before = text[clause.start.min(at.start)..at.start].trim_start();
    let after = text[at.end..clause.end.max(at.end)].trim_start();
    let words = &text[at.clone()];
    if is_quoted(text, at) {
        return None;
    }
    let adverbial = begins_clause(before);
    let sure = |sure: bool| if sure { Certainty::Certain } else { Certainty::Likely };
    let (governs, certainty) = match form {
        Form::Ongoing => (goes_on(before, words, after), Certainty::Certain),
        Form::Recurring => (recurs(before, words, after), Certainty::Certain),
        Form::Event => {
            // 完成水库汛前检查: the name of what is done.
            let named = ["完成", "开展", "组织", "做好", "加强"]
                .iter()
                .any(|verb| before.contains(verb));
            let named = named || !adverbial && starts_with(after, &["检查", "准备", "大检查", "演练"]);
            let due = !is_past(before, after) && !after.starts_with(['后', '的']) && (adverbial || !named);
            (due, sure(adverbial))
        }
        Form::Start => {
            let starts = starts(before, words, after) && !is_before_plan(value, plan_year);
            (starts, sure(words.starts_with(['自', '从'])))
        }
        Form::Relative => {
            let counted = !matches!(value, Value::Within(_, _, Since::Unsaid));
            (is_within(before, words, after, value), sure(counted))
        }
        Form::Date if is_bare(words) => {
            // 2031年，建成3家: what the next clause says.
            let alone = after.is_empty();
            let after = if alone { clause_behind(text, clause.end) } else { after };
            let past = is_before_plan(value, plan_year);
            let due = is_due(before, words, after, past) && !tells_of_past(text, clause.start, before, after);
            (due, sure(adverbial && !alone && plan_year.is_some()))
        }
        Form::Date => (is_due(before, words, after, false), sure(!is_open(words))),
    };
    governs.then_some(certainty)
}

/// 6月前, 三季度前: before it begins or before it ends?
fn is_open(words: &str) -> bool {
    let bare = words.trim_end_matches(['之', '以', '前']);
    bare.len() < words.len() && ends_with(bare, &["月", "月份", "季度", "半年"])
}

/// How far ahead, in bytes, a clause is looked at.
const NEXT: usize = 150;

/// The clause behind the comma at `at`; nothing where it only says what the sentence is about (…方面).
fn clause_behind(text: &str, at: usize) -> &str {
    let rest = &text[at..floor(text, (at + NEXT).min(text.len()))];
    let rest = rest.strip_prefix(['，', ',']).unwrap_or_default();
    let clause = &rest[..rest.find(super::find::ends_clause).unwrap_or(rest.len())];
    if clause.ends_with("方面") { "" } else { clause }
}

fn goes_on(before: &str, words: &str, after: &str) -> bool {
    // 常态化援企稳岗机制: the name of something.
    let named = words == "常态化" && !starts_with(after, DOES) && !starts_with(after, RESULTS);
    // 每名局长全年不少于2次
    let counted = words == "全年" && starts_with(after, &["不少于", "不低于", "组织", "开展", "新增"]);
    (begins_clause(before) || counted) && !after.starts_with('的') && !named
}

fn recurs(before: &str, words: &str, after: &str) -> bool {
    // 用好定期巡查机制: the name of something that there is.
    if words.ends_with("定期") {
        return starts_with(after, DOES) && !ends_with(before, &["用好", "健全", "完善", "落实", "建立"]);
    }
    // 逐年提高 says how something grows, 按月、按季 how often something is done.
    if words.starts_with(['按', '逐']) {
        return !words.contains('年') && !starts_with(after, &["度", "龄", "计划", "任务"]);
    }
    // 保障学生每天锻炼1小时: how often pupils do it, not the office.
    if starts_with(words, &["每天", "每日"]) {
        return begins_clause(before);
    }
    // 每年给予最高50万元补贴: an entitlement, no work of every year.
    // 每年3月1日至5月31日为…紧要期: what is so every year, not what is done.
    let goes_on = |c: char| c.is_ascii_digit() || matches!(c, '日' | '至' | '-' | '—' | '为');
    (!after.starts_with(goes_on) || after.starts_with("至少")) && !holds(after, &ENTITLES_FIRST, ENTITLES)
}

/// Whether 自7月1日起 says from when the task's own work is done.
fn starts(before: &str, words: &str, after: &str) -> bool {
    let led = words.starts_with(['自', '从']);
    (led || begins_clause(before)) && !is_past(before, after) && !is_done(after) && !after.starts_with("算")
}

/// Whether a count of days or years is that of the task: 印发后30日内制定, 三年内建成.
fn is_within(before: &str, words: &str, after: &str, value: Value) -> bool {
    let Value::Within(_, unit, since) = value else {
        return false;
    };
    let serves = |words: &str| SERVICES.iter().any(|word| words.contains(word));
    if before.ends_with(|c: char| c.is_ascii_digit() || "近每第上超满前".contains(c))
        || ends_with(before, &["最近", "过去", "连续", "期限", "享受", "毕业"])
        || starts_with(after, HAPPENED) && !ends_with(before, HEDGES)
        || holds(after, &ENTITLES_FIRST, ENTITLES)
    {
        return false;
    }
    match since {
        Since::Issue => true,
        // 自受理之日起5个工作日内办结 is how long a service may take.
        Since::Event => {
            let does = starts_with(after, DOES) || starts_with(after, RESULTS);
            let clients = CLIENTS.iter().any(|word| after.contains(word)) && is_short(unit);
            !serves(words) && !serves(after) && does && !clients
        }
        Since::Unsaid if !is_short(unit) => {
            let result = after.contains(|c: char| c.is_ascii_digit()) || holds(after, &RESULTS_FIRST, RESULTS);
            let alone = after.is_empty() && words.starts_with(|c| "用利今未力".contains(c));
            let led = begins_clause(before) || starts_with(after, RESULTS) && !ends_with(before, TAKES);
            led && (result && !serves(after) || alone) || ends_with(before, HEDGES)
        }
        Since::Unsaid => {
            let clients = CLIENTS.iter().any(|word| after.contains(word) || before.contains(word));
            begins_clause(before) && starts_with(after, DOES) && !serves(after) && !serves(before) && !clients
        }
    }
}

/// Whether days are counted, not months or years.
fn is_short(unit: Unit) -> bool {
    !matches!(unit, Unit::Months | Unit::Years)
}

/// Whether a time lies in a year before the plan's.
fn is_before_plan(value: Value, plan_year: Option<i32>) -> bool {
    let year = match value {
        Value::Period(period) => period.to.year,
        Value::From(point) => point.year,
        _ => return false,
    };
    match (year, plan_year) {
        (Year::Stated(year), Some(plan)) => year < plan,
        _ => false,
    }
}

/// Whether neither 前 nor 底 stands in it: 2031年, 6月.
fn is_bare(words: &str) -> bool {
    !ends_with(words, &["前", "内", "底", "末", "终"]) && !words.starts_with(['到', '至'])
}

/// Words of sentences that tell of what was reached.
const TOLD: &[&str] = &[
    "目前",
    "近年来",
    "过去",
    "回顾",
    "截至",
    "截止",
    "以来，",
    "同比",
    "去年",
];
/// Words of what is still to be done.
const AHEAD: &[&str] = &["力争", "计划", "拟", "将", "要", "确保", "争取", "预计"];

/// Whether the sentence that the clause at `at` goes on tells of what was reached.
fn tells_of_past(text: &str, at: usize, before: &str, after: &str) -> bool {
    let sentence = &text[floor(text, at.saturating_sub(QUOTATION))..at];
    let sentence = &sentence[sentence.rfind(['。', '；', '\n']).unwrap_or(0)..];
    let ahead = |words: &str| holds(words, &AHEAD_FIRST, AHEAD);
    !sentence.is_empty() && holds(sentence, &TOLD_FIRST, TOLD) && !ahead(before) && !ahead(after)
}

/// 完成了3个, 发现问题5个: what was done.
fn is_done(after: &str) -> bool {
    after.contains("发现问题")
        || after.match_indices('了').any(|(at, _)| {
            let (verb, behind) = (&after[..at], &after[at..]);
            !verb.ends_with('为') && !behind.starts_with("了解") && RESULTS.iter().any(|word| verb.ends_with(word))
        })
}

/// Whether a date says by when something is to be done.
fn is_due(before: &str, words: &str, after: &str, past: bool) -> bool {
    if is_past(before, after)
        || is_done(after) && is_bare(words)
        || before.ends_with(|c: char| c.is_ascii_digit() || "近每半学上两三".contains(c))
    {
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
    if past {
        return false;
    }
    // 今年 stands in every report: only a figure makes it a time.
    let in_figures = after.contains(|c: char| c.is_ascii_digit());
    if matches!(words, "今年" | "本年度" | "本年" | "今年度" | "明年" | "当年" | "次年") {
        return begins_clause(before) && in_figures && !starts_with(after, NAMES) && !is_of_noun(after);
    }
    let has_result = after.contains(|c: char| c.is_ascii_digit()) || holds(after, &RESULTS_FIRST, RESULTS);
    // 5月、9月各举办1次.
    let listed = after
        .strip_prefix('、')
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit() || "上下第一二三四".contains(c)));
    // 2026年世界水日期间: an event of the year.
    let event = after.contains("期间") || after.contains("之际");
    // 上半年经济运行情况
    let told_of =
        starts_with(after, &["经济", "全市", "全省", "全县", "全区"]) && ends_with(after, &["情况", "形势", "数据"]);
    let named = starts_with(after, NAMES) && !listed || event || told_of || is_of_noun(after);
    // 产业园2031年3月开工: the subject stands before it.
    let told = || {
        starts_with(after, RESULTS)
            && !ends_with(after, &["计划", "方案", "任务", "目标", "清单", "名单", "会议", "大会"])
            && !before.ends_with(|c: char| !c.is_alphanumeric())
            && !ends_with(before, TAKES)
    };
    // 9月迎接省级复核: whatever the verb, a part of a year at the head of a clause says when.
    let of_year = !words.ends_with('年') || words.ends_with("半年");
    let occasion = ends_with(after, OCCASIONS) || starts_with(after, &["前", "以来", "经济"]);
    let part = before.trim().is_empty() && of_year && !occasion;
    (begins_clause(before) || told()) && !after.is_empty() && !named && !words.ends_with("年度") && (has_result || part)
}

/// What stands behind a part of a year and names a day, a report or a season: 5月12日防灾减灾日, 上半年经济运行情况.
const OCCASIONS: &[&str] = &[
    "日", "节", "周", "月", "季", "情况", "形势", "期间", "数据", "分析", "计划", "方案", "任务", "目标", "清单",
    "会议", "大会", "例会",
];

/// 续建的5座: what follows says which ones.
fn is_of_noun(after: &str) -> bool {
    let near = after.char_indices().nth(6).map_or(after.len(), |(at, _)| at);
    starts_with(
        after,
        &[
            "续建",
            "新开工",
            "新增",
            "新建",
            "完成",
            "建成",
            "出台",
            "印发",
            "评选",
            "实施",
        ],
    ) && after[..near].contains('的')
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
static TOLD_FIRST: CharSet = CharSet::EMPTY.and_nth(TOLD, 0);
static AHEAD_FIRST: CharSet = CharSet::EMPTY.and_nth(AHEAD, 0);

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
pub(super) fn is_quoted(text: &str, at: &Range<usize>) -> bool {
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
