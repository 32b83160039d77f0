//! A proof as texts for the cells of one column, and back.

use sha2::{Digest, Sha256};

use super::{Proof, SCHEMA};

/// Letters of a cell; Excel holds 32,767.
const LETTERS: usize = 16_000;
/// What a cell begins and ends with: no blank stands at an end where a program might trim it, and nothing looks like
/// a formula.
const EDGE: char = '#';

/// The texts of the cells: what it is and its fingerprint, then the proof.
pub fn pack(proof: &Proof) -> Result<Vec<String>, serde_json::Error> {
    // Excel takes _x0041_ in a cell for a letter.
    let json = serde_json::to_string(proof)?.replace("_x", "\\u005fx");
    let mut cells = vec![format!("{EDGE}{SCHEMA} {}{EDGE}", fingerprint(json.as_bytes()))];
    let mut rest = json.as_str();
    while !rest.is_empty() {
        let end = rest.char_indices().nth(LETTERS).map_or(rest.len(), |(end, _)| end);
        cells.push(format!("{EDGE}{}{EDGE}", &rest[..end]));
        rest = &rest[end..];
    }
    Ok(cells)
}

/// What the cells of a column hold.
#[derive(Debug)]
pub enum Unpacked {
    /// Something else.
    Foreign,
    /// A proof that another version of the product wrote.
    OtherVersion(String),
    /// A proof of which cells were lost or changed.
    Damaged,
    /// A proof.
    Proof(Box<Proof>),
}

/// The proof in the cells of a column, from the first.
pub fn unpack<'c>(cells: impl IntoIterator<Item = &'c str>) -> Unpacked {
    let mut cells = cells.into_iter().map(inner);
    let Some(Some(first)) = cells.next() else {
        return Unpacked::Foreign;
    };
    let Some((schema, wanted)) = first
        .split_once(' ')
        .filter(|(schema, _)| schema.starts_with("fengong.proof/"))
    else {
        return Unpacked::Foreign;
    };
    if schema != SCHEMA {
        return Unpacked::OtherVersion(schema.to_string());
    }
    let Some(json) = cells.collect::<Option<String>>() else {
        return Unpacked::Damaged;
    };
    if fingerprint(json.as_bytes()) != wanted {
        return Unpacked::Damaged;
    }
    match serde_json::from_str::<Proof>(&json) {
        Ok(proof) if proof.is_sound() => Unpacked::Proof(Box::new(proof)),
        _ => Unpacked::Damaged,
    }
}

fn inner(cell: &str) -> Option<&str> {
    cell.trim().strip_prefix(EDGE)?.strip_suffix(EDGE)
}

impl Proof {
    /// Whether every number points to something: anybody can write a proof with a right fingerprint.
    fn is_sound(&self) -> bool {
        let (tasks, units, values) = (self.tasks.len(), self.units.len(), self.values.len());
        let unit = |unit: &Option<usize>| unit.is_none_or(|unit| unit < units);
        let owners = |task: &super::TaskProof| task.owners.iter().all(|owner| owner.unit < units);
        let cell = |cell: &super::Expected| !matches!(cell, super::Expected::Value(value) if *value >= values);
        let row = |columns: usize, row: &super::RowProof| {
            row.task.is_none_or(|task| task < tasks)
                && unit(&row.unit)
                && row.cells.len() == columns
                && row.cells.iter().all(cell)
        };
        self.tasks.iter().all(owners)
            && self.sheets.iter().all(|sheet| {
                sheet.columns.iter().all(|column| unit(&column.unit))
                    && sheet.rows.iter().all(|of_sheet| row(sheet.columns.len(), of_sheet))
            })
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
