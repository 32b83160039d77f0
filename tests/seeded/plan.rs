//! Made-up plans without a fault: places, subjects and forms of tags vary, the same number gives the same plan.

use std::fmt::Write;

/// Numbers that look random; the same seed gives the same ones on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    /// One of `things`.
    pub fn of<'t, T: ?Sized>(&mut self, things: &[&'t T]) -> &'t T {
        things[self.roll(things.len())]
    }

    /// `count` different ones of `things`.
    pub fn some<'t>(&mut self, things: &[&'t str], count: usize) -> Vec<&'t str> {
        let mut left = things.to_vec();
        (0..count.min(left.len()))
            .map(|_| left.remove(self.roll(left.len())))
            .collect()
    }
}

/// How a plan names the owners of a task.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Bare,
    Responsible,
    ByDuty,
    LeadAndSupport,
    Label,
    LabelLine,
    Square,
}

const FORMS: [Form; 7] = [
    Form::Bare,
    Form::Responsible,
    Form::ByDuty,
    Form::LeadAndSupport,
    Form::Label,
    Form::LabelLine,
    Form::Square,
];

pub struct Item {
    pub number: usize,
    pub text: String,
    pub owners: Vec<String>,
    /// In place of the tag that follows from the owners.
    pub tag: Option<String>,
    /// Lines behind the tag.
    pub behind: String,
}

pub struct Section {
    pub title: String,
    pub items: Vec<Item>,
}

pub struct Plan {
    pub place: &'static str,
    /// 市, 区, 县: what names of units begin with.
    pub tier: &'static str,
    pub title: String,
    pub form: Form,
    mark: &'static str,
    /// Lines above the title.
    pub head: String,
    /// Lines between the title and the first heading.
    pub intro: String,
    pub sections: Vec<Section>,
    /// Lines below.
    pub tail: String,
}

const PLACES: [(&str, &str); 8] = [
    ("海滨市", "市"),
    ("青山区", "区"),
    ("云溪县", "县"),
    ("白石市", "市"),
    ("临江区", "区"),
    ("清河县", "县"),
    ("松岭市", "市"),
    ("湖东区", "区"),
];
const SUBJECTS: [&str; 8] = [
    "健康促进",
    "安全生产",
    "优化营商环境",
    "乡村建设",
    "教育发展",
    "养老服务",
    "城市更新",
    "生态环境保护",
];
const KINDS: [&str; 4] = ["工作要点", "重点工作任务", "行动计划", "实施方案"];
const HEADINGS: [&str; 10] = [
    "完善基础设施",
    "提升服务水平",
    "强化队伍建设",
    "推动产业升级",
    "保障群众生活",
    "改善城乡环境",
    "深化重点改革",
    "丰富文化活动",
    "加强安全监管",
    "扩大对外开放",
];
const VERBS: [&str; 8] = ["新建", "改造", "新增", "建成", "打造", "提升", "完成", "培育"];
const THINGS: [(&str, &str); 12] = [
    ("口袋公园", "座"),
    ("健身步道", "条"),
    ("社区食堂", "家"),
    ("老旧小区", "个"),
    ("标准化卫生室", "个"),
    ("农村公路", "公里"),
    ("公共停车位", "个"),
    ("便民服务点", "处"),
    ("示范学校", "所"),
    ("养老床位", "张"),
    ("污水处理站", "座"),
    ("文化驿站", "家"),
];
const SECOND: [&str; 8] = [
    "组织培训",
    "开展巡查",
    "举办活动",
    "开展检查",
    "组织演练",
    "发放资料",
    "开展回访",
    "编制方案",
];
pub const BUREAUS: [&str; 16] = [
    "教育局",
    "财政局",
    "民政局",
    "卫健委",
    "体育局",
    "应急局",
    "水利局",
    "交通运输局",
    "农业农村局",
    "市场监管局",
    "自然资源局",
    "生态环境局",
    "司法局",
    "审计局",
    "统计局",
    "人社局",
];

