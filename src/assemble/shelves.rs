//! Which heading each task stands under, and the headings above it.

use std::sync::Arc;

use super::draft::{Draft, Heading};
use super::owners::Settler;
use crate::outline::MarkerStyle;
use crate::plan::Action;
use crate::source::Slices;

/// 0 for tasks under no heading, else the heading's index plus one.
fn action_key(draft: &Draft) -> usize {
    draft.heading.map_or(0, |heading| heading + 1)
}

/// The id of an action, and the headings above its tasks as written.
pub(super) type Shelf = (Arc<str>, Arc<Vec<String>>);

/// The headings that make the actions: those that directly hold tasks, or those of the level the user chose.
pub(super) struct Shelves {
    /// In text order.
    pub actions: Vec<Action>,
    /// The heading of each action.
    headings: Vec<Option<usize>>,
    /// For each [`action_key`] the id of its tasks' action and the headings above them as written, shared by them.
    of_key: Vec<Option<Shelf>>,
}

impl Shelves {
    pub fn new(settler: &Settler<'_, '_>, drafted: &[Draft], level: Option<MarkerStyle>) -> Self {
        let keys = settler.headings.len() + 1;
        let mut used = vec![false; keys];
        drafted.iter().for_each(|draft| used[action_key(draft)] = true);
        let mut shelves = Shelves {
            actions: Vec::new(),
            headings: Vec::new(),
            of_key: vec![None; keys],
        };
        let mut id_of: Vec<Option<Arc<str>>> = vec![None; keys];
        let chosen: Vec<(usize, Option<usize>)> = used
            .into_iter()
            .enumerate()
            .filter(|(_, used)| *used)
            .map(|(key, _)| {
                (
                    key,
                    key.checked_sub(1)
                        .map(|heading| chosen(settler.headings, heading, level)),
                )
            })
            .collect();
        let mut columns: Vec<Option<usize>> = chosen.iter().map(|(_, heading)| *heading).collect();
        columns.sort_unstable();
        columns.dedup();
        for heading in columns {
            let action = action(settler, heading.map(|heading| &settler.headings[heading]));
            id_of[heading.map_or(0, |heading| heading + 1)] = Some(action.id.as_str().into());
            shelves.actions.push(action);
            shelves.headings.push(heading);
        }
        for (key, heading) in chosen {
            let nearest = key.checked_sub(1).map(|heading| &settler.headings[heading]);
            let path = nearest.map_or_else(Vec::new, |nearest| {
                let mut path = path_to(settler, nearest, 1);
                path.push(as_written(settler, nearest));
                path
            });
            let id = id_of[heading.map_or(0, |heading| heading + 1)].clone();
            shelves.of_key[key] = id.map(|id| (id, Arc::new(path)));
        }
        shelves
    }

    /// The id of a task's action, and the headings above it.
    pub fn of(&self, draft: &Draft) -> Shelf {
        self.of_key[action_key(draft)].clone().unwrap_or_default()
    }

    /// The headings of the actions.
    pub fn headings<'h>(&'h self, settler: &'h Settler<'_, '_>) -> impl Iterator<Item = &'h Heading> {
        self.headings
            .iter()
            .flatten()
            .map(|heading| &settler.headings[*heading])
    }
}

/// The heading whose column the tasks under `nearest` stand in: the nearest one at `level`, else the nearest one above
/// that level, else the outermost.
fn chosen(headings: &[Heading], nearest: usize, level: Option<MarkerStyle>) -> usize {
    let Some(level) = level else {
        return nearest;
    };
    let upward = || std::iter::once(nearest).chain(headings[nearest].above.iter().rev().copied());
    let at = upward().find(|heading| headings[*heading].style == level);
    let above = || upward().find(|heading| headings[*heading].style < level);
    at.or_else(above).or_else(|| upward().last()).unwrap_or(nearest)
}

fn action(settler: &Settler<'_, '_>, heading: Option<&Heading>) -> Action {
    let Some(heading) = heading else {
        return Action {
            id: "0".into(),
            number: String::new(),
            title: String::new(),
            path: Vec::new(),
            span: None,
        };
    };
    let number = heading.number.map_or("", |marker| marker.span.of(settler.tree.text));
    Action {
        id: heading.id.to_string(),
        number: number.to_string(),
        title: title_of(settler, heading),
        path: path_to(settler, heading, 0),
        span: Some(settler.span(&whole(heading))),
    }
}

/// The headings above `heading` as written, with room for `more`.
fn path_to(settler: &Settler<'_, '_>, heading: &Heading, more: usize) -> Vec<String> {
    let mut path = Vec::with_capacity(heading.above.len() + more);
    let above = heading.above.iter().map(|above| &settler.headings[*above]);
    path.extend(above.map(|above| as_written(settler, above)));
    path
}

/// A heading's title without the full stop at its end.
fn title_of(settler: &Settler<'_, '_>, heading: &Heading) -> String {
    let mut title = heading.title.join(settler.tree.text);
    title.truncate(title.trim_end_matches(['。', '：', ':']).len());
    title
}

/// A heading with its number, as written.
fn as_written(settler: &Settler<'_, '_>, heading: &Heading) -> String {
    let text = settler.tree.text;
    let title = heading.title.join(text);
    let Some(number) = heading.number else {
        return title;
    };
    // The blank behind 第一章 is part of the heading.
    let gap = &text[number.span.end..heading.title.hull().start.max(number.span.end)];
    let gap = match gap {
        // 一 | 健康环境: the number stands in a cell of its own.
        _ if !gap.chars().all(char::is_whitespace) || gap.contains('\t') => " ",
        _ if gap.contains(['\n', '\r']) => "",
        _ => gap,
    };
    [number.span.of(text), gap, &title].concat()
}

pub(super) fn whole(heading: &Heading) -> Slices {
    let mut slices = heading.number.map_or_else(Slices::default, |marker| marker.span.into());
    slices.extend(&heading.title);
    slices
}
