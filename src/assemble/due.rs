//! When tasks are due: what their tags, cells and texts say, and what the user wishes for the others.

use super::draft::Draft;
use super::owners::Settler;
use super::targets;
use super::words::Words;
use crate::deadline::{Context, Derived, Form, Time};
use crate::outline::Outline;
use crate::plan::{Basis, Certainty, Deadline, DeadlineKind, DeadlineOrigin, DeadlineRule};
use crate::source::Slices;

/// What dates are derived with.
pub(super) fn known(text: &str, outline: &Outline) -> Context {
    let front = &outline.front;
    let issued_on = front.issued_on.as_ref().map(|(_, iso)| iso.as_str());
    let titles = [&front.title, &front.notice_title].into_iter().flatten();
    let mut known = Context::new(front.year, issued_on);
    known.years = titles
        .into_iter()
        .find_map(|title| Context::years_of(&title.join(text)));
    known
}

/// Ends of headings of columns that say what is done when, without being columns of times.
const STEPS: &[&str] = &["进度", "安排", "计划", "内容", "措施"];

/// The deadlines of a task, those of its tag first, then those of its text and of its goals in text order. What the text says again is
/// one with the tag's.
pub(super) fn deadlines(settler: &Settler<'_, '_>, draft: &Draft, text: &[Words<'_>], known: Context) -> Vec<Deadline> {
    let mut found = of_tags(settler, draft, known);
    let tagged = found.len();
    // Where the row has a column for times, that says all there is to say.
    let cells: Vec<Words<'_>> = match tagged {
        0 => {
            let goals = targets::cells_under(settler, draft, known, targets::GOALS);
            goals
                .chain(targets::cells_under(settler, draft, known, STEPS))
                .collect()
        }
        _ => Vec::new(),
    };
    for paragraph in text.iter().chain(&cells) {
        let told = of_text(settler, paragraph, known);
        let again = |deadline: &Deadline| found[..tagged].iter().any(|tag| same_time(tag, deadline));
        let told: Vec<Deadline> = told.into_iter().filter(|deadline| !again(deadline)).collect();
        found.extend(told);
    }
    if settler.options.default_year_end
        && found.iter().all(|deadline| deadline.part)
        && let Some(year) = known.last_year().or(known.plan_year)
    {
        found.push(by_default(settler, draft, year, known.years.is_some()));
    }
    found.shrink_to_fit();
    found
}

/// Whether two deadlines give the same days.
fn same_time(one: &Deadline, other: &Deadline) -> bool {
    let days = |deadline: &Deadline| deadline.date.clone().or(deadline.start.clone());
    days(one).is_some() && (&one.date, &one.start, one.frequency) == (&other.date, &other.start, other.frequency)
}

fn of_tags(settler: &Settler<'_, '_>, draft: &Draft, known: Context) -> Vec<Deadline> {
    let mut found = Vec::new();
    for at in &draft.tags {
        let tag = settler.tag(*at);
        if tag.reading.deadlines.is_empty() {
            continue;
        }
        let origin = match settler.tree.segments[at.segment].cell {
            Some(_) => DeadlineOrigin::Cell,
            None => DeadlineOrigin::Tag,
        };
        let rule = match origin {
            DeadlineOrigin::Cell => DeadlineRule::Column,
            _ => DeadlineRule::Tag,
        };
        let repeated = settler.tree.is_repeated(at.segment);
        let passage = settler.tree.passage(at.segment);
        let mut context = known;
        for range in &tag.reading.deadlines {
            let from = tag.content + range.start;
            let words = &passage.as_str()[from..tag.content + range.end];
            for (part, derived) in context.derive_cell(words) {
                // A cell of the column without a time may belong elsewhere.
                let untimed = origin == DeadlineOrigin::Cell && derived.kind == DeadlineKind::Other;
                let certainty = if untimed { Certainty::Likely } else { Certainty::Certain };
                let place = passage.locate(from + part.start..from + part.end);
                let mut deadline = deadline(settler, &place, (origin, rule, certainty), derived);
                if repeated {
                    deadline.basis = Basis::Inherited;
                }
                found.push(deadline);
            }
        }
    }
    found
}

