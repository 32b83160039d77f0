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
mod several;
mod standing;
mod tense;
mod times;
mod unit;
mod words;

use std::ops::Range;

use crate::deadline::Time;
use crate::plan::{Certainty, TargetKind, TargetOp, TargetRule};
use crate::source::CharSet;
use mention::Mention;
use tense::Tense;
use times::{Times, Walk};
use words::PAST;

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
    /// How sure that is.
    pub certainty: Certainty,
}

/// Where something may begin that matters here: numerals of all kinds, a time (年内, 年底前), a target without either.
pub(crate) static MARKED: CharSet =
    CharSet::of("0123456789一二三四五六七八九十两百千万亿数几半０１２３４５６７８９年").and(quality::TRIGGERS);

/// The targets in `words`, in text order; `times` are those of the same words. What is told of a year before `plan_year`
/// is none.
///
/// ```
/// use fengong::{deadline, targets};
/// let words = "年内新增养老床位80张、助餐点5家，签约率达85%以上。完善“1+1+1”服务。";
/// let times = deadline::times(words, Some(2023));
/// let found: Vec<&str> = targets::find(words, &times, None).into_iter().map(|target| &words[target.text]).collect();
/// assert_eq!(found, ["新增养老床位80张", "助餐点5家", "签约率达85%以上"]);
/// ```
pub fn find(words: &str, times: &[Time], plan_year: Option<i32>) -> Vec<Found> {
    find_at(words, times, plan_year, &mut MARKED.places(words))
}

