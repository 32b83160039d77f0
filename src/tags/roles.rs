//! `templates/roles.tsv`: which words give which role.

use std::collections::BTreeMap;

use super::fold::{fold, folded_end, simple};
use crate::Error;
use crate::plan::Role;

/// What a role word says before its neighbours are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseRole {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 负责, 责任单位, or no word at all: settled by what stands beside it.
    Owner,
    /// 指导: support beside another role, owner alone.
    Guide,
}

/// Where a role word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Behind the names: 甲局牵头.
    Verb,
    /// Before the names, in a label: 牵头单位：.
    Label,
    /// Around a verb: 共同（负责）, （配合）做好.
    Modifier,
}

#[derive(Debug, Clone)]
struct RoleWord {
    word: String,
    role: BaseRole,
    use_: Use,
}

/// The role words, longest first.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    words: Vec<RoleWord>,
    /// Those that may end a clause, by their last character; most clauses end with none of them.
    by_end: BTreeMap<char, Vec<usize>>,
    /// Those of labels, by their first character.
    by_start: BTreeMap<char, Vec<usize>>,
}

impl Roles {
    /// Parses the text of `roles.tsv`: a heading line, then `word⇥role⇥use⇥note`.
    ///
    /// # Errors
    /// [`Error::Template`] naming the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut words = Vec::new();
        for (index, line) in text.lines().enumerate().skip(1) {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |message: String| Error::Template {
                file: "roles.tsv".into(),
                line: index + 1,
                message,
            };
            let mut fields = line.split('\t');
            let word = fields.next().unwrap_or_default().trim();
            if word.is_empty() {
                return Err(wrong("第一列（word）为空".into()));
            }
            let role = match fields.next().unwrap_or_default().trim() {
                "lead" => BaseRole::Lead,
                "support" => BaseRole::Support,
                "owner" => BaseRole::Owner,
                "guide" => BaseRole::Guide,
                other => {
                    return Err(wrong(format!(
                        "role 列的“{other}”不认识，可用 lead、support、owner、guide"
                    )));
                }
            };
            let use_ = match fields.next().unwrap_or_default().trim() {
                "verb" => Use::Verb,
                "label" => Use::Label,
                "modifier" => Use::Modifier,
                other => return Err(wrong(format!("use 列的“{other}”不认识，可用 verb、label、modifier"))),
            };
            words.push(RoleWord {
                word: word.to_string(),
                role,
                use_,
            });
        }
        words.sort_by_key(|word| std::cmp::Reverse(word.word.len()));
        let mut by_end: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (index, word) in words.iter().enumerate().filter(|(_, word)| word.use_ != Use::Label) {
            let last = word.word.chars().next_back().map(simple);
            by_end.entry(last.unwrap_or_default()).or_default().push(index);
        }
        let mut by_start: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (index, word) in words.iter().enumerate().filter(|(_, word)| word.use_ == Use::Label) {
            let first = word.word.chars().next();
            by_start.entry(first.unwrap_or_default()).or_default().push(index);
        }
        Ok(Roles {
            words,
            by_end,
            by_start,
        })
    }

    /// The role words at the end of `clause`: where they begin, and their role. `甲局按职责分工负责` gives the place
    /// of 按. The strongest word decides: 牵头督导 leads, 配合做好 supports.
    pub fn verb_at_end(&self, clause: &str) -> Option<(usize, BaseRole)> {
        let (mut end, mut role) = (clause.len(), None);
        loop {
            let rest = clause[..end].trim_end();
            let last = rest.chars().next_back().map(simple);
            let words = last
                .and_then(|last| self.by_end.get(&last))
                .map_or(&[][..], Vec::as_slice);
            let mut found = words.iter().map(|index| &self.words[*index]);
            let Some((found, start)) = found.find_map(|word| Some((word, folded_end(rest, &word.word)?))) else {
                break;
            };
            end = start;
            if found.use_ == Use::Verb {
                role = Some(role.map_or(found.role, |role| stronger(role, found.role)));
            }
        }
        role.map(|role| (end, role))
    }

    /// The role words that `words` begin with, by their length: 负责工程建设. Only words that nobody uses of other
    /// things than tasks count (not 指导, 落实).
    pub fn verb_at_start(&self, words: &str) -> Option<(usize, BaseRole)> {
        const SURE: &[&str] = &["负责", "牵头", "配合", "主办", "承办", "协办", "协助"];
        let folded = fold(words);
        let (mut end, mut role) = (0, None);
        loop {
            let rest = &folded[end..];
            let found = self.words.iter().find(|word| {
                let counts = word.use_ == Use::Modifier || word.use_ == Use::Verb && SURE.contains(&&*word.word);
                counts && rest.starts_with(&word.word)
            });
            let Some(found) = found else { break };
            end += found.word.len();
            if found.use_ == Use::Verb {
                role = Some(role.map_or(found.role, |role| stronger(role, found.role)));
            }
        }
        role.map(|role| (end, role))
    }

    /// The role a label's words give (牵头责任 → lead); `None` when no role word is in them.
    pub fn of_label(&self, label: &str) -> Option<BaseRole> {
        let label = fold(label);
        let found = label.char_indices().flat_map(|(at, first)| {
            let words = self.by_start.get(&first).map_or(&[][..], Vec::as_slice);
            let words = words.iter().map(|index| &self.words[*index]);
            let rest = &label[at..];
            words.filter(move |word| rest.starts_with(&word.word))
        });
        found.map(|word| word.role).reduce(stronger)
    }

    /// The first verb inside `clause` that gives a lead, and where it ends: 甲局牵头乙局配合.
    pub fn lead_inside(&self, clause: &str) -> Option<(usize, usize)> {
        let leads = self
            .words
            .iter()
            .filter(|word| word.use_ == Use::Verb && word.role == BaseRole::Lead);
        leads
            .filter_map(|word| clause.find(&word.word).map(|at| (at, at + word.word.len())))
            .min()
    }
}

