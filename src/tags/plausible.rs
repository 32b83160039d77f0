//! Whether what was read is a tag at all, by its names alone.

use super::fold::fold;
use super::sentence::Reading;
use crate::directory::{Directory, Likeness, ListedName};
use crate::plan::Resolution;

/// How sure a reading is to be a tag, by its names alone.
pub fn plausible(reading: &Reading, content: &str, directory: &Directory) -> bool {
    let (mut known, mut suffix, mut none) = (0, 0, 0);
    let (mut office, mut strange) = (false, false);
    let stems = (reading.labelled || reading.worded) && says_departments(content);
    let names = reading.groups.iter().flat_map(|group| {
        let names = group.names.names.iter().enumerate();
        names.map(move |(at, name)| (group, at, name))
    });
    for (group, at, name) in names {
        let list = &content[group.list.clone()];
        let written = &list[name.range.clone()];
        // 各小学由中心小学统筹组织; 领导小组办公室设在县卫生局: sentences.
        if written.contains('由') || written.contains("设在") || written.contains("设于") {
            return false;
        }
        match directory.likeness(written) {
            Likeness::Known => known += 1,
            Likeness::Suffix => {
                suffix += 1;
                // 党政办: alone as well, where the directory has it.
                office |=
                    is_office(written) || written.ends_with('办') && name.resolved.resolution == Resolution::Known;
            }
            // 财政、人社、住建等部门: short names that only a tag makes units.
            Likeness::None if stems && name.resolved.resolution == Resolution::Known => suffix += 1,
            Likeness::None if shares_ending(&group.names.names[at..], list, directory) => suffix += 1,
            Likeness::None => {
                // A sentence is no name; a short word behind a label may be one that nobody has listed.
                if written.chars().count() > 24 || !reading.labelled && written.chars().count() > 14 {
                    return false;
                }
                strange |= !may_be_unlisted(written);
                none += 1;
            }
        }
    }
    if reading.weak {
        return none == 0 && known > 0;
    }
    if reading.labelled {
        return known + suffix + none > 0 || !reading.people.is_empty() || !reading.deadlines.is_empty();
    }
    if reading.worded {
        return known + suffix > 0 && none <= known + suffix;
    }
    let few = none == 0 || !strange && is_outnumbered(none, known);
    !reading.dutied && few && (known > 0 || suffix > 1 || office)
}

/// Whether so few names that nobody has listed may be units, since those beside them are (省卫生厅、省公安厅、人口计生).
pub(super) fn is_outnumbered(none: usize, known: usize) -> bool {
    known >= 2 && none * 2 <= known
}

/// Whether a word that neither the directory nor its ending knows may still be a unit among units: a few Chinese
/// characters that are neither people nor part of a sentence.
pub(crate) fn may_be_unlisted(name: &str) -> bool {
    const PEOPLE: &[&str] = &["者", "员", "众", "人", "民", "家", "师", "学生", "医生", "户", "士"];
    const SPEECH: &[char] = &[
        '的', '了', '是', '与', '和', '及', '等', '对', '向', '把', '将', '由', '为', '各', '其', '含', '如',
    ];
    let name = fold(name.trim());
    (3..=9).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !SPEECH.contains(&c))
        && !PEOPLE.iter().any(|word| name.ends_with(word))
}

/// 市教育、卫生、体育局: a short name to which the ending belongs that only the last of its chain has.
fn shares_ending(chain: &[ListedName], list: &str, directory: &Directory) -> bool {
    const ENDINGS: &[char] = &['局', '委', '办', '厅', '部'];
    let Some((first, others)) = chain.split_first() else {
        return false;
    };
    let short = &list[first.range.clone()];
    if first.resolved.resolution != Resolution::Known || short.chars().count() > 6 {
        return false;
    }
    let mut end = first.range.end;
    for name in others {
        if !matches!(list[end..name.range.start].trim(), "、" | "和") {
            return false;
        }
        let written = &list[name.range.clone()];
        if let Some(ending) = written.chars().next_back().filter(|last| ENDINGS.contains(last)) {
            return directory.likeness(written) != Likeness::None
                && directory.likeness(&format!("{short}{ending}")) == Likeness::Known;
        }
        end = name.range.end;
    }
    false
}

/// An office inside a bureau or a school, one of a place, a company: 财务科, 教导处, 县智慧城市专班办公室, 东江集团.
pub(super) fn is_inner_office(name: &str, directory: &Directory) -> bool {
    // Looked at first, since most that are asked about are lists of names.
    if name.len() > 90 || name.contains('、') {
        return false;
    }
    let name = fold(name.trim());
    // 社区服务中心 is a kind of place, 青山市园林中心 a body.
    let placed = || {
        name.chars()
            .take(4)
            .any(|c| matches!(c, '省' | '市' | '县' | '区' | '州'))
    };
    (3..=14).contains(&name.chars().count())
        && (name.ends_with(['处', '科', '股', '室', '办', '站', '队', '局', '委', '厅'])
            || name.ends_with("集团")
            || name.ends_with("公司")
            || name.ends_with("中心") && placed() && !name.contains("社区"))
        && directory.likeness(&name) == Likeness::Suffix
}

/// 社保中心: a centre of the directory by itself, which has no kind of places for a name (社区服务中心).
pub(super) fn is_listed_centre(name: &str, directory: &Directory) -> bool {
    let name = name.trim();
    if !name.ends_with("中心") || name.contains("社区") {
        return false;
    }
    let names = directory.read_list(name).names;
    let [only] = &names[..] else { return false };
    only.range == (0..name.len()) && only.resolved.resolution == Resolution::Known && !only.resolved.collective
}

/// A name that nobody has listed and that still can be nothing but an office of a place: 市外经贸局, 县护路办.
fn is_office(name: &str) -> bool {
    const PLACES: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'];
    const OFFICES: &[&str] = &["局", "委", "办", "厅", "办公室", "委员会", "指挥部"];
    let name = fold(name);
    name.starts_with(PLACES) && OFFICES.iter().any(|office| name.ends_with(office)) && name.chars().count() <= 12
}

/// Whether short names among `content` (财政、人社、住建等部门) say together that they are units.
pub(super) fn says_departments(content: &str) -> bool {
    content.contains(['、', '和']) && content.contains("部门")
}
