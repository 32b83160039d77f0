//! Time expressions beside owners: `6月底完成`, `年内持续推进`, `省出台文件后2个月完成`, `2031.9.30前`.

use std::sync::LazyLock;

use regex::Regex;

use super::fold::fold;

/// Whether a clause of a tag is a deadline and nothing else.
pub fn is_deadline(clause: &str) -> bool {
    static END: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:完成|之?前|底|内|推进|坚持|任务|实施|落实|启动|进行|开展|工作|见效|到位|使用|动工|开工|完工|竣工|建成|投用|交付|办结|验收|开业|通车|开放|月|年|季度|日|末|执行|年度|[春夏秋冬两]季|[日天周]内|(?:19|20)[0-9]{2}[./．／-][0-9]{1,2}(?:[./．／-][0-9]{1,2})?)$").ok()
    });
    let clause = clause.trim().trim_end_matches(['。', '；', '，']);
    if clause.is_empty() || clause.chars().count() > 30 {
        return false;
    }
    // 年內持續推進
    let clause = &*fold(clause);
    let matches = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(clause));
    says_time(clause) && matches(&END)
}

/// Whether a clause holds a time expression.
pub(super) fn says_time(clause: &str) -> bool {
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:[0-9０-９]{4}\s*年|[0-9０-９]{1,2}\s*月|[0-9０-９一二两三四五六七八九十]+个(?:月|工作日|星期)|[0-9０-９]{1,3}\s*(?:日|天|周)内|[春夏秋冬]季|两季|年内|年底|年末|上半年|下半年|季度|月底|全年|长期|持续|常态|每年|每月|每季|定期|适时|即日|立即|[一二三四]季|(?:19|20)[0-9]{2}[./．／-][0-9]{1,2}(?:[^0-9]|$))").ok()
    });
    TIME.as_ref().is_some_and(|time| time.is_match(&fold(clause)))
}

/// Whether a clause of a tag begins with a time and so can be no name: 年底前取得阶段性成果, 2031年底前完成10个.
pub(crate) fn begins_with_time(clause: &str) -> bool {
    static BEGIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:力争|确保|争取|计划)?(?:在|于|到|至|自)?(?:[0-9０-９]{4}\s*年|[0-9０-９]{1,2}\s*月|(?:19|20)[0-9]{2}[./．／-][0-9]{1,2}(?:[^0-9]|$)|年内|年底|年末|当年|本年|上半年|下半年|第?[一二三四]季度|全年|每年|每月|每季|每半年)").ok()
    });
    clause.chars().count() <= 40 && BEGIN.as_ref().is_some_and(|begin| begin.is_match(clause.trim()))
}
