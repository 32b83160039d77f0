//! `fengong init`: the built-in templates written out for editing.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;
use super::output;
use crate::error::Exit;
use crate::templates::{BUILT_IN, WORKBOOK, sets};

/// Runs the command.
pub(crate) fn run(folder: &Path, set: Option<&'static str>) -> Result<Exit, Failure> {
    let there: Vec<&str> = BUILT_IN
        .iter()
        .map(|file| file.name)
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
    for (index, file) in BUILT_IN.iter().enumerate() {
        let path = folder.join(file.name);
        let of_set = set.filter(|_| file.name == WORKBOOK).and_then(sets::text);
        if let Err(error) = create(&path, of_set.as_deref().unwrap_or(file.text)) {
            // Half a set of templates would be taken for a whole one.
            for written in &BUILT_IN[..index] {
                let _ = std::fs::remove_file(folder.join(written.name));
            }
            return Err(Failure::output(&path, &error));
        }
    }
    output::print(&report(folder))?;
    Ok(Exit::Done)
}

/// Writes a file that must not be there yet.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
        .inspect_err(|_| drop(std::fs::remove_file(path)))
}

fn report(folder: &Path) -> String {
    let mut text = format!("已写入“{}”：\n", folder.display());
    for file in BUILT_IN {
        text.push_str(&format!("  {:<16} {}\n", file.name, file.about));
    }
    text.push_str(&format!(
        "修改后这样使用：fengong build <文件> --templates \"{}\"\n",
        folder.display()
    ));
    text
}
