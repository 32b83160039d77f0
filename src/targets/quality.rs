//! Targets without a number: 全覆盖, A等次, 不发生, 应收尽收, a milestone with a date. New words are rows.

use std::ops::Range;

use super::standing;
use super::words::{self, OUTCOMES, Weight};

/// What words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The words themselves.
    pub words: Range<usize>,
    /// Whether the target's text goes to the end of the clause.
    pub whole: bool,
    /// What is measured, where it does not stand before the words.
    pub metric: Option<Range<usize>>,
    /// Whether a number before them in the clause says it already: 排查200处并全部整改.
    pub alone: bool,
}

impl Said {
    pub(super) fn word(words: Range<usize>) -> Self {
        Said {
            words,
            whole: false,
            metric: None,
            alone: false,
        }
    }
}

/// How far the text of such a target goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To the end of the word.
    Word,
    /// To the end of the clause, and what stands there is measured: 不发生重大事故.
    Clause,
}

use Reach::{Clause, Word};

/// Words, by the character that gives them away: the character, what stands before it, what stands from it on.
const WORDS: &[(char, &str, &str, Reach)] = &[
    ('覆', "全", "覆盖", Word),
    ('次', "等", "次", Word),
    ('不', "", "不发生", Clause),
    ('不', "", "不出现", Clause),
    ('零', "清", "零", Word),
    ('零', "为", "零", Word),
    ('投', "", "投入使用", Word),
    ('投', "", "投入运营", Word),
    ('番', "翻", "番", Word),
    ('秀', "考核优", "秀", Word),
    ('秀', "评价优", "秀", Word),
    ('秀', "评估优", "秀", Word),
];

/// Behind 零: what there is to be none of.
const NOUGHTS: &[&str] = &[
    "发生",
    "事故",
    "死亡",
    "伤亡",
    "增长",
    "新增",
    "感染",
    "投诉",
    "上访",
    "非访",
    "越级",
    "案件",
    "发案",
    "扩散",
    "漏报",
    "瞒报",
    "返贫",
    "致贫",
    "失误",
    "差错",
    "积压",
    "遗漏",
    "延误",
    "违规",
    "违纪",
    "违法",
    "火灾",
    "溺亡",
    "逾期",
    "超期",
    "存量",
    "库存",
    "缺陷",
    "误差",
    "填埋",
    "直排",
    "闲置",
    "弃管",
    "复发",
    "反弹",
    "退单",
    "死角",
    "盲区",
    "脱保",
    "失学",
    "辍学",
    "欠薪",
    "拖欠",
    "泄密",
    "失泄密",
    "舞弊",
    "断档",
    "复燃",
    "复耕",
    "缺口",
    "舆情",
    "事件",
];

/// Behind 无, at the end of the clause: what there is to be none of.
const NONE_OF: &[&str] = &[
    "事故", "事件", "案件", "疫情", "火灾", "火情", "投诉", "上访", "非访", "集访", "舆情", "伤亡", "死亡", "违建",
    "欠薪", "积压", "返贫", "辍学", "溺亡", "发生", "违规", "差错", "失误", "遗漏",
];

/// Before 无 where it tells which ones are meant: 对无事故的, 近三年无….
const NOT_NONE: &[&str] = &["对", "凡", "若", "如", "年来", "的", "是否", "有", "近三年", "近年"];

/// Where one of a kind may be due: 一村一警.
const EACH: &[&str] = &[
    "村", "镇", "乡", "县", "区", "校", "园", "社区", "街", "街道", "院", "班", "厂", "矿", "站", "馆", "所", "户",
    "企", "河", "湖", "塘", "网格", "小区", "楼栋", "单元", "项目",
];

/// Before 一村一警: it is to be reached, not a way of working (一企一策推进).
const REACHES: &[&str] = &["实现", "做到", "达到", "落实", "配备", "确保", "建成", "完成", "配齐"];

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
pub(super) const TRIGGERS: &str = "覆次不零秀尽所投番无部前位平杜奖于阵梯";

/// Before 进位: a rank is to rise.
const RISES: &[&str] = &[
    "排名", "力争", "确保", "争取", "实现", "位次", "名次", "指数", "考核", "评价", "综合",
];

