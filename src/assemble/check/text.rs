//! Findings about the words of tasks: what is not the plan's, what names owners outside a tag, what cannot be measured.

use std::rc::Rc;
use std::sync::Arc;

use super::Findings;
use crate::assemble::draft::Loose;
use crate::assemble::known::{Known, LONGEST_LIST};
use crate::assemble::words::{Seeks, Words};
use crate::deadline::Context;
use crate::directory::Directory;
use crate::note::Code;
use crate::outline::{Foreign, Marking};
use crate::plan::{CharSpan, LedgerKind, Task};
use crate::source::{CharSet, Slices, WordScan};

/// Words by which a sentence above tasks speaks of them all.
const SECTION_WORDS: &[&str] = &[
    "本部分",
    "本章",
    "本节",
    "本项",
    "以下任务",
    "以下工作",
    "以下各项",
    "以上任务",
    "上述任务",
    "各项任务均",
];

impl Findings<'_, '_, '_> {
    /// The security marking, where the user allowed it.
    pub fn marking(&mut self, marking: Option<&Marking>) {
        if let Some(marking) = marking {
            let message = format!(
                "有密级标志“{}”，按 --allow-classified 继续处理，各表都标明",
                marking.words
            );
            self.add(Code::Classified, &marking.span.into(), None, message);
        }
    }

    /// Text of a web page inside tasks.
    pub fn foreign(&mut self, found: &[Foreign], tasks: &[Task]) {
        for foreign in found {
            let words = foreign.span.of(self.settler.tree.text).trim();
            let slices = Slices::from(foreign.span);
            let place = self.settler.span(&slices);
            let task = task_at(tasks, place).map(|task| &*task.id);
            let (code, message) = if foreign.certain {
                let message = format!("“{words}”像是网页带来的文字或网站名称，已从正文略去，前后照常相连");
                (Code::ForeignText, message)
            } else {
                (
                    Code::DoubtfulText,
                    format!("“{words}”像是网页带来的文字或网址，没有略去，请核对"),
                )
            };
            self.add(code, &slices, task, message);
        }
    }

    /// 由市教育局牵头 in the text of a task that does not name it in its tag.
    pub fn tags_in_text(&mut self, words: &[Words<'_>], task: &Task) {
        let (tree, directory) = (self.settler.tree, &self.settler.known);
        for paragraph in words {
            let passage = &paragraph.passage;
            for named in in_running_text(paragraph, directory) {
                if named.units.iter().all(|unit| owns(task, unit)) {
                    continue;
                }
                let slices = passage.locate(named.range);
                let words = slices.join(tree.text);
                let message = if task.owners.is_empty() {
                    format!("任务 {} 没有责任标注，正文里写有“{words}”，没有当作责任单位", task.id)
                } else {
                    format!(
                        "任务 {} 的正文里写有“{words}”，责任标注里没有这样写，没有当作责任单位",
                        task.id
                    )
                };
                self.add(Code::TagInText, &slices, Some(&task.id), message);
            }
            let bare = bare_list(passage.as_str(), directory);
            if let Some(named) = bare.filter(|named| !named.units.iter().all(|unit| owns(task, unit))) {
                let slices = passage.locate(named.range);
                let words = slices.join(tree.text);
                let message = format!(
                    "任务 {} 末尾单写着“{words}”，没有括号，也没有“负责”等字样，没有当作责任单位",
                    task.id
                );
                self.add(Code::TagInText, &slices, Some(&task.id), message);
            }
        }
    }

    /// 本部分由市政府办牵头，9月底前完成: a sentence above tasks says who answers for all of them or by when. Which tasks
    /// are meant, nobody can be sure: it is reported and not applied.
    pub fn words_for_sections(&mut self, loose: &[Loose], known: Context) {
        let tree = self.settler.tree;
        for paragraph in loose.iter().filter(|loose| loose.kind == LedgerKind::Preamble) {
            let said = paragraph.slices.join(tree.text);
            if !SECTION_WORDS.iter().any(|word| said.contains(word)) {
                continue;
            }
            let words = Words::new(tree.text, &paragraph.slices, known);
            let text = words.passage.as_str();
            let from = SECTION_WORDS
                .iter()
                .filter_map(|word| text.find(word))
                .min()
                .unwrap_or(text.len());
            let named = in_running_text(&words, &self.settler.known)
                .into_iter()
                .map(|named| named.range);
            let times = words
                .times
                .iter()
                .filter(|time| time.governs)
                .map(|time| time.range.clone());
            let Some(range) = named.chain(times).find(|range| range.start > from) else {
                continue;
            };
            let slices = words.passage.locate(range);
            let message = format!(
                "任务前面写有“{}”，像是对整节任务的规定，没有据此填写各项任务的责任单位和时限",
                slices.join(tree.text)
            );
            self.add(Code::TagInText, &slices, None, message);
        }
    }

    /// Keeps a task in mind that only promises: nothing to count, no date.
    pub fn promises(&mut self, words: &[Words<'_>], task: &Task) {
        if is_vague(words, task) {
            self.vague.push(Arc::clone(&task.id));
        }
    }

    /// Tasks with nothing to count and no date: one finding for all of them.
    pub fn vague(&mut self, tasks: &[Task]) {
        let mut ids = std::mem::take(&mut self.vague).into_iter().peekable();
        let vague = tasks.iter().filter(|task| ids.next_if(|id| *id == task.id).is_some());
        let vague: Vec<&Task> = vague.collect();
        let Some(first) = vague.first() else { return };
        let message = match vague[..] {
            [task] => format!(
                "任务 {} 只说大力推进、进一步加强一类的话，没有可以计数的目标，也没有时限",
                task.id
            ),
            _ => format!(
                "{} 项任务只说大力推进、进一步加强一类的话，没有可以计数的目标，也没有时限",
                vague.len()
            ),
        };
        let ids = vague.iter().map(|task| task.id.to_string()).collect();
        let place = first.pieces.first().copied().unwrap_or(first.span);
        self.at(Code::VagueTarget, place, None, message);
        if let Some(note) = self.notes.pop() {
            self.notes.push(note.about(ids));
        }
    }
}

/// The task in whose text `place` lies; tasks are in text order.
fn task_at(tasks: &[Task], place: CharSpan) -> Option<&Task> {
    let behind = tasks.partition_point(|task| task.span.start <= place.start);
    let task = &tasks[behind.checked_sub(1)?];
    // What was left out at a task's end is no longer within it, but next to it.
    (place.start <= task.span.end).then_some(task)
}

/// Whether two ids are one unit, one of them without its level: 教育局, 市教育局.
pub(in crate::assemble) fn same_unit(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.ends_with(short) && long[..long.len() - short.len()].chars().count() <= 3
}

fn owns(task: &Task, unit: &str) -> bool {
    task.owners.iter().any(|owner| same_unit(&owner.unit, unit))
}

/// ……提升服务水平。市教育局、市卫健委: names behind the last sentence, and nothing else.
fn bare_list(text: &str, directory: &Known<'_>) -> Option<Named> {
    let core = text.trim_end_matches(['。', '；', ';', ' ', '\u{3000}', '\n', '\r']);
    if !Directory::may_end_name(core) {
        return None;
    }
    let stop = core.rfind(['。', '；', ';', '！'])?;
    let list = &core[stop..];
    let list = &list[list.chars().next().map_or(0, char::len_utf8)..];
    let start = core.len() - list.trim_start().len();
    (list.len() <= LONGEST_LIST)
        .then(|| directory.units(&core[start..]))
        .flatten()
        .map(|units| Named {
            range: start..core.len(),
            units,
        })
}

/// Units that running text makes responsible.
struct Named {
    /// From the first name to the word behind the last.
    range: std::ops::Range<usize>,
    units: Rc<[String]>,
}

/// Words behind the names, and whether they alone say it, without 由.
const BEHIND: &[&str] = &["牵头", "负责", "主办", "承办"];
/// Words before the names.
const BEFORE: &[&str] = &[
    "责任单位",
    "牵头单位",
    "配合单位",
    "责任部门",
    "牵头部门",
    "主办单位",
    "协办单位",
    "责任人",
    "负责人",
];

/// One look for all of them: most texts hold none.
pub(in crate::assemble) static OWNING: WordScan = WordScan::of(&[BEHIND, BEFORE]);

fn in_running_text(paragraph: &Words<'_>, directory: &Known<'_>) -> Vec<Named> {
    let text = paragraph.passage.as_str();
    let mut found: Vec<Named> = Vec::new();
    for at in paragraph.places(Seeks::Owners).filter(|at| OWNING.may_begin(text, *at)) {
        let begins = |word: &&&str| text[at..].starts_with(**word);
        if let Some(word) = BEHIND.iter().find(begins) {
            found.extend(named_before(text, at, at + word.len(), directory));
        }
        if let Some(word) = BEFORE.iter().find(begins) {
            found.extend(named_behind(text, at, at + word.len(), directory));
        }
    }
    found.sort_by_key(|named| (named.range.start, std::cmp::Reverse(named.range.end)));
    found.dedup_by(|next, before| next.range.start < before.range.end);
    found
}

/// 由市教育局、市体育局牵头; 。市教育局牵头，…: the names before the word that ends at `end`.
fn named_before(text: &str, at: usize, end: usize, directory: &Known<'_>) -> Option<Named> {
    // 由市政府牵头的联席会议, 市教育局负责人: nobody is given work.
    let behind = text[end..].chars().next();
    if behind.is_some_and(|c| matches!(c, '的' | '人' | '制' | '同' | '单' | '部' | '处' | '任' | '科'))
        || !Directory::may_end_name(&text[..at])
    {
        return None;
    }
    let from = text[..at]
        .char_indices()
        .rev()
        .take(LONGEST_LIST / 3)
        .last()
        .map_or(at, |(from, _)| from);
    let head = &text[from..at];
    let sentence = head
        .rfind(['。', '；', ';', '：', ':', '！'])
        .map_or(0, |stop| stop + head[stop..].chars().next().map_or(1, char::len_utf8));
    let clause = &head[sentence..];
    let start = match clause.rfind('由') {
        Some(by) => from + sentence + by + '由'.len_utf8(),
        // Not behind what the window cut; at the start of the paragraph the grammars have looked, but a tag may have
        // settled who owns the task: 县体育局负责布置会场。（县教育局）
        None if sentence > 0 || from == 0 => from + sentence,
        None => return None,
    };
    directory.units(&text[start..at]).map(|units| Named {
        range: start..end,
        units,
    })
}

/// 责任单位市教育局: the names behind the word, which no colon parts from it.
fn named_behind(text: &str, at: usize, end: usize, directory: &Known<'_>) -> Option<Named> {
    let rest = &text[end..];
    let link = ["分别为", "为", "是", "有", "：", ":"]
        .iter()
        .find(|link| rest.starts_with(**link))
        .map_or(0, |link| link.len());
    let list = &rest[link..];
    let stop = list
        .find(['。', '；', ';', '，', ',', '）', ')', '\n'])
        .unwrap_or(list.len());
    if stop == 0 || stop > LONGEST_LIST {
        return None;
    }
    directory.units(&list[..stop]).map(|units| Named {
        range: at..end + link + stop,
        units,
    })
}

/// Words that promise without measure.
const VAGUE: &[&str] = &[
    "大力推进",
    "进一步",
    "切实加强",
    "不断加强",
    "不断完善",
    "不断提升",
    "着力",
    "大力",
    "全面加强",
    "深入推进",
    "持续加强",
    "切实提高",
    "加大力度",
    "积极推进",
    "继续加强",
    "继续推进",
    "扎实推进",
    "扎实开展",
    "扎实做好",
    "稳步推进",
    "全力推进",
    "统筹推进",
    "积极开展",
    "积极探索",
    "不断优化",
    "不断深化",
    "不断提高",
    "切实抓好",
    "切实做好",
    "认真做好",
    "加大",
];
/// Words that can be checked without a figure, or say when.
const MEASURED: &[&str] = &[
    "全覆盖",
    "全部",
    "百分之",
    "翻番",
    "年底",
    "年内",
    "月底",
    "季度",
    "每年",
    "每月",
    "每周",
    "上半年",
    "下半年",
    "建成",
    "出台",
    "印发",
    "制定",
    "零发生",
    "不发生",
    "率先",
];

/// Where a promise may begin.
pub(in crate::assemble) static PROMISES: WordScan = WordScan::of(&[VAGUE]);

static MEASURES: WordScan = WordScan::of(&[MEASURED]);

/// Whether a task holds promises, and nothing that could be counted or dated.
fn is_vague(words: &[Words<'_>], task: &Task) -> bool {
    let promises = |paragraph: &Words<'_>| {
        let text = paragraph.passage.as_str();
        let begins = |at: usize| PROMISES.may_begin(text, at) && VAGUE.iter().any(|word| text[at..].starts_with(word));
        paragraph.places(Seeks::Promises).any(begins)
    };
    let text = &*task.text;
    task.deadlines.is_empty()
        && task.targets.is_empty()
        && words.iter().any(promises)
        && !has_counted(text)
        && !MEASURES.is_in(text, MEASURED)
}

const NUMERALS: &str = "一二三四五六七八九十百千万两";

/// Figures and numerals.
static COUNTING: CharSet = CharSet::of("0123456789０１２３４５６７８９").and(NUMERALS);

/// A figure, or 三家, 十个: a Chinese numeral with a measure word behind it; 一批, 一步, 一体 count nothing.
fn has_counted(text: &str) -> bool {
    let measure = |c: char| "个家所处座项次名条场支套台辆户亩件份".contains(c);
    COUNTING.places(text).any(|at| {
        let mut chars = text[at..].chars();
        let numeral = chars.next().is_some_and(|c| NUMERALS.contains(c));
        !numeral || chars.next().is_some_and(measure)
    })
}
