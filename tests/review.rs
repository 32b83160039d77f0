//! The review page: what its data says (`tests/cases/review/`), that it is the plan, and that no plan can become markup.
//! Clicks and keys are tried in a browser by `tests/review/browser.mjs`.
//!
//! In a case `\u{202e}` stands for the letter of that number. Expected are the columns and rows of the matrix, the tasks,
//! the marked words with what is read from them (task and place), the findings, and the text that is in no task.

#[path = "support/cases.rs"]
mod cases;
#[allow(dead_code, reason = "shared by several test binaries")]
#[path = "support/extraction.rs"]
mod support;

use std::fmt::Write;

use fengong::pipeline::{Extraction, Options, extract, review};
use fengong::{Error, Templates};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What stands in the page as data, and the page.
fn page(extraction: &Extraction, templates: &Templates) -> (Value, String) {
    let html = String::from_utf8(review(extraction, templates).unwrap()).unwrap();
    (serde_json::from_str(between(&html, DATA, "</script>")).unwrap(), html)
}

const DATA: &str = "<script type=\"application/json\" id=\"data\">";

fn between<'t>(text: &'t str, before: &str, behind: &str) -> &'t str {
    let start = text.find(before).unwrap() + before.len();
    &text[start..start + text[start..].find(behind).unwrap()]
}

/// A text as a script sees it.
struct Units(Vec<u16>);

impl Units {
    fn slice(&self, start: usize, end: usize) -> String {
        String::from_utf16(&self.0[start..end]).unwrap()
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// A list; what is empty may be left out.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The words of a task, as the script joins them.
fn joined(text: &Units, task: &Value) -> String {
    let words = |slice: &Value| match text.slice(number(&slice[0]), number(&slice[1])) {
        words if words.is_empty() => "\n".to_string(),
        words => words,
    };
    list(&task["slices"]).iter().map(words).collect()
}

#[test]
fn cases() {
    cases::run("review", |_, input| {
        let text = unescaped(input);
        let extraction = support::read(&*text).unwrap();
        show(&page(&extraction, support::templates()).0["page"])
    });
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        plain.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
        plain.push_str(rest);
    }
    plain
}

fn show(page: &Value) -> String {
    let text = Units(page["text"].as_str().unwrap().encode_utf16().collect());
    let units = list(&page["units"]);
    let mut out = String::new();
    for action in list(&page["actions"]) {
        let above = action["above"].as_str().unwrap();
        let (tasks, open, pairs) = (&action["tasks"], &action["open"], &action["pairs"]);
        let _ = writeln!(
            out,
            "| {above} {} {tasks} 项，待明确 {open}，{pairs} 件次",
            action["heading"].as_str().unwrap()
        );
    }
    for unit in units {
        let cells = serde_json::to_string(&unit["cells"]).unwrap();
        let _ = writeln!(out, "- {} [{}] {cells} {}", unit["name"], unit["band"], unit["roles"]);
    }
    for task in list(&page["tasks"]) {
        let words = joined(&text, task);
        let look = if task["look"] == true { " 需核对" } else { "" };
        let _ = writeln!(out, "{} {}{look}", task["id"].as_str().unwrap(), words.escape_debug());
        for owner in list(&task["owners"]) {
            let name = units[number(&owner["unit"])]["name"].as_str().unwrap();
            let _ = writeln!(
                out,
                "  {} {name} {} {}",
                owner["role"],
                owner["remark"].as_str().unwrap_or_default(),
                owner["written"].as_str().unwrap_or_default()
            );
        }
        for key in ["people", "deadlines", "targets", "partners"] {
            for value in list(&task[key]) {
                let _ = writeln!(out, "  {key} {value}");
            }
        }
    }
    for mark in list(&page["marks"]) {
        let numbers: Vec<usize> = list(mark).iter().map(number).collect();
        let words = text.slice(numbers[0], numbers[0] + numbers[1]);
        let _ = writeln!(out, "{} “{}” {:?}", numbers[2], words.escape_debug(), &numbers[3..]);
    }
    for finding in list(&page["findings"]) {
        let _ = writeln!(
            out,
            "! {} {} {}",
            finding["severity"],
            finding["code"].as_str().unwrap(),
            finding["tasks"]
        );
    }
    let mut at = 0;
    for entry in list(&page["ledger"]) {
        let end = at + number(&entry[0]);
        let kind = page["kinds"][number(&entry[1])].as_str().unwrap();
        if entry[2].is_null() && kind != "blank" {
            let _ = writeln!(out, "{kind} {}", text.slice(at, end).escape_debug());
        }
        at = end;
    }
    assert_eq!(at, text.0.len(), "the ledger tiles the text");
    out
}

fn seeds() -> Vec<(String, Vec<u8>)> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    texts.map(|path| (name(&path), std::fs::read(&path).unwrap())).collect()
}

