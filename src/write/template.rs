//! `workbook.toml`: the looks of the workbooks and every word in them.

use serde::Deserialize;

use crate::Error;
use crate::view::{MatrixCells, Section, VIEWS, Words, unknown_name, view};

use super::template_error::{self, FILE};

/// The looks of the workbooks, from `workbook.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkbookTemplate {
    pub(crate) document: DocumentSpec,
    pub(crate) font: Fonts,
    pub(crate) color: Colors,
    pub(crate) print: PrintSpec,
    pub(crate) words: Words,
    pub(crate) status: Vec<StatusSpec>,
    pub(crate) summary: Vec<Section>,
    #[serde(rename = "sheet")]
    pub(crate) sheets: Vec<SheetSpec>,
    pub(crate) list: SheetSpec,
    pub(crate) consult: SheetSpec,
    pub(crate) combine: CombineSpec,
    /// 任务交办单 in front of each list.
    #[serde(default)]
    pub(crate) letter: Option<SheetSpec>,
    #[serde(default, rename = "letter_section")]
    pub(crate) letter_sections: Vec<Section>,
    #[serde(default)]
    pub(crate) matrix: MatrixSpec,
    /// Every word under `[words]`, longest first, texts with `{name}`s in pieces.
    #[serde(skip)]
    pub(crate) vocabulary: Vec<String>,
}

/// Document properties.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentSpec {
    /// Author where the plan names no issuer.
    pub author: String,
    pub subject: String,
    /// Name of the master workbook and of the default folder; `{title}`.
    #[serde(default = "file")]
    pub file: String,
    /// Creation date where the plan has no date of issue.
    pub date: String,
    /// Folder of the units' own workbooks.
    pub list_folder: String,
    /// Folder of the letters (`--cover docx`).
    pub cover_folder: String,
    /// Folder of the 征求意见表.
    pub consult_folder: String,
    /// Name of the hidden sheet that proves the others.
    #[serde(default = "proof")]
    pub proof: String,
}

/// The workbook of several plans.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CombineSpec {
    /// Name of the file, without its ending, and of its folder.
    pub file: String,
    pub matrix: SheetSpec,
    pub actions: SheetSpec,
    pub list: SheetSpec,
}

/// A font.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FontSpec {
    pub name: String,
    pub size: f64,
}

/// The fonts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fonts {
    pub default: FontSpec,
    pub title: FontSpec,
    pub facts: FontSpec,
    pub heading: FontSpec,
    pub body: FontSpec,
    pub band: FontSpec,
    pub note: FontSpec,
}

/// A colour, `RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Rgb(pub u32);

impl TryFrom<String> for Rgb {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.trim_start_matches('#');
        match u32::from_str_radix(digits, 16) {
            Ok(value) if digits.len() == 6 => Ok(Rgb(value)),
            _ => Err(format!("颜色“{text}”应为六位十六进制数，例如 F2F2F2")),
        }
    }
}

/// The colours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Colors {
    pub border: Rgb,
    pub heading: Rgb,
    pub band: Rgb,
    pub total: Rgb,
    pub fill_in: Rgb,
    pub pending: Rgb,
    pub warning: Rgb,
    pub link: Rgb,
    pub muted: Rgb,
    /// Series of the charts, in order.
    pub chart: Vec<Rgb>,
    /// Background of the lights by their word.
    #[serde(default, rename = "light")]
    pub lights: Vec<StatusSpec>,
    /// Background of the counts of the matrix, from the smallest count up.
    #[serde(rename = "count")]
    pub counts: Vec<Shade>,
}

/// Background of counts from a number up.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shade {
    pub from: u32,
    pub color: Rgb,
}

/// What stands in the matrix.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixSpec {
    #[serde(default)]
    pub cells: MatrixCells,
}

/// A word of the list of states.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusSpec {
    pub word: String,
    #[serde(default)]
    pub color: Option<Rgb>,
}

/// Paper and pages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrintSpec {
    /// Margins in centimetres.
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub footer: String,
    /// Smallest size of text on paper, in points.
    pub min_size: f64,
    /// Highest row in points; a longer text goes on in the next row.
    pub max_row: f64,
    pub continued: String,
}

