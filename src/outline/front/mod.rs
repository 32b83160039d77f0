//! Front and end matter (GB/T 9704-2012: 发文字号, 标题, 主送机关, 附件说明, 署名, 成文日期), and where the plan
//! begins and ends between them.
//!
//! A plan often comes inside a notice (通知) and is its attachment: the notice's own paragraphs, numbered or not,
//! are no tasks. Only the head and the tail of a document are looked at line by line ([`page`]); [`locate`] finds the
//! title, the rest follows from where it stands. A line changes its kind here, nothing is dropped.

mod annex;
mod annex_list;
mod contents;
mod date;
mod glued;
mod head;
mod locate;
mod names;
mod number;
mod page;
mod register;
mod repeats;
mod secret;
mod shapes;
mod tail;
mod words;

use std::ops::Range;

use super::lines::Line;
use super::{furniture, title};
use crate::plan::LedgerKind;
use crate::source::{Document, Slices, Span};

use page::Page;

pub(super) use glued::{
    addressees_before_text, number_before_addressees, signature_behind_text, title_before_addressees,
};
pub use secret::Marking;
pub(super) use secret::{find_marking, refused};

/// Front matter as places in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Title of the plan, several lines where it is broken.
    pub title: Option<Slices>,
    /// Title of the notice that carries the plan.
    pub notice_title: Option<Slices>,
    /// 发文字号.
    pub document_number: Option<Span>,
    /// 署名, or the body named by the title or the page's metadata; several slices where bodies sign together.
    pub issuer: Option<Slices>,
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
    /// 密级, where the user allowed a document that carries one.
    pub marking: Option<Marking>,
}

/// Front matter, and for each line what it is; `None` for the lines of the plan itself.
pub(super) struct Classified {
    pub front: FrontMatter,
    pub kinds: Vec<Option<LedgerKind>>,
}

/// Tells the lines of the plan from what stands around it.
pub(super) fn classify(document: &Document, lines: &[Line]) -> Classified {
    let page = Page::new(&document.text, lines);
    let mut reading = Reading {
        page: &page,
        front: FrontMatter::default(),
        kinds: vec![None; lines.len()],
        issuer_from: None,
    };
    contents::read(&page, &mut reading.kinds);
    let start = locate::start(&page);
    reading.head(start);
    let body = start.body();
    page.files_from(body).for_each(|lines| reading.tail(lines));
    if let Some(first) = annex::read(&page, body, &mut reading.kinds) {
        reading.signed_before_annex(first, body);
    }
    repeats::read(&page, reading.front.title.as_ref(), body, &mut reading.kinds);
    reading.year();
    Classified {
        front: reading.front,
        kinds: reading.kinds,
    }
}

/// Where an issuer was found; what comes later is believed more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum IssuerFrom {
    /// The body that put the page on the web.
    Web,
    /// A line of the register: 发文机关.
    Register,
    /// Below the date of issue (印发机关).
    Imprint,
    /// 某某局关于…….
    Title,
    /// The signature.
    Signature,
}

struct Reading<'a> {
    page: &'a Page<'a>,
    front: FrontMatter,
    kinds: Vec<Option<LedgerKind>>,
    issuer_from: Option<IssuerFrom>,
}

