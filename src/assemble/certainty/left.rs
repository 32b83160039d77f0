//! What is left of a tag when its names, persons, times and words of roles are taken away.

use std::collections::{HashMap, HashSet};

use crate::assemble::check::Findings;
use crate::plan::{Basis, CharSpan, OwnerRule, Task};

/// Words of tags beside names; longer ones first.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "按照", "各自", "职责", "职能", "依据", "根据", "主要", "其他", "相关", "有关", "责任", "牵头", "配合", "协办",
    "主办", "主责", "主管", "分管", "协同", "协作", "协助", "参与", "参加", "支持", "会同", "会办", "指导", "督导",
    "督办", "督查", "监督", "汇总", "负责", "落实", "组织", "实施", "执行", "承办", "承担", "分工", "分别", "共同",
    "联合", "具体", "推进", "做好", "抓好", "单位", "部门", "科室", "处室", "股室", "领导", "同志", "主体", "机构",
    "完成", "时限", "整改", "长期", "坚持", "持续", "并", "每", "时间", "进度", "安排", "要求", "以及", "国务院", "任务",
    "責任", "牽頭", "單位", "部門", "負責", "實施", "指導", "職責", "參與", "參加", "協同", "協助", "領導", "落實",
    "時限", "國務院", "會同", "組織", "時間", "進度", "安排", "主辦", "協辦", "承辦",
    "省", "市", "县", "縣", "区", "區", "等", "各", "和", "及", "与", "與", "由", "的", "按", "为", "人", "年", "月",
    "底", "前", "日",
];

/// A sentence that tells how tags are read, not who owns the task.
const RULES: &[&str] = &["下同", "以下", "不再", "第一"];

/// Words left over in so many tags are the plan's own way of writing them: 整改时限：.
const HABIT: usize = 3;

/// The tasks in whose tags words are left that say neither who nor when nor how.
pub(super) fn tasks(tasks: &[Task], findings: &Findings<'_, '_, '_>) -> HashSet<String> {
    let mut left: HashMap<String, Vec<&Task>> = HashMap::new();
    for task in tasks {
        if let Some(words) = words_left(task, findings) {
            left.entry(words).or_default().push(task);
        }
    }
    // Of words that come back one row shows what is meant.
    let shown = left.into_values().flat_map(|tasks| {
        let few = if tasks.len() < HABIT { tasks.len() } else { 1 };
        tasks.into_iter().take(few)
    });
    shown.map(|task| task.id.to_string()).collect()
}

/// The words of the tag that are left when names, times and words of roles are taken away.
fn words_left(task: &Task, findings: &Findings<'_, '_, '_>) -> Option<String> {
    let tag = task.tag.as_ref()?;
    // （设在办公室，联系人：徐某）: whom to call, taken for who owns.
    let bare = task
        .owners
        .iter()
        .all(|owner| owner.rule == OwnerRule::Bracket && owner.word.is_empty());
    if bare && !task.owners.is_empty() && is_contact(&tag.text) {
        return Some(tag.text.clone());
    }
    let whole = |owner: &crate::plan::Owner| matches!(owner.rule, OwnerRule::Heading | OwnerRule::UnitFirst);
    if task.owners.iter().any(whole) || RULES.iter().any(|word| tag.text.contains(word)) {
        return None;
    }
    let mut named: Vec<CharSpan> = Vec::new();
    let mut name = |span: CharSpan, pieces: &[CharSpan]| match pieces {
        [] => named.push(span),
        pieces => named.extend(pieces),
    };
    let own = task.owners.iter().filter(|owner| owner.basis == Basis::Stated);
    own.for_each(|owner| name(owner.span, &owner.pieces));
    task.people.iter().for_each(|person| name(person.span, &person.pieces));
    task.deadlines.iter().for_each(|time| name(time.span, &time.pieces));
    named.sort_unstable();
    let places = match &tag.pieces[..] {
        [] => std::slice::from_ref(&tag.span),
        pieces => pieces,
    };
    places.iter().find_map(|place| {
        // The tag's own words where it is in one piece: looking them up costs more.
        let words = match &tag.pieces[..] {
            [] => &tag.text[..],
            _ => findings.words(*place),
        };
        let behind = |at: usize, count: usize| {
            words[at..]
                .char_indices()
                .nth(count)
                .map_or(words.len(), |(len, _)| at + len)
        };
        let (mut at, mut byte) = (place.start, 0);
        for name in named.iter().skip(named.partition_point(|name| name.end <= place.start)) {
            if name.start >= place.end {
                break;
            }
            if name.start > at {
                let end = behind(byte, name.start - at);
                if let Some(more) = more_left(&words[byte..end]) {
                    return Some(more);
                }
                (at, byte) = (name.start, end);
            }
            if name.end > at {
                byte = behind(byte, name.end - at);
                at = name.end;
            }
        }
        more_left(&words[byte..])
    })
}

/// The first clause of `words` that says more than words of tags do, without those.
fn more_left(words: &str) -> Option<String> {
    // Between two names stands a mark, nearly always.
    let mark = words.len() <= '、'.len_utf8();
    let mut clauses = words.split(['。', '，', '；', ',', ';', '\n', '、']);
    if mark { None } else { clauses.find_map(what_more) }
}

/// What a clause, its blanks and what it puts in angle brackets set aside, holds beside words of tags.
fn what_more(clause: &str) -> Option<String> {
    let says = |words: &str| {
        let han = words.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        han.take(2).count() == 2
    };
    if !says(clause) {
        return None;
    }
    let mut rest: String = clause.chars().filter(|c| !c.is_whitespace()).collect();
    let spelled = |c: char| c.is_ascii_lowercase() || "〈<《".contains(c);
    // Whom to call is no owner: 联系人：代剑楠，3260722.
    if rest.is_empty() || is_contact(&rest) || rest.contains(spelled) {
        return None;
    }
    for word in WORDS {
        if rest.contains(word) {
            rest = rest.replace(word, "");
        }
    }
    says(&rest).then_some(rest)
}

/// Whether words tell whom to call.
fn is_contact(words: &str) -> bool {
    ["联系人", "电话", "聯繫人", "電話"]
        .iter()
        .any(|word| words.contains(word))
}
