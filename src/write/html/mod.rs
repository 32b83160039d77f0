//! The review page as one HTML file that needs nothing beside it: markup, looks and script from `templates/`, the plan
//! as data in it.
//!
//! A plan is anybody's text, so it never becomes markup: it stands in the file as JSON without a letter that HTML or a
//! script could take for its own, the script shows it as text only, and a policy in the page's head lets run no script
//! but the one whose fingerprint it gives, and load nothing from anywhere.

mod escape;
mod template;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::view::review::Page;
use crate::view::{Fields, Heading, Survey};

use super::{WorkbookTemplate, xlsx};
use crate::plan::Plan;
use template::Piece;
pub use template::ReviewTemplate;

/// Everything the script of the page reads.
#[derive(Debug, Serialize)]
struct Data<'a> {
    /// What remarks are kept under: the same text gives the same key.
    key: &'a str,
    /// Name of the file that remarks are saved to, without its ending.
    stem: String,
    /// The lines under the title.
    facts: Vec<(&'a str, String)>,
    words: &'a template::Words,
    page: &'a Page<'a>,
}

/// Longest title in a file name, as for workbooks.
const LONGEST_TITLE: usize = 55;

/// Name of the review page without `.html`: `<title>-核对页`, fit for Windows.
pub fn review_stem(plan: &Plan) -> String {
    format!("{}-核对页", xlsx::file_name(&plan.title, LONGEST_TITLE))
}

/// The review page of `plan`, read from `text`.
///
/// # Errors
/// [`Error::Workbook`].
pub fn review(
    plan: &Plan,
    text: &str,
    workbook: &WorkbookTemplate,
    template: &ReviewTemplate,
) -> Result<Vec<u8>, Error> {
    let survey = Survey::new(plan, text);
    let page = Page::new(&survey, &workbook.words);
    let fields = Fields::of_plan(&survey, &workbook.words, &Heading::default());
    let key = hex(&Sha256::digest(text.as_bytes()));
    let data = Data {
        key: &key,
        stem: review_stem(plan),
        facts: template.facts(&fields),
        words: template.words(),
        page: &page,
    };
    let json = serde_json::to_string(&data).map_err(|error| Error::Workbook {
        file: review_stem(plan),
        message: error.to_string(),
    })?;
    let data = escape::script_data(&json);
    let mut html = String::with_capacity(data.len() + (64 << 10));
    for piece in template.pieces() {
        match piece {
            Piece::Text(text) => html.push_str(text),
            Piece::Title => html.push_str(&escape::markup(&plan.title)),
            Piece::Policy => html.push_str(&policy(template)),
            Piece::Style => html.push_str(&template.style),
            Piece::Script => html.push_str(&template.script),
            Piece::Data => html.push_str(&data),
            Piece::Word(word) => html.push_str(&escape::markup(word)),
        }
    }
    Ok(html.into_bytes())
}

/// Nothing from anywhere, no script and no style but those of the page.
fn policy(template: &ReviewTemplate) -> String {
    let source = |text: &str| format!("'sha256-{}'", escape::base64(&Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        source(&template.script),
        source(&template.style)
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
