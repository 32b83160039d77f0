//! Sentences that change how other tags are read: 列第一位的为牵头单位，下同; 以下均需各区政府落实，不再列出;
//! 无牵头单位的，责任单位即为牵头单位.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::fold;

/// What a rule sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// The first-named unit leads.
    FirstIsLead,
    /// The units before the first comma lead (第一个逗号前为牵头单位).
    FirstGroupLeads,
    /// The units that a mark stands at lead (★为牵头单位).
    MarkedLead,
    /// From here on every task has further owners that its tag does not show.
    Carried,
    /// Where no lead is named, the owners lead.
    OwnersLead,
}

/// A rule sentence; ranges are relative to the text it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it says.
    pub kind: RuleKind,
    /// Its words.
    pub range: Range<usize>,
    /// The units it names (rule [`RuleKind::Carried`]).
    pub names: Range<usize>,
}

impl Rule {
    /// The rule with its ranges counted from byte `start`.
    pub(super) fn counted_from(self, start: usize) -> Self {
        let shift = |range: Range<usize>| range.start - start..range.end - start;
        Rule {
            kind: self.kind,
            range: shift(self.range),
            names: shift(self.names),
        }
    }
}

/// Reads one clause (up to ， or 。) as a rule.
pub(super) fn read(clause: &str, offset: usize) -> Option<Rule> {
    static FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:第一|首位|首个|排名?在前|列前|排首|最前).{0,10}(?:为|是|即)(?:总)?(?:牵头|主办|主责|主要责任)")
            .ok()
    });
    static OWNERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:无|没有|未明确|未列)牵头.{0,12}(?:责任|负责).{0,6}(?:为|是|即).{0,4}牵头|^责任(?:单位|部门)(?:即|就)?(?:为|是)牵头(?:单位|部门)?$").ok()
    });
    static CARRIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:以[下上].{0,12}?|^(?:具体|各项|上述|所有|全部|以上)?(?:工作)?(?:任务|工作|事项|措施|项目))(?:均需|均由|均包括|都需|均须|均涉及|都包括|需由|都由)(.+?)(?:贯彻落实|配合落实|负责落实|落实|负责|参与|配合|$)").ok()
    });
    static GROUP: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:逗号|分号)(?:之?前|以前).{0,10}(?:为|是|即)(?:总)?(?:牵头|主办|主责)").ok());
    static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:[*＊▲△★☆●※][”’」』]?号?(?:标[注记识]|者)?.{0,8}|(?:星号|三角|加粗|粗体|黑体|下划线).{0,8})(?:为|是|即|表示|代表)(?:总)?(?:牵头|主办|主责)")
            .ok()
    });
    let folded = fold(clause);
    let range = offset..offset + clause.len();
    let none = offset..offset;
    let plain = |kind| Rule {
        kind,
        range: range.clone(),
        names: none.clone(),
    };
    if GROUP.as_ref()?.is_match(&folded) {
        return Some(plain(RuleKind::FirstGroupLeads));
    }
    if MARKED.as_ref()?.is_match(&folded) {
        return Some(plain(RuleKind::MarkedLead));
    }
    if FIRST.as_ref()?.is_match(&folded) {
        return Some(plain(RuleKind::FirstIsLead));
    }
    if OWNERS.as_ref()?.is_match(&folded) {
        return Some(plain(RuleKind::OwnersLead));
    }
    let names = CARRIED.as_ref()?.captures(&folded)?.get(1)?.range();
    // Folding keeps the byte length of every character, so the range holds in the text as written.
    (folded.len() == clause.len()).then(|| Rule {
        kind: RuleKind::Carried,
        range,
        names: offset + names.start..offset + names.end,
    })
}

/// Whether a clause only says that a rule holds from here on.
pub(super) fn is_trailer(clause: &str) -> bool {
    let clause = fold(clause);
    let clause = clause.trim();
    ["下同", "以下同", "以下简称"]
        .iter()
        .any(|words| clause.starts_with(words))
        // 无牵头单位的，责任单位即为牵头单位: the first half.
        || clause.len() <= 30 && ["无牵头", "没有牵头", "未明确牵头"].iter().any(|words| clause.starts_with(words))
        || clause.starts_with("不再") && clause.contains(['列', '分', '注'])
}
