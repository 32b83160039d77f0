//! How much a task has to reach: numbers with a metric, and targets without one.
//!
//! ```text
//! target   = lead* time? hedge? verb* noun comparator? number between? factor? unit base? comparator?
//!          | lead* time? hedge? verb* base? comparator? number factor? unit comparator? noun outcome?
//!          | words of a qualitative target, or a time and a milestone
//! number   = figures | numerals | number (-|至) number
//! ```
//!
//! Each part is a table: `number`, `unit`, `comparator`, `words` (hedges, verbs, what was, what is to become),
//! `quality`. `mention` reads what stands around a number, `judge` says whether it is a target, `metric` what it
//! measures, `same` which say the same twice.

mod clause;
mod comparator;
mod judge;
mod lexicon;
mod mention;
mod metric;
mod number;
mod quality;
pub mod same;
mod times;
mod unit;
mod words;

use std::ops::Range;

use crate::deadline::Time;
use crate::plan::{TargetKind, TargetOp, TargetRule};
use crate::source::CharSet;
use mention::Mention;
use times::{Times, Walk};

/// A target in the words of one paragraph; all places are bytes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// With a number or without.
    pub kind: TargetKind,
    /// The whole expression.
    pub text: Range<usize>,
    /// What is measured.
    pub metric: Option<Range<usize>>,
    /// Comparator.
    pub op: Option<TargetOp>,
    /// Value, its factor not multiplied in.
    pub value: String,
    /// Upper end of a range.
    pub value_max: Option<String>,
    /// 万, 亿.
    pub factor: &'static str,
    /// Unit of measure.
    pub unit: &'static str,
    /// 每千人口.
    pub base: Option<Range<usize>>,
    /// 力争.
    pub hedge: &'static str,
    /// The time that governs it.
    pub deadline: Option<Range<usize>>,
    /// The rule that found it.
    pub rule: TargetRule,
}

/// Where something may begin that matters here: a number, a time (年内), a target without either.
pub(crate) static MARKED: CharSet =
    CharSet::of("0123456789０１２３４５６７８９一二三四五六七八九十两百千年").and(quality::TRIGGERS);

/// The targets in `words`, in text order; `times` are those of the same words.
///
/// ```
/// use fengong::{deadline, targets};
/// let words = "年内新增养老床位80张、助餐点5家，签约率达85%以上。完善“1+1+1”服务。";
/// let times = deadline::times(words, Some(2023));
/// let found: Vec<&str> = targets::find(words, &times).into_iter().map(|target| &words[target.text]).collect();
/// assert_eq!(found, ["新增养老床位80张", "助餐点5家", "签约率达85%以上"]);
/// ```
pub fn find(words: &str, times: &[Time]) -> Vec<Found> {
    find_at(words, times, &mut MARKED.places(words))
}

/// The same where the places of the characters of [`MARKED`] are known.
pub(crate) fn find_at(words: &str, times: &[Time], mut places: &mut dyn Iterator<Item = usize>) -> Vec<Found> {
    let Some(first) = places.next() else {
        return Vec::new();
    };
    let mut finder = Finder {
        words,
        times: Times(times),
        found: Vec::new(),
        floor: 0,
        refused: None,
        walk: Walk::default(),
    };
    let mut next = Some(first);
    while let Some(at) = next {
        let to = finder.look(at);
        next = Iterator::find(&mut places, |place| *place >= to);
    }
    finder.finish()
}

/// A walk over the words of one paragraph.
struct Finder<'w> {
    words: &'w str,
    times: Times<'w>,
    found: Vec<Found>,
    /// The end of the last target's number: the next one's clause does not reach behind it.
    floor: usize,
    /// The end of the last number that was taken for what there is.
    refused: Option<usize>,
    /// How far times were looked for.
    walk: Walk,
}

