//! The binary: standard output, standard error, exit code.

#[path = "support/cli.rs"]
mod support;

use std::process::Stdio;

use support::{Desk, PLAN, TITLE};

const BOOK: &str = "海滨市健康促进行动2023年工作要点-责任分工.xlsx";
const FOLDER: &str = "海滨市健康促进行动2023年工作要点-责任分工";

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
    for name in ["build", "extract", "check", "init", "completions", "man"] {
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
    desk.write("夹/要点.txt", PLAN);
    for (name, expected) in [
        ("无.txt", "找不到文件“无.txt”"),
        ("*.txt", "这里不支持通配符"),
        ("夹", "“夹”是文件夹，请写出其中的文件。"),
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
    }
}

// build

#[test]
fn build_writes_a_folder_and_says_what_is_in_it() {
    let desk = Desk::with_plan();
    let run = desk.run(&["build", "要点.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], TITLE);
    assert!(
        lines[1].starts_with("  任务数 4，责任主体数 3，件次 4，待明确数 1，提示数 "),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2], format!("  已写入“{FOLDER}”，共 5 个文件："));
    assert!(lines.contains(&format!("    {BOOK}").as_str()));
    assert!(lines.contains(&"    部门清单/（3 个文件）"));
    let files = desk.files(FOLDER);
    assert!(files.contains_key(BOOK) && files.contains_key("plan.json") && files.contains_key(".fengong.json"));
    assert_eq!(files.keys().filter(|name| name.starts_with("部门清单/")).count(), 3);
    assert_eq!(files.len(), 6);
}

#[test]
fn a_folder_with_files_is_refused_and_left_as_it_is() {
    let desk = Desk::with_plan();
    desk.write("夹/旧.txt", "旧");
    let run = desk.run(&["build", "要点.txt", "-o", "夹"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "错误：文件夹“夹”里已有文件，没有写入。\n  要更新请加 --force（改过的文件会另存保留，其他文件不动），或用 -o 写到别的文件夹。\n"
    );
    assert_eq!(desk.files("夹").len(), 1);
    desk.run(&["build", "要点.txt"]);
    let before = desk.files(FOLDER);
    assert_eq!(desk.run(&["build", "要点.txt"]).code, 2);
    assert_eq!(desk.files(FOLDER), before);
}

#[test]
fn an_empty_folder_is_filled_and_missing_ones_are_made() {
    let desk = Desk::with_plan();
    std::fs::create_dir(desk.path("空")).unwrap();
    desk.write("空2/Thumbs.db", "");
    for folder in ["空", "空2", "甲/乙/丙"] {
        assert_eq!(desk.run(&["build", "要点.txt", "-q", "-o", folder]).code, 0, "{folder}");
        assert!(desk.path(folder).join(BOOK).exists());
    }
}

#[test]
fn force_replaces_what_nobody_changed() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    let before = desk.files("夹");
    let run = desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(desk.files("夹"), before);
    desk.write("要点.txt", PLAN.replace("专家库", "专家人才库"));
    let run = desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    assert_eq!(run.code, 0);
    assert!(!run.out.contains("另存为"), "{}", run.out);
    let after = desk.files("夹");
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_ne!(after[BOOK], before[BOOK]);
}

#[test]
fn force_keeps_what_was_changed_and_touches_nothing_else() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    desk.write(&format!("夹/{BOOK}"), "第一次修改");
    desk.write("夹/我的备注.docx", "备注");
    let run = desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    let kept = "海滨市健康促进行动2023年工作要点-责任分工（修改过，保留）.xlsx";
    assert!(
        run.out.contains(&format!("  原有的“{BOOK}”已另存为“{kept}”\n")),
        "{}",
        run.out
    );
    desk.write(&format!("夹/{BOOK}"), "第二次修改");
    assert_eq!(desk.run(&["build", "要点.txt", "-o", "夹", "--force"]).code, 0);
    let files = desk.files("夹");
    assert_eq!(files[kept], "第一次修改".as_bytes());
    assert_eq!(
        files["海滨市健康促进行动2023年工作要点-责任分工（修改过，保留2）.xlsx"],
        "第二次修改".as_bytes()
    );
    assert_eq!(files["我的备注.docx"], "备注".as_bytes());
    assert_eq!(files.len(), 6 + 3);
}

#[test]
fn force_into_a_folder_the_product_never_wrote_keeps_everything() {
    let desk = Desk::with_plan();
    desk.write("夹/plan.json", "别人的");
    desk.write("夹/.fengong.json", "{ broken");
    assert_eq!(desk.run(&["build", "要点.txt", "-o", "夹", "--force"]).code, 0);
    assert_eq!(desk.files("夹")["plan（原有，保留）.json"], "别人的".as_bytes());
}

