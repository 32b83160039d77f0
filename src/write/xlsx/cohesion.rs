//! Where a long heading may be broken in a narrow column. Chinese has no blanks between words, but the plan itself
//! shows which characters are one: what stands in many surroundings (慢性病, 防治) is a word, what is always followed
//! by the same character (慢性) is none. A heading is broken between its words.

use std::collections::{HashMap, HashSet};

use super::measure::char_width;

/// What a line more costs, in parts of breaking a word.
const LINE: f64 = 0.35;
/// What a line of a single character costs more.
const ALONE: f64 = 1.2;
/// What breaking a line inside a word costs.
const INSIDE: f64 = 1.0;
/// What a line costs that begins or ends with the wrong sign.
const WRONG: f64 = 5.0;
/// Longest word looked for.
const LONGEST: usize = 3;
/// Different neighbours that are enough to call something a word.
const ENOUGH: usize = 30;

/// Up to three characters, the rest `\0`.
type Word = [char; LONGEST];

/// The surroundings in which a word stands.
#[derive(Debug, Default)]
struct Around {
    before: HashSet<char>,
    behind: HashSet<char>,
}

/// The words that headings may be made of.
#[derive(Debug, Default)]
pub struct Cohesion {
    words: HashMap<Word, Around>,
}

impl Cohesion {
    /// Looks in `text` for what `headings` are made of.
    pub fn of<'h>(text: &str, headings: impl Iterator<Item = &'h str>) -> Self {
        let mut cohesion = Cohesion::default();
        let mut first = HashSet::new();
        for heading in headings {
            let letters = letters(heading);
            for start in 0..letters.len() {
                for word in words_at(&letters, start) {
                    first.insert((word[0], word[1]));
                    cohesion.words.entry(word).or_default();
                }
            }
        }
        let letters = letters(text);
        for start in 0..letters.len().saturating_sub(1) {
            if !first.contains(&(letters[start], letters[start + 1])) {
                continue;
            }
            for (length, word) in words_at(&letters, start).enumerate() {
                let Some(around) = cohesion.words.get_mut(&word) else {
                    break;
                };
                let before = start.checked_sub(1).map_or('。', |before| letters[before]);
                let behind = letters.get(start + length + 2).copied().unwrap_or('。');
                add(&mut around.before, before);
                add(&mut around.behind, behind);
            }
        }
        cohesion
    }

    /// How likely `letters` are a word: 0 where they are not.
    fn word(&self, letters: &[char]) -> f64 {
        if letters.len() < 2 || letters.len() > LONGEST {
            return 0.0;
        }
        let mut word = ['\0'; LONGEST];
        word[..letters.len()].copy_from_slice(letters);
        let Some(around) = self.words.get(&word) else {
            return 0.0;
        };
        let variety = around.before.len().min(around.behind.len());
        // What stands only here is still rather a pair than single characters.
        let pair = if letters.len() == 2 { 0.3 } else { 0.0 };
        letters.len() as f64 * (variety.max(1) as f64).ln() + pair
    }

    /// Whether a word ends before each letter.
    fn ends(&self, letters: &[char]) -> Vec<bool> {
        let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
        for end in 1..=letters.len() {
            let most = (1..=LONGEST.min(end)).map(|length| {
                let start = end - length;
                (best[start].0 + self.word(&letters[start..end]), start)
            });
            let most = most.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            best.push(most.unwrap_or((0.0, end - 1)));
        }
        let mut ends = vec![false; letters.len() + 1];
        let mut end = letters.len();
        while end > 0 {
            ends[end] = true;
            end = best[end].1;
        }
        ends
    }

    /// `heading` with line ends so that each line has at most `room` half cells.
    pub fn broken(&self, heading: &str, room: u32) -> String {
        let lines: Vec<String> = heading.lines().map(|line| self.broken_line(line, room)).collect();
        lines.join("\n")
    }

    fn broken_line(&self, line: &str, room: u32) -> String {
        let letters: Vec<char> = line.chars().collect();
        let width: u32 = letters.iter().copied().map(char_width).sum();
        if width <= room || letters.len() > 200 {
            return line.to_string();
        }
        let ends = self.ends(&letters);
        // Least cost of the letters up to a place, and where their last line begins.
        let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
        for end in 1..=letters.len() {
            let mut least = (f64::INFINITY, end - 1);
            let mut width = 0;
            for start in (0..end).rev() {
                width += char_width(letters[start]);
                if width > room && start + 1 < end {
                    break;
                }
                let cost = best[start].0 + cost_of(&letters, &ends, start, end);
                if cost < least.0 {
                    least = (cost, start);
                }
            }
            best.push(least);
        }
        let mut lines = Vec::new();
        let mut end = letters.len();
        while end > 0 {
            let start = best[end].1;
            lines.push(letters[start..end].iter().collect::<String>());
            end = start;
        }
        lines.reverse();
        lines.join("\n")
    }
}