/// The deadlines that a paragraph of text sets.
pub(super) fn of_text(settler: &Settler<'_, '_>, paragraph: &Words<'_>, known: Context) -> Vec<Deadline> {
    let words = paragraph.passage.as_str();
    let (mut context, mut read) = (known, 0);
    let mut found = Vec::new();
    for time in &paragraph.times {
        let between = &words[read..time.range.start];
        if between.contains(['。', '\n']) {
            context.forget();
        } else if between.contains(['；', ';']) {
            context.pause();
        }
        read = time.range.end;
        if !time.governs {
            if heads(&words[read..]) {
                context.hear(time);
            }
            continue;
        }
        // With the words that say of what it is the time: 其中2026年, 3月启动.
        let before = &words[..time.range.start];
        let part = time.part.then(|| before.rfind("其中")).flatten();
        let from = part.unwrap_or(time.range.start);
        let place = paragraph.passage.locate(from..read + begins(&words[read..]));
        let derived = context.derive(&words[time.range.clone()], time);
        let mut certainty = time.certainty;
        // 年底前 in a plan for three years: of which?
        if derived.year_presumed && derived.frequency.is_none() && known.years.is_some() {
            certainty = certainty.max(Certainty::Likely);
        }
        let found_by = (DeadlineOrigin::Text, rule_of(time, derived.kind), certainty);
        found.push(Deadline {
            part: time.part,
            ..deadline(settler, &place, found_by, derived)
        });
    }
    found
}

/// Words behind a time by which work only begins (3月启动): without them the time would read as that of its end.
fn begins(behind: &str) -> usize {
    const HOW: &[&str] = &["全面", "正式", "陆续", "集中", "同步", "全部"];
    const BEGINS: &[&str] = &["启动", "开工", "动工", "开始"];
    let how = HOW
        .iter()
        .find(|how| behind.starts_with(**how))
        .map_or(0, |how| how.len());
    let begins = BEGINS.iter().find(|begins| behind[how..].starts_with(**begins));
    begins.map_or(0, |begins| how + begins.len())
}

/// Whether words behind a year say that what follows is for it: 2031年任务：.
fn heads(behind: &str) -> bool {
    let nouns = ["工作任务", "目标任务", "任务", "目标", "工作安排", "工作"];
    nouns
        .iter()
        .find_map(|noun| behind.strip_prefix(noun))
        .is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// The rule behind a time of the text.
fn rule_of(time: &Time, kind: DeadlineKind) -> DeadlineRule {
    match time.form {
        Form::Date if kind == DeadlineKind::Within => DeadlineRule::Period,
        Form::Date => DeadlineRule::Until,
        Form::Start => DeadlineRule::Start,
        Form::Event => DeadlineRule::Event,
        Form::Relative => DeadlineRule::Count,
        Form::Recurring => DeadlineRule::Recurring,
        Form::Ongoing => DeadlineRule::Ongoing,
    }
}

fn deadline(
    settler: &Settler<'_, '_>,
    place: &Slices,
    (origin, rule, certainty): (DeadlineOrigin, DeadlineRule, Certainty),
    derived: Derived,
) -> Deadline {
    Deadline {
        text: place.join(settler.tree.text),
        date: derived.date,
        start: derived.start,
        kind: derived.kind,
        frequency: derived.frequency,
        origin,
        year_presumed: derived.year_presumed,
        impossible: derived.impossible,
        part: false,
        basis: Basis::Stated,
        rule,
        certainty,
        derivation: derived.derivation,
        span: settler.span(place),
        pieces: settler.pieces(place),
    }
}

/// The end of the plan's year for a task whose text and tag say nothing; it stands nowhere, so its slice is empty.
fn by_default(settler: &Settler<'_, '_>, draft: &Draft, year: i32, last: bool) -> Deadline {
    let which = if last { "计划期最后一年" } else { "计划年度" };
    let place = draft
        .text
        .first()
        .map(|paragraph| paragraph.hull().start)
        .unwrap_or_default();
    let at = settler.index.at(settler.tree.text, place);
    Deadline {
        text: String::new(),
        date: Some(format!("{year:04}-12-31")),
        start: None,
        kind: DeadlineKind::By,
        frequency: None,
        origin: DeadlineOrigin::Default,
        year_presumed: true,
        impossible: false,
        part: false,
        basis: Basis::Stated,
        rule: DeadlineRule::Default,
        certainty: Certainty::Certain,
        derivation: format!("原文没有写，按选项取{which} {year} 的年末"),
        span: crate::plan::CharSpan::new(at, at),
        pieces: Vec::new(),
    }
}
