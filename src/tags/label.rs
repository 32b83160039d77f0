//! Labels before a list: 牵头单位：, 责任科室：, 完成时限：.
//!
//! ```text
//! label = [ "【" ] words noun [ "】" ] ( "：" | ":" )      at most 14 characters before the colon
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::fold::{fold, simple};
use super::roles::{BaseRole, Roles};
use super::sign::Signs;

/// Labels of a role word alone: 牵头：甲局；配合：乙局.
const BARE: &[(&str, BaseRole)] = &[
    ("分工", BaseRole::Owner),
    // 部门分工：甲局牵头，乙局配合
    ("部门分工", BaseRole::Owner),
    ("单位分工", BaseRole::Owner),
    ("责任分工", BaseRole::Owner),
    ("职责分工", BaseRole::Owner),
    ("任务分工", BaseRole::Owner),
    ("工作分工", BaseRole::Owner),
    ("牵头", BaseRole::Lead),
    ("主办", BaseRole::Lead),
    ("主责", BaseRole::Lead),
    ("配合", BaseRole::Support),
    ("协办", BaseRole::Support),
    ("会办", BaseRole::Support),
    ("参与", BaseRole::Support),
    ("参加", BaseRole::Support),
    ("协同", BaseRole::Support),
    ("协作", BaseRole::Support),
    ("协助", BaseRole::Support),
    ("支持", BaseRole::Support),
    ("指导", BaseRole::Guide),
    ("督导", BaseRole::Guide),
    ("责任", BaseRole::Owner),
    ("承办", BaseRole::Owner),
    ("负责", BaseRole::Owner),
];

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelKind {
    /// Units in a role.
    Units(BaseRole),
    /// Named leaders or posts.
    People,
    /// A deadline.
    Deadline,
    /// Something else, between labels that say who and when: 地点：, 经费来源：.
    Other,
}

/// A label found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// What it announces.
    pub kind: LabelKind,
    /// First byte of its words.
    pub start: usize,
    /// One past its words, before 】 and colon.
    pub end: usize,
    /// Where the value begins.
    pub value: usize,
    /// Whether prose has it as well (责任单位为市教育局, 职责分工：市教育局负责校园卫生): the value must be names of units.
    pub weak: bool,
}

const UNIT_NOUNS: &[&str] = &[
    "单位",
    "部门",
    "科室",
    "处室",
    "股室",
    "机构",
    "主体",
    "地区",
    "机关",
    "科(室)",
    "委局",
    "委办局",
];
const PEOPLE_NOUNS: &[&str] = &[
    "领导",
    "负责人",
    "责任人",
    "联系人",
    "责任领导",
    "负责同志",
    "包保人",
    "县长",
    "市长",
    "区长",
];
const DEADLINE_WORDS: &[&str] = &[
    "完成时限",
    "时限要求",
    "完成时间",
    "完成期限",
    "时间节点",
    "时间进度",
    "时间要求",
    "时限",
    "完成日期",
    "期限",
    "进度要求",
    "时间安排",
    "推进时限",
    "整改时限",
    "落实时限",
    "办理时限",
    "工作时限",
    "实施时间",
    "进度安排",
];

/// What may stand before a label's noun.
const STEM_WORDS: &[&str] = &[
    "牵头", "责任", "主办", "主责", "主要", "第一", "配合", "协办", "协同", "协作", "协助", "参与", "参加", "会办",
    "支持", "其他", "其它", "相关", "有关", "负责", "承办", "承担", "落实", "实施", "执行", "主体", "主管", "指导",
    "督导", "督办", "监督", "汇总", "组织", "工作", "任务", "推进", "共同", "具体", "及", "和", "与", "、", "/",
    "分工", "市级", "区级", "县级", "省级", "市", "区", "县", "省", "整改", "完成", "督查", "行业", "属地", "总",
    "分管", "市直", "包保", "包抓", "包联", "县级", "挂点", "挂帅", "带队", "联系",
];

/// The characters that labels end with; few colons of running text stand behind one.
static LAST_CHARS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let words = [UNIT_NOUNS, PEOPLE_NOUNS, DEADLINE_WORDS]
        .into_iter()
        .flatten()
        .copied();
    let bare = BARE.iter().map(|(word, _)| *word);
    words.chain(bare).filter_map(|word| word.chars().next_back()).collect()
});

