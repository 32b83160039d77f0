//! The bands of the matrix and the order of units in them: collectives apart; the rest by kind and protocol order, or
//! as the user's directory file (`--directory`) has them, and what it does not list behind.

use crate::plan::{Listed, Unit, UnitKind};

/// Where a unit stands: collectives last, listed units first and in the file's order, else kind and protocol order.
pub(super) type Rank = (bool, bool, u32, Option<UnitKind>, u32);

/// The rank of a unit.
pub(super) fn rank(unit: Option<&Unit>, collective: bool) -> Rank {
    let order = unit.map_or(u32::MAX, |unit| unit.order);
    match unit.and_then(|unit| unit.listed.as_ref()) {
        Some(listed) => (collective, false, listed.order, None, order),
        None => {
            let kind = unit.map_or(UnitKind::Other, |unit| unit.kind);
            (collective, true, 0, Some(kind).filter(|_| !collective), order)
        }
    }
}

/// Protocol order of the governments of a level below, behind 街道、镇 (`templates/departments.tsv`).
const LOCAL: std::ops::Range<u32> = 8200..9000;

/// What stands above some rows of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band<'a> {
    /// Units of one kind.
    Kind(UnitKind),
    /// Units of which the directory file says the same (类别).
    Category(&'a str),
    /// Units of the directory file whose kinds alternate.
    Listed,
    /// Units that the directory file does not have.
    Unlisted,
    /// Governments of the level below (区政府, 县政府), which are no 街道、镇.
    Local,
    /// Collectives.
    Collective,
    /// Collectives that were expanded to their members.
    Expanded,
}

/// How the units of a plan are put into bands: decided once, from all units in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bands {
    /// By kind; no directory file lists any.
    Kinds,
    /// By the file's own words.
    Categories,
    /// By kind where listed, since the file keeps kinds together.
    ListedByKind,
    /// All that are listed in one.
    ListedTogether,
}

impl Bands {
    /// Decides for departments in the order shown.
    pub(super) fn of(units: &[(UnitKind, Option<&Listed>)]) -> Self {
        let listed = || units.iter().filter(|(_, listed)| listed.is_some());
        if listed().next().is_none() {
            return Bands::Kinds;
        }
        if units
            .iter()
            .any(|(_, listed)| listed.is_some_and(|listed| listed.category.is_some()))
        {
            return Bands::Categories;
        }
        let mut kinds: Vec<UnitKind> = listed().map(|(kind, _)| *kind).collect();
        kinds.dedup();
        let changes = kinds.len();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() == changes {
            Bands::ListedByKind
        } else {
            Bands::ListedTogether
        }
    }

    /// The band of one unit.
    pub(super) fn band<'a>(
        self,
        (kind, order): (UnitKind, u32),
        listed: Option<&'a Listed>,
        collective: bool,
    ) -> Band<'a> {
        let own = if kind == UnitKind::Subdistrict && LOCAL.contains(&order) {
            Band::Local
        } else {
            Band::Kind(kind)
        };
        match (self, listed) {
            _ if collective => Band::Collective,
            (Bands::Kinds, _) => own,
            (_, None) => Band::Unlisted,
            (Bands::Categories, Some(listed)) => listed.category.as_deref().map_or(Band::Listed, Band::Category),
            (Bands::ListedByKind, Some(_)) => own,
            (Bands::ListedTogether, Some(_)) => Band::Listed,
        }
    }
}
