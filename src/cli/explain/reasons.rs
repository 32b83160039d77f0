//! The rules by which the values of a task were found, in words.

mod owner;
mod target;

use serde::Serialize;

use crate::pipeline::Extraction;
use crate::plan::{
    Action, Basis, Certainty, CharSpan, Deadline, DeadlineKind, DeadlineOrigin, DeadlineRule, Frequency, LedgerEntry,
    Plan, Task, TaskKind,
};
use crate::source::CharIndex;

/// Why a task has a value.
#[derive(Debug, Serialize)]
pub(super) struct Reason {
    /// What kind of value it is.
    pub(super) of: &'static str,
    /// The value.
    pub(super) value: String,
    /// Where it stands; empty for what the plan does not say.
    pub(super) places: Vec<Place>,
    /// The rules, in the order they were applied.
    pub(super) rules: Vec<String>,
}

/// A place in the plan.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    /// The file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    /// Line of the file.
    pub(super) line: usize,
    /// Where that is in the words of the file's format, where it is no text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    /// Characters of the decoded text.
    pub(super) span: CharSpan,
}

impl Reason {
    /// The reason for the screen.
    pub(super) fn text(&self) -> String {
        const SHOWN: usize = 40;
        let value = self.value.replace('\n', " ");
        let short: String = value.chars().take(SHOWN).collect();
        let cut = if value.chars().count() > SHOWN { "…" } else { "" };
        let mut text = format!("  {short}{cut}{}\n", in_words(&self.places));
        for rule in &self.rules {
            text.push_str(&format!("    · {rule}\n"));
        }
        text
    }
}

fn in_words(places: &[Place]) -> String {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return String::new();
    };
    let file = first
        .file
        .as_deref()
        .map(|file| format!("“{file}”"))
        .unwrap_or_default();
    let same_file = first.file == last.file;
    let lines = match (&first.place, &last.place) {
        (Some(from), Some(to)) if from != to && same_file => format!("{from}至{to}"),
        (Some(from), _) => from.clone(),
        _ if last.line > first.line && same_file => format!("第 {}–{} 行", first.line, last.line),
        _ => format!("第 {} 行", first.line),
    };
    let pieces = match places.len() {
        1 => String::new(),
        count => format!("，分 {count} 段"),
    };
    format!(
        "（{file}{lines}，全文第 {}–{} 字{pieces}）",
        first.span.start + 1,
        last.span.end
    )
}

