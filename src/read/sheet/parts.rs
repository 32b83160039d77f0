//! What the parts of an xlsx file say beside the values of its cells: formats of numbers, hidden rows and columns.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::hidden::Hidden;
use super::number::built_in;
use crate::Error;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::xml::Xml;

/// Longest format of a number; Excel allows 255.
const LONGEST: usize = 500;

/// For each style of cells the format of its numbers.
pub(super) fn formats(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Vec<String>, Error> {
    let Some(bytes) = package.part("xl/styles.xml")? else {
        return Ok(Vec::new());
    };
    let xml = Xml::parse(name, &bytes, limits)?;
    let Some(sheet) = xml.root().child("styleSheet") else {
        return Ok(Vec::new());
    };
    let id = |id: Option<&str>| id.and_then(|id| id.parse::<u32>().ok());
    let own = sheet
        .child("numFmts")
        .into_iter()
        .flat_map(|formats| formats.children());
    let own: HashMap<u32, &str> = own
        .filter_map(|format| Some((id(format.attribute("numFmtId"))?, format.attribute("formatCode")?)))
        .filter(|(_, code)| code.len() <= LONGEST)
        .collect();
    let styles = sheet.child("cellXfs").into_iter().flat_map(|styles| styles.children());
    let styles = styles.filter(|style| style.name() == "xf").map(|style| {
        let id = id(style.attribute("numFmtId")).unwrap_or(0);
        own.get(&id)
            .map_or_else(|| built_in(id).to_string(), |code| (*code).to_string())
    });
    Ok(styles.collect())
}

/// Where the sheets lie, by name.
pub(super) fn sheets(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<HashMap<String, String>, Error> {
    let (Some(book), Some(relations)) = (
        package.part("xl/workbook.xml")?,
        package.part("xl/_rels/workbook.xml.rels")?,
    ) else {
        return Ok(HashMap::new());
    };
    let relations = Xml::parse(name, &relations, limits)?;
    let relations = relations.root().child("Relationships");
    let targets: HashMap<String, String> = relations
        .into_iter()
        .flat_map(|relations| relations.children())
        .filter_map(|relation| {
            let target = relation.attribute("Target")?;
            let target = target.strip_prefix('/').map_or(format!("xl/{target}"), String::from);
            Some((relation.attribute("Id")?.to_string(), target))
        })
        .collect();
    let book = Xml::parse(name, &book, limits)?;
    let sheets = book.root().down(&["workbook", "sheets"]);
    let sheets = sheets.into_iter().flat_map(|sheets| sheets.children());
    // `r:id` and `sheetId`: the attributes are known by their local names.
    Ok(sheets
        .filter_map(|sheet| {
            Some((
                sheet.attribute("name")?.to_string(),
                targets.get(sheet.attribute("id")?)?.clone(),
            ))
        })
        .collect())
}

/// What the sheet in `bytes` does not show.
pub(super) fn hidden(bytes: &[u8]) -> Hidden {
    let mut hidden = Hidden::default();
    if memchr::memmem::find(bytes, b"hidden=").is_none() {
        return hidden;
    }
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let (mut row, mut by_filter) = (0usize, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let value = |name: &str| {
                    let found = tag.try_get_attribute(name).ok().flatten()?;
                    Some(found.value.to_string())
                };
                let number = |name: &str| value(name).and_then(|value| value.parse::<usize>().ok());
                let is_hidden = || value("hidden").is_some_and(|value| value == "1" || value == "true");
                match tag.local_name().as_ref() {
                    "row" => {
                        row = number("r").unwrap_or(row + 1);
                        if is_hidden() && row > 0 {
                            hidden.row(row - 1, row - 1);
                        }
                    }
                    "col" if is_hidden() => {
                        if let (Some(first @ 1..), Some(last)) = (number("min"), number("max")) {
                            hidden.column(first - 1, last.max(first) - 1);
                        }
                    }
                    "filterColumn" => by_filter = true,
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if by_filter {
        hidden.all_by_filter();
    }
    hidden.done()
}
