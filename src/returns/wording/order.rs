//! Clauses that say what to do: 增加区财政局配合, 删去我局, 区教育局改为配合单位, 将甲局改为乙局.

use super::words::{ADDING, CHANGING, REMOVED, REMOVING};
use super::{Order, Wording};
use crate::plan::Role;

impl Wording<'_> {
    /// A clause that says what to do; `None` for one that is (a part of) a tag.
    pub(super) fn order(&mut self, clause: &str, own: Option<&str>) -> Option<Vec<Order>> {
        if let Some(rest) = REMOVING.iter().find_map(|word| clause.strip_prefix(word)) {
            let rest = REMOVED.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
            return Some(self.names(rest)?.into_iter().map(Order::Removed).collect());
        }
        if let Some(rest) = REMOVED.iter().find_map(|word| clause.strip_suffix(word)) {
            let rest = without_preposition(rest);
            let names = match (rest.is_empty(), own) {
                (true, Some(own)) => vec![own.to_string()],
                _ => self.names(rest)?,
            };
            return Some(names.into_iter().map(Order::Removed).collect());
        }
        if let Some(rest) = ADDING.iter().find_map(|word| clause.strip_prefix(word)) {
            return self.addition(rest);
        }
        self.change(clause, own)
    }

    /// 增加区财政局为配合单位, 增加配合单位区财政局, 增加区财政局.
    fn addition(&mut self, rest: &str) -> Option<Vec<Order>> {
        if let Some((names, role)) = self.names_with_role(rest) {
            return Some(names.into_iter().map(|name| Order::Added(name, Some(role))).collect());
        }
        if let Some((role, names)) = self.label_before(rest) {
            return Some(names.into_iter().map(|name| Order::Added(name, Some(role))).collect());
        }
        let orders = self.tag(rest)?;
        let added = |order| match order {
            Order::Named(name, role) => Order::Added(name, role),
            other => other,
        };
        Some(orders.into_iter().map(added).collect())
    }

    /// 配合单位区财政局: a label glued to the names behind it.
    fn label_before(&self, words: &str) -> Option<(Role, Vec<String>)> {
        let end = ["单位", "部门"]
            .iter()
            .find_map(|noun| Some(words.find(noun)? + noun.len()))?;
        let role = self.role(&words[..end])?;
        Some((role, self.names(words[end..].trim_start_matches(['：', ':', '为']))?))
    }

    /// 区教育局改为配合单位, 改为牵头, 将甲局改为乙局, 牵头单位由甲局改为乙局.
    fn change(&mut self, clause: &str, own: Option<&str>) -> Option<Vec<Order>> {
        if let (Some(own_role), Some(_)) = (self.own_role(clause), own) {
            return Some(vec![Order::Own(own_role)]);
        }
        if let Some((names, role)) = self.names_with_role(clause) {
            return Some(names.into_iter().map(|name| Order::Named(name, Some(role))).collect());
        }
        let at = CHANGING[..8]
            .iter()
            .filter_map(|word| Some((clause.find(word)?, *word)));
        let (at, word) = at.min_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())))?;
        let (before, behind) = (&clause[..at], &clause[at + word.len()..]);
        let before = without_preposition(before);
        let (new, said) = self.names_and_role(behind)?;
        if let Some(role) = self.role(before) {
            return Some(vec![Order::RoleIs(role, new)]);
        }
        let (label, before) = match before.split_once('由') {
            Some((label, names)) => (self.role(label), names),
            None => (None, before),
        };
        let old = self.names(before)?;
        match (&old[..], &new[..]) {
            ([old], [new]) => Some(vec![Order::Replaced(old.clone(), new.clone(), label.or(said))]),
            _ => {
                let named = new.into_iter().map(|name| Order::Named(name, label.or(said)));
                Some(old.into_iter().map(Order::Removed).chain(named).collect())
            }
        }
    }

    /// 改为配合, 列为配合单位: without a name.
    fn own_role(&self, clause: &str) -> Option<Role> {
        let word = CHANGING.iter().find_map(|word| clause.strip_prefix(word));
        self.role(word?)
    }

    /// Names with a role behind them that no plan writes so: 区教育局由配合改为牵头, 区教育局作为配合单位.
    fn names_with_role(&self, clause: &str) -> Option<(Vec<String>, Role)> {
        let link = CHANGING.iter().chain(&["为", "任", "作"]);
        let places = link.filter_map(|word| Some((clause.rfind(word)?, word.len())));
        let mut places: Vec<(usize, usize)> = places.filter(|(at, _)| *at > 0).collect();
        places.sort_unstable();
        places.into_iter().find_map(|(at, length)| {
            let role = self.role(&clause[at + length..])?;
            let before = &clause[..at];
            let before = match before.split_once('由') {
                Some((names, was)) if self.role(was).is_some() => names,
                _ => before,
            };
            let before = without_preposition(before);
            Some((self.names(before)?, role))
        })
    }

    fn names_and_role(&mut self, words: &str) -> Option<(Vec<String>, Option<Role>)> {
        if let Some(names) = self.names(words) {
            return Some((names, None));
        }
        let mut orders = self.tag(words)?.into_iter();
        match (orders.next(), orders.next()) {
            (Some(Order::Named(name, role)), None) => Some((vec![name], role)),
            _ => None,
        }
    }
}

/// 将区教育局, 把区教育局: the names alone.
fn without_preposition(words: &str) -> &str {
    ["将", "把"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words)
}
