//! Text of a web page inside the plan: words that a copy of the page, or whoever put it there, left in the middle of a
//! sentence. Where a rule is certain they are set aside as noise and the clause around them stays whole; elsewhere they
//! are only pointed at.
//!
//! ```text
//! certain   a bracket of nothing else      （点击查看全文）
//!           a sentence of nothing else     。扫码关注“某地发布”。
//!           a name that ends clauses       ……提升三年行动KOK网，健全……服务KOK网，提高……作用KOK网，持续……
//! doubtful  the same words in a sentence   ……办理流程点击查看详情，……
//!           an address of no public body   详见www.某某.com
//! ```

mod implant;

use std::sync::LazyLock;

use regex::Regex;

use super::{Aside, Outline, Segment};
use crate::plan::LedgerKind;
use crate::source::{Slices, Span};

/// Text that is not the plan's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// Its place.
    pub span: Span,
    /// Whether it was set aside, not only pointed at.
    pub certain: bool,
}

/// Findings of this kind in one document; a page full of them is no plan.
const MOST: usize = 500;

/// Sets aside what is certainly foreign in the segments of `outline`, and remembers what was found.
pub(super) fn set_aside(text: &str, outline: &mut Outline) {
    let mut found = promotions(text);
    found.extend(
        implant::find(text)
            .into_iter()
            .map(|span| Foreign { span, certain: true }),
    );
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|foreign| (foreign.span, !foreign.certain));
    found.dedup_by(|next, before| next.span.start < before.span.end);
    let mut kept = Vec::new();
    let mut gone = false;
    for segment in &mut outline.segments {
        let hull = segment.body.hull();
        let from = found.partition_point(|foreign| foreign.span.start < hull.start);
        let inside = found[from..].iter().take_while(|foreign| foreign.span.end <= hull.end);
        let inside: Vec<Foreign> = inside.copied().collect();
        let cut: Vec<Span> = inside
            .iter()
            .filter(|foreign| foreign.certain)
            .map(|foreign| foreign.span)
            .collect();
        if !cut.is_empty() {
            segment.body = without(&segment.body, &cut);
            gone |= segment.body.is_empty() && segment.marker.is_none() && segment.cell.is_none();
            let kind = LedgerKind::Noise;
            outline
                .set_aside
                .extend(cut.into_iter().map(|span| Aside { span, kind }));
        }
        kept.extend(inside);
    }
    let holds = |segment: &Segment| !segment.body.is_empty() || segment.marker.is_some() || segment.cell.is_some();
    if gone {
        outline.segments.retain(holds);
    }
    outline.set_aside.sort_by_key(|aside| aside.span.start);
    outline.foreign = kept;
}

/// `body` without the places `cut`, which are in text order.
fn without(body: &Slices, cut: &[Span]) -> Slices {
    let mut left = Slices::default();
    for slice in body.iter() {
        let mut at = slice.start;
        for span in cut
            .iter()
            .filter(|span| span.start < slice.end && span.end > slice.start)
        {
            left.push(Span::new(at, span.start.max(at)));
            at = span.end.min(slice.end);
        }
        left.push(Span::new(at, slice.end));
    }
    left
}

/// Words that send a reader somewhere, as a page does and a plan does not.
const SENDS: &str = r"点击(?:查看|阅读|下载|进入|浏览|这里|此处|上方|下方|蓝字|链接|图片|收听|观看)|扫一?扫?[上下]?[方图]?(?:二维)?码?(?:关注|下载|查看|阅读|添加|加入)|扫描[上下右左](?:方|图|侧)|长按(?:识别|[上下]方|二维码|图片)|阅读原文|更多(?:精彩|资讯|内容|信息|详情|范文|文章|资料|模板)(?:内容|资讯|文章|信息)?[，,]?(?:请|欢迎|敬请|尽在|可|就|在)|本文(?:来源|来自|由[^，。；\n]{1,16}(?:整理|收集|提供|发布))|本站(?:所有|部分|内容|文章|声明)|版权归(?:原)?(?:作者|网站|本站)|如有侵权|侵权(?:必究|请联系|删除)|转载(?:请|须|需)注明|免责声明|(?:公文写作|文秘|范文|文库|论文)网|声明[：:]本(?:站|文|网)|欢迎(?:关注|扫码|来电|订阅)|关注(?:我们|本站|本号|本公众号)|添?加(?:我|客服|小编)?微信(?:号|：|:)|(?:咨询|订购|客服|招商)(?:热线|电话|QQ|微信)(?:[：:]|[0-9]{3})|分享到(?:[：:]|微信|朋友圈|微博|QQ)|微信扫一扫|版权所有|ICP备[0-9]|(?:浏览|阅读|点击)(?:次数|量)[：:]|字体[：:]|打印本页|关闭窗口|当前位置[：:]|(?:https?://|www\.)[A-Za-z0-9./?=&_%#-]+";

