//! Front and end matter (GB/T 9704-2012: 发文字号, 标题, 主送机关, 附件说明, 署名, 成文日期), and where the plan
//! begins and ends between them.
//!
//! A plan often comes inside a notice (通知) and is its attachment: the notice's own paragraphs, numbered or not,
//! are no tasks. Only the head and the tail of a document are looked at line by line.

use std::sync::LazyLock;

use regex::Regex;

use super::furniture;
use super::lines::Line;
use super::title::{self, TitleShape};
use crate::Error;
use crate::plan::LedgerKind;
use crate::source::{Document, Slices, Span};

/// Lines at the beginning that may be front matter.
const HEAD: usize = 150;
/// Lines at the end that may be end matter.
const TAIL: usize = 80;

/// Front matter as places in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Title of the plan, several lines where it is broken.
    pub title: Option<Slices>,
    /// Title of the notice that carries the plan.
    pub notice_title: Option<Slices>,
    /// 发文字号.
    pub document_number: Option<Span>,
    /// 署名, or the body named by the title or the page's metadata.
    pub issuer: Option<Span>,
    /// 成文日期 with its ISO form.
    pub issued_on: Option<(Span, String)>,
    /// The web page's date with its ISO form.
    pub published_on: Option<(Span, String)>,
    /// 主送机关, the whole line without its colon.
    pub addressees: Option<Span>,
    /// Attachments announced.
    pub attachments: Vec<Span>,
    /// The year named by title, document number or date of issue.
    pub year: Option<i32>,
}

/// Front matter, and for each line what it is; `None` for the lines of the plan itself.
pub(super) struct Classified {
    pub front: FrontMatter,
    pub kinds: Vec<Option<LedgerKind>>,
}

/// Stops at a security marking (密级): 绝密, 机密, 秘密, alone or with ★ and a period, at the head of the document.
pub(super) fn refuse_classified(document: &Document, lines: &[Line]) -> Result<(), Error> {
    for line in lines.iter().take(30) {
        let slice = line.span.of(&document.text);
        if slice.len() > 90 {
            continue;
        }
        let bare: String = slice.chars().filter(|c| !c.is_whitespace()).collect();
        let value = bare
            .strip_prefix("密级：")
            .or_else(|| bare.strip_prefix("密级:"))
            .unwrap_or(&bare);
        let marking = ["绝密", "机密", "秘密"]
            .iter()
            .find_map(|word| value.strip_prefix(word));
        if marking.is_some_and(|rest| rest.is_empty() || rest.starts_with(['★', '☆', '（', '('])) {
            return Err(Error::Classified {
                name: document.name.clone(),
                line: document.line_of(line.span.start),
                marking: bare,
            });
        }
    }
    Ok(())
}

/// Tells the lines of the plan from what stands around it.
pub(super) fn classify(document: &Document, lines: &[Line]) -> Classified {
    let mut reading = Reading {
        text: &document.text,
        lines,
        front: FrontMatter::default(),
        kinds: vec![None; lines.len()],
    };
    let title = reading.plan_title();
    let body = reading.read_title(title.as_ref());
    if let Some(title) = &title {
        reading.read_notice(title.first, title.after_notice);
    }
    reading.read_after_title(body);
    reading.read_tail(body);
    reading.read_year();
    Classified {
        front: reading.front,
        kinds: reading.kinds,
    }
}

/// The lines of the plan's title.
struct TitleLines {
    first: usize,
    last: usize,
    /// Whether a notice stands before it.
    after_notice: bool,
}

struct Reading<'a> {
    text: &'a str,
    lines: &'a [Line],
    front: FrontMatter,
    kinds: Vec<Option<LedgerKind>>,
}

