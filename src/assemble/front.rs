//! Front matter with its places in characters.

use super::owners::Settler;
use crate::outline::FrontMatter;
use crate::plan::{DatedValue, Front, Value};
use crate::source::{Slices, Span};

/// The front matter of the JSON.
pub(super) fn front(settler: &Settler<'_, '_>, front: &FrontMatter) -> Front {
    let text = settler.tree.text;
    let value = |slices: &Slices| Value {
        text: slices.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("\n"),
        span: settler.span(slices),
        pieces: settler.pieces(slices),
    };
    let plain = |span: &Span| value(&Slices::from(*span));
    let dated = |(span, iso): &(Span, String)| DatedValue {
        text: span.of(text).to_string(),
        date: iso.clone(),
        span: settler.span(&Slices::from(*span)),
    };
    Front {
        title: front.title.as_ref().map(value),
        notice_title: front.notice_title.as_ref().map(value),
        document_number: front.document_number.as_ref().map(plain),
        issuer: front.issuer.as_ref().map(value),
        issued_on: front.issued_on.as_ref().map(dated),
        published_on: front.published_on.as_ref().map(dated),
        addressees: front
            .addressees
            .map_or_else(Vec::new, |span| addressees(settler, text, span)),
        attachments: front.attachments.iter().map(plain).collect(),
        marking: front.marking.as_ref().map(|marking| plain(&marking.span)),
    }
}

/// 主送机关 as the directory splits them.
fn addressees(settler: &Settler<'_, '_>, text: &str, span: Span) -> Vec<Value> {
    let list = settler.directory.read_list(span.of(text));
    list.names
        .iter()
        .map(|name| {
            let place = Span::new(span.start + name.range.start, span.start + name.range.end);
            Value {
                text: place.of(text).to_string(),
                span: settler.span(&place.into()),
                pieces: Vec::new(),
            }
        })
        .collect()
}