/// Every seed: the text is whole, each mark is the words of its value, each cell of the matrix the number of tasks.
#[test]
fn the_page_is_the_plan() {
    for (name, bytes) in seeds() {
        let extraction = extract(&name, bytes, support::templates(), &Options::default()).unwrap();
        let (data, _) = page(&extraction, support::templates());
        let page = &data["page"];
        let plan = &extraction.plan;
        assert_eq!(page["text"], *extraction.document.text, "{name}");
        let text = Units(extraction.document.text.encode_utf16().collect());
        let tasks = list(&page["tasks"]);
        assert_eq!(
            (tasks.len(), list(&page["findings"]).len()),
            (plan.tasks.len(), plan.notes.len())
        );
        for (row, task) in tasks.iter().zip(&plan.tasks) {
            assert!(
                row.get("text").is_none(),
                "{name}: the slices of {} join to its words",
                task.id
            );
            let words = joined(&text, row);
            assert_eq!(words, task.text, "{name} {}", task.id);
        }
        let mut seen = 0;
        for mark in list(&page["marks"]) {
            let numbers: Vec<usize> = list(mark).iter().map(number).collect();
            let words = text.slice(numbers[0], numbers[0] + numbers[1]);
            for value in numbers[3..].chunks(2) {
                let task = plan.tasks.get(value[0]);
                let whole = match numbers[2] {
                    0 => task.unwrap().owners.iter().any(|owner| owner.name.contains(&*words)),
                    2 => task.unwrap().deadlines[value[1]].text.contains(&*words),
                    3 => task.unwrap().targets[value[1]].text.contains(&*words),
                    4 => task.unwrap().partners[value[1]].name.contains(&*words),
                    _ => true,
                };
                assert!(whole, "{name}: {numbers:?} {words}");
                seen += usize::from(numbers[2] < 5);
            }
        }
        let values = plan
            .tasks
            .iter()
            .map(|task| task.owners.len() + task.deadlines.len() + task.targets.len() + task.partners.len());
        assert!(seen >= values.sum(), "{name}: every value is marked");
        for (at, unit) in list(&page["units"]).iter().enumerate() {
            for cell in list(&unit["cells"]) {
                let of_both = |task: &&Value| {
                    task["action"] == cell[0] && list(&task["owners"]).iter().any(|owner| number(&owner["unit"]) == at)
                };
                assert_eq!(tasks.iter().filter(of_both).count(), number(&cell[1]), "{name}: {unit}");
            }
        }
    }
}

/// Strings that would do harm wherever text becomes markup or script.
const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- <script>",
    "\"'`><svg/onload=alert(1)>",
    "{{script}}{{data}}",
    "]]>&lt;&#60;script&#62;",
    "\u{2028}alert(1)\u{2029}",
    "\u{202e}gnp.exe\u{202c}\u{feff}\u{200b}",
    "\u{1}\u{7f}\u{85}\u{1b}[31m",
    "\u{fffe}\u{1ffff}𠮷😀",
    "=cmd|'/c calc'!A1",
    "__proto__",
];