impl<'a> Reading<'a> {
    fn line(&self, index: usize) -> &'a str {
        self.lines[index].span.of(self.text)
    }

    fn head(&self) -> usize {
        self.lines.len().min(HEAD)
    }

    /// The line at which the plan's own title stands: after 附件, else after a signature's date, else the last line
    /// before the first number that looks like one.
    fn plan_title(&self) -> Option<TitleLines> {
        self.title_after(|line| is_annex_mark(line))
            .or_else(|| self.title_after(|line| full_date(line).is_some()))
            .or_else(|| self.title_before_first_number())
    }

    fn title_after(&self, mark: impl Fn(&str) -> bool) -> Option<TitleLines> {
        let head = self.head();
        (0..head).filter(|index| mark(self.line(*index))).find_map(|index| {
            let after = (index + 1..head.min(index + 5))
                .find(|next| !mark(self.line(*next)) && !furniture::is_furniture(self.line(*next)))?;
            let (first, last) = self.title_at(after)?;
            // A page's date above the only title is no date of issue: a notice needs text before its date.
            let notice = (0..index).any(|line| is_sentence(self.line(line)) || is_addressee(self.line(line)));
            (last + 1 < self.lines.len() && (notice || is_annex_mark(self.line(index)))).then_some(TitleLines {
                first,
                last,
                after_notice: true,
            })
        })
    }

    /// A title that begins at line `first`, broken over at most four lines.
    fn title_at(&self, first: usize) -> Option<(usize, usize)> {
        for last in first..self.lines.len().min(first + 4) {
            if title::shape(self.line(last)) != TitleShape::No {
                return Some((first, last));
            }
            if !title::may_continue_below(self.line(last)) {
                return None;
            }
        }
        None
    }

    fn title_before_first_number(&self) -> Option<TitleLines> {
        let first_number = (0..self.head())
            .find(|index| self.lines[*index].marker.is_some() && !is_title_like_number(self.line(*index)))
            .unwrap_or(self.head());
        let shaped = |wanted: TitleShape| {
            (0..first_number)
                .rev()
                .find(|index| title::shape(self.line(*index)) == wanted)
        };
        let first_sentence = (0..first_number).find(|index| is_sentence(self.line(*index)));
        // The first plan title above the text; a list of links below it may hold others.
        let plan = (0..first_sentence.unwrap_or(first_number))
            .rev()
            .find(|index| title::shape(self.line(*index)) == TitleShape::Plan)
            .or_else(|| shaped(TitleShape::Plan));
        let last = plan.or_else(|| shaped(TitleShape::Notice))?;
        let mut first = last;
        while first > 0
            && last - first < 3
            && !self.lines[first].after_gap
            && title::may_continue_below(self.line(first - 1))
        {
            first -= 1;
        }
        Some(TitleLines {
            first,
            last,
            after_notice: false,
        })
    }

    /// Records the title; gives the first line behind it.
    fn read_title(&mut self, title: Option<&TitleLines>) -> usize {
        let Some(title) = title else { return 0 };
        let mut slices = Slices::default();
        for index in title.first..=title.last {
            slices.push(ornaments_off(self.text, self.lines[index].span));
            self.kinds[index] = Some(LedgerKind::Title);
        }
        let words = slices.join(self.text);
        if title::shape(&words) == TitleShape::Notice && slices.is_single() {
            let span = slices.hull();
            if let Some((start, end)) = title::quoted(&words) {
                self.front.notice_title = Some(slices);
                slices = Span::new(span.start + start, span.start + end).into();
            }
        }
        self.read_issuer_of_title(&slices);
        self.front.title = Some(slices);
        title.last + 1
    }

    /// 国务院办公厅关于…的意见: what stands before 关于 is the issuer, unless a signature says so later.
    fn read_issuer_of_title(&mut self, title: &Slices) {
        let first = title.iter().next().unwrap_or_default();
        let words = first.of(self.text);
        if let Some(at) = words.find("关于").filter(|at| *at >= 6)
            && words[..at].ends_with(['府', '厅', '办', '委', '局', '会', '室', '院', '部'])
        {
            self.front.issuer = Some(Span::new(first.start, first.start + at));
        }
    }

    /// Everything above the plan's title.
    fn read_notice(&mut self, until: usize, after_notice: bool) {
        let addressee = (0..until).find(|index| is_addressee(self.line(*index)));
        let mut seen_title = false;
        for index in 0..until {
            let (line, span) = (self.line(index), self.lines[index].span);
            let kind = if self.read_register_line(index) {
                LedgerKind::Front
            } else if furniture::is_navigation(line) || furniture::is_furniture(line) {
                LedgerKind::Noise
            } else if title::shape(line) == TitleShape::Notice && !seen_title {
                seen_title = true;
                self.front.notice_title = Some(span.into());
                self.read_issuer_of_title(&span.into());
                LedgerKind::Title
            } else if Some(index) == addressee {
                self.front.addressees = Some(without_colon(self.text, span));
                LedgerKind::Addressee
            } else if is_annex_mark(line) {
                LedgerKind::Attachment
            } else if let Some(span) = announced_attachment(self.text, span) {
                self.front.attachments.push(span);
                LedgerKind::Attachment
            } else if after_notice && full_date(line).is_some() {
                self.read_signature(index)
            } else if after_notice && (addressee.is_some_and(|at| index > at) || is_sentence(line)) {
                LedgerKind::Notice
            } else if title::shape(line) != TitleShape::No {
                LedgerKind::Title
            } else if after_notice && title::may_continue_below(line) {
                LedgerKind::Front
            } else {
                LedgerKind::Noise
            };
            // A signature marks the line above its date; do not take that back.
            if self.kinds[index].is_none() {
                self.kinds[index] = Some(kind);
            }
        }
    }

    /// Number, metadata and addressees between the title and the text.
    fn read_after_title(&mut self, body: usize) {
        for index in body..self.lines.len().min(body + 12) {
            let (line, span) = (self.line(index), self.lines[index].span);
            if self.lines[index].marker.is_some() && !line.starts_with(['•', '·', '-']) {
                break;
            }
            let kind = if self.read_register_line(index) {
                LedgerKind::Front
            } else if self.front.addressees.is_none() && is_addressee(line) {
                self.front.addressees = Some(without_colon(self.text, span));
                LedgerKind::Addressee
            } else if self
                .front
                .title
                .as_ref()
                .is_some_and(|title| title.join(self.text) == line)
            {
                LedgerKind::Title
            } else if furniture::is_navigation(line) || furniture::is_furniture(line) {
                LedgerKind::Noise
            } else if is_note_in_brackets(line) {
                LedgerKind::Front
            } else if is_sentence(line) {
                break;
            } else {
                continue;
            };
            self.kinds[index] = Some(kind);
        }
    }

    /// A line of the register above a document: 发文字号, metadata, a date alone. Takes its value.
    fn read_register_line(&mut self, index: usize) -> bool {
        let (line, span) = (self.line(index), self.lines[index].span);
        if let Some(number) = document_number(line) {
            let number = Span::new(span.start + number.start, span.start + number.end);
            self.front.document_number.get_or_insert(number);
            return true;
        }
        let Some((label, at)) = furniture::metadata(line) else {
            return is_bare_figure(line);
        };
        let value = Span::new(span.start + at, span.end);
        if matches!(label, "发文机构" | "发文机关" | "发文单位" | "制发机关") && !value.is_empty() {
            self.front.issuer.get_or_insert(value);
        }
        if let Some((range, iso)) = any_date(&line[at..]) {
            let date = Span::new(value.start + range.start, value.start + range.end);
            match label {
                "成文日期" | "成文时间" | "发文日期" | "印发日期" => {
                    self.front.issued_on.get_or_insert((date, iso));
                }
                _ => {
                    self.front.published_on.get_or_insert((date, iso));
                }
            }
        }
        true
    }

    /// The date at line `index` and the body that signs above it.
    fn read_signature(&mut self, index: usize) -> LedgerKind {
        let span = self.lines[index].span;
        if let Some(iso) = full_date(self.line(index)) {
            self.front.issued_on = Some((span, iso));
        }
        let mut above = index;
        while above > 0 && index - above < 3 {
            above -= 1;
            if !is_signature(self.line(above)) {
                break;
            }
            self.kinds[above] = Some(LedgerKind::Signature);
            self.front.issuer = Some(self.lines[above].span);
        }
        LedgerKind::Date
    }

    /// Signature, 版记 and the page's furniture below the plan.
    fn read_tail(&mut self, body: usize) {
        let from = self.lines.len().saturating_sub(TAIL).max(body);
        // What stands below the last number or closing bracket may be end matter; what stands above is the plan's.
        let last = (from..self.lines.len())
            .rev()
            .find(|index| {
                let line = self.line(*index);
                self.lines[*index].marker.is_some_and(|marker| marker.value > 0) && !furniture::is_furniture(line)
                    || ends_with_tag(line)
            })
            .map_or(from, |index| index + 1);
        let mut furnished = false;
        for index in last..self.lines.len() {
            let line = self.line(index);
            furnished = furnished || furniture::is_furniture(line) || furniture::is_navigation(line);
            let kind = if furnished {
                LedgerKind::Noise
            } else if full_date(line).is_some() && self.front.issued_on.is_none() {
                self.read_signature(index)
            } else if is_closing(line) || is_note_in_brackets(line) || furniture::metadata(line).is_some() {
                LedgerKind::Closing
            } else {
                continue;
            };
            self.kinds[index] = Some(kind);
        }
    }

    fn read_year(&mut self) {
        let titles = [&self.front.title, &self.front.notice_title];
        let mut years = titles
            .into_iter()
            .flatten()
            .filter_map(|slices| title::year(&slices.join(self.text)));
        let number = self
            .front
            .document_number
            .and_then(|span| bracketed_year(span.of(self.text)));
        let issued = self.front.issued_on.as_ref().and_then(|(_, iso)| iso[..4].parse().ok());
        self.front.year = years.next().or(number).or(issued);
    }
}

