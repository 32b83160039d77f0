//! Where the plan's own title stands: behind the notice that carries it, else above the first number.

use super::names::{self, Agreement, Names};
use super::page::Page;
use super::register;
use super::shapes::{self, is_annex_mark, is_body, is_note_in_brackets, is_sentence, names_owner};
use super::words::words;
use super::{date, number};
use crate::outline::furniture;
use crate::outline::marker::{Marker, MarkerStyle};
use crate::outline::title::{self, TitleShape};

/// Lines a title may be broken over.
const LONGEST: usize = 4;
/// Annexes of which a plan is never one.
const ROSTERS: &[&str] = &[
    "名单",
    "通讯录",
    "联系方式",
    "联系人",
    "申报表",
    "申请表",
    "登记表",
    "报名表",
    "推荐表",
    "反馈表",
    "回执",
    "样表",
    "名词解释",
    "流程图",
    "评分标准",
    "评分表",
    "考核表",
    "模板",
    "指标解释",
];

/// The lines of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TitleLines {
    pub first: usize,
    pub last: usize,
    /// Whether a notice stands before it.
    pub after_notice: bool,
}

/// Where the plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Below its title.
    Title(TitleLines),
    /// With a file that has no title, the annex of a notice: the notice says what it is called.
    Annex(usize),
    /// Below 附件1 at line `mark` that shows no title: it is the announced annex number `at`, from 0.
    Announced { mark: usize, at: usize },
    /// With the first line.
    Top,
}

impl Start {
    /// The first line of the plan's text.
    pub fn body(self) -> usize {
        match self {
            Start::Title(title) => title.last + 1,
            Start::Annex(first) => first,
            Start::Announced { mark, .. } => mark + 1,
            Start::Top => 0,
        }
    }
}

/// Finds where the plan begins.
pub(super) fn start(page: &Page) -> Start {
    carried(page)
        .or_else(|| before_first_number(page).map(Start::Title))
        .or_else(|| headline(page).map(Start::Title))
        .or_else(|| work_of_a_year(page).map(Start::Title))
        .unwrap_or(Start::Top)
}

/// Whether an annex with this title holds people, forms or explanations instead of work.
pub(super) fn is_roster(title: &str) -> bool {
    let key = names::key(title);
    let work = ["任务", "分工", "重点", "要点", "计划", "清单", "台账", "方案"]
        .iter()
        .any(|word| key.contains(word));
    !work && (ROSTERS.iter().any(|word| key.ends_with(word)) || key.ends_with("领导小组"))
}

/// The title of a plan behind a notice.
fn carried(page: &Page) -> Option<Start> {
    let mut names = Names::default();
    let mut prose = false;
    let mut owners = 0;
    let mut addressed = false;
    let mut own = OwnTitle::default();
    for index in 0..page.head() {
        let line = page.folded(index);
        // A notice whose own paragraphs name owners is the plan; what follows it is an annex of it.
        owners += usize::from(names_owner(line) || shapes::is_owner_label(line));
        if owners > 1 {
            return None;
        }
        let after = match mark(page, index) {
            // A file of its own needs no other mark.
            _ if page.begins_file(index) => next_content(page, index),
            Some(mark) if prose || mark == Mark::Annex || signs_cut_notice(page, index) => {
                next_content(page, index + 1)
            }
            _ if addressed && prose => Some(index).filter(|index| matches_name(page, *index, &names)),
            _ => None,
        };
        let after = after.map(|after| below_link(page, after));
        let title = after.and_then(|after| title_at(page, after, &names));
        if let Some((first, last)) = title {
            let carries = last + 1 < page.len() && !own.keeps(&joined(page, first, last));
            return carries.then_some(Start::Title(TitleLines {
                first,
                last,
                after_notice: true,
            }));
        }
        let named = addressed && prose && !names.is_empty();
        if named && mark(page, index) == Some(Mark::Annex) && opens_table_below(page, index) {
            let number: String = line.chars().filter(char::is_ascii_digit).collect();
            return Some(Start::Announced {
                mark: index,
                at: number.parse::<usize>().map_or(0, |number| number.saturating_sub(1)),
            });
        }
        if page.begins_file(index) && own.is_notice() && is_untitled_plan(page, index) {
            return Some(Start::Annex(index));
        }
        own.read(page, index, prose);
        addressed |= shapes::addressee(line).is_some();
        prose |= is_sentence(line) || shapes::addressee(line).is_some();
        names.read(line);
        if let Some(at) = shapes::annex_with_name(line) {
            names.add(&line[at..]);
        }
    }
    None
}

/// The title above the text: where it is a plan's and numbers follow, an annex below is an annex of that plan.
#[derive(Debug, Default)]
struct OwnTitle {
    plan: Option<String>,
    notice: bool,
    numbers: usize,
}

