//! Owners with neither bracket nor label: a line under the task it belongs to
//! (`省农业农村厅牵头，省商务厅、供销社按职责分工负责`), or the task's last sentence (`……由市园林局负责落实。`).

use std::ops::Range;

use super::deadline::is_deadline;
use super::inline::window;
use super::{Found, FoundTag, Marked, TagReader, plausible};
use crate::directory::Likeness;
use crate::plan::Resolution;

/// A line is never longer than this many characters.
const LONGEST: usize = 300;

/// Takes the whole paragraph for a tag when every clause is names with a role word.
pub(super) fn find(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    if paragraph.alone && found.tags.is_empty() && text.len() >= 9 {
        let start = lead_in(text);
        if let Some(tag) = sentence(reader, text, start..text.len(), "owner-line") {
            found.tags.push(FoundTag {
                range: 0..text.len(),
                ..tag
            });
        }
    }
}

/// The last sentence of a task, when it says nothing but who does it: 由甲局牵头，乙局配合。
pub(super) fn find_last_sentence(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    if !found.tags.is_empty() {
        return;
    }
    let body = text.trim_end_matches(['。', '；', ' ', '.']);
    // Cheap: most paragraphs do not end with a role word.
    let stop = last_stop(body);
    let start = stop.map_or(0, |stop| stop + body[stop..].chars().next().map_or(0, char::len_utf8));
    if body.len() - start > LONGEST * 3
        || reader
            .roles
            .verb_at_end(without_deadlines(&text[start..body.len()]))
            .is_none()
    {
        return;
    }
    let words = &text[start..body.len()];
    let begin = start + (words.len() - words.trim_start().len());
    let own = begin + lead_in(&text[begin..body.len()]);
    let alone = begin == 0;
    let whole = if alone {
        None
    } else {
        sentence(reader, text, own..body.len(), "last-sentence")
    };
    let tag = whole.map(|tag| (begin, tag)).or_else(|| {
        // 关于“……”的问题，由甲部会同乙部负责: the sentence names its owners behind 由.
        let by = text[begin..body.len()]
            .find("，由")
            .or_else(|| text[begin..body.len()].find(",由"));
        let by = begin + by? + text[begin + by?..].chars().next().map_or(0, char::len_utf8);
        let own = by + "由".len();
        sentence(reader, text, own..body.len(), "last-sentence").map(|tag| (by, tag))
    });
    // ……，各有关部门按职责分工负责。: the last clause, when its words can mean nothing else.
    let tag = tag.or_else(|| {
        let comma = text[begin..body.len()].rfind(['，', ','])?;
        let from = begin + comma + text[begin + comma..].chars().next().map_or(0, char::len_utf8);
        // Owners before it belong to the same sentence, which is then not understood as a whole.
        let before = text[begin..begin + comma].trim_end();
        let alone = reader.roles.verb_at_end(before).is_none();
        let strong = text[from..body.len()].contains("职责") || text[from..body.len()].contains("牵头负责");
        let own = from + lead_in(&text[from..body.len()]);
        (alone && strong)
            .then(|| sentence(reader, text, own..body.len(), "last-sentence"))
            .flatten()
            .map(|tag| (from, tag))
    });
    if let Some((begin, tag)) = tag {
        found.tags.push(FoundTag {
            range: begin..text.len(),
            ..tag
        });
    }
}

/// A sentence inside a paragraph that says behind its last comma, or as a whole, who does it: `新建学校3所，由市教育局负责，市财
/// 政局配合。同时……`. Without 由 it may be about anything.
pub(super) fn find_inner_sentences(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    if !found.tags.is_empty() {
        return;
    }
    let mut start = 0;
    for (at, stop) in text.match_indices(['。', '；']).take(MOST_SENTENCES) {
        let by = by_place(&text[start..at]).map(|by| start + by);
        let own = by.map(|by| by + "由".len());
        let tag = own.and_then(|own| sentence(reader, text, own..at, "inner-sentence"));
        if let Some((begin, tag)) = by.zip(tag) {
            found.tags.push(FoundTag {
                range: begin..at + stop.len(),
                ..tag
            });
        }
        start = at + stop.len();
    }
}

/// Where 由 stands behind a comma of a sentence, or begins it.
fn by_place(sentence: &str) -> Option<usize> {
    if sentence.trim_start().starts_with('由') {
        return Some(sentence.len() - sentence.trim_start().len());
    }
    let comma = ["，由", ",由"].iter().filter_map(|by| sentence.find(by)).min()?;
    sentence[comma..].find('由').map(|by| comma + by)
}

/// Deadlines behind the owners of one sentence, at most.
const DEADLINES: usize = 3;

/// A sentence without the deadlines it closes with: 由市教育局负责，年底前完成.
fn without_deadlines(sentence: &str) -> &str {
    let mut rest = sentence.trim_end_matches(['。', '；', ' ']);
    for _ in 0..DEADLINES {
        match rest.rfind(['，', ',', '；', ';']) {
            Some(at) if is_deadline(rest[at..].trim_start_matches(['，', ',', '；', ';'])) => {
                rest = rest[..at].trim_end()
            }
            _ => break,
        }
    }
    rest
}

/// The last stop of a text; a point is one before a Chinese character.
fn last_stop(text: &str) -> Option<usize> {
    let point = text.rfind('.').filter(|at| {
        let next = text[at + 1..].trim_start().chars().next();
        next.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    });
    text.rfind(['。', '；', '！', '？']).max(point)
}

