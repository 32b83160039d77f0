//! Units that join others inside a list without a verb: 宣传处会办公室, 财务处会同办公室, 市教育局商市财政局.

use std::ops::Range;

use crate::directory::{Directory, Likeness};

/// What a unit's name ends with before a 会 that joins: 委会 and 联会 are ends of names.
const ENDS: &[char] = &[
    '处', '科', '室', '局', '厅', '办', '部', '心', '站', '所', '队', '院', '组', '股',
];
/// Words that 会 begins: 会计科, 会议室, 会展中心.
const BEGUN: &[char] = &['计', '议', '展', '员', '务', '所', '场', '馆', '社', '费', '商', '堂'];
/// Words that 商 begins: 商务局, 商贸科.
const TRADE: &[char] = &[
    '务', '務', '业', '業', '贸', '貿', '会', '會', '标', '標', '品', '城', '圈', '户', '戶',
];
/// A longer cell is prose.
const LONGEST: usize = 120;

/// Where 会同, 会 or 商 joins the units on both its sides.
///
/// ```
/// use fengong::{Templates, tags::joint};
///
/// let directory = &Templates::built_in()?.directory;
/// assert_eq!(joint("宣传处会办公室", directory), Some(9..12));
/// assert_eq!(joint("市总工会办公室", directory), None);
/// # Ok::<(), fengong::Error>(())
/// ```
pub fn joint(words: &str, directory: &Directory) -> Option<Range<usize>> {
    if words.chars().count() > LONGEST || !words.contains(['会', '會', '商']) {
        return None;
    }
    let units = |list: &str| {
        let names = directory.read_list(list).names;
        !names.is_empty()
            && names
                .iter()
                .all(|name| directory.likeness(&list[name.range.clone()]) != Likeness::None)
    };
    for together in ["会同", "會同"] {
        if let Some(at) = words.find(together).filter(|at| *at > 0) {
            let range = at..at + together.len();
            return (units(&words[..at]) && !words[range.end..].trim().is_empty()).then_some(range);
        }
    }
    let mut places = words
        .match_indices(['会', '會', '商'])
        .map(|(at, word)| at..at + word.len());
    places.find(|range| {
        let (before, after) = (&words[..range.start], &words[range.end..]);
        let begun = if words[range.clone()] == *"商" { TRADE } else { BEGUN };
        before.ends_with(ENDS) && !after.starts_with(begun) && units(before) && units(after)
    })
}
