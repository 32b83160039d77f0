//! Reads `departments.tsv` and `ambiguous.tsv`, and prepares every name for look-up.

use std::collections::HashMap;

use super::key::fold;
use super::{Directory, Entry, Row, Scope, Target};
use crate::Error;
use crate::plan::UnitKind;

const DEPARTMENTS: &str = "departments.tsv";
const AMBIGUOUS: &str = "ambiguous.tsv";
const COLUMNS: [&str; 9] = [
    "canonical_short",
    "kind",
    "order",
    "full_name_core",
    "aliases",
    "predecessor",
    "since_year",
    "notes",
    "scope",
];
const AMBIGUOUS_COLUMNS: [&str; 3] = ["alias", "candidates", "why"];

/// Last characters of names that are whole organisations; a name of a government department that ends
/// otherwise (公安, 税务, 市场监管) is a mere stem.
const ORGANISATION_ENDS: &str = "部委办局厅署院所会联社队校馆站台团组室处科司心府道关行区大协网线村镇乡门";

/// Ends that a stem loses, longest first: 发展和改革委员会 → 发展和改革.
const STEM_ENDS: &[&str] = &["委员会", "办公室", "管理局", "事务局", "局", "委", "厅", "部", "办"];

/// Parses both files.
pub(super) fn parse(departments: &str, ambiguous: &str) -> Result<Directory, Error> {
    let mut loader = Loader::default();
    loader.departments(departments)?;
    loader.ambiguous(ambiguous)?;
    loader.check_single()?;
    loader.loose_names();
    loader.stems();
    loader.ends();
    Ok(loader.directory)
}

#[derive(Default)]
struct Loader {
    directory: Directory,
    /// Line of `departments.tsv` on which a name first stands, and the names that stand on two lines.
    lines: HashMap<String, usize>,
    repeated: Vec<(String, usize, usize)>,
}

impl Loader {
    fn departments(&mut self, text: &str) -> Result<(), Error> {
        for (line, cells) in rows(DEPARTMENTS, text, &COLUMNS)? {
            let row = Row {
                short: fold(cells[0]),
                kind: kind(cells[1]).ok_or_else(|| wrong(line, "kind", cells[1], KINDS))?,
                order: cells[2]
                    .parse()
                    .map_err(|_| wrong(line, "order", cells[2], "应为整数"))?,
                scope: scope(cells[8]).ok_or_else(|| wrong(line, "scope", cells[8], SCOPES))?,
            };
            if row.short.is_empty() {
                return Err(wrong(line, "canonical_short", cells[0], "不能为空"));
            }
            check_years(line, &cells)?;
            let index = self.directory.rows.len();
            let names = [cells[0], cells[3]].into_iter().chain(cells[4].split('|'));
            let names: Vec<String> = names.map(fold).filter(|name| !name.is_empty()).collect();
            for name in names {
                self.name(name, line, index, Target::Row(index), &row);
            }
            for group in cells[5].split('|') {
                self.former(group, line, index, &row);
            }
            self.directory.short.entry(row.short.clone()).or_insert(index);
            self.directory.rows.push(row);
        }
        Ok(())
    }

    /// Old names: `工商局=工商行政管理局@2018` is one former unit with two forms of its name.
    fn former(&mut self, group: &str, line: usize, index: usize, row: &Row) {
        let forms = group.split('@').next().unwrap_or_default();
        let forms: Vec<String> = forms.split('=').map(fold).filter(|form| !form.is_empty()).collect();
        for form in &forms {
            let target = Target::Former {
                row: index,
                name: forms[0].clone(),
            };
            self.name(form.clone(), line, index, target, row);
        }
    }

    fn name(&mut self, name: String, line: usize, index: usize, target: Target, row: &Row) {
        if let Some(entry) = self.directory.names.get(&name) {
            let same = entry.target.row() == Some(index);
            if !same {
                self.repeated.push((name.clone(), self.lines[&name], line));
            }
            return;
        }
        let stem = row.scope == Scope::General && kind_has_stems(row.kind) && !is_organisation(&name);
        self.lines.insert(name.clone(), line);
        self.directory.longest = self.directory.longest.max(name.chars().count());
        self.directory.names.insert(name, Entry { target, stem });
    }

