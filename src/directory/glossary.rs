//! What a document itself says of names: short names (以下简称…), collective names (以下统称…), and the members of its
//! bodies. Definitions come first: the directory made here is the one all tags of the document are read with.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::definition::{self, Site};
use super::key::fold;
use super::likeness::ends_like_unit;
use super::member_list::{self, MemberList};
use super::office;
use super::{Defined, Directory, Likeness, ResolvedName};
use crate::plan::{Resolution, UnitKind};
use crate::source::{Passage, Slices};

/// Definitions looked at in one document; a plan has a dozen.
const MOST: usize = 300;

/// What a document defines.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// Short and collective names, in text order.
    pub definitions: Vec<Definition>,
    /// Lists of members, in text order.
    pub lists: Vec<MemberList>,
}

/// A name that the document defines.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The short name as written.
    pub name: String,
    /// The words it stands for, as written.
    pub full_name: String,
    /// From the words it stands for to the short name.
    pub slices: Slices,
    /// The unit of both.
    pub resolved: ResolvedName,
    /// The units a collective name stands for, where they are listed.
    pub members: Vec<Member>,
}

/// A member of a collective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// As written where it is listed.
    pub name: String,
    /// The unit.
    pub resolved: ResolvedName,
}

/// What stands in every paragraph that defines a name, lists members, or says where an office is.
static TELLING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("称|稱|成员单位|组成|公室设").ok());

impl Glossary {
    /// Reads `paragraphs` of `text`; gives the glossary and `directory` with what it defines.
    pub fn read<'d>(text: &str, paragraphs: &[Slices], directory: &'d Directory) -> (Self, Cow<'d, Directory>) {
        let mut reader = Reader {
            glossary: Glossary::default(),
            directory: Cow::Borrowed(directory),
            defined: HashMap::new(),
        };
        // Few paragraphs hold a word that defines or lists anything.
        let telling: Vec<usize> = (0..paragraphs.len())
            .filter(|at| {
                TELLING
                    .as_ref()
                    .is_none_or(|words| words.is_match(paragraphs[*at].hull().of(text)))
            })
            .collect();
        for paragraph in telling.iter().map(|at| &paragraphs[*at]) {
            let hull = paragraph.hull().of(text);
            if hull.contains("公室设") {
                reader.offices(&Passage::new(text, paragraph));
            }
            if !hull.contains(['称', '稱']) || reader.glossary.definitions.len() >= MOST {
                continue;
            }
            let passage = Passage::new(text, paragraph);
            for site in definition::sites(passage.as_str(), MOST) {
                reader.define(&passage, &site);
            }
        }
        reader.glossary.lists = member_list::lists(text, paragraphs, &telling, &reader.directory);
        (reader.glossary, reader.directory)
    }
}

/// A name in running text that was found to be one of a unit.
struct Named {
    range: Range<usize>,
    resolved: ResolvedName,
    likeness: Likeness,
}

struct Reader<'d> {
    glossary: Glossary,
    directory: Cow<'d, Directory>,
    /// Folded short names already defined, with the place of their definition.
    defined: HashMap<String, usize>,
}