/// A task that begins with who does it, or does so behind its title: `市容整治。区城管局负责，各街道办事处配合，清除……`.
pub(super) fn find_first_clauses(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    if !found.tags.is_empty() {
        return;
    }
    // A title is no longer than 40 characters, so its stop lies within so many bytes.
    let head = window(text, 40 * 4);
    let title = head.find('。').filter(|at| head[..*at].chars().count() < 40);
    let title = title.map(|at| at + '。'.len_utf8());
    let starts = [Some(0), title];
    found.tags.extend(
        starts
            .into_iter()
            .flatten()
            .find_map(|start| first_clauses(reader, text, start)),
    );
    // 甲局负责，建设……。乙局、丙局负责，丁局配合，强化……: only an item that begins so goes on so.
    if found.tags.first().is_some_and(|tag| tag.range.start == 0) {
        let mut covered = found.tags[0].range.end;
        let sentences = text.match_indices(['。', '；']).take(MOST_SENTENCES);
        for start in sentences.map(|(at, stop)| at + stop.len()) {
            if start >= covered
                && start < text.len()
                && let Some(tag) = first_clauses(reader, text, start)
            {
                covered = tag.range.end;
                found.tags.push(tag);
            }
        }
    }
}

/// Sentences of a paragraph that are tried for owners of their own.
const MOST_SENTENCES: usize = 60;

/// The grammar of owners before what they do.
pub(super) const FIRST: &str = "first-clauses";

/// Commas of the first sentence that are tried as the end of its owners.
const FIRST_CLAUSES: usize = 6;

/// The longest run of clauses from `start` on that says nothing but owners; each comma may end it, and the end of the
/// sentence (由省商务厅牵头，省农业厅、卫生厅配合。治理目标……).
fn first_clauses(reader: &mut TagReader<'_>, text: &str, start: usize) -> Option<FoundTag> {
    let begin = start + lead_in(&text[start..]);
    let mut best = None;
    for (at, stop) in text[begin..].match_indices(['，', ',', '。', '；']).take(FIRST_CLAUSES) {
        let end = begin + at;
        let owners = &text[begin..end];
        // A deadline goes with the owners where it ends their sentence; before what is to be done it is part of that.
        let owners = if matches!(stop, "。" | "；") {
            without_deadlines(owners)
        } else {
            owners
        };
        let verb = reader.roles.verb_at_end(owners).is_some();
        let tag = verb.then(|| sentence(reader, text, begin..end, FIRST)).flatten();
        if let Some(tag) = tag {
            best = Some(FoundTag {
                range: start..end + stop.len(),
                ..tag
            });
        } else if verb == best.is_some() {
            // 镇卫生院牵头，镇派出所配合，……: a name that is not sure by itself may be so beside the next.
            break;
        }
        if matches!(stop, "。" | "；") {
            break;
        }
    }
    best
}

/// The length of words before the names that only say what they are for: 由, 此项工作由.
fn lead_in(words: &str) -> usize {
    const SUBJECTS: &[&str] = &[
        "此项工作",
        "该项工作",
        "本项工作",
        "上述工作",
        "以上工作",
        "以上任务",
        "该项任务",
        "此项任务",
        "具体工作",
        "具体",
        "以上",
    ];
    let rest = SUBJECTS
        .iter()
        .find_map(|subject| words.strip_prefix(subject))
        .unwrap_or(words);
    // 以市文旅局为主
    let main = rest.strip_prefix('以').filter(|_| words.contains("为主"));
    let rest = rest.strip_prefix('由').or(main).unwrap_or(rest);
    words.len() - rest.len()
}

/// Reads `range` as names with role words and nothing else; every name must look like a unit and one be known.
fn sentence(reader: &mut TagReader<'_>, text: &str, range: Range<usize>, grammar: &'static str) -> Option<FoundTag> {
    let words = &text[range.clone()];
    if words.len() > LONGEST * 3 {
        return None;
    }
    reader.roles.verb_at_end(without_deadlines(words))?;
    let reading = reader.read(words)?;
    let mut known = false;
    let mut units = reading.groups.iter().all(|group| !group.word.is_empty());
    let stems = plausible::says_departments(words);
    let (mut listed, mut unlisted, mut offices) = (0, 0, 0);
    for group in &reading.groups {
        for name in &group.names.names {
            let written = &words[group.list.start + name.range.start..group.list.start + name.range.end];
            let likeness = match reader.directory.likeness(written) {
                Likeness::None if stems && name.resolved.resolution == Resolution::Known => Likeness::Suffix,
                likeness => likeness,
            };
            // 各单位对本单位安全负责: a duty to something, not a task's owner.
            let none = likeness == Likeness::None;
            listed += usize::from(likeness == Likeness::Known);
            unlisted += usize::from(none);
            offices += usize::from(plausible::is_inner_office(written, reader.directory));
            units &=
                (!none || plausible::may_be_unlisted(written)) && !written.contains(['对', '向', '把', '将', '由']);
            known |= likeness == Likeness::Known;
        }
    }
    units &= unlisted == 0 || plausible::is_outnumbered(unlisted, listed);
    let accounted: usize = reading
        .groups
        .iter()
        .map(|group| group.list.len() + group.word.len())
        .sum();
    let accounted = accounted + reading.unkept + reading.deadlines.iter().map(Range::len).sum::<usize>();
    let stops: usize = words.chars().filter(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
    let whole = accounted + stops + "由".len() * reading.groups.len() >= words.len();
    // A list of several names that all end like units is sure enough; a single one must be known, or an office.
    let sure = known
        || offices > 0
        || reading
            .groups
            .iter()
            .map(|group| group.names.names.len())
            .sum::<usize>()
            > 1;
    (reading.worded && units && sure && whole).then(|| FoundTag {
        range: range.clone(),
        content: range.start,
        reading,
        grammar,
    })
}