/// The characters that labels begin with.
static FIRST_CHARS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let words = [UNIT_NOUNS, PEOPLE_NOUNS, DEADLINE_WORDS, STEM_WORDS]
        .into_iter()
        .flatten()
        .copied();
    let bare = BARE.iter().map(|(word, _)| *word);
    words.chain(bare).filter_map(|word| word.chars().next()).collect()
});

/// The kind of label that `words` (without colon) make, if they make one.
pub fn kind(words: &str, roles: &Roles) -> Option<LabelKind> {
    let last = words.trim_end().chars().next_back().map(simple)?;
    if !LAST_CHARS.contains(&last) && !matches!(last, '）' | ')') {
        return None;
    }
    let first = words.chars().find(|c| !c.is_whitespace()).map(simple)?;
    if !FIRST_CHARS.contains(&first) {
        return None;
    }
    let words: String = fold(words).chars().filter(|c| !c.is_whitespace()).collect();
    let chars = words.chars().count();
    if !(2..=14).contains(&chars) || words.contains(['，', '。', '；', ',', ';', '《']) {
        return None;
    }
    // 牵头单位（部门）
    let words = match words.rfind(['（', '(']) {
        Some(open) if open > 0 && words.ends_with(['）', ')']) => words[..open].to_string(),
        _ => words,
    };
    if let Some(role) = BARE.iter().find(|(word, _)| *word == words).map(|(_, role)| *role) {
        return Some(LabelKind::Units(role));
    }
    let ends_with_one_of = |list: &[&str]| {
        list.iter()
            .any(|word| words.strip_suffix(word).is_some_and(made_of_label_words))
    };
    if ends_with_one_of(DEADLINE_WORDS) {
        return Some(LabelKind::Deadline);
    }
    // 责任单位及责任人: units first.
    let parted = words.contains(['及', '和', '、', '与']);
    let parted = parted.then(|| ["及", "和", "、", "与"].iter().find_map(|and| words.rsplit_once(and)));
    let words = match parted.flatten() {
        Some((units, people)) if PEOPLE_NOUNS.iter().any(|noun| people.ends_with(noun)) => units.to_string(),
        _ if ends_with_one_of(PEOPLE_NOUNS) => return Some(LabelKind::People),
        _ => words,
    };
    let noun = UNIT_NOUNS.iter().find(|noun| words.ends_with(*noun))?;
    let stem = if *noun == "主体" {
        words.as_str()
    } else {
        &words[..words.len() - noun.len()]
    };
    if !made_of_label_words(stem) {
        return None;
    }
    roles.of_label(stem).map(LabelKind::Units)
}

/// Whether the words before a label's noun are only such words: 各牵头单位 and 我市主要责任部门 are prose.
fn made_of_label_words(stem: &str) -> bool {
    static BY_START: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| {
        let mut words: BTreeMap<char, Vec<&str>> = BTreeMap::new();
        for word in STEM_WORDS {
            let first = word.chars().next().unwrap_or_default();
            words.entry(first).or_default().push(word);
        }
        words
    });
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        let words = BY_START.get(&first).map_or(&[][..], Vec::as_slice);
        let fitting = words.iter().filter(|word| rest.starts_with(**word));
        let Some(longest) = fitting.map(|word| word.len()).max() else {
            return false;
        };
        rest = &rest[longest..];
    }
    true
}

/// Every label of `text`, outside brackets or in the same bracket as its colon, in order.
pub fn labels(text: &str, roles: &Roles) -> Vec<Label> {
    labels_at(text, &Signs::of(text), roles)
}

/// The labels of `text`, whose signs are known.
pub(super) fn labels_at(text: &str, signs: &Signs, roles: &Roles) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let mut from = 0;
    for at in signs.places() {
        let Some(mark) = closes_label(&text.as_bytes()[at..]).filter(|_| at >= from) else {
            continue;
        };
        from = at + mark.len();
        let persons = found.last().filter(|last| last.kind == LabelKind::People);
        if let Some(label) = label_before(text, at, persons.map(|last| last.value), roles) {
            let mut value = at + mark.len();
            let rest = &text[value..];
            if matches!(mark, "】" | "]") {
                // 【责任单位】市教育局, 【责任单位】：市教育局; but 【某某】 elsewhere is no label
                // 市城管局[牵头]、市住建局: the role of the name before it
                if !text[..label.start].ends_with(['【', '[']) || rest.starts_with(['、', '，', ',']) {
                    continue;
                }
                // 在对话框回复【支持】可获…: a word quoted in a sentence
                if found.is_empty() && quoted(text, &label) {
                    continue;
                }
                value += rest
                    .chars()
                    .next()
                    .filter(|c| matches!(c, '：' | ':'))
                    .map_or(0, char::len_utf8);
            }
            if found.last().is_none_or(|last: &Label| last.end < label.end) {
                found.push(Label { value, ..label });
            }
        } else if matches!(mark, "：" | ":") {
            found.extend(
                found
                    .last()
                    .and_then(|last| label_behind(text, last, at, at + mark.len())),
            );
        }
    }
    add_weak(text, roles, &mut found);
    found
}