impl Reader<'_> {
    /// 办公室设在市卫健委: the office is known by each of its names; it is no part of where it sits.
    fn offices(&mut self, passage: &Passage<'_>) {
        let text = passage.as_str();
        for placed in office::placed(text, MOST) {
            let seat = &text[placed.seat.clone()];
            if single(&self.directory, seat).is_none() {
                continue;
            }
            let own = single(&self.directory, &placed.names[0]);
            let own = own.filter(|own| own.resolution == Resolution::Known);
            let unit = own.unwrap_or_else(|| ResolvedName {
                kind: UnitKind::Coordinating,
                resolution: Resolution::Known,
                ..unknown(&placed.names[0])
            });
            for name in &placed.names {
                if single(&self.directory, name).is_some_and(|own| own.resolution == Resolution::Known) {
                    continue;
                }
                self.enter(Definition {
                    name: name.clone(),
                    full_name: format!("设在{seat}的{}", placed.names[0]),
                    slices: passage.locate(placed.range.clone()),
                    resolved: unit.clone(),
                    members: Vec::new(),
                });
                // The document says that the office exists, so its name alone is a tag.
                let directory = self.directory.to_mut();
                if let Some(defined) = directory.defined.get_mut(&fold(name)) {
                    defined.likeness = Likeness::Known;
                }
            }
        }
    }

    fn define(&mut self, passage: &Passage<'_>, site: &Site) {
        let text = passage.as_str();
        let words = &text[site.full.clone()];
        let shorts: Vec<&str> = site.shorts.iter().map(|short| &text[short.clone()]).collect();
        let Some(last) = site.shorts.last() else { return };
        let place = |from: &Named| passage.locate_dense(site.full.start + from.range.start..last.end);
        let plural = site.together || shorts.iter().any(|short| is_plural(short));
        if site.apart || plural {
            let names = trailing(&self.directory, words, shorts[0]);
            if site.apart && names.len() >= shorts.len() {
                let named = names.into_iter().rev().take(shorts.len());
                let pairs: Vec<(Named, &str)> = named.zip(shorts.iter().rev().copied()).collect();
                for (named, short) in pairs.into_iter().rev() {
                    let place = place(&named);
                    self.alias(words, named, short, place);
                }
                return;
            }
            if names.len() > 1 && plural && !site.apart {
                let place = place(&names[0]);
                for short in shorts {
                    self.collective(words, &names, short, place.clone());
                }
                return;
            }
        }
        for short in shorts {
            let Some(named) = last_name(&self.directory, words, short) else {
                continue;
            };
            // Without quotes or a bracket the name may run on into the sentence.
            if site.marked || is_short_for(short, &words[named.range.clone()]) {
                let place = place(&named);
                self.alias(words, named, short, place);
            }
        }
    }

    /// `short` is another name of one unit or group.
    fn alias(&mut self, words: &str, named: Named, short: &str, slices: Slices) {
        let (key, full_name) = (fold(short), &words[named.range.clone()]);
        let full_key = fold(full_name);
        if key == full_key || !may_be_short(short) {
            return;
        }
        let own = single(&self.directory, short);
        let at_level = at_level(&self.directory, full_name, &named.resolved, short);
        let unknown = named.resolved.resolution == Resolution::Unknown;
        let resolved = match own {
            Some(own) if own.resolution == Resolution::Known && (unknown || own.unit == at_level.unit) => own,
            _ if unknown => ResolvedName {
                resolution: Resolution::Known,
                ..named.resolved
            },
            _ => at_level,
        };
        let resolved = ResolvedName {
            full_name: None,
            ..resolved
        };
        self.enter(Definition {
            name: short.to_string(),
            full_name: full_name.to_string(),
            slices,
            resolved: resolved.clone(),
            members: Vec::new(),
        });
        let directory = self.directory.to_mut();
        let defined = Defined {
            resolved,
            likeness: named.likeness,
        };
        directory.define(full_key, defined);
    }

    /// `short` is the name of all of `names` together.
    fn collective(&mut self, words: &str, names: &[Named], short: &str, slices: Slices) {
        if !may_be_short(short) {
            return;
        }
        let members: Vec<Member> = names
            .iter()
            .map(|named| Member {
                name: match &named.resolved.full_name {
                    Some(full_name) => full_name.clone(),
                    None => words[named.range.clone()].to_string(),
                },
                resolved: named.resolved.clone(),
            })
            .collect();
        let own = single(&self.directory, short).filter(|own| own.collective);
        // 各区人民政府、甲管委会（以下统称各区政府）: the whole is none of its parts.
        let id = own
            .as_ref()
            .map(|own| own.unit.clone())
            .filter(|id| members.iter().all(|member| member.resolved.unit != *id))
            .unwrap_or_else(|| fold(short));
        let range = names[0].range.start..names[names.len() - 1].range.end;
        self.enter(Definition {
            name: short.to_string(),
            full_name: words[range].to_string(),
            slices,
            resolved: ResolvedName {
                unit: id,
                full_name: None,
                kind: own.as_ref().map_or(UnitKind::Other, |own| own.kind),
                order: own.as_ref().map_or(u32::MAX, |own| own.order),
                collective: true,
                generic: false,
                resolution: Resolution::Known,
            },
            members,
        });
    }

    /// Makes the short name known. A name that is defined twice, for two units, is none's.
    fn enter(&mut self, mut definition: Definition) {
        let key = fold(&definition.name);
        if let Some(known) = self.defined.get(&key).map(|at| &mut self.glossary.definitions[*at]) {
            if known.resolved.unit == definition.resolved.unit {
                return;
            }
            definition.resolved = ResolvedName {
                unit: key.clone(),
                full_name: None,
                kind: UnitKind::Other,
                order: u32::MAX,
                collective: false,
                generic: false,
                resolution: Resolution::Ambiguous {
                    candidates: vec![known.full_name.clone(), definition.full_name.clone()],
                },
            };
            definition.members = Vec::new();
            known.resolved = definition.resolved.clone();
            known.members = Vec::new();
        } else {
            self.defined.insert(key.clone(), self.glossary.definitions.len());
        }
        let likeness = if definition.members.is_empty() {
            self.directory.likeness(&definition.full_name).max(Likeness::Suffix)
        } else {
            Likeness::Known
        };
        let defined = Defined {
            resolved: definition.resolved.clone(),
            likeness,
        };
        self.directory.to_mut().define(key, defined);
        self.glossary.definitions.push(definition);
    }
}

