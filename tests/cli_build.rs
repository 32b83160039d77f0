//! `fengong build`: what stands in the folder afterwards, whatever stood there before.

#[path = "support/cli.rs"]
mod support;

use support::{Desk, PLAN, TITLE};

const BOOK: &str = "海滨市健康促进行动2023年工作要点-责任分工.xlsx";
const FOLDER: &str = "海滨市健康促进行动2023年工作要点-责任分工";

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
    assert_eq!(lines[2], "  层级：行动为“一、”级（2 个），任务为“1、”级（4 条）");
    assert_eq!(lines[3], format!("  已写入“{FOLDER}”，共 5 个文件："));
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
fn quiet_says_nothing_and_strict_counts_findings() {
    let desk = Desk::with_plan();
    let run = desk.run(&["build", "要点.txt", "--quiet", "--strict", "-o", "夹"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, "", ""));
    assert!(desk.path("夹/plan.json").exists(), "--strict still writes");
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