#[test]
fn a_list_no_longer_written_is_removed_unless_it_was_changed() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    let list = |word: &str| {
        let files = desk.files("夹");
        files.keys().find(|name| name.contains(word)).cloned()
    };
    let changed = list("教育局").unwrap();
    desk.write(&format!("夹/{changed}"), "已填报");
    desk.write(
        "要点.txt",
        PLAN.replace("、市教育局", "")
            .replace("（市市场监管局）", "（市卫健委）"),
    );
    let run = desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("已删去不再生成的“部门清单/"), "{}", run.out);
    assert!(
        run.out.contains(&format!("“{changed}”不再生成，但改动过，原样保留")),
        "{}",
        run.out
    );
    assert_eq!(list("市场监管局"), None);
    assert_eq!(desk.files("夹")[&changed], "已填报".as_bytes());
}

#[test]
fn a_manifest_cannot_make_us_remove_files_elsewhere() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    // SHA-256 of "abc".
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    desk.write("重要.txt", "abc");
    desk.write(
        "夹/.fengong.json",
        format!(r#"{{"schema":"fengong.manifest/1","files":[{{"path":"../重要.txt","sha256":"{hash}"}}]}}"#),
    );
    assert_eq!(desk.run(&["build", "要点.txt", "-o", "夹", "--force"]).code, 0);
    assert_eq!(desk.files("")["重要.txt"], b"abc");
}

#[test]
fn a_file_where_the_folder_should_be_is_an_output_error_and_leaves_nothing() {
    let desk = Desk::with_plan();
    desk.write("夹", "我是文件");
    for target in ["夹", "夹/里面"] {
        let run = desk.run(&["build", "要点.txt", "-o", target, "--force"]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{target}");
        assert!(
            run.err.starts_with(&format!("错误：无法写入“{target}”：")),
            "{}",
            run.err
        );
    }
    assert_eq!(desk.files("").len(), 2);
}

#[test]
fn a_failed_update_is_undone() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    desk.write(&format!("夹/{BOOK}"), "修改过");
    // A file in the place of the folder of the lists: the update fails after the workbook was put aside.
    std::fs::remove_dir_all(desk.path("夹/部门清单")).unwrap();
    desk.write("夹/部门清单", "文件");
    let before = desk.files("夹");
    let run = desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert_eq!(desk.files("夹"), before);
}

#[test]
fn several_plans_get_a_folder_each_and_a_bad_one_stops_nothing() {
    let desk = Desk::with_plan();
    desk.write("乙.txt", PLAN);
    desk.write("丙.txt", PLAN.replace("海滨市", "山阳市"));
    let run = desk.run(&["build", "要点.txt", "无.txt", "乙.txt", "丙.txt", "-o", "全部"]);
    assert_eq!(run.code, 3);
    assert!(run.err.starts_with("错误：找不到文件“无.txt”。\n"), "{}", run.err);
    assert!(
        run.out.ends_with("共 4 份文件：完成 3 份，未完成 1 份。\n"),
        "{}",
        run.out
    );
    for folder in [
        FOLDER.to_string(),
        format!("{FOLDER}（2）"),
        FOLDER.replace("海滨市", "山阳市"),
    ] {
        assert!(desk.path("全部").join(&folder).join("plan.json").exists(), "{folder}");
    }
}

#[test]
fn quiet_says_nothing_and_strict_counts_findings() {
    let desk = Desk::with_plan();
    let run = desk.run(&["build", "要点.txt", "--quiet", "--strict", "-o", "夹"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, "", ""));
    assert!(desk.path("夹/plan.json").exists(), "--strict still writes");
}

// extract

#[test]
fn extract_gives_one_plan_or_an_array() {
    let desk = Desk::with_plan();
    let one = desk.run(&["extract", "要点.txt"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    let plan: fengong::Plan = serde_json::from_str(&one.out).unwrap();
    assert_eq!((plan.title.as_str(), plan.tasks.len()), (TITLE, 4));
    assert_eq!(plan.source.name, "要点.txt");
    let several = desk.run(&["extract", "要点.txt", "无.txt", "要点.txt"]);
    assert_eq!(several.code, 3);
    let plans: Vec<fengong::Plan> = serde_json::from_str(&several.out).unwrap();
    assert_eq!(plans, vec![plan.clone(), plan]);
    let none = desk.run(&["extract", "无.txt", "无.txt"]);
    assert_eq!((none.code, none.out.as_str()), (3, ""));
}

#[test]
fn extract_jsonl_has_a_plan_a_line() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "要点.txt", "--format", "jsonl"]);
    assert_eq!(run.out.lines().count(), 2);
    for line in run.out.lines() {
        serde_json::from_str::<fengong::Plan>(line).unwrap();
    }
}

