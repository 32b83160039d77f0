//! What a cell's text looks like, by itself.

use super::super::marker;
use super::persons::are_persons;
use crate::Templates;
use crate::directory::Likeness;

/// What a cell's text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Number,
    Units,
    Deadline,
    /// Persons: two to four characters that are no unit, posts.
    Name,
    /// 已完工, 95%: says how far a thing is.
    Status,
    /// A sign for an empty cell: /, —, 无.
    Nothing,
    Text,
}

/// What `words` look like.
pub(super) fn content(words: &str, templates: &Templates) -> Content {
    if is_number(words) {
        return Content::Number;
    }
    if is_nothing(words) {
        return Content::Nothing;
    }
    if is_status(words) {
        return Content::Status;
    }
    if is_year(words) || crate::tags::is_deadline(words) || is_constant_work(words) {
        return Content::Deadline;
    }
    if words.contains('。') || words.len() > 900 {
        return Content::Text;
    }
    let written = words;
    let words = &*crate::tags::without_signs(words);
    if crate::tags::are_shares(words, &templates.directory) {
        return Content::Units;
    }
    let list = templates.directory.read_list(words);
    // 矿山3处 ends like the name of an office.
    let counted = |name: &str| name.contains(|c: char| c.is_ascii_digit());
    let likeness = list.names.iter().map(|name| {
        let name = &words[name.range.clone()];
        match templates.directory.likeness(name) {
            Likeness::Suffix if counted(name) => Likeness::None,
            likeness => likeness,
        }
    });
    let (known, none) = likeness.fold((0, 0), |(known, none), likeness| match likeness {
        Likeness::None => (known, none + 1),
        _ => (known + 1, none),
    });
    let chars = words.chars().count();
    // 区城管局 张三, 市住建局⏎城投: beside a known name stands one that nobody has listed.
    let short = |name: &crate::directory::ListedName| words[name.range.clone()].chars().count() <= 6;
    let blanks = known >= none && chars <= 40 && list.names.len() > 1 && list.names.iter().all(short);
    let blanks = blanks && words.contains(char::is_whitespace) && !words.contains(|c: char| c.is_ascii_digit());
    if known > 0 && (none == 0 || blanks)
        || says_roles(words, templates)
        || crate::tags::joint(words, &templates.directory).is_some()
    {
        Content::Units
    } else if are_persons(written, templates) {
        Content::Name
    } else if known > none && words.contains(['、', '，']) {
        Content::Units
    } else if is_timed_goal(words) {
        Content::Deadline
    } else {
        Content::Text
    }
}

/// 办公室牵头,各科室配合: a cell with role words of its own.
fn says_roles(words: &str, templates: &Templates) -> bool {
    let core = words.trim_end_matches(['。', '；', ';']);
    if words.chars().count() > 60 || !words.contains(['头', '頭', '合', '责', '責', '实', '實']) {
        return false;
    }
    core.split(['，', ',', '；', ';']).all(|clause| {
        let Some((end, _)) = templates.roles.verb_at_end(clause) else {
            return false;
        };
        let list = templates.directory.read_list(&clause[..end]);
        !list.names.is_empty()
            && list
                .names
                .iter()
                .all(|name| templates.directory.likeness(&clause[name.range.clone()]) != Likeness::None)
    })
}

/// Whether any unit that `words` name is on a list.
pub(super) fn names_known(words: &str, templates: &Templates) -> bool {
    let list = templates.directory.read_list(words);
    let known = |range: &std::ops::Range<usize>| templates.directory.likeness(&words[range.clone()]) == Likeness::Known;
    list.names.iter().any(|name| known(&name.range))
}

/// Words that begin like a report of what has been done: 截至8月底，…; 目前已完成选址。
pub(super) fn is_report(words: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "已",
        "目前",
        "正在",
        "截至",
        "截止",
        "现已",
        "累计",
        "正按",
        "正有序",
        "前三季度",
        "上半年已",
    ];
    BEGINNINGS.iter().any(|word| words.starts_with(word))
}

