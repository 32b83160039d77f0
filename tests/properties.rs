//! Plans made of building blocks, and seeds with characters deleted, inserted and doubled: whatever comes, nothing
//! panics and what `support::check` says of every plan holds.

#[path = "support/edit.rs"]
mod edit;
#[path = "support/extraction.rs"]
mod support;

use std::collections::HashMap;
use std::sync::OnceLock;

use edit::Edit;
use encoding_rs::GB18030;
use fengong::Error;
use fengong::pipeline::{Extraction, Options, build, decode, extract};
use fengong::verify::{Report, Workbook, verify};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use support::{check, check_json, read, templates};

/// Lines that documents begin with.
const HEADS: &[&str] = &[
    "青山区2031年健康促进工作要点",
    "关于印发《白河县2031年重点工作任务分解》的通知\n各乡镇人民政府，县直各有关部门：\n现将《要点》印发给你们。\n白河县人民政府办公室\n2031年3月1日\n附件\n白河县2031年重点工作任务分解",
    "索 引 号：000014348/2031-00021\n发文字号：青政办发〔2031〕7号\n发布日期：2031-03-09\n首页 > 政务公开 > 文件\n青山区人民政府办公室\n关于印发青山区民生实事方案的通知",
    "",
];

const MARKERS: &[&str] = &[
    "第一部分：",
    "第二章 ",
    "一、",
    "二、",
    "十三、",
    "（一）",
    "(二)",
    "1.",
    "2．",
    "3、",
    "12.",
    "（1）",
    "2）",
    "①",
    "——",
    "▲",
    "一是",
    "11.121",
    "2031.5.1",
    "5G",
    "",
];

const SENTENCES: &[&str] = &[
    "健康校园建设行动",
    "加强组织领导。",
    "推进口袋公园建设，新增绿地3公顷。",
    "完善《青山区行动计划（2031-2033年）》。",
    "联合区教育局相关部门开展活动。",
    "支持职业院校（含技工院校）招生。",
    "按照（青政办发〔2031〕82号）要求执行；",
    "各街道（镇）统筹协调。一是抓宣传；二是抓监督；三是抓考核。",
    "年内完成2家试点（CNAS），",
    "由负责人牵头、相关部门共同参与",
    "工作任务",
    "保障措施",
    "总体要求",
    "重点任务如下：",
    "谁审批谁负责，谁主管谁负责。",
];

const TAGS: &[&str] = &[
    "（区教育局、区体育局）",
    "(区卫健委)",
    "（区教育局牵头，区体育局、各街道（镇）按职责分工负责）",
    "【责任单位：区民政局】",
    "〔牵头单位：区住建局；配合单位：区财政局、区城管局等；6月底完成〕",
    "责任单位：区司法局、公安分局",
    "牵头领导：王某某",
    "\n牵头单位：区文化和旅游局\n配合单位：区教育局、团区委\n完成时限：年底前\n",
    "\n（区发改委、区经信局等部门负责）\n",
    "（区水务局负责，排在第一位的为牵头部门，下同）",
    "（以下均需各区政府落实，不再列出）",
    "（区教育\n局、区体育\n- 3 -\n局）",
    "（区教育局、",
    "（市、区）",
    "（）",
    "[区民政局)",
    "（区總工會負責）",
    "（区妇联 区残联）",
    "（某某指挥部会同区应急局负责，2031年完成）",
];

const TABLES: &[&str] = &[
    "序号|工作任务|牵头单位|配合单位|完成时限\n1|建设公园|区园林局|区财政局、区住建局|6月底\n2|改造管网|区水务局||年底\n",
    "序号\n工作任务\n责任单位\n1\n建设公园\n区园林局\n2\n改造管网\n区水务局、\n区住建局\n",
    "| 序号 | 任务 | 牵头\n部门 |\n|---|---|---|\n| 1 | 建设公园 | 区园林局 |\n",
    "┌──┬──┐\n│任务│责任单位│\n├──┼──┤\n│建设公园│区园林局│\n└──┴──┘\n",
    "序号\t任务内容\t责任部门\t责任领导\n1\t建设公园\t区园林局\t李某\n",
];

const ODD: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "　",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "𠮷",
    "é",
    "👍🏽",
    "\0",
    "\u{fffd}",
    "|",
    "、",
    "。",
    "；",
    "：",
    "(",
    ")",
    "（",
    "）",
    "[",
    "】",
    "《",
    "》",
    "“",
    "<b>",
    "- 2 -",
    "第 3 页 共 9 页\n",
    "我要留言",
    "扫一扫在手机打开当前页",
    "责任编辑：张某",
    "抄送：区委办公室。",
    "附件：1.任务表",
    "2031年4月5日",
    "9",
    "等",
];

