//! Years, and parts of them.

use super::cursor::{Cursor, is_numeral, numeral};
use super::{Form, Read};
use crate::deadline::value::{Part, Period, Point, Value, Year};
use crate::source::CharSet;

/// A point of time, or two where one word has both: 4—6月, 一、二季度.
#[derive(Debug, Clone, Copy)]
pub(super) struct Points {
    pub from: Option<Point>,
    pub to: Point,
    /// Whether 底 or 末 closes it.
    pub ends: bool,
}

/// What closes a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Nothing,
    /// 内, 底.
    Inside,
    End,
    /// 前, 底前.
    Before,
}

/// Parts of a year as read: the first where there are two, the last, whether 底 closes it.
type Parts = (Option<Part>, Part, bool);

const WORD_YEARS: &[(&str, Year)] = &[
    ("今年度", Year::This),
    ("今年", Year::This),
    ("本年度", Year::This),
    ("本年", Year::This),
    ("当年度", Year::This),
    ("当年", Year::This),
    ("明年", Year::Next),
    ("次年", Year::Following),
    ("翌年", Year::Following),
    ("来年", Year::Next),
];

/// What stands behind 底, 末 and the like and makes them part of another word: 底数, 末端, 终端.
const NO_ENDS: &str = "数线册座蕴部盘图色账稿子商端梢位身止结极审";
/// The same behind 前: 前期, 前后 whatever stands before it; 前三名, 前列, 前提 only where neither a day nor 底 does
/// (5月20日前移交, 6月底前提交).
const NO_BEFORE: &str = "期后夕";
const NO_BEFORE_BARE: &str = "期后夕三十百景沿列置提述端来往言任身移进瞻方茅";
/// Words that begin so and are what is to be done.
const DEEDS_BEHIND: &[&str] = &[
    "提交",
    "提供",
    "提出",
    "提请",
    "提升",
    "提高",
    "提级",
    "移交",
    "移送",
    "移民",
    "移植",
    "进行",
    "进入",
    "进场",
    "进驻",
    "列入",
    "列出",
    "置换",
    "任命",
    "述职",
    "三分之",
];
/// And behind 内.
const NO_INSIDE: &str = "部容涝控外设河地陆需蒙环江生业科镜";
/// And behind 起: 起草, 起步.
const NO_STARTS: &str = "草步点诉降重伏义动立底源到价始";