/// Verbs of a plan: 引导群众扫码关注 is work to be done.
const WORK: &[&str] = &[
    "引导", "鼓励", "组织", "推广", "动员", "支持", "实现", "方便", "便于", "提供", "开展", "推行", "通过", "可", "能",
    "“", "设置", "张贴", "公布", "开通", "宣传", "发布", "登录", "访问",
];

/// Places where words send a reader somewhere: whole brackets and sentences of them are certain.
fn promotions(text: &str) -> Vec<Foreign> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(SENDS).ok());
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < MOST {
        let Some(hit) = words.find_at(text, from) else { break };
        from = hit.end();
        let Some(foreign) = judged(text, Span::new(hit.start(), hit.end())) else {
            continue;
        };
        from = from.max(foreign.span.end);
        found.push(foreign);
    }
    found
}

/// The longest sentence that is set aside, in bytes.
const LONGEST: usize = 240;

fn judged(text: &str, hit: Span) -> Option<Foreign> {
    if is_public_address(hit.of(text)) {
        return None;
    }
    let doubtful = Foreign {
        span: hit,
        certain: false,
    };
    let line = text[..hit.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..hit.start].trim_end();
    let opens = before.chars().next_back();
    // （点击查看全文）
    if let Some(open) = opens.filter(|c| matches!(c, '（' | '(' | '【' | '[' | '〔')) {
        let close = closing(open);
        let rest = &text[hit.end..];
        let end = rest.find([close, '\n', '。']).filter(|end| *end <= LONGEST)?;
        if !rest[end..].starts_with(close) {
            return Some(doubtful);
        }
        let start = line + before.len() - open.len_utf8();
        let span = Span::new(start, hit.end + end + close.len_utf8());
        return Some(Foreign { span, certain: true });
    }
    // A sentence of its own.
    if opens.is_none_or(|c| matches!(c, '。' | '！' | '？' | '!' | '?' | '>' | '》' | '】'))
        && !hit.of(text).starts_with(['h', 'w'])
    {
        let rest = &text[hit.end..];
        // A bracket behind it may be the task's tag.
        let stop = rest
            .find(['。', '！', '!', '\n', '；', '（', '(', '【', '〔'])
            .unwrap_or(rest.len());
        let close = rest[stop..]
            .chars()
            .next()
            .filter(|c| matches!(c, '。' | '！' | '!' | '；'))
            .map_or(0, char::len_utf8);
        if stop <= LONGEST {
            let span = Span::new(hit.start, hit.end + stop + close);
            return Some(Foreign { span, certain: true });
        }
    }
    let clause = before.rsplit(['，', '。', '；', ',', ';']).next().unwrap_or(before);
    let tail: String = clause
        .chars()
        .rev()
        .take(16)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    (!WORK.iter().any(|word| tail.contains(word))).then_some(doubtful)
}

fn closing(open: char) -> char {
    match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〔' => '〕',
        _ => ']',
    }
}

/// An address of a government, a school or a public body.
fn is_public_address(words: &str) -> bool {
    let public = [".gov.cn", ".edu.cn", ".org.cn", ".ac.cn", ".mil.cn", ".gov/"];
    let is_address = words.starts_with("http") || words.starts_with("www");
    is_address && (words.ends_with(".gov") || public.iter().any(|end| words.contains(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        promotions(text)
            .into_iter()
            .map(|foreign| (foreign.span.of(text), foreign.certain))
            .collect()
    }

    #[test]
    fn brackets_and_sentences_of_nothing_else_are_certain() {
        assert_eq!(
            found("建设公园（点击查看全文），完善设施。"),
            [("（点击查看全文）", true)]
        );
        assert_eq!(
            found("建设公园。扫码关注“某地发布”。完善设施。"),
            [("扫码关注“某地发布”。", true)]
        );
        // A tag behind it stays.
        assert_eq!(
            found("建设公园。点击上方蓝字关注我们（市园林局）"),
            [("点击上方蓝字关注我们", true)]
        );
        assert_eq!(
            found("建设公园。本文来源：某某文秘网整理。"),
            [("本文来源：某某文秘网整理。", true)]
        );
        assert_eq!(found("建设公园，点击查看详情，完善设施。"), [("点击查看", false)]);
        assert_eq!(found("建设公园，详见www.abc.com，完善设施。"), [("www.abc.com", false)]);
    }

    #[test]
    fn work_that_speaks_of_codes_and_pages_is_none() {
        for text in [
            "引导群众扫码关注健康科普号。",
            "推广“扫码知卫生”，开展扫码点餐。",
            "在www.abc.gov.cn公布结果。",
            "优化微信公众号，开通服务热线。",
            "点击率达到八成。",
            "建设公文网上传输系统，开通客服热线。",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_left_joins_again() {
        let text = "甲乙丙丁";
        let left = without(&Span::new(0, text.len()).into(), &[Span::new(3, 9)]);
        assert_eq!(left.join(text), "甲丁");
        assert_eq!(left.iter().count(), 2);
    }
}
