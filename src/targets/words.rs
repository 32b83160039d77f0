//! Words around a number that say whether it is a target. A newcomer adds a word to its row.

use std::sync::LazyLock;

use super::lexicon::Lexicon;

/// What a verb says of a number behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// 新建, 培育: so many more there will be.
    Makes,
    /// 完成, 开展: so much is to be done.
    Does,
    /// 推进, 保持: the number is a target where the words behind it say so.
    Moves,
    /// 完善, 依托, 以: the number tells of what there is.
    Tells,
}

/// A word at the head of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A verb.
    Verb(Weight),
    /// A word before the verb: 同时, 全面.
    Lead,
    /// One that says that something there is goes on: 继续, 进一步.
    GoesOn,
    /// Which part or place is meant, before the verb or behind it: 全市, 剩余, 第二批.
    Scope,
    /// 力争, 确保.
    Hedge,
    /// What looks like a hedge or a verb and is a noun: 计划生育, 基本公共服务.
    Noun,
}

use Part::{GoesOn, Hedge, Lead, Noun, Scope, Verb};
use Weight::{Does, Makes, Moves, Tells};

/// Words at the head of a clause; the longest that fits counts.
static HEAD: LazyLock<Lexicon<Part>> = LazyLock::new(|| {
    Lexicon::new(&[
        (
            Verb(Makes),
            "补充 净增 配齐 新建成 新开工 新发展 新增设 优化调整 综合改造提升 完工 加固 提档升级 创立 新开设 新添 增补 续签 新上 \
             新入 扩大种植 新增 新建 改建 扩建 迁建 续建 改扩建 新改扩建 新（改、扩）建 新(改、扩)建 新(改)建 新（扩）建 新(扩)建 新（改）建 新改建 建设 建成 \
             建好 创建 创成 争创 培育 培养 打造 组建 成立 设立 设置 配置 配备 引进 招引 招聘 新设 增设 增加 新开 \
             创办 兴办 筹建 立项 评选 推选 遴选 选树 认定 选派 选聘 举办 承办 改造 新认定 新引进 修建 整修 加装 \
             安装 更换 更新 购置 投放 投用 布设 铺设 栽植 种植 造林 营造 升级 提质改造 扩容 整治 修复 治理 绿化 \
             拆除 拆迁 征收 新签约 签约 开工 竣工 投产 启动 申报 申建 争取 发展 孵化 形成 制定 修订 编制 出台 发布 \
             推出 打通 新辟 开通 开设 开办 新培育 新改造 新创建 评定 命名 入库 储备 谋划 实施 推广 建立 \
             完善提升改造 落地 落实资金 供应 筹集 筹措 投入 拨付 下达 补助 撬动 减免 兑现 落成 开发 招收 招录 招募 \
             发行 扩招 录用 接收 转化 交付 回迁 新增加 新落户 引育 选育 建造 兴建 复垦 开垦 盘活 腾退 疏浚 清淤 硬化 \
             拓宽 美化 亮化 提标改造 提升改造 改造提升 改造升级 优化提升",
        ),
        (
            Verb(Does),
            "整顿 综合治理 除险加固 下派 获评 夺取 划定 挽回 办好 购买 配建 租用 流转 邀请 坐诊 刊发 收获 播发 报道 加装 推荐 录制 编写 撰写 动员 发动 拍摄 排演 巡演 联系 走进 交办 回访 随访 签收 检定 完成 开展 \
             组织 实现 达到 覆盖 包括 接种 筛查 检测 监测 抽检 抽查 检查 巡查 排查 查处 培训 轮训 发放 帮扶 帮助 \
             扶持 救助 资助 奖励 表彰 安置 转移 吸纳 带动 引导 服务 惠及 受理 办理 化解 解决 审结 执结 办结 调解 \
             宣传 参加 参与 提供 拥有 达标 收集 征集 采集 评估 签订 达成 接待 派出 选送 输送 举行 召开 提升 提高 \
             增长 下降 降低 减少 压减 缩短 压缩 节约 淘汰 关停 搬迁 消除 销号 摘牌 脱贫 退出 就业 生产 收购 销售 \
             播种 出栏 存栏 捕捞 养殖 配送 走访 慰问 体检 检修 维修 演出 放映 播出 编印 印发 采购 储存 植树 出让 \
             收储 清理 清退 整改 创造 促进 推动新增 上市 挂牌 入规 升规 上规 申领 申请 获得 取得 授予 通过 优选 \
             确定 明确 选取 选择 试点 纳入 接入 开行 运营 运送 输出 吸引 集聚 聚集 招商 到位 争创成 建档 上云 入驻",
        ),
        (
            Verb(Moves),
            "推进 推动 加快推进 做好 保持 落实 抓好 支持 鼓励 指导 确立 加快 抓实 维持 巩固提升 促使 保障 力促 扩大 \
             统筹推进 全力推进 协调推进 重点推进 有序推进",
        ),
        (
            Verb(Tells),
            "完善 深化 巩固 发挥 依托 围绕 聚焦 根据 按照 对照 以 通过以 依据 结合 利用 针对 坚持 贯彻 强化 加强 \
             优化 深入推进 深入实施 健全 规范 严格 把握 充分发挥 拓展 加大 用好 学习 传达 因 由于 鉴于 随着 作为 凡 \
             对符合 如 若 将在 享受 按",
        ),
        (
            Lead,
            "其中 同时 并且 并 另外 另 还 要 将 再 均 已 累计 合计 总计 全面 大力 积极 扎实 切实 有序 稳步 着力 \
             分批 分期 集中 高标准 高质量 高水平 高效 逐步 率先 使 使得 到 至 于 一是 二是 三是 四是 五是 六是 七是 \
             八是 持续 守住 守牢 三年 两年 五年 且 统一 按时 按期 如期 基本实现",
        ),
        (GoesOn, "继续 进一步 深入 不断"),
        (
            Scope,
            "首期 首次 前期 全市 全区 全县 全省 全州 全国 全镇 全街道 全乡 全系统 本市 本区 本县 我市 我区 我县 我省 辖区 辖区内 \
             区内 市内 县内 剩余 其余 其他 全部 所有 新一轮 第一批 第二批 第三批 第四批 第五批 首批 分别 再",
        ),
        (
            Hedge,
            "力争 争取 确保 计划 力求 努力 保证 拟 原则上 基本 尽量 尽可能 初步 至少",
        ),
        (
            Noun,
            "招商引资 造林绿化 植树造林 孵化器 孵化基地 孵化空间 三年行动 五年行动 三年计划 五年规划 五年计划 三年攻坚 三年累计 两年行动 到账率 到位率 到岗率 到位资金 计划生育 计划单列 计划投资 计划免疫 计划书 基本医 基本公 基本养 基本生 基本农 基本药 基本建 基本型 \
             初步设计 拟定 拟建 努力打造 建成区 脱贫人口 脱贫户 脱贫劳动力 脱贫县 脱贫村 脱贫地区 脱贫群众 退休人员 转移就业 上市企业 上市公司 挂牌企业 签约项目 在建 开工项目 落户项目 达标企业 达标率 服务业 服务机构 服务能力 服务半径 \
             培训机构 检测机构 评估机构 养殖场 养殖户 种植户 种植大户 种植面积 生产企业 生产总值 销售额 销售收入 就业岗位 \
             就业困难 就业人员 退役军人 办理时 受理时 投入强度 投入占比 参保 发展中心 发展水平 建设用地 造林面积 \
             再生 再就业 再贷款 再制造 再利用 均衡 均等 要素 还田 还林 集中式 集中供 集中收",
        ),
    ])
});

