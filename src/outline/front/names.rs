//! Names a document gives to others: 《…》, 关于印发…的通知. A plan below a notice bears the name the notice says, so the
//! name finds its title whatever words it ends with and however its lines are broken.

use std::ops::Range;

/// Names of the plans a notice may carry, ready to be compared.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<String>);

/// How well lines agree with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// The lines are a long end of the name, or the name one of theirs: the place is left out on one side.
    End,
    /// They are the name.
    Whole,
}

/// A shorter common end says nothing.
const LONG: usize = 9 * 3;

impl Names {
    /// Takes the names out of a folded line of the notice.
    pub fn read(&mut self, line: &str) {
        for name in quoted(line) {
            self.add(name);
        }
        if let Some(name) = handed_on(line) {
            self.add(&line[name]);
        }
    }

    /// Whether no name was read yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a name as written.
    pub fn add(&mut self, name: &str) {
        let key = key(name);
        if key.len() >= 15 && !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    /// Whether `lines`, joined and folded, are one of the names.
    pub fn agree(&self, lines: &str) -> Option<Agreement> {
        let lines = key(lines);
        let end = |long: &str, short: &str| short.len() >= LONG && long.ends_with(short);
        self.0
            .iter()
            .filter_map(|name| {
                if *name == lines {
                    Some(Agreement::Whole)
                } else {
                    (end(name, &lines) || end(&lines, name)).then_some(Agreement::End)
                }
            })
            .max()
    }
}

/// What a notice's title hands on: 关于印发…的通知.
pub(super) fn handed_on(title: &str) -> Option<Range<usize>> {
    ["印发", "下发", "转发", "发布", "公布"]
        .iter()
        .filter_map(|word| title.find(word).map(|at| at + word.len()))
        .find_map(|start| title[start..].rfind("的通知").map(|len| start..start + len))
}

/// A name without white space, quotation marks and what stands in brackets at its end.
pub(super) fn key(name: &str) -> String {
    let mut core = name.trim();
    while let Some(inner) = core.strip_suffix(')') {
        let Some(open) = inner.rfind('(') else { break };
        core = core[..open].trim_end();
    }
    core.chars()
        .filter(|c| !c.is_whitespace() && !"《》〈〉<>“”\"‘’'*·•".contains(*c))
        .collect()
}

/// What stands in 《》, outermost.
fn quoted(line: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in line.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at + c.len_utf8();
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(&line[start..at]);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_by_the_name_the_notice_gives_it() {
        let mut names = Names::default();
        names.read("现将《某区2023年〈政府工作报告〉要求做好的若干事》印发给你们");
        names.read("某市关于印发某市促进服务业恢复发展相关配套措施的通知");
        assert_eq!(
            names.agree("某区2023年《政府工作报告》要求做好的若干事"),
            Some(Agreement::Whole)
        );
        assert_eq!(
            names.agree("2023年《政府工作报告》要求做好的若干事(试行)"),
            Some(Agreement::End)
        );
        assert_eq!(
            names.agree("某市促进服务业恢复发展相关配套措施"),
            Some(Agreement::Whole)
        );
        assert_eq!(names.agree("相关配套措施"), None);
    }
}
