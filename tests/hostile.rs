//! Input that no office sends on purpose: damaged files, other encodings, a megabyte of one character (all of it in
//! an optimised build: `cargo test --release --test hostile`). Each ends with a plan for which `support::check`
//! holds, or with an error that says what is wrong.

#[path = "support/extraction.rs"]
mod support;

use encoding_rs::GB18030;
use fengong::Error;
use fengong::pipeline::decode;
use support::{check, read, templates};

/// A megabyte; less where the compiler has not optimised and a megabyte of each would take minutes.
const LONG: usize = if cfg!(debug_assertions) { 1 << 13 } else { 1 << 20 };

const PLAN: &str = "青山区2031年健康促进工作要点\n一、健康校园行动\n1.建设健康校园。（区教育局牵头，区体育局配合）\n2.新建步道3公里。（区建管委）\n";

/// How reading ends: the owners found, or the kind of error.
fn outcome(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(extraction) => {
            check(&extraction).unwrap_or_else(|error| panic!("{error}"));
            let owners = extraction.plan.tasks.iter().flat_map(|task| &task.owners);
            owners.map(|owner| &*owner.name).collect::<Vec<_>>().join(" ")
        }
        Err(error) => {
            assert!(error.to_string().contains("要点.txt"), "{error}");
            let kind = match error {
                Error::Empty { .. } => "empty",
                Error::Unreadable { .. } => "unreadable",
                Error::NoTasks { .. } => "no tasks",
                Error::Classified { .. } => "classified",
                _ => "another error",
            };
            kind.to_string()
        }
    }
}

/// A plan whose one task holds `stuffing`.
fn stuffed(stuffing: &str) -> Vec<u8> {
    format!("青山区2031年健康促进工作要点\n一、健康校园行动\n1.建设健康校园{stuffing}。（区教育局）\n").into_bytes()
}

#[test]
fn nothing_but_white_space_is_empty() {
    for bytes in [
        "",
        " ",
        "\n\n\r\n",
        "\u{feff}",
        "　　\n\t　",
        "\u{a0}\u{200b}\n",
        "\u{feff}\n \n",
    ] {
        assert_eq!(outcome(bytes.as_bytes()), "empty", "{bytes:?}");
    }
    assert_eq!(outcome(b"\xff\xfe"), "empty");
    assert_eq!(outcome(b"{\\rtf1\\ansi}"), "empty");
    assert_eq!(outcome(b"\xff\xfe\x20\x00\x0a\x00"), "empty");
}