/// The longest word of the head at the beginning of `rest`.
pub(super) fn part(rest: &str) -> Option<(&'static str, Part)> {
    HEAD.prefix(rest)
}

/// The longest verb that makes or does something at the end of `words`.
pub(super) fn deed_before(words: &str) -> Option<(&'static str, Weight)> {
    match HEAD.suffix_where(words, |part| matches!(part, Verb(Makes | Does)))? {
        (verb, Verb(weight)) => Some((verb, weight)),
        _ => None,
    }
}

/// Where the first verb that makes or does something ends in `words`.
pub(super) fn first_deed(words: &str) -> Option<usize> {
    let mut deeds = HEAD
        .all(words)
        .filter(|(_, _, part)| matches!(part, Verb(Makes | Does)))
        .map(|(at, verb, _)| at + verb.len());
    // 便民服务中心, 培训机构: the verb is part of a name.
    deeds.find(|end| !PLACES.iter().any(|place| words[*end..].starts_with(place)))
}

/// Behind a verb: it is part of the name of a place or a body.
const PLACES: &[&str] = &[
    "中心", "站", "机构", "大厅", "窗口", "平台", "部门", "单位", "基地", "体系", "设施", "人员", "场所", "点",
];

/// Where verbs that make or do something begin in `words`; those that go on as a noun (建设局, 服务中心) are none.
pub(super) fn deeds(words: &str) -> impl Iterator<Item = usize> {
    let deeds = HEAD.all(words).filter(|(_, _, part)| matches!(part, Verb(_)));
    deeds.map(|(at, ..)| at)
}

