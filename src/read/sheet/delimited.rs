//! csv and tsv: text whose lines have all the same number of cells, three or more.

use csv::ReaderBuilder;

use super::super::{Content, Options, decode, text};
use crate::Error;
use crate::read::builder::{Builder, Row};
use crate::read::limits::Room;
use crate::source::Location;

/// Bytes looked at.
const SAMPLE: usize = 32 * 1024;
/// Fewer rows or cells could be sentences with commas in them.
const FEWEST: usize = 3;

pub(in crate::read) fn recognises(bytes: &[u8]) -> bool {
    if !text::recognises(bytes) {
        return false;
    }
    // Whole lines only: a row cut off has fewer cells.
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let end = match sample.len() < bytes.len() {
        true => memchr::memrchr(b'\n', sample).map_or(sample.len(), |end| end + 1),
        false => sample.len(),
    };
    match decode::decode("", sample[..end].to_vec()) {
        Ok(decoded) => separator(&decoded.text).is_some(),
        Err(_) => false,
    }
}

/// What parts the cells of `text`, if it is a table: nearly all rows are equally wide, and one parted by tabs has
/// cells in quotation marks (a plain one is read as text with tabs).
fn separator(text: &str) -> Option<u8> {
    [b',', b'\t'].into_iter().find(|separator| {
        let mut reader = ReaderBuilder::new()
            .delimiter(*separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> = reader
            .records()
            .map_while(Result::ok)
            .take(200)
            .map(|row| row.len())
            .collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        let full = widths.iter().filter(|width| **width == widest).count();
        let quoted = *separator == b',' || text.contains("\t\"") || text.contains("\n\"");
        // Sentences with half-width commas have no quotation marks around cells, nor rows all alike.
        widest >= FEWEST && full >= FEWEST && full * 10 >= widths.len() * 9 && quoted
    })
}

pub(in crate::read) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let decoded = decode::decode(name, bytes)?;
    let Some(separator) = separator(&decoded.text) else {
        return Ok(text::content(decoded));
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let mut room = Room::new(name, &options.limits);
    let (mut rows, mut lines, mut widest) = (Vec::new(), Vec::new(), 0);
    // Nothing but UTF-8 is in a text that was decoded, so that no row can fail.
    for record in reader.records().map_while(Result::ok) {
        record.iter().try_for_each(|cell| room.cell(cell.len()))?;
        widest = widest.max(record.len());
        lines.push(record.position().map_or(0, |position| position.line() as usize));
        rows.push(Row {
            cells: record.iter().map(String::from).collect(),
            spanned: 0,
        });
    }
    room.grid(rows.len(), widest)?;
    let mut builder = Builder::default();
    builder.grid(&rows, |row| Location::TableRow {
        table: 1,
        row: lines[row],
    });
    if !decoded.replaced.is_empty() {
        builder.remark(format!(
            "有 {} 处无法识别的字节，以“\u{fffd}”代替",
            decoded.replaced.len()
        ));
    }
    Ok(Content {
        encoding: decoded.encoding,
        ..builder.finish()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_sentences_with_commas() {
        assert!(recognises("序号,任务,单位\n1,\"甲,\n乙\",丙局\n2,丁,戊局\n".as_bytes()));
        assert!(recognises(
            "序号\t任务\t单位\n1\t\"甲\n乙\"\t丙局\n2\t丁\t戊局\n".as_bytes()
        ));
        assert!(!recognises(
            "一、抓防疫,做好工作,落实责任\n加强配备,扩充数量,扩大区域,组织专家\n二、抓改革\n".as_bytes()
        ));
        assert!(!recognises("1\t甲\t乙局\n2\t丙\t丁局\n3\t戊\t己局\n".as_bytes()));
    }
}