    fn ambiguous(&mut self, text: &str) -> Result<(), Error> {
        for (line, cells) in rows(AMBIGUOUS, text, &AMBIGUOUS_COLUMNS)? {
            let alias = fold(cells[0]);
            let mut candidates = Vec::new();
            for name in cells[1].split('|').map(fold).filter(|name| !name.is_empty()) {
                let row = self.directory.short.get(&name);
                let row = row.ok_or_else(|| Error::Template {
                    file: AMBIGUOUS.into(),
                    line,
                    message: format!("candidates 中的“{name}”不是 departments.tsv 里的 canonical_short"),
                })?;
                candidates.push(*row);
            }
            if alias.is_empty() || candidates.is_empty() {
                return Err(Error::Template {
                    file: AMBIGUOUS.into(),
                    line,
                    message: "alias 和 candidates 都不能为空".into(),
                });
            }
            let stem = !is_organisation(&alias);
            self.directory.longest = self.directory.longest.max(alias.chars().count());
            let target = Target::Ambiguous(candidates);
            self.directory.names.insert(alias, Entry { target, stem });
        }
        Ok(())
    }

    /// A name in two rows is a mistake unless `ambiguous.tsv` says so.
    fn check_single(&self) -> Result<(), Error> {
        for (name, first, second) in &self.repeated {
            let listed = self.directory.names.get(name);
            if !matches!(listed.map(|entry| &entry.target), Some(Target::Ambiguous(_))) {
                return Err(Error::Template {
                    file: DEPARTMENTS.into(),
                    line: *second,
                    message: format!(
                        "aliases 等列中的名称“{name}”与第 {first} 行重复；一个名称只能属于一行，确有歧义的请列入 ambiguous.tsv"
                    ),
                });
            }
        }
        Ok(())
    }

    /// 经济和信息化委 finds 经济和信息化委员会 and 经济信息化委, if they are of one row.
    fn loose_names(&mut self) {
        let directory = &mut self.directory;
        let single = |entry: &Entry| {
            let scope = entry.target.row().map(|index| directory.rows[index].scope);
            !entry.stem && matches!(scope, Some(Scope::General | Scope::National))
        };
        let names = directory.names.iter().filter(|(_, entry)| single(entry));
        let mut names: Vec<&String> = names.map(|(name, _)| name).collect();
        names.sort();
        for name in names {
            let form = loose(name).unwrap_or_else(|| name.clone());
            let target = &directory.names[name].target;
            match directory.loose.get_mut(&form) {
                None => {
                    directory.loose.insert(form, Some(name.clone()));
                }
                Some(slot) => {
                    let same = slot
                        .as_ref()
                        .is_some_and(|other| &directory.names[other].target == target);
                    if !same {
                        *slot = None;
                    }
                }
            }
        }
    }

    /// Stems for lists such as 发展改革、财政、教育等部门; a stem never takes the place of a name.
    fn stems(&mut self) {
        let directory = &mut self.directory;
        let mut stems: Vec<(bool, u32, String, Target)> = Vec::new();
        for (name, entry) in &directory.names {
            let Some(row) = entry.target.row().map(|index| &directory.rows[index]) else {
                continue;
            };
            if row.scope != Scope::General || !kind_has_stems(row.kind) || entry.stem {
                continue;
            }
            let Some(stem) = stem_of(name) else { continue };
            let former = matches!(entry.target, Target::Former { .. });
            stems.push((former, row.order, stem.to_string(), entry.target.clone()));
        }
        stems.sort_by(|a, b| (a.0, a.1, &a.2, a.3.former_name()).cmp(&(b.0, b.1, &b.2, b.3.former_name())));
        for (_, _, stem, target) in stems {
            directory.names.entry(stem).or_insert(Entry { target, stem: true });
        }
    }

    fn ends(&mut self) {
        let directory = &mut self.directory;
        let names = directory.names.keys().chain(directory.loose.keys());
        directory.ends = names.map(|name| last_two(name)).collect();
    }
}

/// The last two characters of a name; NUL before a single one.
pub(super) fn last_two(name: &str) -> [char; 2] {
    let mut chars = name.chars().rev();
    let last = chars.next().unwrap_or('\0');
    [chars.next().unwrap_or('\0'), last]
}

