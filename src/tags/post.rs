//! Posts where units stand: （常务副市长牵头，市教育局负责）. A leader is a person, never a department.

/// Ends of the posts of leaders who answer for a task.
const POSTS: &[&str] = &[
    "省长",
    "市长",
    "州长",
    "盟长",
    "区长",
    "县长",
    "旗长",
    "镇长",
    "乡长",
    "书记",
    "秘书长",
    "常委",
];

/// A post with a leader's surname before it is no longer, in characters: 王副市长, 市政府副秘书长.
const LONGEST: usize = 8;

/// Whether a name is a leader's post and no name of a unit.
pub(super) fn is_post(name: &str) -> bool {
    name.chars().count() <= LONGEST && POSTS.iter().any(|post| name.ends_with(post))
}

#[cfg(test)]
mod tests {
    use super::is_post;

    #[test]
    fn posts_are_told_from_offices() {
        assert!(is_post("王副市长") && is_post("常务副市长") && is_post("区委副书记"));
        assert!(!is_post("市长热线办公室") && !is_post("市委书记办公室") && !is_post("市教育局"));
    }
}
