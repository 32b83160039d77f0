#!/usr/bin/env python3
"""Makes the documents beside it: one plan and one table, in every format that is written by hand here.

    tests/documents/make.py            writes them again, with the same bytes
    tests/documents/make.py --office   also those LibreOffice makes of them (not always the same bytes)

Only the standard library is needed; the parts of each format are written out, so that every quirk is meant."""

import base64
import html
import quopri
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
PLAN, TABLE = HERE / "plan", HERE / "table"

# kind, number, text: what a reader sees; None begins the table.
TITLE = "云川市2031年健康促进工作要点"
BODY = [
    ("p", "", "为做好2031年健康促进工作，制定本要点。"),
    ("h1", "一、", "普及健康知识"),
    ("h2", "（一）", "开展健康科普"),
    ("item", "1.", "举办健康讲座120场，6月底前完成60场。（市卫生健康委、市教育局）"),
    ("item", "2.", "新建健康主题公园3座。（市园林局牵头，市财政局、各区政府配合）"),
    ("h2", "（二）", "倡导合理膳食"),
    ("item", "1.", "推广“三减”宣传，覆盖全部社区食堂。（市市场监管局、市卫生健康委按职责分工负责）"),
    ("h1", "二、", "改善健康环境"),
    ("item", "1.", "改造农村厕所2000座，12月底前完成。（市农业农村局）"),
    ("item", "2.", "创建无烟单位40家，达标率不低于95%。（市爱卫办牵头，市总工会配合）"),
    ("h1", "三、", "重点项目"),
]
HEAD = ["序号", "项目名称", "牵头单位", "配合单位", "完成时限", "经费渠道"]
# A cell of None goes on from above.
ROWS = [
    ["1", "新建社区卫生服务站5个。", "市卫生健康委", "市财政局\n市自然资源局", "6月底前", "市级财政"],
    ["2", "培训家庭医生300名。", None, None, "12月底前", "市级财政"],
    ["3", "更新救护车12辆。", "市财政局", "", "9月底前", "省级补助"],
]
TABLE_TITLE = "云川市2031年民生项目责任分工表"
STAMP = (2031, 1, 1, 0, 0, 0)


def packed(path, parts, first_stored=None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == first_stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content if isinstance(content, bytes) else content.encode())


def esc(words):
    return html.escape(words, quote=False)


def bars(line_end="<br>"):
    """The table as rows between bars: a merged cell is empty."""
    rows = [HEAD] + [[cell or "" for cell in row] for row in ROWS]
    return ["| " + " | ".join(cell.replace("\n", line_end) for cell in row) + " |" for row in rows]


# ---- text and markdown

def text():
    lines = [TITLE, ""] + [number + words for _, number, words in BODY] + bars()
    return "\n".join(lines) + "\n"


def markdown():
    lines = ["# **" + TITLE + "**", ""]
    for kind, number, words in BODY:
        sign = {"h1": "## ", "h2": "### "}.get(kind, "")
        number = number.replace(".", "\\.")
        lines += [sign + number + (f"**{words}**" if kind == "h1" else words), ""]
    rows = bars()
    lines += rows[:1] + ["|" + "---|" * len(HEAD)] + rows[1:]
    return "\n".join(lines) + "\n"


# ---- html

def table_html(title=None):
    rows = "<tr>" + "".join(f"<th>{esc(cell)}</th>" for cell in HEAD) + "</tr>"
    if title:
        rows = f'<tr><td colspan="{len(HEAD)}">{title}</td></tr>' + rows
    for at, row in enumerate(ROWS):
        rows += "<tr>"
        for column, cell in enumerate(row):
            if cell is None:
                continue
            more = 1
            while at + more < len(ROWS) and ROWS[at + more][column] is None:
                more += 1
            span = f' rowspan="{more}"' if more > 1 else ""
            rows += f"<td{span}>" + "".join(f"<p>{esc(line)}</p>" for line in cell.split("\n")) + "</td>"
        rows += "</tr>\n"
    return f"<table>{rows}</table>"


