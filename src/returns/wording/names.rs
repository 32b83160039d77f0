//! What clauses are made of: the names of units, the words of roles, and both as a tag of a plan has them.

use super::words::{LABELS, SETTING};
use super::{Order, Wording};
use crate::directory::{Directory, Likeness};
use crate::plan::Role;
use crate::tags::{BaseRole, settle_roles};

impl Wording<'_> {
    /// The role that a bare word or label gives: 配合, 配合单位, 责任单位.
    pub(super) fn role(&self, words: &str) -> Option<Role> {
        let words = words.trim();
        let stem = ["单位", "部门"]
            .iter()
            .find_map(|noun| words.strip_suffix(noun))
            .unwrap_or(words);
        let verb = self.roles.verb_at_end(stem).filter(|(start, _)| *start == 0);
        let base = match verb {
            Some((_, base)) => base,
            // 责任 is no verb.
            None if LABELS.contains(&stem) => self.roles.of_label(&format!("{stem}单位"))?,
            None => return None,
        };
        settle_roles(&[base]).first().copied()
    }

    /// Names and roles as a tag of a plan has them; `None` where anything else stands there.
    pub(super) fn tag(&mut self, words: &str) -> Option<Vec<Order>> {
        let words = SETTING
            .iter()
            .find_map(|word| words.strip_prefix(word))
            .unwrap_or(words);
        if let Some(names) = self.names(words) {
            return Some(names.into_iter().map(|name| Order::Named(name, None)).collect());
        }
        let reading = self.reader.read(words)?;
        if reading.groups.is_empty() || !reading.people.is_empty() {
            return None;
        }
        let bases: Vec<BaseRole> = reading.groups.iter().map(|group| group.base).collect();
        let mut orders = Vec::new();
        for (group, role) in reading.groups.iter().zip(settle_roles(&bases)) {
            let list = &words[group.list.clone()];
            let mut names = Vec::new();
            for name in &group.names.names {
                let written = &list[name.range.clone()];
                let full = name.resolved.full_name.clone().unwrap_or_else(|| written.to_string());
                if !self.is_name(written) && !self.is_name(&full) {
                    return None;
                }
                names.push(full);
            }
            if reading.labelled {
                orders.push(Order::RoleIs(role, names));
            } else {
                let said = !group.word.is_empty();
                orders.extend(names.into_iter().map(|name| Order::Named(name, said.then_some(role))));
            }
        }
        Some(orders)
    }

    /// The names of a list that holds nothing else.
    pub(super) fn names(&self, words: &str) -> Option<Vec<String>> {
        let words = words.trim();
        if (self.known)(words) {
            return Some(vec![words.to_string()]);
        }
        if words.is_empty() || words.len() > 600 || Directory::holds_sentence(words) {
            return None;
        }
        let list = self.directory.read_list(words);
        let length: usize = list.names.iter().map(|name| name.range.len()).sum();
        let marks =
            |c: &char| matches!(c, '、' | '，' | ',' | '和' | '及' | '与' | '以' | ' ' | '等') || c.is_whitespace();
        let others = words.chars().filter(marks).map(char::len_utf8).sum::<usize>();
        let names: Vec<String> = list
            .names
            .iter()
            .map(|name| {
                let written = &words[name.range.clone()];
                name.resolved.full_name.clone().unwrap_or_else(|| written.to_string())
            })
            .collect();
        let whole = length + others >= words.len();
        let all = list.names.iter().all(|name| self.is_name(&words[name.range.clone()]));
        (whole && all && !names.is_empty()).then_some(names)
    }

    fn is_name(&self, words: &str) -> bool {
        let words = words.trim();
        // 请书记牵头: a verb before it is none of a name, whatever it ends with.
        (self.known)(words)
            || self.directory.likeness(words) == Likeness::Known
            || self.directory.likeness(words) == Likeness::Suffix
                && self.roles.verb_at_end(words).is_none()
                && words.chars().count() >= 3
    }
}
