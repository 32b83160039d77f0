//! The heading row of a table and what its columns are, by the words of their headings: columns may stand in any
//! order, a title may stand above, headings may take two rows (联系人 over 姓名 and 电话).

use super::{CellFrom, Sheet, TableRow, UserTable, problem};
use crate::Error;
use crate::directory::fold_char;

/// Rows with content among which the headings are looked for.
const TOP: usize = 20;

/// A column that may be in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The heading named in messages.
    pub name: &'static str,
    /// Every heading it is known by, the name itself included; without brackets and blanks.
    pub headings: &'static [&'static str],
    /// Whether several columns may be of this kind (办公电话, 手机).
    pub repeats: bool,
}

/// A sheet whose headings are known.
#[derive(Debug, Clone)]
pub struct Headed<'t> {
    /// The sheet.
    pub sheet: &'t Sheet,
    /// The row of the headings as Excel numbers it.
    pub heading_row: usize,
    /// Rows below the headings that hold anything; headings repeated on a later page are left out.
    pub rows: Vec<&'t TableRow>,
    /// Columns of each field, from 0.
    columns: Vec<Vec<usize>>,
}

impl UserTable {
    /// The one sheet with a heading for field number `required`.
    ///
    /// # Errors
    /// [`Error::UserTable`] when no sheet has it or several have, or when two columns claim to be the same.
    pub fn headed(&self, fields: &[Field], required: usize) -> Result<Headed<'_>, Error> {
        let mut found: Vec<Headed<'_>> = Vec::new();
        for sheet in &self.sheets {
            if let Some(at) = heading_row(sheet, fields, required) {
                found.push(self.read_headings(sheet, at, fields, required)?);
            }
        }
        if found.len() > 1 {
            // A copy without rows, kept as a form, is no second table.
            found.retain(|headed| !headed.rows.is_empty());
        }
        if found.len() > 1 {
            let names: Vec<&str> = found.iter().map(|headed| headed.sheet.name.as_str()).collect();
            let message = format!(
                "有 {} 张工作表都有“{}”一列：{}。\n  请只留一张，另存后再试。",
                names.len(),
                fields[required].name,
                names.join("、")
            );
            return Err(problem(&self.file, None, message));
        }
        found.pop().ok_or_else(|| self.no_heading(fields, required))
    }

    fn no_heading(&self, fields: &[Field], required: usize) -> Error {
        let first = self.sheets.first().and_then(|sheet| sheet.rows.first());
        let read: Vec<&str> = first.map_or_else(Vec::new, |row| {
            let texts = row.cells.iter().map(|cell| cell.text.as_str());
            texts.filter(|text| !text.is_empty()).take(8).collect()
        });
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let message = format!(
            "里没有找到列名“{}”（第 {} 行是：{}）。\n  请在第一行写上列名，可用的有：{}。",
            fields[required].name,
            first.map_or(1, |row| row.number),
            read.join("｜"),
            names.join("、")
        );
        problem(&self.file, None, message)
    }

    fn read_headings<'t>(
        &self,
        sheet: &'t Sheet,
        at: usize,
        fields: &[Field],
        required: usize,
    ) -> Result<Headed<'t>, Error> {
        let heading = &sheet.rows[at];
        let below = below_headings(sheet, at, fields, required);
        let width = sheet.rows[at..below]
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); fields.len()];
        for column in 0..width {
            let field = words(&sheet.rows[at..below], column)
                .iter()
                .find_map(|words| field_of(fields, words));
            let Some(field) = field else { continue };
            if let Some(other) = columns[field].first().filter(|_| !fields[field].repeats) {
                let message = format!(
                    "有两列都是“{}”：第 {} 列和第 {} 列。\n  请删去一列，或改成别的列名。",
                    fields[field].name,
                    other + 1,
                    column + 1
                );
                return Err(problem(&self.file, Some(heading.number), message));
            }
            columns[field].push(column);
        }
        let name = columns[required].first().copied().unwrap_or(0);
        let repeated = |row: &&TableRow| {
            let cell = row.cells.get(name);
            cell.is_none_or(|cell| field_of(fields, &folded(&cell.text)) != Some(required))
        };
        Ok(Headed {
            sheet,
            heading_row: heading.number,
            rows: sheet.rows[below..].iter().filter(repeated).collect(),
            columns,
        })
    }
}

