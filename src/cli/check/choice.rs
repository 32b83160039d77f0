//! Which findings are shown: `--only`, `--skip`.

use crate::cli::failure::Failure;
use crate::cli::similar::most_alike;
use crate::note::Code;

/// The codes that are shown.
#[derive(Debug)]
pub(super) struct Choice {
    only: Vec<Code>,
    skip: Vec<Code>,
}

impl Choice {
    /// From what was typed.
    pub(super) fn of(only: &[String], skip: &[String]) -> Result<Self, Failure> {
        Ok(Choice {
            only: codes("--only", only)?,
            skip: codes("--skip", skip)?,
        })
    }

    /// Whether findings of `code` are shown.
    pub(super) fn shows(&self, code: Code) -> bool {
        (self.only.is_empty() || self.only.contains(&code)) && !self.skip.contains(&code)
    }
}

/// The codes typed behind `option`.
fn codes(option: &str, typed: &[String]) -> Result<Vec<Code>, Failure> {
    let words = typed.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
    words
        .map(|word| Code::named(word).ok_or_else(|| unknown(option, word)))
        .collect()
}

fn unknown(option: &str, word: &str) -> Failure {
    let names = Code::ALL.iter().map(|code| code.as_str());
    let advice = match most_alike(word, names.clone()) {
        Some(name) => format!("是不是：{name}"),
        None => format!("类别有：{}", names.collect::<Vec<_>>().join("、")),
    };
    Failure::usage(format!("{option} 的“{word}”不是核对提示的类别。\n  {advice}"))
}
