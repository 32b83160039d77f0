//! The parts of a docx package, found through relationships as the format wants it, by their usual names where these
//! are missing.

use crate::Error;
use crate::read::limits::{Limits, damaged};
use crate::read::package::Package;
use crate::read::xml::Xml;

/// Where the parts lie.
#[derive(Debug, Default)]
pub(super) struct Parts {
    main: String,
    /// Last word of the relationship's type, and the part.
    related: Vec<(String, String)>,
}

impl Parts {
    pub fn find(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Parts, Error> {
        let mut parts = Parts {
            main: "word/document.xml".to_string(),
            related: Vec::new(),
        };
        let relations = relations(name, "", package, limits)?;
        if let Some((_, main)) = relations.into_iter().find(|(kind, _)| kind == "officeDocument") {
            parts.main = main;
        }
        parts.related = self::relations(name, &parts.main, package, limits)?;
        Ok(parts)
    }

    /// The text itself.
    pub fn main(&self, name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Xml, Error> {
        match package.part(&self.main)? {
            Some(bytes) => Xml::parse(name, &bytes, limits),
            None => Err(damaged(name, "Word ", "里面没有正文")),
        }
    }

    /// The part related as `kind`; nothing where there is none.
    pub fn load(
        &self,
        kind: &str,
        name: &str,
        package: &mut Package<'_>,
        limits: &Limits,
    ) -> Result<Option<Xml>, Error> {
        let Some((_, part)) = self.related.iter().find(|(known, _)| known == kind) else {
            return Ok(None);
        };
        match package.part(part)? {
            Some(bytes) => Xml::parse(name, &bytes, limits).map(Some),
            None => Ok(None),
        }
    }

    /// What notes, headers or footers say, each text once, without bare page numbers.
    pub fn notes(
        &self,
        kind: &str,
        name: &str,
        package: &mut Package<'_>,
        limits: &Limits,
    ) -> Result<Vec<String>, Error> {
        let mut told: Vec<String> = Vec::new();
        for (_, part) in self.related.iter().filter(|(known, _)| known == kind) {
            let Some(bytes) = package.part(part)? else { continue };
            let xml = Xml::parse(name, &bytes, limits)?;
            let Some(root) = xml.root().children().find(|node| !node.name().is_empty()) else {
                continue;
            };
            let each = |node: &&str| matches!(*node, "footnote" | "endnote" | "comment");
            let single = !root.children().any(|node| each(&node.name()));
            let notes = root
                .children()
                .filter(|node| each(&node.name()))
                .map(super::body::plain);
            let words: Vec<String> = match single {
                true => vec![super::body::plain(root)],
                false => notes.collect(),
            };
            for words in words {
                let number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-—–－第页共/".contains(c);
                let words = words.trim();
                if !words.chars().all(number) && !told.iter().any(|known| known == words) {
                    told.push(words.to_string());
                }
            }
        }
        Ok(told)
    }
}

/// The relationships of `part`: last word of the type, and the part meant.
fn relations(
    name: &str,
    part: &str,
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Vec<(String, String)>, Error> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(bytes) = package.part(&format!("{folder}{slash}_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let xml = Xml::parse(name, &bytes, limits)?;
    let Some(root) = xml.root().child("Relationships") else {
        return Ok(Vec::new());
    };
    let relation = root.children().filter_map(|node| {
        let kind = node.attribute("Type")?.rsplit('/').next()?.to_string();
        let target = node.attribute("Target")?;
        (node.attribute("TargetMode") != Some("External")).then(|| (kind, resolved(folder, target)))
    });
    Ok(relation.collect())
}

/// `../a.xml` seen from `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolved("word", "numbering.xml"), "word/numbering.xml");
        assert_eq!(resolved("word", "../a/b.xml"), "a/b.xml");
        assert_eq!(resolved("word", "/word/c.xml"), "word/c.xml");
        assert_eq!(resolved("", "../../d.xml"), "d.xml");
    }
}