def page():
    menu = "".join(f'<li><a href="/{at}">{words}</a></li>' for at, words in enumerate(["首页", "政务公开", "办事服务"]))
    text = ""
    for kind, number, words in BODY:
        # Lines of the markup end in the middle of sentences.
        words = esc(words)
        words = words[:6] + "\n   " + words[6:]
        text += f'<p style="font-family:仿宋_GB2312">&nbsp;&nbsp;{number}<span>{words}</span></p>\n'
    return (
        "<!DOCTYPE html><html><head><meta charset=\"CHARSET\"><title>某市政府</title><style>p{color:red}</style></head><body>"
        f'<ul class="nav">{menu}</ul><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/a">文件</a></div>'
        f'<div id="zoom"><h1>{TITLE}</h1>{text}{table_html()}</div><div style="display:none">隐藏的文字</div>'
        '<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>'
        '<div class="footer">主办单位：某市政府办公室　网站标识码：0000000000</div><script>var a="脚本";</script></body></html>'
    )


def list_page():
    """A page that counts: the numbers are none of its text."""
    out, level = f"<html><body><h1>{TITLE}</h1>", None
    for at, (kind, number, words) in enumerate(BODY):
        if kind == "item":
            out += ("" if BODY[at - 1][0] == "item" else "<ol>") + f"<li>{esc(words)}</li>"
            out += "</ol>" if at + 1 == len(BODY) or BODY[at + 1][0] != "item" else ""
        else:
            out += f"<p>{number}{esc(words)}<br></p>"
    return out + table_html() + "</body></html>"


def nested_page():
    """Lists inside lists, numbered by a style sheet and by themselves; numbers of the second level are typed."""
    out = '<html><head><style>.outline, ul.menu { list-style: cjk-ideographic outside } ol.plain { list-style-type: none }</style></head><body>'
    out += f'<h1>{TITLE}</h1><p>{BODY[0][2]}</p><ol class="outline">'
    open_lists = ["</ol>"]
    depth = {"h1": 1, "h2": 2, "item": 3}
    classes = {2: ' class="plain"', 3: ' type="1"'}
    levels = [1]
    for kind, number, words in BODY[1:]:
        level = depth[kind]
        while levels[-1] > level:
            levels.pop()
            out += open_lists.pop()
        if levels[-1] < level:
            levels.append(level)
            out += f"<ol{classes[level]}>"
            open_lists.append("</ol>")
        out += f"<li><p>{number if kind == 'h2' else ''}{esc(words)}</p>"
    out += "".join(reversed(open_lists))
    return out + table_html() + "</body></html>"


def archive(content):
    body = quopri.encodestring(content.encode("gb18030")).decode()
    picture = base64.b64encode(b"no picture").decode()
    return (
        "From: <saved>\nSubject: plan\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n"
        "\tboundary=\"----=_part\"\n\n------=_part\nContent-Type: text/html; charset=\"gb2312\"\n"
        f"Content-Transfer-Encoding: quoted-printable\nContent-Location: http://example.org/\n\n{body}\n\n"
        f"------=_part\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{picture}\n\n------=_part--\n"
    )


# ---- docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:w="{w}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(words, more=""):
    return f'<w:r>{more}<w:t xml:space="preserve">{esc(words)}</w:t></w:r>'


def para(words, props="", raw=False):
    props = f"<w:pPr>{props}</w:pPr>" if props else ""
    return f"<w:p>{props}{words if raw else run(words)}</w:p>"