/// Two to twenty characters without punctuation.
fn may_be_short(short: &str) -> bool {
    let key = fold(short);
    (2..=20).contains(&key.chars().count()) && !key.contains(['《', '》', '。', ',', ':', ';', '"', '“', '”'])
}

/// 各区, 两局, 三部门: names for several.
fn is_plural(short: &str) -> bool {
    let mut chars = short.chars();
    let (first, second) = (chars.next(), chars.next());
    let counted = "局部单办委区县镇乡校院所家个地方中级厅".chars();
    first == Some('各')
        || first.is_some_and(|c| "两二三四五六七八九十".contains(c))
            && second.is_some_and(|c| counted.clone().any(|n| n == c))
}

/// The names at the end of `words` that are units, as far back as they are.
fn trailing(directory: &Directory, words: &str, short: &str) -> Vec<Named> {
    let mut start = words.len();
    for name in directory.read_list(words).names.into_iter().rev() {
        let written = &words[name.range.clone()];
        let begins = base(written) == 0 && lead(written).is_none();
        if begins && is_unit(directory, written, &name.resolved) {
            start = name.range.start;
            continue;
        }
        // 由市教育局、市体育局…: the list begins behind the first word.
        if let Some(named) = pick(directory, written, short) {
            start = name.range.start + named.range.start;
        }
        break;
    }
    // Read again from there: 由市教育局、体育局 elides the level of the second.
    let list = directory.read_list(&words[start..]);
    let named = |name: super::ListedName| Named {
        likeness: directory.likeness(&words[start..][name.range.clone()]),
        range: start + name.range.start..start + name.range.end,
        resolved: name.resolved,
    };
    list.names.into_iter().map(named).collect()
}

/// Whether a name of a list is that of a unit; 高新区管委会 is one among others.
pub(super) fn is_unit(directory: &Directory, written: &str, resolved: &ResolvedName) -> bool {
    let known = resolved.resolution == Resolution::Known && ends_like_unit(&fold(written));
    known || directory.likeness(written) != Likeness::None
}

/// The last name of `words`.
fn last_name(directory: &Directory, words: &str, short: &str) -> Option<Named> {
    let last = directory.read_list(words).names.pop()?;
    let named = pick(directory, &words[last.range.clone()], short)?;
    Some(shifted(named, last.range.start))
}

fn shifted(named: Named, by: usize) -> Named {
    Named {
        range: named.range.start + by..named.range.end + by,
        ..named
    }
}

