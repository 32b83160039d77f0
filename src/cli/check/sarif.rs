//! Findings as SARIF 2.1.0, the form in which editors and code hosts show results.
//!
//! Columns and offsets count Unicode code points, as the JSON of the plan does; lines are those of the decoded text,
//! of the file the finding stands in.

use serde::Serialize;

use crate::note::{Code, Note, Severity};
use crate::pipeline::Extraction;
use crate::source::CharIndex;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log with one run.
#[derive(Debug, Serialize)]
pub(super) struct Log {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

/// One finding.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    properties: Properties,
}

#[derive(Debug, Serialize)]
struct Properties {
    proposal: String,
    tasks: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Debug, Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    char_offset: usize,
    char_length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

/// A log of `results`.
pub(super) fn log(results: Vec<SarifResult>) -> Log {
    let rules = Code::ALL.iter().map(|code| Rule {
        id: code.as_str(),
        short_description: text(code.title()),
        help: text(code.proposal()),
        default_configuration: Configuration {
            level: level(code.severity()),
        },
    });
    let driver = Driver {
        name: "fengong",
        version: env!("CARGO_PKG_VERSION"),
        language: "zh-CN",
        rules: rules.collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results,
    };
    Log {
        version: "2.1.0",
        schema: SCHEMA,
        runs: [run],
    }
}

/// The findings of one plan, read from `files`.
pub(super) fn results(files: &[String], extraction: &Extraction) -> Vec<SarifResult> {
    let words = &extraction.document.text;
    let index = CharIndex::new(words);
    let notes = extraction.plan.notes.iter();
    notes.map(|note| result(files, extraction, &index, note)).collect()
}

fn result(files: &[String], extraction: &Extraction, index: &CharIndex, note: &Note) -> SarifResult {
    let words = &extraction.document.text[..];
    let source = &extraction.plan.source;
    let (file, line) = source.place(note.line);
    let begins = file.map_or(0, |file| source.files[file].start);
    let (start, end) = (index.byte(words, note.span.start), index.byte(words, note.span.end));
    let column = |byte: usize| {
        let line = words[..byte].rfind('\n').map_or(0, |end| end + 1);
        words[line..byte].chars().count() + 1
    };
    let region = Region {
        start_line: line,
        start_column: column(start),
        end_line: line + memchr::memchr_iter(b'\n', &words.as_bytes()[start..end]).count(),
        end_column: column(end),
        char_offset: note.span.start - begins,
        char_length: note.span.len(),
        snippet: (!note.excerpt.is_empty()).then(|| text(&note.excerpt)),
    };
    let artifact_location = Artifact {
        uri: uri(&files[file.unwrap_or(0)]),
    };
    SarifResult {
        rule_id: note.code.as_str(),
        rule_index: Code::ALL.iter().position(|code| *code == note.code).unwrap_or_default(),
        level: level(note.severity),
        message: text(&note.message),
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location,
                region,
            },
        }],
        properties: Properties {
            proposal: note.proposal.to_string(),
            tasks: note.all_tasks().map(str::to_string).collect(),
        },
    }
}

fn text(words: &str) -> Message {
    Message {
        text: words.to_string(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A path as a URI reference: `/` between folders, everything but plain characters in percent signs.
fn uri(path: &str) -> String {
    use std::fmt::Write;

    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    // C:/… would be read as a scheme.
    if uri.get(1..4) == Some("%3A") {
        format!("file:///{}:{}", &uri[..1], &uri[4..])
    } else {
        uri
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("a b/要.txt"), "a%20b/%E8%A6%81.txt");
        assert_eq!(uri("C:\\x.txt"), "file:///C:/x.txt");
        assert_eq!(uri("-"), "-");
    }
}
