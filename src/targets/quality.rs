//! Targets without a number: 全覆盖, A等次, 不发生, 应收尽收, a milestone with a date. New words are rows.

use std::ops::Range;

use crate::source::CharSet;

/// How far the text of such a target goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To the end of the word.
    Word,
    /// To the end of the clause.
    Clause,
}

use Reach::{Clause, Word};

/// Words, by the character that gives them away: the character, what stands before it, what stands from it on.
const WORDS: &[(char, &str, &str, Reach)] = &[
    ('覆', "全", "覆盖", Word),
    ('次', "等", "次", Word),
    ('不', "", "不发生", Clause),
    ('不', "", "不出现", Clause),
    ('零', "", "零发生", Word),
    ('零', "", "零事故", Word),
    ('零', "", "零死亡", Word),
    ('零', "", "零伤亡", Word),
    ('零', "", "零增长", Word),
    ('零', "", "零新增", Word),
    ('零', "", "零感染", Word),
    ('零', "", "零投诉", Word),
    ('零', "", "零上访", Word),
    ('零', "", "零案件", Word),
    ('零', "", "零扩散", Word),
    ('零', "", "零漏报", Word),
    ('零', "", "零返贫", Word),
    ('零', "", "零失误", Word),
    ('零', "", "零差错", Word),
    ('零', "", "零积压", Word),
    ('零', "", "零遗漏", Word),
    ('零', "", "零延误", Word),
    ('零', "", "零违规", Word),
    ('零', "", "零火灾", Word),
    ('零', "", "零溺亡", Word),
    ('零', "", "零逾期", Word),
    ('零', "清", "零", Word),
    ('零', "为", "零", Word),
    ('投', "", "投入使用", Word),
    ('秀', "考核优", "秀", Word),
    ('秀', "评价优", "秀", Word),
    ('秀', "评估优", "秀", Word),
];

/// What is covered wholly: 覆盖本区所有家庭.
const ALL: &[&str] = &["所有", "全部", "每个", "每一"];

/// Behind such a word: it is part of a name, or says what something is like.
const NAMES: &[&str] = &["的", "工程", "行动", "计划", "率", "攻坚"];

/// Words before 不发生 and the like that make it a rule of conduct.
const NO_AIMS: &[&str] = &["防止", "若", "如", "一旦"];

/// Before 全覆盖: it says what something is like.
const MAKES: &[&str] = &["构建", "建立", "健全", "完善", "打造"];

/// What a milestone reaches.
const MILESTONES: &[&str] = &[
    "建成",
    "完成",
    "投入使用",
    "投用",
    "启用",
    "竣工",
    "开工",
    "动工",
    "上线",
    "投产",
    "运行",
    "运营",
    "验收",
    "挂牌",
    "出台",
    "印发",
    "发布",
    "创成",
    "通过",
    "实现",
    "开通",
    "通车",
    "完工",
    "封顶",
    "交付",
    "成立",
    "组建",
    "建立",
    "打造",
    "达到",
    "开业",
    "开园",
    "启动",
    "形成",
    "制定",
];

/// Whether `c` may be part of such words.
pub(super) const TRIGGERS: &str = "覆次不零秀尽所投";

static MARKS: CharSet = CharSet::of(TRIGGERS);

/// The target whose giveaway stands at `at`: the place of its words, and whether its text goes to the clause's end.
pub(super) fn at(words: &str, at: usize) -> Option<(Range<usize>, bool)> {
    let rest = &words[at..];
    let first = rest.chars().next().filter(|c| MARKS.contains(*c))?;
    let before = &words[..at];
    if first == '尽' {
        return exhausted(words, at).map(|range| (range, false));
    }
    if first == '覆' && rest.starts_with("覆盖") && !before.ends_with('全') {
        let behind = &rest["覆盖".len()..];
        let near: String = behind.chars().take(8).collect();
        let all = ALL
            .iter()
            .filter_map(|all| near.find(all).map(|at| at + all.len()))
            .min()?;
        // 覆盖全部10家: the number says it.
        if near[all..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return near[..all]
            .chars()
            .all(|c| c.is_alphabetic())
            .then(|| (at..at + "覆盖".len() + all, true));
    }
    if first == '所' {
        let aims = rest.starts_with("所有") && !before.ends_with("覆盖") && aims(before);
        return aims.then(|| (at..at + "所有".len(), true));
    }
    let (_, head, tail, reach) = WORDS
        .iter()
        .find(|(c, head, tail, _)| *c == first && before.ends_with(head) && rest.starts_with(tail))?;
    let named = NAMES.iter().any(|name| rest[tail.len()..].starts_with(name));
    let made = first == '覆' && MAKES.iter().any(|verb| before.trim_end_matches(head).ends_with(verb));
    if named
        || made
        || *tail == "投入使用" && !aims(before)
        || NO_AIMS.iter().any(|word| before.ends_with(word))
        || *tail == "次" && !graded(before)
    {
        return None;
    }
    Some((at - head.len()..at + tail.len(), *reach == Clause))
}

/// 力争到2023年底,全市所有镇, 确保所有: a hedge shortly before.
fn aims(before: &str) -> bool {
    let near: Vec<(usize, char)> = before.char_indices().rev().take(16).collect();
    let from = near.last().map_or(before.len(), |(at, _)| *at);
    let near = &before[from..];
    let near = &near[near.rfind(['。', '；', ';']).map_or(0, |at| at)..];
    ["力争", "确保", "争取", "实现", "推广到", "延伸到", "拓展到", "普及到"]
        .iter()
        .any(|hedge| near.contains(hedge))
}

/// A等次, A+及以上等次, 优秀等次, 一类等次.
fn graded(before: &str) -> bool {
    let before = before.trim_end_matches('等').trim_end_matches("及以上");
    before.ends_with(|c: char| c.is_ascii_uppercase() || c == '+')
        || ["优秀", "良好", "优", "一", "前列"]
            .iter()
            .any(|grade| before.ends_with(grade))
}

/// 应收尽收, 愿接尽接.
fn exhausted(words: &str, at: usize) -> Option<Range<usize>> {
    let mut before = words[..at].chars().rev();
    let (verb, wish) = (before.next()?, before.next()?);
    let again = words[at + '尽'.len_utf8()..].chars().next()?;
    let from = at - verb.len_utf8() - wish.len_utf8();
    (again == verb && matches!(wish, '应' | '愿' | '能' | '可' | '当'))
        .then(|| from..at + '尽'.len_utf8() + again.len_utf8())
}

/// Whether the clause `words` reaches something.
pub(super) fn reaches(words: &str) -> bool {
    MILESTONES.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_qualitative_targets() {
        let found = |words: &str| {
            let mut triggers = words.char_indices().filter(|(_, c)| super::TRIGGERS.contains(*c));
            triggers
                .find_map(|(at, _)| super::at(words, at))
                .map(|(range, _)| words[range].to_string())
        };
        assert_eq!(found("镇街全覆盖").as_deref(), Some("全覆盖"));
        assert_eq!(found("签约服务覆盖本区所有家庭").as_deref(), Some("覆盖本区所有"));
        assert_eq!(found("重返A等次").as_deref(), Some("等次"));
        assert_eq!(found("保持A+及以上等次").as_deref(), Some("等次"));
        assert_eq!(found("保障患者应收尽收").as_deref(), Some("应收尽收"));
        assert_eq!(found("尽快"), None);
        assert_eq!(found("扩大覆盖面"), None);
        assert_eq!(found("零距离服务"), None);
        assert_eq!(found("所有权"), None);
    }
}
