//! Findings about units as a whole: who is told of the plan and who has work in it, and who has most of it.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::Findings;
use super::text::same_unit;
use crate::assemble::attendance;
use crate::directory::{Directory, Glossary, Likeness, NameList};
use crate::note::Code;
use crate::outline::Outline;
use crate::plan::{CharSpan, Role, Task, Unit};
use crate::source::Slices;

/// From this many single departments on, a list of addressees means those it names and no others.
const LISTED: usize = 3;
/// Names that a finding spells out.
const NAMED: usize = 10;
/// A plan of fewer tasks says nothing about shares.
const TASKS: usize = 10;

/// Who is told of the plan.
#[derive(Default)]
struct Audience {
    /// The units named one by one: id, and the words of the list.
    single: Vec<(String, String)>,
    /// Whether a group such as 市各有关单位 means departments that are not named.
    any_department: bool,
    /// Where the addressees stand.
    place: Option<CharSpan>,
}

impl Findings<'_, '_, '_> {
    /// Units with tasks that no list names, and addressees without a task.
    pub fn audience(&mut self, outline: &Outline, glossary: &Glossary, issuer: Option<&str>, units: &[Unit]) {
        if units.is_empty() {
            return;
        }
        let directory = self.settler.directory;
        let (to, attending) = self.lists(outline, directory);
        let place = to.place.or(attending.place);
        let told = to.single.iter().chain(&attending.single);
        let told: Vec<&str> = told.map(|(id, _)| id.as_str()).collect();
        let any_department = to.any_department || attending.any_department;
        if let Some(place) = place.filter(|_| told.len() >= LISTED && !any_department) {
            let members = glossary.lists.iter().flat_map(|list| &list.members);
            let members: Vec<&str> = members.map(|member| &*member.resolved.unit).collect();
            let known = |unit: &&Unit| {
                let named = |id: &str| same_unit(id, &unit.id);
                unit.collective
                    || told.iter().any(|id| named(id))
                    || members.iter().any(|id| named(id))
                    || issuer.is_some_and(|issuer| issuer.contains(&*unit.name) || named(issuer))
            };
            let missing: Vec<&str> = units
                .iter()
                .filter(|unit| !known(unit))
                .map(|unit| &*unit.name)
                .collect();
            if !missing.is_empty() {
                let list = if to.place.is_some() {
                    "主送机关"
                } else {
                    "参会单位"
                };
                let message = format!("{list}里没有{}，但有任务", spelled(&missing));
                self.at(Code::NotAddressed, place, None, message);
            }
        }
        if let Some(place) = to.place {
            let has_task = |id: &str| units.iter().any(|unit| same_unit(&unit.id, id));
            // 各区人民政府 in a tag means the areas that the notice names one by one.
            let groups = units.iter().any(|unit| unit.collective);
            let may_idle = |id: &str| !(is_several(id) || groups && is_regional(id));
            let idle: Vec<&str> = to
                .single
                .iter()
                .filter(|(id, _)| may_idle(id) && !has_task(id))
                .map(|(_, words)| words.as_str())
                .collect();
            if !idle.is_empty() {
                let message = format!("主送机关中的{}没有任务", spelled(&idle));
                self.at(Code::IdleAddressee, place, None, message);
            }
        }
    }

    /// The addressees, and those who attend the meeting that the plan was made for.
    fn lists(&self, outline: &Outline, directory: &Directory) -> (Audience, Audience) {
        let text = self.settler.tree.text;
        let mut to = Audience::default();
        if let Some(span) = outline.front.addressees {
            to.add(span.of(text), &directory.read_list(span.of(text)), directory);
            to.place = Some(self.settler.span(&Slices::from(span)));
        }
        let mut attending = Audience::default();
        for list in attendance::lists(text, directory) {
            attending.add(list.of(text), &directory.read_list(list.of(text)), directory);
            attending.place = Some(self.settler.span(&Slices::from(list)));
        }
        (to, attending)
    }

    /// Departments that answer for more than `percent` of the tasks: one finding for all of them.
    pub fn large_share(&mut self, tasks: &[Task], units: &[Unit], percent: u8) {
        if tasks.len() < TASKS {
            return;
        }
        // Of each unit how many tasks it answers for, and the number of the last of them, from 1 on.
        let mut counts: HashMap<&str, (usize, usize), RandomState> = HashMap::default();
        for (number, task) in (1..).zip(tasks) {
            for owner in task.owners.iter().filter(|owner| owner.effective_role != Role::Support) {
                let (count, last) = counts.entry(&owner.unit).or_default();
                *count += usize::from(*last != number);
                *last = number;
            }
        }
        let count = |unit: &Unit| counts.get(&*unit.id).map_or(0, |(count, _)| *count);
        let over = |unit: &&Unit| !unit.collective && count(unit) * 100 > tasks.len() * usize::from(percent);
        let large: Vec<&Unit> = units.iter().filter(over).collect();
        let Some(first) = large.first() else { return };
        let each: Vec<String> = large
            .iter()
            .take(NAMED)
            .map(|unit| {
                let share = (count(unit) * 100 + tasks.len() / 2) / tasks.len();
                format!("“{}”{} 项（{share}%）", unit.name, count(unit))
            })
            .collect();
        let message = format!(
            "全部 {} 项任务中，牵头或负责的超过 {percent}% 的有 {} 家：{}",
            tasks.len(),
            large.len(),
            each.join("、")
        );
        let mut owners = tasks.iter().flat_map(|task| &task.owners);
        let place = owners
            .find(|owner| *owner.unit == *first.id)
            .map_or(CharSpan::new(0, 0), |owner| owner.span);
        self.at(Code::LargeShare, place, None, message);
    }
}

