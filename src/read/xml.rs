//! XML as a tree, small in memory whatever its elements say: names once, texts in one string, no entity but the five
//! that XML has, so that none can grow or point outside.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::{Limits, damaged, too_large};
use crate::Error;

/// Elements and texts of one part at most.
const MOST: usize = 4_000_000;

/// A parsed part.
#[derive(Debug, Default)]
pub(super) struct Xml {
    names: Vec<String>,
    nodes: Vec<NodeData>,
    attributes: Vec<(u32, u32, u32)>,
    text: String,
}

/// `name` is [`TEXT`] for text, whose place in the texts `from..to` is; else that of the attributes.
#[derive(Debug, Clone, Copy)]
struct NodeData {
    name: u32,
    from: u32,
    to: u32,
    first: u32,
    next: u32,
}

const TEXT: u32 = u32::MAX;
const NONE: u32 = u32::MAX;

/// An element or text.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    xml: &'a Xml,
    at: u32,
}

impl Xml {
    /// Parses `bytes`, a part of the file `name`. Of a broken part what stands before the fault is given, if
    /// anything does.
    pub fn parse(name: &str, bytes: &[u8], limits: &Limits) -> Result<Xml, Error> {
        let text = decoded(bytes);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = false;
        let mut builder = XmlBuilder::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    builder.open_tag(&start);
                    if builder.stack.len() > limits.depth {
                        return Err(too_large(name, "depth"));
                    }
                }
                Ok(Event::Empty(start)) => {
                    builder.open_tag(&start);
                    builder.close();
                }
                Ok(Event::End(_)) => builder.close(),
                Ok(Event::Text(words)) => builder.words(&words.into_inner()),
                Ok(Event::CData(words)) => builder.words(&words.into_inner()),
                Ok(Event::GeneralRef(entity)) => {
                    let letter = match entity.resolve_char_ref() {
                        Ok(Some(letter)) => Some(letter),
                        _ => named(&entity),
                    };
                    letter
                        .iter()
                        .for_each(|letter| builder.words(letter.encode_utf8(&mut [0; 4])));
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => return Err(damaged(name, "", "里面的文字标记不完整")),
            }
            if builder.is_full() {
                return Err(too_large(name, "inflated"));
            }
        }
        Ok(builder.finish())
    }

    /// Whether nothing was parsed.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The element that holds all others.
    pub fn root(&self) -> Node<'_> {
        Node { xml: self, at: 0 }
    }
}

/// Text of XML: UTF-8, or UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => String::from_utf8_lossy(bytes),
    }
}

fn named(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Makes a tree, element by element.
pub(super) struct XmlBuilder {
    xml: Xml,
    known: HashMap<String, u32>,
    /// Open elements with their last child.
    stack: Vec<(u32, u32)>,
}

impl XmlBuilder {
    pub fn new() -> Self {
        let mut xml = Xml::default();
        xml.names.push(String::new());
        xml.nodes.push(NodeData {
            name: 0,
            from: 0,
            to: 0,
            first: NONE,
            next: NONE,
        });
        XmlBuilder {
            xml,
            known: HashMap::new(),
            stack: vec![(0, NONE)],
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let number = self.xml.names.len() as u32;
        self.xml.names.push(name.to_string());
        self.known.insert(name.to_string(), number);
        number
    }

    fn add(&mut self, node: NodeData) -> u32 {
        let number = self.xml.nodes.len() as u32;
        self.xml.nodes.push(node);
        if let Some((parent, last)) = self.stack.last_mut() {
            match *last {
                NONE => self.xml.nodes[*parent as usize].first = number,
                last => self.xml.nodes[last as usize].next = number,
            }
            *last = number;
        }
        number
    }

    /// Begins an element.
    pub fn open<'v>(&mut self, name: &str, attributes: impl Iterator<Item = (&'v str, &'v str)>) {
        let name = self.name(name);
        let from = self.xml.attributes.len() as u32;
        for (key, value) in attributes {
            self.attribute(key, value);
        }
        self.enter(name, from);
    }

    fn open_tag(&mut self, start: &BytesStart<'_>) {
        let name = self.name(start.local_name().as_ref());
        let from = self.xml.attributes.len() as u32;
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.local_name();
            match attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
                Ok(value) => self.attribute(key.as_ref(), &value),
                Err(_) => self.attribute(key.as_ref(), &attribute.value),
            }
        }
        self.enter(name, from);
    }

    fn attribute(&mut self, key: &str, value: &str) {
        let key = self.name(key);
        let begins = self.xml.text.len() as u32;
        self.xml.text.push_str(value);
        self.xml.attributes.push((key, begins, self.xml.text.len() as u32));
    }

    fn enter(&mut self, name: u32, from: u32) {
        let to = self.xml.attributes.len() as u32;
        let number = self.add(NodeData {
            name,
            from,
            to,
            first: NONE,
            next: NONE,
        });
        self.stack.push((number, NONE));
    }

    /// Whether no more fits.
    pub fn is_full(&self) -> bool {
        self.xml.nodes.len() > MOST || self.xml.text.len() > u32::MAX as usize / 2
    }

    /// The tree.
    pub fn finish(self) -> Xml {
        self.xml
    }

    /// Ends the innermost element.
    pub fn close(&mut self) {
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    /// Adds text.
    pub fn words(&mut self, words: &str) {
        let from = self.xml.text.len() as u32;
        self.xml.text.push_str(words);
        let to = self.xml.text.len() as u32;
        // Text around an entity is one text.
        if let Some((_, last)) = self.stack.last()
            && let Some(node) = self.xml.nodes.get_mut(*last as usize)
            && node.name == TEXT
            && node.to == from
        {
            node.to = to;
            return;
        }
        self.add(NodeData {
            name: TEXT,
            from,
            to,
            first: NONE,
            next: NONE,
        });
    }
}