/// A plan with its text, looked up by place.
pub(super) struct Reader<'a> {
    extraction: &'a Extraction,
    index: CharIndex,
    /// First character of each line.
    starts: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(extraction: &'a Extraction) -> Self {
        let text = &extraction.document.text;
        let ends = text.chars().enumerate().filter(|(_, letter)| *letter == '\n');
        Reader {
            starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(),
            index: CharIndex::new(text),
            extraction,
        }
    }

    pub(super) fn plan(&self) -> &'a Plan {
        &self.extraction.plan
    }

    /// Line of the decoded text, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// First character and words of a line.
    pub(super) fn text_of(&self, line: usize) -> (usize, &'a str) {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(self.index.len());
        (
            start,
            self.slice(CharSpan { start, end }).trim_end_matches(['\n', '\r']),
        )
    }

    fn slice(&self, span: CharSpan) -> &'a str {
        let text = &self.extraction.document.text;
        let (start, end) = (self.index.byte(text, span.start), self.index.byte(text, span.end));
        text.get(start..end).unwrap_or_default()
    }

    /// File and line of a line of the decoded text.
    pub(super) fn place(&self, line: usize) -> (Option<String>, usize) {
        let source = &self.plan().source;
        let (file, line) = source.place(line);
        (file.map(|file| source.files[file].name.clone()), line)
    }

    /// `“附件.txt”第 3 行`.
    pub(super) fn line_in_words(&self, line: usize) -> String {
        let file = self.place(line).0.map(|file| format!("“{file}”")).unwrap_or_default();
        format!("{file}{}", self.plan().source.in_words(line))
    }

    fn places(&self, span: CharSpan, pieces: &[CharSpan]) -> Vec<Place> {
        let whole = [span];
        let pieces = if pieces.is_empty() { &whole } else { pieces };
        let place = |span: &CharSpan| {
            let at = self.line(span.start);
            let (file, line) = self.place(at);
            let place = self.plan().source.words_of(at).map(String::from);
            let span = *span;
            Place {
                file,
                line,
                place,
                span,
            }
        };
        pieces.iter().map(place).collect()
    }

    /// What the ledger says of the character at `at`.
    fn entry(&self, at: usize) -> Option<&'a LedgerEntry> {
        let ledger = &self.plan().ledger;
        let entry = ledger.get(ledger.partition_point(|entry| entry.span.end <= at))?;
        (entry.span.start <= at).then_some(entry)
    }

    /// Everything about `task`.
    pub(super) fn reasons(&self, task: &Task) -> Vec<Reason> {
        let mut reasons = self.of_text(task);
        if let Some(tag) = &task.tag {
            reasons.push(Reason {
                of: "责任标注",
                value: tag.text.clone(),
                places: self.places(tag.span, &tag.pieces),
                rules: vec![owner::form(task, tag)],
            });
        }
        if task.owners.is_empty() {
            reasons.push(Reason {
                of: "责任单位",
                value: "待明确".to_string(),
                places: Vec::new(),
                rules: vec!["本条没有责任标注，上级标题和文中规定也没有给出；不推测".to_string()],
            });
        }
        reasons.extend(task.owners.iter().map(|owner| self.of_owner(task, owner)));
        if task.open_ended {
            reasons.push(Reason {
                of: "名单未列全",
                value: "等".to_string(),
                places: Vec::new(),
                rules: vec!["标注的名单里有“等”，只列写明的单位".to_string()],
            });
        }
        reasons.extend(task.people.iter().map(|person| {
            Reason {
                of: "责任领导",
                value: person.name.clone(),
                places: self.places(person.span, &person.pieces),
                rules: std::iter::once(format!("标签“{}”之后的人名或职务；不算责任单位", person.word))
                    .chain(self.above(person.basis, person.span))
                    .collect(),
            }
        }));
        reasons.extend(task.deadlines.iter().map(|deadline| self.of_deadline(deadline)));
        reasons.extend(task.targets.iter().map(|target| self.of_target(target)));
        reasons.extend(task.partners.iter().map(|partner| Reason {
            of: "协同单位",
            value: partner.name.clone(),
            places: self.places(partner.span, &partner.pieces),
            rules: vec![format!("正文里跟着“{}”的单位；不算责任单位", partner.cue)],
        }));
        reasons.extend(task.measures.iter().map(|measure| Reason {
            of: "措施",
            value: format!("{}{}", measure.number, measure.text),
            places: self.places(measure.span, &measure.pieces),
            rules: vec![format!("任务内的分项，编号“{}”", measure.number)],
        }));
        reasons
    }

    /// That a value of a task stands above it.
    fn above(&self, basis: Basis, span: CharSpan) -> Option<String> {
        let line = self.line_in_words(self.line(span.start));
        (basis != Basis::Stated).then(|| format!("承上：写在上级标题或合并格里（{line}）"))
    }

    fn of_text(&self, task: &Task) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let action = self.plan().actions.iter().find(|action| *action.id == *task.action);
        if let Some((action, span)) = action.and_then(|action| Some((action, action.span?))) {
            reasons.push(Reason {
                of: "行动",
                value: Action::heading(action),
                places: self.places(span, &[]),
                rules: vec!["任务之上最近的一个行动标题".to_string()],
            });
        }
        let shape = match task.kind {
            TaskKind::Item => "有编号的一条",
            TaskKind::Paragraph => "没有编号的一段",
            TaskKind::Part => "一段中由本条责任标注收尾的部分",
            TaskKind::Row => "表格的一行",
            TaskKind::Narrative => "叙述性的一段",
        };
        let mut rules = vec![format!("{shape}，去掉编号和责任标注，一字不改")];
        if task.pieces.len() > 1 {
            rules.push(format!("由 {} 段原文依次接成", task.pieces.len()));
        }
        reasons.push(Reason {
            of: "任务内容",
            value: task.text.clone(),
            places: self.places(task.span, &task.pieces),
            rules,
        });
        reasons
    }

    fn of_deadline(&self, deadline: &Deadline) -> Reason {
        let origin = match deadline.origin {
            DeadlineOrigin::Tag => "写在责任标注里，或“完成时限：”一类标签之后",
            DeadlineOrigin::Cell => "写在表格的时限一栏",
            DeadlineOrigin::Text => "写在任务正文里，修饰本任务的成果",
            DeadlineOrigin::Default => "原文没有写时限，按选项 --default-deadline 填的默认值",
        };
        let mut rules = vec![origin.to_string()];
        rules.extend(doubt_of(deadline).map(String::from));
        rules.extend(self.above(deadline.basis, deadline.span));
        rules.push(format!("种类：{}", kind(deadline)));
        if !deadline.derivation.is_empty() {
            rules.push(format!("推算：{}", deadline.derivation));
        }
        if let (None, Some(start)) = (&deadline.date, &deadline.start) {
            rules.push(format!("自 {start} 起，没有写到哪一天为止"));
        }
        if deadline.year_presumed && deadline.origin != DeadlineOrigin::Default {
            rules.push("原文没写年份，按计划年度推定".to_string());
        }
        let by_default = deadline.origin == DeadlineOrigin::Default;
        let value = match (&deadline.date, deadline.text.as_str()) {
            (Some(date), "") => date.clone(),
            (Some(date), text) => format!("{text} → {date}"),
            (None, text) => text.to_string(),
        };
        Reason {
            of: "完成时限",
            value,
            places: if by_default {
                Vec::new()
            } else {
                self.places(deadline.span, &deadline.pieces)
            },
            rules,
        }
    }
}

