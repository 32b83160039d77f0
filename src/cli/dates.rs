//! Dates as people type them.

/// `2023-06-30`, `2023/6/30`, `2023.6.30`, `20230630` or `2023年6月30日` as ISO; the error says what is wrong.
pub(crate) fn parse(typed: &str) -> Result<String, String> {
    let wrong = || "请写成 2023-06-30 的样子".to_string();
    let [year, month, day] = numbers(typed.trim()).ok_or_else(wrong)?;
    if !(1949..=2199).contains(&year) || !(1..=12).contains(&month) {
        return Err(wrong());
    }
    let last = days_in(year, month);
    if day == 0 || day > last {
        return Err(format!("{year}年{month}月只有{last}天"));
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

fn numbers(typed: &str) -> Option<[u32; 3]> {
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some([
            typed[..4].parse().ok()?,
            typed[4..6].parse().ok()?,
            typed[6..].parse().ok()?,
        ]);
    }
    let parts: Vec<&str> = typed
        .strip_suffix('日')
        .unwrap_or(typed)
        .split(['-', '/', '.', '年', '月'])
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    Some([number(year)?, number(month)?, number(day)?])
}

/// Digits only: the standard parser would take a sign too.
fn number(digits: &str) -> Option<u32> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_in_every_usual_form() {
        for typed in [
            "2023-06-30",
            "2023-6-30",
            "2023/6/30",
            "2023.6.30",
            "20230630",
            "2023年6月30日",
        ] {
            assert_eq!(parse(typed).as_deref(), Ok("2023-06-30"), "{typed}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(parse("2023-02-29"), Err("2023年2月只有28天".to_string()));
        assert_eq!(parse("2024-02-29").as_deref(), Ok("2024-02-29"));
        for typed in ["", "今天", "2023", "2023-13-01", "2023-00-01", "23-01-01", "+2023-1-1"] {
            assert!(parse(typed).is_err(), "{typed}");
        }
    }
}