/// The target whose giveaway stands at `at`.
pub(super) fn at(words: &str, at: usize) -> Option<Said> {
    let rest = &words[at..];
    let before = &words[..at];
    match rest.chars().next()? {
        '尽' => exhausted(words, at).map(Said::word),
        '覆' if rest.starts_with("覆盖") && !before.ends_with('全') => all_covered(words, at),
        '所' => (rest.starts_with("所有") && !before.ends_with("覆盖") && aims(before)).then(|| Said {
            whole: true,
            ..Said::word(at..at + "所有".len())
        }),
        '零' if !before.ends_with(['清', '为']) => nought(words, at),
        '无' => none_of(words, at),
        '部' => before.ends_with('全').then(|| whole(words, at)).flatten(),
        '一' => one_each(words, at),
        '前' => standing::rank(words, at),
        '阵' | '梯' => standing::among_the_first(words, at),
        '奖' => standing::prize(words, at),
        '于' => standing::compared(words, at),
        '杜' => none_at_all(words, at),
        '位' => (before.ends_with('进')
            && RISES.iter().any(|word| near(before, 45).contains(word))
            && ends_here(&rest[3..]))
        .then(|| Said::word(at - 3..at + 3)),
        '平' => standing::average(words, at),
        first => listed(words, at, first),
    }
}

/// A word of [`WORDS`].
fn listed(words: &str, at: usize, first: char) -> Option<Said> {
    let (before, rest) = words.split_at(at);
    let (_, head, tail, reach) = WORDS
        .iter()
        .find(|(c, head, tail, _)| *c == first && before.ends_with(head) && rest.starts_with(tail))?;
    let behind = at + tail.len();
    let named = *reach == Word && is_name(&words[behind..]);
    let made = first == '覆' && MAKES.iter().any(|verb| before.trim_end_matches(head).ends_with(verb));
    if named
        || made
        || first == '投' && !aims(before)
        || NO_AIMS.iter().any(|word| before.ends_with(word))
        || *tail == "次" && !graded(before)
    {
        return None;
    }
    let whole = *reach == Clause;
    Some(Said {
        whole,
        metric: whole.then(|| behind..noun_end(words, behind)),
        ..Said::word(at - head.len()..behind)
    })
}

/// 规模性返贫 of 不发生规模性返贫的底线.
fn noun_end(words: &str, from: usize) -> usize {
    let end = super::clause::end(words, from);
    let noun = &words[from..end];
    let noun = ["的底线", "底线"]
        .iter()
        .find_map(|tail| noun.strip_suffix(tail))
        .unwrap_or(noun);
    from + noun.len()
}

fn is_name(behind: &str) -> bool {
    NAMES.iter().any(|name| behind.starts_with(name))
}

/// 覆盖本区所有家庭.
fn all_covered(words: &str, at: usize) -> Option<Said> {
    let behind = &words[at + "覆盖".len()..];
    let near: String = behind.chars().take(8).collect();
    let all = ALL
        .iter()
        .filter_map(|all| near.find(all).map(|at| at + all.len()))
        .min()?;
    // 覆盖全部10家: the number says it.
    if near[all..].starts_with(|c: char| c.is_ascii_digit()) || !near[..all].chars().all(char::is_alphabetic) {
        return None;
    }
    Some(Said {
        whole: true,
        ..Said::word(at..at + "覆盖".len() + all)
    })
}

/// 零发生; 零跑腿 where it is to be reached (零距离服务 is none).
fn nought(words: &str, at: usize) -> Option<Said> {
    let behind = &words[at + '零'.len_utf8()..];
    let known = NOUGHTS
        .iter()
        .find(|noun| behind.starts_with(**noun))
        .map(|noun| noun.len());
    let len = known.or_else(|| {
        let len = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let reached = ["实现", "做到", "达到", "确保"]
            .iter()
            .any(|verb| near(&words[..at], 60).contains(verb));
        let slogan = ["距离", "容忍", "障碍", "隔阂", "基础", "售", "星", "散"]
            .iter()
            .any(|word| behind.starts_with(word));
        (reached && !slogan && (6..=12).contains(&len)).then_some(len)
    })?;
    let end = at + '零'.len_utf8() + len;
    let job = behind.starts_with("就业") || is_name(&words[end..]);
    (!job).then(|| Said::word(at..end))
}

