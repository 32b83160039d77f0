//! A word or a mark for each value of an enumeration of the plan.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::Part;
use super::super::band::Band;
use crate::note::Severity;
use crate::plan::{Basis, Role, RoleBasis, UnitKind};

/// A word for each role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerRole {
    lead: String,
    support: String,
    owner: String,
}

impl PerRole {
    /// The word for `role`.
    pub fn of(&self, role: Role) -> &str {
        match role {
            Role::Lead => &self.lead,
            Role::Support => &self.support,
            Role::Owner => &self.owner,
        }
    }
}

/// Marks of the task matrix.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// 牵头.
    pub lead: String,
    /// 配合.
    pub support: String,
    /// 责任.
    pub owner: String,
    /// 牵头 that is presumed.
    pub lead_presumed: String,
    /// 配合 that is presumed.
    pub support_presumed: String,
    /// 牵头 as a member of a group.
    pub lead_roster: String,
    /// 配合 as a member of a group.
    pub support_roster: String,
    /// 责任 as a member of a group.
    pub owner_roster: String,
    /// 牵头 by a sentence elsewhere.
    pub lead_carried: String,
    /// 配合 by a sentence elsewhere.
    pub support_carried: String,
    /// 责任 by a sentence elsewhere.
    pub owner_carried: String,
    /// Behind the mark of an owner or a role that was decided on a form that came back.
    pub decided: String,
}

impl Marks {
    /// The mark for a part: its role and where that comes from.
    pub fn of(&self, part: Part) -> Cow<'_, str> {
        let mark = self.of_role(part);
        if part.is_decided() {
            return Cow::Owned(format!("{mark}{}", self.decided));
        }
        Cow::Borrowed(mark)
    }

    fn of_role(&self, part: Part) -> &str {
        match (part.basis, part.role) {
            (Basis::Roster, Role::Lead) => return &self.lead_roster,
            (Basis::Roster, Role::Support) => return &self.support_roster,
            (Basis::Roster, Role::Owner) => return &self.owner_roster,
            (Basis::Carried, Role::Lead) => return &self.lead_carried,
            (Basis::Carried, Role::Support) => return &self.support_carried,
            (Basis::Carried, Role::Owner) => return &self.owner_carried,
            (Basis::Stated | Basis::Inherited | Basis::Decided, _) => {}
        }
        match (part.role, part.role_basis) {
            (Role::Lead, RoleBasis::Stated | RoleBasis::Decided) => &self.lead,
            (Role::Lead, _) => &self.lead_presumed,
            (Role::Support, RoleBasis::Stated | RoleBasis::Decided) => &self.support,
            (Role::Support, _) => &self.support_presumed,
            (Role::Owner, _) => &self.owner,
        }
    }
}

/// A word for each basis of an owner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerBasis {
    stated: String,
    inherited: String,
    carried: String,
    roster: String,
    decided: String,
}

impl PerBasis {
    /// The word for `basis`.
    pub fn of(&self, basis: Basis) -> &str {
        match basis {
            Basis::Stated => &self.stated,
            Basis::Inherited => &self.inherited,
            Basis::Carried => &self.carried,
            Basis::Roster => &self.roster,
            Basis::Decided => &self.decided,
        }
    }
}

/// A word for each basis of a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerRoleBasis {
    stated: String,
    rule: String,
    convention: String,
    decided: String,
}

impl PerRoleBasis {
    /// The word for `basis`.
    pub fn of(&self, basis: RoleBasis) -> &str {
        match basis {
            RoleBasis::Stated => &self.stated,
            RoleBasis::Rule => &self.rule,
            RoleBasis::Convention => &self.convention,
            RoleBasis::Decided => &self.decided,
        }
    }
}

/// Names of the bands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    party: String,
    state: String,
    gov: String,
    institution: String,
    mass: String,
    vertical: String,
    enterprise: String,
    subdistrict: String,
    local: String,
    coordinating: String,
    other: String,
    collective: String,
    expanded: String,
    listed: String,
    unlisted: String,
}

impl Bands {
    /// The name of a band.
    pub fn of<'w>(&'w self, band: Band<'w>) -> &'w str {
        let kind = match band {
            Band::Collective => return &self.collective,
            Band::Expanded => return &self.expanded,
            Band::Category(category) => return category,
            Band::Local => return &self.local,
            Band::Listed => return &self.listed,
            Band::Unlisted => return &self.unlisted,
            Band::Kind(kind) => kind,
        };
        match kind {
            UnitKind::Party => &self.party,
            UnitKind::State => &self.state,
            UnitKind::Gov => &self.gov,
            UnitKind::Institution => &self.institution,
            UnitKind::Mass => &self.mass,
            UnitKind::Vertical => &self.vertical,
            UnitKind::Enterprise => &self.enterprise,
            UnitKind::Subdistrict => &self.subdistrict,
            UnitKind::Coordinating => &self.coordinating,
            UnitKind::Other => &self.other,
        }
    }
}

/// A word for each severity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Severities {
    info: String,
    warning: String,
    error: String,
}

impl Severities {
    /// The word for `severity`.
    pub fn of(&self, severity: Severity) -> &str {
        match severity {
            Severity::Info => &self.info,
            Severity::Warning => &self.warning,
            Severity::Error => &self.error,
        }
    }
}
