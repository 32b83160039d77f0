//! Result files into a folder, all or none.
//!
//! A new folder is made whole under a hidden name beside its place, then renamed. Into a folder that is there
//! already, the files are first written to a hidden folder inside it, then moved into place one by one; if one
//! move fails (a workbook open in Excel), the moves before it are undone.
//!
//! With `--force`, for every file to be written: what the product wrote and nobody changed is replaced; what
//! was changed since, or is not the product's, is kept under another name. A file of an earlier run that this
//! run does not write (the list of a department that has no task any more) is removed if unchanged, so that
//! nobody hands it out by mistake, and left alone if changed. Nothing else is touched.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::failure::Failure;
use super::manifest::{self, Manifest};
use super::output::parent;
use crate::write::OutputFile;

/// What a system leaves in a folder that a user calls empty.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What happened in the folder beside the writing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Published {
    /// Files that stood in the way and were kept: name before, name now.
    pub(crate) kept: Vec<(String, String)>,
    /// Unchanged files of an earlier run that were removed.
    pub(crate) removed: Vec<String>,
    /// Files of an earlier run that are not written any more but were changed: left alone.
    pub(crate) left: Vec<String>,
}

/// Writes `files` and their manifest into the folder `target`.
pub(crate) fn publish(target: &Path, files: &[OutputFile], force: bool) -> Result<Published, Failure> {
    let cannot = |error: io::Error| Failure::output(target, &error);
    match std::fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            publish_new(target, files).map_err(cannot)?;
            Ok(Published::default())
        }
        Err(error) => Err(cannot(error)),
        Ok(found) if !found.is_dir() => Err(Failure::output(target, &io::ErrorKind::NotADirectory.into())),
        Ok(_) if !force && !is_empty(target).map_err(cannot)? => Err(Failure::usage(format!(
            "文件夹“{}”里已有文件，没有写入。\n  要更新请加 --force（改过的文件会另存保留，其他文件不动），或用 -o 写到别的文件夹。",
            target.display()
        ))),
        Ok(_) => publish_into(target, files),
    }
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !SYSTEM_FILES.iter().any(|system| name == *system) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A hidden folder in `place` with the files in its folder `new`. The inner folder and the files have the
/// usual permissions, which a temporary folder itself has not.
fn stage(place: &Path, files: &[OutputFile]) -> io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix(".fengong-").tempdir_in(place)?;
    let new = folder.path().join("new");
    std::fs::create_dir(&new)?;
    for file in files {
        let path = new.join(&file.path);
        std::fs::create_dir_all(parent(&path))?;
        std::fs::write(path, &file.bytes)?;
    }
    let manifest = Manifest::of(files).to_bytes()?;
    std::fs::write(new.join(manifest::FILE_NAME), manifest)?;
    Ok(folder)
}

fn publish_new(target: &Path, files: &[OutputFile]) -> io::Result<()> {
    let place = parent(target);
    let made = make_folders(place)?;
    let placed = stage(place, files).and_then(|staged| std::fs::rename(staged.path().join("new"), target));
    if placed.is_err() {
        remove_empty(&made);
    }
    placed
}

/// Makes a folder with those above it; gives the ones that were missing, innermost first.
fn make_folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let above = folder.ancestors().take_while(|above| !above.as_os_str().is_empty());
    let missing: Vec<PathBuf> = above
        .take_while(|above| !above.exists())
        .map(Path::to_path_buf)
        .collect();
    std::fs::create_dir_all(folder).inspect_err(|_| remove_empty(&missing))?;
    Ok(missing)
}

/// Removes folders that are empty; one that is not stays.
fn remove_empty(folders: &[PathBuf]) {
    for folder in folders {
        let _ = std::fs::remove_dir(folder);
    }
}

fn publish_into(target: &Path, files: &[OutputFile]) -> Result<Published, Failure> {
    let cannot = |error: io::Error| Failure::output(target, &error);
    let staged = stage(target, files).map_err(cannot)?;
    let mut moves = Moves::plan(target, staged.path(), files);
    match moves.carry_out() {
        Ok(()) => {
            remove_empty(&moves.emptied(target));
            Ok(moves.outcome)
        }
        Err((path, error)) => {
            moves.undo();
            Err(Failure::output(&path, &error))
        }
    }
}

/// The renames that bring a folder up to date.
struct Moves {
    staged: PathBuf,
    list: Vec<(PathBuf, PathBuf)>,
    carried_out: usize,
    made: Vec<PathBuf>,
    outcome: Published,
}