/// One block of a document: mostly an item, sometimes something odd.
fn block() -> impl Strategy<Value = String> {
    let item = (
        select(MARKERS),
        select(SENTENCES),
        prop::option::of(select(TAGS)),
        select(&["\n", "", "。\n", " "][..]),
    )
        .prop_map(|(marker, sentence, tag, end)| format!("{marker}{sentence}{}{end}", tag.unwrap_or_default()));
    prop_oneof![
        8 => item,
        1 => select(TABLES).prop_map(String::from),
        1 => select(TAGS).prop_map(String::from),
        2 => select(ODD).prop_map(String::from),
        1 => "\\PC{0,6}",
    ]
}

fn document() -> impl Strategy<Value = String> {
    (select(HEADS), prop::collection::vec(block(), 0..24))
        .prop_map(|(head, blocks)| format!("{head}\n{}", blocks.concat()))
}

fn seeds() -> &'static [Vec<char>] {
    static SEEDS: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let folder = format!("{}/seeds", env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .expect("seeds")
            .map(|entry| entry.expect("seed").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .collect();
        paths.sort();
        let text = |path| {
            let bytes = std::fs::read(path).expect("seed");
            decode("seed.txt", bytes, templates(), &Options::default())
                .expect("text")
                .text
                .chars()
                .collect()
        };
        paths.into_iter().map(text).collect()
    })
}

/// A stretch of a seed, with `edits` in it: delete, insert, double.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..3usize, 1..40usize, select(ODD));
    let edits = prop::collection::vec(edit, 0..20);
    (0..5usize, any::<prop::sample::Index>(), 200..2500usize, edits).prop_map(|(seed, start, len, edits)| {
        let whole = &seeds()[seed];
        let start = start.index(whole.len());
        let mut text: Vec<char> = whole[start..whole.len().min(start + len)].to_vec();
        for (place, kind, len, odd) in edits {
            let at = place.index(text.len() + 1);
            let end = text.len().min(at + len);
            match kind {
                0 => drop(text.drain(at..end)),
                1 => drop(text.splice(at..at, odd.chars())),
                _ => {
                    let copy = text[at..end].to_vec();
                    text.splice(at..at, copy);
                }
            }
        }
        text.into_iter().collect()
    })
}

/// Everything that holds for a plan; a clear refusal is right as well.
fn holds(bytes: &[u8]) -> Result<Option<Extraction>, TestCaseError> {
    match read(bytes) {
        Ok(extraction) => {
            check(&extraction).map_err(TestCaseError::fail)?;
            check_json(&extraction.plan).map_err(TestCaseError::fail)?;
            Ok(Some(extraction))
        }
        Err(error @ (Error::Template { .. } | Error::Workbook { .. })) => Err(TestCaseError::fail(error.to_string())),
        Err(_) => Ok(None),
    }
}

