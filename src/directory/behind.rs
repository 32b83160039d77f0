//! What stands behind the name of a unit in words that are no name as a whole: 市教育局张三, 市教育局局长张三,
//! 市财政局保障经费, 青山镇280户.

use super::key::fold;
use super::likeness::likeness;
use super::person::begins_with_surname;
use super::prefix::is_han;
use super::{Directory, Likeness};
use crate::source::CharSet;

/// What follows a unit's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// A person, with a post or without.
    Person,
    /// What the unit does.
    Duty,
    /// A figure: how many of something fall to the unit.
    Quota,
}

/// Longer words are prose, in characters.
const LONGEST: usize = 40;

/// Family names of two characters.
const LONG_SURNAMES: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "令狐", "慕容", "东方",
];

/// Ends of posts inside a unit.
#[rustfmt::skip]
const POSTS: &[&str] = &[
    "局长", "主任", "书记", "部长", "厅长", "处长", "科长", "股长", "站长", "队长", "院长", "校长", "所长", "会长",
    "主席", "行长", "经理", "董事长", "秘书长", "省长", "市长", "州长", "区长", "县长", "旗长", "镇长", "乡长", "司长",
    "署长", "社长", "馆长", "台长", "关长", "组长", "检察长", "科员", "调研员", "巡视员", "委员", "党组成员", "常委",
    "专员", "总工程师", "负责人", "负责同志", "分管领导", "主要领导", "主要负责同志",
];

/// Words that say what a unit does, with those that say how.
#[rustfmt::skip]
const DUTIES: &[&str] = &[
    "负责", "牵头", "保障", "提供", "落实", "安排", "拨付", "做好", "抓好", "开展", "组织", "配合", "协助",
    "指导", "监督", "监管", "督促", "督导", "统筹", "给予", "予以", "出资", "筹集", "筹措", "承担", "承办", "会同",
    "参与", "参加", "支持", "制定", "制订", "编制", "审核", "审批", "办理", "完成", "推进", "推动", "加强", "加大",
    "加快", "强化", "建立", "健全", "完善", "实施", "执行", "协调", "汇总", "收集", "报送", "提出", "研究", "解决",
    "争取", "引导", "鼓励", "培育", "维护", "清理", "整治", "排查", "检查", "巡查", "查处", "打击", "宣传", "发放",
    "核定", "核实", "确定", "划定", "兜底", "把关", "跟踪", "及时", "适时", "按时", "按期", "按照", "依法", "依规",
    "根据", "结合", "分别", "具体", "全面", "统一", "共同", "积极", "主动", "主要", "同步",
];

impl Directory {
    /// The end of the unit's name that `words` begin with and what stands behind it; `None` where they are a name
    /// as a whole, or begin with none.
    pub fn behind_unit(&self, words: &str) -> Option<(usize, Behind)> {
        if words.chars().count() > LONGEST {
            return None;
        }
        let whole = self.likeness(words);
        let places: Vec<(usize, char)> = words.char_indices().skip(2).collect();
        places.into_iter().rev().find_map(|(at, first)| {
            let (unit, rest) = words.split_at(at);
            let rest = fold(rest);
            let behind = if first.is_ascii_digit() || first.is_numeric() {
                is_quota(&rest).then_some(Behind::Quota)?
            } else if is_post_and_person(&rest) || whole == Likeness::None && self.is_somebody(&rest) {
                Behind::Person
            } else if whole == Likeness::None && DUTIES.iter().any(|word| rest.starts_with(word)) {
                Behind::Duty
            } else {
                return None;
            };
            let least = if behind == Behind::Quota {
                Likeness::Suffix
            } else {
                Likeness::Known
            };
            let is_unit =
                likeness(self, &fold(unit)) >= least || behind == Behind::Quota && unit.ends_with(['镇', '乡', '村']);
            is_unit.then_some((unit.trim_end().len(), behind))
        })
    }

    /// A person's name that is no name of a unit and no matter of one (金融).
    pub fn is_somebody(&self, words: &str) -> bool {
        is_person(words)
            && self.find(words).is_none()
            && likeness(self, words) == Likeness::None
            && !ends_like_office(words)
    }
}

/// 280, 280户, 12.5公里.
fn is_quota(rest: &str) -> bool {
    let measure = rest.trim_start_matches(|c: char| c.is_numeric() || c == '.');
    measure.chars().count() <= 3 && measure.chars().all(is_han) && !measure.starts_with(['号', '年', '月', '日'])
}

/// 局长张三, 分管副局长, 党组成员、副局长李四.
fn is_post_and_person(rest: &str) -> bool {
    // No post stands in most words.
    static LAST: CharSet = CharSet::EMPTY.and_last(POSTS);
    if LAST.next(rest, 0).is_none() {
        return false;
    }
    POSTS.iter().any(|post| {
        rest.find(post).is_some_and(|at| {
            let (before, after) = (&rest[..at], &rest[at + post.len()..]);
            let name = after.strip_suffix("同志").unwrap_or(after);
            before.chars().count() <= 4
                && before.chars().all(is_han)
                && (name.is_empty()
                    || (2..=4).contains(&name.chars().count()) && name.chars().all(is_han) && !ends_like_office(name))
        })
    })
}

/// 高中部, 金融科: an office inside the unit, whatever it begins with.
fn ends_like_office(words: &str) -> bool {
    words.ends_with([
        '部', '科', '处', '室', '股', '局', '办', '委', '组', '队', '站', '所', '院', '校', '馆', '心', '厅', '司',
    ])
}

/// Whether `text` may be a person's name, by its length and family name.
fn is_person(text: &str) -> bool {
    let text = text.strip_suffix("同志").unwrap_or(text);
    let length = text.chars().count();
    let long = LONG_SURNAMES.iter().any(|name| text.starts_with(name));
    let named = (2..=3).contains(&length) && begins_with_surname(text) || long && (3..=4).contains(&length);
    named && text.chars().all(is_han) && !text.ends_with(['省', '市', '区', '县', '州'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Templates;

    #[test]
    fn persons_duties_and_quotas_stand_behind_units() {
        let templates = Templates::built_in().expect("built-in templates");
        let read = |words: &str| {
            let found = templates.directory.behind_unit(words);
            found.map(|(end, behind)| (words[..end].to_string(), behind))
        };
        let person = |unit: &str| Some((unit.to_string(), Behind::Person));
        assert_eq!(read("市教育局张三"), person("市教育局"));
        assert_eq!(read("市教育局局长张三"), person("市教育局"));
        assert_eq!(read("市教育局党组副书记欧阳小明"), person("市教育局"));
        assert_eq!(read("市财政局保障经费"), Some(("市财政局".into(), Behind::Duty)));
        assert_eq!(read("青山镇280户"), Some(("青山镇".into(), Behind::Quota)));
        for whole in [
            "市教育局",
            "市教育局高中部",
            "市财政局金融科",
            "市公安局交警",
            "文化和旅游局",
            "12345热线办",
        ] {
            assert_eq!(read(whole), None, "{whole}");
        }
    }
}
