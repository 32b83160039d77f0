//! Front matter with its places in the text.

use serde::{Deserialize, Serialize};

use super::CharSpan;

/// A value that is a slice of the text, or several slices joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

/// A date as written and as ISO.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DatedValue {
    /// As written.
    pub text: String,
    /// ISO `yyyy-mm-dd`.
    pub date: String,
    /// Its place.
    pub span: CharSpan,
}

/// Title block, document number, addressees, signature, as found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Front {
    /// Title of the plan; the whole title, lines joined.
    pub title: Option<Value>,
    /// Title of the notice that carries the plan.
    pub notice_title: Option<Value>,
    /// 发文字号.
    pub document_number: Option<Value>,
    /// 署名.
    pub issuer: Option<Value>,
    /// 成文日期.
    pub issued_on: Option<DatedValue>,
    /// The web page's date (发布日期); never used as date of issue.
    pub published_on: Option<DatedValue>,
    /// 主送机关, each name as written.
    #[serde(default)]
    pub addressees: Vec<Value>,
    /// Attachments announced (附件：…), without the label.
    #[serde(default)]
    pub attachments: Vec<Value>,
    /// 密级 as the line stands, where the user allowed a document that carries one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<Value>,
}
