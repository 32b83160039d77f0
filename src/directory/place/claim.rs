//! Which names each row of a directory file stands for. Two rows with one name are an error that names both.

use std::collections::HashMap;

use super::{Claim, Directory, Place, PlaceUnit, resolve, unknown_parts};
use crate::Error;
use crate::directory::key::fold;
use crate::directory::plainly_same;
use crate::plan::{Resolution, UserFile};
use crate::user_table::problem;

/// Makes the place of the rows.
pub(super) fn place(directory: &Directory, file: UserFile, mut units: Vec<PlaceUnit>) -> Result<Place, Error> {
    let names = names(&file, &units)?;
    let ids = ids(directory, &file, &mut units, &names)?;
    let mut place = Place {
        longest: 0,
        file,
        units,
        names,
        ids,
    };
    place.derive_names();
    place.longest = place.names.keys().map(String::len).max().unwrap_or(0);
    Ok(place)
}

/// The names as the file has them.
fn names(file: &UserFile, units: &[PlaceUnit]) -> Result<HashMap<String, Claim>, Error> {
    let mut names = HashMap::new();
    for (at, unit) in units.iter().enumerate() {
        for name in [&unit.full_name()].into_iter().chain(&unit.aliases) {
            match names.insert(fold(name), Claim::One(at)) {
                Some(Claim::One(other)) if other != at => return Err(twice(file, name, &units[other], unit)),
                _ => {}
            }
        }
    }
    Ok(names)
}

/// The ids of the built-in directory that each row's names have, and the id of each row's unit.
fn ids(
    directory: &Directory,
    file: &UserFile,
    units: &mut [PlaceUnit],
    names: &HashMap<String, Claim>,
) -> Result<HashMap<String, Claim>, Error> {
    let mut ids: HashMap<String, Claim> = HashMap::new();
    for (at, unit) in units.iter_mut().enumerate() {
        let known = resolve::alone(directory, &fold(&unit.full_name()));
        unit.kind = unit
            .kind
            .or((known.resolution != Resolution::Unknown).then_some(known.kind));
        unit.collective = known.collective;
        unit.generic = known.generic;
        unit.id = match known.resolution {
            Resolution::Known => known.unit,
            // An ambiguous or unknown name is a name of its own.
            _ => fold(&unit.full_name()),
        };
        let claim = ids.entry(unit.id.clone()).or_insert_with(|| Claim::Several(Vec::new()));
        let Claim::Several(claims) = claim else { continue };
        claims.push(at);
    }
    // 区纪委 and 区监委 are one unit elsewhere; a file that lists both means two.
    for claim in ids.values_mut() {
        let Claim::Several(claims) = claim else { continue };
        if let [only] = claims[..] {
            *claim = Claim::One(only);
            continue;
        }
        // 卫健局 and 卫生健康局: one unit written twice, where no bracket says what tells them apart.
        for (at, first) in claims.iter().enumerate() {
            let (first, others) = (&units[*first], &claims[at + 1..]);
            let same = others.iter().map(|other| &units[*other]).find(|other| {
                let plain = |unit: &PlaceUnit| !fold(&unit.full_name()).contains('(');
                plain(first) && plain(other) && plainly_same(&fold(&first.full_name()), &fold(&other.full_name()))
            });
            if let Some(same) = same {
                return Err(two_rows(file, first, same));
            }
        }
        claims
            .iter()
            .for_each(|at| units[*at].id = fold(&units[*at].full_name()));
    }
    for (at, unit) in units.iter().enumerate() {
        for alias in &unit.aliases {
            let known = resolve::alone(directory, &fold(alias));
            let taken = names.get(&known.unit).is_some_and(|claim| *claim != Claim::One(at));
            if known.resolution != Resolution::Known || known.collective || taken {
                continue;
            }
            match ids.get(&known.unit) {
                None => {
                    ids.insert(known.unit, Claim::One(at));
                }
                Some(Claim::One(other)) if *other != at => return Err(twice(file, alias, &units[*other], unit)),
                Some(_) => {}
            }
        }
    }
    Ok(ids)
}

impl Place {
    /// Forms that follow from the names: 区数智中心 from 数智中心 in a row of the district, a name without the
    /// second signboard in brackets. One that two rows would have is none's.
    fn derive_names(&mut self) {
        let mut derived: HashMap<String, Option<usize>> = HashMap::new();
        for (at, unit) in self.units.iter().enumerate() {
            let mut forms = vec![fold(&unit.full_name()), fold(&unit.name)];
            let prefix = unknown_parts(&forms[0]).prefix;
            for name in [&unit.name].into_iter().chain(&unit.aliases) {
                let name = fold(name);
                if !prefix.is_empty() && unknown_parts(&name).prefix.is_empty() {
                    forms.push(format!("{prefix}{name}"));
                }
                if let Some((head, _)) = name.split_once('(').filter(|(head, _)| head.chars().nth(2).is_some()) {
                    forms.push(head.to_string());
                }
            }
            for form in forms {
                let slot = derived.entry(form).or_insert(Some(at));
                *slot = slot.filter(|known| *known == at);
            }
        }
        for (form, at) in derived {
            if let Some(at) = at {
                self.names.entry(form).or_insert(Claim::One(at));
            }
        }
    }
}

/// Two forms of one unit's name in two rows.
fn two_rows(file: &UserFile, one: &PlaceUnit, other: &PlaceUnit) -> Error {
    let (first, second) = if one.row < other.row {
        (one, other)
    } else {
        (other, one)
    };
    let message = format!(
        "的“{}”和第 {} 行的“{}”是同一单位的两种写法。\n  一个单位写一行：请合成一行，另一种写法写在“简称”一列。",
        second.name, first.row, first.name
    );
    problem(&file.name, Some(second.row), message)
}

fn twice(file: &UserFile, name: &str, first: &PlaceUnit, second: &PlaceUnit) -> Error {
    let (first, second) = if first.row < second.row {
        (first, second)
    } else {
        (second, first)
    };
    let message = format!(
        "的“{}”和第 {} 行的“{}”都有名称“{name}”。\n  一个名称只能属于一个单位：请合成一行，或从其中一行删去这个名称。",
        second.name, first.row, first.name
    );
    problem(&file.name, Some(second.row), message)
}
