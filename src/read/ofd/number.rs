//! Lists of numbers as OFD writes them.

/// More steps than a line of text has.
const MOST: usize = 10_000;

/// The numbers of a list parted by blanks; anything else ends it.
pub(super) fn numbers(list: &str) -> Vec<f32> {
    list.split_ascii_whitespace()
        .map_while(|word| word.parse::<f32>().ok())
        .filter(|number| number.is_finite())
        .collect()
}

/// The steps between characters: numbers, and `g n d` for `n` steps of `d`.
pub(super) fn steps(list: &str) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = list.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let (times, step) = match word {
            "g" => {
                let Some(times) = words.next().and_then(|word| word.parse::<usize>().ok()) else {
                    break;
                };
                (times, words.next().unwrap_or_default())
            }
            step => (1, step),
        };
        let Some(step) = step.parse::<f32>().ok().filter(|step| step.is_finite()) else {
            break;
        };
        let room = MOST.saturating_sub(steps.len());
        steps.extend(std::iter::repeat_n(step, times.min(room)));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_steps_are_written_short() {
        assert_eq!(steps("1 g 3 2.5 4"), [1.0, 2.5, 2.5, 2.5, 4.0]);
        assert_eq!(steps("g 99999999 1").len(), MOST);
        assert_eq!(steps("g 2"), Vec::<f32>::new());
    }
}