/// 无重大安全责任事故; 无人机, 无证经营 and the like end otherwise.
fn none_of(words: &str, at: usize) -> Option<Said> {
    let before = near(&words[..at], 30).trim_end();
    let from = at + '无'.len_utf8();
    let end = super::clause::end(words, from);
    let noun = &words[from..end];
    let noun = &noun[..noun.find('、').unwrap_or(noun.len())];
    let bad = NONE_OF.iter().any(|word| noun.ends_with(word)) && noun.chars().count() <= 20;
    let told =
        NOT_NONE.iter().any(|word| before.ends_with(word)) || before.contains("近三年") || before.contains("近年");
    (bad && !told && (!noun.contains('的') || ["引发的", "导致的", "造成的"].iter().any(|word| noun.contains(word))))
        .then(|| Said {
            metric: Some(from..from + noun.len()),
            ..Said::word(at..from + noun.len())
        })
}

/// 杜绝较大生产安全事故; 杜绝形式主义 cannot be counted.
fn none_at_all(words: &str, at: usize) -> Option<Said> {
    let behind = at + "杜绝".len();
    let end = super::clause::end(words, at);
    let noun = words.get(behind..end).filter(|_| words[at..].starts_with("杜绝"))?;
    let bad = |noun: &str| NONE_OF.iter().any(|word| noun.ends_with(word));
    let core = noun
        .trim_end_matches("的")
        .trim_end_matches("发生")
        .trim_end_matches('的');
    (core != "" && (bad(core) || bad(noun)) && noun.chars().count() <= 40).then(|| Said {
        whole: true,
        metric: Some(behind..end),
        ..Said::word(at..behind)
    })
}

/// 全部整改到位: what is counted as one whole is to become something.
fn whole(words: &str, at: usize) -> Option<Said> {
    let behind = &words[at + '部'.len_utf8()..];
    let deed =
        words::part(behind).is_some_and(|(_, part)| matches!(part, words::Part::Verb(Weight::Makes | Weight::Does)));
    let becomes = OUTCOMES.prefix(behind).is_some();
    let subject = near(&words[..at - '全'.len_utf8()], 60);
    let subject = subject.rsplit(super::clause::ends_clause).next().unwrap_or(subject);
    let rules = ["应当", "必须", "不得", "一律", "对"]
        .iter()
        .any(|word| subject.contains(word));
    ((deed || becomes) && !subject.trim().is_empty() && !rules).then(|| Said {
        whole: true,
        alone: true,
        ..Said::word(at - '全'.len_utf8()..at + '部'.len_utf8())
    })
}

/// 实现一村一警.
fn one_each(words: &str, at: usize) -> Option<Said> {
    let behind = &words[at + '一'.len_utf8()..];
    let place = EACH
        .iter()
        .filter(|place| behind.starts_with(**place))
        .max_by_key(|place| place.len())?;
    let again = behind[place.len()..].strip_prefix('一')?;
    let len = again.find(|c: char| !c.is_alphabetic()).unwrap_or(again.len());
    let before = words[..at].trim_end_matches(['“', '"']);
    let slogan = ["策", "档", "案", "品", "议"]
        .iter()
        .any(|word| again.starts_with(word));
    let closed = &again[len..].trim_start_matches(['”', '"']);
    if !ends_here(closed) {
        // 完成“一村一块田”改革试验: a name.
        return None;
    }
    let reached = REACHES.iter().any(|verb| before.ends_with(verb)) && !slogan && (3..=30).contains(&len);
    reached.then(|| {
        let from = before.len();
        let end = words.len() - again.len() + len;
        let close = words[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '”' | '"'))
            .map_or(0, char::len_utf8);
        Said {
            metric: Some(at..end),
            ..Said::word(from..end + close)
        }
    })
}

/// Whether nothing of the clause follows.
pub(super) fn ends_here(rest: &str) -> bool {
    super::judge::is_end(rest, 0) || rest.starts_with(['”', '"'])
}

/// The last bytes of `text`, so many at most.
pub(super) fn near(text: &str, most: usize) -> &str {
    &text[super::clause::floor_char(text, text.len().saturating_sub(most))..]
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
                .map(|said| words[said.words].to_string())
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