impl OwnTitle {
    fn read(&mut self, page: &Page, index: usize, prose: bool) {
        self.numbers += usize::from(page.number(index).is_some() && !register::is_bare_figure(page.folded(index)));
        if prose || self.numbers > 0 {
            return;
        }
        let words = joined(page, index, index);
        match title::shape(&words) {
            TitleShape::Plan => self.plan = Some(names::key(&words)),
            TitleShape::Notice => self.notice = true,
            TitleShape::No => {}
        }
    }

    /// Whether the title above is that of a notice, which has no tasks of its own.
    fn is_notice(&self) -> bool {
        self.notice && self.plan.is_none()
    }

    /// Whether the plan above is the document's own, and `found` the title of an annex.
    fn keeps(&self, found: &str) -> bool {
        !self.notice && self.numbers > 1 && self.plan.as_ref().is_some_and(|plan| *plan != names::key(found))
    }
}

/// Whether the file that begins at line `first` is a list of work though no title says so: numbered lines or a table,
/// and no title of people or forms above them.
fn is_untitled_plan(page: &Page, first: usize) -> bool {
    let numbered = |index: &usize| page.number(*index).is_some() && !register::is_bare_figure(page.folded(*index));
    let end = (first + 1..page.len())
        .find(|index| page.begins_file(*index))
        .unwrap_or(page.len());
    let Some(number) = (first..end).find(numbered) else {
        return false;
    };
    let above = (first..number).take(LONGEST + 1);
    !above.into_iter().any(|index| is_roster(page.folded(index)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// 附件.
    Annex,
    /// What ends a notice: a date, （此件公开发布）.
    End,
}

fn mark(page: &Page, index: usize) -> Option<Mark> {
    let line = page.folded(index);
    if is_annex_mark(line) {
        return Some(Mark::Annex);
    }
    let dated = date::date_line(line).is_some()
        || index > 0 && is_body(page.folded(index - 1)) && date::bare_date(line).is_some()
        || shapes::signed_with_date(line).is_some();
    (dated || is_note_in_brackets(line)).then_some(Mark::End)
}

/// The next line that can be a title: no further mark, no 抄送, no furniture.
fn next_content(page: &Page, from: usize) -> Option<usize> {
    (from..page.head().min(from + 8)).find(|index| {
        let line = page.folded(*index);
        mark(page, *index).is_none()
            && !shapes::is_closing(line)
            && !furniture::is_furniture(line)
            && !register::is_bare_figure(line)
            && furniture::page_mark(line) != line.len()
    })
}

/// 附件：某某分解表.docx, a link, right above the title itself: gives the title's line.
fn below_link(page: &Page, index: usize) -> usize {
    let Some(at) = shapes::annex_with_name(page.folded(index)) else {
        return index;
    };
    let name = &page.folded(index)[at..];
    let name = names::key(&name[words(name).range]);
    let again = index + 1 < page.head() && names::key(&joined(page, index + 1, index + 1)) == name;
    if again { index + 1 } else { index }
}

/// Whether the date at line `index` closes a notice of which a cut left no more than its last words (认真贯彻执行。).
pub(super) fn signs_cut_notice(page: &Page, index: usize) -> bool {
    let body = |at: usize| shapes::signs(page.folded(at));
    let first = (index.saturating_sub(4)..index).rev().take_while(|at| body(*at)).last();
    first.is_some_and(|first| first > 0 && page.folded(first - 1).ends_with('。'))
        && date::is_written_date(page.folded(index))
}

/// Whether a table begins right below line `index`, but for a note or two.
fn opens_table_below(page: &Page, index: usize) -> bool {
    let table = |at: usize| {
        shapes::opens_table(page.folded(at))
            || page.lines[at]
                .marker
                .is_some_and(|marker| marker.style == MarkerStyle::Row)
    };
    let below = (index + 1)..page.head().min(index + 4);
    below.clone().find(|at| table(*at)).is_some_and(|at| {
        (index + 1..at).all(|at| {
            let line = page.folded(at);
            line.starts_with('(') || line.starts_with("单位:") || line.starts_with("填报")
        })
    })
}

/// Whether lines from `index` on are wholly a name the notice gives.
fn matches_name(page: &Page, index: usize, names: &Names) -> bool {
    page.number(index).is_none()
        && shapes::annex_with_name(page.folded(index)).is_none()
        && (0..LONGEST).any(|more| {
            index + more < page.len() && names.agree(&joined(page, index, index + more)) == Some(Agreement::Whole)
        })
}

/// A title that begins at line `first`: lines that are a name the notice gives, else lines of a title's shape.
fn title_at(page: &Page, first: usize, names: &Names) -> Option<(usize, usize)> {
    // 一、健康科普行动 is a heading of the plan, and a table's first line says what its columns are.
    let heads = |marker: Marker| {
        matches!(
            marker.style,
            MarkerStyle::CnComma | MarkerStyle::CnParen | MarkerStyle::Row
        )
    };
    if page.lines[first].marker.is_some_and(heads) {
        return None;
    }
    // 1.某某任务清单 below 附件： is an announcement, not a title.
    if page.number(first).is_some() && shapes::item_number(page.folded(first)) > 0 {
        return None;
    }
    let end = page.len().min(first + LONGEST);
    let agreed = |wanted: Agreement| (first..end).find(|last| names.agree(&joined(page, first, *last)) == Some(wanted));
    let shaped = || {
        for last in first..end {
            if last > first && page.number(last).is_some() {
                return None;
            }
            if title::shape(&joined(page, first, last)) != TitleShape::No {
                return Some(last);
            }
            if !title::may_continue_below(page.folded(last))
                || is_body(page.folded(last)) && last + 1 < end && !begins_title(page.folded(last + 1))
            {
                return None;
            }
        }
        None
    };
    let last = agreed(Agreement::Whole)
        .or_else(shaped)
        .or_else(|| agreed(Agreement::End))?;
    let roster = is_roster(&joined(page, first, last));
    (!roster).then(|| (first, with_version(page, last)))
}

fn begins_title(line: &str) -> bool {
    ["关于", "印发", "转发"].iter().any(|word| line.starts_with(word))
}

/// The line behind `last` that says the version, if there is one.
fn with_version(page: &Page, last: usize) -> usize {
    if last + 1 < page.len() && title::is_version(page.folded(last + 1)) {
        last + 1
    } else {
        last
    }
}

/// The words of lines `first` to `last` as one folded title.
pub(super) fn joined(page: &Page, first: usize, last: usize) -> String {
    (first..=last)
        .map(|index| {
            let line = page.folded(index);
            &line[words(line).range]
        })
        .collect()
}

/// Whether a line goes on in the middle of text wrapped at a fixed width, whatever it ends with: the lines right above
/// it are long and end in the middle of a sentence, or a bracket is closed that an earlier line opened.
fn goes_on(page: &Page, index: usize) -> bool {
    const LONG: usize = 20;
    let line = page.folded(index);
    let closes = line.find(')').is_some_and(|close| !line[..close].contains('('));
    let long = |index: usize| page.folded(index).chars().count() >= LONG;
    let open = |index: usize| !page.folded(index).ends_with(['。', ';', ':', '!', '?', ')', '》', '”']);
    closes || index >= 3 && !page.lines[index].after_gap && (1..=3).all(|back| long(index - back)) && open(index - 1)
}

fn before_first_number(page: &Page) -> Option<TitleLines> {
    let first_number = (0..page.head())
        .find(|index| page.number(*index).is_some() && !page.folded(*index).starts_with("20"))
        .unwrap_or(page.head());
    let shape = |index: usize| title::shape(&joined(page, index, index));
    let is_plan = |index: &usize| {
        shape(*index) == TitleShape::Plan
            && !goes_on(page, *index)
            && !furniture::is_furniture(page.folded(*index))
            && super::annex_list::listed_annexes(page, *index).is_empty()
    };
    let first_sentence = (0..first_number).find(|index| is_sentence(page.folded(*index)));
    let addressee = (0..first_number).find(|index| shapes::addressee(page.folded(*index)).is_some());
    // The first plan title above the text; a list of links below it may hold others.
    let plan = (0..first_sentence.unwrap_or(first_number)).rev().find(is_plan);
    let owned =
        || (0..first_number).any(|index| names_owner(page.folded(index)) || shapes::is_owner_label(page.folded(index)));
    let below = || (0..first_number).rev().find(is_plan).filter(|_| !owned());
    let notice = || {
        let end = addressee.unwrap_or(first_number);
        (0..end).rev().find(|index| shape(*index) == TitleShape::Notice)
    };
    // With addressees above the numbers, the title stands above the addressees.
    let last = match addressee {
        Some(end) => plan.filter(|plan| *plan < end).or_else(notice).or_else(below),
        None => plan.or_else(below).or_else(notice),
    }?;
    Some(TitleLines {
        first: upper(page, last),
        last: with_version(page, last),
        after_notice: false,
    })
}

/// 某县2031年住房和城乡建设重点工作: a line above the numbers that names a year and ends with what headings end with as
/// well; where nothing else is a title, it is.
fn work_of_a_year(page: &Page) -> Option<TitleLines> {
    let numbered =
        (0..page.head()).find(|index| page.number(*index).is_some() && !page.folded(*index).starts_with("20"));
    let stands = |index: &usize| {
        let line = page.folded(*index);
        title::is_work_of_a_year(&joined(page, *index, *index))
            && !is_sentence(line)
            && !furniture::is_furniture(line)
            && shapes::addressee(line).is_none()
    };
    let last = (0..numbered?.min(WORK_WITHIN)).find(stands)?;
    Some(TitleLines {
        first: upper(page, last),
        last: with_version(page, last),
        after_notice: false,
    })
}

/// Lines above the numbers in which a title without a noun of its own is looked for.
const WORK_WITHIN: usize = 12;

/// The first line of a title whose last line is `last`.
pub(super) fn upper(page: &Page, last: usize) -> usize {
    let mut first = last;
    while first > 0 && last - first < LONGEST - 1 {
        let gap = page.lines[first].after_gap && !page.spaced;
        if !joins(page, first, last) || gap && !is_fragment(&joined(page, first, last)) {
            break;
        }
        first -= 1;
    }
    begin_of_notice(page, first, last).map_or(first, |begin| {
        if begin > 0 && begins_below_body(page, begin) {
            begin - 1
        } else {
            begin
        }
    })
}

/// Whether the line above a title that begins with 关于 is the body that issues it.
fn begins_below_body(page: &Page, begin: usize) -> bool {
    let gap = page.lines[begin].after_gap && !page.spaced;
    !gap && joins(page, begin, begin) && is_body(page.folded(begin - 1))
}

/// Where the title of a notice begins of which `first` to `last` are the last lines: 关于印发某省 ⏎ 三年行动计划
/// （2028—2030年） ⏎ 任务分工的通知. Its lines may look like titles themselves.
fn begin_of_notice(page: &Page, first: usize, last: usize) -> Option<usize> {
    let words = joined(page, first, last);
    if words.contains("关于") || title::shape(&words) != TitleShape::Notice {
        return None;
    }
    let mut begin = first;
    while begin > 0 && last - begin < LONGEST - 1 && !page.lines[begin].after_gap {
        begin -= 1;
        let line = page.folded(begin);
        let part = (4..=40).contains(&line.chars().count())
            && !line.contains(['。', ';', ':', '|'])
            && page.number(begin).is_none()
            && !is_body(line)
            && register::fields(line).is_empty();
        if !part {
            return None;
        }
        if line.starts_with("关于") {
            return Some(begin);
        }
    }
    None
}

/// Whether the line above `first` belongs to the title from `first` to `last`.
fn joins(page: &Page, first: usize, last: usize) -> bool {
    let above = page.folded(first - 1);
    let words = joined(page, first, last);
    if furniture::is_furniture(above) || number::whole_line(above).is_some() {
        return false;
    }
    // 某某市 ⏎ 关于……的实施细则
    let place = above.ends_with(['省', '市', '县', '区', '州', '镇', '乡']) && (2..=8).contains(&above.chars().count());
    if place && begins_title(&words) && above.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return true;
    }
    if is_body(above) {
        return begins_title(&words) || is_year_and_work(&words);
    }
    !begins_title(&words)
        && words
            .find("关于")
            .is_none_or(|at| at == 0 || !is_body(words[..at].trim()))
        && title::may_continue_below(above)
        && page.number(first - 1).is_none()
        && register::fields(above).is_empty()
        && shapes::addressee(above).is_none()
}

/// A piece of a title that says neither place nor year: 任务分解和责任分工方案.
fn is_fragment(words: &str) -> bool {
    words.chars().count() <= 16 && !words.contains(['年', '省', '市', '县', '区', '镇']) && !words.contains("关于")
}

/// 2023年工作要点 below the name of a body is the rest of its title.
fn is_year_and_work(words: &str) -> bool {
    words.starts_with("20")
        && words.chars().count() <= 14
        && !words.contains(['全', '市', '县', '区', '省', '镇', '街'])
}

/// The headline of a text without any title's words: the first line, short and without a stop.
fn headline(page: &Page) -> Option<TitleLines> {
    let first = (0..page.head().min(8)).find(|index| {
        let line = page.folded(*index);
        !furniture::is_furniture(line) && !furniture::is_navigation(line) && !title::is_tab(line)
    })?;
    let line = page.folded(first);
    let chars = line.chars().count();
    let han = line.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let plain = !line.contains(['。', ',', ';', ':', '|', '!', '?', '、', '\t']) && !line.ends_with(')');
    // A headline of the news asks and enumerates; that it is one shows where the page says it twice.
    let said_twice = || (first + 1..page.head().min(first + 12)).any(|index| page.folded(index) == line);
    let stands = (10..=60).contains(&chars)
        && han * 10 >= chars * 7
        && (plain && chars <= 45 || !line.contains(['。', '|', '\t']) && said_twice());
    let followed = (first + 1..page.len().min(first + 4)).any(|index| is_sentence(page.folded(index)));
    let other = page.lines[first].marker.is_some()
        || is_body(line)
        || date::any_date(line).is_some()
        || !register::fields(line).is_empty();
    (stands && followed && !other).then_some(TitleLines {
        first,
        last: first,
        after_notice: false,
    })
}