impl Reading<'_> {
    /// Records an issuer unless a better one is known.
    fn issuer(&mut self, from: IssuerFrom, issuer: Slices) {
        if !issuer.is_empty() && self.issuer_from.is_none_or(|known| known < from) {
            self.issuer_from = Some(from);
            self.front.issuer = Some(issuer);
        }
    }

    /// Marks line `index`, unless it is marked.
    fn mark(&mut self, index: usize, kind: LedgerKind) {
        self.kinds[index].get_or_insert(kind);
    }

    /// The date at line `index`, and the bodies that sign above it.
    fn signature(&mut self, index: usize, may_be_bare: bool) -> bool {
        let line = self.page.folded(index);
        if let Some((name, at, iso)) = shapes::signed_with_date(line) {
            let (name, at) = (self.page.place(index, name), self.page.place(index, at));
            self.front.issued_on.get_or_insert((at, iso));
            self.issuer(IssuerFrom::Signature, name.into());
            self.mark(index, LedgerKind::Signature);
            return true;
        }
        if let Some((range, iso)) = date::date_line(line) {
            let at = self.page.place(index, range);
            self.front.issued_on.get_or_insert((at, iso));
        } else if let Some(iso) = date::bare_date(line).filter(|_| may_be_bare) {
            if !iso.is_empty() {
                self.front.issued_on.get_or_insert((self.page.span(index), iso));
            }
        } else {
            return false;
        }
        self.mark(index, LedgerKind::Date);
        self.signers(index);
        true
    }

    /// The bodies named on the lines above a date, up to four.
    fn signers(&mut self, date: usize) {
        let mut first = date;
        while first > 0 && date - first < 4 && self.kinds[first - 1].is_none() {
            let above = self.page.folded(first - 1);
            let in_brackets = above.starts_with('(') && above.ends_with(')') && above.chars().count() <= 40;
            let closed = first >= 2 && self.page.folded(first - 2).ends_with([':', '、', ',']);
            if self.page.number(first - 1).is_some() || closed || !(shapes::signs(above) || in_brackets && first > 1) {
                break;
            }
            first -= 1;
        }
        // A bracket alone is a note; it signs below a body only.
        while first < date && self.page.folded(first).starts_with('(') {
            first += 1;
        }
        let mut issuer = Slices::default();
        for index in first..date {
            self.mark(index, LedgerKind::Signature);
            if !self.page.folded(index).starts_with('(') {
                issuer.push(self.page.span(index));
            }
        }
        self.issuer(IssuerFrom::Signature, issuer);
    }

    /// Signature, 版记 and the page's furniture at the end of `lines`, a file or the rest of one.
    fn tail(&mut self, lines: Range<usize>) {
        let page = self.page;
        let tail = tail::tail(page, &lines);
        let dates = (tail.from..lines.end)
            .filter(|index| date::is_written_date(page.folded(*index)))
            .count();
        let mut furnished = false;
        for index in tail.from..lines.end {
            if self.kinds[index].is_some() {
                continue;
            }
            let line = page.folded(index);
            furnished = furnished || furniture::is_furniture(line) || furniture::is_navigation(line);
            let dated = date::is_written_date(line) || shapes::signed_with_date(line).is_some();
            if furnished {
                self.register_line(index);
                self.mark(index, LedgerKind::Noise);
            } else if dated && !(tail.tabular && dates > 1) {
                self.signature(index, false);
            } else if shapes::is_closing(line) {
                self.imprint(index);
                self.mark(index, LedgerKind::Closing);
            } else if let Some(name) = shapes::published_by(line) {
                let name = page.place(index, name);
                self.issuer(IssuerFrom::Imprint, name.into());
                self.mark(index, LedgerKind::Closing);
            } else if shapes::is_note_in_brackets(line) {
                self.mark(index, LedgerKind::Closing);
            } else if let Some(at) = shapes::annex_with_name(line).filter(|_| !tail.tabular) {
                self.announced(index, at);
            } else if index > tail.from
                && self.kinds[index - 1] == Some(LedgerKind::Attachment)
                && tail::is_listed_annex(page, index)
            {
                self.announced(index, shapes::item_number(line));
            } else if self.is_register(line, tail.tabular) {
                self.register_line(index);
                self.mark(index, LedgerKind::Closing);
            } else if shapes::is_news_tail(line) {
                self.mark(index, LedgerKind::Noise);
            }
        }
        self.undated_signature(&tail, lines.end);
    }

    /// A line of the register below the document; in a table a label without a colon heads a column.
    fn is_register(&self, line: &str, tabular: bool) -> bool {
        let certain = register::fields(line).first().is_some_and(|field| field.certain);
        certain && (!tabular || line.contains(':'))
    }

    /// 某区健促办 2023年5月23日印发: the body of the imprint, where nothing else names one.
    fn imprint(&mut self, index: usize) {
        let line = self.page.folded(index);
        let Some((range, _)) = date::any_date(line) else {
            return;
        };
        let name = line[..range.start].trim_end();
        if shapes::is_body(name) {
            let name = self.page.place(index, 0..name.len());
            self.issuer(IssuerFrom::Imprint, name.into());
        }
    }

    /// A body alone behind the last sentence, nothing of the file below it. In a table it would be an owner.
    fn undated_signature(&mut self, tail: &tail::Tail, end: usize) {
        let page = self.page;
        if tail.tabular || self.issuer_from == Some(IssuerFrom::Signature) {
            return;
        }
        let bodies: Vec<usize> = (tail.from..end).filter(|index| self.kinds[*index].is_none()).collect();
        let [index] = bodies[..] else { return };
        let above = index.checked_sub(1).map_or("", |above| page.folded(above));
        let closes = above.ends_with(['。', ')']) && above.chars().count() > 15;
        let line = page.folded(index);
        if closes && shapes::is_body(line) && line.chars().count() >= 5 && page.lines[index].marker.is_none() {
            self.mark(index, LedgerKind::Signature);
            self.issuer(IssuerFrom::Signature, page.span(index).into());
        }
    }

    /// Signature, notes and the list of annexes between the plan's text and its first annex, which begins at line
    /// `annex`.
    fn signed_before_annex(&mut self, annex: usize, body: usize) {
        let page = self.page;
        let above = (body..annex).rev().take(8);
        let date = above
            .take_while(|index| page.number(*index).is_none())
            .find(|index| self.kinds[*index].is_none() && date::is_written_date(page.folded(*index)));
        let Some(date) = date.filter(|date| *date > body && shapes::signs(page.folded(date - 1))) else {
            return;
        };
        self.signature(date, false);
        for index in date + 1..annex {
            if shapes::is_note_in_brackets(page.folded(index)) || shapes::is_closing(page.folded(index)) {
                self.mark(index, LedgerKind::Closing);
            }
        }
        let mut end = date;
        while end > body && self.kinds[end - 1] == Some(LedgerKind::Signature) {
            end -= 1;
        }
        let listed = (body..end)
            .rev()
            .take_while(|index| tail::is_listed_annex(page, *index))
            .count();
        let first = (end - listed).checked_sub(1).filter(|first| *first >= body);
        let named = first.and_then(|first| Some((first, shapes::annex_with_name(page.folded(first))?)));
        if let Some((first, at)) = named.filter(|(first, _)| self.kinds[*first].is_none()) {
            self.announced(first, at);
            for index in first + 1..end {
                self.announced(index, shapes::item_number(page.folded(index)));
            }
        }
    }

    /// An annex announced at line `index`, its name from byte `at` of the folded line on.
    fn announced(&mut self, index: usize, at: usize) {
        let name = self.page.place(index, at..self.page.folded(index).len());
        self.front.attachments.push(name);
        self.mark(index, LedgerKind::Attachment);
    }

    fn year(&mut self) {
        let text = self.page.text;
        let titles = [&self.front.title, &self.front.notice_title];
        let mut years = titles
            .into_iter()
            .flatten()
            .filter_map(|slices| title::year(&slices.join(text)));
        let number = self.front.document_number.and_then(|span| number::year(span.of(text)));
        let issued = self.front.issued_on.as_ref().and_then(|(_, iso)| iso[..4].parse().ok());
        self.front.year = years.next().or(number).or(issued);
    }
}
