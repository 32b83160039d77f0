//! Several plans in one run: folders, the same plan twice, the same title twice, a bad file among good ones.

#[path = "support/cli.rs"]
mod support;

use support::{Desk, PLAN, TITLE};

const FOLDER: &str = "海滨市健康促进行动2023年工作要点-责任分工";

/// [`PLAN`] of another place.
fn plan_of(place: &str) -> String {
    PLAN.replace("海滨市", place)
}

fn sources(json: &str) -> Vec<String> {
    let plans: Vec<fengong::Plan> = serde_json::from_str(json).unwrap();
    plans.into_iter().map(|plan| plan.source.name).collect()
}

#[test]
fn every_plan_has_a_folder_and_a_line_and_the_bad_ones_are_listed_at_the_end() {
    let desk = Desk::with_plan();
    desk.write("丙.txt", plan_of("山阳市"));
    desk.write("空.txt", "\n");
    let run = desk.run(&["build", "要点.txt", "无.txt", "空.txt", "丙.txt", "-o", "全部"]);
    assert_eq!(run.code, 3);
    let lines: Vec<&str> = run.out.lines().collect();
    let place = std::path::Path::new("全部").join(FOLDER);
    assert!(
        lines[0].starts_with(&format!(
            "要点.txt → {}：任务数 4，责任主体数 3，件次 4，",
            place.display()
        )),
        "{}",
        run.out
    );
    assert!(lines[1].starts_with("丙.txt → 全部"), "{}", run.out);
    assert_eq!(lines[2..], ["共 4 份文件：完成 2 份，未完成 2 份。"]);
    assert_eq!(
        run.err,
        "错误：未完成的 2 份：\n  \
           无.txt  找不到文件“无.txt”。\n          是不是：丙.txt、空.txt、要点.txt\n  \
           空.txt  “空.txt”是空文件，没有可读的文字。\n          请确认文件已完整保存或下载，再试一次。\n"
    );
    for folder in [FOLDER.to_string(), FOLDER.replace("海滨市", "山阳市")] {
        assert!(desk.path("全部").join(&folder).join("plan.json").exists(), "{folder}");
    }
}

#[test]
fn a_folder_is_read_with_those_inside_it_and_without_what_is_no_plan() {
    let desk = Desk::new();
    desk.write("来文/乙.txt", PLAN);
    desk.write("来文/丁/甲.TXT", PLAN);
    desk.write("来文/丁/更里面/一.txt", PLAN);
    desk.write("来文/~$乙.docx", "锁");
    desk.write("来文/.隐藏.txt", PLAN);
    desk.write("来文/附件.pptx", "PK");
    desk.write("来文/表.vsdx", "PK");
    desk.write("来文/旧.pptx", "PK");
    assert_eq!(desk.run(&["build", "来文/乙.txt", "-q", "-o", "来文/乙结果"]).code, 0);
    let run = desk.run(&["extract", "来文"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            0,
            "注意：文件夹里没有读的：本版本读不了的文件 3 个（.pptx 2、.vsdx 1），隐藏文件、临时文件 2 个，本程序写出的文件夹 1 个。\n"
        )
    );
    // By code point: 丁 before 乙, 更 after 甲.
    assert_eq!(sources(&run.out), ["一.txt", "甲.TXT", "乙.txt"].map(String::from));
}

