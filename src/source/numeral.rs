//! Chinese numerals: what each character is worth, for markers, years and amounts alike.

/// The value of a digit: 〇, 零, 一 … 九, and 两.
///
/// ```
/// use fengong::source::numeral::digit;
/// assert_eq!((digit('七'), digit('两'), digit('十')), (Some(7), Some(2), None));
/// ```
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// What a digit is multiplied by before 十, 百, 千.
pub fn scale(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// A figure of either width: 3, ３.
pub fn figure(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}
