//! The same bytes on every system: a zip archive notes in each entry of its directory which kind of system made it.

/// Signature of an entry of the central directory.
const ENTRY: &[u8] = b"PK\x01\x02";
/// Signature of the record behind the directory, which tells where it begins.
const END: &[u8] = b"PK\x05\x06";
/// Length of that record in an archive without a comment.
const END_LENGTH: usize = 22;
/// Length of an entry before its name.
const ENTRY_LENGTH: usize = 46;
/// Where in an entry the system stands, and what stands there for Unix.
const SYSTEM: (usize, u8) = (5, 3);

/// Writes into the directory of `archive` that it was made on Unix, wherever it was. Windows is noted by another
/// number, and nothing else of a workbook tells the two apart.
pub(super) fn unify(archive: &mut [u8]) {
    let Some(mut at) = directory(archive) else { return };
    while archive.get(at..at + ENTRY.len()) == Some(ENTRY) {
        let lengths = [28, 30, 32].map(|field| number(archive, at + field, 2));
        if let Some(system) = archive.get_mut(at + SYSTEM.0) {
            *system = SYSTEM.1;
        }
        at += ENTRY_LENGTH + lengths.into_iter().flatten().sum::<usize>();
    }
}

/// Where the central directory begins.
fn directory(archive: &[u8]) -> Option<usize> {
    let end = archive.len().checked_sub(END_LENGTH)?;
    archive[end..].starts_with(END).then(|| number(archive, end + 16, 4))?
}

/// The little-endian number of `length` bytes at `at`.
fn number(archive: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = archive.get(at..at + length)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    #[test]
    fn entries_from_elsewhere_become_those_of_unix() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["[Content_Types].xml", "xl/workbook.xml"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all("PK\x01\x02 甲".as_bytes()).unwrap();
        }
        let unix = zip.finish().unwrap().into_inner();
        let mut windows = unix.clone();
        let systems: Vec<usize> = (0..windows.len())
            .filter(|at| windows[*at..].starts_with(ENTRY) && windows[at + SYSTEM.0] == SYSTEM.1)
            .map(|at| at + SYSTEM.0)
            .collect();
        assert_eq!(systems.len(), 2);
        systems.iter().for_each(|at| windows[*at] = 0);
        unify(&mut windows);
        assert!(windows == unix);
        unify(&mut windows[..20]);
        unify(&mut []);
    }
}