/// A cell of nothing but a number.
pub(super) fn is_number(words: &str) -> bool {
    number(words).is_some()
}

/// The number that is all a cell holds.
pub(super) fn number(words: &str) -> Option<u32> {
    let core = words.trim_matches(['（', '）', '(', ')', '.', '、', '．', '*']);
    // 2031017: the year with a number behind it.
    let serial = (5..=7).contains(&core.len()) && core.get(..4).is_some_and(is_year);
    if core.is_empty() || core.chars().count() > 4 && !serial {
        return None;
    }
    if core.chars().all(|c| c.is_ascii_digit()) {
        return core.parse().ok().filter(|_| !is_year(core));
    }
    let all = core.chars().all(|c| "一二三四五六七八九十百".contains(c));
    all.then(|| marker::cn_number(core).map_or(0, |(value, _)| value))
}

/// 2024 in a cell of its own says when: no table has so many rows.
fn is_year(words: &str) -> bool {
    words.len() == 4
        && ["19", "20"].iter().any(|century| words.starts_with(century))
        && words.bytes().all(|c| c.is_ascii_digit())
}

/// A sign that a cell is empty.
pub(super) fn is_nothing(words: &str) -> bool {
    matches!(words, "无" | "暂无" | "同上") || !words.chars().any(char::is_alphanumeric) && words.chars().count() <= 4
}

fn is_status(words: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "已",
        "未",
        "正在",
        "在建",
        "停工",
        "完工",
        "正常",
        "滞后",
        "达序",
        "达到序时",
        "推进中",
    ];
    let chars = words.chars().count();
    words == "是"
        || words == "否"
        || is_progress(words)
        || chars <= 7 && BEGINNINGS.iter().any(|word| words.starts_with(word))
        || words.starts_with(|c: char| c.is_ascii_digit()) && words.trim_end().ends_with(['%', '％']) && chars <= 8
}

/// 提前完成年度任务, 正在推进: nothing but words that say how a thing goes on.
fn is_progress(words: &str) -> bool {
    const WAYS: &[&str] = &[
        "提前",
        "基本",
        "顺利",
        "按期",
        "按时",
        "全部",
        "全面",
        "超额",
        "正在",
        "已经",
        "已",
        "未",
        "尚未",
        "有序",
        "正常",
        "按计划",
        "按序时",
        "超序时",
        "达序时",
        "序时",
    ];
    const STATES: &[&str] = &[
        "完成", "推进", "实施", "进行", "启动", "开工", "达标", "落实", "办结", "竣工", "中", "进度", "年度", "全年",
        "既定", "目标", "任务", "计划", "工作",
    ];
    let mut rest = words.trim_end_matches(['。', '；', ';', '，']);
    if rest.chars().count() > 14 {
        return false;
    }
    let (mut way, mut state) = (false, false);
    while let Some(word) = WAYS.iter().find(|word| rest.starts_with(**word)) {
        rest = &rest[word.len()..];
        way = true;
    }
    while let Some(word) = STATES.iter().find(|word| rest.starts_with(**word)) {
        state |= way || matches!(*word, "完成");
        rest = &rest[word.len()..];
    }
    state && rest.is_empty()
}

fn is_constant_work(words: &str) -> bool {
    let core: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    core.chars().count() <= 8
        && ["常态", "持续", "长期", "全年", "年底", "年内", "定期", "按时"]
            .iter()
            .any(|word| core.starts_with(word))
        || is_season(&core)
        || core.chars().count() <= 20 && core.ends_with("完成") && core.chars().any(|c| c.is_ascii_digit())
        || core.chars().count() <= 14 && core.starts_with(|c: char| c.is_ascii_digit()) && core.contains("月底前")
}

