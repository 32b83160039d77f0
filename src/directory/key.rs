//! Folding for comparison: width, traditional characters, white space. Always on copies; the text itself
//! is never changed, and every folded character knows where it came from.

use std::borrow::Cow;
use std::ops::Range;

/// Traditional characters (and other old forms) of names and of the words plans use, each followed by
/// its simplified form.
const TRADITIONAL: &str = "與与專专業业東东兩两個个為为爲为麗丽義义鄉乡鄕乡書书爭争產产産产價价眾众衆众優优會会傳传偽伪\
體体餘余僑侨儲储黨党關关興兴養养內内農农準准減减劃划創创製制務务動动勞劳區区醫医華华協协單单賣卖衛卫廠厂廳厅縣县\
參参雙双發发變变臺台號号員员團团園园國国圖图場场堅坚墾垦處处備备頭头婦妇學学寧宁實实審审宮宫對对導导屬属島岛師师\
幹干廣广慶庆庫库應应開开強强歸归徵征態态總总戰战執执掃扫撫抚護护報报據据擁拥擊击揮挥檢检機机權权條条來来構构標标\
檔档橋桥殘残滅灭氣气匯汇滙汇彙汇滬沪濟济測测漁渔灣湾熱热煙烟爐炉點点營营狀状獄狱獻献環环電电畫画療疗監监盜盗礦矿\
確确礎础種种積积稅税穩稳築筑節节範范類类糧粮係系繫系糾纠紅红級级紀纪線线綫线組组織织經经絡络統统績绩綜综綠绿網网\
編编緝缉罰罚職职聯联藝艺蘇苏蘭兰藥药藍蓝薦荐蟲虫補补裝装複复復复見见規规視视覽览計计認认議议訊讯記记講讲設设訪访\
證证評评識识試试語语調调諮咨詢询該该負负責责財财質质販贩購购資资貿贸費费貧贫賽赛踐践車车軌轨轉转輸输輔辅軍军辦办\
邊边遼辽遷迁運运進进過过選选遺遗還还郵邮鄰邻銀银銷销鐵铁錄录録录鎮镇長长門门間间聞闻隊队陽阳陰阴際际陸陆險险雜杂\
離离難难雲云靜静項项預预領领頒颁顧顾風风飛飞飲饮館馆駐驻驗验髮发鬥斗魚鱼鳥鸟鹽盐麥麦黃黄齡龄龍龙牽牵災灾榮荣蓮莲\
濱滨瀋沈鄭郑貴贵贛赣閩闽粵粤瓊琼齊齐魯鲁馬马嶺岭溫温峯峰羣群裏里裡里後后啓启啟启戶户說说説说戲戏樂乐幣币債债勵励\
獎奖寶宝萬万億亿層层廢废棄弃壓压禦御擬拟紛纷訴诉訟讼輿舆論论諧谐誠诚獨独澇涝澤泽淨净凈净潔洁塵尘脫脱術术維维繼继\
續续傷伤樓楼棲栖劉刘陳陈楊杨趙赵吳吴孫孙於于幾几從从時时當当無无並并併并漢汉贊赞題题佈布細细則则綱纲圍围適适釋释詞词現现達达\
稱称簡简頁页閉闭別别閱阅讀读瀏浏遠远連连輯辑轄辖鑒鉴鑑鉴鏈链隨随隱隐願愿額额顯显償偿儘尽冊册勝胜勢势嚴严塊块將将屆届崗岗帶带\
張张徹彻憲宪憑凭懷怀採采損损擇择擔担擴扩攜携敘叙數数斷断晉晋暢畅曆历歷历極极樹树樣样橫横歲岁決决況况沒没滿满漸渐潤润獲获異异\
畝亩盡尽盤盘碼码磚砖禮礼稈秆競竞筆笔籌筹約约純纯終终結结給给絕绝緊紧緒绪締缔緩缓縮缩繪绘纖纤聲声聽听肅肃臨临舉举舊旧莊庄葉叶\
蓋盖衝冲覺觉親亲觀观觸触訂订訓训託托許许診诊詳详誌志誤误請请諾诺謀谋謹谨讓让豐丰貢贡貨货貫贯貯贮買买貼贴賬账趕赶跡迹躍跃較较\
載载輛辆輪轮辭辞這这遞递遲迟鋼钢鋪铺鎖锁闢辟闊阔陣阵雞鸡霧雾響响頂顶順顺須须頻频飯饭飼饲飾饰驅驱驟骤鮮鲜麼么";

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

static SIMPLIFIED: [u16; (LAST - FIRST + 1) as usize] = simplified();

const fn simplified() -> [u16; (LAST - FIRST + 1) as usize] {
    let mut table = [0; (LAST - FIRST + 1) as usize];
    let (bytes, mut at) = (TRADITIONAL.as_bytes(), 0);
    // All characters of the table have three bytes.
    while at + 6 <= bytes.len() {
        let from = code(bytes, at) as u32;
        if from >= FIRST && from <= LAST {
            table[(from - FIRST) as usize] = code(bytes, at + 3);
        }
        at += 6;
    }
    table
}