fn stronger(a: BaseRole, b: BaseRole) -> BaseRole {
    let rank = |role| match role {
        BaseRole::Lead => 0,
        BaseRole::Support => 1,
        BaseRole::Guide => 2,
        BaseRole::Owner => 3,
    };
    if rank(a) <= rank(b) { a } else { b }
}

/// Roles from base roles, read together (责任单位 cannot be read by itself): support beside a lead, lead beside a
/// support, owner alone; 指导 is support beside another role, owner alone.
pub fn settle_roles(bases: &[BaseRole]) -> Vec<Role> {
    let has = |base: BaseRole| bases.contains(&base);
    let (lead, support, owner) = (has(BaseRole::Lead), has(BaseRole::Support), has(BaseRole::Owner));
    bases
        .iter()
        .map(|base| match base {
            BaseRole::Lead => Role::Lead,
            BaseRole::Support => Role::Support,
            BaseRole::Guide if lead || owner => Role::Support,
            BaseRole::Guide => Role::Owner,
            BaseRole::Owner if lead => Role::Support,
            BaseRole::Owner if support => Role::Lead,
            BaseRole::Owner => Role::Owner,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_settled_by_its_neighbours() {
        use BaseRole::{Guide, Lead, Owner, Support};
        assert_eq!(settle_roles(&[Owner]), [Role::Owner]);
        assert_eq!(settle_roles(&[Lead, Owner]), [Role::Lead, Role::Support]);
        assert_eq!(settle_roles(&[Owner, Support]), [Role::Lead, Role::Support]);
        assert_eq!(settle_roles(&[Guide]), [Role::Owner]);
        assert_eq!(settle_roles(&[Guide, Support]), [Role::Owner, Role::Support]);
        assert_eq!(settle_roles(&[Guide, Owner]), [Role::Support, Role::Owner]);
    }
}
