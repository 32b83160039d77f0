//! The words of a decision: 区教育局牵头，区体育局配合; 增加区财政局; 删去我局; 改为配合; 同意.
//!
//! ```text
//! decision = agreed | clause { ("，" | "；" | "。" | line end) clause }
//! clause   = [ polite ] ( names removal | removal names          删去区财政局, 区财政局不作为责任单位
//!                       | addition tag                           增加区财政局配合
//!                       | names change role                      区教育局改为配合单位, 改为牵头
//!                       | names change names                     将区卫健委改为区教育局
//!                       | role change names                      牵头单位改为区教育局
//!                       | tag )                                  as in a plan, see `tags`
//! ```
//!
//! What is not understood is not guessed at: the clause and with it the whole decision is [`Verdict::Unclear`].

mod names;
mod order;
mod words;

use crate::directory::Directory;
use crate::plan::Role;
use crate::tags::{Roles, TagReader};
use words::{AGREED, OPEN, OPPOSED, POLITE, SELF_FIRST, SELF_LAST, TAIL};

/// What a cell for decisions says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing was written.
    Nothing,
    /// 同意, 无意见, 不变.
    Agreed,
    /// What is to be done.
    Orders(Vec<Order>),
    /// It cannot be followed, for this reason.
    Unclear(&'static str),
}

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// The unit is an owner, in this role where one is said.
    Named(String, Option<Role>),
    /// The same, said as an addition.
    Added(String, Option<Role>),
    /// The unit is no owner any more.
    Removed(String),
    /// The first unit is replaced by the second.
    Replaced(String, String, Option<Role>),
    /// The unit whose form it is has this role.
    Own(Role),
    /// These units and no others have this role.
    RoleIs(Role, Vec<String>),
}

/// Reads decisions.
pub(super) struct Wording<'a> {
    reader: TagReader<'a>,
    roles: &'a Roles,
    directory: &'a Directory,
    /// Units known from elsewhere: those of the plan.
    known: &'a dyn Fn(&str) -> bool,
}

impl<'a> Wording<'a> {
    pub fn new(roles: &'a Roles, directory: &'a Directory, known: &'a dyn Fn(&str) -> bool) -> Self {
        Wording {
            reader: TagReader::new(roles, directory),
            roles,
            directory,
            known,
        }
    }

    /// What `text` says; `own` is the unit whose form it stands on.
    pub fn read(&mut self, text: &str, own: Option<&str>) -> Verdict {
        let text = bare(text);
        if text.is_empty() {
            return Verdict::Nothing;
        }
        if is_one_of(&text, AGREED) {
            return Verdict::Agreed;
        }
        if is_one_of(&text, OPPOSED) {
            return Verdict::Unclear("没有写怎样改");
        }
        if OPEN.iter().any(|word| text.contains(word)) || self.offers_a_choice(&text) {
            return Verdict::Unclear("还没有定下来");
        }
        let text = match own {
            Some(own) => with_own_name(&text, own),
            None => text,
        };
        self.clauses(&text, own)
    }

    /// 区教育局或区体育局.
    fn offers_a_choice(&self, text: &str) -> bool {
        text.split_once('或')
            .is_some_and(|(before, behind)| self.names(before).is_some() && !behind.is_empty())
    }

    fn clauses(&mut self, text: &str, own: Option<&str>) -> Verdict {
        let mut orders = Vec::new();
        // Clauses that are a tag together: 区教育局牵头，区体育局配合.
        let mut tag: Vec<&str> = Vec::new();
        for clause in text.split(['，', ',', '；', ';', '。', '\n']) {
            let clause = clause.trim();
            if clause.is_empty() || is_one_of(clause, AGREED) {
                continue;
            }
            let clause = polite(clause);
            match self.order(clause, own) {
                Some(mut found) => orders.append(&mut found),
                None => tag.push(clause),
            }
        }
        if !tag.is_empty() {
            match self.tag(&tag.join("，")) {
                Some(mut found) => orders.append(&mut found),
                None => return Verdict::Unclear("没有读懂；请写成“甲局牵头，乙局配合”的样子"),
            }
        }
        if orders.is_empty() {
            return Verdict::Agreed;
        }
        Verdict::Orders(orders)
    }
}

/// `text` without white space at its ends and the stop behind it.
fn bare(text: &str) -> String {
    text.trim()
        .trim_end_matches(['。', '.', '；', ';', '！', '，', ','])
        .trim()
        .to_string()
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    let text = text.trim_matches(['“', '”', '"', '‘', '’', '（', '）', '。', ' ']);
    words.contains(&text)
}

