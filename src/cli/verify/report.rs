//! What the screen says of verified workbooks.

use crate::cli::failure::Failure;
use crate::error::Exit;
use crate::verify::{Difference, Place, Report};

/// Differences of one workbook that the screen shows.
const SHOWN: usize = 200;
/// Letters of a text that the screen shows.
const LETTERS: usize = 60;

/// The reports for the screen.
pub(super) fn text(reports: &[Report], several: bool) -> String {
    // What differs first: among eighty lists it would be lost.
    let (same, differing): (Vec<&Report>, Vec<&Report>) =
        reports.iter().partition(|report| report.differences.is_empty());
    let in_order = differing.into_iter().chain(same);
    let mut text: String = in_order.map(|report| one(report) + "\n").collect();
    if several {
        let differing = reports.iter().filter(|report| !report.differences.is_empty()).count();
        let differences: usize = reports.iter().map(|report| report.differences.len()).sum();
        text.push_str(&match differing {
            0 => format!("共 {} 个工作簿，都没有差异。\n", reports.len()),
            _ => format!(
                "共 {} 个工作簿：{} 个没有差异，{differing} 个共有差异 {differences} 处。\n",
                reports.len(),
                reports.len() - differing
            ),
        });
    } else {
        text.pop();
    }
    text
}

/// The reports as JSON: an array where there are several.
pub(super) fn json(reports: &[Report], several: bool) -> Result<String, Failure> {
    let json = match reports {
        [report] if !several => serde_json::to_string_pretty(report),
        _ => serde_json::to_string_pretty(reports),
    };
    let json = json.map_err(|error| Failure {
        exit: Exit::Output,
        message: format!("无法输出结果：{error}。"),
    })?;
    Ok(json + "\n")
}

fn one(report: &Report) -> String {
    let checked = &report.checked;
    let mut text = format!(
        "{}\n  原文：{}（指纹一致）；任务 {} 项，{} 件次\n",
        report.workbook, report.plan, report.tasks, report.pairs
    );
    if report.differences.is_empty() {
        text.push_str("  没有差异。\n");
    } else {
        text.push_str(&format!("  差异 {} 处：\n", report.differences.len()));
    }
    for (at, difference) in report.differences.iter().take(SHOWN).enumerate() {
        text.push_str(&format!("  {}. {}", at + 1, shown(difference)));
    }
    if let Some(more @ 1..) = report.differences.len().checked_sub(SHOWN) {
        text.push_str(&format!("  另有 {more} 处，用 --format json 可列出全部。\n"));
    }
    text.push_str(&format!(
        "  核验了 {} 张表、{} 行、{} 格：其中 {} 格取自原文，数字 {} 个重新计算；另有填写的 {} 格不核\n",
        checked.sheets,
        checked.rows,
        checked.cells + checked.numbers,
        checked.from_plan,
        checked.numbers,
        checked.filled_in
    ));
    for explained in &report.explained {
        text.push_str(&format!(
            "  说明：{}，{} {}\n",
            explained.reason, explained.count, explained.of
        ));
    }
    for remark in &report.remarks {
        text.push_str(&format!("  注意：{}\n", remark.replace('\n', "\n    ")));
    }
    text
}

/// Sheet and cell, reason, what both sides say.
fn shown(difference: &Difference) -> String {
    let cell = difference
        .cell
        .as_deref()
        .map(|cell| format!(" {cell}"))
        .unwrap_or_default();
    let about: Vec<&str> = [&difference.task, &difference.column]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let about = if about.is_empty() {
        String::new()
    } else {
        format!("（{}）", about.join(" "))
    };
    let mut text = format!("“{}”{cell}{about}：{}\n", difference.sheet, difference.reason);
    let (workbook, expected) = (&difference.workbook, &difference.expected);
    if !workbook.is_empty() {
        text.push_str(&format!("     表中：{}\n", part(workbook, expected)));
    }
    if !expected.is_empty() || difference.place.is_some() {
        let place = difference.place.as_ref().map(place).unwrap_or_default();
        let label = if difference.place.is_some() { "原文" } else { "应为" };
        text.push_str(&format!("     {label}：{}{place}\n", part(expected, workbook)));
    }
    text
}

fn place(place: &Place) -> String {
    let file = place
        .file
        .as_deref()
        .map(|file| format!("“{file}”"))
        .unwrap_or_default();
    format!(
        "（{file}第 {} 行，全文第 {}–{} 字）",
        place.line,
        place.span.start + 1,
        place.span.end
    )
}

/// `text` on one line, cut around the first letter that `other` has not.
fn part(text: &str, other: &str) -> String {
    let letters: Vec<char> = text
        .chars()
        .map(|letter| if letter.is_control() { '/' } else { letter })
        .collect();
    if letters.len() <= LETTERS {
        return letters.into_iter().collect();
    }
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let start = same.saturating_sub(LETTERS / 3).min(letters.len() - LETTERS);
    let end = start + LETTERS;
    let cut = |yes: bool| if yes { "…" } else { "" };
    let shown: String = letters[start..end].iter().collect();
    format!("{}{shown}{}", cut(start > 0), cut(end < letters.len()))
}