#[test]
fn extract_csv_has_a_row_for_each_task_and_owner() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "要点.txt", "-f", "csv"]);
    let table = run.out.strip_prefix('\u{feff}').unwrap();
    assert!(!table.contains('\u{feff}') && table.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // Five a plan: four pairs and the task without an owner.
    assert_eq!(rows.len(), 10);
    assert_eq!(&rows[0][5], "建设市级健康科普专家库。");
    assert_eq!(&rows[0][6], "市卫健委");
    assert_eq!((&rows[3][5], &rows[3][6]), ("推进健康步道建设。", ""));
}

#[test]
fn extract_text_is_the_text_even_without_tasks() {
    let desk = Desk::new();
    desk.write("通知.txt", "关于放假的通知\r\n\r\n今天下午放假");
    let run = desk.run(&["extract", "通知.txt", "--format", "text"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("关于放假的通知") && run.out.ends_with("今天下午放假"));
    let plan = Desk::with_plan().run(&["extract", "要点.txt", "--format", "text"]);
    assert_eq!(plan.out, PLAN);
}

#[test]
fn extract_reads_standard_input() {
    let desk = Desk::new();
    let run = desk.run_with(&["extract", "-"], PLAN.as_bytes());
    let plan: fengong::Plan = serde_json::from_str(&run.out).unwrap();
    assert_eq!(plan.source.name, "标准输入");
    assert_eq!(
        desk.run_with(&["extract", "-", "-f", "text"], PLAN.as_bytes()).out,
        PLAN
    );
}

#[test]
fn extract_to_a_file_writes_it_whole_or_not_at_all() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "要点.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let written = desk.files("")["要点.json"].clone();
    assert_eq!(written, desk.run(&["extract", "要点.txt"]).out.into_bytes());
    assert_eq!(desk.run(&["extract", "无.txt", "-o", "要点.json"]).code, 3);
    assert_eq!(desk.run(&["extract", "无.txt", "-o", "新.json"]).code, 3);
    assert_eq!(desk.files("").len(), 2);
    assert_eq!(desk.files("")["要点.json"], written);
    let run = desk.run(&["extract", "要点.txt", "-o", "没有/要点.json"]);
    assert_eq!((run.code, run.out.as_str()), (4, ""));
    std::fs::create_dir(desk.path("夹")).unwrap();
    let run = desk.run(&["extract", "要点.txt", "-o", "夹"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("这是一个文件夹"), "{}", run.err);
}

#[test]
fn extract_never_writes_over_the_plan_itself() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "./要点.txt"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(desk.files("")["要点.txt"], PLAN.as_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_output_error() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "/dev/full"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (
            4,
            "",
            "错误：无法写入“/dev/full”：磁盘空间不足。\n  请腾出空间，或用 -o 写到别的磁盘。\n"
        )
    );
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = desk.command(&["extract", "要点.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    for args in [&["extract", "-"][..], &["extract", "-", "-f", "csv"], &["check", "-"]] {
        let mut child = desk
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The reader is gone before the plan is even there.
        drop(child.stdout.take());
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), PLAN.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
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
        PLAN.replace("2、推进健康步道建设。", "3、推进健康步道建设。（市体育局）"),
    );
    let run = desk.run(&["check", "要点.txt", "--strict"]);
    assert_eq!((run.code, run.out.as_str()), (0, "要点.txt：没有需要核对的地方。\n"));
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
        "注意：模板文件夹里的“roles.tsv.bak”不是模板文件，已忽略（模板文件有：workbook.toml、departments.tsv、ambiguous.tsv、roles.tsv）。\n注意：“模板”里没有模板文件，全部使用内置的。\n"
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

// Other commands, and what holds for all.

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

#[test]
fn the_same_bytes_in_any_time_zone_and_locale() {
    let desk = Desk::with_plan();
    let build = |folder: &str, zone: &str, locale: &str| {
        let output = desk
            .command(&["build", "要点.txt", "-o", folder])
            .env("TZ", zone)
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        desk.files(folder)
    };
    assert_eq!(
        build("甲", "Asia/Shanghai", "zh_CN.UTF-8"),
        build("乙", "America/New_York", "C")
    );
}

#[test]
fn nothing_hidden_is_left_behind() {
    let desk = Desk::with_plan();
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    desk.run(&["build", "要点.txt", "-o", "夹", "--force"]);
    desk.run(&["build", "要点.txt", "-o", "夹"]);
    desk.run(&["extract", "要点.txt", "-o", "要点.json"]);
    let mut names: Vec<String> = Vec::new();
    for folder in ["", "夹"] {
        for entry in std::fs::read_dir(desk.path(folder)).unwrap() {
            names.push(entry.unwrap().file_name().to_string_lossy().into_owned());
        }
    }
    assert!(names.iter().all(|name| !name.starts_with(".fengong-")), "{names:?}");
}