/// The hedge at the end of `words`.
pub(super) fn hedge_before(words: &str) -> &'static str {
    HEAD.suffix_where(words, |part| *part == Hedge)
        .map_or("", |(word, _)| word)
}

/// The length of the scopes (全部, 剩余) at the end of `words`.
pub(super) fn scope_before(words: &str) -> usize {
    HEAD.suffix_where(words, |part| *part == Scope)
        .map_or(0, |(word, _)| word.len())
}

/// Directly before a number or its comparator only: 为至少7万名, 有2家.
pub(super) const CLOSE: &[&str] = &["对", "为", "在", "有", "于", "至", "到", "共", "各", "向"];

/// Behind what looks like a verb: it is part of a noun (接种率, 规范化, 覆盖面).
pub(super) const NOUN_ENDS: &str = "率化度数量值面者员性型力额期费类法权品物";

/// Verbs with other verbs behind them that are part of the noun: 新增绿化造林8万亩.
pub(super) const TAKES_NOUN: &[&str] = &["新增", "新增加", "增加", "新设", "增设"];

/// In the clause before a number: what was, or what is only guessed.
pub(super) static PAST: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "目前 现有 已建成 已完成 已有 已在 已达 去年 上年度 上年末 过去 截至 截止 据统计 预估 估算 原有 历年 以来 \
         共有 不含 已经 已累计 已实现 已开展 已培育 曾 成功创 上一年度 占年度计划 占全年计划 占年计划 占年度目标 占全年目标 \
         近年来 占计划 占任务 年以来 时期以来 五以来 上年同期 先后",
    )])
});

/// In the clause before a sum of money or a share: what is granted to whom it may concern, no target of the work.
pub(super) static GRANTS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "给予 給予 最高 稅額 税额标准 对于 年薪 上限 实际发生 实际费用 实际支 同类 贴息 按实际 按照实际 单个 同一 每家 每户最 报销 罚款 处以 利率 折扣 享受 可申请 标准为 按不 减半 可按",
    )])
});

/// The same, unless money is paid out: 发放补贴500万元.
pub(super) static SUBSIDIES: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::new(&[((), "奖励 补贴 补助 资助 额度 返还 优惠")]));

/// What is paid out, so much in all.
pub(super) static PAYS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::new(&[((), "发放 兑现 拨付 下达 支付 争取 筹集 减轻 投入 安排 撬动")]));

/// Directly behind a sum of money: 100万元补贴.
pub(super) static GRANTED: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "补贴 补助 奖励 奖金 资助 扶持 贴息 支持 的补 的奖 的一次性 一次性 给予 的资金支持 的贷款 的创业担保 的“ \
         标准 的扶持 的资助 优惠 的优惠 入户",
    )])
});

