//! Where front matter that lost its line ends is to be parted again. All take a line as written and give places in it.

use super::page::fold;
use super::{date, number, shapes};
use crate::outline::title;

/// Where 主送机关 end on a line that goes on with the text (各区人民政府，市政府各部门：为贯彻……), as a length in bytes.
pub(in crate::outline) fn addressees_before_text(line: &str) -> Option<usize> {
    let colon = line.char_indices().take(250).find(|(_, c)| matches!(c, '：' | ':'))?;
    let end = colon.0 + colon.1.len_utf8();
    let text = line[end..].trim_start();
    let list = fold(&line[..end]);
    // A list of several bodies, and a good deal of text behind it: anything else is no more than a label.
    (text.len() > 60 && list.contains(',') && shapes::addressee(&list).is_some() && !shapes::is_owner_label(&list))
        .then_some(end)
}

/// Where 发文字号 ends that is glued before 主送机关 (某政办发〔2020〕1号各县区人民政府，……：), as a length in bytes.
pub(in crate::outline) fn number_before_addressees(line: &str) -> Option<usize> {
    let head = |chars: usize| fold(&line[..line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at)]);
    let folded = head(60);
    let (number, behind) = number::before_title(&folded)?;
    let behind = folded[..behind].chars().count();
    let list: String = head(300).chars().skip(behind).collect();
    let colon = list.find(':')? + 1;
    shapes::addressee(&list[..colon])?;
    let chars = folded[..number.end].chars().count();
    line.char_indices().nth(chars).map(|(at, _)| at)
}

/// Where the title of a notice ends that 主送机关 are glued to (……的通知各乡（镇）人民政府：), as a length in bytes.
pub(in crate::outline) fn title_before_addressees(line: &str) -> Option<usize> {
    let head = &line[..line.char_indices().nth(300).map_or(line.len(), |(at, _)| at)];
    if !head.contains("通知") && !head.contains("的意见") {
        return None;
    }
    let folded = fold(head);
    let end = ["的通知", "的意见"]
        .iter()
        .filter_map(|word| Some(folded.find(word)? + word.len()))
        .min()?;
    let rest = &folded[end..];
    let colon = rest.find(':')? + 1;
    let (title, list) = (folded[..end].trim(), rest[..colon].trim_start());
    let list = list.starts_with(['各', '市', '县', '区', '镇', '省', '全']) && shapes::addressee(list).is_some();
    let chars = folded[..end].chars().count();
    (list && title::shape(title) != title::TitleShape::No)
        .then(|| line.char_indices().nth(chars).map(|(at, _)| at))
        .flatten()
}

/// Where a signature glued behind the last sentence begins, and each part of it: the body, the date, （此件公开发布）,
/// 附件 with the title of the annex behind it; nothing where the line ends in any other way.
pub(in crate::outline) fn signature_behind_text(line: &str) -> Vec<usize> {
    /// A signature with its notes is never longer, in characters.
    const LONGEST: usize = 160;
    let Some((from, _)) = line.char_indices().rev().take(LONGEST).last() else {
        return Vec::new();
    };
    if line.len() < 60 {
        return Vec::new();
    }
    let folded = fold(&line[from..]);
    let cuts = glued_signature(&folded);
    let place = |cut: &usize| {
        let chars = folded[..*cut].chars().count();
        line[from..].char_indices().nth(chars).map(|(at, _)| from + at)
    };
    cuts.iter().filter_map(place).collect()
}

/// Where the parts of a signature begin that is glued behind a sentence: `……认真执行。某县人民政府办公室 2020年1月23日
/// (此件公开发布)附件某某项目表`. A table's last cells may look so: the body must be one that signs, or a note follow.
fn glued_signature(line: &str) -> Vec<usize> {
    const SIGNERS: &[&str] = &["政府", "办公室", "办公厅", "委员会", "领导小组", "指挥部", "管委会"];
    let blank = |c: char| c.is_whitespace() || c == '?';
    for date in date::dates(line).into_iter().rev() {
        let Some(stop) = line[..date.start].rfind(['。', '!', ';']) else {
            continue;
        };
        let begin = stop + line[stop..].chars().next().map_or(1, char::len_utf8);
        let body = line[begin..date.start].trim_matches(blank);
        let start = begin + (line[begin..].len() - line[begin..].trim_start_matches(blank).len());
        let mut cuts = vec![start, date.start];
        let mut at = date.end;
        let rest = line[at..].trim_start();
        let note = rest.find(')').map_or("", |end| &rest[..=end]);
        let noted = shapes::is_note_in_brackets(note);
        if noted {
            cuts.push(line.len() - rest.len());
            at = line.len() - rest.len() + note.len();
        }
        let rest = line[at..].trim_start();
        let annex = shapes::annex_word(rest).filter(|name| !name.starts_with(':'));
        if let Some(name) = annex {
            let title = name.trim_start();
            let figures = title.len() - title.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let title = if figures <= 2 { &title[figures..] } else { title };
            cuts.push(line.len() - rest.len());
            if !title.trim().is_empty() {
                cuts.push(line.len() - title.trim_start().len());
            }
        } else if !rest.is_empty() {
            continue;
        }
        let signer = noted || annex.is_some() || SIGNERS.iter().any(|end| body.ends_with(end));
        if shapes::is_body(body) && signer {
            return cuts;
        }
    }
    Vec::new()
}