fn hostile_plan() -> String {
    let mut text = format!("{}云溪县2031年工作要点{}\n一、{}\n", HOSTILE[0], HOSTILE[1], HOSTILE[3]);
    for (at, words) in HOSTILE.iter().enumerate() {
        let _ = writeln!(
            text,
            "{}.推进{words}建设，新增床位{at}0张。（县教育局、县{words}局）",
            at + 1
        );
    }
    text
}

#[test]
fn no_plan_becomes_markup() {
    let templates = support::templates();
    let text = hostile_plan();
    let extraction = extract("<script>.txt", text.clone().into(), templates, &Options::default()).unwrap();
    let (data, html) = page(&extraction, templates);
    assert_eq!(data["page"]["text"], extraction.document.text);
    let plain = extract(
        "要点.txt",
        "1.做事。（县教育局）\n".into(),
        templates,
        &Options::default(),
    )
    .unwrap();
    let (_, clean) = page(&plain, templates);
    let tags = |html: &str| {
        let found = regex::Regex::new("<[/!a-zA-Z][^>]*>").unwrap();
        found
            .find_iter(html)
            .map(|tag| tag.as_str().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(tags(&html), tags(&clean), "a plan adds no tag");
    let raw = between(&html, DATA, "</script>");
    assert!(!raw.contains([
        '<',
        '>',
        '&',
        '\u{0}',
        '\u{7f}',
        '\u{85}',
        '\u{2028}',
        '\u{202e}',
        '\u{feff}',
        '\u{fffe}',
        '\u{1ffff}'
    ]));
    let title = between(&html, "<title>", "</title>");
    assert!(
        !title.contains(['<', '>', '\u{202e}']) && !title.contains("{{"),
        "{title}"
    );
    assert_eq!(html, page(&extraction, templates).1, "the same bytes twice");
}

#[test]
fn the_page_may_load_nothing_and_run_nothing_else() {
    let extraction = support::read("1.做事。（县教育局）\n").unwrap();
    let (_, html) = page(&extraction, support::templates());
    let policy = between(&html, "Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"));
    let script = html
        .rsplit_once("<script>")
        .unwrap()
        .1
        .split("</script>")
        .next()
        .unwrap();
    for inline in [script, between(&html, "<style>", "</style>")] {
        assert!(policy.contains(&format!("'sha256-{}'", base64(&Sha256::digest(inline)))));
    }
    for word in [
        " src=",
        "http:",
        "https:",
        "url(",
        "@import",
        "innerHTML",
        "outerHTML",
        "document.write",
        "eval(",
        " style=",
        " on",
    ] {
        let about = script.contains(word) && word == " on";
        assert!(
            about || !html.replace(between(&html, DATA, "</script>"), "").contains(word),
            "{word}"
        );
    }
}

/// Bit by bit, so that it is not the product's own way.
fn base64(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let letters: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['+', '/'])
        .collect();
    let letter = |six: &[u8]| letters[(0..6).fold(0, |value, at| value * 2 + usize::from(*six.get(at).unwrap_or(&0)))];
    let mut text: String = bits.chunks(6).map(letter).collect();
    while text.len() % 4 != 0 {
        text.push('=');
    }
    text
}

// Templates.

fn built_in(name: &str) -> &'static str {
    fengong::templates::BUILT_IN
        .iter()
        .find(|file| file.name == name)
        .unwrap()
        .text
}

const SCRIPTS: [&str; 3] = ["review-text.js", "review-lists.js", "review.js"];

