//! The texts that are measured.
#![allow(dead_code)] // every benchmark uses its own part

const SEED: &str = include_str!("../../seeds/003_85480678fcb1a8b0.txt");
/// What is repeated: from the first action with departments to the end of the plan.
const FIRST_ACTION: &str = "一、健康科普行动";
const AFTER_THE_PLAN: &str = "我要留言";

/// The Changning plan.
pub fn seed() -> String {
    SEED.to_string()
}

/// Size of the large text.
pub fn megabytes() -> usize {
    let wanted = std::env::var("BENCH_MB").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(100)
}

/// The plan with its actions repeated, numbered on, to about so many megabytes.
pub fn repeated(megabytes: usize) -> String {
    let start = SEED.find(FIRST_ACTION).expect("the seed has this action");
    let end = SEED.rfind(AFTER_THE_PLAN).expect("the seed has the page's foot");
    let size = megabytes * 1_000_000;
    let mut text = String::with_capacity(size + SEED.len() * 2);
    text.push_str(&SEED[..start]);
    let mut action = 0;
    let mut round = 0;
    while text.len() < size || round == 0 {
        round += 1;
        for line in SEED[start..end].lines() {
            match heading(line) {
                Some(title) => {
                    action += 1;
                    let batch = if round == 1 {
                        String::new()
                    } else {
                        format!("(第{}批)", chinese(round))
                    };
                    text.push_str(&format!("{}、{title}{batch}\n", chinese(action)));
                }
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    text
}

/// A small made-up plan unlike that of any other `number`: title, departments, figures and length all depend on it.
pub fn plan(number: usize) -> String {
    const PLACES: [&str; 10] = [
        "青山", "海滨", "云溪", "石桥", "南屏", "东江", "北岭", "西湾", "临川", "安平",
    ];
    const UNITS: [&str; 12] = [
        "卫健委",
        "教育局",
        "体育局",
        "民政局",
        "财政局",
        "市场监管局",
        "生态环境局",
        "文旅局",
        "住建局",
        "公安局",
        "妇联",
        "团区委",
    ];
    const MATTERS: [&str; 7] = [
        "健康科普进社区活动",
        "中小学生体质监测",
        "健身步道改造",
        "老年人健康体检",
        "食品安全抽检",
        "控烟场所巡查",
        "家庭医生签约服务",
    ];
    let unit = |at: usize| match UNITS[(number + at % 4) % UNITS.len()] {
        league if league.starts_with('团') => league.to_string(),
        unit => format!("区{unit}"),
    };
    let place = PLACES[number % PLACES.len()];
    let mut text = format!("{place}区第{}批健康促进行动2023年工作要点\n\n", chinese(number + 1));
    for action in 0..1 + number % 3 {
        text.push_str(&format!(
            "{}、第{}项行动\n",
            chinese(action + 1),
            chinese(number + action + 1)
        ));
        for task in 0..2 + (number + action) % 3 {
            let at = number * 7 + action * 5 + task * 3;
            let tag = match at % 4 {
                0 => format!("（{}）", unit(at)),
                1 => format!("（{}、{}）", unit(at), unit(at + 1)),
                2 => format!("（{}牵头，{}、{}配合）", unit(at), unit(at + 1), unit(at + 2)),
                _ => String::new(),
            };
            let matter = MATTERS[at % MATTERS.len()];
            text.push_str(&format!(
                "{}、开展{matter}。全年不少于{}场次，覆盖{}个居民区，结果按季度通报。{tag}\n",
                task + 1,
                number + task + 2,
                at % 90 + 5
            ));
        }
    }
    text
}

/// The title of a line `十二、…`.
fn heading(line: &str) -> Option<&str> {
    let (number, title) = line.split_once('、')?;
    let chinese = !number.is_empty() && number.chars().all(|digit| "一二三四五六七八九十".contains(digit));
    chinese.then_some(title)
}

/// A number in Chinese.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const POWERS: [(usize, &str); 4] = [(10_000, "万"), (1_000, "千"), (100, "百"), (10, "十")];
    if number < 10 {
        return DIGITS[number].to_string();
    }
    for (power, word) in POWERS {
        if number < power {
            continue;
        }
        let (high, low) = (number / power, number % power);
        let high = if power == 10 && high == 1 {
            String::new()
        } else {
            chinese(high)
        };
        let low = match low {
            0 => String::new(),
            low if low < power / 10 => format!("零{}", chinese(low)),
            low => chinese(low),
        };
        return format!("{high}{word}{low}");
    }
    String::new()
}

/// The most memory this process has held so far, in bytes; only Linux tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
