//! A zip of a whole 文件包: its documents are one plan, the main text first, as with a notice and its annexes named on
//! the command line.

use super::limits::too_large;
use super::package::{self, Package, is_zip};
use super::{Options, READERS, Reader, read_one};
use crate::Error;
use crate::source::Document;

/// Words in names of files that go with a plan and hold none of it.
const BESIDE: &[&str] = &["解读", "起草说明", "编制说明", "反馈", "回执", "图解"];

/// How many times what may be unpacked of one document may be unpacked of all: they are read one after the other.
const DOCUMENTS: usize = 4;

/// What the main text is called, before any other.
const FIRST: &[&str] = &["通知", "印发", "转发"];

pub(super) fn recognises(bytes: &[u8]) -> bool {
    is_zip(bytes)
}

/// A file of the archive.
struct Entry {
    /// Name without folders.
    name: String,
    bytes: Vec<u8>,
    /// Its place among the readers: the earlier knows more of a document.
    reader: usize,
}

/// The document of all files.
pub(super) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let mut package = Package::open(name, bytes, &options.limits)?;
    let (mut entries, mut remarks) = (Vec::new(), Vec::new());
    for (index, path) in package.names().into_iter().enumerate() {
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
        if file.is_empty() || is_litter(&path, &file) {
            continue;
        }
        let bytes = package.at(index)?;
        match READERS.iter().position(|reader| (reader.recognises)(&bytes)) {
            Some(_) if BESIDE.iter().any(|word| file.contains(word)) => {
                remarks.push(format!("文件包里的“{file}”不像计划的正文或附件，没有读入"));
            }
            Some(reader) => entries.push(Entry {
                name: file,
                bytes,
                reader,
            }),
            None => remarks.push(format!("文件包里的“{file}”不是能读的文件，没有读入")),
        }
    }
    entries.sort_by_cached_key(|entry| (rank(&entry.name), number(&entry.name), entry.name.clone(), entry.reader));
    // The same document in two formats is one.
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        match kept.iter().find(|kept| stem(&kept.name) == stem(&entry.name)) {
            Some(kept) => remarks.push(format!("文件包里的“{}”与“{}”同名，只读了后者", entry.name, kept.name)),
            None => kept.push(entry),
        }
    }
    let mut documents: Vec<Document> = Vec::new();
    let archive = name;
    let mut left = options.limits.inflated.saturating_mul(DOCUMENTS);
    for Entry { name, bytes, reader } in kept {
        left = left
            .checked_sub(package::unpacked(&bytes))
            .ok_or_else(|| too_large(archive, "inflated"))?;
        let reader: &Reader = &READERS[reader];
        match read_one(&name, bytes, reader, options) {
            Ok(document) => documents.push(document),
            Err(Error::Empty { name }) => remarks.push(format!("文件包里的“{name}”是空文件")),
            Err(error) => return Err(within(archive, error)),
        }
    }
    if documents.is_empty() {
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: "压缩包里没有能读的文件".to_string(),
            advice: "请解压后看一看，直接选择里面的正文再试。".to_string(),
        });
    }
    let names: Vec<String> = documents.iter().map(Document::name).collect();
    if names.len() > 1 {
        remarks.insert(
            0,
            format!(
                "文件包里的 {} 个文件合为一份读取，次序：{}",
                names.len(),
                names.join("、")
            ),
        );
    }
    let first = documents.remove(0);
    let mut document = Document::join(first, documents);
    document.remarks.extend(remarks);
    Ok(document)
}

/// The error of a file inside the archive names both.
fn within(archive: &str, error: Error) -> Error {
    match error {
        Error::Unreadable { name, reason, advice } => Error::Unreadable {
            name: format!("{archive}（{name}）"),
            reason,
            advice,
        },
        other => other,
    }
}

/// What systems and programs leave in archives, and archives inside the archive.
fn is_litter(path: &str, file: &str) -> bool {
    path.contains("__MACOSX")
        || file.starts_with(['.', '~'])
        || file.eq_ignore_ascii_case("thumbs.db")
        || file.eq_ignore_ascii_case("desktop.ini")
}

/// The main text, other texts, annexes.
fn rank(name: &str) -> u8 {
    let annex = ["附件", "附表", "附录"].iter().any(|word| name.contains(word));
    match annex {
        true => 2,
        false if FIRST.iter().any(|word| name.contains(word)) => 0,
        false => 1,
    }
}

/// 附件10 stands behind 附件2.
fn number(name: &str) -> u32 {
    let digits: String = name
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .take(6)
        .collect();
    digits.parse().unwrap_or(0)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_text_comes_first() {
        let mut names = [
            "附件10 名单.docx",
            "附件2 分工表.xlsx",
            "要点.docx",
            "关于印发要点的通知.docx",
        ];
        names.sort_by_key(|name| (rank(name), number(name)));
        assert_eq!(
            names,
            [
                "关于印发要点的通知.docx",
                "要点.docx",
                "附件2 分工表.xlsx",
                "附件10 名单.docx"
            ]
        );
    }
}
