//! The lines of a task, with marks under its values.

use serde::Serialize;

use super::reasons::Reader;
use crate::cli::excerpt::{CELLS, Width, printable};
use crate::plan::{CharSpan, DeadlineOrigin, Plan, Task};

/// What a mark says of the letters above it; later ones go over earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    Text,
    Heading,
    Tag,
    Number,
    Partner,
    Target,
    Deadline,
    Person,
    Owner,
}

impl Mark {
    const ALL: [Mark; 9] = [
        Mark::Owner,
        Mark::Person,
        Mark::Deadline,
        Mark::Target,
        Mark::Partner,
        Mark::Tag,
        Mark::Number,
        Mark::Heading,
        Mark::Text,
    ];

    fn letter(self) -> char {
        match self {
            Mark::Text => '.',
            Mark::Heading => '=',
            Mark::Tag => '-',
            Mark::Number => '#',
            Mark::Partner => '%',
            Mark::Target => '*',
            Mark::Deadline => '~',
            Mark::Person => '+',
            Mark::Owner => '^',
        }
    }

    fn label(self) -> &'static str {
        match self {
            Mark::Text => "任务内容",
            Mark::Heading => "行动",
            Mark::Tag => "责任标注",
            Mark::Number => "原编号",
            Mark::Partner => "协同单位",
            Mark::Target => "目标",
            Mark::Deadline => "时限",
            Mark::Person => "责任领导",
            Mark::Owner => "责任单位",
        }
    }
}

/// The marked places of a task.
pub(super) struct Marks(Vec<(CharSpan, Mark)>);

impl Marks {
    pub(super) fn of(plan: &Plan, task: &Task) -> Self {
        let mut marks = Marks(Vec::new());
        marks.add(Mark::Text, task.span, &task.pieces);
        let action = plan.actions.iter().find(|action| *action.id == *task.action);
        if let Some(span) = action.and_then(|action| action.span) {
            marks.add(Mark::Heading, span, &[]);
        }
        if let Some(span) = task.number_span {
            marks.add(Mark::Number, span, &[]);
        }
        if let Some(tag) = &task.tag {
            marks.add(Mark::Tag, tag.span, &tag.pieces);
        }
        for owner in &task.owners {
            marks.add(Mark::Owner, owner.span, &owner.pieces);
        }
        for person in &task.people {
            marks.add(Mark::Person, person.span, &person.pieces);
        }
        let written = task
            .deadlines
            .iter()
            .filter(|deadline| deadline.origin != DeadlineOrigin::Default);
        for deadline in written {
            marks.add(Mark::Deadline, deadline.span, &deadline.pieces);
        }
        for target in &task.targets {
            marks.add(Mark::Target, target.span, &target.pieces);
        }
        for partner in &task.partners {
            marks.add(Mark::Partner, partner.span, &[]);
        }
        marks.0.sort_by_key(|(span, mark)| (*mark, *span));
        marks
    }

    fn add(&mut self, mark: Mark, span: CharSpan, pieces: &[CharSpan]) {
        let whole = [span];
        let pieces = if pieces.is_empty() { &whole } else { pieces };
        self.0.extend(
            pieces
                .iter()
                .filter(|piece| !piece.is_empty())
                .map(|piece| (*piece, mark)),
        );
    }
}

/// A line of the plan that holds something of a task.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// The file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    /// Its number in the file.
    pub(super) line: usize,
    /// Where that is in the words of the file's format, where it is no text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<String>,
    /// Its words, without the line end.
    pub(super) text: String,
    /// What stands where, in characters of the line.
    pub(super) marks: Vec<Marked>,
}

