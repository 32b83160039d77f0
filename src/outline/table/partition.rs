//! Words of a heading row to columns: which belong together, where headings are broken over lines or glued.

use super::Column;
use super::columns::{ColumnKind, column_kind, listed_kind};
use super::head::is_settled;
use crate::source::Span;
use crate::tags::{BaseRole, Roles};

/// Columns found, and how many of the words they use.
pub(super) struct Partition {
    pub columns: Vec<Column>,
    pub used: usize,
}

/// `words` as exactly `period` columns, if that can be; a last word may head the rows below instead.
pub(super) fn partition(text: &str, words: &[Span], period: usize, roles: &Roles) -> Option<Partition> {
    let table = Table::new(text, words, roles);
    let mut found: Option<(i32, Partition)> = None;
    let mut offer = |score: i32, columns: Vec<Column>, used: usize| {
        if columns.len() == period && found.as_ref().is_none_or(|(best, _)| score > *best) {
            found = Some((score, Partition { columns, used }));
        }
    };
    for used in words.len().saturating_sub(1)..=words.len() {
        let last_heads = used < words.len();
        if last_heads
            && words
                .last()
                .is_some_and(|word| column_kind(word.of(text), roles).is_some())
        {
            continue;
        }
        let penalty = if last_heads { 1 } else { 0 };
        if let Some((score, columns)) = table.best(used, period) {
            offer(score - penalty, columns, used);
        }
        for more in 1..=2 {
            if let Some((score, columns)) = table.best(used, period + more)
                && let Some(columns) = under_parent(&columns)
            {
                offer(score - penalty, columns, used);
            }
        }
    }
    // A last column that is empty all the way leaves no trace: the rows are shorter than their headings.
    if words.len() > period
        && let Some((score, columns)) = table.each_by_itself(text)
        && found.as_ref().is_none_or(|(best, _)| score > *best)
    {
        let used = words.len();
        found = Some((score, Partition { columns, used }));
    }
    found.map(|(_, partition)| partition)
}

/// `words` as the columns that they make best by themselves, one of them of units.
pub(super) fn by_words(text: &str, words: &[Span], roles: &Roles) -> Option<Partition> {
    let table = Table::new(text, words, roles);
    let best = (3..=words.len()).filter_map(|count| table.best(words.len(), count));
    let (_, columns) = best.max_by_key(|(score, columns)| (*score, columns.len()))?;
    let columns = under_parent(&columns).unwrap_or(columns);
    let used = words.len();
    Some(Partition { columns, used })
}

/// 责任单位 … 牵头单位 配合单位: the last two stand below the first and take its place.
pub(super) fn under_parent(columns: &[Column]) -> Option<Vec<Column>> {
    let below = columns
        .iter()
        .rev()
        .take_while(|column| is_settled(column.kind))
        .count();
    let (above, kids) = columns.split_at(columns.len() - below);
    let parent = above
        .iter()
        .position(|column| column.kind == ColumnKind::Units(BaseRole::Owner))?;
    if below < 2 || parent + 1 == above.len() {
        return None;
    }
    let mut merged = above[..parent].to_vec();
    merged.extend(kids);
    // A heading over both has an empty cell beside it.
    let same = |column: &&Column| column.heading == above[parent].heading;
    merged.extend(above[parent + 1..].iter().skip_while(same));
    Some(merged)
}

/// What one word is worth that is on the lists of headings.
const LISTED: i32 = 8;

/// The kind of a heading on the lists or, where it is known to be `whole`, by its end.
fn known_kind(words: &str, whole: bool, roles: &Roles) -> Option<ColumnKind> {
    listed_kind(words, roles).or_else(|| column_kind(words, roles).filter(|_| whole))
}

/// What a heading of one to three words is worth, for every place in the list.
struct Table {
    words: Vec<Span>,
    /// `worth[at][len - 1]`: kind and score of the `len` words from `at` on.
    worth: Vec<[(Option<ColumnKind>, i32); 3]>,
}

impl Table {
    fn new(text: &str, words: &[Span], roles: &Roles) -> Self {
        let worth = (0..words.len())
            .map(|at| {
                std::array::from_fn(|more| {
                    let Some(part) = words.get(at..=at + more) else {
                        return (None, i32::MIN / 4);
                    };
                    let joined: String = part.iter().map(|word| word.of(text)).collect();
                    let kind = column_kind(&joined, roles);
                    let listed = listed_kind(&joined, roles).is_some();
                    // 工作任务 and 责任部门 are two headings, even where 工作任务责任部门 could be one.
                    let long = |word: &Span| word.of(text).chars().count() > 3;
                    let all_long = part.iter().all(long);
                    let kinds: Option<Vec<ColumnKind>> = part
                        .iter()
                        .map(|word| known_kind(word.of(text), all_long, roles))
                        .collect();
                    let differ = kinds.is_some_and(|kinds| kinds.windows(2).any(|pair| pair[0] != pair[1]));
                    if part.iter().any(long) && differ {
                        return (None, -40);
                    }
                    let listed_first = listed_kind(part[0].of(text), roles).is_some();
                    let score = match (more, kind) {
                        (0, Some(_)) if listed => LISTED,
                        (0, Some(_)) => 7,
                        (0, None) => -4,
                        // 项目⏎类别
                        (1, Some(_)) if listed && part.iter().all(|word| word.of(text).chars().count() == 2) => 17,
                        (1, Some(_)) if listed => 14,
                        // 责任⏎科室
                        (1, Some(_)) if part.iter().all(|word| word.of(text).chars().count() == 2) && !listed_first => {
                            13
                        }
                        // 协同单位⏎工作⏎进展: the first is whole.
                        (1, Some(_))
                            if part
                                .iter()
                                .any(|word| long(word) && listed_kind(word.of(text), roles).is_some()) =>
                        {
                            7
                        }
                        (1, Some(_)) => 10,
                        (1, None) => -10,
                        (_, Some(_)) if listed => 14,
                        _ => -18,
                    };
                    (kind, score)
                })
            })
            .collect();
        Table {
            words: words.to_vec(),
            worth,
        }
    }

