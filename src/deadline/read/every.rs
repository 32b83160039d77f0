//! Work that comes back, and work that goes on.

use super::cursor::Cursor;
use super::{Form, Read};
use crate::deadline::value::{Part, Period, Unit, Value};
use crate::plan::Frequency;

/// Words behind 每, the longest first.
const EVERY: &[(&str, Frequency)] = &[
    ("个工作日", Frequency::Daily),
    ("工作日", Frequency::Daily),
    ("半个月", Frequency::Other),
    ("半月", Frequency::Other),
    ("半年", Frequency::HalfYearly),
    ("个季度", Frequency::Quarterly),
    ("季度", Frequency::Quarterly),
    ("季", Frequency::Quarterly),
    ("学期", Frequency::Other),
    ("学年", Frequency::Yearly),
    ("年度", Frequency::Yearly),
    ("个月", Frequency::Monthly),
    ("旬", Frequency::TenDays),
    ("星期", Frequency::Weekly),
    ("日", Frequency::Daily),
    ("天", Frequency::Daily),
    ("周", Frequency::Weekly),
    ("月", Frequency::Monthly),
    ("年", Frequency::Yearly),
];

/// Behind such a word: it is part of another (每年级, 按季节, 每周边).
const NO_EVERY: &str = "级节边薪饼龄产平底前";

/// 每月10日前, 每季度末, 每年3月底前, 按月, 逐季度.
pub(super) fn every(mut cursor: Cursor<'_>) -> Option<Read> {
    let by = matches!(cursor.eat_char("每按逐")?, '按' | '逐');
    let often = match EVERY.iter().find(|(word, _)| cursor.eat(word)) {
        Some((_, often)) if by => {
            let _ = *often == Frequency::Quarterly && cursor.eat("度");
            matches!(
                often,
                Frequency::Weekly | Frequency::TenDays | Frequency::Monthly | Frequency::Quarterly | Frequency::Yearly
            )
            .then_some(*often)?
        }
        Some((_, often)) => *often,
        None if by => return None,
        None => every_other(&mut cursor)?,
    };
    if cursor.rest().starts_with(|c| NO_EVERY.contains(c)) && !cursor.sees("底前") && !cursor.sees("前") {
        return None;
    }
    if !by {
        inside(&mut cursor, often);
    }
    Some(cursor.read(Form::Recurring, Value::Every(often, None)))
}

/// 每两周, 每3个月, 每三年.
fn every_other(cursor: &mut Cursor<'_>) -> Option<Frequency> {
    cursor.eat("隔");
    let (count, figures) = cursor.number()?;
    let units = [
        ("个月", Unit::Months),
        ("月", Unit::Months),
        ("个星期", Unit::Weeks),
        ("周", Unit::Weeks),
        ("年", Unit::Years),
        ("天", Unit::Days),
        ("日", Unit::Days),
    ];
    let (_, unit) = units.iter().find(|(word, _)| cursor.eat(word))?;
    Some(match (unit, count) {
        _ if figures > 2 => return None,
        (Unit::Months, 1) => Frequency::Monthly,
        (Unit::Months, 3) => Frequency::Quarterly,
        (Unit::Months, 6) => Frequency::HalfYearly,
        (Unit::Months, 12) | (Unit::Years, 1) => Frequency::Yearly,
        (Unit::Weeks, 1) => Frequency::Weekly,
        _ => Frequency::Other,
    })
}

/// When in each of them: 每月5日、20日前, 每周四, 每季度末, 每年3月底前.
fn inside(cursor: &mut Cursor<'_>, often: Frequency) {
    let before = *cursor;
    let mut found = match often {
        Frequency::Weekly => weekday(cursor),
        Frequency::Monthly => day_of_month(cursor),
        Frequency::Quarterly => {
            let month = cursor.eat("首月") || cursor.eat("末月") || cursor.eat("第一个月") || cursor.eat("最后一个月");
            if month {
                day_of_month(cursor);
            }
            month || end(cursor)
        }
        Frequency::Yearly => {
            let mut any = false;
            while cursor.point().is_some() {
                any = true;
                let mut ahead = *cursor;
                if (ahead.dash() || ahead.eat("、") || ahead.eat("和")) && ahead.point().is_some() {
                    *cursor = ahead;
                    continue;
                }
                break;
            }
            any || end(cursor)
        }
        Frequency::HalfYearly | Frequency::TenDays => end(cursor),
        Frequency::Other => cursor.eat("初") || end(cursor),
        Frequency::Daily => false,
    };
    found |= end(cursor);
    if cursor.eat_word(&["之前", "以前", "前"], "期后三十").is_none() && !found {
        *cursor = before;
    }
}

