//! What web pages and page layout leave around and inside a plan: set aside, never dropped.

/// Words that begin or make up the furniture of a web page; each is met on pages of government sites and mirrors.
const FURNITURE: &[&str] = &[
    "我要留言",
    "留言选登",
    "分享到",
    "分享",
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
    "热门",
    "版权所有",
    "版权声明",
    "©",
    "copyright",
    "Copyright",
    "All Rights",
    "ICP备",
    "打印本页",
    "打印",
    "关闭窗口",
    "关闭",
    "责任编辑",
    "编辑：",
    "编辑:",
    "审核：",
    "审核:",
    "扫一扫",
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
    "微信",
    "微博",
    "二维码",
    "声明：",
    "声明:",
    "(声明",
    "（声明",
    "免责声明",
    "手机版",
    "导航",
    "首页",
    "您的位置",
    "您现在的位置",
    "当前位置",
    "网站标识码",
    "公网安备",
    "技术支持",
    "Baidu",
    "sogou",
    "用户评论",
    "点击数",
    "浏览次数",
    "阅读次数",
    "人气",
    "法宝引证码",
    "【法宝",
    "【时效性",
    "【发布部门",
    "【全文】",
    "登录",
    "注册",
    "收藏",
    "举报",
    "下载附件",
    "附件下载",
    "扫描",
    "点赞",
    "评论",
    "客户端",
    "公众号",
    "原文链接",
    "来源：",
    "来源:",
    "稿件来源",
    "信息来源",
    "繁体",
    "无障碍",
];

/// Labels of the metadata that a page or a file register shows above a document.
const METADATA: &[&str] = &[
    "发文机构",
    "发文机关",
    "发布机构",
    "发布单位",
    "发布部门",
    "公开主体",
    "索引号",
    "索 引 号",
    "公开属性",
    "主题分类",
    "主题词",
    "主题",
    "发文字号",
    "文号",
    "文 号",
    "发布日期",
    "发布时间",
    "发文日期",
    "成文日期",
    "成文时间",
    "印发日期",
    "生成日期",
    "公开日期",
    "有效性",
    "时效性",
    "信息分类",
    "信息来源",
    "来源",
    "作者",
    "时间",
    "日期",
    "点击数",
    "点击量",
    "阅读",
    "浏览",
    "人气",
    "字体",
    "字号",
    "摘自",
    "概述",
    "公开方式",
    "公开范围",
    "体裁分类",
    "组配分类",
    "服务对象",
    "实施日期",
    "失效日期",
    "有效期",
    "名称",
    "名 称",
    "标题",
    "关键词",
    "分类",
    "所属主题",
    "内容分类",
    "信息名称",
    "公文种类",
    "文件编号",
    "信息索引",
    "发布人",
    "更新时间",
    "访问次数",
    "法宝引证码",
    "发文单位",
    "制发机关",
];

/// Whether `line` begins with the furniture of a web page.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim_start_matches(['•', '·', '>', '»', '*', '-', '[', '|', ' ']);
    FURNITURE.iter().any(|word| line.starts_with(word))
        || (line.chars().count() < 120 && (line.contains("ICP备") || line.contains("版权所有") || line.contains("©")))
}

/// Whether `line` is navigation: a path of links, or a file name of a picture.
pub(super) fn is_navigation(line: &str) -> bool {
    let picture = [".jpg", ".jpeg", ".png", ".gif"]
        .iter()
        .any(|ending| line.ends_with(ending));
    let path = (line.contains(" > ") || line.contains(" >> ") || line.contains('»')) && line.chars().count() < 80;
    picture && line.len() < 60 || path
}

/// The label of a metadata line (`发文字号：…`) and where its value begins.
pub(super) fn metadata(line: &str) -> Option<(&'static str, usize)> {
    let body =
        line.trim_start_matches(|c: char| matches!(c, '•' | '·' | '*' | '【' | '[' | '-' | '|') || c.is_whitespace());
    let skipped = line.len() - body.len();
    METADATA.iter().find_map(|label| {
        let rest = body.strip_prefix(label)?;
        let mark = rest.trim_start();
        let colon = mark.chars().next().filter(|c| matches!(c, '：' | ':' | '】' | ']'))?;
        let value = mark[colon.len_utf8()..].trim_start_matches(|c: char| c.is_whitespace() || c == '：' || c == ':');
        Some((*label, skipped + body.len() - value.len()))
    })
}

/// The length in bytes of a page mark (`- 2 -`, `— 3 —`, 第3页 共9页) at the start of `line`; 0 for none.
pub(super) fn page_mark(line: &str) -> usize {
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '─');
    let rest = line.trim_start_matches(dash);
    if rest.len() < line.len() {
        let number = rest.trim_start();
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let digits = number.len() - after.len();
        let end = after.trim_start();
        if (1..=4).contains(&digits) && end.starts_with(dash) {
            return line.len() - end.trim_start_matches(dash).len();
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
        assert_eq!(page_mark("第 3 页 共 9 页"), "第 3 页 共 9 页".len());
        for text in ["——推进教育", "—— 2023年新增", "第三部分", "- 项目"] {
            assert_eq!(page_mark(text), 0, "{text}");
        }
    }

    #[test]
    fn metadata_gives_its_value() {
        let line = "  • 发文字号:某办发〔2023〕1号";
        let (label, at) = metadata(line).unwrap();
        assert_eq!((label, &line[at..]), ("发文字号", "某办发〔2023〕1号"));
        assert_eq!(metadata("责任单位：市教育局"), None);
    }
}