def table_docx():
    def cell(words, merge=""):
        inside = "".join(para(line) for line in (words or "").split("\n"))
        return f'<w:tc><w:tcPr><w:tcW w:w="1000"/>{merge}</w:tcPr>{inside}</w:tc>'

    rows = "<w:tr>" + "".join(cell(words) for words in HEAD) + "</w:tr>"
    for at, row in enumerate(ROWS):
        rows += "<w:tr>"
        for column, words in enumerate(row):
            below = at + 1 < len(ROWS) and ROWS[at + 1][column] is None
            merge = "<w:vMerge/>" if words is None else '<w:vMerge w:val="restart"/>' if below else ""
            rows += cell(words, merge)
        rows += "</w:tr>"
    return f"<w:tbl>{rows}</w:tbl>"


LEVELS = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]


def numbering():
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'{"<w:pStyle w:val=%s/>" % chr(34).join(["", "H1", ""]) if at == 0 else ""}<w:suff w:val="nothing"/><w:lvlText w:val="{words}"/></w:lvl>'
        for at, (kind, words) in enumerate(LEVELS)
    )
    return (
        f'<w:numbering {NAMES.format(w=W)}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def styles():
    return (
        f'<w:styles {NAMES.format(w=W)}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="base of headings"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="H"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1b"><w:name w:val="own heading"/><w:basedOn w:val="H1"/></w:style></w:styles>'
    )


def docx(path, body, w=W, main="word/document.xml", more=()):
    kinds = "".join(f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{name}"/>' for at, (kind, name, _) in enumerate(more))
    rel = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    folder, file = main.rsplit("/", 1)
    packed(path, [
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", rel.format(f'<Relationship Id="r" Type="{R}/officeDocument" Target="{main}"/>')),
        (f"{folder}/_rels/{file}.rels", rel.format(kinds)),
        (main, f'<w:document {NAMES.format(w=w)}><w:body>{body}<w:sectPr/></w:body></w:document>'),
    ] + [(f"{folder}/{name}", content) for _, name, content in more])


def docx_typed():
    return para(TITLE) + "".join(para(number + words) for _, number, words in BODY) + table_docx()


def docx_numbered():
    """Every number is counted, those of the first level by a style that another style is based on."""
    out = para(TITLE)
    for kind, number, words in BODY:
        level = {"h1": 0, "h2": 1, "item": 2}.get(kind)
        props = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        out += para(words, '<w:pStyle w:val="H1b"/>' if level == 0 else props)
    return out + table_docx()


def docx_tricky():
    """Tracked changes, fields, content controls, text boxes told twice, hidden text, a note, words in many runs."""
    parts = [para(number + words) for _, number, words in BODY]
    at = 3
    number, words = BODY[at][1], BODY[at][2]
    parts[at] = para(
        run(number + words[:4]) + "<w:del w:id='1' w:author='甲'><w:r><w:delText>培训班80期</w:delText></w:r></w:del>"
        + f"<w:ins w:id='2' w:author='甲'>{run(words[4:10])}</w:ins>" + run("（内部掌握）", "<w:rPr><w:vanish/></w:rPr>")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF a </w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(words[10:14]) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f"<w:smartTag><w:sdt><w:sdtContent>{run(words[14:20])}</w:sdtContent></w:sdt></w:smartTag>"
        + "<w:r><w:softHyphen/><w:commentReference w:id='0'/></w:r>" + run(words[20:]), raw=True)
    number, words = BODY[4][1], BODY[4][2]
    parts[4] = f"<w:sdt><w:sdtContent>{para(''.join(run(letter) for letter in number + words), raw=True)}</w:sdtContent></w:sdt>"
    # A paragraph mark deleted: two paragraphs of the file are one.
    number, words = BODY[8][1], BODY[8][2]
    parts[8] = (f"<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='甲'/></w:rPr></w:pPr>{run(number + words[:9])}</w:p>"
                + para(words[9:]))
    # The last heading stands in a text box, told for new and for old programs.
    number, words = BODY[10][1], BODY[10][2]
    box = f"<w:txbxContent>{para(number + words)}</w:txbxContent>"
    parts[10] = (f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
                 f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")
    placeholder = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + para("单击此处输入文字。") + "</w:sdtContent></w:sdt>"
    contents = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、普及健康知识</w:t><w:tab/><w:t>1</w:t></w:r></w:p>'
                '<w:p><w:r><w:t>二、改善健康环境</w:t><w:tab/><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
    return para(TITLE) + contents + placeholder + "".join(parts) + table_docx()


# ---- odt and ods

O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def odf(path, kind, body, automatic=""):
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    packed(path, [
        ("mimetype", "application/vnd.oasis.opendocument." + kind),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", f"<office:document-content {O}><office:automatic-styles>{automatic}</office:automatic-styles>"
         f"<office:body>{body}</office:body></office:document-content>"),
    ], first_stored="mimetype")


def rows_odf(rows):
    out = ""
    for at, row in enumerate(rows):
        out += "<table:table-row>"
        for column, cell in enumerate(row):
            if cell is None:
                out += "<table:covered-table-cell/>"
                continue
            more = 1
            while at + more < len(rows) and column < len(rows[at + more]) and rows[at + more][column] is None:
                more += 1
            span = f' table:number-rows-spanned="{more}"' if more > 1 else ""
            out += f"<table:table-cell{span}>" + "".join(f"<text:p>{esc(line)}</text:p>" for line in cell.split("\n")) + "</table:table-cell>"
        out += "</table:table-row>"
    return out


def odt(path):
    """Numbers of two levels are counted; those of the first and of the paragraphs are typed."""
    items = '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/></text:list-style>'
    out = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    for at, (kind, number, words) in enumerate(BODY):
        if kind == "item":
            out += "" if BODY[at - 1][0] == "item" else '<text:list text:style-name="L1">'
            words = esc(words).replace("。（", '。<text:soft-page-break/><text:span>（') + "</text:span>"
            out += f"<text:list-item><text:p>{words}</text:p></text:list-item>"
            out += "</text:list>" if at + 1 == len(BODY) or BODY[at + 1][0] != "item" else ""
        else:
            out += f'<text:p><text:s text:c="2"/>{number}{esc(words)}</text:p>'
    table = rows_odf([HEAD] + ROWS)
    odf(path, "text", f'<office:text>{out}<table:table table:name="表1">{table}</table:table></office:text>', items)


def ods(path):
    rows = rows_odf([[TABLE_TITLE], HEAD] + ROWS)
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    odf(path, "spreadsheet", f'<office:spreadsheet><table:table table:name="分工">{rows}</table:table></office:spreadsheet>')


# ---- xlsx and csv

def xlsx(path):
    def letter(column):
        return "ABCDEFGHIJ"[column]

    rows, merged = "", [f"A2:{letter(len(HEAD) - 1)}2"]
    for at, row in enumerate([[TABLE_TITLE], HEAD] + ROWS, 2):
        cells = "".join(
            f'<c r="{letter(column)}{at}"><v>{cell}</v></c>' if cell and cell.isdigit() else
            f'<c r="{letter(column)}{at}" t="inlineStr"><is><t xml:space="preserve">{esc(cell)}</t></is></c>'
            for column, cell in enumerate(row) if cell
        )
        rows += f'<row r="{at}">{cells}</row>'
        merged += [f"{letter(column)}{at - 1}:{letter(column)}{at}" for column, cell in enumerate(row) if cell is None]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    kinds = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                    for part, kind in [("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("worksheets/sheet2", "worksheet")])
    sheet = f'<worksheet xmlns="{main}"><sheetData>{{}}</sheetData>{{}}</worksheet>'
    packed(path, [
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
         f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'),
        ("_rels/.rels", rel.format(f'<Relationship Id="r" Type="{R}/officeDocument" Target="xl/workbook.xml"/>')),
        ("xl/_rels/workbook.xml.rels", rel.format("".join(f'<Relationship Id="r{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)))),
        ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{R}"><sheets><sheet name="责任分工" sheetId="1" r:id="r1"/>'
         '<sheet name="底稿" sheetId="2" state="hidden" r:id="r2"/></sheets></workbook>'),
        ("xl/worksheets/sheet1.xml", sheet.format(rows, f"<mergeCells>{merges}</mergeCells>")),
        ("xl/worksheets/sheet2.xml", sheet.format('<row r="1"><c r="A1" t="inlineStr"><is><t>不看</t></is></c></row>', "")),
    ])


def csv():
    # Excel pads every row to the same width; a merged cell is empty.
    rows = [[TABLE_TITLE] + [""] * (len(HEAD) - 1), HEAD] + [[cell or "" for cell in row] for row in ROWS]
    return "".join(",".join(f'"{cell}"' if "\n" in cell else cell for cell in row) + "\r\n" for row in rows)


def main():
    for folder in (PLAN, TABLE):
        folder.mkdir(exist_ok=True)
    (PLAN / "plan.txt").write_text(text(), encoding="utf-8")
    (PLAN / "plan.gbk.txt").write_bytes(text().encode("gb18030"))
    (PLAN / "plan.utf16.txt").write_bytes(text().encode("utf-16-le"))
    (PLAN / "plan.utf32.txt").write_bytes(b"\xff\xfe\0\0" + text().encode("utf-32-le"))
    (PLAN / "plan.md").write_text(markdown(), encoding="utf-8")
    (PLAN / "plan.html").write_text(page().replace("CHARSET", "utf-8"), encoding="utf-8")
    (PLAN / "plan.gbk.html").write_bytes(page().replace("CHARSET", "gb2312").encode("gb18030"))
    (PLAN / "plan.list.html").write_text(list_page(), encoding="utf-8")
    (PLAN / "plan.nested.html").write_text(nested_page(), encoding="utf-8")
    (PLAN / "plan.mht").write_bytes(archive(page().replace("CHARSET", "gb2312")).encode())
    docx(PLAN / "plan.docx", docx_typed())
    counted = [("numbering", "numbering.xml", numbering()), ("styles", "styles.xml", styles())]
    docx(PLAN / "plan.numbered.docx", docx_numbered(), more=counted)
    docx(PLAN / "plan.strict.docx", docx_typed(), w=STRICT, main="word/main2.xml")
    comments = f'<w:comments {NAMES.format(w=W)}><w:comment w:id="0" w:author="甲">{para("请核实场次")}</w:comment></w:comments>'
    footer = f'<w:ftr {NAMES.format(w=W)}>{para("— 1 —")}</w:ftr>'
    docx(PLAN / "plan.tricky.docx", docx_tricky(), more=[("comments", "comments.xml", comments), ("footer", "footer1.xml", footer)])
    odt(PLAN / "plan.odt")
    packed(PLAN / "plan.zip", [("文件包/", b""), ("文件包/关于健康促进的要点.docx", (PLAN / "plan.docx").read_bytes()),
                               ("__MACOSX/._要点.docx", b"\0"), ("文件包/要点解读.txt", "解读".encode()), ("文件包/图.png", b"\x89PNG\r\n")])
    rows = "\n".join([TABLE_TITLE] + bars()) + "\n"
    (TABLE / "table.txt").write_text(rows, encoding="utf-8")
    (TABLE / "table.csv").write_bytes(csv().encode("gb18030"))
    (TABLE / "table.html").write_text(f"<html><body>{table_html(TABLE_TITLE)}</body></html>", encoding="utf-8")
    docx(TABLE / "table.docx", para(TABLE_TITLE) + table_docx())
    xlsx(TABLE / "table.xlsx")
    ods(TABLE / "table.ods")
    if "--office" in sys.argv:
        for source, kinds in [(PLAN / "plan.numbered.docx", ["odt"]), (TABLE / "table.xlsx", ["xls"])]:
            for kind in kinds:
                subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", "/tmp", source], check=True)
                made = Path("/tmp") / (source.stem + "." + kind)
                made.rename(source.parent / (source.stem.replace(".numbered", ".office") + "." + kind))


main()