/// The code of the character of three bytes at `at`.
const fn code(bytes: &[u8], at: usize) -> u16 {
    let (first, second, third) = (bytes[at] as u16, bytes[at + 1] as u16, bytes[at + 2] as u16);
    (first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f
}

/// One character as compared: half width, simplified, one form of each bracket and separator.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{4E00}'..='\u{9FFF}' => {
            let simple = SIMPLIFIED[(c as u32 - FIRST) as usize];
            if simple == 0 {
                return c;
            }
            char::from_u32(u32::from(simple)).unwrap_or(c)
        }
        '\u{21}'..='\u{7E}' => match c {
            '[' => '(',
            ']' => ')',
            _ => c,
        },
        '\u{FF3B}' | '〔' | '【' | '﹙' | '﹝' | '〖' | '〈' => '(',
        '\u{FF3D}' | '〕' | '】' | '﹚' | '﹞' | '〗' | '〉' => ')',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '﹑' | '､' => '、',
        '﹐' | '︐' => ',',
        '﹔' | '︔' => ';',
        '｡' => '。',
        _ => c,
    }
}

/// A Chinese character made simple where that takes as many bytes, so that places in a copy are places in the text.
pub fn simple_char(c: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    let folded = fold_char(c);
    if folded.len_utf8() == c.len_utf8() { folded } else { c }
}

/// A character that stands for nothing in a name: white space of any kind, marks without width.
fn is_blank(c: char) -> bool {
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return false;
    }
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{AD}')
}

/// A name folded for look-up, copied only where that changes anything.
pub(super) fn folded(name: &str) -> Cow<'_, str> {
    match name.chars().any(|c| is_blank(c) || fold_char(c) != c) {
        true => Cow::Owned(fold(name)),
        false => Cow::Borrowed(name),
    }
}

/// A name folded for look-up.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| !is_blank(*c)).map(fold_char).collect()
}

#[derive(Debug, Clone, Copy)]
struct FoldedChar {
    value: char,
    /// Byte offset in the folded text.
    at: usize,
    /// Byte range in the source.
    start: usize,
    end: usize,
    /// Whether white space stands before it.
    gap: bool,
}

/// A folded copy of a text, without white space, that can point back. Ranges count characters of the copy.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    chars: Vec<FoldedChar>,
    /// Pairs of brackets by their first character.
    brackets: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds `source`.
    pub(super) fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut chars = Vec::with_capacity(source.len() / 3 + 1);
        let (mut open, mut brackets) = (Vec::new(), Vec::new());
        let mut gap = false;
        for (start, c) in source.char_indices() {
            if is_blank(c) {
                gap = !chars.is_empty();
                continue;
            }
            let value = fold_char(c);
            match value {
                '(' => open.push(chars.len()),
                ')' => brackets.extend(open.pop().map(|first: usize| (first, chars.len()))),
                _ => {}
            }
            chars.push(FoldedChar {
                value,
                at: text.len(),
                start,
                end: start + c.len_utf8(),
                gap,
            });
            text.push(value);
            gap = false;
        }
        brackets.sort_unstable();
        Folded { text, chars, brackets }
    }

    /// Number of characters.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Character number `index`, NUL past the end.
    pub(super) fn value(&self, index: usize) -> char {
        self.chars.get(index).map_or('\0', |c| c.value)
    }

    /// Whether white space stands before character number `index`.
    pub(super) fn gap(&self, index: usize) -> bool {
        self.chars.get(index).is_some_and(|c| c.gap)
    }

    /// Where the bracket that opens at character number `index` closes, if before `end`.
    pub(super) fn closing(&self, index: usize, end: usize) -> Option<usize> {
        let found = self.brackets.binary_search_by_key(&index, |(first, _)| *first).ok()?;
        self.brackets
            .get(found)
            .map(|(_, last)| *last)
            .filter(|last| *last < end)
    }

    /// The folded characters of `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        let offset = |index: usize| self.chars.get(index).map_or(self.text.len(), |c| c.at);
        &self.text[offset(range.start)..offset(range.end)]
    }

    /// The byte range in the source, from the first to the last character of `range`.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        match (self.chars.get(range.start), self.chars.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Whether `word` begins at character number `index` and ends before `end`.
    pub(super) fn has(&self, index: usize, end: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(passed, c)| index + passed < end && self.value(index + passed) == c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_brackets_and_traditional_characters_fold() {
        assert_eq!(fold("各縣〔市、區〕人民政府"), "各县(市、区)人民政府");
        assert_eq!(fold("１２３４５热线\n办"), "12345热线办");
    }

    #[test]
    fn the_table_holds_whole_pairs_and_never_a_chain() {
        let all: Vec<char> = TRADITIONAL.chars().collect();
        assert_eq!(all.len() % 2, 0);
        for pair in all.chunks(2) {
            assert_ne!(pair[0], pair[1]);
            assert_eq!(fold_char(pair[0]), pair[1], "{pair:?}");
            assert_eq!(fold_char(pair[1]), pair[1], "{pair:?} folds twice");
        }
    }

    #[test]
    fn a_folded_range_points_back_across_a_line_end() {
        let folded = Folded::new("、教育\n  部 ");
        assert_eq!(folded.slice(1..4), "教育部");
        assert_eq!(folded.source(1..4), 3..15);
        assert!(folded.gap(3) && !folded.gap(2));
    }
}