/// 附件, 附件1, 附 件：… alone on its line.
fn is_annex_mark(line: &str) -> bool {
    if line.len() > 30 {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(rest) = bare.strip_prefix("附件").or_else(|| bare.strip_prefix("附表")) else {
        return false;
    };
    rest.trim_end_matches(['：', ':'])
        .chars()
        .all(|c| c.is_ascii_digit() || "一二三四五六七八九十（）()".contains(c))
}

/// `附件：1.××` in the notice; gives the name without label and number.
fn announced_attachment(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text);
    let rest = line.strip_prefix("附件")?;
    let name = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '：' | ':' | '.' | '．' | '、')
    });
    (name.len() < rest.len() && !name.is_empty() && line.len() < 300)
        .then(|| Span::new(span.end - name.len(), span.end))
}

/// 主送机关: ends with a colon and lists bodies, nothing else.
fn is_addressee(line: &str) -> bool {
    let Some(list) = line.strip_suffix('：').or_else(|| line.strip_suffix(':')) else {
        return false;
    };
    let ends = [
        "政府",
        "部门",
        "单位",
        "机构",
        "委员会",
        "办公室",
        "公司",
        "局",
        "委",
        "办",
        "中心",
        "院",
        "校",
        "会",
        "集团",
        "企业",
        "处",
        "厅",
        "开发区",
        "街道",
        "镇",
        "乡",
    ];
    let list = list.trim_end_matches(['）', ')']);
    list.len() >= 9
        && line.len() < 900
        && !list.contains(['。', '；', '：', ':', '《'])
        && !list.contains("如下")
        && (list.contains('各') || list.contains(['、', '，', ',']) || ends.iter().any(|end| list.ends_with(end)))
        && (ends.iter().any(|end| list.ends_with(end)) || list.contains("各"))
}