/// Labels with 为 for a colon: 牵头单位为市教育局. What names a role instead of units behind 为 is a rule.
fn add_weak(text: &str, roles: &Roles, found: &mut Vec<Label>) {
    static FOR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("为"));
    let before = found.len();
    for end in FOR.find_iter(text.as_bytes()) {
        if text[..end].ends_with("单位") || text[..end].ends_with("部门") {
            let value = end + "为".len();
            let says_role = text[value..].chars().take(6).collect::<String>();
            if ["牵头", "责任", "主办", "主责"]
                .iter()
                .any(|word| says_role.contains(word))
            {
                continue;
            }
            if let Some(label) = label_before(text, end, None, roles)
                && matches!(label.kind, LabelKind::Units(_))
                && label.end == end
            {
                found.push(Label {
                    value,
                    weak: true,
                    ..label
                });
            }
        }
    }
    if found.len() > before {
        found.sort_by_key(|label| label.start);
        found.dedup_by_key(|label| label.start);
    }
}

/// Whether the words of a label in square brackets are a role word alone in the middle of a sentence.
fn quoted(text: &str, label: &Label) -> bool {
    let words = fold(&text[label.start..label.end]);
    let before = text[..label.start].trim_end_matches(['【', '[']).chars().next_back();
    BARE.iter().any(|(word, _)| *word == words) && before.is_some_and(char::is_alphabetic)
}

/// Whether the words of a label announce who does what (部门分工), which a sentence may follow as well.
fn shares_out(words: &str) -> bool {
    let words = fold(words);
    words.trim_end().ends_with("分工") && words.trim().chars().count() > 2
}

/// `head` without the short bracket at its end.
fn without_last_bracket(head: &str) -> &str {
    let open = head.char_indices().rev().take(8).find(|(_, c)| matches!(c, '（' | '('));
    open.map_or(head, |(at, _)| &head[..at])
}

/// How far behind a label's list another one of the same line may stand, in bytes.
const SAME_LINE: usize = 600;

/// A label that is one only behind another of the same sentence and a blank: `责任单位：市教育局  时间：6月  地点：体育场`.
fn label_behind(text: &str, last: &Label, at: usize, value: usize) -> Option<Label> {
    let between = text.get(last.value..at).filter(|between| between.len() <= SAME_LINE)?;
    let words = between
        .rsplit(|c: char| c.is_whitespace() || "，；,;".contains(c))
        .next()
        .filter(|words| words.len() < between.len())?;
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if between.contains('。') || !(2..=8).contains(&words.chars().count()) || !words.chars().all(is_han) {
        return None;
    }
    let start = at - words.len();
    let blank = text[..start].ends_with(char::is_whitespace);
    let kind = match words {
        "时间" | "日期" | "完成" | "办结" => LabelKind::Deadline,
        // 区教育局：负责校园卫生: a unit and its duty.
        _ if !blank || words.ends_with(|c| UNIT_ENDS.contains(c)) => return None,
        _ => LabelKind::Other,
    };
    Some(Label {
        kind,
        start,
        end: at,
        value,
        weak: false,
    })
}

/// The last characters of names of units.
const UNIT_ENDS: &str = "局委办厅部会院府处科室股社站队所镇乡道区县市校园馆团组";

/// The mark behind a label that `bytes` begins with.
fn closes_label(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b':', ..] => Some(":"),
        [b']', ..] => Some("]"),
        [0xEF, 0xBC, 0x9A, ..] => Some("："),
        // 牵头单位——市教育局
        [0xE2, 0x80, 0x94, 0xE2, 0x80, 0x94, ..] => Some("——"),
        [0xE3, 0x80, 0x91, ..] => Some("】"),
        _ => None,
    }
}

