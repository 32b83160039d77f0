//! Cells that name persons: names, posts, several of either.

use crate::Templates;
use crate::directory::Likeness;

/// Ends of posts: 常务副区长, 区委政法委书记, 县政府党组成员.
const POSTS: &[&str] = &[
    "省长",
    "市长",
    "州长",
    "盟长",
    "区长",
    "县长",
    "旗长",
    "镇长",
    "乡长",
    "局长",
    "部长",
    "厅长",
    "处长",
    "科长",
    "所长",
    "站长",
    "校长",
    "院长",
    "书记",
    "主任",
    "主席",
    "秘书长",
    "常委",
    "委员",
    "党组成员",
    "党委委员",
    "调研员",
    "政委",
    "总师",
    "工程师",
    "指导员",
    "组长",
    "专员",
];

/// What a post may begin with.
const AREAS: &[&str] = &[
    "省",
    "市",
    "州",
    "盟",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "街道",
    "分管",
    "常务",
    "党",
    "联系",
    "主要",
    "人大",
    "政协",
    "政府",
    "纪委",
    "园区",
    "管委会",
];

/// The commonest surnames, to tell two names written without anything between (王建国李卫东).
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

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
            _ if is_post(first) || is_name(first, single, templates) || is_named_post(first) => others,
            _ => return false,
        };
    }
    !parts.is_empty()
}

/// A post, with the area it is for or not.
fn is_post(part: &str) -> bool {
    let part = part.split(['（', '(']).next().unwrap_or_default();
    let chars = part.chars().count();
    // 选派第一书记 ends like a post and is a task.
    let of = |area: &str| area.is_empty() || area.ends_with('副') || AREAS.iter().any(|begin| area.starts_with(begin));
    (2..=12).contains(&chars) && is_han(part) && POSTS.iter().any(|post| part.strip_suffix(post).is_some_and(of))
}

/// A name by itself: of two or three characters among others, of up to four where it fills the cell.
fn is_name(part: &str, single: bool, templates: &Templates) -> bool {
    // 刘洋（副区长）, but not 实事项目（2个）
    let (name, remark) = part.split_once(['（', '(']).unwrap_or((part, ""));
    if !remark.is_empty() && !is_post(remark.trim_end_matches(['）', ')'])) {
        return false;
    }
    let chars: Vec<char> = name.chars().collect();
    let known = || templates.directory.likeness(name) != Likeness::None;
    if !is_han(name) {
        return false;
    }
    match chars.len() {
        2..=3 => !known(),
        4 if single => !known(),
        // 王建国李卫东
        5 | 6 => {
            let surname = |at: usize| chars.get(at).is_some_and(|c| SURNAMES.contains(*c));
            let second = (2..=3).filter(|at| chars.len() - at <= 3 && surname(*at)).count();
            surname(0) && second == 1 && !known()
        }
        _ => false,
    }
}

/// 副县长陈志远, 陈志远副县长
fn is_named_post(part: &str) -> bool {
    let chars = part.chars().count();
    let names = |rest: &str| (2..=3).contains(&rest.chars().count()) && rest.starts_with(|c| SURNAMES.contains(c));
    chars <= 12
        && is_han(part)
        && POSTS
            .iter()
            .any(|post| part.find(post).is_some_and(|at| names(&part[at + post.len()..])))
}

fn is_han(words: &str) -> bool {
    !words.is_empty()
        && words
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·')
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
            "环境整治 文明创建",
            "选派第一书记",
            "加强组织领导",
        ] {
            assert!(!are_persons(words, &templates), "{words}");
        }
    }
}
