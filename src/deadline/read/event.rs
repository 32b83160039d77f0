//! Days that the words name without a date: 春节前, 汛期来临前, 两会前. Festivals of the solar calendar have one (国庆节
//! is 10月1日), the others none: 春节 and 中秋 go by the moon, 汛期 and 两会 by what is announced.

use super::cursor::Cursor;
use crate::deadline::value::{Part, Period, Point, Value, Year};

use crate::source::CharSet;

/// Events by their last words, the longest first where one ends with another.
const EVENTS: &[&str] = &[
    "春节",
    "国庆节",
    "国庆",
    "元旦节",
    "元旦",
    "中秋节",
    "中秋",
    "端午节",
    "端午",
    "清明节",
    "清明",
    "“五一”",
    "五一",
    "“十一”",
    "“七一”",
    "“八一”",
    "“六一”",
    "六一",
    "“三八”",
    "“五四”",
    "劳动节",
    "儿童节",
    "建党节",
    "建军节",
    "妇女节",
    "青年节",
    "植树节",
    "国家宪法日",
    "宪法宣传日",
    "教师节",
    "重阳节",
    "世界环境日",
    "主汛期",
    "入汛",
    "汛期",
    "汛",
    "入冬",
    "入夏",
    "入秋",
    "冬季",
    "夏季",
    "雨季",
    "台风季",
    "冬春",
    "冰冻期",
    "封冻",
    "上冻",
    "开学",
    "放假",
    "暑假",
    "寒假",
    "暑期",
    "供暖期",
    "供暖季",
    "供暖",
    "采暖期",
    "采暖季",
    "采暖",
    "高考",
    "中考",
    "全国“两会”",
    "全国两会",
    "省“两会”",
    "省两会",
    "市两会",
    "县两会",
    "“两会”",
    "两会",
    "春耕",
    "春播",
    "三夏",
    "“三夏”",
    "秋收",
    "秋播",
    "麦收",
    "防火期",
    "防火紧要期",
    "禁渔期",
    "开渔",
    "春运",
    "旅游旺季",
    "用电高峰",
    "迎峰度夏",
    "迎峰度冬",
    "换届",
    "大考",
    "双节",
    "两节",
    "“两节”",
    "“双节”",
];

/// Events whose day is the same in every year, by how their words end.
const FIXED: &[(&[&str], i32, i32)] = &[
    (&["元旦", "元旦节"], 1, 1),
    (&["“三八”", "妇女节"], 3, 8),
    (&["植树节"], 3, 12),
    (&["五一", "“五一”", "劳动节"], 5, 1),
    (&["“五四”", "青年节"], 5, 4),
    (&["六一", "“六一”", "儿童节"], 6, 1),
    (&["世界环境日"], 6, 5),
    (&["“七一”", "建党节"], 7, 1),
    (&["“八一”", "建军节"], 8, 1),
    (&["教师节"], 9, 10),
    (&["“十一”", "国庆", "国庆节"], 10, 1),
    (&["国家宪法日"], 12, 4),
];

/// What `event` says, in `year` where one stands before it. 元旦 without a year may be this or the next.
fn value(event: &str, year: Option<Year>) -> Value {
    let fixed = FIXED.iter().find(|(names, ..)| names.contains(&event));
    let Some((_, month, day)) = fixed.filter(|(_, month, _)| *month > 1 || year.is_some()) else {
        return Value::Event;
    };
    let to = Point {
        year: year.unwrap_or(Year::Unsaid),
        part: Part::Day(*month, *day),
    };
    Value::Period(Period {
        from: None,
        to,
        by: true,
        before: true,
    })
}

/// 2031年汛期前, 2031年9月1日开学前: the event behind `point`, that says of which year it is or what day.
pub(super) fn behind(cursor: &mut Cursor<'_>, point: Point) -> Option<Value> {
    /// Bytes between the point and 前, at most.
    const MOST: usize = 45;
    let rest = cursor.rest();
    let near = crate::deadline::find::floor(rest, MOST.min(rest.len()));
    let at = rest[..near].find('前')? + cursor.at;
    let (start, end) = event_before(cursor.text, cursor.at, at)?;
    let between = cursor.text[cursor.at..start].trim();
    if !matches!(
        between,
        "" | "的" | "秋季" | "春季" | "年度" | "主" | "冬季" | "全国" | "省" | "市" | "县"
    ) {
        return None;
    }
    let said = match point.part {
        Part::Year => value(&cursor.text[start..name_end(cursor.text, start, at)], Some(point.year)),
        _ => Value::Period(Period {
            from: None,
            to: point,
            by: true,
            before: true,
        }),
    };
    cursor.at = end;
    Some(said)
}

/// Where the name of the event ends that begins at `start` and stands before the 前 at `at`.
fn name_end(text: &str, start: usize, at: usize) -> usize {
    let name = EVENTS.iter().filter(|event| text[start..at].starts_with(**event));
    start + name.map(|event| event.len()).max().unwrap_or_default()
}

/// The event before the 前 at `at` as [`event_before`] finds it, with what it says.
pub(in crate::deadline) fn event(text: &str, floor: usize, at: usize) -> Option<(usize, usize, Value)> {
    let (start, end) = event_before(text, floor, at)?;
    Some((start, end, value(&text[start..name_end(text, start, at)], None)))
}

/// The event before the 前 at `at`: where its words begin, not before `floor`, and where it ends.
fn event_before(text: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let mut end = at + '前'.len_utf8();
    if text[end..].starts_with('夕') {
        end += '夕'.len_utf8();
    }
    if text[end..].starts_with(['后', '期', '往', '景']) {
        return None;
    }
    let words = text.get(floor..at)?;
    let words = words.strip_suffix(['之', '以']).unwrap_or(words);
    let words = ["来临", "到来", "开始", "召开", "结束"]
        .iter()
        .find_map(|come| words.strip_suffix(come))
        .unwrap_or(words);
    // Hardly any 前 has an event before it.
    static LAST: CharSet = CharSet::EMPTY.and_last(EVENTS);
    let last = words.chars().next_back()?;
    let event = EVENTS
        .iter()
        .filter(|_| LAST.contains(last))
        .filter(|event| words.ends_with(**event))
        .max_by_key(|event| event.len())?;
    Some((floor + words.len() - event.len(), end))
}