/// The same where the places of the characters of [`MARKED`] are known.
pub(crate) fn find_at(
    words: &str,
    times: &[Time],
    plan_year: Option<i32>,
    mut places: &mut dyn Iterator<Item = usize>,
) -> Vec<Found> {
    let Some(first) = places.next() else {
        return Vec::new();
    };
    let mut finder = Finder {
        words,
        times: Times(times),
        found: Vec::new(),
        floor: 0,
        refused: None,
        told: None,
        tense: Tense::new(plan_year),
        waiting: Vec::new(),
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
    /// What the last number refused was of, and its end: 2035年办结率98.7%，2036年力争达到99%.
    told: Option<(Range<usize>, usize)>,
    tense: Tense,
    /// Metrics that the next numbers are for, the next one last: 分别达到95%、58%.
    waiting: Vec<Range<usize>>,
    /// How far times were looked for.
    walk: Walk,
}

/// Words of estimates.
const ESTIMATES: &[&str] = &["预计", "估计", "预估", "估算", "测算"];

/// Read among the hedges before a verb, and a comparator.
const AT_LEAST: &str = "至少";

impl Finder<'_> {
    /// Looks at the marked character at `at`; gives where to go on.
    fn look(&mut self, at: usize) -> usize {
        let first = self.words[at..].chars().next().map_or(1, char::len_utf8);
        if let Some(said) = quality::at(self.words, at) {
            self.quality(&said);
            return said.words.end;
        }
        if let Some(end) = self.times.around(self.words, at) {
            return end;
        }
        match mention::read(self.words, self.times, at) {
            mention::Reading::Mention(mention) => self.mention(&mention),
            mention::Reading::Skip(to) => to.max(at + first),
        }
    }

    fn mention(&mut self, mention: &Mention) -> usize {
        let end = mention.end;
        let Some(clause) = judge::Clause::new(self.words, self.times, self.floor, mention) else {
            return end;
        };
        let series = self
            .found
            .last()
            .is_some_and(|last| clause.goes_on_with(self.words, last, self.floor));
        let listed = self
            .refused
            .is_some_and(|refused| judge::lists(&self.words[refused..mention.start]));
        let aims = !clause.head.hedge.is_empty();
        let rule = judge::judge(self.words, mention, &clause, series).filter(|_| !listed);
        match rule.filter(|_| aims || !self.tense.tells(self.words, mention.start)) {
            Some(rule) => self.accept(mention, &clause, rule),
            None => {
                let metric = metric::metric(self.words, mention, &clause).filter(|metric| metric.end <= mention.start);
                self.told = metric.map(|metric| (metric, mention.end));
                self.refused = (clause.whole || listed || judge::is_money(mention)).then_some(end);
            }
        }
        end
    }

    fn accept(&mut self, mention: &Mention, clause: &judge::Clause, rule: TargetRule) {
        // 预计覆盖3万人: what somebody reckons is no aim (DOMAIN 9).
        let said = &self.words[clause.begin.min(mention.begin)..mention.start];
        if ESTIMATES.iter().any(|word| said.contains(word)) {
            return;
        }
        let mut metric = metric::metric(self.words, mention, clause);
        let (mut from, mut to) = (clause.head.text.min(mention.begin), mention.end);
        let changes = clause.head.text >= mention.begin && mention.change;
        if metric.is_none() || changes && metric.as_ref().is_some_and(|metric| metric.start >= to) {
            // 生产总值75亿元，增长25%; 增长7%以上、力争8%
            metric = self
                .found
                .last()
                .filter(|last| self.same_sentence(last))
                .and_then(|last| last.metric.clone())
                .or_else(|| self.told_metric(mention.start))
                .or(metric);
        }
        if let Some(metric) = metric.as_ref().filter(|metric| metric.end > clause.begin) {
            (from, to) = (from.min(metric.start), to.max(metric.end));
        }
        let next = self
            .waiting
            .pop()
            .filter(|_| self.found.last().is_some_and(|last| self.same_sentence(last)));
        // 至少新建驿站6个: the comparator stands before the verb.
        let least = clause.head.hedge == AT_LEAST;
        let mut op = match mention.op {
            TargetOp::Equal if least => TargetOp::AtLeast,
            op => op,
        };
        match (&next, self.found.last()) {
            (Some(_), Some(last)) if op == TargetOp::Equal => op = last.op.unwrap_or(op),
            (None, _) => self.waiting.clear(),
            _ => {}
        }
        let mut metrics = Vec::new();
        if let Some(next) = next {
            metric = Some(next);
            (from, to) = self.spread(mention, op);
        } else if let Some(noun) = metric.as_ref().filter(|noun| noun.end <= mention.begin) {
            self.waiting = several::respectively(self.words, noun, mention);
            self.waiting.reverse();
            metrics = several::metrics(self.words, noun);
            metric = self.waiting.pop().or(metric);
        }
        let against = judge::against(self.words, mention, clause);
        if let Some(end) = against {
            metric = metric::trim(self.words, clause.head.noun..end);
        }
        self.floor = mention.end;
        self.refused = None;
        let deadline = self.time_before(mention.start);
        let kind = if against.is_some() {
            TargetKind::Qualitative
        } else {
            TargetKind::Quantified
        };
        let known = self
            .found
            .last()
            .filter(|_| rule == TargetRule::Series)
            .map(|last| last.certainty);
        let certainty = certainty(mention, clause, rule, metric.is_some()).max(known.unwrap_or_default());
        let rule = if against.is_some() { TargetRule::Against } else { rule };
        self.found.push(Found {
            kind,
            text: from..to,
            metric,
            op: Some(op).filter(|_| against.is_none()),
            value: mention.value.clone(),
            value_max: mention.value_max.clone(),
            factor: mention.factor,
            unit: mention.unit,
            base: mention
                .base
                .clone()
                .or_else(|| clause.base.clone())
                .or_else(|| self.listed_base(mention, clause)),
            hedge: if least || clause.head.hedge.is_empty() {
                mention.hedge
            } else {
                clause.head.hedge
            },
            deadline,
            rule,
            certainty,
        });
        if self.waiting.is_empty() && metrics.len() > 1 {
            self.share(&metrics);
        }
    }

    /// 分别达到95%、58%以上: each of the targets has the whole expression for its words, and 以上 holds for all.
    fn spread(&mut self, mention: &Mention, op: TargetOp) -> (usize, usize) {
        let start = self.found.last().map_or(mention.begin, |last| last.text.start);
        let group = self
            .found
            .iter_mut()
            .rev()
            .take_while(|target| target.text.start == start);
        for target in group {
            target.text.end = mention.end;
            target.op = target.op.map(|own| if own == TargetOp::Equal { op } else { own });
        }
        (start, mention.end)
    }

    /// 居民满意度和续约率达到80%: a target for each of `metrics`.
    fn share(&mut self, metrics: &[Range<usize>]) {
        let Some(whole) = self.found.pop() else { return };
        self.found.extend(metrics.iter().map(|metric| Found {
            metric: Some(metric.clone()),
            ..whole.clone()
        }));
    }

    /// 每千人口医师数达3.6人、护士数达4.2人: the base holds for the list.
    fn listed_base(&self, mention: &Mention, clause: &judge::Clause) -> Option<Range<usize>> {
        let last = self.found.last().filter(|last| last.unit == mention.unit)?;
        let listed = last.text.end <= clause.begin && self.words[last.text.end..clause.begin].trim() == "、";
        last.base.clone().filter(|_| listed)
    }

    /// What the last number was of that was told of as what there is, where no sentence ends behind it.
    fn told_metric(&self, to: usize) -> Option<Range<usize>> {
        let (metric, end) = self.told.clone()?;
        let between = self.words.get(end..to).filter(|_| self.floor <= end)?;
        (!between.contains(['。', '；'])).then_some(metric)
    }

    /// Whether no sentence ends between `last` and what was read last.
    fn same_sentence(&self, last: &Found) -> bool {
        last.op.is_some() && !self.words[last.text.end.min(self.floor)..self.floor].contains(['。', '；'])
    }

    fn quality(&mut self, said: &quality::Said) {
        let words = &said.words;
        let Some(begin) = clause::begin(self.words, self.floor, words.start) else {
            return;
        };
        let counted = self.found.last().is_some_and(|last| last.text.end >= words.end);
        if counted
            || words.start < begin
            || said.alone && self.floor > clause::begin(self.words, 0, words.start).unwrap_or(0)
        {
            return;
        }
        // 违法建设零增长、存量垃圾零存量
        let listed = self
            .found
            .last()
            .map(|last| last.text.end)
            .filter(|end| *end > begin && *end <= words.start);
        let begin = listed.map_or(begin, |end| {
            end + (self.words[end..].len() - self.words[end..].trim_start_matches(['、', '和']).len())
        });
        let head = clause::head(self.words, self.times, begin.min(words.start), words.start);
        if head.hedge.is_empty() && self.tense.tells(self.words, words.start)
            || PAST.is_in(&self.words[begin..words.start])
        {
            return;
        }
        let to = if said.whole {
            clause::end(self.words, words.end)
        } else {
            words.end
        };
        let deadline = self.time_before(words.start);
        let noun =
            Some(head.noun.min(words.start)..words.start).filter(|noun| !self.words[noun.clone()].trim().is_empty());
        let metric = match &said.metric {
            Some(metric) => metric::trim(self.words, metric.start..metric.end.min(to)),
            None => noun.and_then(|noun| metric::trim(self.words, noun)),
        };
        self.found.push(Found {
            kind: TargetKind::Qualitative,
            text: head.text.min(words.start)..to,
            metric,
            deadline,
            hedge: head.hedge,
            ..plain(TargetRule::Words)
        });
        if said.whole {
            self.floor = self.floor.max(to);
        }
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

/// How sure it is that a number is a target of this metric: figures beside a verb or a comparator leave no doubt, a mere
/// noun and number may tell what there is, numerals may be words.
fn certainty(mention: &Mention, clause: &judge::Clause, rule: TargetRule, named: bool) -> Certainty {
    let says = mention.strong || mention.bounded || !clause.head.hedge.is_empty() || clause.weight.is_some();
    let certain = match rule {
        TargetRule::Comparator | TargetRule::Share | TargetRule::Verb => mention.class.is_some(),
        TargetRule::Shape => says,
        TargetRule::Series => true,
        _ => false,
    };
    if !named && !says {
        Certainty::Guess
    } else if certain && named && mention.is_exact() {
        Certainty::Certain
    } else {
        Certainty::Likely
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
        certainty: if rule == TargetRule::Words {
            Certainty::Certain
        } else {
            Certainty::Likely
        },
    }
}