#[test]
fn files_that_are_no_text_are_refused_by_name() {
    let noise: Vec<u8> = (0..200_000u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let files: [&[u8]; 8] = [
        &[0; 4096],
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\x7fELF\x02\x01\x01\x00\x00\x00",
        b"GIF89a\x01\x00",
        &noise,
    ];
    for bytes in files {
        assert_eq!(outcome(bytes), "unreadable", "{:?}", &bytes[..8]);
    }
}

#[test]
fn text_without_a_task_says_so() {
    for text in [
        "今天天气很好。",
        "青山区2031年健康促进工作要点\n",
        "hello, world\n",
        "（区教育局）",
        "责任单位：区教育局",
        "，",
        "\u{fffd}",
    ] {
        assert_eq!(outcome(text.as_bytes()), "no tasks", "{text}");
    }
}

#[test]
fn a_long_text_without_a_line_end_ends() {
    for unit in [
        "(",
        ")",
        "（",
        "）",
        "（）",
        "()",
        "（(",
        "【",
        "《",
        "》",
        "“",
        "一、",
        "1.",
        "1、",
        "（一）",
        "（1）",
        "第一部分：",
        "——",
        "一是",
        "责任单位：",
        "牵头单位：区教育局；",
        "牵头",
        "负责",
        "由区教育局牵头，",
        "、",
        "，",
        "；",
        "。",
        "：",
        "|",
        "||",
        "\t",
        " ",
        "　",
        "\u{200b}",
        "\u{feff}",
        "区",
        "区教育局",
        "区教育局、",
        "（区教育局）",
        "和",
        "及",
        "等",
        "各",
        "2031年",
        "2031",
        "月",
        "底前",
        "<",
        "&",
        "a",
        "𠮷",
        "e\u{301}",
        "以下",
        "下同",
        "列第一位",
        "- 1 -",
    ] {
        let line = unit.repeat(LONG / unit.len());
        let _ = outcome(line.as_bytes());
        let _ = outcome(&stuffed(&line));
    }
}

#[test]
fn a_long_text_of_short_lines_ends() {
    for line in [
        "",
        " ",
        "。",
        "（",
        "）",
        "|1|",
        "一、",
        "1.",
        "（一）行动",
        "1.推进。",
        "责任单位：",
        "责任单位：区教育局",
        "（区教育局）",
        "区教育局",
        "附件",
        "2031年1月1日",
        "青山区2031年工作要点",
        "- 1 -",
        "——",
        "┌──┐",
        "各街道：",
        "领导",
        "《",
    ] {
        let text = format!("{line}\n").repeat(LONG / (line.len() + 1));
        let _ = outcome(text.as_bytes());
        let _ = outcome(&[PLAN.as_bytes(), text.as_bytes()].concat());
        let _ = outcome(text.replace('\n', "\r").as_bytes());
    }
}

#[test]
fn brackets_nested_without_bounds_end() {
    const DEPTH: usize = LONG / 10;
    for (open, close) in [
        ("（", "）"),
        ("(", ")"),
        ("【", "】"),
        ("（一", "）"),
        ("《", "》"),
        ("（区教育局、", "）"),
    ] {
        let (opened, closed) = (open.repeat(DEPTH), close.repeat(DEPTH));
        for text in [
            format!("{opened}{closed}"),
            opened.clone(),
            closed.clone(),
            format!("{closed}{opened}"),
        ] {
            let _ = outcome(text.as_bytes());
            let _ = outcome(&stuffed(&text));
        }
        // What stands in brackets far too deep names nobody; the tag behind them still does.
        assert_eq!(outcome(&stuffed(&format!("{opened}甲{closed}"))), "区教育局", "{open}");
    }
}

#[test]
fn numbers_nested_and_numbers_beyond_all_bounds_end() {
    let steep: String = (0..LONG / 50)
        .map(|at| {
            format!(
                "{}推进。\n",
                ["第一部分：", "一、", "（一）", "1.", "（1）", "①", "——"][at % 7]
            )
        })
        .collect();
    let _ = outcome(steep.as_bytes());
    for number in [
        "99999999999999999999.",
        "０１２３４５６７８９０１２.",
        "九百九十九万亿、",
        "（4294967296）",
        "第十十十部分：",
        "10000、",
        "0.",
    ] {
        let _ = outcome(format!("青山区2031年工作要点\n{number}推进甲工作。（区教育局）\n").as_bytes());
    }
}

#[test]
fn encodings_of_the_same_plan_give_the_same_owners() {
    let owners = "区教育局 区体育局 区建管委";
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(PLAN.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let files = [
        (PLAN.as_bytes().to_vec(), "UTF-8"),
        ([b"\xef\xbb\xbf", PLAN.as_bytes()].concat(), "UTF-8"),
        (GB18030.encode(PLAN).0.into_owned(), "GB18030"),
        (GB18030.encode(&PLAN.replace('\n', "\r\n")).0.into_owned(), "GB18030"),
        (wide(u16::to_le_bytes), "UTF-16LE"),
        (wide(u16::to_be_bytes), "UTF-16BE"),
        (PLAN.replace('\n', "\r").into_bytes(), "UTF-8"),
    ];
    for (bytes, encoding) in files {
        assert_eq!(outcome(&bytes), owners, "{encoding}");
        assert_eq!(read(bytes).expect("plan").plan.source.encoding, encoding);
    }
}

#[test]
fn a_few_damaged_bytes_are_replaced_and_reported() {
    let whole = PLAN.as_bytes();
    let cut = &whole[..whole.len() - 6];
    let broken = [whole, b"3.\xe6\x8e\xa8\xe8\xbf".as_slice()].concat();
    // Half a pair in UTF-16, and an odd byte at the end.
    let lone: Vec<u8> = [0xFEFF, 0xD800]
        .into_iter()
        .chain(PLAN.encode_utf16())
        .chain([0xDC00])
        .flat_map(u16::to_le_bytes)
        .chain([0x31])
        .collect();
    for (bytes, damaged) in [
        (cut.to_vec(), true),
        (broken, true),
        (lone, true),
        (whole.to_vec(), false),
    ] {
        let extraction = read(bytes).expect("plan");
        check(&extraction).unwrap_or_else(|error| panic!("{error}"));
        let reported = extraction
            .plan
            .notes
            .iter()
            .any(|note| note.code == fengong::note::Code::ReplacedBytes);
        assert_eq!(reported, damaged);
        assert!(!extraction.plan.tasks.is_empty());
    }
}

#[test]
fn zero_bytes_between_the_characters_end() {
    let text = PLAN.replace('校', "\0");
    assert_eq!(outcome(text.as_bytes()), "unreadable");
    // In UTF-16 a zero is a character like any other.
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(outcome(&wide), "区教育局 区体育局 区建管委");
}

#[test]
fn a_security_marking_is_refused_whatever_is_asked_for() {
    for marking in [
        "秘密",
        "机密★10年",
        "绝密★",
        "密级：机密",
        "秘 密",
        "机密（长期）",
        "　秘密★1年　",
    ] {
        for text in [
            format!("{marking}\n{PLAN}"),
            format!("\u{feff}000012\n{marking}\n特急\n{PLAN}"),
        ] {
            assert_eq!(outcome(text.as_bytes()), "classified", "{marking}");
            let decoded = decode(
                "要点.txt",
                text.into_bytes(),
                templates(),
                &fengong::pipeline::Options::default(),
            );
            assert!(matches!(decoded, Err(Error::Classified { .. })), "{marking}");
        }
    }
    for text in ["做好商业秘密保护。", "秘密花园项目", "机密级计算机管理办法", "密切配合"]
    {
        assert_eq!(
            outcome(format!("{PLAN}3.{text}（区教育局）\n").as_bytes()),
            "区教育局 区体育局 区建管委 区教育局",
            "{text}"
        );
    }
}