impl Cursor<'_> {
    /// A year with or without a part, or a part alone.
    pub(super) fn point(&mut self) -> Option<Points> {
        let before = *self;
        if let Some(point) = self.numeric() {
            return Some(Points {
                from: None,
                to: point,
                ends: false,
            });
        }
        let year = self.year();
        if let Some((from, to, ends)) = self.part(year.is_some()) {
            let year = year.unwrap_or(Year::Unsaid);
            return Some(Points {
                from: from.map(|part| Point { year, part }),
                to: Point { year, part: to },
                ends,
            });
        }
        let Some(year) = year else {
            *self = before;
            return None;
        };
        let to = Point { year, part: Part::Year };
        Some(Points {
            from: None,
            to,
            ends: false,
        })
    }

    /// The other end of a period, behind a dash or 起至.
    pub(super) fn second(&mut self) -> Option<Points> {
        let before = *self;
        let _ = self.eat("起") || self.eat("开始");
        if self.dash()
            && let Some(second) = self.point()
        {
            return Some(second);
        }
        *self = before;
        None
    }

    /// 起, 开始.
    pub(super) fn starts(&mut self) -> bool {
        self.eat_word(&["开始", "起始", "起"], NO_STARTS).is_some()
    }

    /// 底, 末, 前, 内 behind a period.
    pub(super) fn until(&mut self, mut ended: bool, day: bool) -> Until {
        ended = ended || self.eat_word(&["底", "末", "终"], NO_ENDS).is_some();
        if self.before(ended || day) {
            return Until::Before;
        }
        if self.eat_word(&["之内", "以内", "内", "期间"], NO_INSIDE).is_some() {
            return if ended { Until::End } else { Until::Inside };
        }
        // 至6月底止
        let _ = self.eat("为止") || self.eat("止");
        if ended { Until::End } else { Until::Nothing }
    }

    /// 前 and the like; `closed` where a day or 底 stands before it.
    fn before(&mut self, closed: bool) -> bool {
        let start = *self;
        if self.eat_word(&["之前", "以前"], NO_BEFORE).is_some() {
            return true;
        }
        if !self.eat("前") {
            return false;
        }
        let deed = DEEDS_BEHIND.iter().any(|deed| self.rest().starts_with(deed));
        let others = if closed { NO_BEFORE } else { NO_BEFORE_BARE };
        let other = !deed && self.rest().starts_with(|c| others.contains(c));
        if other {
            *self = start;
        }
        !other
    }

    /// 2031年, 2031年度, 今年; 2031 where another year follows a dash.
    fn year(&mut self) -> Option<Year> {
        static FIRST: CharSet = CharSet::of("今本当明次翌来");
        if self.peek().is_some_and(|c| FIRST.contains(c)) {
            for (word, year) in WORD_YEARS {
                if self.eat(word) {
                    return Some(*year);
                }
            }
        }
        let before = *self;
        let (value, figures) = self.number()?;
        if figures == 4 && (1949..=2100).contains(&value) {
            if self.eat("年") {
                self.eat("度");
                return Some(Year::Stated(value));
            }
            // A cell of times that holds nothing but 2031.
            if self.loose && before.text[..before.at].trim().is_empty() && self.rest().trim().is_empty() {
                return Some(Year::Stated(value));
            }
            // 2026-2028年, 2026年—2028年底前
            let mut ahead = *self;
            if ahead.dash() && ahead.number().is_some_and(|(_, figures)| figures == 4) && ahead.eat("年") {
                return Some(Year::Stated(value));
            }
        }
        *self = before;
        None
    }

    /// 2031.9.30, 2031-09-30, 2031/9/30; 2031.6 only in a cell of times or before 前 and 底.
    fn numeric(&mut self) -> Option<Point> {
        let before = *self;
        let found = self.figures();
        if found.is_none() {
            *self = before;
        }
        found
    }

    fn figures(&mut self) -> Option<Point> {
        const MARKS: &str = "./-．／";
        let (year, figures) = self.number()?;
        let mark = self.rest().chars().next().filter(|c| MARKS.contains(*c))?;
        self.eat_char(MARKS);
        if figures != 4 || !(1949..=2100).contains(&year) || !self.rest().starts_with(is_numeral) {
            return None;
        }
        let (month, figures) = self.number()?;
        if figures > 2 {
            return None;
        }
        let year = Year::Stated(year);
        let mut ahead = *self;
        if ahead.rest().starts_with(mark) && ahead.eat_char(MARKS).is_some() && ahead.rest().starts_with(is_numeral) {
            let (day, figures) = ahead.number()?;
            *self = ahead;
            self.eat("日");
            let part = Part::Day(month, day);
            return (figures <= 2).then_some(Point { year, part });
        }
        let named = self.eat("月");
        let ends = self.sees("前") || self.sees("底") || self.sees("之前") || self.sees("以前");
        let alone = self.loose
            && !self
                .rest()
                .starts_with(|c: char| is_numeral(c) || "万亿%个元".contains(c));
        let part = Part::Months(month, month);
        (named || ends || alone).then_some(Point { year, part })
    }

    /// A part of a year; `dated` where a year stands before it.
    fn part(&mut self, dated: bool) -> Option<Parts> {
        let before = *self;
        if let Some(part) = self.named_part(dated).or_else(|| self.quarter()) {
            return Some(part);
        }
        *self = before;
        let months = self.months(dated);
        if months.is_none() {
            *self = before;
        }
        months
    }

    /// 年底, 上半年, 前三季度.
    fn named_part(&mut self, dated: bool) -> Option<Parts> {
        let first = self.peek()?;
        for half in [("上半年", 1), ("下半年", 7)] {
            if matches!(first, '上' | '下') && self.eat(half.0) {
                return Some((None, Part::Months(half.1, half.1 + 5), false));
            }
        }
        if matches!(first, '年' | '底' | '末' | '终' | '内' | '初') {
            return self.end_of_year(dated);
        }
        if dated && first == '前' {
            self.eat("前");
            let (count, _) = self.number()?;
            let months = if self.eat("季度") {
                count * 3
            } else {
                (self.eat("个") && self.eat("月")).then_some(count)?
            };
            return (1..=12)
                .contains(&months)
                .then_some((None, Part::Months(1, months), false));
        }
        if matches!(first, '月' | '本' | '当') && !dated {
            let this = self.eat("本");
            let _ = this || self.eat("当");
            self.eat("月").then_some(())?;
            self.eat("月");
            self.eat_word(&["底", "末"], NO_ENDS)?;
            return Some((None, if this { Part::ThisMonth } else { Part::Vague }, true));
        }
        None
    }

    /// 年底, 年末, 年内, 年初; 底 and the like alone only behind a year.
    fn end_of_year(&mut self, dated: bool) -> Option<Parts> {
        let whole = self.eat("年度") || self.eat("年");
        if !whole && !dated {
            return None;
        }
        if self.eat_word(&["底", "末", "终"], NO_ENDS).is_some() {
            return Some((None, Part::Year, true));
        }
        if whole && self.sees("内") || !whole && self.sees("内") {
            return Some((None, Part::Year, false));
        }
        self.eat_word(&["初", "中"], "期小学级考型央医国药间")
            .map(|_| (None, Part::Vague, false))
    }

    /// 第三季度, 一、二季度, 1-3季度, 三四季度.
    fn quarter(&mut self) -> Option<Parts> {
        self.eat("第");
        let first = self.quarter_number()?;
        let before = *self;
        let joined = self.dash() || self.eat("、") || self.eat("和");
        self.eat("第");
        let second = self.quarter_number();
        if joined && second.is_none() {
            *self = before;
        }
        let word = self.eat("季度") || self.loose && self.eat("季");
        let last = second.unwrap_or(first);
        (word && first <= last).then(|| {
            let from = second.map(|_| Part::Months(first * 3 - 2, first * 3));
            (from, Part::Months(last * 3 - 2, last * 3), false)
        })
    }

    fn quarter_number(&mut self) -> Option<i32> {
        let c = self.eat_char("一二三四1234")?;
        numeral(c).or(c.to_digit(10).map(|value| value as i32))
    }

    /// 6月, 4—6月, 3、4月, 3月—5月 by the caller; with what stands behind the month.
    fn months(&mut self, dated: bool) -> Option<Parts> {
        let (month, figures) = self.number()?;
        if figures > 2 {
            return None;
        }
        if self.month_word() {
            return self.in_month(month);
        }
        let number = *self;
        let listed = self.eat("、");
        if (listed || self.dash())
            && let Some((last, _)) = self.number()
            && self.month_word()
        {
            let (_, to, ends) = self.in_month(last)?;
            let from = (!listed).then_some(Part::Months(month, month));
            return Some((from, to, ends));
        }
        // 2016年6底前: the 月 is missing.
        *self = number;
        let lost = (dated || self.loose) && self.eat_word(&["底"], NO_ENDS).is_some();
        lost.then_some((None, Part::Months(month, month), true))
    }

    /// 月 or 月份, not that of 个月 or 月季.
    fn month_word(&mut self) -> bool {
        self.eat_word(&["月份", "月"], "饼季薪台租供光球嫂亮").is_some()
    }

    /// What stands behind 6月: 底, 上旬, 15日, 10—20日.
    fn in_month(&mut self, month: i32) -> Option<Parts> {
        let whole = Part::Months(month, month);
        if self.eat_word(&["底", "末"], NO_ENDS).is_some() {
            return Some((None, whole, true));
        }
        for (third, words) in [(1, ["上旬", "初"]), (2, ["中旬", "中旬"]), (3, ["下旬", "下旬"])] {
            if words.iter().any(|word| self.eat(word)) {
                return Some((None, Part::Third(month, third), false));
            }
        }
        let before = *self;
        let Some((day, _)) = self.number().filter(|(_, figures)| *figures <= 2) else {
            *self = before;
            return Some((None, whole, false));
        };
        let first = Part::Day(month, day);
        let named = self.eat("日") || self.eat("号");
        let number = *self;
        if self.dash()
            && let Some((last, _)) = self.number()
            && (self.eat("日") || self.eat("号"))
        {
            return Some((Some(first), Part::Day(month, last), false));
        }
        *self = number;
        // 2008年4月10前: the 日 is missing.
        if named || self.sees("前") {
            return Some((None, first, false));
        }
        *self = before;
        Some((None, whole, false))
    }
}

/// The years of 十二五 … are five each; the first ended with this year (2011-2015).
const FIRST_FIVE_YEARS_END: i32 = 2015;

/// “十五五”期间, “十五五”末, 十四五规划期末.
pub(super) fn five_years(mut cursor: Cursor<'_>) -> Option<Read> {
    let _ = cursor.eat("“") || cursor.eat("\"");
    cursor.eat("十").then_some(())?;
    let which = numeral(cursor.eat_char("二三四五六七")?)?;
    cursor.eat("五").then_some(())?;
    let _ = cursor.eat("”") || cursor.eat("\"");
    cursor.eat("规划");
    let ends = cursor.eat_word(&["期末", "末"], NO_ENDS).is_some();
    if !ends {
        cursor.eat_word(&["期间", "时期", "期内"], "")?;
    }
    let before = cursor.before(ends);
    let last = FIRST_FIVE_YEARS_END + 5 * (which - 2);
    let year = |year| Point {
        year: Year::Stated(year),
        part: Part::Year,
    };
    let period = Period {
        from: Some(year(last - 4)),
        to: year(last),
        by: ends,
        before,
    };
    Some(cursor.read(Form::Date, Value::Period(period)))
}
