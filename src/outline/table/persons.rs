//! Cells that name persons: names, posts, several of either.

use crate::Templates;
use crate::directory::{Likeness, begins_with_surname, is_han, is_named_post, is_post_by_itself};

/// Whether a cell is nothing but persons.
pub(super) fn are_persons(words: &str, templates: &Templates) -> bool {
    if words.len() > 120 {
        return false;
    }
    let parts: Vec<&str> = words
        .split(|c: char| matches!(c, '、' | '，' | '；' | ',' | ';' | '/') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let single = parts.len() == 1;
    let mut rest = parts.as_slice();
    while let [first, others @ ..] = rest {
        let letter = |part: &str| part.chars().count() == 1 && is_han(part);
        rest = match others {
            // 耿 峰 彭开国: letters by themselves make a name of two or three.
            [second, third, others @ ..]
                if parts.len() == 3 && [first, second, third].iter().all(|part| letter(part)) =>
            {
                others
            }
            [second, others @ ..] if letter(first) && letter(second) => others,
            _ if is_post_by_itself(first) || is_name(first, single, templates) || is_named_post(first) => others,
            _ => return false,
        };
    }
    !parts.is_empty()
}

/// What short names of tasks end with: 公园建设, 校园保洁.
#[rustfmt::skip]
const WORKS: &[&str] = &[
    "建设", "改造", "管理", "工作", "整治", "提升", "服务", "保障", "治理", "工程", "项目", "培训", "宣传", "监管",
    "检查", "公开", "安全", "保护", "修复", "发展", "行动", "创建", "保洁", "绿化", "普查", "就业", "教育", "救助",
];

/// A name by itself: of two or three characters among others, of up to four where it fills the cell.
fn is_name(part: &str, single: bool, templates: &Templates) -> bool {
    // 刘洋（副区长）, but not 实事项目（2个）
    let (name, remark) = part.split_once(['（', '(']).unwrap_or((part, ""));
    if !remark.is_empty() && !is_post_by_itself(remark.trim_end_matches(['）', ')'])) {
        return false;
    }
    let chars: Vec<char> = name.chars().collect();
    let known = || templates.directory.likeness(name) != Likeness::None;
    if !is_han(name) {
        return false;
    }
    match chars.len() {
        2..=3 => !known(),
        4 if single => !known() && !WORKS.iter().any(|work| name.ends_with(work)),
        // 王建国李卫东
        5 | 6 => {
            let surname = |at: usize| {
                chars
                    .get(at)
                    .is_some_and(|c| begins_with_surname(c.encode_utf8(&mut [0; 4])))
            };
            let second = (2..=3).filter(|at| chars.len() - at <= 3 && surname(*at)).count();
            surname(0) && second == 1 && !known()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_tasks_and_units() {
        let templates = Templates::built_in().unwrap();
        for words in [
            "陈志远",
            "王建国 李卫东",
            "王建国李卫东",
            "张　伟",
            "常务副区长",
            "区委政法委书记",
            "副县长周明、钱进",
            "刘洋（副区长）",
        ] {
            assert!(are_persons(words, &templates), "{words}");
        }
        for words in [
            "县民政局",
            "市政府办公室主任会议",
            "改造老旧小区",
            "公园建设",
            "环境整治 文明创建",
            "选派第一书记",
            "加强组织领导",
        ] {
            assert!(!are_persons(words, &templates), "{words}");
        }
    }
}
