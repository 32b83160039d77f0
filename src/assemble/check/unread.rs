//! Words that announce owners and behind which none was read: the workbook would lack what the text says.

use std::sync::LazyLock;

use regex::Regex;

use super::Findings;
use crate::note::Code;
use crate::plan::{CharSpan, LedgerEntry, LedgerKind, Sign, Task};

/// 责任单位： and the like, with a colon behind it or alone in its line or cell.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let role = "(?:责任|牵头|主办|承办|配合|协办|负责|責任|牽頭)(?:责任|責任)?(?:单位|部门|科室|單位|部門)";
    Regex::new(&format!(
        r"(?m){role}[ \u{{3000}}]*[：:]|(?:^|[|\t│])[ \u{{3000}}]*{role}[ \u{{3000}}]*\r?(?:$|[|\t│])"
    ))
    .ok()
});

/// Whether a text announces owners.
pub(in crate::assemble) fn holds_label(text: &str) -> bool {
    LABEL.as_ref().is_some_and(|label| label.is_match(text))
}

/// From so many tasks on with names in their text or heading, a plan without any owner has not been read.
const SEVERAL: usize = 3;

impl Findings<'_, '_, '_> {
    /// Labels in text that no tag took.
    pub fn unread_tags(&mut self, tasks: &[Task], ledger: &[LedgerEntry]) {
        let Some(label) = LABEL.as_ref() else { return };
        let owned = tasks.iter().any(|task| !task.owners.is_empty());
        for entry in ledger {
            let searched = match entry.kind {
                LedgerKind::Narrative | LedgerKind::Noise | LedgerKind::OtherColumn => true,
                // A plan that no tag was found in may have lost them anywhere.
                LedgerKind::Task | LedgerKind::Preamble | LedgerKind::Table => !owned,
                _ => false,
            };
            if !searched {
                continue;
            }
            let words = self.words(entry.span);
            let Some(found) = label.find(words) else { continue };
            let inside = found.as_str();
            let trimmed = inside.trim_matches(['|', '\t', '│', ' ', '\u{3000}', '\r', '\n']);
            let at = found.start() + inside.find(trimmed).unwrap_or_default();
            let start = entry.span.start + words[..at].chars().count();
            let place = CharSpan::new(start, start + trimmed.chars().count());
            let message = match owned {
                true => format!("这里写有“{trimmed}”，没有读出责任单位"),
                false => format!("文中写有“{trimmed}”，全文却没有读出一家责任单位"),
            };
            self.at(Code::UnreadTags, place, entry.task.as_deref(), message);
            if !owned {
                return;
            }
        }
        if !owned {
            self.names_unread(tasks);
        }
    }

    /// No owner at all, and names of units stand in the text of several tasks or above them.
    fn names_unread(&mut self, tasks: &[Task]) {
        let named = |task: &&Task| {
            let signs = [Sign::NamesInText, Sign::NamesInHeading, Sign::BracketNotRead];
            signs.iter().any(|sign| task.look.contains(sign))
        };
        let rows: Vec<&Task> = tasks.iter().filter(named).collect();
        let Some(first) = rows.first().filter(|_| rows.len() >= SEVERAL) else {
            return;
        };
        let message = format!(
            "全文没有读出一家责任单位，而 {} 项任务的文字或标题里写有单位名称",
            rows.len()
        );
        let ids = rows.iter().map(|task| task.id.to_string()).collect();
        let place = first.pieces.first().copied().unwrap_or(first.span);
        self.at(Code::UnreadTags, place, None, message);
        if let Some(note) = self.notes.pop() {
            self.notes.push(note.about(ids));
        }
    }
}
