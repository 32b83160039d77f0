//! Words for persons where units stand: posts (常务副市长牵头，市教育局负责) and names. A leader is a person, never a department.

/// Ends of posts: 常务副区长, 区委政法委书记, 县政府党组成员.
const POSTS: &[&str] = &[
    "省长",
    "市长",
    "州长",
    "盟长",
    "区长",
    "县长",
    "旗长",
    "镇长",
    "乡长",
    "局长",
    "部长",
    "厅长",
    "处长",
    "科长",
    "所长",
    "站长",
    "校长",
    "院长",
    "书记",
    "主任",
    "主席",
    "秘书长",
    "常委",
    "委员",
    "党组成员",
    "党委委员",
    "调研员",
    "政委",
    "总师",
    "工程师",
    "指导员",
    "组长",
    "专员",
];

/// What a post may begin with.
const AREAS: &[&str] = &[
    "省",
    "市",
    "州",
    "盟",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "街道",
    "分管",
    "常务",
    "党",
    "联系",
    "主要",
    "人大",
    "政协",
    "政府",
    "纪委",
    "园区",
    "管委会",
];

/// The commonest family names.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Family names that names of places and of units begin with as well: 高新投, 金融城, 石化厂.
const DOUBTFUL: &str = "高金石白方江万田史龙陆马武任夏钟汤林荣鲁柳岳舒苗凌费";

/// Last characters of places (张家口, 秦皇岛) and bodies, not of names.
const NO_NAMES: &str = "省市区县州旗盟镇乡村口港岛庄集屯寨堡湾岭坝厂局办委部站所院馆处科室社会队组公司网城投";

/// Second characters of places of two (徐州, 许昌, 苏州) that begin like a family name.
const PLACES: &str = "州阳阴山江海河湖口港岛城安宁东西南北中昌平川源水泉陵丘原林田谷定化庆德兴远台里都省县市区镇乡村门关津浦塘岭坡桥集庄\
园掖忠吴龙邑氏汇沟甸凌梁皋埠冈岗潭渡寨康福乐和义局办委部";

/// A post with a leader's surname before it is no longer, in characters: 王副市长, 市政府副秘书长.
const LONGEST: usize = 8;

/// Whether a name in a list is a leader's post and no name of a unit.
pub fn is_post(name: &str) -> bool {
    name.chars().count() <= LONGEST && POSTS.iter().any(|post| name.ends_with(post))
}

/// Whether words by themselves, which may as well be a task, are a post, with the area it is for or not.
pub fn is_post_by_itself(part: &str) -> bool {
    let part = part.split(['（', '(']).next().unwrap_or_default();
    let chars = part.chars().count();
    // 选派第一书记 ends like a post and is a task.
    let of = |area: &str| {
        let surname = area.chars().count() == 1 && begins_with_surname(area);
        area.is_empty() || surname || area.ends_with('副') || AREAS.iter().any(|begin| area.starts_with(begin))
    };
    (2..=12).contains(&chars) && is_han(part) && POSTS.iter().any(|post| part.strip_suffix(post).is_some_and(of))
}

/// 副县长陈志远, 陈志远副县长
pub fn is_named_post(part: &str) -> bool {
    let names = |rest: &str| (2..=3).contains(&rest.chars().count()) && begins_with_surname(rest);
    let named = |post: &&str| part.find(*post).is_some_and(|at| names(&part[at + post.len()..]));
    part.chars().count() <= 12 && is_han(part) && POSTS.iter().any(named)
}

/// Whether words begin with one of the commonest family names.
pub fn begins_with_surname(words: &str) -> bool {
    words.starts_with(|c| SURNAMES.contains(c))
}

/// Whether words can be nothing but a person's name, wherever they stand: 赵文斌, 李某某, 张××.
pub fn is_surely_name(words: &str) -> bool {
    let hidden = words.chars().skip(1).all(|c| matches!(c, '某' | '×' | 'X' | '*'));
    let chars = words.chars().count();
    if (2..=3).contains(&chars) && hidden {
        return begins_with_surname(words);
    }
    let ends_with_one_of = |list: &str| words.ends_with(|c| list.contains(c));
    let place = match chars {
        2 => ends_with_one_of(PLACES) || ends_with_one_of(NO_NAMES),
        3 => ends_with_one_of(NO_NAMES),
        _ => return false,
    };
    !place && is_han(words) && begins_with_surname(words) && !words.starts_with(|c| DOUBTFUL.contains(c))
}

/// Whether words are nothing but characters that names are written in.
pub fn is_han(words: &str) -> bool {
    !words.is_empty()
        && words
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_told_from_offices() {
        assert!(is_post("王副市长") && is_post("常务副市长") && is_post("区委副书记"));
        assert!(!is_post("市长热线办公室") && !is_post("市委书记办公室") && !is_post("市教育局"));
    }

    #[test]
    fn names_are_told_from_places_and_bodies() {
        assert!(
            is_surely_name("赵文斌") && is_surely_name("李某某") && is_surely_name("王某") && is_surely_name("李明")
        );
        assert!(!is_surely_name("张家口") && !is_surely_name("徐州") && !is_surely_name("高新投"));
        assert!(!is_surely_name("余站"));
    }
}