#[test]
fn every_word_of_the_page_is_in_its_template() {
    let chinese = regex::Regex::new(r"[\p{Han}，。；：、“”（）]").unwrap();
    let mut asked: Vec<String> = Vec::new();
    let call = regex::Regex::new(r#"\bw\('(\w+)'"#).unwrap();
    for name in SCRIPTS.iter().chain(&["review.css", "review.html"]) {
        let text = built_in(name);
        let left: Vec<&str> = chinese.find_iter(text).map(|found| found.as_str()).collect();
        assert!(left.is_empty(), "{name} has words of its own: {left:?}");
        asked.extend(call.captures_iter(text).map(|found| found[1].to_string()));
    }
    let words: toml::Table = built_in("review.toml").parse().unwrap();
    let known = words["words"].as_table().unwrap();
    for key in &asked {
        assert!(known.contains_key(key) || key.ends_with('_'), "no word for {key}");
    }
    let all: String = SCRIPTS
        .iter()
        .chain(&["review.html"])
        .map(|name| built_in(name))
        .collect();
    for key in known.keys() {
        let used = all.contains(&format!("'{key}'")) || all.contains(&format!("{{{{word:{key}}}}}"));
        assert!(used || key.starts_with("key_"), "nothing asks for {key}");
    }
    let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let kinds = schema["$defs"]["LedgerKind"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["const"].as_str().unwrap());
    for kind in kinds {
        assert!(
            words["kind"].as_table().unwrap().contains_key(kind),
            "no words for {kind}"
        );
    }
}

#[test]
fn words_can_be_replaced_and_what_is_left_out_stays() {
    let replaced = |name: &str| {
        (name == "review.toml").then(|| "[words]\ntab_matrix = \"Matrix & more\"\nlang = \"en\"\n".to_string())
    };
    let templates = Templates::load(replaced).unwrap();
    let extraction = support::read("1.做事。（县教育局）\n").unwrap();
    let (data, html) = page(&extraction, &templates);
    assert!(html.contains("<html lang=\"en\">") && html.contains(">Matrix &amp; more<") && html.contains(">任务清单<"));
    assert_eq!(data["facts"], serde_json::json!([]));
}

#[test]
fn a_wrong_template_is_named_with_its_line() {
    let wrong = |file: &str, text: String| match Templates::load(|name| (name == file).then(|| text.clone())) {
        Err(Error::Template {
            file: named,
            line,
            message,
        }) if named == file => (line, message),
        other => panic!("{other:?}"),
    };
    let (line, message) = wrong("review.toml", "[words]\nlang = \"en\"\ntab_matrxi = \"x\"\n".into());
    assert!(line == 3 && message.contains("“tab_matrix”"), "{line} {message}");
    let (line, message) = wrong("review.toml", "[[fact]]\nlabel = \"\"\ntext = \"{titel}\"\n".into());
    assert!(line == 3 && message.contains("titel"), "{line} {message}");
    let (line, _) = wrong("review.toml", "[kind]\ntaks = { name = \"\", why = \"\" }\n".into());
    assert_eq!(line, 2);
    assert_eq!(wrong("review.toml", "[words]\nlang = 3\n".into()).0, 2);
    assert_eq!(
        wrong(
            "review.html",
            built_in("review.html").replace("{{word:print}}", "{{word:prnit}}")
        )
        .0,
        line_with("review.html", "word:print}")
    );
    assert!(
        wrong("review.html", built_in("review.html").replace("{{policy}}", ""))
            .1
            .contains("policy")
    );
    let (line, message) = wrong("review.js", "var a;\nvar b = '</SCRIPT>';\n".into());
    assert!(line == 2 && message.contains("</script"), "{line} {message}");
}

fn line_with(name: &str, needle: &str) -> usize {
    built_in(name).lines().position(|line| line.contains(needle)).unwrap() + 1
}

/// A long plan takes time in proportion.
#[test]
fn a_page_is_not_much_longer_than_its_plan() {
    let item = "推进健康促进工作，年底前新增床位80张，会同县财政局开展监测。（县教育局、县卫生健康局）\n";
    let text: String = (1..=3000).map(|at| format!("{at}.{item}")).collect();
    let extraction = extract(
        "要点.txt",
        text.clone().into(),
        support::templates(),
        &Options::default(),
    )
    .unwrap();
    let html = review(&extraction, support::templates()).unwrap();
    assert!(
        html.len() < text.len() * 6 + 200_000,
        "{} of {}",
        html.len(),
        text.len()
    );
}