impl<'a> Node<'a> {
    fn data(self) -> NodeData {
        self.xml.nodes[self.at as usize]
    }

    /// A number that no other node of the tree has.
    pub fn id(self) -> u32 {
        self.at
    }

    /// Local name of an element; empty for text.
    pub fn name(self) -> &'a str {
        match self.data().name {
            TEXT => "",
            name => &self.xml.names[name as usize],
        }
    }

    /// The words of a text; nothing for an element.
    pub fn words(self) -> &'a str {
        let data = self.data();
        match data.name {
            TEXT => &self.xml.text[data.from as usize..data.to as usize],
            _ => "",
        }
    }

    /// Elements and texts inside.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        let at = |at: u32| (at != NONE).then_some(Node { xml: self.xml, at });
        let first = match self.data().name {
            TEXT => None,
            _ => at(self.data().first),
        };
        std::iter::successors(first, move |node| at(node.data().next))
    }

    /// The first element inside called `name`.
    pub fn child(self, name: &str) -> Option<Node<'a>> {
        self.children().find(|node| node.name() == name)
    }

    /// The element down the path.
    pub fn down(self, path: &[&str]) -> Option<Node<'a>> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// Value of the attribute with this local name.
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        let data = self.data();
        if data.name == TEXT {
            return None;
        }
        let attributes = &self.xml.attributes[data.from as usize..data.to as usize];
        let found = attributes
            .iter()
            .find(|(key, ..)| self.xml.names[*key as usize] == name)?;
        Some(&self.xml.text[found.1 as usize..found.2 as usize])
    }

    /// The `val` of the element inside called `name`: how WordprocessingML says most things.
    pub fn value(self, name: &str) -> Option<&'a str> {
        self.child(name)?.attribute("val")
    }

    /// Every word inside, texts one after the other.
    pub fn all_words(self) -> String {
        let (mut words, mut open) = (String::new(), vec![self]);
        while let Some(node) = open.pop() {
            words.push_str(node.words());
            let children: Vec<Node<'a>> = node.children().collect();
            open.extend(children.into_iter().rev());
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_with_entities_and_attributes() {
        let xml = Xml::parse(
            "甲",
            "<w:a x:b='1&amp;2'>甲&lt;乙<c/>丙&#x4e01;</w:a>".as_bytes(),
            &Limits::default(),
        )
        .unwrap();
        let a = xml.root().child("a").unwrap();
        assert_eq!(a.attribute("b"), Some("1&2"));
        assert_eq!(a.all_words(), "甲<乙丙丁");
        assert_eq!(a.children().map(Node::name).collect::<Vec<_>>(), ["", "c", ""]);
    }

    #[test]
    fn nothing_grows_and_nothing_nests_without_end() {
        let deep = "<a>".repeat(300);
        assert!(Xml::parse("甲", deep.as_bytes(), &Limits::default()).is_err());
        let bomb = "<!DOCTYPE a [<!ENTITY b \"甲甲甲\"><!ENTITY c \"&b;&b;\">]><a>&c;乙</a>";
        let xml = Xml::parse("甲", bomb.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(xml.root().all_words(), "乙");
    }
}
