//! Compressed files that hold parts (docx, odt, ofd, xlsx, a zip of a 文件包): opened and unpacked within [`Limits`].
//! What an archive says of its own size is not believed, and a name is only a name: nothing is written anywhere.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits::{Limits, damaged, too_large};
use crate::Error;

/// An open archive.
pub(super) struct Package<'a> {
    name: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of the parts as they are looked up, with their places.
    names: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: usize,
}

/// Whether bytes are an archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether an archive has a part of this name, without opening any.
pub(super) fn has_part(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> bool {
    if !is_zip(bytes) {
        return false;
    }
    ZipArchive::new(Cursor::new(bytes))
        .is_ok_and(|archive| archive.file_names().flatten().any(|name| wanted(&key(&name))))
}

/// How much the parts of an archive that hold text say they unpack to, which [`Package`] holds them to; 0 for bytes
/// that are no archive.
pub(super) fn unpacked(bytes: &[u8]) -> usize {
    if !is_zip(bytes) {
        return 0;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return 0;
    };
    let sizes = (0..archive.len()).filter_map(|index| {
        let part = archive.by_index_raw(index).ok()?;
        let name = part.name().map(|name| key(&name)).unwrap_or_default();
        (name.ends_with(".xml") || name.ends_with(".rels")).then_some(part.size() as usize)
    });
    sizes.fold(0, usize::saturating_add)
}

/// Names of parts are compared without case and with one kind of slash, as the programs that write them do.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

impl<'a> Package<'a> {
    /// Opens the archive `bytes` of the file `name`.
    pub fn open(name: &'a str, bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let broken = |_| damaged(name, "压缩格式的", "目录不完整，可能没有下载完");
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > limits.parts {
            return Err(too_large(name, "parts"));
        }
        let mut names = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            if let Some(Ok(part)) = archive.name_for_index(index) {
                names.entry(key(&part)).or_insert(index);
            }
        }
        Ok(Package {
            name,
            archive,
            names,
            left: limits.inflated,
        })
    }

    /// The parts in the order of the archive: their names, decoded as programs in China write them.
    pub fn names(&mut self) -> Vec<String> {
        (0..self.archive.len()).filter_map(|index| self.shown(index)).collect()
    }

    /// The name of a part; one not marked as UTF-8 is in the code page of the machine that wrote it.
    fn shown(&mut self, index: usize) -> Option<String> {
        let part = self.archive.by_index_raw(index).ok()?;
        let raw = part.name_raw();
        if let Ok(name) = std::str::from_utf8(raw) {
            return Some(name.to_string());
        }
        let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw);
        Some(decoded.map_or_else(
            || part.name().map(|name| name.into_owned()).unwrap_or_default(),
            |name| name.into_owned(),
        ))
    }

    /// The part called `part`; `None` where there is none.
    pub fn part(&mut self, part: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.names.get(&key(part)) {
            Some(index) => self.at(*index).map(Some),
            None => Ok(None),
        }
    }

    /// The part at `index` of [`Package::names`].
    pub fn at(&mut self, index: usize) -> Result<Vec<u8>, Error> {
        let name = self.name;
        let encrypted = || Error::Unreadable {
            name: name.to_string(),
            reason: "压缩包设有密码".to_string(),
            advice: "请解除密码，或解压后直接选择里面的文件再试。".to_string(),
        };
        let part = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(words) if words.to_lowercase().contains("password") => {
                encrypted()
            }
            zip::result::ZipError::InvalidPassword => encrypted(),
            _ => damaged(name, "压缩格式的", "里面的内容解不开"),
        })?;
        let mut content = Vec::new();
        let size = part.size();
        let read = part.take((self.left as u64).min(size) + 1).read_to_end(&mut content);
        read.map_err(|_| damaged(name, "压缩格式的", "里面的内容解不开"))?;
        if content.len() as u64 > size {
            return Err(damaged(name, "压缩格式的", "里面的内容比目录写的长"));
        }
        self.left = self
            .left
            .checked_sub(content.len())
            .ok_or_else(|| too_large(name, "inflated"))?;
        Ok(content)
    }
}