impl Plan {
    /// A plan of two or three sections with four or five tasks each.
    pub fn made(dice: &mut Dice) -> Self {
        let (place, tier) = PLACES[dice.roll(PLACES.len())];
        let title = format!("{place}2031年{}{}", dice.of(&SUBJECTS), dice.of(&KINDS));
        let form = FORMS[dice.roll(FORMS.len())];
        let count = 2 + usize::from(dice.roll(4) == 0);
        let headings = dice.some(&HEADINGS, count);
        let sections = headings.iter().map(|heading| Section {
            title: (*heading).to_string(),
            items: (0..4 + dice.roll(2)).map(|at| item(dice, tier, at + 1)).collect(),
        });
        let sections = sections.collect();
        let mark = dice.of(&["．", ".", "、"]);
        let intro = dice.of(&[
            "",
            "为做好今年工作，制定本方案。\n",
            "为贯彻落实上级部署，结合本地实际，制定如下任务。\n",
        ]);
        Plan {
            place,
            tier,
            title,
            form,
            mark,
            head: String::new(),
            intro: intro.to_string(),
            sections,
            tail: String::new(),
        }
    }

    /// A task anywhere but in the last place of a section, so that something follows.
    pub fn item(&mut self, dice: &mut Dice) -> &mut Item {
        let section = dice.roll(self.sections.len());
        let items = &mut self.sections[section].items;
        let at = dice.roll(items.len() - 1);
        &mut items[at]
    }

    /// The items of a section.
    pub fn items(&mut self, dice: &mut Dice) -> &mut Vec<Item> {
        let section = dice.roll(self.sections.len());
        &mut self.sections[section].items
    }

    /// The number of a section behind the last.
    pub fn next_number(&self) -> &'static str {
        ["一", "二", "三", "四"][self.sections.len()]
    }

    /// Every owner, once.
    pub fn owners(&self) -> Vec<String> {
        let items = self.sections.iter().flat_map(|section| &section.items);
        let mut owners: Vec<String> = items.flat_map(|item| item.owners.clone()).collect();
        owners.sort();
        owners.dedup();
        owners
    }

    /// The notice above the plan.
    pub fn notice(&mut self, addressees: &str) {
        let (place, title) = (self.place, &self.title);
        self.head = format!(
            "{place}人民政府办公室关于印发《{title}》的通知\n\n{addressees}：\n\n现将《{title}》印发给你们，请认真贯彻执行。\n\n{place}人民政府办公室\n2031年2月3日\n\n"
        );
    }

    pub fn text(&self) -> String {
        let mut text = format!("{}{}\n\n{}", self.head, self.title, self.intro);
        for (section, number) in self.sections.iter().zip(["一", "二", "三"]) {
            let _ = writeln!(text, "{number}、{}", section.title);
            for item in &section.items {
                let tag = item.tag.clone().unwrap_or_else(|| tag(self.form, &item.owners));
                let _ = writeln!(text, "{}{}{}{tag}{}", item.number, self.mark, item.text, item.behind);
            }
        }
        text + &self.tail
    }
}

fn item(dice: &mut Dice, tier: &str, number: usize) -> Item {
    let (thing, measure) = THINGS[dice.roll(THINGS.len())];
    let mut text = format!("{}{thing}{}{measure}", dice.of(&VERBS), 2 + dice.roll(90));
    if dice.roll(2) == 0 {
        let _ = write!(text, "，{}{}次", dice.of(&SECOND), 2 + dice.roll(20));
    }
    let count = 1 + dice.roll(3);
    let owners = dice
        .some(&BUREAUS, count)
        .iter()
        .map(|bureau| format!("{tier}{bureau}"))
        .collect();
    Item {
        number,
        text: text + "。",
        owners,
        tag: None,
        behind: String::new(),
    }
}

/// The tag that names `owners`.
fn tag(form: Form, owners: &[String]) -> String {
    let all = owners.join("、");
    let (first, rest) = (owners[0].as_str(), owners[1..].join("、"));
    match form {
        Form::Bare => format!("（{all}）"),
        Form::Square => format!("【{all}】"),
        Form::Responsible => format!("（{all}负责）"),
        Form::ByDuty if owners.len() > 1 => format!("（{all}按职责分工负责）"),
        Form::LeadAndSupport if owners.len() > 1 => format!("（{first}牵头，{rest}配合）"),
        Form::LeadAndSupport => format!("（{first}牵头）"),
        Form::Label => format!("（责任单位：{all}）"),
        Form::LabelLine if owners.len() > 1 => format!("\n牵头单位：{first}；配合单位：{rest}"),
        Form::LabelLine => format!("\n牵头单位：{first}"),
        Form::ByDuty => format!("（{all}负责）"),
    }
}
