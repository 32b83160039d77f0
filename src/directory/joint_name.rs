//! One name for several bodies, each of which is only begun: 江宁、溧水、高淳三区政府, 东山、西山经济开发区管委会. The name
//! stays as written; who is meant can only be proposed.

use super::key;
use super::prefix::is_han;
use super::split::counted;
use crate::source::CharSet;

/// Kinds of places whose name several share.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "经济技术开发区", "高新技术产业开发区", "高新技术开发区", "经济开发区", "高新区", "经开区", "开发区", "工业园区",
    "产业园区", "工业园", "产业园", "园区", "新区", "示范区", "度假区", "保税区", "风景区",
];
const BODIES: &[&str] = &["管委会", "管理委员会", "党工委", "管理办公室", "管理局"];

/// The place and the rest of the last of several such names: 西山 and 经济开发区管委会.
pub(super) fn last_of_several(key: &str) -> Option<(&str, &str)> {
    let body = BODIES.iter().find(|body| key.ends_with(**body))?;
    let core = &key[..key.len() - body.len()];
    let kind = KINDS.iter().find(|kind| core.ends_with(**kind))?;
    let place = &core[..core.len() - kind.len()];
    is_place(place).then(|| key.split_at(place.len()))
}

/// Two or three characters that can be the name of a place.
pub(super) fn is_place(key: &str) -> bool {
    (2..=3).contains(&key.chars().count()) && key.chars().all(is_han)
}

/// The bodies that a joint name seems to mean; `None` for any other name.
///
/// ```
/// use fengong::directory::joint_members;
///
/// let members = joint_members("东山、西山经济开发区管委会").unwrap();
/// assert_eq!(members, ["东山经济开发区管委会", "西山经济开发区管委会"]);
/// assert_eq!(joint_members("甲山、乙水两县政府").unwrap(), ["甲山县政府", "乙水县政府"]);
/// assert_eq!(joint_members("各县、市、区政府"), None);
/// ```
pub fn joint_members(name: &str) -> Option<Vec<String>> {
    static LINKS: CharSet = CharSet::of("、和及与");
    let key = key::folded(name);
    // Most names are single ones.
    LINKS.next(&key, 0)?;
    let parts: Vec<&str> = key.split(['、', '和', '及', '与']).collect();
    let (last, before) = parts.split_last()?;
    if before.is_empty() {
        return None;
    }
    let (place, rest) = match counted(&key) {
        Some((places, count)) if count == parts.len() => {
            let place = &last[..places.len() - places.rfind(['、', '和', '及', '与']).map_or(0, |at| at + 3)];
            let rest = last[place.len()..]
                .trim_start_matches(|c: char| c.is_ascii_digit() || "两二三四五六七八九十个".contains(c));
            (place, rest)
        }
        Some(_) => return None,
        None => last_of_several(last)?,
    };
    let places = before.iter().chain([&place]);
    Some(places.map(|place| format!("{place}{rest}")).collect())
}
