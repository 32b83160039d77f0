//! What of a page is not its text: menus, where one is, links to other pages, share bars, footers. What is hidden is
//! none of it either.

use std::collections::HashSet;

use crate::read::xml::Node;

/// The elements left out.
#[derive(Debug, Default)]
pub(super) struct Chrome {
    left_out: HashSet<u32>,
    /// Letters of visible text in them.
    pub letters: usize,
}

impl Chrome {
    pub fn holds(&self, node: Node<'_>) -> bool {
        self.left_out.contains(&node.id())
    }
}

/// Elements whose text nobody reads.
pub(super) const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "audio", "video", "select",
    "textarea", "button", "rt", "rp",
];

/// Words in class or id of what stands around the text of a page.
const AROUND: &[&str] = &[
    "nav",
    "menu",
    "crumb",
    "share",
    "footer",
    "copyright",
    "sidebar",
    "related",
    "recommend",
    "toolbar",
    "search",
    "login",
    "banner",
    "xgxx",
    "xglj",
    "xgwj",
    "qrcode",
    "ewm",
    "weizhi",
    "position",
    "friendlink",
    "fenxiang",
    "print",
];

/// Elements that hold text of their own.
const BLOCKS: &[&str] = &[
    "div", "ul", "ol", "p", "td", "table", "section", "nav", "header", "footer", "aside", "dl", "center", "form", "li",
    "span", "h3", "h4",
];

/// What stands in an element.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    letters: usize,
    linked: usize,
    links: usize,
    /// 附件: links that belong to the text.
    annexes: bool,
}

/// Finds what is left out of the page below `root`.
pub(super) fn find(root: Node<'_>) -> Chrome {
    let mut chrome = Chrome::default();
    let mut found = Vec::new();
    let whole = measure(root, false, &mut found);
    // Outermost first: `found` has every element behind those inside it.
    let mut inside: HashSet<u32> = HashSet::new();
    for (node, holds) in found.into_iter().rev() {
        if inside.contains(&node.id()) || !is_chrome(node, holds, whole) {
            continue;
        }
        chrome.left_out.insert(node.id());
        chrome.letters += holds.letters;
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            inside.insert(node.id());
            open.extend(node.children());
        }
    }
    chrome
}

fn is_chrome(node: Node<'_>, holds: Holds, whole: Holds) -> bool {
    if holds.letters == 0 || holds.annexes || !BLOCKS.contains(&node.name()) {
        return false;
    }
    // Most of the page is its text, whatever it is called.
    let small = (holds.letters - holds.linked) * 10 < (whole.letters - whole.linked).max(1) * 3;
    let named = |name: &str| {
        let words = node.attribute(name).unwrap_or_default().to_ascii_lowercase();
        AROUND.iter().any(|around| words.contains(around))
    };
    let around = matches!(node.name(), "nav" | "footer" | "aside") || named("class") || named("id");
    let links = holds.links >= 2 && holds.linked * 10 >= holds.letters * 6;
    small && (links || around && holds.letters < 400)
}

/// What stands below `node`; every element is added to `found` behind those inside it.
fn measure<'n>(node: Node<'n>, linked: bool, found: &mut Vec<(Node<'n>, Holds)>) -> Holds {
    let mut holds = Holds::default();
    if UNSEEN.contains(&node.name()) || is_hidden(node) {
        return holds;
    }
    let words = node.words();
    let letters = words.chars().filter(|c| !c.is_whitespace()).count();
    holds.letters = letters;
    holds.linked = if linked { letters } else { 0 };
    holds.annexes = words.contains("附件");
    let link = node.name() == "a" && node.attribute("href").is_some();
    for child in node.children() {
        let inner = measure(child, linked || link, found);
        holds.letters += inner.letters;
        holds.linked += inner.linked;
        holds.links += inner.links;
        holds.annexes |= inner.annexes;
    }
    holds.links += usize::from(link);
    if !node.name().is_empty() {
        found.push((node, holds));
    }
    holds
}

/// Whether a page does not show an element.
pub(super) fn is_hidden(node: Node<'_>) -> bool {
    let style = node.attribute("style").unwrap_or_default();
    if node.attribute("hidden").is_some() {
        return true;
    }
    if style.is_empty() {
        return false;
    }
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
