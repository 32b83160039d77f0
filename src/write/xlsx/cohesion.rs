//! Where a long heading may be broken in a narrow column. Chinese has no blanks between words, but the plan itself
//! shows which characters belong together: those that stand beside each other again and again (健康, 防治). A heading
//! is broken where its neighbours meet least.

use std::collections::HashMap;

use super::measure::char_width;

/// What a line more costs, in parts of breaking a pair that always stands together.
const LINE: f64 = 0.35;
/// What a line of a single character costs more.
const ALONE: f64 = 1.2;
/// What a line of an odd number of characters costs more: most words have two.
const ODD: f64 = 0.06;
/// What a line costs that begins or ends with the wrong sign.
const WRONG: f64 = 5.0;

/// How often characters stand beside each other.
#[derive(Debug, Default)]
pub struct Cohesion {
    single: HashMap<char, u32>,
    pairs: HashMap<(char, char), u32>,
}

impl Cohesion {
    /// Counts, in `text`, the characters and pairs that `headings` are made of.
    pub fn of<'h>(text: &str, headings: impl Iterator<Item = &'h str>) -> Self {
        let mut cohesion = Cohesion::default();
        for heading in headings {
            for (one, next) in neighbours(heading) {
                cohesion.single.entry(one).or_default();
                cohesion.single.entry(next).or_default();
                cohesion.pairs.entry((one, next)).or_default();
            }
        }
        if cohesion.pairs.is_empty() {
            return cohesion;
        }
        for (one, next) in neighbours(text) {
            if let Some(count) = cohesion.single.get_mut(&one) {
                *count += 1;
                if let Some(count) = cohesion.pairs.get_mut(&(one, next)) {
                    *count += 1;
                }
            }
        }
        cohesion
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
                let cost = best[start].0 + self.line(&letters, start, end);
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

    /// What the line `start..end` costs, with the break before it.
    fn line(&self, letters: &[char], start: usize, end: usize) -> f64 {
        let mut cost = LINE;
        let length = end - start;
        cost += match length {
            1 => ALONE,
            _ if length % 2 == 1 => ODD,
            _ => 0.0,
        };
        if start > 0 {
            cost += self.between(letters[start - 1], letters[start]);
        }
        cost
    }

    /// How much two neighbours belong together.
    fn between(&self, one: char, next: char) -> f64 {
        if "（《“〔【".contains(one) || "）》”〕】、，。；：".contains(next) {
            return WRONG;
        }
        if "、，；：）》”".contains(one) || "（《“".contains(next) {
            return 0.0;
        }
        if one.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
            return WRONG;
        }
        let count = |letter: char| self.single.get(&letter).copied().unwrap_or(0);
        let together = self.pairs.get(&(one, next)).copied().unwrap_or(0);
        let fewer = count(one).min(count(next)).max(1);
        // Few occurrences say little: one that stands once does so beside its only neighbour.
        f64::from(together) / (f64::from(fewer) + 0.5)
    }
}

fn neighbours(text: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || text.chars().filter(|letter| !letter.is_whitespace());
    letters().zip(letters().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_broken_between_words() {
        let text = "健康促进行动。促进养老服务。传染病防控，地方病防治，慢性病防治。防控行动，健康科普，科普行动。服务体系建设，体系优化";
        let cohesion = Cohesion::of(text, ["养老服务促进行动", "传染病及地方病防控行动", "健康科普行动"].into_iter());
        assert_eq!(cohesion.broken("养老服务促进行动", 8), "养老服务\n促进行动");
        assert_eq!(cohesion.broken("传染病及地方病防控行动", 8), "传染病及\n地方病\n防控行动");
        assert_eq!(cohesion.broken("一\n健康科普行动", 8), "一\n健康科普\n行动");
        assert_eq!(cohesion.broken("健康", 8), "健康");
    }

    #[test]
    fn signs_do_not_begin_a_line_and_numbers_stay_whole() {
        let cohesion = Cohesion::of("", ["推进（2031年）试点、示范"].into_iter());
        let broken = cohesion.broken("推进（2031年）试点、示范", 8);
        assert!(broken.contains("2031"), "{broken}");
        assert!(broken.lines().all(|line| !line.starts_with(['）', '、'])), "{broken}");
    }
}