/// What the line `start..end` costs, with the break before it.
fn cost_of(letters: &[char], ends: &[bool], start: usize, end: usize) -> f64 {
    let alone = if end - start == 1 { ALONE } else { 0.0 };
    let inside = match start.checked_sub(1) {
        None => 0.0,
        Some(before) => break_between(letters[before], letters[start], ends[start]),
    };
    LINE + alone + inside
}

/// What a break between two neighbours costs.
fn break_between(one: char, next: char, ends_word: bool) -> f64 {
    if "（《“〔【".contains(one) || "）》”〕】、，。；：".contains(next) {
        return WRONG;
    }
    if one.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
        return WRONG;
    }
    let free = ends_word || "、，；：）》”和与及".contains(one) || "（《“".contains(next);
    if free { 0.0 } else { INSIDE }
}

/// Adds a neighbour; a stop of any kind says that a word ends here, each time.
fn add(neighbours: &mut HashSet<char>, letter: char) {
    if neighbours.len() >= ENOUGH {
        return;
    }
    let is_stop = !letter.is_alphanumeric();
    let letter = if is_stop {
        char::from_u32(neighbours.len() as u32).unwrap_or(letter)
    } else {
        letter
    };
    neighbours.insert(letter);
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The words of two and three characters at `start`.
fn words_at(letters: &[char], start: usize) -> impl Iterator<Item = Word> {
    let most = LONGEST.min(letters.len() - start);
    (2..=most).map(move |length| {
        let mut word = ['\0'; LONGEST];
        word[..length].copy_from_slice(&letters[start..start + length]);
        word
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_broken_between_words() {
        let text = "慢性病防治行动。高血压等慢性病管理，防治传染病。对慢性病患者开展防治，健康促进行动，养老服务体系，\
            优化服务体系，体系优化，促进健康，养老机构，居家养老，推进健康服务，开展促进活动，专项行动、科普行动";
        let headings = ["慢性病防治行动", "养老服务健康促进行动", "服务体系优化行动"];
        let cohesion = Cohesion::of(text, headings.into_iter());
        assert_eq!(cohesion.broken("慢性病防治行动", 8), "慢性病\n防治行动");
        assert_eq!(
            cohesion.broken("养老服务健康促进行动", 6),
            "养老\n服务\n健康\n促进\n行动"
        );
        assert_eq!(cohesion.broken("服务体系优化行动", 10), "服务体系\n优化行动");
        assert_eq!(cohesion.broken("一\n健康", 8), "一\n健康");
    }

    #[test]
    fn signs_do_not_begin_a_line_and_numbers_stay_whole() {
        let cohesion = Cohesion::of("", ["推进（2031年）试点、示范"].into_iter());
        let broken = cohesion.broken("推进（2031年）试点、示范", 8);
        assert!(broken.contains("2031"), "{broken}");
        assert!(broken.lines().all(|line| !line.starts_with(['）', '、'])), "{broken}");
    }
}