impl Audience {
    fn add(&mut self, text: &str, list: &NameList, directory: &Directory) {
        self.any_department |= list.open_ended;
        for name in &list.names {
            let words = &text[name.range.clone()];
            if name.resolved.collective || words.starts_with('各') {
                self.any_department |= !is_regional(words);
            } else if let Some(unit) = attendance::unit_in(words, directory).filter(|unit| *unit != words) {
                let listed = directory.read_list(unit).names;
                let ids = listed.into_iter().map(|name| (name.resolved.unit, unit.to_string()));
                self.single.extend(ids);
            } else if directory.likeness(words) == Likeness::None {
                // Words that are no name may stand for anybody.
                self.any_department = true;
            } else {
                self.single.push((name.resolved.unit.clone(), words.to_string()));
            }
        }
    }
}

/// 各县（市、区）人民政府, 各镇街: places, not departments.
fn is_regional(words: &str) -> bool {
    let place = [
        "县",
        "区",
        "镇",
        "乡",
        "街",
        "州",
        "盟",
        "旗",
        "村",
        "地区",
        "人民政府",
        "市政府",
    ];
    let other = [
        "部门", "单位", "委", "局", "办", "机构", "企业", "公司", "科室", "处室", "院", "校",
    ];
    let offices = ["管委会", "街道办事处", "办事处"];
    let bare = offices
        .iter()
        .fold(words.to_string(), |words, office| words.replace(office, ""));
    place.iter().any(|word| words.contains(word)) && !other.iter().any(|word| bare.contains(word))
}

/// 省属驻甬各单位, 市管企业: several units under one name.
fn is_several(name: &str) -> bool {
    let ends = [
        "单位", "部门", "企业", "院校", "学校", "高校", "附校", "公司", "医院", "科室",
    ];
    name.contains('各') || name.contains('驻') || ends.iter().any(|end| name.ends_with(end))
}

/// “甲局”“乙局”等 12 家.
fn spelled(names: &[&str]) -> String {
    let shown: String = names.iter().take(NAMED).map(|name| format!("“{name}”")).collect();
    match names.len() {
        count if count > NAMED => format!("{shown}等 {count} 家"),
        _ => shown,
    }
}