/// A marked stretch of a line.
#[derive(Debug, Serialize)]
pub(super) struct Marked {
    pub(super) mark: Mark,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The lines that `marks` touch, in text order.
pub(super) fn lines(reader: &Reader, marks: &Marks) -> Vec<Line> {
    let mut touched: Vec<usize> = Vec::new();
    for (span, _) in &marks.0 {
        let (first, last) = (
            reader.line(span.start),
            reader.line(span.end.saturating_sub(1).max(span.start)),
        );
        touched.extend(first..=last);
    }
    touched.sort_unstable();
    touched.dedup();
    let lines = touched.into_iter().map(|number| {
        let (start, text) = reader.text_of(number);
        let length = text.chars().count();
        let inside = |span: &CharSpan| {
            let (from, to) = (span.start.max(start) - start, span.end.min(start + length));
            (span.start < start + length && span.end > start).then(|| (from, to - start))
        };
        let marks = marks.0.iter().filter_map(|(span, mark)| {
            let (start, end) = inside(span)?;
            Some(Marked {
                mark: *mark,
                start,
                end,
            })
        });
        let (file, line) = reader.place(number);
        Line {
            file,
            line,
            place: reader.plan().source.words_of(number).map(String::from),
            marks: marks.collect(),
            text: text.to_string(),
        }
    });
    lines.filter(|line| !line.marks.is_empty()).collect()
}

/// The lines with marks under the words; below them what each mark means.
pub(super) fn drawn(lines: &[Line], width: Width) -> String {
    let counted = lines.iter().filter(|line| line.place.is_none());
    let digits = counted.map(|line| line.line.to_string().len()).max().unwrap_or(1);
    let mut drawn = String::new();
    let mut used: Vec<Mark> = Vec::new();
    let mut before: Option<(&Option<String>, usize)> = None;
    for line in lines {
        match before {
            _ if line.place.is_some() => {
                let file = line.file.as_deref().map(|file| format!("“{file}”")).unwrap_or_default();
                drawn.push_str(&format!(
                    "  {:>digits$} {file}{}\n",
                    "",
                    line.place.as_deref().unwrap_or_default()
                ));
            }
            Some((file, number)) if file == &line.file && number + 1 == line.line => {}
            Some((file, _)) if file == &line.file => drawn.push_str(&format!("  {:>digits$} ⋮\n", "")),
            _ => drawn.push_str(
                &line
                    .file
                    .as_deref()
                    .map(|file| format!("  “{file}”\n"))
                    .unwrap_or_default(),
            ),
        }
        before = Some((&line.file, line.line));
        draw(line, digits, width, &mut used, &mut drawn);
    }
    let legend = Mark::ALL.into_iter().filter(|mark| used.contains(mark));
    let legend: Vec<String> = legend
        .map(|mark| format!("{} {}", mark.letter(), mark.label()))
        .collect();
    drawn.push_str(&format!("  {:>digits$}   {}\n", "", legend.join("　")));
    drawn
}

/// One line, broken where it is too wide; stretches without a mark are left out.
fn draw(line: &Line, digits: usize, width: Width, used: &mut Vec<Mark>, drawn: &mut String) {
    let letters: Vec<char> = line.text.chars().map(printable).collect();
    let mut over: Vec<Option<Mark>> = vec![None; letters.len()];
    for marked in &line.marks {
        over[marked.start.min(letters.len())..marked.end.min(letters.len())].fill(Some(marked.mark));
    }
    // Where the task is all there is on the line, nothing need be said of its text.
    let alone = letters
        .iter()
        .zip(&over)
        .all(|(letter, mark)| mark.is_some() || letter.is_whitespace());
    let shown = |mark: Mark| !(alone && mark == Mark::Text);
    let mut number = match line.place {
        Some(_) => String::new(),
        None => line.line.to_string(),
    };
    let mut start = letters.iter().take_while(|letter| letter.is_whitespace()).count();
    let mut skipped = false;
    while start < letters.len() {
        let mut end = start;
        let mut cells = 0;
        while end < letters.len() && cells + width.of(letters[end]) <= CELLS {
            cells += width.of(letters[end]);
            end += 1;
        }
        // A letter wider than the line cannot be, but must not stop the loop.
        end = end.max(start + 1);
        if over[start..end].iter().all(Option::is_none) {
            skipped = true;
            start = end;
            continue;
        }
        if std::mem::take(&mut skipped) {
            drawn.push_str(&format!("  {number:>digits$} | …\n"));
            number.clear();
        }
        let words: String = letters[start..end].iter().collect();
        drawn.push_str(&format!("  {number:>digits$} | {}\n", words.trim_end()));
        number.clear();
        let mut under = String::new();
        for (letter, mark) in letters[start..end].iter().zip(&over[start..end]) {
            let mark = mark.filter(|mark| shown(*mark));
            if let Some(mark) = mark.filter(|mark| !used.contains(mark)) {
                used.push(mark);
            }
            let mark = mark.map_or(' ', Mark::letter);
            under.extend(std::iter::repeat_n(mark, width.of(*letter)));
        }
        if !under.trim().is_empty() {
            drawn.push_str(&format!("  {:>digits$} | {}\n", "", under.trim_end()));
        }
        start = end;
    }
    if skipped {
        drawn.push_str(&format!("  {:>digits$} | …\n", ""));
    }
}