impl Finder<'_> {
    /// Looks at the marked character at `at`; gives where to go on.
    fn look(&mut self, at: usize) -> usize {
        let first = self.words[at..].chars().next().map_or(1, char::len_utf8);
        if let Some((words, whole)) = quality::at(self.words, at) {
            self.quality(words.clone(), whole);
            return words.end;
        }
        if let Some(end) = self.times.around(at) {
            return end;
        }
        match mention::read(self.words, self.times, at) {
            mention::Reading::Mention(mention) => self.mention(*mention),
            mention::Reading::Skip(to) => to.max(at + first),
        }
    }

    fn mention(&mut self, mention: Mention) -> usize {
        let end = mention.end;
        let Some(clause) = judge::Clause::new(self.words, self.times, self.floor, &mention) else {
            return end;
        };
        let series = self
            .found
            .last()
            .is_some_and(|last| clause.goes_on_with(self.words, last, self.floor));
        let listed = self
            .refused
            .is_some_and(|refused| judge::lists(&self.words[refused..mention.start]));
        match judge::judge(self.words, &mention, &clause, series).filter(|_| !listed) {
            Some(rule) => self.accept(mention, clause, rule),
            None => self.refused = (clause.whole || listed || judge::is_money(&mention)).then_some(end),
        }
        end
    }

    fn accept(&mut self, mention: Mention, clause: judge::Clause, rule: TargetRule) {
        let mut metric = metric::metric(self.words, &mention, &clause);
        let (mut from, mut to) = (clause.head.text.min(mention.begin), mention.end);
        let changes = clause.head.text >= mention.begin && mention.change;
        if metric.is_none() || changes && metric.as_ref().is_some_and(|metric| metric.start >= to) {
            // 生产总值75亿元，增长25%; 增长7%以上、力争8%
            metric = self
                .found
                .last()
                .filter(|last| self.same_sentence(last))
                .and_then(|last| last.metric.clone())
                .or(metric);
        }
        if let Some(metric) = metric.as_ref().filter(|metric| metric.end > clause.begin) {
            (from, to) = (from.min(metric.start), to.max(metric.end));
        }
        self.floor = mention.end;
        self.refused = None;
        let deadline = self.time_before(mention.start);
        let listed_base = self.listed_base(&mention, &clause);
        self.found.push(Found {
            kind: TargetKind::Quantified,
            text: from..to,
            metric,
            op: Some(mention.op),
            value: mention.value,
            value_max: mention.value_max,
            factor: mention.factor,
            unit: mention.unit,
            base: mention.base.or(clause.base).or(listed_base),
            hedge: if clause.head.hedge.is_empty() {
                mention.hedge
            } else {
                clause.head.hedge
            },
            deadline,
            rule,
        });
    }

    /// 每千人口医师数达3.6人、护士数达4.2人: the base holds for the list.
    fn listed_base(&self, mention: &Mention, clause: &judge::Clause) -> Option<Range<usize>> {
        let last = self.found.last().filter(|last| last.unit == mention.unit)?;
        let listed = last.text.end <= clause.begin && self.words[last.text.end..clause.begin].trim() == "、";
        last.base.clone().filter(|_| listed)
    }

    /// Whether no sentence ends between `last` and what was read last.
    fn same_sentence(&self, last: &Found) -> bool {
        last.op.is_some() && !self.words[last.text.end.min(self.floor)..self.floor].contains(['。', '；'])
    }

    fn quality(&mut self, words: Range<usize>, whole: bool) {
        let Some(begin) = clause::begin(self.words, self.floor, words.start) else {
            return;
        };
        let counted = self.found.last().is_some_and(|last| last.text.end >= words.end);
        if counted || words.start < begin {
            return;
        }
        let head = clause::head(self.words, self.times, begin, words.start);
        let to = if whole {
            clause::end(self.words, words.end)
        } else {
            words.end
        };
        let deadline = self.time_before(words.start);
        let noun = Some(head.noun..words.start).filter(|noun| !self.words[noun.clone()].trim().is_empty());
        self.found.push(Found {
            kind: TargetKind::Qualitative,
            text: head.text..to,
            metric: noun.and_then(|noun| metric::trim(self.words, noun)),
            deadline,
            hedge: head.hedge,
            ..plain(TargetRule::Words)
        });
    }

    /// The time that governs what stands at `at`: the last before it in its sentence.
    fn time_before(&mut self, at: usize) -> Option<Range<usize>> {
        self.walk.last_before(self.words, self.times, at)
    }

    /// Times before which nothing was counted may be milestones: 年底前投入使用.
    fn finish(mut self) -> Vec<Found> {
        let mut milestones = Vec::new();
        let mut counted = self.found.iter().peekable();
        let mut done = 0;
        let words = self.words;
        for Range { start: from, end: to } in self.times.due(words) {
            if from < done {
                continue;
            }
            let Some(begin) = clause::begin(words, done, from) else {
                continue;
            };
            let end = clause::end(words, to);
            while counted.next_if(|target| target.text.end <= from).is_some() {}
            if counted.peek().is_some_and(|target| target.text.start < end) || !quality::reaches(&words[to..end]) {
                continue;
            }
            let head = clause::head(words, self.times, begin, end);
            if head.text >= end {
                continue;
            }
            milestones.push(Found {
                kind: TargetKind::Qualitative,
                text: head.text..end,
                deadline: Some(from..to),
                hedge: head.hedge,
                ..plain(TargetRule::Milestone)
            });
            done = end;
        }
        if !milestones.is_empty() {
            self.found.extend(milestones);
            self.found.sort_by_key(|target| target.text.start);
        }
        self.found
    }
}

fn plain(rule: TargetRule) -> Found {
    Found {
        kind: TargetKind::Qualitative,
        text: 0..0,
        metric: None,
        op: None,
        value: String::new(),
        value_max: None,
        factor: "",
        unit: "",
        base: None,
        hedge: "",
        deadline: None,
        rule,
    }
}
