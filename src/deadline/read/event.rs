//! Days that the words name without a date: 春节前, 汛期来临前, 两会前.

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
    "劳动节",
    "儿童节",
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

/// The event before the 前 at `at`: where its words begin, not before `floor`, and where it ends.
pub(in crate::deadline) fn event_before(text: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
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
