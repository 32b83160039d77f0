//! `--roster`: a user's table of the members of groups.
//!
//! ```text
//! 群体          成员单位
//! 各街道（镇）   虹桥街道
//!               新华街道、华阳街道        a cell left empty or merged belongs to the group above
//! ```

use indexmap::IndexMap;

use super::glossary::Member;
use super::{Directory, ResolvedName};
use crate::Error;
use crate::plan::{Resolution, UserFile};
use crate::user_table::{self, Field, UserTable, problem};

const GROUP: usize = 0;
const MEMBERS: usize = 1;

const FIELDS: &[Field] = &[
    Field {
        name: "群体",
        headings: &[
            "群体",
            "群体名称",
            "责任主体",
            "组名",
            "组别",
            "分组",
            "集体",
            "集合",
            "统称",
            "牵头机构",
            "议事协调机构",
            "机构",
            "机构名称",
            "群体责任主体",
            "单位群体",
        ],
        repeats: false,
    },
    Field {
        name: "成员单位",
        headings: &[
            "成员单位",
            "成员",
            "成员单位名称",
            "成员名称",
            "成员单位名单",
            "成员名单",
            "单位",
            "单位名称",
            "单位名单",
            "责任单位",
            "包括单位",
            "所含单位",
            "具体单位",
            "名单",
        ],
        repeats: true,
    },
];

/// A roster as read from a file; names are resolved with the directory of each plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFile {
    /// The file.
    pub file: UserFile,
    /// The groups in the order of the file, each with its cells of members.
    groups: Vec<(String, Vec<String>)>,
}

/// A group of a roster with its members, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterGroup {
    /// As written in the file.
    pub name: String,
    /// The members, each once.
    pub members: Vec<Member>,
}

impl RosterFile {
    /// Reads the content of the file `name`: xlsx, csv or tsv.
    ///
    /// # Errors
    /// [`Error::UserTable`], saying what to do.
    ///
    /// ```
    /// use fengong::directory::RosterFile;
    ///
    /// let roster = RosterFile::parse("名册.csv", "群体,成员单位\n各街道,甲街道、乙街道\n".as_bytes())?;
    /// assert_eq!(roster.groups(), ["各街道"]);
    /// # Ok::<(), fengong::Error>(())
    /// ```
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let table = user_table::read(name, bytes)?;
        Ok(RosterFile {
            file: UserFile {
                name: name.to_string(),
                sha256: crate::read::sha256(bytes),
            },
            groups: groups(&table)?,
        })
    }

    /// The names of the groups as written.
    pub fn groups(&self) -> Vec<&str> {
        self.groups.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The groups by the unit that `directory` knows each as. Two ways to write one group (各街道（镇）, 各街道、镇)
    /// are one.
    pub fn resolve(&self, directory: &Directory) -> IndexMap<String, RosterGroup> {
        let mut resolved: IndexMap<String, RosterGroup> = IndexMap::new();
        for (name, cells) in &self.groups {
            let group = resolved
                .entry(group_unit(directory, name))
                .or_insert_with(|| RosterGroup {
                    name: name.clone(),
                    members: Vec::new(),
                });
            for member in cells.iter().flat_map(|cell| members(directory, cell)) {
                if group
                    .members
                    .iter()
                    .all(|known| known.resolved.unit != member.resolved.unit)
                {
                    group.members.push(member);
                }
            }
        }
        resolved
    }
}

fn groups(table: &UserTable) -> Result<Vec<(String, Vec<String>)>, Error> {
    let headed = table.headed(FIELDS, MEMBERS)?;
    if !headed.has(GROUP) {
        let message = "没有“群体”一列。\n  请加一列“群体”，写方案里的群体名称，如“各街道（镇）”；“成员单位”一列写它的成员，一行一家或用顿号隔开。";
        return Err(problem(&table.file, Some(headed.heading_row), message));
    }
    let mut groups: IndexMap<String, Vec<String>> = IndexMap::new();
    let mut group = String::new();
    // Groups that have no member yet, by the row they stand in.
    let mut waiting: IndexMap<String, usize> = IndexMap::new();
    for row in &headed.rows {
        let named = headed.text(row, GROUP);
        if !named.is_empty() && named != group {
            group = named.to_string();
            waiting.entry(group.clone()).or_insert(row.number);
        }
        let cells: Vec<String> = headed.texts(row, MEMBERS).map(str::to_string).collect();
        if cells.is_empty() {
            continue;
        }
        if group.is_empty() {
            let message = format!(
                "有成员单位“{}”，却没有写属于哪个群体。\n  请在“群体”一列写上群体名称。",
                cells[0]
            );
            return Err(problem(&table.file, Some(row.number), message));
        }
        groups.entry(group.clone()).or_default().extend(cells);
    }
    if let Some((name, row)) = waiting.iter().find(|(name, _)| !groups.contains_key(*name)) {
        let message = format!("的群体“{name}”没有成员单位。\n  请在“成员单位”一列写上，或删去这一行。");
        return Err(problem(&table.file, Some(*row), message));
    }
    if groups.is_empty() {
        let message = "里只有列名，没有内容。\n  请一行写一个群体和它的成员单位。";
        return Err(problem(&table.file, None, message));
    }
    Ok(groups.into_iter().collect())
}

/// The unit of a group as a roster writes it; 街道（镇） is 各街道（镇）.
fn group_unit(directory: &Directory, name: &str) -> String {
    let unit = |name: &str| -> Option<ResolvedName> {
        let mut list = directory.read_list(name);
        (list.names.len() == 1).then(|| list.names.remove(0).resolved)
    };
    let own = unit(name).filter(|own| own.collective);
    let own = own.or_else(|| unit(&format!("各{name}")).filter(|own| own.collective));
    own.map_or_else(|| super::key::fold(name), |own| own.unit)
}

/// The members in one cell. Those that nobody knows stay as written.
fn members(directory: &Directory, cell: &str) -> Vec<Member> {
    let list = directory.read_list(cell);
    let member = |name: super::ListedName| {
        let written: String = cell[name.range].chars().filter(|c| !c.is_whitespace()).collect();
        Member {
            name: name.resolved.full_name.clone().unwrap_or(written),
            resolved: ResolvedName {
                full_name: None,
                ..name.resolved
            },
        }
    };
    list.names.into_iter().map(member).collect()
}

impl Member {
    /// Whether nobody knows the name.
    pub fn is_unknown(&self) -> bool {
        self.resolved.resolution == Resolution::Unknown && !self.resolved.collective
    }
}