/// The unit that `words` end with: known, or at least ending like one that the short name is short for.
fn pick(directory: &Directory, words: &str, short: &str) -> Option<Named> {
    let known = |at: usize| {
        single(directory, &words[at..]).map(|resolved| Named {
            range: at..words.len(),
            resolved,
            likeness: directory.likeness(&words[at..]),
        })
    };
    let certain = |named: &Named| named.resolved.resolution == Resolution::Known;
    let mut start = base(words);
    let mut doubtful = None;
    loop {
        // 现将云溪县教育局 is not of a county called 现将云溪; but 经开区 is a name.
        if let Some(len) = lead(&words[start..]).filter(|len| *len > '经'.len_utf8())
            && let Some(named) = known(start + len).filter(certain)
        {
            return Some(named);
        }
        match known(start) {
            Some(named) if certain(&named) => return Some(named),
            named => doubtful = doubtful.or(named),
        }
        match lead(&words[start..]) {
            Some(len) => start += len,
            None => break,
        }
    }
    let tier = short.chars().next().filter(|c| TIERS.contains(*c));
    let mut levels = words[start..].char_indices().skip(1).filter(|(_, c)| Some(*c) == tier);
    if let Some(named) = levels.find_map(|(at, _)| known(start + at).filter(certain)) {
        return Some(named);
    }
    let rest = &words[start..];
    // 领导小组办公室（以下简称“市巩卫办”）: the short name may have words of its own.
    if ends_like_unit(&fold(rest)) && (is_short_for(short, rest) || ends_like_unit(&fold(short))) {
        return Some(Named {
            range: start..words.len(),
            resolved: unknown(rest),
            likeness: Likeness::Suffix,
        });
    }
    doubtful
}

/// Where the name begins at the earliest: behind a word that no name holds.
fn base(words: &str) -> usize {
    ["由", "设在", "成立", "组建", "设立", "负责", "会同", "委托"]
        .iter()
        .filter_map(|word| words.rfind(word).map(|at| at + word.len()))
        .filter(|at| *at < words.len())
        .max()
        .unwrap_or(0)
}

/// Levels that a short name can begin with.
const TIERS: &str = "省市区县州盟旗镇乡";

fn unknown(name: &str) -> ResolvedName {
    ResolvedName {
        unit: fold(name),
        full_name: None,
        kind: UnitKind::Other,
        order: u32::MAX,
        collective: false,
        generic: false,
        resolution: Resolution::Unknown,
    }
}

/// The unit of `words` if they are one name that the directory knows.
fn single(directory: &Directory, words: &str) -> Option<ResolvedName> {
    if directory.likeness(words) == Likeness::None {
        return None;
    }
    let list = directory.read_list(words);
    let [name] = &list.names[..] else { return None };
    let whole = name.range == (0..words.len()) && !list.open_ended;
    (whole && name.resolved.resolution != Resolution::Unknown).then(|| name.resolved.clone())
}

/// 长兴县卫生健康局（以下简称县卫健局）: the county of the short name is the place of the full one, and the document's
/// other names (县教育局) have the level alone too.
fn at_level(directory: &Directory, full_name: &str, resolved: &ResolvedName, short: &str) -> ResolvedName {
    let Some(tier) = short.chars().next().filter(|c| TIERS.contains(*c)) else {
        return resolved.clone();
    };
    let levels = full_name.char_indices().skip(1).filter(|(_, c)| *c == tier);
    for (at, _) in levels {
        // The 市 of 市场监管局 is no level.
        let bare = &full_name[at + tier.len_utf8()..];
        if single(directory, bare).is_none() {
            continue;
        }
        let place = fold(&full_name[..at]);
        if let Some(local) = single(directory, &full_name[at..])
            && resolved.unit.strip_prefix(&place) == Some(&local.unit)
        {
            return local;
        }
    }
    resolved.clone()
}

/// Whether the characters of `short` stand in `full` in this order: 县健促办 in 县健康促进委员会办公室.
fn is_short_for(short: &str, full: &str) -> bool {
    let full = fold(full);
    let mut rest = full.chars();
    fold(short).chars().all(|c| rest.any(|other| other == c))
}

/// The length of a word before the name of a unit in a sentence.
fn lead(words: &str) -> Option<usize> {
    LEADS
        .iter()
        .find(|lead| words.starts_with(**lead) && words.len() > lead.len())
        .map(|lead| lead.len())
}

/// Words before the name of a unit in a sentence, longer ones first.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "统一由", "现成立", "决定成立", "经报", "报经", "报请", "提交", "报送", "上报", "交由", "转由", "归口", "依托",
    "成立", "设立", "组建", "建立", "设置", "调整", "充实", "明确", "确定", "根据", "按照", "通过", "委托", "会同",
    "联合", "配合", "协助", "督促", "指导", "组织", "加强", "发挥", "接受", "以及", "其中", "现将", "负责", "牵头",
    "要求", "全市的", "由", "经", "在", "将", "向", "对", "为", "请", "以", "让", "按", "报", "据", "与", "和", "及",
    "同", "至", "到", "并", "即", "是", "原", "现", "各级的",
];