/// A whole sentence, or so much text that it cannot be a title or a name.
fn is_sentence(line: &str) -> bool {
    line.ends_with(['。', '；', '！', '：', ':']) && line.chars().count() > 12 || line.chars().count() > 80
}

fn is_title_like_number(line: &str) -> bool {
    title::shape(line) == TitleShape::Plan && line.starts_with("20")
}

/// A short line that ends like a body: 某某区健康促进委员会办公室.
fn is_signature(line: &str) -> bool {
    let chars = line.chars().count();
    (4..=40).contains(&chars)
        && !line.contains(['。', '，', '：', ':', '；', '《', '|'])
        && line.ends_with([
            '府', '厅', '办', '委', '局', '会', '室', '院', '部', '团', '司', '组', '中', '心', '处', '）', '署', '社',
        ])
}

fn is_closing(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(12).collect();
    bare.starts_with("抄送") || bare.starts_with("主送") || bare.ends_with("印发") || bare.starts_with("印发机关")
}

/// （此件公开发布）, （联系人：…）: notes of the document, not of a task.
fn is_note_in_brackets(line: &str) -> bool {
    let inner = line
        .strip_prefix(['（', '('])
        .and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        ["此件", "联系", "信息公开", "本文有删减", "公开属性", "主动公开"]
            .iter()
            .any(|word| inner.starts_with(word))
    })
}