/// Paper of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Paper {
    A4,
    A3,
    /// A4 where the text stays legible, else A3.
    #[serde(rename = "auto")]
    Auto,
}

/// A sheet of the master workbook, or the sheet of a unit's own workbook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetSpec {
    /// Which view; left out for the units' own workbooks.
    #[serde(default)]
    pub view: String,
    #[serde(default = "yes")]
    pub show: bool,
    /// Name on the tab.
    pub name: String,
    /// What it is for, in the table of contents.
    #[serde(default)]
    pub about: String,
    pub title: String,
    #[serde(default)]
    pub left: String,
    #[serde(default)]
    pub right: String,
    /// A line below those two.
    #[serde(default)]
    pub below: String,
    #[serde(default)]
    pub notes: Vec<String>,
    pub paper: Paper,
    #[serde(default = "yes")]
    pub landscape: bool,
    #[serde(default)]
    pub filter: bool,
    /// Whether a row of headings is shown.
    #[serde(default = "yes")]
    pub headings: bool,
    /// Number of columns that stay in view.
    #[serde(default)]
    pub freeze: usize,
    /// Fit on one page where the text stays legible.
    #[serde(default)]
    pub one_page: bool,
    /// Smallest size of text on paper, where it differs from `print.min_size`.
    #[serde(default)]
    pub min_size: Option<f64>,
    #[serde(rename = "column")]
    pub columns: Vec<ColumnSpec>,
}

/// A column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnSpec {
    pub key: String,
    #[serde(default)]
    pub heading: String,
    /// Width in Chinese characters.
    pub width: f64,
    /// Width when no cell of the column holds anything.
    #[serde(default)]
    pub empty_width: Option<f64>,
    /// Grows up to this width to hold its widest cell in one line.
    #[serde(default)]
    pub fit: f64,
    /// Takes the room left on the page.
    #[serde(default)]
    pub grow: bool,
    /// Least it may shrink to where the page is too narrow.
    #[serde(default)]
    pub min_width: Option<f64>,
    /// Most it may grow to.
    #[serde(default)]
    pub max_width: Option<f64>,
    #[serde(default)]
    pub hidden: bool,
    #[serde(default)]
    pub align: Option<Align>,
}

/// How text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

fn yes() -> bool {
    true
}

fn file() -> String {
    "{title}-责任分工".to_string()
}

fn proof() -> String {
    "核验数据".to_string()
}

impl WorkbookTemplate {
    /// Name of the folder of 汇总, and of the file in it.
    pub fn combined_name(&self) -> &str {
        &self.combine.file
    }

    /// Parses the text of `workbook.toml`.
    ///
    /// # Errors
    /// [`Error::Template`] naming line and key.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut template: WorkbookTemplate =
            toml::from_str(text).map_err(|error| template_error::from_toml(FILE, text, &error))?;
        template.vocabulary = vocabulary(text);
        template.check().map_err(|(needle, message)| Error::Template {
            file: FILE.to_string(),
            line: template_error::line_of(text, &needle),
            message,
        })?;
        Ok(template)
    }

    /// What the types cannot say; a mistake with the words to look for in the file.
    fn check(&self) -> Result<(), (String, String)> {
        let mut seen = Vec::new();
        for sheet in &self.sheets {
            let Some(view) = view(&sheet.view) else {
                let nearest = template_error::nearest(&sheet.view, VIEWS.iter().map(|view| view.key));
                let hint = nearest.map(|name| format!("，是不是“{name}”？")).unwrap_or_default();
                return Err((
                    format!("\"{}\"", sheet.view),
                    format!("sheet.view 没有“{}”这种工作表{hint}", sheet.view),
                ));
            };
            if seen.contains(&view.key) {
                return Err((
                    format!("\"{}\"", sheet.view),
                    format!("sheet.view “{}”出现了两次", sheet.view),
                ));
            }
            seen.push(view.key);
            check_columns(sheet, view.key)?;
            check_texts(sheet, view.key == "unit_list")?;
        }
        check_columns(&self.list, "unit_list")?;
        check_texts(&self.list, true)?;
        let combine = [
            (&self.combine.matrix, "combined_matrix"),
            (&self.combine.actions, "combined_actions"),
            (&self.combine.list, "combined_list"),
        ];
        for (sheet, view) in combine {
            check_columns(sheet, view)?;
            check_texts(sheet, view == "combined_list")?;
        }
        check_columns(&self.consult, "consult")?;
        check_texts(&self.consult, true)?;
        check_text(&self.words.reply_note.dated, false)?;
        if let Some(letter) = &self.letter {
            check_columns(letter, "letter")?;
            check_texts(letter, true)?;
        }
        for item in self.letter_sections.iter().flat_map(|section| &section.items) {
            check_text(&item.text, true)?;
        }
        for item in self.summary.iter().flat_map(|section| &section.items) {
            check_text(&item.text, false)?;
        }
        check_text(&self.words.scope, false)?;
        check_text(&self.words.scope_unowned, false)?;
        if !self.sheets.iter().any(|sheet| sheet.show) {
            return Err(("[[sheet]]".into(), "至少要有一张工作表 show = true".into()));
        }
        self.check_status()
    }

    /// Limits of Excel for a list to choose from.
    fn check_status(&self) -> Result<(), (String, String)> {
        let length: usize = self
            .status
            .iter()
            .map(|status| status.word.encode_utf16().count() + 1)
            .sum();
        if length > 256 {
            return Err((
                "[[status]]".into(),
                "status.word 合计不能超过 255 个字（Excel 下拉列表的限制）".into(),
            ));
        }
        match self
            .status
            .iter()
            .find(|status| status.word.contains(',') || status.word.trim().is_empty())
        {
            Some(status) => Err((status.word.clone(), "status.word 不能为空，也不能含半角逗号".into())),
            None => Ok(()),
        }
    }
}

