//! Numbers that stand twice, are left out or stand in the wrong place among the items of one heading.

use std::collections::HashSet;

use super::Findings;
use crate::assemble::draft::{Decision, Shape};
use crate::assemble::tree::Tree;
use crate::note::Code;
use crate::outline::Marker;

/// A jump over more numbers than this is looked at no closer.
const FAR: u32 = 200;

impl Findings<'_, '_, '_> {
    /// The items of every heading, each run of numbers by itself: one begins where the style changes or with 1 anew.
    pub fn numbers(&mut self, tree: &Tree<'_>, decision: &Decision) {
        for (at, node) in tree.nodes.iter().enumerate() {
            if decision.shapes[at] == Shape::Skipped {
                continue;
            }
            let kids = node.kids().filter_map(|kid| tree.marker(kid));
            let numbers: Vec<Marker> = kids.filter(|marker| marker.value > 0).collect();
            let goes_on = |one: &Marker, next: &Marker| one.style == next.style && (next.value != 1 || one.value == 1);
            for run in numbers.chunk_by(goes_on) {
                self.run(tree.text, run);
            }
        }
    }

    fn run(&mut self, text: &str, run: &[Marker]) {
        let Some(first) = run.first() else { return };
        if run.windows(2).all(|pair| pair[1].value == pair[0].value + 1) {
            return;
        }
        let all: HashSet<u32> = run.iter().map(|marker| marker.value).collect();
        let mut seen = HashSet::from([first.value]);
        let mut highest = first.value;
        for pair in run.windows(2) {
            let (last, marker) = (pair[0].value, pair[1]);
            let (value, words) = (marker.value, marker.span.of(text));
            let new = seen.insert(value);
            if value == last {
                let message = format!("序号“{words}”重复，任务都已保留，按位置另编编号");
                self.add(Code::RepeatedNumber, &marker.span.into(), None, message);
            } else if value < highest && new {
                let message = format!("序号“{words}”排在 {highest} 之后，次序不对，任务按原文先后保留");
                self.add(Code::MisplacedNumber, &marker.span.into(), None, message);
            } else if value < highest && value < last {
                let message = format!("序号“{words}”前面已经有过，任务都已保留，按位置另编编号");
                self.add(Code::RepeatedNumber, &marker.span.into(), None, message);
            } else if value > highest + 1 {
                // A number that comes later is misplaced there, not missing here.
                let missing = (highest + 1..value)
                    .take(FAR as usize)
                    .any(|number| !all.contains(&number));
                if missing {
                    let message = format!("序号从 {highest} 跳到 {value}，请核对原文是否有缺漏");
                    self.add(Code::SkippedNumber, &marker.span.into(), None, message);
                }
            }
            highest = highest.max(value);
        }
    }
}
