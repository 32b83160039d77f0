//! Traditional characters of the role words, folded on copies only: 負責, 牽頭.

use std::borrow::Cow;

const PAIRS: &[(char, char)] = &[
    ('負', '负'),
    ('責', '责'),
    ('牽', '牵'),
    ('頭', '头'),
    ('單', '单'),
    ('門', '门'),
    ('協', '协'),
    ('辦', '办'),
    ('參', '参'),
    ('與', '与'),
    ('職', '职'),
    ('會', '会'),
    ('導', '导'),
    ('實', '实'),
    ('組', '组'),
    ('織', '织'),
    ('時', '时'),
    ('間', '间'),
    ('進', '进'),
    ('領', '领'),
    ('體', '体'),
    ('別', '别'),
    ('任', '任'),
    ('處', '处'),
    ('關', '关'),
    ('務', '务'),
    ('監', '监'),
    ('總', '总'),
    ('為', '为'),
    ('爲', '为'),
    ('標', '标'),
    ('個', '个'),
    ('列', '列'),
    ('項', '项'),
    ('無', '无'),
    ('屬', '属'),
    ('據', '据'),
    ('調', '调'),
    ('區', '区'),
    ('縣', '县'),
];

/// `text` with the traditional characters of the role words made simple; both have as many characters.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| PAIRS.iter().any(|(from, _)| *from == c)) {
        Cow::Owned(text.chars().map(simple).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether `text` ends with `word` when both are folded; only for words of the same byte length, which all CJK
/// characters of the table keep.
pub(super) fn folded_ends_with(text: &str, word: &str) -> bool {
    let mut chars = text.chars().rev();
    word.chars()
        .rev()
        .all(|wanted| chars.next().is_some_and(|c| simple(c) == wanted))
}

fn simple(c: char) -> char {
    PAIRS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)
}