/// What about a deadline is not certain.
fn doubt_of(deadline: &Deadline) -> Option<&'static str> {
    if deadline.certainty.is_certain() {
        return None;
    }
    Some(match deadline.rule {
        DeadlineRule::Column => "把握：时限一栏里没有时间，可能错了一格，请对照原文",
        DeadlineRule::Until => "把握：“前”字包不包括所写的时间，或者是哪一年，原文没有写明，请对照原文",
        _ => "把握：是不是本项任务的时限，不能完全确定，请对照原文",
    })
}

/// That a rule is not sure, where it is not.
fn doubt(certainty: Certainty) -> Option<String> {
    match certainty {
        Certainty::Certain => None,
        Certainty::Likely => Some("把握：不能完全确定，请对照原文".to_string()),
        Certainty::Guess => Some("把握：几种读法中选了一种，请务必对照原文".to_string()),
    }
}

fn kind(deadline: &Deadline) -> String {
    let kind = match deadline.kind {
        DeadlineKind::By => "到某日为止",
        DeadlineKind::Within => "一段时间之内",
        DeadlineKind::Ongoing => "持续推进",
        DeadlineKind::Recurring => "周期性",
        DeadlineKind::Other => "照录原文，推不出日期",
    };
    let frequency = deadline.frequency.map(|frequency| match frequency {
        Frequency::Daily => "每日",
        Frequency::Weekly => "每周",
        Frequency::TenDays => "每旬",
        Frequency::Monthly => "每月",
        Frequency::Quarterly => "每季度",
        Frequency::HalfYearly => "每半年",
        Frequency::Yearly => "每年",
        Frequency::Other => "没有固定间隔",
    });
    frequency.map_or(kind.to_string(), |frequency| format!("{kind}（{frequency}）"))
}