/// The same cases at every run, so that nobody's change fails by chance; `PROPTEST_CASES` and `PROPTEST_RNG_SEED`
/// look further.
fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    ProptestConfig {
        cases: std::env::var_os("PROPTEST_CASES").map_or(cases, |_| given.cases),
        rng_seed: match given.rng_seed {
            RngSeed::Random => RngSeed::Fixed(2031),
            fixed => fixed,
        },
        max_shrink_iters: 4_000,
        failure_persistence: None,
        ..given
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn plans_of_building_blocks(text in document()) {
        holds(text.as_bytes())?;
    }

    #[test]
    fn seeds_with_edits(text in mutated()) {
        holds(text.as_bytes())?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn the_same_text_twice_gives_the_same_bytes(text in document()) {
        let json = || read(text.as_bytes()).ok().map(|found| serde_json::to_string(&found.plan).expect("json"));
        prop_assert_eq!(json(), json());
    }

    /// The encoding changes nothing but the source's own entry.
    #[test]
    fn encodings_and_a_mark_change_nothing(text in document()) {
        let text = text.replace(['\0', '\u{feff}', '\u{fffd}'], "");
        let plain = holds(text.as_bytes())?;
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (chinese, _, lost) = GB18030.encode(&text);
        for bytes in [Some(marked), Some(wide), (!lost).then(|| chinese.into_owned())].into_iter().flatten() {
            let other = holds(&bytes)?;
            // Bytes of a short text may read as something else; then there is nothing to compare.
            let (Some(plain), Some(other)) = (&plain, &other) else { continue };
            if plain.document.text == other.document.text {
                prop_assert_eq!(&plain.plan.tasks, &other.plan.tasks);
                prop_assert_eq!(&plain.plan.ledger, &other.plan.ledger);
            }
        }
    }

    /// Line ends of Windows move positions, but change no task.
    #[test]
    fn line_ends_of_windows_change_no_task(text in document()) {
        let text = text.replace('\r', "");
        let (plain, windows) = (holds(text.as_bytes())?, holds(text.replace('\n', "\r\n").as_bytes())?);
        let tasks = |found: Option<Extraction>| -> Vec<(String, Vec<String>)> {
            let tasks = found.into_iter().flat_map(|found| found.plan.tasks);
            tasks.map(|task| (task.text, task.owners.into_iter().map(|owner| owner.name.to_string()).collect())).collect()
        };
        prop_assert_eq!(tasks(plain), tasks(windows));
    }
}

/// The workbooks of a plan: the master, then the lists.
fn workbooks(extraction: &Extraction, options: &Options) -> Result<Vec<Vec<u8>>, TestCaseError> {
    let files = build(extraction, templates(), options).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let books = files.into_iter().filter(|file| file.path.ends_with(".xlsx"));
    Ok(books.map(|file| file.bytes).collect())
}

fn report(bytes: &[u8], extraction: &Extraction) -> Result<Report, TestCaseError> {
    let workbook = Workbook::open("工作簿.xlsx", bytes);
    let verified = workbook.and_then(|workbook| verify(&workbook, &extraction.document, Ok(extraction)));
    verified.map_err(|error| TestCaseError::fail(error.to_string()))
}

fn extracted(text: &str, options: &Options) -> Option<Extraction> {
    extract("要点.txt", text.into(), templates(), options).ok()
}

/// Sheets and columns in which every word is proven.
fn is_proven(sheet: &str, heading: &str) -> bool {
    let list = ![
        "说明",
        "责任矩阵",
        "任务矩阵",
        "任务台账",
        "分工明细",
        "待明确",
        "核对",
        "原文",
    ]
    .contains(&sheet);
    let columns = [
        "任务内容",
        "任务（摘要）",
        "工作目标",
        "牵头单位",
        "配合/责任单位",
        "责任单位",
        "原文写法",
        "完成时限",
        "责任领导",
        "其他单位",
        "编号",
        "行动",
        "角色",
    ];
    (list || ["任务矩阵", "任务台账", "分工明细"].contains(&sheet)) && columns.contains(&heading)
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn fresh_workbooks_are_clean(text in document(), first_is_lead: bool, default_year_end: bool) {
        let mut options = Options::default();
        options.assemble.first_is_lead = first_is_lead;
        options.assemble.default_year_end = default_year_end;
        if let Some(extraction) = extracted(&text, &options) {
            let books = workbooks(&extraction, &options)?;
            prop_assert!(books == workbooks(&extraction, &options)?, "the same plan gives other bytes");
            for book in books {
                prop_assert_eq!(report(&book, &extraction)?.differences, &[]);
            }
        }
    }

    #[test]
    fn workbooks_of_edited_seeds_are_clean(text in mutated()) {
        let options = Options::default();
        if let Some(extraction) = extracted(&text, &options) {
            for book in workbooks(&extraction, &options)?.iter().take(2) {
                prop_assert_eq!(report(book, &extraction)?.differences, &[]);
            }
        }
    }

    /// Whichever cell of words a person changes, and however, it is found and named.
    #[test]
    fn a_changed_cell_is_found(text in document(), place: prop::sample::Index, change in select(&["改", "。", "区财政局", ""][..])) {
        let options = Options::default();
        let Some(extraction) = extracted(&text, &options) else { return Ok(()) };
        let mut book = Edit::new(&workbooks(&extraction, &options)?[0]);
        let cells = proven_cells(&book);
        if cells.is_empty() {
            return Ok(());
        }
        let (sheet, cell, words) = &cells[place.index(cells.len())];
        let changed = if change.is_empty() { String::new() } else { format!("{words}{change}") };
        book.set(sheet, cell, &changed);
        let report = report(&book.bytes(), &extraction)?;
        let found = report.differences.iter().any(|found| found.sheet == *sheet && found.cell.as_ref() == Some(cell));
        prop_assert!(found, "{}!{} “{}” → “{}”: {:?}", sheet, cell, words, changed, report.differences);
    }
}

/// Cells of proven columns: sheet, cell, words. Rows that go on in further ones are named by their first.
fn proven_cells(book: &Edit) -> Vec<(String, String, String)> {
    let letters = |cell: &str| cell.trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
    let mut headings: HashMap<(String, String), String> = HashMap::new();
    let mut cells = Vec::new();
    for (sheet, cell, words) in book.cells() {
        let column = (sheet.clone(), letters(&cell));
        match headings.get(&column) {
            Some(heading) if is_proven(&sheet, heading) && !words.ends_with("（续）") => {
                cells.push((sheet, cell, words))
            }
            Some(heading) if is_proven(&sheet, heading) => {}
            _ => _ = headings.insert(column, words.replace('\n', "")),
        }
    }
    // Totals stand under the columns too.
    cells.retain(|(sheet, _, words)| sheet != "任务矩阵" || words != "件次合计");
    cells
}
