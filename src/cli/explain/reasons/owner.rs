//! Why a unit is an owner, in that role, under that name.

use super::{Reader, Reason, doubt};
use crate::plan::{
    Basis, CharSpan, LedgerKind, Owner, OwnerRule, Resolution, Role, RoleBasis, RosterSource, Tag, Task, TaskKind,
};

const BRACKETS: [char; 8] = ['（', '(', '【', '〔', '[', '［', '〖', '{'];

/// The form of words in which an owner was found, where neither the tag nor the basis shows it.
fn rule(rule: OwnerRule) -> Option<&'static str> {
    match rule {
        OwnerRule::LabelWord => Some("识别：标签单独一行，名单在下一行"),
        OwnerRule::OwnerLine => Some("识别：没有括号和标签，整行写由谁负责"),
        OwnerRule::LastSentence => Some("识别：段末一句写由谁负责"),
        OwnerRule::OwnerFirst => Some("识别：句首写由谁负责"),
        OwnerRule::NamesLine => Some("识别：整行只有单位名称"),
        OwnerRule::UnitFirst => Some("识别：按单位逐家写任务，段首是单位"),
        OwnerRule::Heading => Some("识别：标题就是单位名称，或写明由谁牵头"),
        OwnerRule::Bracket
        | OwnerRule::Label
        | OwnerRule::Column
        | OwnerRule::RuleSentence
        | OwnerRule::Roster
        | OwnerRule::Decision => None,
    }
}

/// What form a tag has.
pub(super) fn form(task: &Task, tag: &Tag) -> String {
    let text = tag.text.trim_start();
    let labelled = text.contains(['：', ':']);
    let form = match (text.chars().next(), task.kind) {
        (Some(first), _) if BRACKETS.contains(&first) && labelled => "括号里的标签式标注（“牵头单位：”一类）",
        (Some(first), _) if BRACKETS.contains(&first) => "括号里的责任标注",
        (_, TaskKind::Row) => return "形式：本行里责任单位、时限一类的栏".to_string(),
        _ if labelled => "标签（“责任单位：”一类）之后的名单",
        _ => "写明由谁负责的语句",
    };
    format!("形式：{form}；它管前面的这一条")
}

