//! What a user may change without building: the files of `templates/`, built in and replaceable one by one.

use std::sync::Arc;

use crate::Error;
use crate::directory::Directory;
use crate::tags::Roles;
use crate::write::{CoverTemplate, ReviewTemplate, WorkbookTemplate};

pub mod sets;

/// The file that decides how the workbooks look.
pub const WORKBOOK: &str = "workbook.toml";

/// A file of `templates/` as built in.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// File name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// What it decides, in Chinese, for `fengong init`.
    pub about: &'static str,
}

/// Every template file, in the order `fengong init` writes them.
pub const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "workbook.toml",
        text: include_str!("../templates/workbook.toml"),
        about: "工作表、列名、列宽、字体、记号、颜色、纸张",
    },
    BuiltIn {
        name: "departments.tsv",
        text: include_str!("../templates/departments.tsv"),
        about: "部门表：规范简称、类别、排序、别名、曾用名",
    },
    BuiltIn {
        name: "ambiguous.tsv",
        text: include_str!("../templates/ambiguous.tsv"),
        about: "有歧义的简称及候选",
    },
    BuiltIn {
        name: "roles.tsv",
        text: include_str!("../templates/roles.tsv"),
        about: "角色用词：牵头、配合、责任……",
    },
    BuiltIn {
        name: "review.toml",
        text: include_str!("../templates/review.toml"),
        about: "核对页的每一句话",
    },
    BuiltIn {
        name: "review.html",
        text: include_str!("../templates/review.html"),
        about: "核对页的框架",
    },
    BuiltIn {
        name: "review.css",
        text: include_str!("../templates/review.css"),
        about: "核对页的样子：字体、颜色、打印",
    },
    BuiltIn {
        name: "review-text.js",
        text: include_str!("../templates/review-text.js"),
        about: "核对页的脚本：原文和查找",
    },
    BuiltIn {
        name: "review-lists.js",
        text: include_str!("../templates/review-lists.js"),
        about: "核对页的脚本：筛选、矩阵和清单",
    },
    BuiltIn {
        name: "review.js",
        text: include_str!("../templates/review.js"),
        about: "核对页的脚本：点选、记录和按键",
    },
];

/// The letter of `--cover docx`, the one template that is no text.
pub const COVER: &[u8] = include_bytes!("../templates/cover.docx");

/// Its name and what it decides, for `fengong init`.
pub const COVER_FILE: (&str, &str) = ("cover.docx", "交办函（--cover docx）的样子，用 Word 或 WPS 修改");

/// All templates, ready for use.
#[derive(Debug, Clone)]
pub struct Templates {
    /// Departments, aliases, protocol order.
    pub directory: Directory,
    /// Role words.
    pub roles: Roles,
    /// Looks of the workbooks.
    pub workbook: WorkbookTemplate,
    /// Looks, script and words of the review page.
    pub review: ReviewTemplate,
    /// The letter to each unit.
    pub cover: Arc<CoverTemplate>,
}

impl Templates {
    /// The built-in templates.
    pub fn built_in() -> Result<Self, Error> {
        Self::load(|_| None)
    }

    /// Templates where `replacement` gives a file's text in place of the built-in one.
    ///
    /// # Errors
    /// [`Error::Template`] naming file, line and key of the first mistake.
    pub fn load(replacement: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let text = |name: &str| -> String {
            replacement(name).unwrap_or_else(|| {
                let file = BUILT_IN.iter().find(|file| file.name == name);
                file.map(|file| file.text.to_string()).unwrap_or_default()
            })
        };
        Ok(Templates {
            directory: Directory::parse(&text("departments.tsv"), &text("ambiguous.tsv"))?,
            roles: Roles::parse(&text("roles.tsv"))?,
            workbook: WorkbookTemplate::parse(&text("workbook.toml"))?,
            review: ReviewTemplate::load(text)?,
            cover: Arc::new(CoverTemplate::open(COVER)?),
        })
    }
}
