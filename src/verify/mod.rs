//! A workbook against its plan: every cell must say what the plan says at the places that the workbook's [`Proof`]
//! names, every number what the tasks add up to, and the plan read again must give the same tasks and owners.
//!
//! ```text
//! xlsx ─book─▶ Workbook ─table, rows─▶ rows matched ─compare─▶ Report
//! ```

mod book;
mod compare;
mod counts;
mod places;
mod report;
mod reread;
mod returned;
mod rows;
mod table;

use crate::Error;
use crate::extraction::Extraction;
use crate::plan::{Basis, ChangeKind, RoleBasis};
use crate::proof::Proof;
use crate::source::Document;

pub use book::Workbook;
pub use report::{Checked, Difference, Explained, Kind, Place, Report, SCHEMA};
pub(crate) use returned::{ReturnedRow, ReturnedSheet};

use compare::Comparison;
use places::Places;
use report::Tally;

/// Compares `workbook` with the plan in `document`; `again` is the plan as read now, or why it could not be read.
///
/// # Errors
/// [`Error::NoProof`] when the workbook was made from another text.
pub fn verify(workbook: &Workbook, document: &Document, again: Result<&Extraction, &str>) -> Result<Report, Error> {
    let proof = &workbook.proof;
    let sha256 = crate::proof::fingerprint(document.text.as_bytes());
    if sha256 != proof.source.sha256 {
        return Err(other_plan(workbook, document, &sha256));
    }
    let places = Places::new(document);
    let mut comparison = Comparison::new(workbook, &places);
    comparison.sheets();
    comparison.vocabulary();
    let mut remarks = comparison.remarks();
    let mut differences = comparison.differences;
    match again {
        Ok(extraction) => differences.extend(reread::differences(proof, extraction, &places, &mut remarks)),
        Err(why) => remarks.push(format!("没有重新读取原文，未核对有无漏项：{why}")),
    }
    let mut tally = comparison.tally;
    count_owners(proof, &mut tally);
    Ok(Report {
        schema: SCHEMA,
        workbook: workbook.file.clone(),
        plan: document.name(),
        text_sha256: sha256,
        tasks: proof.tasks.len(),
        pairs: proof.tasks.iter().map(pairs).sum(),
        checked: comparison.checked,
        explained: tally.explained(),
        remarks,
        differences,
    })
}

/// 件次 of a task.
fn pairs(task: &crate::proof::TaskProof) -> usize {
    let mut units: Vec<usize> = task.owners.iter().map(|owner| owner.unit).collect();
    units.sort_unstable();
    units.dedup();
    units.len()
}

fn count_owners(proof: &Proof, tally: &mut Tally) {
    let removed = |task: &crate::proof::TaskProof| {
        let removed = task.changes.iter();
        removed.filter(|change| change.kind == ChangeKind::Removed).count()
    };
    let removed: usize = proof.tasks.iter().map(removed).sum();
    if removed > 0 {
        tally.pairs.insert("调整：据回收的意见去掉，原文有", removed);
    }
    for owner in proof.tasks.iter().flat_map(|task| &task.owners) {
        let basis = match owner.basis {
            Basis::Stated => None,
            Basis::Inherited => Some("承上：单位写在上级标题或合并格里"),
            Basis::Carried => Some("沿用：单位写在他处的一句话里"),
            Basis::Roster => Some("按名册展开"),
            Basis::Decided => Some("调整：据回收的意见增加，原文没有"),
        };
        let presumed = match owner.role_basis {
            RoleBasis::Stated => None,
            RoleBasis::Rule => Some("角色按文中规定推定"),
            RoleBasis::Convention => Some("角色按用户选项推定"),
            RoleBasis::Decided if owner.basis == Basis::Decided => None,
            RoleBasis::Decided => Some("调整：角色据回收的意见"),
        };
        for reason in basis.into_iter().chain(presumed) {
            *tally.pairs.entry(reason).or_default() += 1;
        }
    }
}

fn other_plan(workbook: &Workbook, document: &Document, sha256: &str) -> Error {
    let made_from = &workbook.proof.source;
    let here = document.text.chars().count();
    let message = format!(
        "不是由“{}”生成的：它出自“{}”（{} 字，指纹 {}…），现在这份是 {here} 字，指纹 {}…。\n  请用生成时的那份原文核验；通知和附件分在几个文件里时，请加 --annex。原文改过的，请重新生成工作簿。",
        document.name(),
        made_from.name,
        made_from.chars,
        short(&made_from.sha256),
        short(sha256),
    );
    book::problem(&workbook.file, message)
}

fn short(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}
