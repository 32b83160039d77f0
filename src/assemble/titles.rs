//! Titles that lost their numbers, or never had any: 乡村振兴 / 3.改造户厕…….

use super::tree::Tree;
use crate::outline::MarkerStyle;
use crate::tags::heading_owner;

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a full stop, before or behind a tag.
    Closed,
    /// It is a numbered title.
    Title,
    /// In the middle of something.
    Open,
}

impl Tree<'_> {
    /// Titles that stand between numbered items without a number of their own (乡村振兴 / 3.改造户厕……), with the
    /// style that puts them right above those items; none where there is only one, which may be anything.
    pub(super) fn titles_without_number(&self) -> Vec<Option<MarkerStyle>> {
        let mut titles = vec![None; self.segments.len()];
        let mut owners = titles.clone();
        // For titles above （一） and above 1.: all of them, those between items, and the items themselves.
        let mut counts = [(0usize, 0usize, 0usize); 2];
        for (segment, next) in self.segments.iter().skip(1).enumerate() {
            let style = match next.marker.map(|marker| marker.style) {
                Some(MarkerStyle::CnParen) => MarkerStyle::LineHeading,
                Some(MarkerStyle::Digit) => MarkerStyle::BulletHeading,
                _ => continue,
            };
            let (all, between, items) = &mut counts[usize::from(style == MarkerStyle::LineHeading)];
            *items += 1;
            if next.cell.is_some() || !self.may_be_title(segment) {
                continue;
            }
            if next.marker.is_some_and(|marker| marker.value == 1) && self.names_owner(segment) {
                owners[segment] = Some(style);
                continue;
            }
            let ends = segment.checked_sub(1).map(|before| self.ends(before));
            if ends != Some(Ending::Open) {
                titles[segment] = Some(style);
                *all += 1;
                *between += usize::from(ends == Some(Ending::Closed));
            }
        }
        // Where one stands before nearly every item, they are the bodies of the items before.
        let hold = counts.map(|(all, between, items)| all >= 2 && between > 0 && items * 2 > all * 3);
        titles
            .into_iter()
            .map(|title| title.filter(|style| hold[usize::from(*style == MarkerStyle::LineHeading)]))
            .zip(owners)
            .map(|(title, owner)| title.or(owner))
            .zip(self.units_over_parts())
            .map(|(title, unit)| title.or(unit))
            .zip(self.bracketed_headings())
            .map(|(title, bracketed)| bracketed.or(title))
            .collect()
    }

    /// 市卫生局 on a line of its own over 一、…: a plan by units, where the count begins again below each. One line before
    /// the first 一、 of all may be whoever wrote the plan.
    fn units_over_parts(&self) -> Vec<Option<MarkerStyle>> {
        let mut units = vec![None; self.segments.len()];
        let (mut counted, mut again) = (false, false);
        for (segment, next) in self.segments.iter().skip(1).enumerate() {
            let marker = next.marker.filter(|marker| marker.style == MarkerStyle::CnComma);
            let first = marker.is_some_and(|marker| marker.value == 1) && next.cell.is_none();
            if first && self.may_be_title(segment) && self.names_owner(segment) {
                units[segment] = Some(MarkerStyle::Section);
                again |= counted;
            }
            counted |= marker.is_some();
        }
        if !again {
            units.fill(None);
        }
        units
    }

    /// 【县公安局】 on lines of their own over what each has to do, decided once for the document: the first of them
    /// stands where it can close nothing, and something stands below each. The style puts them right above that.
    fn bracketed_headings(&self) -> Vec<Option<MarkerStyle>> {
        let mut headings = vec![None; self.segments.len()];
        let lines: Vec<usize> = (0..self.segments.len()).filter(|at| self.is_bracketed(*at)).collect();
        let heads = |line: &usize| {
            let next = self.segments.get(line + 1);
            next.is_some_and(|next| next.cell.is_none() && !self.tagged[line + 1].only_tags())
        };
        // What may close an item, or is its first.
        let item = |at: usize| {
            let before = &self.segments[at];
            before.marker.is_some() && self.ends(at) != Ending::Title || self.tagged[at].has_tags()
        };
        let Some(first) = lines
            .first()
            .filter(|first| first.checked_sub(1).is_none_or(|at| !item(at)))
        else {
            return headings;
        };
        let counts = |line: &usize| self.segments[line + 1].marker.is_none_or(|marker| marker.value <= 1);
        if !lines.iter().all(heads) || !counts(first) {
            return headings;
        }
        for line in lines {
            let below = self.segments[line + 1].marker.map(|marker| marker.style);
            headings[line] = Some(match below {
                Some(style) if style <= MarkerStyle::CnComma => MarkerStyle::Section,
                Some(MarkerStyle::Article | MarkerStyle::CnParen) | None => MarkerStyle::LineHeading,
                Some(_) => MarkerStyle::BulletHeading,
            });
        }
        headings
    }

    /// A line that is a tag in lenticular brackets, the whole of it.
    fn is_bracketed(&self, segment: usize) -> bool {
        let this = &self.segments[segment];
        let plain = this.marker.is_none() && this.cell.is_none() && this.begins_line;
        plain
            && self.tagged[segment].only_tags()
            && self.tagged[segment].names_owners()
            && this.body.hull().of(self.text).starts_with(['【', '〖'])
    }

    /// 凤台县政府 on a line of its own over 1. …: a plan by units, where one such heading is sure to be one.
    fn names_owner(&self, segment: usize) -> bool {
        heading_owner(self.segments[segment].body.hull().of(self.text), self.directory).is_some()
    }

    /// A short line of words without a mark inside.
    fn may_be_title(&self, segment: usize) -> bool {
        let this = &self.segments[segment];
        let plain = this.marker.is_none() && this.cell.is_none() && this.begins_line && this.body.is_single();
        if !plain || this.body.hull().len() > 80 || self.tagged[segment].has_tags() {
            return false;
        }
        let words = this.body.hull().of(self.text);
        (2..=25).contains(&words.chars().count())
            && !words.contains(['，', '。', '；', '：', '（', '）', ',', ';', ':', '(', ')', '|'])
    }

    /// How a paragraph ends.
    fn ends(&self, segment: usize) -> Ending {
        let words = self.segments[segment].body.hull().of(self.text);
        if self.segments[segment].cell.is_some() {
            Ending::Open
        } else if words.ends_with(['。', '；']) || self.tagged[segment].ends_with_tag() && words.contains('。') {
            Ending::Closed
        } else if self.segments[segment].marker.is_some() && words.chars().count() <= 30 {
            Ending::Title
        } else {
            Ending::Open
        }
    }
}