fn check_columns(page: &SheetSpec, key: &str) -> Result<(), (String, String)> {
    let Some(view) = view(key) else { return Ok(()) };
    for column in &page.columns {
        if !view.columns.contains(&column.key.as_str()) {
            let nearest = template_error::nearest(&column.key, view.columns.iter().copied());
            let hint = nearest.map(|name| format!("，是不是“{name}”？")).unwrap_or_default();
            return Err((
                format!("\"{}\"", column.key),
                format!("column.key 没有“{}”这一列{hint}", column.key),
            ));
        }
        if !(0.5..=120.0).contains(&column.width) {
            return Err((
                format!("\"{}\"", column.key),
                format!("列“{}”的 width 应在 0.5 到 120 个字之间", column.key),
            ));
        }
    }
    match view
        .required
        .iter()
        .find(|needed| !page.columns.iter().any(|column| column.key == **needed))
    {
        Some(missing) => Err((
            format!("\"{key}\""),
            format!("工作表“{key}”缺少列“{missing}”：公式和链接要用到它"),
        )),
        None => Ok(()),
    }
}

/// The strings under `[words]`, and the words of the states.
fn vocabulary(text: &str) -> Vec<String> {
    fn gather(value: &toml::Value, words: &mut Vec<String>) {
        match value {
            toml::Value::String(text) => {
                let outside = text
                    .split('{')
                    .map(|part| part.split_once('}').map_or(part, |(_, behind)| behind));
                words.extend(outside.map(str::trim).filter(|part| !part.is_empty()).map(String::from));
            }
            toml::Value::Table(table) => table.values().for_each(|value| gather(value, words)),
            toml::Value::Array(values) => values.iter().for_each(|value| gather(value, words)),
            _ => {}
        }
    }
    let mut words = Vec::new();
    if let Some(known) = toml::from_str::<toml::Table>(text)
        .ok()
        .as_ref()
        .and_then(|table| table.get("words"))
    {
        gather(known, &mut words);
    }
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

fn check_texts(page: &SheetSpec, unit_list: bool) -> Result<(), (String, String)> {
    let texts = [&page.title, &page.left, &page.right, &page.below];
    texts
        .into_iter()
        .chain(&page.notes)
        .try_for_each(|text| check_text(text, unit_list))
}

fn check_text(text: &str, unit_list: bool) -> Result<(), (String, String)> {
    match unknown_name(text, unit_list) {
        Some(name) => Err((format!("{{{name}}}"), format!("“{{{name}}}”不是可用的代号"))),
        None => Ok(()),
    }
}
