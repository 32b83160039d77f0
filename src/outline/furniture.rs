//! What web pages and page layout leave around and inside a plan: set aside, never dropped.

/// Words that begin or make up the furniture of a web page; each is met on pages of government sites and mirrors.
const FURNITURE: &[&str] = &[
    "我要留言",
    "留言选登",
    "分享到",
    "上一条",
    "下一条",
    "上一篇",
    "下一篇",
    "相关链接",
    "相关文章",
    "相关阅读",
    "相关信息",
    "相关新闻",
    "相关稿件",
    "相关附件",
    "相关解读",
    "推荐阅读",
    "版权所有",
    "版权声明",
    "©",
    "copyright",
    "Copyright",
    "All Rights",
    "ICP备",
    "打印本页",
    "关闭本页",
    "关闭页面",
    "加入收藏",
    "设为首页",
    "智能问答",
    "无障碍浏览",
    "关闭窗口",
    "责任编辑",
    "编辑：",
    "编辑:",
    "审核：",
    "审核:",
    "扫一扫",
    "微信扫一扫",
    "收藏本站",
    "导航菜单",
    "导航痕迹",
    "打印文章",
    "责编：",
    "责编:",
    "责任校对",
    "附件列表",
    "友情链接",
    "政府网站找错",
    "关注我们",
    "官方微信",
    "联系我们",
    "网站地图",
    "主办单位：",
    "返回顶部",
    "返回列表",
    "返回首页",
    "【字体",
    "字体：",
    "字体:",
    "字号：",
    "字号:",
    "【打印",
    "【关闭",
    "【大",
    "声明：",
    "声明:",
    "(声明",
    "（声明",
    "免责声明",
    "手机版",
    "您的位置",
    "您现在的位置",
    "当前位置",
    "网站标识码",
    "公网安备",
    "用户评论",
    "点击数",
    "浏览次数",
    "阅读次数",
    "法宝引证码",
    "【法宝",
    "【时效性",
    "【发布部门",
    "【全文】",
    "下载附件",
    "附件下载",
    "原文链接",
    "来源：",
    "来源:",
    "稿件来源",
    "信息来源",
];

/// The same, but plain words too (关闭小煤矿5家): they count alone, or with something other than a word behind them.
const FURNITURE_ALONE: &[&str] = &[
    "分享",
    "热门",
    "打印",
    "关闭",
    "微信",
    "微博",
    "二维码",
    "导航",
    "首页",
    "技术支持",
    "登录",
    "注册",
    "收藏",
    "举报",
    "扫描",
    "点赞",
    "评论",
    "客户端",
    "公众号",
    "繁体",
    "无障碍",
    "人气",
    "相关文件",
    "政策解读",
    "政策图解",
    "图解",
    "图文解读",
    "一图读懂",
    "解读",
    "Baidu",
    "sogou",
];

/// Words of the foot of a web page that tell a short line wherever they stand in it (主办：某市人民政府办公室 网站标识码：…).
const FURNITURE_ANYWHERE: &[&str] = &["ICP备", "网站标识码", "公网安备", "版权所有", "©"];

/// Whether `line` is what a document-sharing site says of a document: 《某某.docx》由会员分享，可在线阅读…….
pub(super) fn is_shared_by(line: &str) -> bool {
    line.contains("由会员分享") || line.contains("可在线阅读") && line.contains('》')
}

/// Whether `line` begins with the furniture of a web page.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim_start_matches([
        '•', '·', '>', '»', '*', '-', '[', '|', ' ', '←', '→', '↑', '<', '«', '\u{3000}',
    ]);
    FURNITURE.iter().any(|word| line.starts_with(word))
        || FURNITURE_ALONE.iter().any(|word| {
            line.strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        })
        || is_shared_by(line)
        || line.starts_with("返回") && line.len() <= 36 && line.ends_with(['表', '页', '部', '回', '层'])
        || (line.chars().count() < 120 && FURNITURE_ANYWHERE.iter().any(|word| line.contains(word)))
}

/// Whether `line` is navigation: a path of links, or a file name of a picture.
pub(super) fn is_navigation(line: &str) -> bool {
    let picture = [".jpg", ".jpeg", ".png", ".gif"]
        .iter()
        .any(|ending| line.ends_with(ending));
    let arrows = line.contains('>') && (line.contains(" > ") || line.contains(" >> "));
    let path = (arrows || line.contains('»')) && line.chars().count() < 80;
    picture && line.len() < 60 || path
}

/// The length in bytes of a page mark (`- 2 -`, `— 3 —`, 第3页 共9页) at the start of `line`; 0 for none.
pub(super) fn page_mark(line: &str) -> usize {
    // ·13· is how gazettes number their pages.
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '─' | '·' | '•');
    let rest = line.trim_start_matches(dash);
    if rest.len() < line.len() {
        // — — — 3 —: a rule that lost its joints.
        let number = rest.trim_start_matches(|c: char| dash(c) || c.is_whitespace());
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let digits = number.len() - after.len();
        let end = after.trim_start();
        if (1..=4).contains(&digits) && end.starts_with(dash) {
            let behind = end.trim_start_matches(dash);
            let last = behind.trim_start_matches(|c: char| dash(c) || c.is_whitespace());
            return line.len() - if last.is_empty() { 0 } else { behind.len() };
        }
    }
    if line.starts_with('第') && line.chars().count() < 20 && line.contains('页') {
        let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || "第页共，,/".contains(c);
        if line.chars().all(plain) {
            return line.len();
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_marks_are_seen_with_and_without_text_behind_them() {
        assert_eq!(page_mark("- 2 -"), 5);
        assert_eq!(page_mark("- 1 - 某县2022年计划"), 5);
        assert_eq!(page_mark("— — — 3 —"), "— — — 3 —".len());
        assert_eq!(page_mark("— 3 — —"), "— 3 — —".len());
        assert_eq!(page_mark("·13·"), "·13·".len());
        assert_eq!(page_mark("第 3 页 共 9 页"), "第 3 页 共 9 页".len());
        assert!(is_furniture("首页 | 新闻"));
        assert!(is_furniture("← 上一篇"));
        assert!(!is_furniture("关闭小煤矿5家"));
        for text in ["·2项措施", "——推进教育", "—— 2023年新增", "第三部分", "- 项目"] {
            assert_eq!(page_mark(text), 0, "{text}");
        }
    }
}
