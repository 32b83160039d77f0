//! Prose that tells of work to be done but is no task of the plan: a report around a list of tasks, a paragraph between
//! a heading and its items, text behind the tag that closed an item. It is kept, shown and reported, never counted.

use super::draft::Loose;
use super::due;
use super::owners::{DocumentRule, Settler};
use super::targets::targets;
use super::tree::Tree;
use super::words::Words;
use crate::deadline::Context;
use crate::outline::Outline;
use crate::plan::{LedgerKind, Narrative, TaskKind};
use crate::source::{LineIndex, Slices};

/// A paragraph of narrative and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub slices: Slices,
    /// Whether it stands behind the tag that closed the item before it.
    pub behind_tag: bool,
}

/// A paragraph with a rule is never longer, in bytes: 以上任务均需各区政府落实，不再列出。
const LONGEST_RULE: usize = 240;

/// Takes paragraphs that state a rule out of the narrative: they are understood, and have a finding of their own.
pub(super) fn except_rules(loose: &mut [Loose], rules: &[DocumentRule]) {
    for paragraph in loose.iter_mut().filter(|loose| loose.kind == LedgerKind::Narrative) {
        let hull = paragraph.slices.hull();
        let states = |rule: &DocumentRule| hull.contains(rule.slices.hull());
        if hull.len() <= LONGEST_RULE && rules.iter().any(states) {
            paragraph.kind = LedgerKind::Preamble;
            paragraph.behind_tag = false;
        }
    }
}

/// The narrative of a document, in text order.
pub(super) fn told(tree: &Tree<'_>, loose: &[Loose], outline: &Outline) -> Vec<Told> {
    // In a report, what follows a paragraph of work ahead goes on with it: 同时，加强……。
    let mut goes_on = false;
    let asides = outline.set_aside.iter().filter_map(|aside| {
        let words = aside.span.of(tree.text);
        if aside.kind != LedgerKind::Noise || words.len() < 90 {
            return None;
        }
        goes_on = tells_of_work(words, goes_on);
        goes_on.then(|| Told {
            slices: aside.span.into(),
            behind_tag: false,
        })
    });
    let in_plan = loose
        .iter()
        .filter(|loose| match loose.kind {
            LedgerKind::Narrative => true,
            LedgerKind::Preamble => tells_of_work(&loose.slices.join(tree.text), false),
            _ => false,
        })
        .map(|loose| Told {
            slices: loose.slices.clone(),
            behind_tag: loose.behind_tag,
        });
    let mut told: Vec<Told> = asides.chain(in_plan).collect();
    told.sort_by_key(|told| told.slices.hull());
    told
}

/// The same as the JSON shows it.
pub(super) fn entries(
    settler: &Settler<'_, '_>,
    told: &[Told],
    lines: &LineIndex<'_>,
    known: Context,
) -> Vec<Narrative> {
    let entry = |told: &Told| {
        let words = Words::new(settler.tree.text, &told.slices, known);
        Narrative {
            kind: TaskKind::Narrative,
            text: told.slices.join(settler.tree.text),
            span: settler.span(&told.slices),
            pieces: settler.pieces(&told.slices),
            line: lines.at(told.slices.hull().start),
            behind_tag: told.behind_tag,
            deadlines: due::of_text(settler, &words, known),
            targets: targets(settler, &words, known.plan_year).collect(),
        }
    };
    told.iter().map(entry).collect()
}

/// Words for what is done in a plan.
const WORK: &[&str] = &[
    "推进", "推动", "开展", "实施", "加强", "完善", "提升", "建设", "建立", "创建", "落实", "加快", "加大", "强化",
    "深化", "优化", "健全", "扩大", "打造", "新增", "改造", "提高", "组织", "探索", "培育", "整治", "推广", "建成",
];

/// Words that say it is still to be done.
const AHEAD: &[&str] = &[
    "今年",
    "力争",
    "年底前",
    "本年度",
    "将进一步",
    "将持续",
    "将继续",
    "将全力",
    "将加快",
    "将积极",
    "将着力",
    "将重点",
    "将通过",
    "将以",
];

/// Words that say it has been done.
const DONE: &[&str] = &["据统计", "过去", "去年", "上年", "取得", "入选", "召开"];

/// Words of an introduction: it says why a plan was made, or what follows, not what is to be done.
const INTRODUCES: &[&str] = &[
    "制定本",
    "制定如下",
    "提出如下",
    "现将",
    "现制定",
    "特制定",
    "通知如下",
    "实施如下",
    "为指导",
    "年是",
    "意义",
];

/// Whether a paragraph of prose states what is to be done; `goes_on` when the one before it did.
fn tells_of_work(words: &str, goes_on: bool) -> bool {
    // Most loose text is short; the length in bytes settles it.
    if words.len() < 90 || !words.contains(['，', ',']) || words.ends_with(['：', ':']) || words.starts_with('为') {
        return false;
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let work = WORK.iter().map(|word| words.matches(word).count()).sum::<usize>();
    work >= 3 && (goes_on || has(AHEAD)) && !has(INTRODUCES) && !has(DONE)
}

#[cfg(test)]
mod tests {
    use super::tells_of_work;

    #[test]
    fn prose_of_work_ahead_is_told_from_reports_and_introductions() {
        assert!(tells_of_work(
            "今年将持续推进茶园改造，新建生态茶园五百亩，完善灌溉设施，提升加工能力，建成县级茶叶检测中心。",
            false
        ));
        assert!(!tells_of_work(
            "去年全县建成生态茶园五百亩，改造加工车间十二家，提升了加工能力，茶农收入稳步增长，居全市前列。",
            false
        ));
        assert!(!tells_of_work(
            "为贯彻落实全省茶产业会议精神，加快推进茶产业发展，提升茶叶质量，结合我县今年工作实际，制定本方案。",
            false
        ));
        assert!(!tells_of_work(
            "版权声明：如有侵权请与我们联系，我们将及时删除。",
            false
        ));
    }
}