/// 整个汛期, 防火期内, 春运期间: a time that has a name instead of a date.
fn is_season(words: &str) -> bool {
    const SEASONS: &[&str] = &[
        "汛期",
        "防火期",
        "火险期",
        "防寒期",
        "采暖期",
        "供暖期",
        "采暖季",
        "供暖季",
        "旅游季",
        "播种期",
        "收获期",
        "禁渔期",
        "休渔期",
        "假期",
        "寒假",
        "暑假",
        "暑期",
        "学期",
        "期间",
        "入汛",
        "春耕",
        "秋收",
        "三夏",
        "三秋",
        "上冻",
        "春节",
        "国庆",
    ];
    let core = words.trim_end_matches(['前', '内', '后', '间', '时']);
    let core = if words.ends_with("期间") { words } else { core };
    words.chars().count() <= 10 && SEASONS.iter().any(|season| core.ends_with(season))
}

/// 5月启动，年底前完成60%以上; 上半年完成30处: by when how much, in the column for times.
fn is_timed_goal(words: &str) -> bool {
    // 三季度增幅7.4% reports a figure.
    const DEEDS: &[&str] = &[
        "完成", "启动", "开工", "动工", "建成", "竣工", "投用", "达到", "实现", "新增", "新建", "改造", "建设", "推进",
        "取得", "落实", "开展", "组织", "出台", "印发", "发布", "举办",
    ];
    let core = words.trim_end_matches(['。', '；', ';']);
    let goal = DEEDS.iter().any(|deed| core.contains(deed));
    goal && crate::tags::begins_with_time(core) && !core.contains(['。', '：'])
}

/// Whether words begin to tell how far a thing is: 完成摸底, 已全部完工并通车。
pub(super) fn says_progress(words: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "完成", "已", "正在", "提前", "超额", "累计", "目前", "截至", "截止", "达到", "建成", "开工", "顺利", "正常",
        "基本",
    ];
    BEGINNINGS.iter().any(|word| words.starts_with(word))
}

/// 长期护理保障中心 begins like a state and is a unit.
fn ends_like_office(words: &str) -> bool {
    words.ends_with([
        '局', '办', '委', '部', '厅', '处', '科', '室', '心', '站', '所', '院', '会', '队', '府', '司', '组', '团',
    ])
}

/// Whether words cannot name a unit, whatever column they stand in: a bare number, a date, a state.
pub(super) fn names_nobody(words: &str) -> bool {
    let words = words.trim();
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let date = behind.len() < words.len()
        && behind
            .trim_start()
            .starts_with(['年', '月', '日', '.', '-', '—', '～', '至']);
    let figure = !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation());
    // 根据需要 in a column 联合部门
    let open = ["根据需要", "视情", "按需", "根据实际", "根据情况", "结合实际"]
        .iter()
        .any(|word| words.starts_with(word));
    figure
        || open && words.chars().count() <= 8
        || crate::tags::is_undecided(words)
        || is_status(words)
        || says_progress(words)
        || is_constant_work(words) && !ends_like_office(words)
        || date && (crate::tags::is_deadline(words) || is_dated(words))
}

/// 2月公布预算,8月公布决算: every clause begins with a date.
pub(super) fn is_dated(words: &str) -> bool {
    let clause = |clause: &str| {
        let clause = clause.trim();
        let digits = clause.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < clause.len() && digits.starts_with(['月', '年']) && clause.chars().count() <= 18
    };
    words.chars().count() <= 60
        && words
            .trim_end_matches(['。', '；', ';'])
            .split(['，', ',', '；', ';', '。'])
            .all(clause)
}

/// Whether a cell begins with a number of its own: 14.改建校舍.
pub(super) fn begins_item(words: &str) -> bool {
    marker::parse(words, 0).is_some()
}

/// 合计, 小计: a row that adds up the others.
pub(super) fn is_total(words: &str) -> bool {
    let core: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "小计", "总计", "共计"].iter().any(|word| {
        core.strip_prefix(word).is_some_and(|rest| {
            rest.chars().count() <= 6 && !rest.contains(|c: char| c.is_alphabetic() && c != '项' && c != '件')
        })
    })
}