fn ends_with_tag(line: &str) -> bool {
    let line = line.trim_end_matches(['。', '；', ' ']);
    line.ends_with(['）', ')', '〕', '】', ']']) && !is_note_in_brackets(line)
}

/// Figures and dates of a register without a label (734, 4/2/2020 12:00:00 AM).
fn is_bare_figure(line: &str) -> bool {
    line.len() < 40
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| c.is_ascii_digit() || " /:-.APM".contains(c))
        && (line.contains(['/', ':', '-']) || line.len() < 8)
}

fn without_colon(text: &str, span: Span) -> Span {
    let len = span.of(text).trim_end_matches(['：', ':']).len();
    Span::new(span.start, span.start + len)
}

fn ornaments_off(text: &str, span: Span) -> Span {
    let ornament = |c: char| matches!(c, '·' | '•' | '*' | '★' | ' ');
    let slice = span.of(text);
    let start = span.end - slice.trim_start_matches(ornament).len();
    let end = span.start + slice.trim_end_matches(ornament).len();
    if start < end { Span::new(start, end) } else { span }
}

/// 发文字号 (机关代字〔年份〕序号号) as the line itself or behind its label.
fn document_number(line: &str) -> Option<std::ops::Range<usize>> {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[•·\s]*(?:发文字号|文\s*号|文件编号|发文编号)\s*[：:\]】]\s*)?([\p{Han}]{1,16}\s*[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*第?\s*\d+\s*号)\s*$").ok()
    });
    if line.len() > 120 {
        return None;
    }
    NUMBER.as_ref()?.captures(line)?.get(1).map(|found| found.range())
}

fn bracketed_year(number: &str) -> Option<i32> {
    let at = number.find(['〔', '[', '（', '(', '【'])?;
    number[at..]
        .chars()
        .skip(1)
        .filter(char::is_ascii_digit)
        .take(4)
        .collect::<String>()
        .parse()
        .ok()
}

/// A date that is the whole line, as ISO.
fn full_date(line: &str) -> Option<String> {
    if line.len() > 60 {
        return None;
    }
    let (range, iso) = any_date(line)?;
    let around = format!("{}{}", &line[..range.start], &line[range.end..]);
    around
        .chars()
        .all(|c| c.is_whitespace() || c == '印' || c == '发')
        .then_some(iso)
}

/// The first date in `text`: 2023年5月23日, 二〇二三年五月二十三日, 2023-09-07, 2023/9/7.
fn any_date(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"((?:19|20)\d{2})\s*(?:年|-|/|\.)\s*(\d{1,2})\s*(?:月|-|/|\.)\s*(\d{1,2})\s*日?|([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日").ok()
    });
    let found = DATE.as_ref()?.captures(text)?;
    let number = |group: usize| -> Option<i32> {
        let word = found.get(group)?.as_str();
        word.parse()
            .ok()
            .or_else(|| super::marker::cn_number(word).map(|(value, _)| value as i32))
    };
    let (year, month, day) = match found.get(4) {
        Some(year) => (
            title::chinese_year(&format!("{}年", year.as_str()))?,
            number(5)?,
            number(6)?,
        ),
        None => (number(1)?, number(2)?, number(3)?),
    };
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| {
        (
            found.get(0).map_or(0..0, |all| all.range()),
            format!("{year:04}-{month:02}-{day:02}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_form() {
        assert_eq!(full_date("2023年5月23日").as_deref(), Some("2023-05-23"));
        assert_eq!(full_date("二〇二三年十二月三十一日").as_deref(), Some("2023-12-31"));
        assert_eq!(full_date("2023年13月1日"), None);
        assert_eq!(full_date("自2023年5月23日起施行"), None);
    }

    #[test]
    fn addressees_are_lists_of_bodies() {
        assert!(is_addressee("各县（市、区）人民政府，市直各部门："));
        assert!(is_addressee("区健康促进委员会相关成员单位:"));
        assert!(!is_addressee("现将有关事项通知如下："));
        assert!(!is_addressee("重点任务："));
    }
}