/// A name without what its forms differ in: 和 and 与, 委员会 for 委, 办公室 for 办, 监督管理 for 监管.
/// `None` where nothing changes.
pub(super) fn loose(name: &str) -> Option<String> {
    let links = ['和', '与'];
    if !name.contains(['和', '与', '员', '公', '督']) || name.starts_with(links) || name.ends_with(links) {
        return None;
    }
    let loose = name
        .replace(links, "")
        .replace("委员会", "委")
        .replace("办公室", "办")
        .replace("监督管理", "监管");
    (loose != name).then_some(loose)
}

fn stem_of(name: &str) -> Option<&str> {
    let stem = STEM_ENDS.iter().find_map(|end| name.strip_suffix(end))?;
    let long_enough = stem.chars().count() >= 2;
    (long_enough && !stem.ends_with(['委', '局', '组', '会']) && !stem.contains('(')).then_some(stem)
}

fn is_organisation(name: &str) -> bool {
    name.ends_with(|c| ORGANISATION_ENDS.contains(c)) || name.ends_with(')')
}

fn kind_has_stems(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Gov | UnitKind::Vertical | UnitKind::Party)
}

const KINDS: &str =
    "应为 party、state、gov、institution、mass、vertical、enterprise、subdistrict、coordinating 或 other";
const SCOPES: &str = "应留空，或为 collective、generic、national";

fn kind(cell: &str) -> Option<UnitKind> {
    Some(match cell {
        "party" => UnitKind::Party,
        "state" => UnitKind::State,
        "gov" => UnitKind::Gov,
        "institution" => UnitKind::Institution,
        "mass" => UnitKind::Mass,
        "vertical" => UnitKind::Vertical,
        "enterprise" => UnitKind::Enterprise,
        "subdistrict" => UnitKind::Subdistrict,
        "coordinating" => UnitKind::Coordinating,
        "other" => UnitKind::Other,
        _ => return None,
    })
}

fn scope(cell: &str) -> Option<Scope> {
    Some(match cell {
        "" => Scope::General,
        "collective" => Scope::Collective,
        "generic" => Scope::Generic,
        "national" => Scope::National,
        _ => return None,
    })
}

fn check_years(line: usize, cells: &[&str]) -> Result<(), Error> {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !cells[6].is_empty() && !is_year(cells[6]) {
        return Err(wrong(line, "since_year", cells[6], "应为四位年份或留空"));
    }
    for group in cells[5].split('|') {
        if let Some((_, year)) = group.split_once('@')
            && !is_year(year)
        {
            return Err(wrong(line, "predecessor", group, "@ 后应为四位年份"));
        }
    }
    Ok(())
}

fn wrong(line: usize, key: &str, value: &str, expected: &str) -> Error {
    Error::Template {
        file: DEPARTMENTS.into(),
        line,
        message: format!("{key} 的值“{value}”不对，{expected}"),
    }
}

/// Lines with their 1-based numbers and cells, heading checked; empty lines and lines with # are skipped.
fn rows<'a>(file: &str, text: &'a str, columns: &[&str]) -> Result<Vec<(usize, Vec<&'a str>)>, Error> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let error = |line: usize, message: String| Error::Template {
        file: file.to_string(),
        line,
        message,
    };
    let mut lines = text.lines().enumerate();
    let heading: Vec<&str> = lines
        .next()
        .map(|(_, line)| line.split('\t').map(str::trim).collect())
        .unwrap_or_default();
    if heading != columns {
        return Err(error(
            1,
            format!("第一行应为列名（以制表符分隔）：{}", columns.join(" ")),
        ));
    }
    let mut rows = Vec::new();
    for (index, line) in lines {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        // Excel and editors drop empty cells at the end of a line.
        if cells.len() < columns.len() && cells.len() >= columns.len().min(3) - 1 {
            cells.resize(columns.len(), "");
        }
        if cells.len() != columns.len() {
            let message = format!("应有 {} 列（以制表符分隔），实有 {} 列", columns.len(), cells.len());
            return Err(error(index + 1, message));
        }
        rows.push((index + 1, cells));
    }
    Ok(rows)
}
