//! 办公室设在市卫健委: the document says whose office 领导小组办公室 is, and where it sits.

use std::ops::Range;

use super::key::fold;

/// A sentence that places an office, by bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The office's names, the fullest first: 领导小组办公室, 办公室.
    pub(super) names: Vec<String>,
    /// From the office to the unit it sits in.
    pub(super) range: Range<usize>,
    /// The unit.
    pub(super) seat: Range<usize>,
}

/// Words that place an office.
const SEATED: &[&str] = &["设在", "设于"];

/// Bodies that have an office.
const BODIES: &[&str] = &["领导小组", "委员会", "指挥部", "联席会议", "协调小组", "工作组", "专班"];

/// The offices that `text` places, at most `most`.
pub(super) fn placed(text: &str, most: usize) -> Vec<Placed> {
    let sites = SEATED.iter().flat_map(|word| text.match_indices(word).take(most));
    sites.filter_map(|(at, word)| site(text, at, at + word.len())).collect()
}

fn site(text: &str, at: usize, behind: usize) -> Option<Placed> {
    let stop = |c: char| "。；;，,：:（(）)“”\"\n".contains(c) || c.is_whitespace();
    let before = text[..at].trim_end_matches(['”', '"', '）', ')']);
    let start = before.rfind(stop).map_or(0, |found| {
        found + before[found..].chars().next().map_or(0, char::len_utf8)
    });
    let office = before[start..].trim();
    if !office.ends_with("办公室") || office.chars().count() > 40 {
        return None;
    }
    let seat = behind..behind + text[behind..].find(stop).unwrap_or(text.len() - behind);
    if text[seat.clone()].chars().count() > 30 {
        return None;
    }
    Some(Placed {
        names: names(office),
        range: start..seat.end,
        seat,
    })
}

/// 市健康青山建设领导小组办公室 is 领导小组办公室 too; a mere 办公室 is the office of the body before it.
fn names(office: &str) -> Vec<String> {
    let office = ["领导小组下设", "下设", "其", "设立"]
        .iter()
        .find_map(|lead| office.strip_prefix(lead))
        .unwrap_or(office);
    let mut names = vec![fold(office)];
    if office == "办公室" {
        return vec!["领导小组办公室".to_string(), "办公室".to_string()];
    }
    let body = BODIES.iter().find(|body| office.ends_with(&format!("{body}办公室")));
    names.extend(body.map(|body| format!("{body}办公室")).filter(|name| *name != office));
    names
}
