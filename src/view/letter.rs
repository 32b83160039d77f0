//! 任务交办单: the cover of a unit's own workbook, from the sections of `workbook.toml`.

use super::table::Table;
use super::{Context, View, summary};

pub(super) const VIEW: View = View {
    key: "letter",
    columns: &["label", "text"],
    required: &["label", "text"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    vec![summary::table(VIEW.key, context)]
}