#[test]
fn a_folder_with_one_plan_gives_the_shape_of_several() {
    let desk = Desk::new();
    desk.write("来文/要点.txt", PLAN);
    let run = desk.run(&["build", "来文", "-o", "全部"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().count(), 1);
    assert!(desk.path("全部").join(FOLDER).join("plan.json").exists());
    assert_eq!(sources(&desk.run(&["extract", "来文"]).out).len(), 1);
    // Again into the folder that was read: what was written there is no plan.
    assert_eq!(desk.run(&["build", "来文", "-q", "-o", "来文"]).code, 0);
    let again = desk.run(&["build", "来文", "-q", "-o", "来文", "--force"]);
    assert_eq!(
        (again.code, again.err.as_str()),
        (0, "注意：文件夹里没有读的：本程序写出的文件夹 1 个。\n")
    );
}

#[test]
fn a_plan_named_twice_is_read_once() {
    let desk = Desk::new();
    desk.write("来文/甲.txt", PLAN);
    desk.write("来文/乙.txt", plan_of("山阳市"));
    let run = desk.run(&["extract", "来文/甲.txt", "来文", "./来文/../来文/甲.txt", "来文"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(sources(&run.out), ["甲.txt", "乙.txt"].map(String::from));
}

#[test]
fn folders_that_give_nothing_stop_nothing() {
    let desk = Desk::with_plan();
    std::fs::create_dir(desk.path("空夹")).unwrap();
    desk.write("文稿/方案.pptx", "PK");
    let run = desk.run(&["check", "空夹", "要点.txt", "文稿"]);
    assert_eq!(run.code, 3);
    assert!(
        run.out.ends_with("共 3 份文件：完成 1 份，未完成 2 份。\n"),
        "{}",
        run.out
    );
    for words in [
        "空夹  文件夹“空夹”里没有可读的文件（是空的）。",
        "文稿  文件夹“文稿”里没有可读的文件（只有本版本读不了的文件 1 个（.pptx 1））。",
    ] {
        assert!(run.err.contains(words), "{}", run.err);
    }
    desk.run(&["build", "要点.txt", "-o", "结果"]);
    let result = desk.run(&["check", "结果"]);
    assert_eq!(
        (result.code, result.err.as_str()),
        (3, "错误：文件夹“结果”是本程序写出的文件夹，里面没有要读的文件。\n")
    );
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_and_links_to_plans_are() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.write("来文/甲.txt", PLAN);
    desk.write("别处/乙.txt", plan_of("山阳市"));
    symlink(desk.path("来文"), desk.path("来文/回来")).unwrap();
    symlink(desk.path("别处/乙.txt"), desk.path("来文/乙.txt")).unwrap();
    symlink("自己.txt", desk.path("来文/自己.txt")).unwrap();
    symlink(desk.path("来文"), desk.path("链接")).unwrap();
    let run = desk.run(&["extract", "来文"]);
    assert_eq!(run.code, 3);
    assert_eq!(sources(&run.out), ["乙.txt", "甲.txt"].map(String::from));
    assert!(
        run.err
            .starts_with("注意：文件夹里没有读的：文件夹的链接 1 个。\n错误：未完成的 1 份：\n")
            && run.err.contains("自己.txt"),
        "{}",
        run.err
    );
    // The link that was typed is the folder that was meant.
    assert_eq!(sources(&desk.run(&["extract", "链接", "来文"]).out).len(), 2);
}

#[test]
fn plans_of_the_same_title_never_share_a_folder() {
    let desk = Desk::new();
    // Alike once written as a file name, and but for upper and lower case.
    for (name, title) in [
        ("1.txt", "海滨市A区健康促进行动2023年工作要点"),
        ("2.txt", "海滨市A区健康促进行动2023年工作要点"),
        ("3.txt", "海滨市a区健康促进行动2023年工作要点"),
    ] {
        desk.write(&format!("来文/{name}"), PLAN.replace(TITLE, title));
    }
    let run = desk.run(&["build", "来文", "-o", "全部"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files = desk.files("全部");
    let name = |folder: &str| {
        let plan: fengong::Plan = serde_json::from_slice(&files[&format!("{folder}/plan.json")]).unwrap();
        plan.source.name
    };
    let stem = "海滨市A区健康促进行动2023年工作要点-责任分工";
    assert_eq!(name(stem), "1.txt");
    assert_eq!(name(&format!("{stem}（2）")), "2.txt");
    assert_eq!(name(&format!("{}（3）", stem.replace('A', "a"))), "3.txt");
}

#[test]
fn the_same_bytes_in_the_same_order_on_any_number_of_threads() {
    let desk = Desk::new();
    for at in 0..12 {
        // Some long, some short, so that later plans are ready before earlier ones.
        let rounds = if at % 3 == 0 { 40 } else { 1 };
        let items: String = (1..=rounds)
            .map(|item| format!("{item}、办好第{item}件实事。（市教育局）\n"))
            .collect();
        let text = plan_of(&format!("第{at}市")) + "三、办实事行动\n" + &items;
        desk.write(&format!("来文/{at:02}.txt"), text);
    }
    desk.write("来文/05.txt", "不是计划");
    let run = |threads: &str, args: &[&str]| {
        let output = desk.command(args).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        output.stdout
    };
    for format in ["json", "csv", "text"] {
        let args = ["extract", "来文", "-f", format];
        if format == "text" {
            // Without a task there is still a text.
            std::fs::remove_file(desk.path("来文/05.txt")).unwrap();
            desk.write("来文/05.txt", "\n");
        }
        assert_eq!(run("1", &args), run("5", &args), "{format}");
    }
    run("1", &["build", "来文", "-o", "甲"]);
    run("5", &["build", "来文", "-o", "乙"]);
    assert_eq!(desk.files("甲"), desk.files("乙"));
}
