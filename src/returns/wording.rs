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

use crate::directory::{Directory, Likeness};
use crate::plan::Role;
use crate::tags::{BaseRole, Roles, TagReader, settle_roles};

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

const AGREED: &[&str] = &[
    "同意",
    "无意见",
    "没有意见",
    "无修改意见",
    "无",
    "不变",
    "维持不变",
    "保持不变",
    "无变化",
    "不作调整",
    "不调整",
    "维持原分工",
    "按原分工",
    "同意原分工",
    "照原分工",
    "无异议",
    "没有异议",
    "已阅",
    "√",
    "✓",
    "可",
    "可以",
    "是",
    "照此办理",
    "按此办理",
    "一致",
    "确认",
    "认可",
    "无建议",
    "暂无",
    "暂无意见",
    "无调整",
    "OK",
    "ok",
    "-",
    "—",
    "/",
];
const OPPOSED: &[&str] = &["不同意", "有异议", "不认可", "有意见", "需修改", "需要修改", "需调整"];
const OPEN: &[&str] = &[
    "或者",
    "还是",
    "待定",
    "再议",
    "再研究",
    "待研究",
    "另议",
    "再商",
    "另行",
    "？",
    "?",
    "其中一家",
    "之一",
];
const POLITE: &[&str] = &[
    "建议",
    "会议决定",
    "会议确定",
    "会议明确",
    "研究决定",
    "经研究",
    "经会商",
    "经协商",
    "经商",
    "决定",
    "拟",
    "请",
    "应该",
    "应当",
    "应",
    "希望",
    "可",
    "同意",
];
const SETTING: &[&str] = &[
    "改由",
    "改为由",
    "调整为由",
    "明确由",
    "确定由",
    "改为",
    "调整为",
    "变更为",
    "明确为",
    "确定为",
    "定为",
    "指定",
    "明确",
    "确定",
    "由",
    "为",
];
const TAIL: &[&str] = &["为宜", "较妥", "更妥", "更合适", "更为合适", "比较合适", "即可", "为好"];
const REMOVING: &[&str] = &[
    "删去",
    "删除",
    "删掉",
    "去掉",
    "去除",
    "取消",
    "剔除",
    "移除",
    "划去",
    "减去",
    "免去",
    "不再由",
    "不由",
];
const REMOVED: &[&str] = &[
    "不作为责任单位",
    "不作为配合单位",
    "不作为牵头单位",
    "不作为",
    "不再作为责任单位",
    "不再承担",
    "不承担",
    "不再负责",
    "不负责",
    "不再参与",
    "不参与",
    "不列入",
    "不再列入",
    "退出",
    "删去",
    "删除",
    "去掉",
    "取消",
    "无此职责",
    "没有此项职责",
    "无相关职责",
];
const ADDING: &[&str] = &[
    "增加", "增列", "增补", "增设", "补充", "加上", "加入", "新增", "添加", "追加", "另加", "补列",
];
const CHANGING: &[&str] = &[
    "调整为",
    "变更为",
    "改为由",
    "改为",
    "改由",
    "改成",
    "换成",
    "更换为",
    "转为",
    "列为",
    "作为",
    "调整到",
    "由",
];
/// Roles that no verb says.
const LABELS: &[&str] = &[
    "责任",
    "主责",
    "主体责任",
    "主要责任",
    "其他责任",
    "牵头责任",
    "配合责任",
];
/// How the unit that fills in a form calls itself.
const SELF_FIRST: [char; 2] = ['我', '本'];
const SELF_LAST: &[&str] = &[
    "单位", "局", "委", "办", "部", "厅", "院", "会", "中心", "街道", "镇", "乡", "处", "队", "社", "公司", "行", "方",
];

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

    /// A clause that says what to do; `None` for one that is (a part of) a tag.
    fn order(&mut self, clause: &str, own: Option<&str>) -> Option<Vec<Order>> {
        if let Some(rest) = REMOVING.iter().find_map(|word| clause.strip_prefix(word)) {
            let rest = REMOVED.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
            return Some(self.names(rest)?.into_iter().map(Order::Removed).collect());
        }
        if let Some(rest) = REMOVED.iter().find_map(|word| clause.strip_suffix(word)) {
            let rest = ["将", "把"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest);
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
        let before = ["将", "把"]
            .iter()
            .find_map(|word| before.strip_prefix(word))
            .unwrap_or(before);
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
            let before = ["将", "把"]
                .iter()
                .find_map(|word| before.strip_prefix(word))
                .unwrap_or(before);
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

    /// The role that a bare word or label gives: 配合, 配合单位, 责任单位.
    fn role(&self, words: &str) -> Option<Role> {
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
    fn tag(&mut self, words: &str) -> Option<Vec<Order>> {
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
    fn names(&self, words: &str) -> Option<Vec<String>> {
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
