//! Faults, each planted at a random place of a plan that had none.

use std::sync::Arc;

use fengong::directory::RosterFile;
use fengong::note::Code;
use fengong::pipeline::Options;

use super::plan::{BUREAUS, Dice, Form, Item, Plan};

/// One way of planting a fault that must be found as `code`.
pub struct Fault {
    pub code: Code,
    /// Changes the plan, or gives a text of its own.
    pub plant: fn(&mut Plan, &mut Dice) -> Option<String>,
    pub options: fn(&mut Options),
    /// The user's directory file.
    pub directory: Option<&'static str>,
}

const fn fault(code: Code, plant: fn(&mut Plan, &mut Dice) -> Option<String>) -> Fault {
    Fault {
        code,
        plant,
        options: |_| {},
        directory: None,
    }
}

pub const FAULTS: &[Fault] = &[
    fault(Code::NoOwner, |plan, dice| {
        plan.item(dice).tag = Some(String::new());
        None
    }),
    fault(Code::UnreadTags, |plan, _| {
        // The brackets of all tags are lost.
        let items = plan.sections.iter_mut().flat_map(|section| &mut section.items);
        items.for_each(|item| item.tag = Some(item.owners.join("、")));
        None
    }),
    fault(Code::NoLead, |plan, dice| {
        let item = plan.item(dice);
        item.tag = Some(format!("（{}配合）", item.owners.join("、")));
        None
    }),
    fault(Code::NotATag, |plan, dice| {
        let words = dice.of(&["（含试点）", "（试行）", "（2031—2035年）", "（PPP）", "（不含在建）"]);
        before_stop(plan.item(dice), words);
        None
    }),
    fault(Code::UnknownUnit, |plan, dice| {
        let name = dice.of(&[
            "康养促进发展站",
            "数智赋能推进所",
            "绿廊管护服务站",
            "茶乡振兴事务局",
            "微更新工作室",
        ]);
        add_owner(plan, dice, &format!("{}{name}", plan.tier));
        None
    }),
    fault(Code::AmbiguousUnit, |plan, dice| {
        add_owner(plan, dice, &format!("{}建委", plan.tier));
        None
    }),
    Fault {
        code: Code::DirectoryMatch,
        plant: |plan, dice| {
            add_owner(plan, dice, &format!("{}建委", plan.tier));
            None
        },
        options: |_| {},
        directory: Some("单位名称\n市建设和管理委员会\n区建设和管理委员会\n县建设和管理委员会\n"),
    },
    Fault {
        code: Code::DirectoryOpen,
        // A row without a level, and units of two levels alike often.
        plant: |plan, dice| {
            let tiers = dice.some(&["市", "区", "县"], 2);
            let bureau = dice.of(&["教育局", "财政局", "民政局"]);
            let mut text = format!("{}\n一、{}\n", plan.title, plan.sections[0].title);
            for at in 0..2 * (1 + dice.roll(4)) {
                let (item, tier) = (plan.item(dice), tiers[at % 2]);
                let name = if at < 2 { bureau } else { "水利局" };
                text.push_str(&format!("{}．{}（{tier}{name}）\n", at + 1, item.text));
            }
            Some(text)
        },
        options: |_| {},
        directory: Some("单位名称\n教育局\n财政局\n民政局\n"),
    },
    fault(Code::JointName, |plan, dice| {
        let (tier, name) = (
            plan.tier,
            dice.of(&["东山、西河经济开发区管委会", "青云、白石两", "甲山、乙水、丙川三"]),
        );
        let name = match name.ends_with('会') {
            true => name.to_string(),
            false => format!("{name}{tier}政府"),
        };
        add_owner(plan, dice, &name);
        None
    }),
    fault(Code::ListedApart, |plan, dice| {
        let (tier, item) = (plan.tier, plan.item(dice));
        item.tag = Some(format!("（{tier}行政审批局、{tier}政务服务局负责）"));
        None
    }),
    fault(Code::TextAndTag, |plan, dice| {
        let form = dice.of(&["联合{}开展活动2次，", "会同{}开展检查3次，", "与{}联合开展演练2次，"]);
        let name = other_bureau(plan, dice);
        let item = plan.item(dice);
        item.text = format!("{}{}", form.replace("{}", &name), item.text);
        None
    }),
    fault(Code::NoDeadline, |plan, dice| {
        let items = plan.sections.iter_mut().flat_map(|section| &mut section.items);
        items.for_each(|item| before_stop(item, "，年底前完成"));
        plan.item(dice).text = "编制手册2册。".to_string();
        None
    }),
    fault(Code::ImpossibleDeadline, |plan, dice| {
        let time = dice.of(&[
            "2月30日前",
            "4月31日前",
            "2031年11月31日前",
            "2031年2月29日前",
            "9月31日前",
        ]);
        before_stop(plan.item(dice), &format!("，{time}完成"));
        None
    }),
    fault(Code::PastDeadline, |plan, dice| {
        let time = dice.of(&["2029年底前", "2030年6月底前", "2028年12月31日前", "2030年内"]);
        before_stop(plan.item(dice), &format!("，{time}完成"));
        None
    }),
    Fault {
        code: Code::UnusedRoster,
        plant: |_, _| None,
        options: |options| {
            let table = "群体,成员单位\n各渔港管理站,东港站、西港站\n";
            options.assemble.roster = RosterFile::parse("名册.csv", table.as_bytes()).ok().map(Arc::new);
        },
        directory: None,
    },
    fault(Code::DuplicateOwner, |plan, dice| {
        plan.form = Form::Bare;
        let item = plan.item(dice);
        let again = item.owners[0].clone();
        item.owners.push(again);
        None
    }),
    fault(Code::TwoLeads, |plan, dice| {
        let (tier, item) = (plan.tier, plan.item(dice));
        item.tag = Some(format!("（{tier}教育局、{tier}财政局牵头，{tier}司法局配合）"));
        None
    }),
    fault(Code::Collective, |plan, dice| {
        let group = dice.of(&["各街道（镇）", "各街道办事处", "各学校"]);
        add_owner(plan, dice, group);
        None
    }),
    fault(Code::GenericOwner, |plan, dice| {
        let group = dice.of(&["各有关部门", "各相关单位", "有关部门"]);
        add_owner(plan, dice, group);
        None
    }),
    fault(Code::OpenList, |plan, dice| {
        let tail = dice.of(&["等", "等部门", "等单位"]);
        let item = plan.item(dice);
        item.tag = Some(format!("（{}{tail}负责）", item.owners.join("、")));
        None
    }),
    fault(Code::TagInText, |plan, dice| {
        let form = dice.of(&[
            "由{}牵头，编写手册2份，",
            "由{}负责，编写手册2份，",
            "由{}承办，编写手册2份，",
        ]);
        let name = other_bureau(plan, dice);
        let item = plan.item(dice);
        item.text = format!("建立台账1本。{}{}", form.replace("{}", &name), item.text);
        None
    }),
    fault(Code::NotAddressed, |plan, dice| {
        let mut owners = plan.owners();
        owners.remove(dice.roll(owners.len()));
        plan.notice(&owners.join("、"));
        None
    }),
    fault(Code::IdleAddressee, |plan, dice| {
        let mut owners = plan.owners();
        owners.insert(dice.roll(owners.len()), format!("{}气象局", plan.tier));
        plan.notice(&owners.join("、"));
        None
    }),
    fault(Code::LargeShare, |plan, dice| {
        let unit = format!("{}信访局", plan.tier);
        plan.form = Form::Responsible;
        for section in &mut plan.sections {
            while section.items.len() < 6 {
                let number = section.items.len() + 1;
                section.items.push(Item {
                    number,
                    text: "接待来访300次。".to_string(),
                    owners: vec![unit.clone()],
                    tag: None,
                    behind: String::new(),
                });
            }
            section
                .items
                .iter_mut()
                .filter(|_| dice.roll(10) < 8)
                .for_each(|item| item.owners[0] = unit.clone());
            section
                .items
                .iter_mut()
                .take(3)
                .for_each(|item| item.owners[0] = unit.clone());
        }
        None
    }),
    fault(Code::VagueTarget, |plan, dice| {
        let text = dice.of(&[
            "大力推进科普宣传，营造良好氛围。",
            "进一步加强日常管理，不断提升服务水平。",
            "着力优化发展环境，切实提高群众满意度。",
        ]);
        plan.item(dice).text = text.to_string();
        None
    }),
    fault(Code::ForeignText, |plan, dice| {
        match dice.roll(3) {
            0 => before_stop(plan.item(dice), dice_of_static(0)),
            1 => before_stop(plan.item(dice), dice_of_static(1)),
            _ => {
                let item = plan.item(dice);
                item.text.push_str("扫码关注“某地发布”，获取更多资讯。编制方案3份。");
            }
        }
        None
    }),
    fault(Code::ForeignText, |plan, dice| {
        // The name of a site behind clauses that have nothing in common.
        let name = dice.of(&["KOK网", "ABD体坛", "飞鱼app"]);
        let clauses = ["发挥引领作用", "提供便民服务", "实施三年行动", "完善长效机制"];
        for (at, clause) in clauses.iter().enumerate() {
            let section = at % plan.sections.len();
            let item = &mut plan.sections[section].items[at];
            item.text = format!("{clause}{name}，{}", item.text);
        }
        plan.intro = "发挥表率作用，做好各项服务，推进专项行动，健全工作机制，制定本方案。\n".to_string();
        None
    }),
    fault(Code::DoubtfulText, |plan, dice| {
        let words = dice.of(&["，详见www.example.com", "，点击查看详情", "，长按识别下图"]);
        before_stop(plan.item(dice), words);
        None
    }),
    Fault {
        code: Code::Classified,
        plant: |plan, dice| {
            let marking = dice.of(&["机密★1年", "秘密★长期", "绝密★10年", "密级：秘密", "机 密"]);
            plan.head = format!("{marking}\n\n");
            None
        },
        options: |options| options.outline.allow_classified = true,
        directory: None,
    },
    fault(Code::RepeatedNumber, |plan, dice| {
        let items = plan.items(dice);
        let at = 1 + dice.roll(items.len() - 1);
        items[at..].iter_mut().for_each(|item| item.number -= 1);
        None
    }),
    fault(Code::SkippedNumber, |plan, dice| {
        let items = plan.items(dice);
        let (at, by) = (1 + dice.roll(items.len() - 1), 1 + dice.roll(3));
        items[at..].iter_mut().for_each(|item| item.number += by);
        None
    }),
    fault(Code::MisplacedNumber, |plan, dice| {
        let items = plan.items(dice);
        let at = 1 + dice.roll(items.len() - 2);
        items.swap(at, at + 1);
        None
    }),
    fault(Code::UnclosedTag, |plan, dice| {
        let item = plan.item(dice);
        item.tag = Some(format!(
            "（{}牵头，{}财政局配合",
            item.owners[0],
            item.owners[0].chars().next().unwrap_or('市')
        ));
        None
    }),
    fault(Code::RuleSentence, |plan, dice| {
        let rule = dice.of(&["排在第一位的为牵头单位，下同", "列第一位的为牵头单位，下同"]);
        let tier = plan.tier;
        plan.sections[0].items[0].tag = Some(format!("（{tier}教育局、{tier}财政局负责，{rule}）"));
        None
    }),
    fault(Code::SetAside, |plan, _| {
        plan.tail = format!(
            "{}、保障措施\n1.加强组织领导。各级要高度重视，明确责任，抓好落实。\n2.强化经费保障。统筹安排经费，确保专款专用。\n",
            plan.next_number()
        );
        None
    }),
    fault(Code::Definition, |plan, dice| {
        let (place, tier) = (plan.place, plan.tier);
        plan.intro = format!("成立{place}健康促进委员会办公室（以下简称“{tier}健促办”），统筹各项工作。\n");
        add_owner(plan, dice, &format!("{tier}健促办"));
        None
    }),
    fault(Code::Roster, |plan, dice| {
        let (place, tier) = (plan.place, plan.tier);
        plan.intro = format!("{place}健康促进委员会成员单位：{tier}教育局、{tier}财政局、{tier}民政局。\n");
        add_owner(plan, dice, &format!("{place}健康促进委员会各成员单位"));
        None
    }),
    fault(Code::DoubtfulRoster, |plan, dice| {
        let (place, tier) = (plan.place, plan.tier);
        plan.intro = format!("{place}健康促进委员会成员单位：{tier}教育局、{tier}财政局、{tier}民政局等。\n");
        add_owner(plan, dice, &format!("{place}健康促进委员会各成员单位"));
        None
    }),
    Fault {
        code: Code::Skipped,
        plant: |plan, _| {
            plan.tail = format!("{}、附则事项\n1.编写读本4册。（教育局）\n", plan.next_number());
            None
        },
        options: |options| options.assemble.skip_sections.push("附则事项".into()),
        directory: None,
    },
    fault(Code::Narrative, |plan, dice| {
        let rest = dice.of(&[
            "完善健身设施，提升服务能力",
            "改造老旧小区，完善配套设施",
            "培育骨干企业，推动产业升级",
        ]);
        let title = &mut plan.sections[0].title;
        title.push_str(&format!(
            "\n今年将持续推进重点工作，新建一批项目，{rest}，建成示范基地，开展各类活动。"
        ));
        None
    }),
    fault(Code::BehindTag, |plan, dice| {
        let words = dice.of(&[
            "同时，组织专家深入社区开展巡讲，做好各项服务。",
            "此外，各单位要做好宣传引导，营造良好氛围。",
        ]);
        plan.form = Form::Bare;
        plan.item(dice).behind = format!("\n{words}");
        None
    }),
    fault(Code::IdleTag, |plan, dice| {
        let bureau = dice.of(&BUREAUS);
        plan.intro = format!("责任单位：{}{bureau}\n", plan.tier);
        None
    }),
    fault(Code::AssumedColumn, |plan, dice| Some(table(plan, dice))),
    fault(Code::DoubtfulOwner, |plan, dice| {
        let tier = plan.tier;
        let items: Vec<&Item> = plan.sections.iter().flat_map(|section| &section.items).collect();
        let shifted = dice.roll(items.len());
        let mut text = format!("{}分工表\n序号\t任务\t责任单位\n", plan.title);
        for (at, item) in items.iter().enumerate() {
            let task = if at == shifted {
                format!("{tier}气象局")
            } else {
                item.text.clone()
            };
            text.push_str(&format!("{}\t{task}\t{}\n", at + 1, item.owners[0]));
        }
        Some(text)
    }),
    fault(Code::ReplacedBytes, |plan, dice| {
        before_stop(plan.item(dice), "\u{1}");
        None
    }),
];

