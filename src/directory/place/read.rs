//! The rows of a directory file: names, order, kind, contacts as the user wrote them.

use super::PlaceUnit;
use crate::Error;
use crate::directory::key::fold;
use crate::plan::{Contact, UnitKind};
use crate::user_table::{self, CellFrom, Field, Headed, TableRow};

const NAME: usize = 0;
const FULL_NAME: usize = 1;
const ALIASES: usize = 2;
const CATEGORY: usize = 3;
const RANK: usize = 4;
const NUMBER: usize = 5;
const TIER: usize = 6;
const LEADER: usize = 7;
const OFFICE: usize = 8;
const PERSON: usize = 9;
const PHONE: usize = 10;
const REMARK: usize = 11;

/// The columns of a directory file; only the first is needed.
#[rustfmt::skip]
const FIELDS: [Field; 12] = [
    field("单位名称", &["单位名称", "单位", "部门", "名称", "部门名称", "责任单位", "成员单位", "机构名称", "机构"]),
    field("单位全称", &["单位全称", "全称", "规范名称", "部门全称", "机构全称"]),
    several("别名", &["别名", "简称", "单位简称", "部门简称", "规范简称", "其他名称", "曾用名", "又名", "简称/别名", "别名/简称"]),
    field("类别", &["类别", "分类", "单位类别", "单位性质", "性质", "系统"]),
    field("排序", &["排序", "顺序", "排列", "排序号", "次序"]),
    field("序号", &["序号", "编号", "号"]),
    field("层级", &["层级", "级别", "单位层级", "单位级别"]),
    field("分管领导", &["分管领导", "分管负责人", "分管领导姓名", "责任领导", "单位分管领导", "分管同志"]),
    field("责任科室", &["责任科室", "承办科室", "科室", "责任处室", "承办处室", "处室", "责任部门", "内设机构", "牵头科室"]),
    field("联系人", &["联系人", "联络员", "联系人姓名", "联络员姓名", "联络人", "经办人", "联系人员", "工作联系人"]),
    several("联系电话", &[
        "联系电话", "电话", "手机", "手机号", "手机号码", "办公电话", "座机", "固定电话", "电话号码", "联系方式",
        "联系人电话", "联络员电话", "联系人手机", "联系人联系电话", "联系人办公电话", "联系人手机号码", "联络员手机",
        "联络员联系电话", "移动电话",
    ]),
    several("备注", &["备注", "说明"]),
];

