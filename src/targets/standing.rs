//! Targets of standing: a rank, a prize, a figure set beside another. New words are rows.

use super::clause;
use super::quality::{Said, ends_here, near};
use super::words;
use crate::source::numeral;

/// Before a rank.
const RANKS: &[&str] = &[
    "进入",
    "进",
    "跻身",
    "位居",
    "位列",
    "排名",
    "保持",
    "稳居",
    "名列",
    "力争",
    "争取",
    "确保",
    "居",
    "列",
    "保",
    "迈入",
    "迈进",
    "处于",
    "位于",
    "走在",
    "争",
    "冲刺",
    "排",
    "进位到",
    "站稳",
];

/// 全省前三名, 全市前10位, 位居全省前列.
pub(super) fn rank(words: &str, at: usize) -> Option<Said> {
    let behind = &words[at + '前'.len_utf8()..];
    let len = if behind.starts_with('列') || behind.starts_with('茅') {
        3
    } else {
        let numerals =
            |c: char| numeral::figure(c).is_some() || numeral::digit(c).is_some() || numeral::scale(c).is_some();
        let number = behind.find(|c| !numerals(c)).unwrap_or(behind.len());
        let rank = ["名", "位", "强"]
            .iter()
            .find(|rank| behind[number..].starts_with(**rank))
            .map_or(0, |rank| rank.len());
        if number == 0 || rank == 0 && !ends_here(&behind[number..]) {
            return None;
        }
        number + rank
    };
    placed(words, at, at + '前'.len_utf8() + len)
}

/// Whether a word of a rank stands before the place that begins at `at` and ends at `end`, with the clause.
fn placed(words: &str, at: usize, end: usize) -> Option<Said> {
    let near = near(&words[..at], 60);
    let clause = near.rsplit(clause::ends_clause).next().unwrap_or(near);
    let found = RANKS
        .iter()
        .filter_map(|word| clause.rfind(word).map(|at| (at, word.len())));
    // 位居, not the 居 in it.
    let (from, word) = found.max_by_key(|(at, len)| (at + len, *len))?;
    let placed = from > 0 || clause[from + word..].contains(['全', '省', '市', '县', '区', '国']);
    (placed && ends_here(&words[end..])).then(|| Said::word(at - (clause.len() - from)..end))
}

/// 保持全省第一方阵, 进入全国第一梯队.
pub(super) fn among_the_first(words: &str, at: usize) -> Option<Said> {
    let before = &words[..at];
    let (from, len) = match (before.strip_suffix("第一方"), before.strip_suffix("第一")) {
        (Some(before), _) => (before.len(), "阵".len()),
        (_, Some(before)) if words[at..].starts_with("梯队") => (before.len(), "梯队".len()),
        _ => return None,
    };
    placed(words, from, at + len)
}

/// Prizes by the words before 奖.
const PRIZES: &[&str] = &["特等", "一等", "二等", "三等", "金", "银", "铜", "最高"];

/// Before a prize: it is to be won.
const WINS: &[&str] = &["获", "夺", "争", "取得", "摘得", "捧得", "力争", "确保", "拿"];

/// 获全省一等奖; a prize that is given to others has words behind it (获得一等奖的给予奖励).
pub(super) fn prize(words: &str, at: usize) -> Option<Said> {
    let end = at + '奖'.len_utf8();
    let prize = PRIZES.iter().find(|prize| words[..at].ends_with(**prize))?;
    let from = at - prize.len();
    let near = near(&words[..from], 60);
    let clause = near.rsplit(clause::ends_clause).next().unwrap_or(near);
    let won = WINS.iter().filter_map(|word| clause.rfind(word)).max()?;
    let rest = words[end..].trim_start_matches("以上").trim_start_matches("及以上");
    let told = ["对", "凡", "已", "曾"].iter().any(|word| clause.starts_with(word)) || clause.contains('了');
    (ends_here(rest) && !told).then(|| Said::word(from - (clause.len() - won)..words.len() - rest.len()))
}

/// What one figure is compared with another by.
const COMPARES: &[&str] = &["快", "高", "优", "好", "低", "不低", "不高", "慢", "大", "小"];

/// What such a comparison ends with.
const FIGURES: &[&str] = &[
    "增速",
    "增幅",
    "增长",
    "增长速度",
    "上年",
    "去年",
    "上年度",
    "同期",
    "平均",
    "均值",
    "目标值",
];

/// 居民收入增速快于经济增长, 补助水平不低于上年: no number says by how much.
pub(super) fn compared(words: &str, at: usize) -> Option<Said> {
    let before = &words[..at];
    let word = COMPARES
        .iter()
        .filter(|word| before.ends_with(**word))
        .max_by_key(|word| word.len())?;
    let from = at - word.len();
    let end = clause::end(words, at);
    let other = words[at + '于'.len_utf8()..end].trim_end();
    let figure = FIGURES.iter().any(|figure| other.ends_with(figure));
    let near = near(&words[..from], 60);
    let noun = near.rsplit(clause::ends_clause).next().unwrap_or(near).trim();
    let counted = other.contains(|c: char| numeral::figure(c).is_some());
    let plain = figure && !counted && !other.contains('的') && other.chars().count() <= 20;
    (plain && noun.chars().count() >= 2).then(|| Said::word(from..end))
}

/// 不低于全省平均水平, where no number says by how much.
pub(super) fn average(words: &str, at: usize) -> Option<Said> {
    let tails = ["平均水平", "平均值", "平均数", "平均线", "平均增速", "平均增幅"];
    // 不低于去年水平
    let level = words[..at].ends_with('水').then_some("平");
    let tail = tails
        .iter()
        .copied()
        .find(|tail| words[at..].starts_with(tail))
        .or(level)?;
    let near = near(&words[..at], 60);
    let clause = near.rsplit(clause::ends_clause).next().unwrap_or(near);
    let (from, word) = words::against(clause).or_else(|| {
        let from = clause.rfind("达到").filter(|_| level.is_none())?;
        Some((from, "达到"))
    })?;
    let others = ["上年", "去年", "全国", "全省", "全市", "全区", "全县", "同期", "平均"];
    if level.is_some() && !others.iter().any(|other| clause[from..].contains(other)) {
        return None;
    }
    let behind = words[at + tail.len()..].trim_start_matches("以上");
    let short = clause.len() - from - word.len() <= 36;
    (short && ends_here(behind)).then(|| Said::word(at - (clause.len() - from)..words.len() - behind.len()))
}
