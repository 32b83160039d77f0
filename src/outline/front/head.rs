//! What stands above the plan's text: the notice that carries it, register lines, addressees.

use super::locate::{self, Start};
use super::page::Page;
use super::register::{self, Label};
use super::shapes::{self, is_annex_mark, is_body, is_sentence};
use super::words::{shared_title, words};
use super::{IssuerFrom, Reading, date, names, number};
use crate::outline::furniture;
use crate::outline::title::{self, TitleShape};
use crate::plan::LedgerKind;
use crate::source::{Passage, Slices, Span};

/// Lines below the title that may hold register lines and addressees.
const REGISTER: usize = 40;

impl Reading<'_> {
    /// Everything from the first line to the first number below the title.
    pub(super) fn head(&mut self, start: Start) {
        self.annex_lists();
        match start {
            Start::Title(title) => {
                let mut slices = Slices::default();
                for index in title.first..=title.last {
                    slices.push(self.title_line(index));
                }
                self.plan_title(slices);
                self.above(title.first, title.after_notice);
            }
            Start::Annex(first) => {
                self.above(first, true);
                self.title_of_notice();
            }
            Start::Announced { mark, at } => {
                self.above(mark, true);
                self.announced_title(mark, at);
            }
            Start::Top => {}
        }
        self.below(start.body());
        self.named_by_label(start == Start::Top);
    }

    /// The title of the plan, or of a notice that says in it what the plan is called.
    fn plan_title(&mut self, mut slices: Slices) {
        let words = slices.join(self.page.text);
        let notice = title::shape(&super::page::fold(&words)) == TitleShape::Notice;
        if notice
            && slices.is_single()
            && let Some((start, end)) = title::quoted(&words)
        {
            let span = slices.hull();
            self.front.notice_title = Some(slices.clone());
            self.issuer_of_title(&slices);
            slices = Span::new(span.start + start, span.start + end).into();
        }
        self.issuer_of_title(&slices);
        self.front.title = Some(slices);
    }

    /// The title of a plan that bears none: what the notice's title calls it, else that title.
    fn title_of_notice(&mut self) {
        let Some(notice) = self.front.notice_title.take() else {
            return;
        };
        let passage = Passage::new(self.page.text, &notice);
        let words = passage.as_str();
        match names::handed_on(words).filter(|_| title::quoted(words).is_none()) {
            Some(name) => {
                self.front.title = Some(passage.locate(name));
                self.front.notice_title = Some(notice);
            }
            None => self.plan_title(notice),
        }
    }

    /// Marks a line of a title and takes the number beside it; gives the place of its words.
    fn title_line(&mut self, index: usize) -> Span {
        let words = words(self.page.folded(index));
        if let Some(number) = words.number {
            self.front.document_number.get_or_insert(self.page.place(index, number));
        }
        self.mark(index, LedgerKind::Title);
        self.page.place(index, words.range)
    }

    /// 国务院办公厅关于…的意见: what stands before 关于 is the issuer, unless a signature says so later.
    fn issuer_of_title(&mut self, title: &Slices) {
        let text = self.page.text;
        let mut issuer = Slices::default();
        for span in title.iter() {
            let words = super::page::fold(span.of(text));
            let end = ["关于", "印发", "转发"]
                .iter()
                .filter_map(|word| words.find(word))
                .min();
            let name = words[..end.unwrap_or(words.len())].trim_end();
            if !shapes::signs(name) && !name.split_whitespace().all(is_body) || name.is_empty() && end != Some(0) {
                return;
            }
            let len: usize = span
                .of(text)
                .chars()
                .take(name.chars().count())
                .map(char::len_utf8)
                .sum();
            issuer.push(Span::new(span.start, span.start + len));
            if end.is_some() {
                self.issuer(IssuerFrom::Title, issuer);
                return;
            }
        }
    }

    /// Everything above line `until`, where the plan or its title begins.
    fn above(&mut self, until: usize, after_notice: bool) {
        let page = self.page;
        let addressee = self.addressees(0, until);
        let notice_title = self.notice_title(until);
        let first_text = addressee.or(notice_title);
        for index in 0..until {
            if self.kinds[index].is_some() {
                continue;
            }
            let (line, behind) = (page.folded(index), first_text.is_some_and(|first| index > first));
            if self.register_line(index) {
                self.mark(index, LedgerKind::Front);
            } else if furniture::is_navigation(line) || furniture::is_furniture(line) {
                self.mark(index, LedgerKind::Noise);
            } else if is_annex_mark(line) {
                self.mark(index, LedgerKind::Attachment);
            } else if let Some(at) = shapes::annex_with_name(line) {
                self.announced(index, at);
            } else if index > 0
                && self.kinds[index - 1] == Some(LedgerKind::Attachment)
                && super::tail::is_listed_annex(page, index)
            {
                self.announced(index, shapes::item_number(line));
            } else if shapes::is_note_in_brackets(line) {
                self.mark(index, LedgerKind::Closing);
            } else if shapes::is_closing(line) {
                self.imprint(index);
                self.mark(index, LedgerKind::Closing);
            } else if after_notice && self.signature_above(index, until) {
                continue;
            } else if !behind && self.dated_above(index) {
                self.mark(index, LedgerKind::Front);
            } else if after_notice && self.signs_below_text(index, until) {
                continue;
            } else if after_notice && (behind || is_sentence(line) || line.ends_with('。')) {
                self.notice_line(index, until);
            } else if self.red_head(index) {
                self.mark(index, LedgerKind::Front);
            } else if self.repeats_title(index) || title::shape(line) != TitleShape::No {
                self.mark(index, LedgerKind::Title);
            } else if after_notice && (title::may_continue_below(line) || is_body(line)) {
                self.web_body(index);
                self.mark(index, LedgerKind::Front);
            } else {
                self.mark(index, LedgerKind::Noise);
            }
        }
    }

    /// A paragraph of the notice; a body above the date signs, which the date's line will say.
    fn notice_line(&mut self, index: usize, until: usize) {
        if !self.will_sign(index, until) {
            self.mark(index, LedgerKind::Notice);
        }
    }

    /// Whether line `index` is a body whose signature the date below it will make.
    fn will_sign(&self, index: usize, until: usize) -> bool {
        shapes::signs(self.page.folded(index))
            && (index + 1..until.min(index + 5)).any(|below| self.is_signed(below))
            && self.page.number(index).is_none()
    }

    /// Whether line `index` signs what a cut left of a notice: below its last sentence, or below a body that does.
    fn signs_below_text(&self, index: usize, until: usize) -> bool {
        let above = (index.saturating_sub(4)..index).rev();
        let first = above
            .take_while(|at| shapes::signs(self.page.folded(*at)))
            .last()
            .unwrap_or(index);
        let text = first > 0 && self.page.folded(first - 1).ends_with('。');
        text && self.will_sign(index, until)
    }

    /// Whether line `index` is the date of a signature: in words, or below a body.
    fn is_signed(&self, index: usize) -> bool {
        let page = self.page;
        let line = page.folded(index);
        let below_body = index > 0 && is_body(page.folded(index - 1));
        let noted = index + 1 < page.len() && shapes::is_note_in_brackets(page.folded(index + 1));
        date::is_written_date(line)
            || shapes::signed_with_date(line).is_some()
            || below_body && date::date_line(line).is_some()
            || (below_body || noted) && date::bare_date(line).is_some()
    }

    /// The signature of a notice, if line `index` is its date and text stands above.
    fn signature_above(&mut self, index: usize, until: usize) -> bool {
        let text =
            (0..index).any(|line| is_sentence(self.page.folded(line))) || locate::signs_cut_notice(self.page, index);
        index < until && text && self.is_signed(index) && self.signature(index, true)
    }

    /// 主送机关 among lines `from` to `until`, with the lines above that the list begins on.
    fn addressees(&mut self, from: usize, until: usize) -> Option<usize> {
        let page = self.page;
        let index = (from..until).find(|index| self.is_addressee(*index))?;
        let range = shapes::addressee(page.folded(index))?;
        let mut span = page.place(index, range);
        let mut first = index;
        while first > from && index - first < 4 {
            let above = page.folded(first - 1);
            let listed = above.ends_with([',', '、']) && above.contains('各') && !above.contains(['。', ':', '《']);
            if !listed || page.lines[first - 1].marker.is_some() {
                break;
            }
            first -= 1;
            span.start = page.span(first).start;
        }
        for line in first..=index {
            self.mark(line, LedgerKind::Addressee);
        }
        self.front.addressees.get_or_insert(span);
        Some(index)
    }

    /// One body with a colon right above a number heads its tasks; anything else that looks so is 主送机关.
    fn is_addressee(&self, index: usize) -> bool {
        let page = self.page;
        let line = page.folded(index);
        let heads =
            !line.contains(['各', ',', '、', ' ']) && index + 1 < page.len() && page.number(index + 1).is_some();
        page.number(index).is_none() && shapes::addressee(line).is_some() && !heads
    }

    /// The notice's title above line `until`, all its lines.
    fn notice_title(&mut self, until: usize) -> Option<usize> {
        let page = self.page;
        let is_notice = |index: &usize| {
            title::shape(&locate::joined(page, *index, *index)) == TitleShape::Notice
                && self.kinds[*index].is_none()
                && !is_sentence(page.folded(*index))
        };
        // A headline of the site may stand above the document's own title; the last one is the document's.
        let first_text = (0..until)
            .find(|index| self.kinds[*index] == Some(LedgerKind::Addressee))
            .unwrap_or(until);
        let last = (0..first_text)
            .rev()
            .find(is_notice)
            .or_else(|| (0..until).find(is_notice))?;
        let mut slices = Slices::default();
        for index in locate::upper(page, last)..=last {
            slices.push(self.title_line(index));
        }
        self.issuer_of_title(&slices);
        self.front.notice_title = Some(slices);
        Some(last)
    }

    /// Whether line `index` says the plan's or the notice's title again.
    fn repeats_title(&mut self, index: usize) -> bool {
        let words = locate::joined(self.page, index, index);
        let text = self.page.text;
        let same = |title: &Option<Slices>| {
            title
                .as_ref()
                .is_some_and(|title| names::key(&super::page::fold(&title.join(text))) == names::key(&words))
        };
        let repeats = same(&self.front.title) || same(&self.front.notice_title);
        if repeats {
            self.title_line(index);
        }
        repeats
    }

    /// Number, metadata and addressees between the title and the text; further down the notice's signature, where
    /// the plan's own paragraphs follow without a title.
    fn below(&mut self, body: usize) {
        let page = self.page;
        let end = (body..page.head())
            .filter(|index| self.kinds[*index].is_none())
            .find(|index| page.number(*index).is_some() && !register::is_bare_figure(page.folded(*index)))
            .unwrap_or(page.head());
        let text = (body..end)
            .find(|index| {
                let line = page.folded(*index);
                is_sentence(line) && shapes::addressee(line).is_none() && !furniture::is_shared_by(line)
                    || shapes::opens_table(line)
            })
            .unwrap_or(end)
            .min(body + REGISTER);
        if self.front.addressees.is_none() {
            self.addressees(body, end.min(text + 1));
        }
        for index in body..text {
            let line = page.folded(index);
            if self.kinds[index].is_some() {
                continue;
            }
            if self.register_line(index)
                || shapes::is_note_in_brackets(line)
                || self.signed_title(index, body)
                || self.dated_title(index, body)
            {
                self.mark(index, LedgerKind::Front);
            } else if furniture::is_navigation(line) || furniture::is_furniture(line) {
                self.mark(index, LedgerKind::Noise);
            } else if self.repeats_title(index) {
                self.mark(index, LedgerKind::Title);
            }
        }
        self.web_bodies(body, text);
        for index in text..end {
            if self.kinds[index].is_none() && self.is_signed(index) {
                let before = index.checked_sub(1).map_or("", |before| page.folded(before));
                if shapes::signs(before) || shapes::signed_with_date(page.folded(index)).is_some() {
                    self.signature(index, true);
                }
            } else if index > 0
                && self.kinds[index - 1] == Some(LedgerKind::Date)
                && shapes::is_note_in_brackets(page.folded(index))
            {
                self.mark(index, LedgerKind::Closing);
            }
        }
    }

    /// 某县水利局 2026年2月10日 below the title: who issues a table, and when.
    fn signed_title(&mut self, index: usize, body: usize) -> bool {
        let found = shapes::signed_with_date(self.page.folded(index));
        let Some((name, at, iso)) = found.filter(|_| body > 0 && index < body + 3) else {
            return false;
        };
        let (name, at) = (self.page.place(index, name), self.page.place(index, at));
        self.front.issued_on.get_or_insert((at, iso));
        self.issuer(IssuerFrom::Imprint, name.into());
        true
    }

    /// （2015年9月15日） below the title: the date of a plan that nobody signs.
    fn dated_title(&mut self, index: usize, body: usize) -> bool {
        let line = self.page.folded(index);
        let Some((range, iso)) = date::date_line(line).filter(|_| body > 0 && index < body + 3) else {
            return false;
        };
        if line.starts_with('(') && line.contains('年') {
            let at = self.page.place(index, range);
            self.front.issued_on.get_or_insert((at, iso));
        } else {
            let at = self.page.place(index, range);
            self.front.published_on.get_or_insert((at, iso));
        }
        true
    }

    /// (二〇〇八年二月二十六日) above everything else: a date in brackets or in Chinese figures is the document's own.
    fn dated_above(&mut self, index: usize) -> bool {
        let line = self.page.folded(index);
        let Some((range, iso)) = date::date_line(line).filter(|_| date::is_written_date(line)) else {
            return false;
        };
        let figures = line[range.clone()].contains(|c: char| c.is_ascii_digit());
        let own = line.starts_with('(') || !figures;
        if own {
            let at = self.page.place(index, range);
            self.front.issued_on.get_or_insert((at, iso));
        }
        own
    }

    /// Short lines between register lines: the body or the place that the page shows.
    fn web_bodies(&mut self, body: usize, text: usize) {
        let is_register = |kind: Option<LedgerKind>| matches!(kind, Some(LedgerKind::Front | LedgerKind::Noise));
        for index in body..text {
            let line = self.page.folded(index);
            let between = index > body
                && index + 1 < self.page.len()
                && is_register(self.kinds[index - 1])
                && is_register(self.kinds[index + 1]);
            if self.kinds[index].is_none() && between && line.chars().count() <= 30 {
                self.web_body(index);
                self.mark(index, LedgerKind::Front);
            }
        }
    }

    /// 某某区人民政府文件, the red head of a document.
    fn red_head(&mut self, index: usize) -> bool {
        let line = self.page.folded(index);
        let Some(name) = line.strip_suffix("文件").filter(|name| is_body(name)) else {
            return false;
        };
        let name = self.page.place(index, 0..name.len());
        self.issuer(IssuerFrom::Register, name.into());
        true
    }

    fn web_body(&mut self, index: usize) {
        if is_body(self.page.folded(index)) {
            self.issuer(IssuerFrom::Web, self.page.span(index).into());
        }
    }

    /// A line of the register above or below a document: 发文字号, metadata, a date alone. Takes its values.
    pub(super) fn register_line(&mut self, index: usize) -> bool {
        let page = self.page;
        let line = page.folded(index);
        if let Some(number) = number::whole_line(line) {
            self.front
                .document_number
                .get_or_insert(page.place(index, number.clone()));
            self.published(index, number.end);
            return true;
        }
        let fields = register::fields(line);
        if let [field] = &fields[..]
            && field.value.is_empty()
            && (field.alone || line.ends_with(':'))
        {
            self.value_below(index + 1, field.label);
            return true;
        }
        for field in &fields {
            self.value(index, field.label, field.value.clone());
        }
        if fields.is_empty() && register::is_time_line(line) {
            self.published(index, 0);
            return true;
        }
        // 734 among the figures of a page, but 1 below the heading of a table is the number of its first row.
        let counted = line.contains(['/', ':', '-']) || self.front.title.is_none() || self.above_title(index);
        if fields.is_empty() && counted && register::is_bare_figure(line) && !self.is_signed(index) {
            self.published(index, 0);
            return true;
        }
        !fields.is_empty()
    }

    fn above_title(&self, index: usize) -> bool {
        let start = self.page.span(index).start;
        self.front
            .title
            .as_ref()
            .is_some_and(|title| start < title.hull().start)
    }

    /// The value of a label that stands alone on the line above.
    fn value_below(&mut self, index: usize, label: Label) {
        let page = self.page;
        let short = index < page.head() && page.folded(index).len() <= 200;
        if short && self.kinds[index].is_none() && register::fields(page.folded(index)).is_empty() {
            self.value(index, label, 0..page.folded(index).len());
            self.mark(index, LedgerKind::Front);
        }
    }

    fn value(&mut self, index: usize, label: Label, range: std::ops::Range<usize>) {
        let value = &self.page.folded(index)[range.clone()];
        let place = self.page.place(index, range.clone());
        let dated = date::any_date(value).map(|(found, iso)| {
            (
                self.page
                    .place(index, range.start + found.start..range.start + found.end),
                iso,
            )
        });
        match (label, dated) {
            _ if value.is_empty() => {}
            (Label::Issuer, _) => self.issuer(IssuerFrom::Register, place.into()),
            (Label::Publisher, _) if is_body(value) => self.issuer(IssuerFrom::Web, place.into()),
            (Label::Number, _) if number::whole_line(value).is_some() => {
                self.front.document_number.get_or_insert(place);
            }
            (Label::Issued, Some(dated)) => {
                self.front.issued_on.get_or_insert(dated);
            }
            (Label::Published, Some(dated)) => {
                self.front.published_on.get_or_insert(dated);
            }
            _ => {}
        }
    }

    /// The page's date on line `index` from byte `from` of the folded line on.
    fn published(&mut self, index: usize, from: usize) {
        let line = self.page.folded(index);
        if let Some((range, iso)) = date::any_date(&line[from..]) {
            let at = self.page.place(index, from + range.start..from + range.end);
            self.front.published_on.get_or_insert((at, iso));
        }
    }

    /// The title of the register (标题：…), where the document shows none.
    fn named_by_label(&mut self, untitled: bool) {
        let page: &Page = self.page;
        if !untitled {
            return;
        }
        for index in 0..page.head().min(REGISTER) {
            let line = page.folded(index);
            if let Some(name) = shared_title(line) {
                self.front.title = Some(page.place(index, name).into());
                self.mark(index, LedgerKind::Noise);
                return;
            }
            let named = register::fields(line).into_iter().find(|field| {
                field.label == Label::Title && title::shape(&line[field.value.clone()]) != TitleShape::No
            });
            if let Some(field) = named {
                self.front.title = Some(page.place(index, field.value).into());
                return;
            }
        }
    }
}