const fn field(name: &'static str, headings: &'static [&'static str]) -> Field {
    Field {
        name,
        headings,
        repeats: false,
    }
}

const fn several(name: &'static str, headings: &'static [&'static str]) -> Field {
    Field {
        name,
        headings,
        repeats: true,
    }
}

/// Reads the units of the file in its own order.
pub(super) fn units(file: &str, bytes: &[u8]) -> Result<Vec<PlaceUnit>, Error> {
    let table = user_table::read(file, bytes)?;
    let headed = table.headed(&FIELDS, NAME).or_else(|error| {
        // A file with 单位全称 and no 单位名称 is as good.
        table.headed(&FIELDS, FULL_NAME).map_err(|_| error)
    })?;
    let reader = Reader {
        file,
        name: if headed.has(NAME) { NAME } else { FULL_NAME },
        headed,
    };
    let units = reader.units()?;
    if units.is_empty() {
        let message = "里一个单位也没有。\n  请在标题行下面每行写一个单位。";
        return Err(user_table::problem(file, None, message));
    }
    Ok(sorted(units))
}

/// Where a row wants to stand.
struct Rank {
    /// 排序; infinite for none.
    rank: f64,
    /// 序号.
    number: Option<u32>,
}

/// Units in the order the user numbered them; without numbers the order of the rows stays.
fn sorted(mut units: Vec<(PlaceUnit, Rank)>) -> Vec<PlaceUnit> {
    let mut numbers: Vec<u32> = units.iter().filter_map(|(_, rank)| rank.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    // 序号 that begins again under every kind says nothing of the whole.
    let numbered = numbers.len() == units.len();
    units.sort_by(|(_, a), (_, b)| {
        let by_number = a.number.cmp(&b.number);
        let by_number = if numbered { by_number } else { std::cmp::Ordering::Equal };
        a.rank.total_cmp(&b.rank).then(by_number)
    });
    units.into_iter().map(|(unit, _)| unit).collect()
}

struct Reader<'t> {
    file: &'t str,
    headed: Headed<'t>,
    /// The field that names the unit.
    name: usize,
}

impl Reader<'_> {
    fn units(&self) -> Result<Vec<(PlaceUnit, Rank)>, Error> {
        let mut units: Vec<(PlaceUnit, Rank)> = Vec::new();
        let mut band = String::new();
        for row in &self.headed.rows {
            // 单位 merged over two rows: a unit with two people to call.
            if self.headed.continues(row, self.name)
                && let Some((unit, _)) = units.last_mut()
            {
                self.add_contact(row, &mut unit.contact)?;
                continue;
            }
            if let Some(name) = self.band(row) {
                band = name;
                continue;
            }
            let unit = self.unit(row, &band)?;
            if unit.name.is_empty() {
                if unit.contact.names_anyone() || !unit.aliases.is_empty() {
                    let message = "没有单位名称。\n  请补上，或删去这一行。";
                    return Err(self.problem(row, message));
                }
                continue;
            }
            units.push((unit, self.rank(row)?));
        }
        Ok(units)
    }

    fn unit(&self, row: &TableRow, band: &str) -> Result<PlaceUnit, Error> {
        let name = self.headed.text(row, self.name);
        // Line ends inside a cell are where Excel was told to wrap the name.
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        if separated(&name).len() > 1 {
            let message = format!("的“{name}”像是几个单位。\n  请每行写一个单位；同一单位的其他名称写在“别名”一列。");
            return Err(self.problem(row, message));
        }
        let category = match self.headed.text(row, CATEGORY) {
            "" => band,
            own => own,
        };
        let mut aliases: Vec<String> = Vec::new();
        let full = [self.headed.text(row, FULL_NAME)]
            .into_iter()
            .filter(|_| self.name != FULL_NAME);
        for cell in full.chain(self.headed.texts(row, ALIASES)) {
            aliases.extend(separated(cell).into_iter().filter(|alias| *alias != name));
        }
        let mut contact = Contact::default();
        self.add_contact(row, &mut contact)?;
        Ok(PlaceUnit {
            row: row.number,
            name,
            aliases,
            tier: tier(self.headed.text(row, TIER)),
            category: category.to_string(),
            kind: kind(category),
            contact,
            ..PlaceUnit::default()
        })
    }

    fn add_contact(&self, row: &TableRow, contact: &mut Contact) -> Result<(), Error> {
        let parts = [
            (LEADER, &mut contact.leader),
            (OFFICE, &mut contact.office),
            (PERSON, &mut contact.person),
            (PHONE, &mut contact.phone),
            (REMARK, &mut contact.remark),
        ];
        for (field, value) in parts {
            for text in self.headed.texts(row, field) {
                if is_formula_error(text) {
                    let message = format!("“{}”一列是公式错误 {text}。\n  请改正后再试。", FIELDS[field].name);
                    return Err(self.problem(row, message));
                }
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !value.split('；').any(|known| known == text) {
                    let link = if value.is_empty() { "" } else { "；" };
                    value.push_str(&format!("{link}{text}"));
                }
            }
        }
        Ok(())
    }

    /// 一、党委部门: a row that names the rows below it, in a merged cell or behind a Chinese number.
    fn band(&self, row: &TableRow) -> Option<String> {
        let mut cells = row.cells.iter().filter(|cell| !cell.text.is_empty());
        let first = cells.next()?;
        let merged = row.cells.iter().any(|cell| cell.from == CellFrom::Left);
        let alone = first.from == CellFrom::Own && cells.all(|cell| cell.from == CellFrom::Left);
        let plain = without_number(&first.text);
        let numbered = plain.len() < first.text.len();
        let is_band = alone && (merged || numbered) && !plain.contains(['：', ':', '。']);
        let plain = plain.split(['（', '(']).next().unwrap_or(plain);
        is_band.then(|| plain.to_string()).filter(|name| !name.is_empty())
    }

    /// What the file says about a row's place: 排序, 序号.
    fn rank(&self, row: &TableRow) -> Result<Rank, Error> {
        let wrong = |text: &str| {
            let message = format!("“排序”一列的“{text}”不是数字。\n  请写数字，或把这一格清空。");
            self.problem(row, message)
        };
        let rank = match self.headed.text(row, RANK) {
            "" => f64::INFINITY,
            text => {
                let rank = text.parse::<f64>().ok().filter(|rank| rank.is_finite());
                rank.ok_or_else(|| wrong(text))?
            }
        };
        Ok(Rank {
            rank,
            number: self.headed.text(row, NUMBER).parse().ok(),
        })
    }

    fn problem(&self, row: &TableRow, message: impl Into<String>) -> Error {
        user_table::problem(self.file, Some(row.number), message)
    }
}

/// Names in one cell, cut outside brackets.
fn separated(cell: &str) -> Vec<String> {
    let mut depth = 0usize;
    let parts = cell.split(|c: char| {
        match crate::directory::fold_char(c) {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
            && matches!(
                c,
                '、' | '|' | '｜' | ';' | '；' | ',' | '，' | '/' | '／' | '\n' | '\r'
            )
    });
    let parts = parts.map(|part| part.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    parts.filter(|part| !fold(part).is_empty()).collect()
}

/// `一、党委部门` without its number.
fn without_number(text: &str) -> &str {
    let digits = |c: char| "一二三四五六七八九十".contains(c);
    let inner = text.strip_prefix(['（', '(']).unwrap_or(text);
    let rest = inner.trim_start_matches(digits);
    let rest = rest
        .strip_prefix(['、', '.', '．', '）', ')'])
        .filter(|_| rest.len() < inner.len());
    rest.unwrap_or(text).trim()
}

/// 区级 and 区 are one level; 正处级 is none.
fn tier(cell: &str) -> String {
    let cell = fold(cell);
    let plain = cell
        .strip_suffix('级')
        .or_else(|| cell.strip_suffix('直'))
        .unwrap_or(&cell);
    let known = super::super::prefix::TIERS.contains(&plain);
    if known { plain.to_string() } else { String::new() }
}

/// The kind a category means, where its words say so.
#[rustfmt::skip]
fn kind(category: &str) -> Option<UnitKind> {
    let words: &[(&str, UnitKind)] = &[
        ("群团", UnitKind::Mass), ("人民团体", UnitKind::Mass), ("党群", UnitKind::Party), ("党委", UnitKind::Party),
        ("党的", UnitKind::Party), ("人大", UnitKind::State), ("政协", UnitKind::State), ("法检", UnitKind::State),
        ("事业", UnitKind::Institution), ("垂直", UnitKind::Vertical), ("垂管", UnitKind::Vertical),
        ("条管", UnitKind::Vertical), ("双管", UnitKind::Vertical), ("驻", UnitKind::Vertical),
        ("企业", UnitKind::Enterprise), ("国企", UnitKind::Enterprise), ("公司", UnitKind::Enterprise),
        ("街道", UnitKind::Subdistrict), ("乡镇", UnitKind::Subdistrict), ("街镇", UnitKind::Subdistrict),
        ("镇街", UnitKind::Subdistrict), ("园区", UnitKind::Subdistrict), ("议事协调", UnitKind::Coordinating),
        ("政府", UnitKind::Gov), ("行政", UnitKind::Gov),
    ];
    words.iter().find(|(word, _)| category.contains(word)).map(|(_, kind)| *kind)
}

/// What Excel shows where a formula has no value.
fn is_formula_error(text: &str) -> bool {
    matches!(
        text,
        "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_levels() {
        assert_eq!(separated("卫健委、 区卫计委|卫生局"), ["卫健委", "区卫计委", "卫生局"]);
        assert_eq!(
            separated("区市场监管局（知识产权局、食安办）"),
            ["区市场监管局（知识产权局、食安办）"]
        );
        assert_eq!(without_number("（三）群团组织"), "群团组织");
        assert_eq!(without_number("三农办"), "三农办");
        assert_eq!((tier("区级"), tier("正处级")), ("区".to_string(), String::new()));
    }
}
