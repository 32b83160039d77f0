//! Whether two names at the same level are plainly one unit's: one is short for the other.

/// Whether one of two names is plainly short for the other: 区卫健委 and 区卫生健康委员会, 省商务厅 and 省商务委.
/// The longer has every character of the shorter; which of 局, 委, 办, 厅 ends them says nothing, any other end does
/// (疾控局, 疾控中心).
///
/// ```
/// use fengong::directory::plainly_same;
///
/// assert!(plainly_same("区卫健委", "区卫生健康委员会"));
/// assert!(!plainly_same("市行政审批局", "市政务服务局"));
/// ```
pub fn plainly_same(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut left: Vec<char> = long.chars().collect();
    short.chars().next_back() == long.chars().next_back()
        && short.chars().all(|c| {
            let at = left.iter().position(|other| *other == c);
            at.map(|at| left.swap_remove(at)).is_some()
        })
}

/// A name with one of several ends that mean the same.
fn plain(name: &str) -> String {
    let name = name
        .replace("委员会", "委")
        .replace("办公室", "办")
        .replace("办公厅", "办");
    let core = name
        .strip_suffix(['局', '委', '办', '厅'])
        .map(|core| format!("{core}局"));
    core.unwrap_or(name)
}
