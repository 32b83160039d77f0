//! The templates of the review page: markup with `{{name}}`s, looks, script, and every word a reader sees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::view::{Fields, Item, unknown_name};
use crate::write::template_error::{from_toml, line_of, nearest};

const MARKUP: &str = "review.html";
const STYLE: &str = "review.css";
/// The parts of the script, in order.
const SCRIPTS: [&str; 3] = ["review-text.js", "review-lists.js", "review.js"];
const WORDS: &str = "review.toml";

/// The words of the product's own template: what another one leaves out is taken from here.
const BUILT_IN: &str = include_str!("../../../templates/review.toml");

/// The looks, the script and the words of the review page.
#[derive(Debug, Clone)]
pub struct ReviewTemplate {
    pieces: Vec<Piece>,
    pub(super) style: String,
    pub(super) script: String,
    words: Words,
}

/// `review.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// The lines under the title.
    #[serde(default, skip_serializing)]
    fact: Vec<Item>,
    /// Words by key.
    #[serde(default)]
    words: BTreeMap<String, String>,
    /// What each kind of text is called and why it is no task, by its name in the JSON.
    #[serde(default)]
    kind: BTreeMap<String, Kind>,
}

/// A kind of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    name: String,
    why: String,
}

/// A part of the markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Title,
    Policy,
    Style,
    Script,
    Data,
    Word(String),
}

impl ReviewTemplate {
    /// Reads the files; `text` gives each by its name.
    ///
    /// # Errors
    /// [`Error::Template`].
    pub fn load(text: impl Fn(&str) -> String) -> Result<Self, Error> {
        let words = Words::parse(&text(WORDS))?;
        let parts = SCRIPTS.map(|name| inline(name, &text(name), "</script"));
        let mut script = String::from("(function () {\n'use strict';\n");
        for part in parts {
            script.push_str(&part?);
        }
        script.push_str("})();\n");
        Ok(ReviewTemplate {
            pieces: pieces(&unix(&text(MARKUP)), &words.words)?,
            style: inline(STYLE, &text(STYLE), "</style")?,
            script,
            words,
        })
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// The lines under the title, each with its label.
    pub(super) fn facts(&self, fields: &Fields) -> Vec<(&str, String)> {
        let shown = |item: &&Item| {
            let holds = |name: &Option<String>| name.as_deref().map(|name| fields.holds(name));
            holds(&item.when) != Some(false) && holds(&item.unless) != Some(true)
        };
        let items = self.words.fact.iter().filter(shown);
        items.map(|item| (&*item.label, fields.fill(&item.text))).collect()
    }
}

impl Words {
    fn parse(text: &str) -> Result<Self, Error> {
        let read = |text: &str| toml::from_str::<Words>(text).map_err(|error| from_toml(WORDS, text, &error));
        let (built_in, mut words) = (read(BUILT_IN)?, read(text)?);
        let wrong = unknown(&words.words, &built_in.words).or_else(|| unknown(&words.kind, &built_in.kind));
        if let Some((wrong, near)) = wrong {
            let near = near.map(|near| format!("，是不是“{near}”？")).unwrap_or_default();
            return Err(wrong_words(text, &wrong, format!("没有“{wrong}”这个键{near}")));
        }
        for item in &words.fact {
            let names = [&item.when, &item.unless].into_iter().flatten();
            let unknown = unknown_name(&item.text, false).or_else(|| {
                names
                    .map(String::as_str)
                    .find(|name| !crate::view::NAMES.iter().any(|(known, _)| known == name))
            });
            if let Some(name) = unknown {
                return Err(wrong_words(text, name, format!("没有“{name}”这个代号")));
            }
        }
        for (key, word) in built_in.words {
            words.words.entry(key).or_insert(word);
        }
        for (key, kind) in built_in.kind {
            words.kind.entry(key).or_insert(kind);
        }
        Ok(words)
    }
}

fn wrong_words(text: &str, needle: &str, message: String) -> Error {
    Error::Template {
        file: WORDS.to_string(),
        line: line_of(text, needle),
        message,
    }
}

/// The first key that the product's own template does not have, and the one that is most like it.
fn unknown<V>(found: &BTreeMap<String, V>, known: &BTreeMap<String, V>) -> Option<(String, Option<String>)> {
    let key = found.keys().find(|key| !known.contains_key(*key))?;
    let near = nearest(key, known.keys().map(String::as_str)).map(str::to_string);
    Some((key.clone(), near))
}

/// Line ends as a browser reads them: the fingerprint of the policy is over those.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A style or a script that stands between tags, which it must not close itself.
fn inline(file: &str, text: &str, end: &str) -> Result<String, Error> {
    let text = unix(text);
    let wrong = |needle: &str| Error::Template {
        file: file.to_string(),
        line: line_of(&text.to_lowercase(), needle),
        message: format!("里面不能有“{needle}”"),
    };
    match [end, "<!--"].into_iter().find(|end| text.to_lowercase().contains(end)) {
        Some(end) => Err(wrong(end)),
        None => Ok(text),
    }
}

/// The markup, parted at its `{{name}}`s.
fn pieces(markup: &str, words: &BTreeMap<String, String>) -> Result<Vec<Piece>, Error> {
    let mut pieces = Vec::new();
    let mut line = 1;
    let mut parts = markup.split("{{");
    let first = parts.next().unwrap_or_default();
    line += first.matches('\n').count();
    pieces.push(Piece::Text(first.to_string()));
    for part in parts {
        let (name, text) = part.split_once("}}").unwrap_or((part, ""));
        let piece = match name.split_once(':') {
            Some(("word", key)) => words.get(key).map(|word| Piece::Word(word.clone())),
            None => named(name),
            Some(_) => None,
        };
        let Some(piece) = piece else {
            let name: String = name.chars().take(40).collect();
            let message = format!("没有“{{{{{name}}}}}”这个代号");
            let file = MARKUP.to_string();
            return Err(Error::Template { file, line, message });
        };
        line += part.matches('\n').count();
        pieces.push(piece);
        pieces.push(Piece::Text(text.to_string()));
    }
    for needed in ["policy", "style", "script", "data"] {
        if !pieces.iter().any(|piece| Some(piece) == named(needed).as_ref()) {
            return Err(Error::Template {
                file: MARKUP.to_string(),
                line,
                message: format!("缺少“{{{{{needed}}}}}”"),
            });
        }
    }
    Ok(pieces)
}

fn named(name: &str) -> Option<Piece> {
    Some(match name {
        "title" => Piece::Title,
        "policy" => Piece::Policy,
        "style" => Piece::Style,
        "script" => Piece::Script,
        "data" => Piece::Data,
        _ => return None,
    })
}
