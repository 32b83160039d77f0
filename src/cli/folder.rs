//! The plans in a folder: every file of a format this build reads, in folders inside it too.
//!
//! The order is that of the names by code point, folder by folder, whatever the system's language says. What is not
//! read is counted, so that nobody takes a folder of Word files for a folder that was done.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::failure::reason;
use super::input::Input;
use super::manifest;
use crate::read;

/// What a folder holds.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The plans, and the folders inside that could not be opened, in order.
    pub(crate) inputs: Vec<Input>,
    /// What was passed over.
    pub(crate) skipped: Skipped,
}

/// What was passed over, counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// Files of formats this build does not read, by the ending of their names.
    formats: BTreeMap<String, usize>,
    /// Hidden files, and those that systems and editors leave behind.
    hidden: usize,
    /// Folders this product wrote.
    results: usize,
    /// Links to folders: they may lead in circles, or out to the whole disk.
    links: usize,
}

/// Lists `folder`; a folder in which nothing can be read gives one input that says so.
pub(crate) fn list(folder: &Path) -> Listing {
    let mut listing = Listing::default();
    if is_result(folder) {
        listing.nothing(folder, "是本程序写出的文件夹，里面没有要读的文件。".to_string());
        return listing;
    }
    listing.walk(folder);
    if listing.inputs.is_empty() {
        let found = match listing.skipped.words() {
            words if words.is_empty() => "是空的".to_string(),
            words => format!("只有{words}"),
        };
        listing.nothing(
            folder,
            format!(
                "里没有可读的文件（{found}）。\n  可读的文件：{}；其他格式请在 Word 或 WPS 中另存为“纯文本（.txt）”。",
                endings()
            ),
        );
        listing.skipped = Skipped::default();
    }
    listing
}

impl Listing {
    /// Folders inside are walked where their names stand. A list of what is still to do, not recursion: how deep
    /// folders lie in each other is up to the disk.
    fn walk(&mut self, folder: &Path) {
        let mut open = vec![folder.to_path_buf()];
        while let Some(path) = open.pop() {
            if path != folder && !path.is_dir() {
                self.inputs.push(Input::File(path));
                continue;
            }
            match names(&path) {
                // The last is taken first.
                Ok(names) => open.extend(
                    names
                        .into_iter()
                        .rev()
                        .map(|name| path.join(name))
                        .filter(|inside| self.wants(inside)),
                ),
                Err(error) => self.nothing(&path, format!("打不开：{}。", reason(&error))),
            }
        }
    }

    /// Whether `path` is a plan to read or a folder to look into; else it is counted.
    fn wants(&mut self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_system_file(&name) {
            self.skipped.hidden += 1;
            return false;
        }
        let linked = std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() && linked => self.skipped.links += 1,
            Ok(found) if found.is_dir() && is_result(path) => self.skipped.results += 1,
            Ok(found) if found.is_dir() => return true,
            // A pipe or a device: reading it might never end.
            Ok(found) if !found.is_file() => self.skipped.hidden += 1,
            // What cannot even be looked at is left to the reading, which says why.
            _ => {
                let ending = ending(path);
                if read::extensions().any(|known| known == ending) {
                    return true;
                }
                *self.skipped.formats.entry(ending).or_default() += 1;
            }
        }
        false
    }

    fn nothing(&mut self, folder: &Path, why: String) {
        self.inputs.push(Input::Nothing {
            folder: folder.to_path_buf(),
            why: format!("文件夹“{}”{why}", folder.display()),
        });
    }
}

impl Skipped {
    /// Adds what was passed over in another folder.
    pub(crate) fn add(&mut self, other: Skipped) {
        for (ending, count) in other.formats {
            *self.formats.entry(ending).or_default() += count;
        }
        self.hidden += other.hidden;
        self.results += other.results;
        self.links += other.links;
    }

    /// `本版本读不了的文件 4 个（.docx 3、.pdf 1），…`; empty when nothing was passed over.
    pub(crate) fn words(&self) -> String {
        let endings: Vec<String> = self
            .formats
            .iter()
            .map(|(ending, count)| match ending.as_str() {
                "" => format!("无后缀 {count}"),
                ending => format!(".{ending} {count}"),
            })
            .collect();
        let formats = self.formats.values().sum::<usize>();
        let kinds = [
            (
                formats,
                format!("本版本读不了的文件 {formats} 个（{}）", endings.join("、")),
            ),
            (self.hidden, format!("隐藏文件、临时文件 {} 个", self.hidden)),
            (self.results, format!("本程序写出的文件夹 {} 个", self.results)),
            (self.links, format!("文件夹的链接 {} 个", self.links)),
        ];
        let met: Vec<String> = kinds
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(_, words)| words)
            .collect();
        met.join("，")
    }
}

/// The names in a folder, by code point.
fn names(folder: &Path) -> std::io::Result<Vec<OsString>> {
    let mut names = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort();
    Ok(names)
}

/// Files that the system, an editor or Excel leaves in any folder.
pub(crate) fn is_system_file(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name == "desktop.ini"
        || name == "Thumbs.db"
}

fn is_result(folder: &Path) -> bool {
    folder.join(manifest::FILE_NAME).is_file()
}

/// The ending of a file's name in lower case, without its dot.
fn ending(path: &Path) -> String {
    path.extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn endings() -> String {
    let endings: Vec<String> = read::extensions().map(|ending| format!(".{ending}")).collect();
    endings.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(root: &Path, listing: &Listing) -> Vec<String> {
        let strip = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        listing
            .inputs
            .iter()
            .map(|input| match input {
                Input::File(path) => strip(path).replace('\\', "/"),
                other => other.shown(),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_by_name_and_what_is_passed_over_is_counted() {
        let root = tempfile::tempdir().unwrap();
        for name in [
            "乙.txt",
            "丙/二.TXT",
            "丙/一.txt",
            "甲.dwg",
            "说明",
            "~$甲.dwg",
            ".git/config.txt",
            "结果/.fengong.json",
            "结果/正文.txt",
        ] {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "文").unwrap();
        }
        let listing = list(root.path());
        assert_eq!(shown(root.path(), &listing), ["丙/一.txt", "丙/二.TXT", "乙.txt"]);
        assert_eq!(
            listing.skipped.words(),
            "本版本读不了的文件 2 个（无后缀 1、.dwg 1），隐藏文件、临时文件 2 个，本程序写出的文件夹 1 个"
        );
    }

    #[test]
    fn a_folder_without_plans_is_one_input_that_says_why() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(&list(root.path()).inputs[..], [Input::Nothing { why, .. }] if why.contains("是空的")));
        std::fs::write(root.path().join("甲.dwg"), "").unwrap();
        let listing = list(root.path());
        assert!(matches!(&listing.inputs[..], [Input::Nothing { why, .. }] if why.contains(".dwg 1")));
        assert_eq!(listing.skipped, Skipped::default());
    }
}
