//! What comes back in: forms that people filled in or corrected change the owners of a plan, each change marked with
//! the file, sheet and cell it was written in. The text itself never changes.
//!
//! ```text
//! bytes ─open─▶ Returned ─forms─▶ proposals ─merge─▶ steps on the owners of tasks ─apply─▶ Plan
//! ```
//!
//! Forms are the workbooks the product wrote: a filled-in 待明确, a corrected 分工明细, a 征求意见表. Each carries the
//! proof of what it was written from, so that a form of another plan, or of another version of it, is refused, and a
//! row is known whatever a person has sorted, inserted or renamed.

mod apply;
mod forms;
mod merge;
pub(crate) mod plan_json;
mod units;
mod wording;

use crate::directory::Directory;
use crate::plan::{Plan, UserFile};
use crate::tags::Roles;
use crate::verify::Workbook;
use crate::view::Words;
use crate::{Error, Templates};

/// A form that came back.
#[derive(Debug)]
pub struct Returned {
    workbook: Workbook,
    file: UserFile,
}

impl Returned {
    /// Opens the content of the file `name`.
    ///
    /// # Errors
    /// [`Error::NoProof`] for what is no workbook of this product.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Returned {
            workbook: Workbook::open(name, bytes)?,
            file: UserFile {
                name: name.to_string(),
                sha256: crate::proof::fingerprint(bytes),
            },
        })
    }

    /// Name of its file.
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// Whether it was made from the decoded text with this SHA-256.
    pub fn is_of(&self, text_sha256: &str) -> bool {
        self.workbook.proof.source.sha256 == text_sha256
    }

    /// Why it fits none of the plans at hand, given the title of each: another version of one of them, or another
    /// plan.
    pub fn stranger(&self, titles: &[(String, String)]) -> Error {
        let made_from = &self.workbook.proof.source;
        let same = |(name, title): &&(String, String)| *name == made_from.name || *title == made_from.title;
        let message = match titles.iter().find(same) {
            Some((name, _)) => format!(
                "出自“{name}”的另一个版本（当时 {} 字，指纹 {}…），原文在那以后改过，任务可能已经对不上，没有采用。\n  请用当时的原文生成，或把意见抄到由现在的原文生成的表里。",
                made_from.chars,
                made_from.sha256.get(..12).unwrap_or_default()
            ),
            None => format!(
                "不是由这份文件生成的：它出自“{}”（{}），没有采用。\n  请核对 --decisions 后面的文件。",
                made_from.title, made_from.name
            ),
        };
        Error::Returned {
            file: self.file.name.clone(),
            message,
        }
    }
}

/// What the changes are read and shown with.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'t> {
    directory: &'t Directory,
    roles: &'t Roles,
    words: &'t Words,
}

impl<'t> Tools<'t> {
    /// Those of `templates`.
    pub fn of(templates: &'t Templates) -> Self {
        Tools {
            directory: &templates.directory,
            roles: &templates.roles,
            words: &templates.workbook.words,
        }
    }
}

/// Changes `plan`, read from `text`, as the forms that were made from it say; those of other plans are left alone.
pub fn apply(plan: &mut Plan, text: &str, forms: &[Returned], tools: Tools<'_>) {
    let sha256 = crate::proof::fingerprint(text.as_bytes());
    let ours: Vec<&Returned> = forms.iter().filter(|form| form.is_of(&sha256)).collect();
    if ours.is_empty() {
        return;
    }
    plan.decisions.extend(ours.iter().map(|form| form.file.clone()));
    let mut applied = apply::Applied::new(plan, tools);
    for form in &ours {
        applied.replay(form);
    }
    let proposals = ours
        .iter()
        .enumerate()
        .flat_map(|(at, form)| forms::proposals(form, at, text, &mut applied))
        .collect();
    let taken = merge::merged(proposals, &mut applied);
    taken.into_iter().for_each(|proposal| applied.take(proposal));
    applied.finish();
}
