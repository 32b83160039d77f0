//! The binary: help, wrong use, inputs that cannot be read, `check`, templates.

#[path = "support/cli.rs"]
mod support;

use support::{Desk, PLAN};

// Wrong use.

#[test]
fn the_version_is_one_line() {
    let run = Desk::new().run(&["-V"]);
    assert_eq!(run.out, format!("fengong {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn help_is_the_same_by_every_way_of_asking() {
    let desk = Desk::new();
    for name in ["build", "extract", "check", "review", "init", "completions", "man"] {
        let long = desk.run(&[name, "--help"]);
        assert_eq!((long.code, long.err.as_str()), (0, ""));
        assert!(long.out.contains(&format!("用法：fengong {name}")), "{}", long.out);
        assert!(long.out.contains("\n选项：\n") && long.out.ends_with('\n'));
        assert_eq!(long, desk.run(&[name, "-h"]));
        assert_eq!(long, desk.run(&["help", name]));
    }
    assert_eq!(desk.run(&["--help"]), desk.run(&["help"]));
}

#[test]
fn wrong_use_is_answered_in_chinese() {
    let desk = Desk::with_plan();
    let cases: [(&[&str], &str); 12] = [
        (
            &["--bogus"],
            "错误：没有“--bogus”这个选项或参数\n  文件名以 - 开头时，请在前面加 ./\n\n用法：fengong <命令> [选项]\n更多说明：fengong help\n",
        ),
        (
            &["build", "--forse", "要点.txt"],
            "错误：没有“--forse”这个选项或参数\n  是不是：--force\n\n用法：fengong build [选项] <文件>...\n更多说明：fengong help\n",
        ),
        (
            &["bild", "要点.txt"],
            "错误：没有“bild”这个命令\n  是不是：build\n\n用法：fengong <命令> [选项]\n更多说明：fengong help\n",
        ),
        (
            &["help", "bild"],
            "错误：没有“bild”这个命令\n  是不是：build\n\n用法：fengong <命令> [选项]\n更多说明：fengong help\n",
        ),
        (
            &["要点.txt"],
            "错误：没有“要点.txt”这个命令；它是一个文件，要生成责任分工表请写：\n  fengong build \"要点.txt\"\n\n用法：fengong <命令> [选项]\n更多说明：fengong help\n",
        ),
        (
            &["build"],
            "错误：缺少 <文件>...\n\n用法：fengong build [选项] <文件>...\n更多说明：fengong help\n",
        ),
        (
            &["extract", "要点.txt", "--format", "xml"],
            "错误：--format <格式> 不能是“xml”，可以是：json、jsonl、csv、text\n更多说明：fengong help\n",
        ),
        (
            &["extract", "要点.txt", "--format"],
            "错误：--format <格式> 后面缺少内容，可以是：json、jsonl、csv、text\n更多说明：fengong help\n",
        ),
        (
            &["build", "要点.txt", "--as-of", "2023-02-29"],
            "错误：--as-of <日期> 的值“2023-02-29”不对：2023年2月只有28天\n更多说明：fengong help\n",
        ),
        (
            &["build", "要点.txt", "-o", "a", "-o", "b"],
            "错误：--output <文件夹> 只能写一次\n\n用法：fengong build [选项] <文件>...\n更多说明：fengong help\n",
        ),
        (
            &["build", "要点.txt", "--force=1"],
            "错误：--force 后面多了“1”\n\n用法：fengong build [选项] <文件>...\n更多说明：fengong help\n",
        ),
        (&["check", "-", "-"], "错误：“-”（标准输入）只能写一次。\n"),
    ];
    for (args, expected) in cases {
        let run = desk.run(args);
        assert_eq!(
            (run.code, run.out.as_str(), run.err.as_str()),
            (2, "", expected),
            "{args:?}"
        );
    }
}

#[test]
fn no_command_shows_the_help_as_an_error() {
    let desk = Desk::new();
    let run = desk.run(&[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, format!("错误：没有写命令。\n\n{}", desk.run(&["help"]).out));
}

// Inputs that cannot be read.

#[test]
fn a_missing_file_brings_up_names_like_it() {
    let desk = Desk::new();
    desk.write("文件/2023年工作要点.txt", PLAN);
    desk.write("文件/通讯录.xlsx", "");
    let run = desk.run(&["build", "文件/2023年工作重点.txt"]);
    let near = std::path::Path::new("文件").join("2023年工作要点.txt");
    assert_eq!(
        run.err,
        format!(
            "错误：找不到文件“文件/2023年工作重点.txt”。\n  是不是：{}\n",
            near.display()
        )
    );
    assert_eq!((run.code, run.out.as_str()), (3, ""));
}

#[test]
fn inputs_that_are_no_plan() {
    let desk = Desk::new();
    desk.write("空.txt", "");
    desk.write("图.txt", [0u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255, 254, 7]);
    desk.write("通知.txt", "关于放假的通知\n各科室：今天下午放假。\n");
    desk.write("夹/要点.dwg", PLAN);
    for (name, expected) in [
        ("无.txt", "找不到文件“无.txt”"),
        ("*.txt", "这里不支持通配符"),
        (
            "夹",
            "文件夹“夹”里没有可读的文件（只有本版本读不了的文件 1 个（.dwg 1））。",
        ),
        ("空.txt", "“空.txt”是空文件"),
        ("图.txt", "“图.txt”不是可读的文本"),
        ("通知.txt", "“通知.txt”里没有找到任务"),
    ] {
        for command in ["build", "extract", "check"] {
            let run = desk.run(&[command, name]);
            assert_eq!((run.code, run.out.as_str()), (3, ""), "{command} {name}: {}", run.err);
            assert!(
                run.err.starts_with("错误：") && run.err.contains(expected),
                "{}",
                run.err
            );
        }
    }
    assert_eq!(desk.files("").len(), 4, "nothing may be written");
}

#[test]
fn a_security_marking_is_refused_by_every_command() {
    let desk = Desk::new();
    desk.write("密.txt", format!("机密★1年\n\n{PLAN}"));
    for args in [
        &["build", "密.txt"][..],
        &["check", "密.txt"],
        &["extract", "密.txt"],
        &["extract", "密.txt", "--format", "text"],
    ] {
        let run = desk.run(args);
        assert_eq!((run.code, run.out.as_str()), (5, ""), "{args:?}");
        assert!(run.err.contains("第 1 行有密级标志"), "{}", run.err);
        assert!(run.err.contains("--allow-classified"), "{}", run.err);
        let allowed: Vec<&str> = args.iter().copied().chain(["--allow-classified"]).collect();
        assert_eq!(desk.run(&allowed).code, 0, "{allowed:?}");
    }
    let run = desk.run(&["check", "密.txt", "--allow-classified"]);
    assert!(run.out.contains("密.txt:1: 注意[classified] "), "{}", run.out);
}

// check

#[test]
fn check_points_at_the_words() {
    let desk = Desk::with_plan();
    let run = desk.run(&["check", "要点.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with("要点.txt:9: 注意[repeated-number] "))
        .unwrap_or_else(|| panic!("{}", run.out));
    assert_eq!(lines[at + 1], "  9 | 2、推进健康步道建设。");
    assert!(lines[at + 2].starts_with("    | ^"), "{}", lines[at + 2]);
    assert!(run.out.contains("要点.txt:9: 注意[no-owner] "), "{}", run.out);
    assert!(run.out.trim_end().lines().last().unwrap().starts_with("要点.txt：共 "));
    assert_eq!(desk.run(&["check", "要点.txt", "--strict"]).code, 1);
}

#[test]
fn check_of_a_plan_without_findings() {
    let desk = Desk::new();
    desk.write(
        "要点.txt",
        PLAN.replace("2、推进健康步道建设。", "3、推进健康步道建设。（市体育局）")
            .replace("。（", "，年底前完成。（"),
    );
    let run = desk.run(&["check", "要点.txt", "--strict"]);
    let expected = "要点.txt：层级：行动为“一、”级（2 个），任务为“1、”级（4 条）。\n要点.txt：没有需要核对的地方。\n";
    assert_eq!((run.code, run.out.as_str()), (0, expected));
}

// Templates.

#[test]
fn init_writes_the_templates_and_never_overwrites() {
    let desk = Desk::with_plan();
    let run = desk.run(&["init", "模板/新"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let files = desk.files("模板/新");
    for built_in in fengong::templates::BUILT_IN {
        assert_eq!(files[built_in.name], built_in.text.as_bytes());
        assert!(run.out.contains(built_in.about));
    }
    let used = desk.run(&["check", "要点.txt", "--templates", "模板/新"]);
    assert_eq!((used.code, used.err.as_str()), (0, ""));
    assert_eq!(used.out, desk.run(&["check", "要点.txt"]).out);
    for name in files.keys().skip(1) {
        std::fs::remove_file(desk.path("模板/新").join(name)).unwrap();
    }
    let again = desk.run(&["init", "模板/新"]);
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    assert_eq!(desk.files("模板/新").len(), 1);
}

#[test]
fn a_folder_of_templates_may_hold_other_files() {
    let desk = Desk::with_plan();
    desk.write("模板/roles.tsv.bak", "");
    let run = desk.run(&["check", "要点.txt", "--templates", "模板"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.err,
        "注意：模板文件夹里的“roles.tsv.bak”不是模板文件，已忽略（模板文件有：workbook.toml、departments.tsv、ambiguous.tsv、roles.tsv、review.toml、review.html、review.css、review-text.js、review-lists.js、review.js、cover.docx）。\n注意：“模板”里没有模板文件，全部使用内置的。\n"
    );
    let run = desk.run(&["check", "要点.txt", "--templates", "没有"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
}

#[test]
fn a_mistake_in_a_template_names_file_line_and_key() {
    let desk = Desk::with_plan();
    desk.write("模板/workbook.toml", "# 样式\nno_such_key = 1\n");
    let run = desk.run(&["build", "要点.txt", "--templates", "模板"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.starts_with("错误：模板文件 workbook.toml 第 2 行有误："),
        "{}",
        run.err
    );
    assert!(run.err.contains("no_such_key"), "{}", run.err);
}

// Completions and manual.

#[test]
fn completions_and_manual() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("first-is-lead"), "{shell}");
    }
    let man = desk.run(&["man"]);
    assert_eq!(man.code, 0);
    for word in [".TH fengong 1", ".SH 名称", ".SH \"fengong build\"", "退出码"] {
        assert!(man.out.contains(word), "{word}");
    }
}