/// A clause without polite words before and behind it.
fn polite(mut clause: &str) -> &str {
    while let Some(rest) = POLITE.iter().find_map(|word| clause.strip_prefix(word)) {
        clause = rest.trim_start_matches(['：', ':', ' ']);
    }
    TAIL.iter().find_map(|word| clause.strip_suffix(word)).unwrap_or(clause)
}

/// `text` with the unit's name where it says 我局.
fn with_own_name(text: &str, own: &str) -> String {
    let mut named = String::with_capacity(text.len() + own.len());
    let mut rest = text;
    while let Some(at) = rest.find(SELF_FIRST) {
        let behind = &rest[at + SELF_FIRST[0].len_utf8()..];
        named.push_str(&rest[..at]);
        match SELF_LAST.iter().find(|word| behind.starts_with(**word)) {
            Some(word) => {
                named.push_str(own);
                rest = &behind[word.len()..];
            }
            None => {
                named.push_str(&rest[at..rest.len() - behind.len()]);
                rest = behind;
            }
        }
    }
    named.push_str(rest);
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Templates;

    fn read(text: &str) -> Verdict {
        let templates = Templates::built_in().unwrap();
        let known = |name: &str| name == "区数智中心";
        Wording::new(&templates.roles, &templates.directory, &known).read(text, Some("区卫健委"))
    }

    fn orders(text: &str) -> Vec<Order> {
        match read(text) {
            Verdict::Orders(orders) => orders,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn named(name: &str, role: Option<Role>) -> Order {
        Order::Named(name.to_string(), role)
    }

    #[test]
    fn a_decision_is_read_like_a_tag() {
        let both = [
            named("区教育局", Some(Role::Lead)),
            named("区体育局", Some(Role::Support)),
        ];
        assert_eq!(orders("由区教育局牵头，区体育局配合。"), both);
        assert_eq!(orders("建议由区教育局牵头，区体育局配合为宜"), both);
        assert_eq!(
            orders("区教育局、区数智中心"),
            [named("区教育局", None), named("区数智中心", None)]
        );
        assert_eq!(orders("明确区教育局牵头"), [named("区教育局", Some(Role::Lead))]);
        let is = |role, name: &str| Order::RoleIs(role, vec![name.to_string()]);
        assert_eq!(
            orders("牵头单位：区教育局；配合单位：区体育局"),
            [is(Role::Lead, "区教育局"), is(Role::Support, "区体育局")]
        );
    }

    #[test]
    fn additions_removals_and_changes() {
        let name = |name: &str| name.to_string();
        assert_eq!(orders("增加区财政局"), [Order::Added(name("区财政局"), None)]);
        assert_eq!(
            orders("建议增加区财政局配合"),
            [Order::Added(name("区财政局"), Some(Role::Support))]
        );
        assert_eq!(
            orders("增加区财政局为配合单位"),
            [Order::Added(name("区财政局"), Some(Role::Support))]
        );
        assert_eq!(
            orders("增列配合单位区财政局"),
            [Order::Added(name("区财政局"), Some(Role::Support))]
        );
        assert_eq!(orders("删去我委"), [Order::Removed(name("区卫健委"))]);
        assert_eq!(orders("我单位不作为责任单位"), [Order::Removed(name("区卫健委"))]);
        assert_eq!(orders("改为配合"), [Order::Own(Role::Support)]);
        assert_eq!(
            orders("建议我委由配合改为牵头单位"),
            [named("区卫健委", Some(Role::Lead))]
        );
        assert_eq!(
            orders("将区卫健委改为区教育局"),
            [Order::Replaced(name("区卫健委"), name("区教育局"), None)]
        );
        assert_eq!(
            orders("牵头单位由我委改为区教育局"),
            [Order::Replaced(name("区卫健委"), name("区教育局"), Some(Role::Lead))]
        );
        assert_eq!(
            orders("牵头单位调整为区教育局"),
            [Order::RoleIs(Role::Lead, vec![name("区教育局")])]
        );
        assert_eq!(
            orders("删去区体育局，增加区财政局"),
            [Order::Removed(name("区体育局")), Order::Added(name("区财政局"), None)]
        );
    }

    #[test]
    fn what_decides_nothing_is_told_apart_from_what_nobody_understands() {
        for text in ["同意", "无意见。", " 不变 ", "同意。"] {
            assert_eq!(read(text), Verdict::Agreed, "{text}");
        }
        assert_eq!(read("　"), Verdict::Nothing);
        for text in [
            "不同意",
            "区教育局或区体育局",
            "再议",
            "由主任牵头",
            "这项工作很重要",
            "请尽快研究解决资金问题",
        ] {
            assert!(matches!(read(text), Verdict::Unclear(_)), "{text}: {:?}", read(text));
        }
    }
}