fn dice_of_static(at: usize) -> &'static str {
    ["（点击查看全文）", "【点击下载附件】"][at]
}

/// Puts `words` before the stop of the item's first sentence.
fn before_stop(item: &mut Item, words: &str) {
    let stop = item.text.find('。').unwrap_or(item.text.len());
    item.text.insert_str(stop, words);
}

/// One more owner of a task.
fn add_owner(plan: &mut Plan, dice: &mut Dice, name: &str) {
    plan.item(dice).owners.push(name.to_string());
}

/// A department that owns nothing in the plan.
fn other_bureau(plan: &Plan, dice: &mut Dice) -> String {
    let name = dice.of(&["气象局", "信访局", "退役军人局", "医保局"]);
    format!("{}{name}", plan.tier)
}

/// A table with a cell a line, in which rows have a lead or a support or both and nothing parts the cells.
fn table(plan: &Plan, dice: &mut Dice) -> String {
    let tier = plan.tier;
    let items: Vec<&Item> = plan.sections.iter().flat_map(|section| &section.items).collect();
    let short = 1 + dice.roll(items.len() - 1);
    let mut text = format!("{}分工表\n序号\n任务\n牵头单位\n配合单位\n", plan.title);
    for (at, item) in items.iter().enumerate() {
        let task = item.text.trim_end_matches('。');
        text.push_str(&format!("{}\n{task}\n{}\n", at + 1, item.owners[0]));
        if at != short {
            text.push_str(&format!("{tier}信访局\n"));
        }
    }
    text
}