fn end(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_word(&["底", "末", "初"], "数部端期").is_some()
}

/// Behind 每周一: how often it is, not on which day.
const ONCE: &[&str] = &[
    "次", "报", "调度", "通报", "督", "会", "题", "讲", "评", "查", "检", "练", "课", "期", "更", "清", "研", "小结",
    "总结", "汇总", "例会", "分析", "排", "碰", "主题", "篇", "场", "条",
];

fn weekday(cursor: &mut Cursor<'_>) -> bool {
    let before = *cursor;
    match cursor.eat_char("一二三四五六日天") {
        Some('一') if ONCE.iter().any(|word| cursor.sees(word)) => {
            *cursor = before;
            false
        }
        Some(_) => {
            while cursor.eat("、") && cursor.eat("周") && cursor.eat_char("一二三四五六日天").is_some() {}
            true
        }
        None => false,
    }
}

/// 10日, 5日、20日, 上旬, 25日至月底.
fn day_of_month(cursor: &mut Cursor<'_>) -> bool {
    for word in ["上旬", "中旬", "下旬", "月底", "月末", "底", "末", "初"] {
        if cursor.eat(word) {
            return true;
        }
    }
    let mut any = false;
    loop {
        let before = *cursor;
        let more = !any || cursor.eat("、") || cursor.dash() || cursor.eat("和");
        let _ = more && any && cursor.eat("每月");
        if !more || cursor.number().is_none() || !(cursor.eat("日") || cursor.eat("号")) {
            *cursor = before;
            return any;
        }
        any = true;
    }
}

/// 2026-2028年每年, 2031年每季度末: how often within a period of years.
pub(super) fn within(cursor: &mut Cursor<'_>, period: &Period) -> Option<Frequency> {
    let mut ahead = *cursor;
    // 2031年至2033年，每年新增100张
    let _ = period.from.is_some() && (ahead.eat("，") || ahead.eat(","));
    if period.to.part != Part::Year || !ahead.sees_any("每按逐") {
        return None;
    }
    let found = every(ahead)?;
    let Value::Every(often, _) = found.value else {
        return None;
    };
    cursor.at = found.end;
    Some(often)
}

/// 定期, 不定期.
pub(super) fn regular(mut cursor: Cursor<'_>) -> Option<Read> {
    let found = cursor.eat("定期不定期") || cursor.eat("不定期") || cursor.eat("定期");
    found.then(|| cursor.read(Form::Recurring, Value::Every(Frequency::Other, None)))
}

/// Verbs behind 持续 and the like.
const GOES_ON: &[&str] = &[
    "推进", "推动", "开展", "做好", "抓好", "实施", "坚持", "落实", "巩固", "进行", "整治", "用力",
];

/// 持续推进, 长期坚持, 常态化开展, 全年, 常年.
pub(super) fn ongoing(mut cursor: Cursor<'_>) -> Option<Read> {
    if cursor.eat("全年") || cursor.eat("常年") {
        let named = cursor.rest().starts_with(|c| "级度龄".contains(c));
        return (!named).then(|| cursor.read(Form::Ongoing, Value::Ongoing));
    }
    let word = cursor.eat("持续")
        || cursor.eat("长期")
        || cursor.eat("常态化长效化")
        || cursor.eat("常态化")
        || cursor.eat("常态长效");
    if !word {
        return None;
    }
    let alone = cursor.loose;
    let deed = GOES_ON.iter().any(|verb| cursor.eat(verb));
    let often = cursor.text[..cursor.at].ends_with("常态化");
    (deed || alone || often).then(|| cursor.read(Form::Ongoing, Value::Ongoing))
}
