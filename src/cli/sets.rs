//! Names of the sets of templates as people type them.

use crate::templates::sets::NAMES;

/// The set called `typed`; the error names those there are.
pub(crate) fn parse(typed: &str) -> Result<&'static str, String> {
    let known = NAMES.iter().find(|name| name.eq_ignore_ascii_case(typed.trim()));
    known
        .copied()
        .ok_or_else(|| format!("没有“{typed}”这套样式；有：{}", NAMES.join("、")))
}
