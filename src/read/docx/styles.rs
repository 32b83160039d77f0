//! What paragraphs and runs take over from their styles: numbers, and being hidden.

use std::collections::HashMap;

use crate::read::xml::Node;

/// The styles of a document by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// Styles based on each other no longer than this; a circle ends here.
const CHAIN: usize = 20;

impl Styles {
    pub fn of(root: Node<'_>) -> Self {
        let mut found = Styles::default();
        let Some(styles) = root.child("styles") else {
            return found;
        };
        for node in styles.children().filter(|node| node.name() == "style") {
            let Some(id) = node.attribute("styleId") else { continue };
            let number = node.down(&["pPr", "numPr"]);
            let style = Style {
                name: node.value("name").unwrap_or_default().to_lowercase(),
                based_on: node.value("basedOn").map(String::from),
                number: number.and_then(|number| number.value("numId")).map(String::from),
                level: number.and_then(|number| number.value("ilvl")?.parse().ok()),
                hidden: node.down(&["rPr", "vanish"]).map(is_on),
            };
            let default = node.attribute("default").is_some_and(|on| !matches!(on, "0" | "false"));
            if default && node.attribute("type") == Some("paragraph") {
                found.default = Some(id.to_string());
            }
            found.styles.insert(id.to_string(), style);
        }
        found
    }

    /// The style and those it is based on.
    fn chain<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = style.or(self.default.as_deref());
        let get = |id: &'s str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(first.and_then(get), move |(_, style)| get(style.based_on.as_deref()?)).take(CHAIN)
    }

    /// The list that paragraphs of `style` stand in, its level there, and the style that says so.
    pub fn number<'s>(&'s self, style: Option<&'s str>) -> Option<(&'s str, Option<usize>, &'s str)> {
        let level = self.chain(style).find_map(|(_, style)| style.level);
        self.chain(style)
            .find_map(|(id, style)| Some((style.number.as_deref()?, level, id)))
    }

    /// Whether text of `style` is hidden.
    pub fn hides(&self, style: Option<&str>) -> bool {
        self.chain(style).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// Whether `style` is one of a table of contents.
    pub fn is_contents(&self, style: Option<&str>) -> bool {
        let name = style
            .and_then(|id| self.styles.get(id))
            .map_or("", |style| style.name.as_str());
        name.strip_prefix("toc ").is_some_and(|rest| rest.parse::<u8>().is_ok())
    }
}

/// Whether a property is on: it is when it is there, but for `val="0"`.
pub(super) fn is_on(node: Node<'_>) -> bool {
    !matches!(node.attribute("val"), Some("0" | "false" | "off" | "none"))
}