/// The longest label that ends right before byte `at`; `persons` is where the value of a label of leaders before it begins.
fn label_before(text: &str, at: usize, persons: Option<usize>, roles: &Roles) -> Option<Label> {
    let head = text[..at].trim_end_matches(['】', ']', '*', ' ', '\u{3000}']);
    // 牵头单位（部门）：
    let tail = head.len();
    let head = if head.ends_with(['）', ')']) {
        without_last_bracket(head)
    } else {
        head
    };
    if !head
        .chars()
        .next_back()
        .is_some_and(|last| LAST_CHARS.contains(&simple(last)))
    {
        return None;
    }
    let mut best = None;
    let starts = head.char_indices().rev().take(14);
    for (start, c) in starts {
        if matches!(
            c,
            '，' | '。' | '；' | ',' | ';' | '：' | ':' | '（' | '(' | '〔' | '【' | '[' | '）' | ')' | '\n'
        ) {
            break;
        }
        if c.is_whitespace() {
            continue;
        }
        if let Some(kind) = kind(&head[start..], roles) {
            best = Some(Label {
                kind,
                start,
                end: tail,
                value: at,
                weak: shares_out(&head[start..]),
            });
        }
    }
    // What stands before a label is a mark, a blank, a number, or nothing: 各责任单位： is prose.
    let begins = best.filter(|label| {
        let before = text[..label.start].chars().next_back();
        // 市教育局配合单位：…: the line end between two labels is lost, but the name before it is whole.
        let glued = |c: char| "局委办厅部会院府中心队道镇乡所社站等署处室".contains(c);
        // 牵头领导：张三副局长责任部门：…: the same behind a leader.
        let person = || {
            persons.is_some_and(|value| {
                let name = text.get(value..label.start).map_or("", str::trim);
                !name.is_empty() && name.chars().count() <= 12 && name.chars().all(|c| c.is_alphabetic() || c == '、')
            })
        };
        before.is_none_or(|c| !c.is_alphanumeric() || c.is_numeric() || glued(c)) || person()
    });
    begins.or_else(|| glued_label(head, roles))
}

/// A label that nothing parts from the sentence before it (改造道路5条责任单位：市住建局): only in the commonest words, not
/// behind those that make prose of it, and only where units are sure to follow.
fn glued_label(head: &str, roles: &Roles) -> Option<Label> {
    const LABELS: &[&str] = &[
        "牵头单位",
        "责任单位",
        "配合单位",
        "主办单位",
        "协办单位",
        "承办单位",
        "牵头部门",
        "责任部门",
        "配合部门",
        "责任科室",
        "牵头科室",
        "配合科室",
    ];
    const PROSE: &[&str] = &[
        "各", "有关", "相关", "本", "该", "每个", "一个", "两个", "多个", "几个", "各个", "整个", "家", "每", "原",
        "的", "由", "请", "向", "对", "与", "和", "及", "或", "为", "是", "以", "把", "将", "定", "明确", "压实",
        "落实", "督促", "通知", "联系", "组织", "协调", "指导", "其他", "其它", "同级",
    ];
    let label = LABELS.iter().find(|label| head.ends_with(**label))?;
    let start = head.len() - label.len();
    let before = &head[..start];
    let goes_on = before
        .chars()
        .next_back()
        .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if !goes_on || PROSE.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    Some(Label {
        kind: kind(label, roles)?,
        start,
        end: head.len(),
        value: head.len(),
        weak: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_prose() {
        let roles = Roles::parse(include_str!("../../templates/roles.tsv")).unwrap();
        let of = |text: &str| {
            labels(text, &roles)
                .first()
                .map(|label| (label.kind, text[label.value..].to_string()))
        };
        assert_eq!(
            of("牵头责任单位:市发展改革委。"),
            Some((LabelKind::Units(BaseRole::Lead), "市发展改革委。".into()))
        );
        assert_eq!(
            of("主要协作单位：市科协"),
            Some((LabelKind::Units(BaseRole::Support), "市科协".into()))
        );
        assert_eq!(
            of("【责任科室】办公室"),
            Some((LabelKind::Units(BaseRole::Owner), "办公室".into()))
        );
        assert_eq!(of("时限要求:持续推进"), Some((LabelKind::Deadline, "持续推进".into())));
        assert_eq!(of("牵头负责领导:金某。"), Some((LabelKind::People, "金某。".into())));
        assert_eq!(of("请各责任单位：一是加强领导"), None);
        assert_eq!(of("建设单位：某公司"), None);
    }
}