impl Headed<'_> {
    /// Whether the table has a column of this field.
    pub fn has(&self, field: usize) -> bool {
        self.columns.get(field).is_some_and(|columns| !columns.is_empty())
    }

    /// What `row` says in the columns of a field: texts that stand there or in the merged cell above, none empty.
    /// A text merged over several columns (a band over the whole table) is none of theirs but the first's.
    pub fn texts<'r>(&self, row: &'r TableRow, field: usize) -> impl Iterator<Item = &'r str> {
        let columns = self.columns.get(field).map_or(&[][..], Vec::as_slice);
        let cells = columns.iter().filter_map(|column| row.cells.get(*column));
        let cells: Vec<&str> = cells
            .filter(|cell| cell.from != CellFrom::Left && !cell.text.is_empty())
            .map(|cell| cell.text.as_str())
            .collect();
        cells.into_iter()
    }

    /// The first of [`Headed::texts`], or nothing.
    pub fn text<'r>(&self, row: &'r TableRow, field: usize) -> &'r str {
        self.texts(row, field).next().unwrap_or_default()
    }

    /// Whether the field's cell in `row` belongs to a merged cell that begins above.
    pub fn continues(&self, row: &TableRow, field: usize) -> bool {
        let column = self.columns.get(field).and_then(|columns| columns.first());
        let cell = column.and_then(|column| row.cells.get(*column));
        cell.is_some_and(|cell| cell.from == CellFrom::Above)
    }
}

/// The index of the row that holds the most headings, the required one among them.
fn heading_row(sheet: &Sheet, fields: &[Field], required: usize) -> Option<usize> {
    let known = |row: &TableRow| -> Vec<usize> {
        let own = row.cells.iter().filter(|cell| cell.from == CellFrom::Own);
        own.filter_map(|cell| field_of(fields, &folded(&cell.text))).collect()
    };
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in sheet.rows.iter().take(TOP).enumerate() {
        let known = known(row);
        if known.contains(&required) && best.is_none_or(|(_, most)| known.len() > most) {
            best = Some((at, known.len()));
        }
    }
    best.map(|(at, _)| at)
}

/// The first row below the headings: those whose required cell is merged with the heading's are headings too.
fn below_headings(sheet: &Sheet, at: usize, fields: &[Field], required: usize) -> usize {
    let is_required = |text: &str| field_of(fields, &folded(text)) == Some(required);
    let column = sheet.rows[at].cells.iter().position(|cell| is_required(&cell.text));
    let merged = |row: &&TableRow| {
        let cell = column.and_then(|column| row.cells.get(column));
        cell.is_some_and(|cell| cell.from == CellFrom::Above && is_required(&cell.text))
    };
    at + 1 + sheet.rows[at + 1..].iter().take_while(merged).count()
}

/// What the heading of a column may be called: both rows together (联系人电话), the lower, the upper.
fn words(rows: &[TableRow], column: usize) -> Vec<String> {
    let texts = rows.iter().filter_map(|row| row.cells.get(column));
    let mut texts: Vec<String> = texts
        .filter(|cell| cell.from != CellFrom::Above)
        .map(|cell| folded(&cell.text))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.len() < 2 {
        return texts;
    }
    let both = texts.concat();
    texts.reverse();
    // 分管领导 over 姓名 and 电话: the telephone is not the leader's name.
    texts.truncate(1);
    texts.insert(0, both);
    texts
}

fn field_of(fields: &[Field], words: &str) -> Option<usize> {
    fields.iter().position(|field| field.headings.contains(&words))
}

/// A heading as compared: 联 系 人（必填）： is 联系人.
fn folded(text: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '*' | ':' | '：');
    let words: String = text.chars().filter(|c| !blank(c)).map(fold_char).collect();
    match words.split_once('(') {
        Some((head, _)) if !head.is_empty() => head.to_string(),
        _ => words,
    }
}