impl Reader<'_> {
    /// Why `owner` has `task`.
    pub(super) fn of_owner(&self, task: &Task, owner: &Owner) -> Reason {
        let mut rules = vec![self.basis(task, owner)];
        rules.extend(rule(owner.rule).map(str::to_string));
        rules.extend(doubt(owner.certainty));
        rules.push(role(task, owner));
        rules.extend(presumed(owner));
        rules.extend(self.name(owner));
        Reason {
            of: "责任单位",
            value: format!("{}　{}", owner.name, owner.effective_role.label()),
            places: self.places(owner.span, &owner.pieces),
            rules,
        }
    }

    fn basis(&self, task: &Task, owner: &Owner) -> String {
        let line = self.line_in_words(self.line(owner.span.start));
        match owner.basis {
            Basis::Stated => match &task.tag {
                Some(tag) if tag.text.trim_start().starts_with(BRACKETS) => "写在本条括号里的责任标注".to_string(),
                Some(_) if task.kind == TaskKind::Row => "写在本行责任单位一类的栏里".to_string(),
                _ => "写在本条的责任标注里".to_string(),
            },
            Basis::Inherited => self.inherited(task, owner, &line),
            Basis::Carried => format!(
                "沿用：{line}的一句话给这里的各项都加了责任单位——“{}”",
                self.sentence(owner.span)
            ),
            Basis::Roster => self.roster(owner, &line),
            Basis::Decided => format!("调整：原文没有，据回收的{}", decided(owner)),
        }
    }

    fn inherited(&self, task: &Task, owner: &Owner, line: &str) -> String {
        let entry = self.entry(owner.span.start);
        let of = entry
            .and_then(|entry| entry.task.as_deref())
            .filter(|id| *id != &*task.id);
        let at = self.line(owner.span.start);
        let heading = self.plan().actions.iter().find(|action| {
            let spans = action.span.into_iter();
            spans.map(|span| self.line(span.start)).any(|begins| begins == at)
        });
        if let Some(heading) = heading {
            return format!(
                "承上：写在标题“{}”的标注里（{line}），管下面没有标注的各条",
                heading.heading()
            );
        }
        match (entry.map(|entry| entry.kind), of) {
            (Some(LedgerKind::Heading), _) => format!("承上：写在上级标题里（{line}），管下面没有标注的各条"),
            (_, Some(id)) => format!("承上：写在任务 {id} 的标注或合并格里（{line}），管到本条"),
            _ => format!("承上：写在上级标题或合并格里（{line}）"),
        }
    }

    /// The sentence around `span`, at most 40 characters.
    fn sentence(&self, span: CharSpan) -> String {
        const MOST: usize = 40;
        let (start, text) = self.text_of(self.line(span.start));
        let letters: Vec<char> = text.chars().collect();
        let at = (span.start - start).min(letters.len());
        let ends = |letter: &char| matches!(letter, '。' | '；' | '（' | '）' | '(' | ')');
        let from = letters[..at].iter().rposition(ends).map_or(0, |end| end + 1);
        let to = letters[at..]
            .iter()
            .position(ends)
            .map_or(letters.len(), |end| at + end);
        let sentence: String = letters[from..to].iter().take(MOST).collect();
        if to - from > MOST { sentence + "…" } else { sentence }
    }

    fn roster(&self, owner: &Owner, line: &str) -> String {
        let group = owner.member_of.as_deref().unwrap_or_default();
        let roster = self.plan().rosters.iter().find(|roster| {
            roster.collective == group || roster.members.iter().any(|member| member.unit == *owner.unit)
        });
        let source = match roster.map(|roster| (roster.source, roster.line)) {
            Some((RosterSource::Document, at)) => format!("原文{}的名单", self.line_in_words(at)),
            _ => match &self.plan().roster_file {
                Some(file) => format!("名册“{}”", file.name),
                None => "名册".to_string(),
            },
        };
        format!("按名册展开：原文写的是群体“{group}”（{line}），成员出自{source}")
    }

    fn name(&self, owner: &Owner) -> Vec<String> {
        let mut rules = Vec::new();
        if let Some(full) = &owner.full_name {
            rules.push(format!("同一串名称省略了前缀，补全为“{full}”；原文写法照留"));
        }
        let plan = self.plan();
        if let Some(defined) = plan.definitions.iter().find(|defined| *defined.name == *owner.name) {
            rules.push(format!(
                "{}定义：“{}”以下简称“{}”",
                self.line_in_words(defined.line),
                defined.full_name,
                defined.name
            ));
        }
        let unit = plan.units.iter().find(|unit| *unit.id == *owner.unit);
        let group = match (owner.generic, owner.collective) {
            (true, _) => Some("泛指（各有关部门一类），没有名册可言"),
            (_, true) => Some("群体，整体算一个责任主体"),
            _ => None,
        };
        rules.extend(group.map(String::from));
        rules.push(match (&owner.resolution, unit.and_then(|unit| unit.listed.as_ref())) {
            (Resolution::Ambiguous { candidates }, _) => {
                format!("名称有歧义，可能是：{}；不代为选定", candidates.join("、"))
            }
            (Resolution::Unknown, _) => "部门表里没有这个名称，照录原文".to_string(),
            (Resolution::Known, Some(listed)) => {
                format!("单位名册第 {} 行列有“{}”", listed.row, listed.name)
            }
            (Resolution::Known, None) if *owner.unit == *owner.name => "部门表里有这个名称".to_string(),
            // The plan's own name for the unit: the table's may stand nowhere in the plan.
            (Resolution::Known, None) => match unit.filter(|unit| *unit.name != *owner.name) {
                Some(unit) => format!("部门表认得这个名称，与“{}”是同一单位", unit.name),
                None => "部门表认得这个名称".to_string(),
            },
        });
        let other = |name: &str| name != &*owner.name && Some(name) != owner.full_name.as_deref();
        if let Some(unit) = unit.filter(|unit| other(&unit.name) && owner.basis != Basis::Roster) {
            rules.push(format!("工作簿里按文中最常见的写法称“{}”", unit.name));
        }
        rules
    }
}

fn role(task: &Task, owner: &Owner) -> String {
    let label = owner.role.label();
    if owner.word.is_empty() {
        return match owner.role {
            Role::Owner => "只列名称、没有角色词：责任（不分主次）".to_string(),
            _ => format!("没有角色词，与同条其他单位比较：{label}"),
        };
    }
    let beside = |role: Role| task.owners.iter().any(|other| other.role == role);
    let why = match owner.role {
        // 负责 and 责任单位 say nothing by themselves.
        Role::Support if is_open(&owner.word) && beside(Role::Lead) => "（同一标注另有牵头单位）",
        Role::Lead if is_open(&owner.word) && beside(Role::Support) => "（同一标注另有配合单位）",
        _ => "",
    };
    match owner.basis {
        // Its word is the whole sentence, which the first rule shows.
        Basis::Carried => format!("那句话里的角色：{label}{why}"),
        _ => format!("角色词“{}”：{label}{why}", owner.word),
    }
}

/// Whether a role word gets its meaning from what stands beside it.
fn is_open(word: &str) -> bool {
    ["负责", "责任", "落实", "承办", "指导"]
        .iter()
        .any(|open| word.contains(open))
        && !word.contains("牵头")
}

fn presumed(owner: &Owner) -> Option<String> {
    let effective = owner.effective_role.label();
    match owner.role_basis {
        RoleBasis::Stated => None,
        RoleBasis::Rule => Some(format!("文中另有规定（列首者牵头一类），据以推定为{effective}")),
        RoleBasis::Convention => Some(format!("推定为{effective}：按选项 --first-is-lead，标注里没有这个话")),
        RoleBasis::Decided => Some(format!("角色调整为{effective}：据回收的{}", decided(owner))),
    }
}

/// Where an owner was decided: 待明确（待明确.xlsx“待明确”H7）.
fn decided(owner: &Owner) -> String {
    owner.decision.as_ref().map_or_else(String::new, |origin| {
        format!("{}（{}）", origin.form.label(), origin.place())
    })
}
