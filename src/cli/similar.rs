//! Names like the one that was not found.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Likeness from which a name is worth suggesting.
pub(crate) const ENOUGH: f64 = 0.5;
const AT_MOST: usize = 3;

/// Up to three files beside `path` with a name like it, the most alike first, shown with the folder as typed.
pub(crate) fn beside(path: &Path) -> Vec<String> {
    let Some(wanted) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let typed_folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let folder = if typed_folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        typed_folder.clone()
    };
    let mut ranked: Vec<(f64, String)> = files_in(&folder)
        .into_iter()
        .map(|name| (likeness(&wanted, &name), name))
        .filter(|(likeness, _)| *likeness >= ENOUGH)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ranked.truncate(AT_MOST);
    ranked
        .into_iter()
        .map(|(_, name)| typed_folder.join(name).display().to_string())
        .collect()
}

/// The one of `names` that is most like `wanted`, where any is like it.
pub(crate) fn most_alike<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let ranked = names.map(|name| (likeness(wanted, name), name));
    let best = ranked.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= ENOUGH).then_some(best.1)
}

/// Names of the files in a folder, sorted; empty when it cannot be listed.
pub(crate) fn files_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let names: BTreeSet<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.into_iter().collect()
}

/// Dice's coefficient over pairs of characters, upper and lower case alike: 1 for the same name.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    if total == 0 {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / total as f64
}

fn pairs(name: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = std::iter::once(' ').chain(name.to_lowercase().chars()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn a_slip_is_alike_and_another_name_is_not() {
        assert!(likeness("2023年工作要点.txt", "2023年工作重点.txt") > 0.7);
        assert!(likeness("Plan.TXT", "plan.txt") > 0.99);
        assert!(likeness("plan", "plan.txt") >= 0.5);
        assert!(likeness("2023年工作要点.txt", "通讯录.xlsx") < 0.3);
    }
}