impl Moves {
    fn plan(target: &Path, staged: &Path, files: &[OutputFile]) -> Self {
        let before = Manifest::read(target);
        let mut moves = Moves {
            staged: staged.to_path_buf(),
            list: Vec::new(),
            carried_out: 0,
            made: Vec::new(),
            outcome: Published::default(),
        };
        let mut taken: BTreeSet<PathBuf> = files.iter().map(|file| target.join(&file.path)).collect();
        for file in files {
            moves.place(target, file, &before, &mut taken);
        }
        let stale = before
            .paths()
            .filter(|path| files.iter().all(|file| file.path != **path));
        for path in stale {
            moves.retire(target, path, &before);
        }
        let manifest = target.join(manifest::FILE_NAME);
        if is_there(&manifest) {
            moves.set_aside(manifest::FILE_NAME, &manifest);
        }
        moves
            .list
            .push((staged.join("new").join(manifest::FILE_NAME), manifest));
        moves
    }

    /// One file to its place, whatever stands there out of the way.
    fn place(&mut self, target: &Path, file: &OutputFile, before: &Manifest, taken: &mut BTreeSet<PathBuf>) {
        let place = target.join(&file.path);
        if is_there(&place) {
            let found = read_plain(&place);
            if found.as_deref() == Some(file.bytes.as_slice()) {
                return;
            }
            if found.is_some_and(|bytes| before.wrote(&file.path, &bytes)) {
                self.set_aside(&file.path, &place);
            } else {
                let word = if before.lists(&file.path) {
                    "修改过"
                } else {
                    "原有"
                };
                let kept = free_name(&place, word, taken);
                self.outcome.kept.push((file.path.clone(), relative(target, &kept)));
                self.list.push((place.clone(), kept));
            }
        }
        self.list.push((self.staged.join("new").join(&file.path), place));
    }

    /// A file of an earlier run that is not written any more.
    fn retire(&mut self, target: &Path, path: &str, before: &Manifest) {
        let place = target.join(path);
        match read_plain(&place) {
            Some(bytes) if before.wrote(path, &bytes) => {
                self.set_aside(path, &place);
                self.outcome.removed.push(path.to_string());
            }
            _ if is_there(&place) => self.outcome.left.push(path.to_string()),
            _ => {}
        }
    }

    /// Into the hidden folder, which is removed at the end.
    fn set_aside(&mut self, path: &str, place: &Path) {
        let aside = self.staged.join("old").join(path);
        self.list.push((place.to_path_buf(), aside));
    }

    fn carry_out(&mut self) -> Result<(), (PathBuf, io::Error)> {
        for (from, to) in &self.list {
            match make_folders(parent(to)) {
                Ok(made) => self.made.extend(made),
                Err(error) => return Err((to.clone(), error)),
            }
            // Named by the place in the results folder, which the user knows, not by the hidden one.
            std::fs::rename(from, to).map_err(|error| {
                let named = if to.starts_with(&self.staged) { from } else { to };
                (named.clone(), error)
            })?;
            self.carried_out += 1;
        }
        Ok(())
    }

    fn undo(&self) {
        for (from, to) in self.list[..self.carried_out].iter().rev() {
            let _ = std::fs::rename(to, from);
        }
        remove_empty(&self.made);
    }

    /// Folders that may have become empty because files were removed.
    fn emptied(&self, target: &Path) -> Vec<PathBuf> {
        let folders: BTreeSet<PathBuf> = self
            .outcome
            .removed
            .iter()
            .map(|path| parent(&target.join(path)).to_path_buf())
            .collect();
        folders.into_iter().filter(|folder| folder != target).collect()
    }
}

/// Whether anything has this name, a broken link included.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// The bytes of an ordinary file; `None` for a link, a folder, or what cannot be read.
fn read_plain(path: &Path) -> Option<Vec<u8>> {
    let found = std::fs::symlink_metadata(path).ok()?;
    found.is_file().then(|| std::fs::read(path).ok()).flatten()
}

/// `任务台账.xlsx` as `任务台账（修改过，保留）.xlsx`, numbered from the second on.
fn free_name(path: &Path, word: &str, taken: &mut BTreeSet<PathBuf>) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path
        .extension()
        .map(|extension| format!(".{}", extension.to_string_lossy()))
        .unwrap_or_default();
    let mut number = 1;
    loop {
        let count = if number == 1 { String::new() } else { number.to_string() };
        let name = path.with_file_name(format!("{stem}（{word}，保留{count}）{extension}"));
        if !is_there(&name) && taken.insert(name.clone()) {
            return name;
        }
        number += 1;
    }
}

fn relative(target: &Path, path: &Path) -> String {
    path.strip_prefix(target)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}