    /// Every word a heading, where all are known for headings.
    fn each_by_itself(&self, text: &str) -> Option<(i32, Vec<Column>)> {
        let known = |(word, worth): (&Span, &[(Option<ColumnKind>, i32); 3])| {
            let (kind, score) = worth[0];
            let column = kind.map(|kind| Column { kind, heading: *word });
            let whole = word.of(text).chars().count() > 3;
            column.filter(|_| score >= LISTED && word.len() > 3 || whole)
        };
        let columns: Vec<Column> = self.words.iter().zip(&self.worth).map(known).collect::<Option<_>>()?;
        Some((LISTED * i32::try_from(columns.len()).ok()?, columns))
    }

    /// The best way to make `count` columns of the first `used` words.
    fn best(&self, used: usize, count: usize) -> Option<(i32, Vec<Column>)> {
        const NEVER: i32 = i32::MIN / 4;
        let mut best = vec![vec![(NEVER, 0usize); count + 1]; used + 1];
        best[0][0] = (0, 0);
        for end in 1..=used {
            for columns in 1..=count {
                for len in 1..=end.min(3) {
                    let score = best[end - len][columns - 1].0 + self.worth[end - len][len - 1].1;
                    if best[end - len][columns - 1].0 > NEVER && score > best[end][columns].0 {
                        best[end][columns] = (score, len);
                    }
                }
            }
        }
        let (score, _) = best[used][count];
        if score <= NEVER / 2 {
            return None;
        }
        let (mut columns, mut end) = (Vec::with_capacity(count), used);
        for left in (1..=count).rev() {
            let len = best[end][left].1;
            let heading = Span::new(self.words[end - len].start, self.words[end - 1].end);
            let kind = self.worth[end - len][len - 1].0.unwrap_or(ColumnKind::Other);
            columns.push(Column { kind, heading });
            end -= len;
        }
        columns.reverse();
        Some((score, columns))
    }
}

/// The headings that a line is made of without anything between; at least three.
pub(super) fn glued(text: &str, span: Span, roles: &Roles) -> Option<Vec<Column>> {
    let words = span.of(text);
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    // The cheapest cut up to each character, and where the last heading begins: few headings, none of them long
    // (责任单位完成时限 are two).
    let mut best: Vec<Option<(usize, usize, ColumnKind)>> = vec![None; ends.len()];
    for end in 1..ends.len() {
        for start in end.saturating_sub(10)..end {
            let before = if start == 0 {
                0
            } else {
                best[start].map_or(usize::MAX, |(cost, ..)| cost)
            };
            if before == usize::MAX || end - start < 2 {
                continue;
            }
            let cost = before + 1 + (end - start).saturating_sub(6);
            if best[end].is_none_or(|(known, ..)| cost < known)
                && let Some(kind) = listed_kind(&words[ends[start]..ends[end]], roles)
            {
                let at = |at: usize| ends[at];
                let two = (start + 2..end.saturating_sub(1)).any(|cut| {
                    let (first, second) = (&words[at(start)..at(cut)], &words[at(cut)..at(end)]);
                    // 任务责任单位 are two, and 单位进展情况 are the ends of two.
                    let ended = first == "单位" || first == "部门";
                    let kinds = (listed_kind(first, roles), listed_kind(second, roles));
                    kinds.1.is_some() && (ended || matches!(kinds.0, Some(ColumnKind::Task | ColumnKind::Number)))
                });
                let cost = if two { cost + 2 } else { cost };
                if best[end].is_some_and(|(known, ..)| cost >= known) {
                    continue;
                }
                best[end] = Some((cost, start, kind));
            }
        }
    }
    let mut columns = Vec::new();
    let mut end = ends.len() - 1;
    while end > 0 {
        let (_, start, kind) = best[end]?;
        let heading = Span::new(span.start + ends[start], span.start + ends[end]);
        columns.push(Column { kind, heading });
        end = start;
    }
    columns.reverse();
    (columns.len() >= 3).then_some(columns)
}

/// A line of nothing but glued headings, of any kind.
pub(super) fn glued_words(text: &str, span: Span, roles: &Roles) -> Option<Vec<Column>> {
    (span.len() <= 180).then(|| glued(text, span, roles)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_glued_headings_is_cut_into_the_fewest() {
        let roles = Roles::parse(include_str!("../../../templates/roles.tsv")).unwrap();
        let text = "序号工作任务责任单位完成时限";
        let columns = glued(text, Span::new(0, text.len()), &roles).unwrap();
        let shown: Vec<&str> = columns.iter().map(|column| column.heading.of(text)).collect();
        assert_eq!(shown, ["序号", "工作任务", "责任单位", "完成时限"]);
    }
}
