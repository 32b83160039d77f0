//! PDF: pages of glyphs and paths, understood by [`super::page`].
//!
//! The crates that unpack pages limit how deep a file may nest, and what they still fail on is caught by
//! [`super::guard`]; no thread is needed here, the command line gives its own a large stack.

mod draw;

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Affine;

use super::builder::Builder;
use super::guard::guarded;
use super::limits::{Limits, Room, damaged, too_large};
use super::page::{self, Page};
use super::{Content, Options};
use crate::Error;
use crate::source::Span;
use draw::{Budget, Drawn, Pages};

/// Where the magic may stand: mail programs and scanners put lines before it.
const HEAD: usize = 1024;

/// Programs accept rubbish before the magic; a text that only speaks of it does not end as such files do.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    match memchr::memmem::find(head, b"%PDF-") {
        Some(0) => true,
        Some(_) => memchr::memmem::rfind(bytes, b"%%EOF").is_some(),
        None => false,
    }
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let budget = Budget::new(&options.limits);
    let pages = guarded(|| unpacked(name, bytes, options, &budget));
    let pages = pages.unwrap_or_else(|| match budget.is_spent() {
        true => Err(too_large(name, "inflated")),
        false => Err(damaged(name, "PDF ", "内容无法解析")),
    })?;
    understood(name, pages, &options.limits)
}

/// Every page's glyphs and rules.
fn unpacked(name: &str, bytes: Vec<u8>, options: &Options, budget: &Budget) -> Result<Pages, Error> {
    let pdf = Pdf::new(bytes).map_err(|error| refused(name, error))?;
    let all = pdf.pages();
    if all.len() > options.limits.pages {
        return Err(too_large(name, "pages"));
    }
    let cache = InterpreterCache::new();
    let mut pages = Pages::new(options.limits.inflated / std::mem::size_of::<page::Glyph>());
    let mut unpacked = 0usize;
    for (at, page) in all.iter().enumerate() {
        // Unpacked once, and kept by the page.
        let orders = page.page_stream().map_or(0, <[u8]>::len);
        budget.page(orders);
        unpacked += orders;
        if unpacked > options.limits.inflated {
            return Err(too_large(name, "inflated"));
        }
        let (width, height) = page.render_dimensions();
        let initial = page.initial_transform(true);
        let initial = Affine::new(initial.as_coeffs());
        let bounds = kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(initial, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut drawn = Drawn::new(
            Page {
                number: at + 1,
                width,
                height,
                ..Page::default()
            },
            pages.left,
            budget,
        );
        interpret_page(page, &mut context, &mut drawn);
        pages.add(drawn);
        if pages.left == 0 {
            return Err(too_large(name, "inflated"));
        }
    }
    Ok(pages)
}

fn refused(name: &str, error: LoadPdfError) -> Error {
    let (reason, advice) = match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => (
            "PDF 文件设有打开密码",
            "请向来文单位索取密码，在阅读软件中打开后另存为不带密码的文件再试。",
        ),
        LoadPdfError::Decryption(_) => (
            "PDF 文件已加密，加密方式不能识别",
            "请在阅读软件中打开后打印（另存）为新的 PDF，或索取 Word、WPS 文件再试。",
        ),
        LoadPdfError::Invalid => return damaged(name, "PDF ", "找不到页面，可能没有下载完"),
    };
    Error::Unreadable {
        name: name.to_string(),
        reason: reason.to_string(),
        advice: advice.to_string(),
    }
}

/// Pages that are pictures have no words; words without a table of characters are no words either.
fn understood(name: &str, pages: Pages, limits: &Limits) -> Result<Content, Error> {
    if pages.pages.is_empty() {
        return Err(damaged(name, "PDF ", "里面没有页面"));
    }
    if pages.letters == 0 {
        let (reason, advice) = match pages.pictures {
            0 => (
                "PDF 文件里没有文字",
                "请在阅读软件中打开确认；文字显示正常的，请打印（另存）为新的 PDF 或索取 Word、WPS 文件再试。",
            ),
            _ => (
                "是扫描件，只有图片，没有文字层",
                "请先用扫描软件或 WPS 的“图片转文字（OCR）”识别成文字，核对后另存为 Word 或文本再试。",
            ),
        };
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: reason.to_string(),
            advice: advice.to_string(),
        });
    }
    if pages.unknown * 5 > pages.letters {
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: "PDF 文件的字体没有文字对照，读出来是乱码".to_string(),
            advice: "请索取 Word、WPS 文件，或用“图片转文字（OCR）”识别成文字，核对后再试。".to_string(),
        });
    }
    let mut builder = Builder::default();
    pages.remarks().into_iter().for_each(|words| builder.remark(words));
    page::assemble(pages.pages, Room::new(name, limits), &mut builder)?;
    let mut content = builder.finish();
    let unknown = content.text.match_indices('\u{fffd}');
    content.replaced = unknown.map(|(at, found)| Span::new(at, at + found.len())).collect();
    Ok(content)
}
