//! The manifest of a results folder: which files the product wrote there, with their fingerprints. With it a
//! later `--force` knows what it may replace and what a person has changed since.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::write::OutputFile;

/// Name of the manifest inside a results folder.
pub(crate) const FILE_NAME: &str = ".fengong.json";

const SCHEMA: &str = "fengong.manifest/1";

/// What was written into one folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    schema: String,
    /// The files, in the order written.
    files: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    path: String,
    sha256: String,
}

impl Manifest {
    /// A manifest of `files`.
    pub(crate) fn of(files: &[OutputFile]) -> Self {
        let files = files
            .iter()
            .map(|file| Entry {
                path: file.path.clone(),
                sha256: fingerprint(&file.bytes),
            })
            .collect();
        Manifest {
            schema: SCHEMA.to_string(),
            files,
        }
    }

    /// The manifest found in `folder`; an empty one when there is none or it cannot be understood, so that every
    /// file there counts as somebody's own. Paths that would lead out of the folder are left out: a manifest is
    /// a file anybody can edit, and files named in it may be replaced or removed.
    pub(crate) fn read(folder: &Path) -> Self {
        let read = std::fs::read(folder.join(FILE_NAME))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok())
            .filter(|manifest| manifest.schema == SCHEMA);
        let mut manifest = read.unwrap_or_else(|| Manifest::of(&[]));
        manifest.files.retain(|entry| stays_inside(&entry.path));
        manifest
    }

    /// The manifest as the bytes of its file.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|entry| entry.path.as_str())
    }

    /// Whether the manifest lists `path`.
    pub(crate) fn lists(&self, path: &str) -> bool {
        self.paths().any(|listed| listed == path)
    }

    /// Whether `bytes` are what was written to `path`.
    pub(crate) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        let entry = self.files.iter().find(|entry| entry.path == path);
        entry.is_some_and(|entry| entry.sha256 == fingerprint(bytes))
    }
}

/// Whether a path with `/` is relative, without `..`, and means the same on Windows.
fn stays_inside(path: &str) -> bool {
    let normal = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    normal && !path.is_empty() && !path.contains(['\\', ':'])
}

fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_knows_what_was_written() {
        let file = OutputFile {
            path: "部门清单/01-区教育局.xlsx".to_string(),
            bytes: b"abc".to_vec(),
        };
        let manifest = Manifest::of(std::slice::from_ref(&file));
        assert!(manifest.wrote(&file.path, b"abc"));
        assert!(!manifest.wrote(&file.path, b"abd"));
        assert!(!manifest.wrote("plan.json", b"abc"));
        assert_eq!(
            fingerprint(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn paths_that_lead_out_of_the_folder_are_not_believed() {
        for path in ["../a", "/etc/a", "a/../../b", "C:/a", "a\\..\\b", ""] {
            assert!(!stays_inside(path), "{path}");
        }
        assert!(stays_inside("部门清单/01-区教育局.xlsx"));
    }
}
