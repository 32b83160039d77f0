//! Times counted from something: 印发后30日内, 三年内, 用3年时间, 今后五年.

use super::cursor::Cursor;
use super::{Form, Read};
use crate::deadline::value::{Since, Unit, Value};

/// Units with what they are called; 个 may stand before the second half.
const UNITS: &[(&str, Unit)] = &[
    ("个工作日", Unit::Workdays),
    ("工作日", Unit::Workdays),
    ("个月", Unit::Months),
    ("个星期", Unit::Weeks),
    ("星期", Unit::Weeks),
    ("周", Unit::Weeks),
    ("个自然日", Unit::Days),
    ("日", Unit::Days),
    ("天", Unit::Days),
    ("年", Unit::Years),
];

/// So many units with 内 behind them, or 用 or 今后 before them.
pub(super) fn count(mut cursor: Cursor<'_>) -> Option<Read> {
    let before = &cursor.text[..cursor.at];
    let (count, unit) = if cursor.eat("半年") || cursor.eat("半个年度") {
        (6, Unit::Months)
    } else if cursor.eat("半个月") {
        (15, Unit::Days)
    } else {
        let (count, figures) = cursor.number()?;
        if figures > 3 {
            return None;
        }
        // 3-5年: the longer one is the limit.
        let mut ahead = cursor;
        let count = match ahead.dash().then(|| ahead.number()).flatten() {
            Some((more, figures)) if figures < 3 && more > count => {
                cursor = ahead;
                more
            }
            _ => count,
        };
        cursor.eat("（含）");
        let (_, unit) = UNITS.iter().find(|(word, _)| cursor.eat(word))?;
        (count, *unit)
    };
    let mut ahead = cursor;
    aside(&mut ahead);
    let inside = ahead.eat_word(&["之内", "以内", "内"], "部容外设").is_some();
    if inside {
        cursor = ahead;
    }
    if !inside {
        let uses = ["用", "利用", "通过", "经过", "力争用"]
            .iter()
            .any(|verb| before.ends_with(verb));
        let ahead = ["今后", "未来"].iter().any(|word| before.ends_with(word));
        let _ = uses && (cursor.eat("左右的") || cursor.eat("左右") || cursor.eat("的"));
        if !(uses && (cursor.eat("时间") || cursor.eat("努力"))) && !ahead {
            return None;
        }
    }
    Some(cursor.read(Form::Relative, Value::Within(count, unit, Since::Unsaid)))
}

/// Takes what a bracket says of the days: 10天（含公示期）以内, 5个工作日（不含专家评审时间）内.
fn aside(cursor: &mut Cursor<'_>) {
    let rest = cursor.rest();
    let near = &rest[..crate::deadline::find::floor(rest, crate::deadline::scan::ASIDE.min(rest.len()))];
    if near.starts_with(['（', '('])
        && near.contains(['含', '扣', '除'])
        && let Some(close) = near.find(['）', ')'])
    {
        let mark = near[close..].chars().next().map_or(0, char::len_utf8);
        cursor.at += close + mark;
    }
}

/// Deeds that a plan's own times are counted from.
const ISSUES: &[&str] = &["印发", "下发", "发布", "公布", "发文"];

/// What such a deed is done to, where it is the plan.
const OWN: &[&str] = &[
    "本方案",
    "本通知",
    "本意见",
    "本要点",
    "本计划",
    "本文",
    "本文件",
    "本清单",
    "方案",
    "通知",
    "意见",
    "要点",
    "计划",
    "文件",
    "清单",
    "",
];

/// What a time is counted from, in the words `before` it in its clause: how many bytes of them, and what it is.
/// 自本方案印发之日起, 省文件出台后, 接到通知后.
pub(in crate::deadline) fn since(before: &str) -> Option<(usize, Since)> {
    const MOST: usize = 60;
    let words = before.trim_end_matches([' ', '的']);
    let event = ["之日起", "之日后", "日起", "起", "以后", "之后", "后"]
        .iter()
        .find_map(|end| words.strip_suffix(end))?;
    let from = ["自", "从", "在", "于"]
        .iter()
        .filter_map(|word| event.rfind(word))
        .max();
    let starts = match from {
        Some(at) if event[at..].starts_with(['自', '从']) => at,
        Some(at) => at + '在'.len_utf8(),
        None => ["接到", "收到", "接"]
            .iter()
            .filter_map(|verb| event.rfind(verb))
            .min()
            .unwrap_or(0),
    };
    let mut starts = starts;
    if from.is_none() {
        starts += event[starts..].len()
            - event[starts..]
                .trim_start_matches(['并', '应', '须', '要', '（', '(', ' '])
                .len();
    }
    let what = event[starts..].trim_start_matches(['自', '从']);
    if what.is_empty() || before.len() - starts > MOST {
        return None;
    }
    let issue = ISSUES.iter().any(|deed| {
        let matter = what
            .strip_suffix(deed)
            .map(|matter| matter.trim_end_matches('正').trim_end_matches("式"));
        matter.is_some_and(|matter| OWN.contains(&matter))
    });
    Some((before.len() - starts, if issue { Since::Issue } else { Since::Event }))
}
