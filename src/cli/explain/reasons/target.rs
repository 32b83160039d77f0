//! Why words of a task are a target.

use super::{Reader, Reason, doubt};
use crate::plan::{Target, TargetKind, TargetOp, TargetRule};

impl Reader<'_> {
    /// Why the task has `target`.
    pub(super) fn of_target(&self, target: &Target) -> Reason {
        let mut rules = vec![format!("识别：{}", rule(target.rule))];
        rules.extend(doubt(target.certainty));
        rules.push(match target.kind {
            TargetKind::Qualitative if !target.value.is_empty() => {
                format!("数字 {}{} 是与别的数之差：定性目标", target.value, target.unit)
            }
            TargetKind::Qualitative => "没有数字：定性目标".to_string(),
            TargetKind::Quantified => format!("读作：{}", reading(target)),
        });
        if !target.hedge.is_empty() {
            rules.push(format!("语气“{}”照留", target.hedge));
        }
        if let Some(deadline) = &target.deadline {
            rules.push(format!("期限“{}”管这项目标", deadline.text));
        }
        if let Some(same) = target.same_as {
            rules.push(format!(
                "与{}所说是同一目标，只计一次",
                self.line_in_words(self.line(same.start))
            ));
        }
        Reason {
            of: "工作目标",
            value: target.text.clone(),
            places: self.places(target.span, &target.pieces),
            rules,
        }
    }
}

/// `每千人口 养老床位 不低于 4.0 张`.
fn reading(target: &Target) -> String {
    let text = |value: &Option<crate::plan::Value>| value.as_ref().map(|value| value.text.clone()).unwrap_or_default();
    let most = target
        .value_max
        .as_deref()
        .map(|most| format!("–{most}"))
        .unwrap_or_default();
    let number = format!("{}{most}{}{}", target.value, target.factor, target.unit);
    let words = [
        text(&target.base),
        text(&target.metric),
        target.op.map(op).unwrap_or_default().to_string(),
        number,
    ];
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn op(op: TargetOp) -> &'static str {
    match op {
        TargetOp::Equal => "等于",
        TargetOp::AtLeast => "不低于",
        TargetOp::More => "超过",
        TargetOp::AtMost => "不高于",
        TargetOp::Less => "低于",
        TargetOp::About => "约",
        TargetOp::Range => "区间",
    }
}

fn rule(rule: TargetRule) -> &'static str {
    match rule {
        TargetRule::Comparator => "数字旁有“不少于”“达到”一类的词",
        TargetRule::Share => "占比",
        TargetRule::Shape => "名称之后是数字，后面没有别的",
        TargetRule::Series => "接着前一项目标列举",
        TargetRule::Verb => "“新建”“完成”一类动词或“力争”之后的数字",
        TargetRule::Outcome => "数字之后写明做成什么",
        TargetRule::Against => "与别的数比较（“高于全省平均水平”），不作等于",
        TargetRule::Words => "“全覆盖”一类写成果的词",
        TargetRule::Milestone => "写明到时做成什么",
    }
}
