//! `fengong init`: the built-in templates written out for editing.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;
use super::output;
use crate::error::Exit;
use crate::templates::{BUILT_IN, COVER, COVER_FILE, WORKBOOK, sets};

/// Runs the command.
pub(crate) fn run(folder: &Path, set: Option<&'static str>) -> Result<Exit, Failure> {
    let workbook = set.and_then(sets::text);
    let files = || {
        let texts = BUILT_IN.iter().map(|file| {
            let of_set = workbook.as_deref().filter(|_| file.name == WORKBOOK);
            (file.name, of_set.unwrap_or(file.text).as_bytes())
        });
        texts.chain([(COVER_FILE.0, COVER)])
    };
    let there: Vec<&str> = files()
        .map(|(name, _)| name)
        .filter(|name| std::fs::symlink_metadata(folder.join(name)).is_ok())
        .collect();
    if !there.is_empty() {
        return Err(Failure::usage(format!(
            "“{}”里已有 {}，没有写入。\n  请换一个文件夹，或先移走这些文件。",
            folder.display(),
            there.join("、")
        )));
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::output(folder, &error))?;
    for (index, (name, content)) in files().enumerate() {
        let path = folder.join(name);
        if let Err(error) = create(&path, content) {
            // Half a set of templates would be taken for a whole one.
            for (written, _) in files().take(index) {
                let _ = std::fs::remove_file(folder.join(written));
            }
            return Err(Failure::output(&path, &error));
        }
    }
    output::print(&report(folder))?;
    Ok(Exit::Done)
}

/// Writes a file that must not be there yet.
fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)
        .inspect_err(|_| drop(std::fs::remove_file(path)))
}

fn report(folder: &Path) -> String {
    let mut text = format!("已写入“{}”：\n", folder.display());
    for file in BUILT_IN {
        text.push_str(&format!("  {:<16} {}\n", file.name, file.about));
    }
    text.push_str(&format!("  {:<16} {}\n", COVER_FILE.0, COVER_FILE.1));
    text.push_str(&format!(
        "修改后这样使用：fengong build <文件> --templates \"{}\"\n",
        folder.display()
    ));
    text
}