/// Behind a number: it is told of as what there is.
pub(super) static GROUNDS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "基础上 为基础 为抓手 为重点 为主体 为契机 为引领 为统领 的原则 为例 为依托 正在 的要求",
    )])
});

/// Behind a number: what is counted is to reach something.
pub(super) static OUTCOMES: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "全覆盖 达标 达到 创成 建成 完成 建设 改造 纳入 接入 开展 试点 投用 投入使用 开工 竣工 投产 落户 落地 启动 \
         普查 全面完 实现 创建 升级 整治 提升 推广 通过 摘牌 销号 挂牌 立项 验收 上市 运行 入驻 签约 脱贫 退出",
    )])
});

/// Directly before a number: so many there are, 全市11个区.
pub(super) static WHOLE: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "全市 全区 全县 全省 全州 全国 全镇 全街道 全乡 全系统 全盟 全旗 全域 全校 全院 全委",
    )])
});

/// Words with the names of those with whom or by whom it is done, before the verb: 会同区教育局新建….
pub(super) const PARTNERS: &[&str] = &[
    "会同", "联合", "协同", "配合", "联手", "协调", "依托", "指导", "督促", "商", "由", "与",
];

/// The last character of a name of those: 局, 委, 各有关部门, 各县（市、区）.
pub(super) const NAME_ENDS: &str = "局委办厅部会联院校司队心处署社街镇乡村区县市旗等位门业构团体户员人者组站所）)园";

/// At the beginning of a sentence's clause: what it tells has been done.
pub(super) static TOLD: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "目前 截至 截止 近年来 过去 去年 上年 上年度 上一年 去年以来 今年以来 年初以来 近几年 多年来 一年来 几年来 \
         “十二五”以来 “十三五”以来 “十四五”以来 “十五五”以来 十二五以来 十三五以来 十四五以来 十五五以来 党的十八大以来 党的十九大以来 党的二十大以来 \
         累计已 据统计 回顾 完成情况 进展情况 落实情况 具体情况 进度情况",
    )])
});

/// At the beginning of a clause: what follows is to be done.
pub(super) static AHEAD: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "今年 年内 年底前 到年底 力争 争取 确保 计划 拟 将 下一步 下步 本年度 要 全年 继续",
    )])
});

/// Anywhere in a sentence that holds no aim: it tells of what has been reached.
pub(super) static RESULTS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "势头良好 态势良好 成效显著 成效明显 取得了 取得明显 取得显著 取得积极 取得良好 圆满完成 超额完成 荣获 被评为 \
         被授予 稳中有进 稳中向好 得到了 受到了 形势向好 涌现出 位列全省第 位居全省第 位居全市第 位列全市第 \
         位居全国第 位列全国第 占年度计划 占全年计划 占年计划 占年度目标 占全年目标 完成年度计划的 完成全年计划的 完成年度任务的 完成全年任务的 完成目标任务的 完成年度目标任务的 完成全年目标任务的 完成率达 \
         完成年度目标的 完成全年目标的",
    )])
});

/// A figure compared with another: 高于全省平均水平2个百分点.
static AGAINST: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "高于 低于 快于 慢于 优于 好于 超出 高出 超过 领先 不低于 不高于 高于或等于 达到或超过 低出",
    )])
});

/// The last of those words in `noun`: 不低于 is one, 低于 in it none.
pub(super) fn against(noun: &str) -> Option<(usize, &'static str)> {
    let mut last: Option<(usize, &str)> = None;
    for (at, word, ()) in AGAINST.all(noun) {
        if last.is_none_or(|(from, before)| at >= from + before.len()) {
            last = Some((at, word));
        }
    }
    last
}

/// What a figure is compared with over time, at the end or the beginning of a noun: 同比, 比上年, 较2030年.
pub(super) const OVER_TIME: &[&str] = &[
    "同口径",
    "同比",
    "环比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上年度",
    "较上年度",
    "比上年同期",
    "较上年同期",
    "比去年同期",
    "较去年同期",
];
