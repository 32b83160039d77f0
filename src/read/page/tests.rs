use super::*;

/// A page of lines of ten-point characters: words, x, and the baseline counted in lines.
fn page(number: usize, lines: &[(&str, f32, f32)]) -> Page {
    let mut glyphs = Vec::new();
    for (words, x, row) in lines {
        for (at, letter) in words.chars().enumerate() {
            let x = x + at as f32 * 10.0;
            glyphs.push(Glyph {
                letter,
                x,
                y: 100.0 + row * 18.0,
                width: 10.0,
                size: 10.0,
            });
        }
    }
    Page {
        number,
        width: 400.0,
        height: 600.0,
        glyphs,
        rules: Vec::new(),
    }
}

fn text(pages: Vec<Page>) -> String {
    let mut builder = Builder::default();
    let limits = crate::read::Limits::default();
    assemble(pages, Room::new("甲", &limits), &mut builder).unwrap();
    builder.finish().text
}

#[test]
fn lines_go_on_where_they_fill_the_page_and_end_where_the_next_is_indented() {
    let first = page(
        1,
        &[
            ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", 120.0, 0.0),
            ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 100.0, 1.0),
            ("子丑。", 100.0, 2.0),
            ("（一）寅卯辰巳午未申酉戌亥子丑寅卯。", 120.0, 3.0),
            ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", 120.0, 4.0),
        ],
    );
    let second = page(2, &[("甲乙丙丁戊己庚辛壬癸。", 100.0, 0.0), ("完", 120.0, 1.0)]);
    let expected = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥子丑。\n\
                    （一）寅卯辰巳午未申酉戌亥子丑寅卯。\n\
                    甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉甲乙丙丁戊己庚辛壬癸。\n完\n";
    assert_eq!(text(vec![first, second]), expected);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut lines = vec![("青山区二〇三一年健康促进重点工作任务分工和时限", 60.0, -1.0)];
    let (left, right) = ("甲乙丙丁戊己庚辛壬癸子丑", "子丑寅卯辰巳午未申酉戌亥");
    for row in 0..6 {
        lines.push((left, 60.0, row as f32));
        lines.push((right, 220.0, row as f32));
    }
    let words = text(vec![page(1, &lines)]);
    assert_eq!(
        words.lines().nth(1),
        Some(format!("{}{}", left.repeat(6), right.repeat(6)).as_str())
    );
}

#[test]
fn merged_cells_of_a_ruled_table_are_known() {
    let mut page = page(
        1,
        &[
            ("序号", 105.0, 0.0),
            ("任务", 155.0, 0.0),
            ("1", 105.0, 1.0),
            ("甲", 155.0, 1.0),
            ("乙", 155.0, 2.0),
        ],
    );
    let rule = |x0: f32, y0: f32, x1: f32, y1: f32| Rule { x0, y0, x1, y1 };
    page.rules = vec![
        rule(100.0, 88.0, 200.0, 88.0),
        rule(100.0, 106.0, 200.0, 106.0),
        rule(150.0, 124.0, 200.0, 124.0),
        rule(100.0, 142.0, 200.0, 142.0),
        rule(100.0, 88.0, 100.0, 142.0),
        rule(150.0, 88.0, 150.0, 142.0),
        rule(200.0, 88.0, 200.0, 142.0),
    ];
    let (tables, rest) = tables::of(&page.rules, page.glyphs, 1);
    assert!(rest.is_empty());
    let rows = &tables[0].rows;
    assert_eq!(
        rows.iter().map(|row| row.row.cells.join("|")).collect::<Vec<_>>(),
        ["序号|任务", "1|甲", "|乙"]
    );
    assert_eq!(rows.iter().map(|row| row.row.spanned).collect::<Vec<_>>(), [0, 0, 1]);
}
