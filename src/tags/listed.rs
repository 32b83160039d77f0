//! A list of names as tags and cells write it: what stands behind a unit (a person, a figure, what it does) is no part
//! of its name.

use std::ops::Range;

use super::contact;
use super::roles::{BaseRole, Roles};
use crate::directory::{Behind, Directory, Likeness, ListedName, NameList};
use crate::plan::Resolution;

/// Names with what stands behind them.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// The names.
    pub names: NameList,
    /// What was cut from them, by its place in the list.
    pub behind: Vec<(Range<usize>, Behind)>,
}

impl Listed {
    /// The persons that stand behind units.
    pub fn persons(&self) -> impl Iterator<Item = Range<usize>> {
        let persons = self.behind.iter().filter(|(_, behind)| *behind == Behind::Person);
        persons.map(|(range, _)| range.clone())
    }
}

/// Reads a list. What is cut from it counts as blanks, so that a chain (市教育局局长张三、体育局局长李四) stays one.
pub(super) fn read_list(list: &str, directory: &Directory) -> Listed {
    let called = contact::without(list);
    let list = called.as_deref().unwrap_or(list);
    let names = directory.read_list(list);
    let behind = cuts(list, &names.names, directory);
    if behind.is_empty() {
        return Listed { names, behind };
    }
    let mut bare = String::with_capacity(list.len());
    for (range, _) in &behind {
        bare.push_str(&list[bare.len()..range.start]);
        bare.extend(std::iter::repeat_n(' ', range.len()));
    }
    bare.push_str(&list[bare.len()..]);
    Listed {
        names: directory.read_list(&bare),
        behind,
    }
}

fn cuts(list: &str, names: &[ListedName], directory: &Directory) -> Vec<(Range<usize>, Behind)> {
    let mut cuts = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if !is_unknown(name) {
            continue;
        }
        let written = &list[name.range.clone()];
        if let Some((end, behind)) = directory.behind_unit(written) {
            cuts.push((name.range.start + end..name.range.end, behind));
        } else if let Some(before) = at.checked_sub(1).map(|before| &names[before])
            && list[before.range.end..name.range.start].trim().is_empty()
            && before.range.end < name.range.start
            && !is_unknown(before)
            && directory.is_somebody(written)
        {
            // 市教育局 张三
            cuts.push((name.range.clone(), Behind::Person));
        }
    }
    cuts
}

/// Whether a name is neither a unit's that is known nor a group's.
pub(super) fn is_unknown(name: &ListedName) -> bool {
    name.resolved.resolution == Resolution::Unknown && !name.resolved.collective
}

/// What a clause says its units do without a role word at its end: 市水利局负责工程建设, 市财政局保障经费.
#[derive(Debug, Clone)]
pub(super) struct Duty {
    /// Where the names end.
    pub names_end: usize,
    /// The words for what they do.
    pub word: Range<usize>,
    /// Their role.
    pub base: BaseRole,
    /// Whether a role word says so: such a clause is a tag by itself.
    pub worded: bool,
}

/// The duty a clause ends with; ranges count from the clause.
pub(super) fn duty(clause: &str, roles: &Roles, directory: &Directory) -> Option<Duty> {
    let names = directory.read_list(clause).names;
    let (at, end) = names.iter().enumerate().find_map(|(at, name)| {
        let (end, behind) = is_unknown(name).then(|| directory.behind_unit(&clause[name.range.clone()]))??;
        (behind == Behind::Duty).then_some((at, name.range.start + end))
    })?;
    // 市财政局保障人员、经费: what follows is no other unit.
    let others = names[at + 1..].iter();
    let all_said = others
        .into_iter()
        .all(|name| directory.likeness(&clause[name.range.clone()]) == Likeness::None);
    let last = names.last()?.range.end;
    let rest = &clause[end..];
    all_said.then(|| match roles.verb_at_start(rest) {
        Some((len, base)) => Duty {
            names_end: end,
            word: end..end + len,
            base,
            worded: true,
        },
        None => Duty {
            names_end: end,
            word: end..last,
            base: BaseRole::Owner,
            worded: false,
        },
    })
}

/// Words of which remarks on money and ways of working are made; no name that nobody knows holds one.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "资金", "经费", "费用", "自理", "自筹", "自负", "预算", "实际", "规定", "要求", "通知", "另行", "视情", "情况",
    "程序", "原则", "方案", "标准", "办法", "附件", "同上", "一致", "为准", "优先", "先行", "执行", "办理", "安排",
    "解决", "列支", "补助", "奖补", "自行", "适时", "逐步", "分步", "分批", "同步", "长期", "持续", "动态", "定期",
    "详见", "参照", "对照", "按照", "根据", "依据", "依法", "依规", "结合", "纳入", "使用", "利用", "通过", "到位",
    "列入", "计入", "年度", "计划", "报批", "备案", "验收", "考核", "通报", "到人", "合力", "联动", "共享", "覆盖", "推进", "保障", "建设", "管理", "职责", "分工", "统一",
];

/// Whether a clause that stands by itself names nobody: 使用自有资金, 费用自理, 结合实际. It is one stretch that is no
/// unit and neither begins nor ends with one.
pub(super) fn is_remark(clause: &str, directory: &Directory) -> bool {
    let length = clause.chars().count();
    (4..=30).contains(&length) && REMARKS.iter().any(|word| clause.contains(word)) && is_no_name(clause, directory)
}

/// Whether a list is one stretch of words that is no unit and neither begins nor ends with one.
pub(super) fn is_no_name(list: &str, directory: &Directory) -> bool {
    let names = directory.read_list(list).names;
    let [name] = &names[..] else { return false };
    let written = &list[name.range.clone()];
    is_unknown(name)
        && directory.likeness(written) == Likeness::None
        && directory.behind_unit(written).is_none()
        && !written.contains(['“', '"', '×', '*'])
}
