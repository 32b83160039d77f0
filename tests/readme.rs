//! The READMEs agree with the program. `UPDATE=1 cargo test --test readme` rewrites the help they print.

use std::collections::BTreeSet;
use std::process::Command;

use fengong::error::Exit;

const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const CHINESE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.zh-CN.md");
const COMMANDS: [&str; 10] = [
    "build",
    "extract",
    "check",
    "explain",
    "review",
    "verify",
    "init",
    "completions",
    "man",
    "help",
];

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

fn help(command: &str) -> String {
    let mut run = Command::new(env!("CARGO_BIN_EXE_fengong"));
    if !command.is_empty() {
        run.arg(command);
    }
    String::from_utf8(run.arg("--help").output().unwrap().stdout).unwrap()
}

/// `text` with the block under `<!-- help NAME -->` replaced by what the program prints.
fn with_help(text: &str, command: &str) -> String {
    let marker = format!(
        "<!-- help{}{command} -->\n```text\n",
        if command.is_empty() { "" } else { " " }
    );
    let start = text.find(&marker).unwrap_or_else(|| panic!("no {marker}")) + marker.len();
    let end = start + text[start..].find("```\n").unwrap();
    format!("{}{}{}", &text[..start], help(command), &text[end..])
}

#[test]
fn the_chinese_readme_prints_the_help_of_every_command() {
    let found = read(CHINESE);
    let mut expected = with_help(&found, "");
    for command in COMMANDS {
        expected = with_help(&expected, command);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(CHINESE, &expected).unwrap();
        return;
    }
    assert_eq!(found, expected, "UPDATE=1 rewrites the help in README.zh-CN.md");
}

#[test]
fn both_readmes_name_every_command_and_option() {
    let listed: BTreeSet<String> = help("")
        .lines()
        .skip_while(|line| *line != "命令：")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next().map(str::to_string))
        .collect();
    assert_eq!(listed, COMMANDS.map(str::to_string).into());
    let pattern = regex::Regex::new(r"--[a-z][a-z-]+").unwrap();
    let mut options = BTreeSet::new();
    for command in COMMANDS.into_iter().chain([""]) {
        let help = help(command);
        options.extend(pattern.find_iter(&help).map(|found| found.as_str().to_string()));
    }
    for path in [ENGLISH, CHINESE] {
        let text = read(path);
        for command in &listed {
            assert!(text.contains(&format!("fengong {command}")), "{path}: {command}");
        }
        for option in &options {
            assert!(text.contains(option), "{path}: {option}");
        }
    }
}

#[test]
fn both_readmes_have_the_table_of_exit_codes() {
    for exit in Exit::ALL {
        let row = format!("\n| {} | {} |\n", exit.code(), exit.meaning());
        assert!(read(CHINESE).contains(&row), "{row}");
        assert!(read(ENGLISH).contains(&format!("\n| {} | ", exit.code())), "{exit:?}");
    }
    let next = Exit::ALL.len();
    for path in [ENGLISH, CHINESE] {
        assert!(
            !read(path).contains(&format!("\n| {next} | ")),
            "{path}: a code too many"
        );
    }
}

#[test]
fn both_readmes_name_the_same_files_and_commands() {
    let command = "cargo run --release -- build seeds/003_85480678fcb1a8b0.txt\n";
    for path in [ENGLISH, CHINESE] {
        let text = read(path);
        assert!(text.contains(command) && text.contains("\ncargo test\n"), "{path}");
        for file in fengong::templates::BUILT_IN {
            assert!(text.contains(&format!("| `{}` |", file.name)), "{path}: {}", file.name);
        }
        for field in [
            "schema", "source", "front", "actions", "tasks", "units", "ledger", "notes",
        ] {
            assert!(text.contains(&format!("| `{field}` |")), "{path}: {field}");
        }
    }
    for file in fengong::templates::BUILT_IN {
        assert!(read(CHINESE).contains(&format!("| `{}` | {} |", file.name, file.about)));
    }
}
