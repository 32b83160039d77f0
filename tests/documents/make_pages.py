#!/usr/bin/env python3
"""Makes the documents beside it whose formats know pages or bytes: pdf, ofd, rtf; with --office those LibreOffice makes.

    python3 tests/documents/make_pages.py            ofd, rtf, and the damaged or refused ones (standard library)
    python3 tests/documents/make_pages.py --pdf      the pdf files (needs PyMuPDF, fonttools and WenQuanYi Zen Hei)
    python3 tests/documents/make_pages.py --office   doc, wps and rtf by LibreOffice (not always the same bytes)
"""

import html
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from make import BODY, HEAD, PLAN, ROWS, STAMP, TABLE, TABLE_TITLE, TITLE

LINE = 26  # characters of a full line
SIZE = 5.6  # millimetres
LEFT, TOP, STEP = 25.0, 30.0, 9.0
EDGES = [25, 37, 82, 108, 134, 156, 178]


def wrapped(words, indent=True):
    """Lines as a page has them: no stop begins a line."""
    words = ("\u3000\u3000" if indent else "") + words
    lines = []
    while words:
        end = LINE
        while end < len(words) and words[end] in "，。、；）”":
            end += 1
        lines.append(words[:end])
        words = words[end:]
    return lines


def paragraphs():
    return [(TITLE, "title")] + [(number + words, kind) for kind, number, words in BODY]


def rows():
    return [HEAD] + ROWS


# ------------------------------------------------------------------------------------------------ ofd
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Ofd:
    """Pages of one document; `split` stores every line as two objects, in reverse order."""

    def __init__(self, split=False):
        self.split, self.pages, self.objects, self.y, self.number = split, [], [], TOP, 100

    def id(self):
        self.number += 1
        return self.number

    def text(self, x, y, words, size=SIZE, matrix=""):
        steps = f' DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
        self.objects.append(
            f'<ofd:TextObject ID="{self.id()}" Boundary="{x:.2f} {y:.2f} {size * len(words):.2f} {size}" Font="4" Size="{size}"{matrix}>'
            f'<ofd:TextCode X="0" Y="{size * 0.86:.2f}"{steps}>{html.escape(words)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, words):
        if self.y > 250:
            self.turn()
        indent = len(words) - len(words.lstrip("\u3000"))
        words, x = words[indent:], LEFT + indent * SIZE
        if self.split and len(words) > 8:
            self.text(x, self.y, words[:5])
            self.text(x + 5 * SIZE, self.y, words[5:])
        else:
            self.text(x, self.y, words)
        self.y += STEP

    def rule(self, x0, y0, x1, y1):
        self.objects.append(
            f'<ofd:PathObject ID="{self.id()}" Boundary="{x0} {y0} {max(x1 - x0, 0.3)} {max(y1 - y0, 0.3)}" LineWidth="0.3">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def table(self, rows, size=3.7):
        """Cells between lines; a cell of None has no line above it."""
        y, tops, cells = self.y, [self.y], []
        for row in rows:
            lines = []
            for column, cell in enumerate(row):
                room = int((EDGES[column + 1] - EDGES[column] - 2.4) / size)
                parts = [part[at : at + room] for part in (cell or "").split("\n") for at in range(0, max(len(part), 1), room)]
                lines.append(parts)
            height = max(len(parts) for parts in lines) * (size + 1.4) + 2
            cells.append((y, lines))
            y += height
            tops.append(y)
        for top, lines in cells:
            for column, parts in enumerate(lines):
                for at, part in enumerate(parts):
                    if part:
                        self.text(EDGES[column] + 1.2, top + 1.2 + at * (size + 1.4), part, size)
        for at, top in enumerate(tops):
            for column in range(len(HEAD)):
                if not (0 < at < len(rows) and rows[at][column] is None):
                    self.rule(EDGES[column], top, EDGES[column + 1], top)
        for edge in EDGES:
            self.rule(edge, tops[0], edge, tops[-1])
        self.y = y + STEP

    def turn(self):
        self.text(98, 282, f"—{len(self.pages) + 1}—")
        self.pages.append(list(reversed(self.objects)) if self.split else self.objects)
        self.objects, self.y = [], TOP


def ofd_parts(documents, attachment=None):
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{at:032x}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_{at}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for at in range(len(documents))
    )
    yield "OFD.xml", f'<ofd:OFD {OFD} DocType="OFD" Version="1.1">{bodies}</ofd:OFD>'
    for at, document in enumerate(documents):
        folder = f"Doc_{at}"
        pages = "".join(f'<ofd:Page ID="{60 + page}" BaseLoc="Pages/Page_{page}/Content.xml"/>' for page in range(len(document.pages)))
        attachments = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if attachment else ""
        yield f"{folder}/Document.xml", (
            f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Content.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{pages}</ofd:Pages>{attachments}</ofd:Document>"
        )
        head = Ofd()
        head.text(80, 12, "内部资料")
        yield f"{folder}/Tpls/Content.xml", (
            f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="50">{"".join(head.objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
        if attachment:
            yield f"{folder}/Attachs/Attachments.xml", (
                f'<ofd:Attachments {OFD}><ofd:Attachment ID="1" Name="{attachment}"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>'
            )
        for page, objects in enumerate(document.pages):
            middle = len(objects) // 2
            yield f"{folder}/Pages/Page_{page}/Content.xml", (
                f'<ofd:Page {OFD}><ofd:Template TemplateID="3"/><ofd:Content><ofd:Layer ID="51">{"".join(objects[:middle])}'
                f'<ofd:PageBlock ID="52">{"".join(objects[middle:])}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>'
            )


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8"?>' + content)


def plan_ofd(split):
    document = Ofd(split)
    title = TITLE
    size = 7.7
    matrix = f' CTM="{size / SIZE:.4f} 0 0 {size / SIZE:.4f} 0 0"'
    document.text((210 - size * len(title)) / 2, document.y, title, SIZE, matrix)
    document.y += 2 * STEP
    for words, kind in paragraphs()[1:]:
        for line in wrapped(words):
            document.line(line)
    document.table(rows())
    document.turn()
    return document


def ofds():
    packed(PLAN / "plan.ofd", ofd_parts([plan_ofd(False)], "经费测算表.xlsx"))
    packed(PLAN / "plan.split.ofd", ofd_parts([plan_ofd(True)]))
    document = Ofd()
    document.text(50, document.y, TABLE_TITLE, 6.5)
    document.y += 2 * STEP
    document.table(rows())
    document.turn()
    packed(TABLE / "table.ofd", ofd_parts([document]))


# ------------------------------------------------------------------------------------------------ rtf
def rtf_words(words, way):
    """`u`: escapes with a fallback of two bytes; `b`: bytes of GBK."""
    out = ""
    for letter in words:
        if letter in "\\{}":
            out += "\\" + letter
        elif ord(letter) < 128:
            out += letter
        elif letter == "\n":
            out += "\\par "
        else:
            fallback = "".join(f"\\'{byte:02x}" for byte in letter.encode("gb18030"))
            out += fallback if way == "b" else f"\\uc2\\u{ord(letter) if ord(letter) < 32768 else ord(letter) - 65536}" + (fallback if len(fallback) == 8 else "??")
    return out


def rtf_row(row, before):
    out = "\\trowd\\trleft0"
    for column, cell in enumerate(row):
        merged = "\\clvmrg" if cell is None else "\\clvmgf" if column in before else ""
        out += f"{merged}\\cellx{(column + 1) * 1400}"
    for cell in row:
        out += "\\pard\\intbl " + rtf_words(cell or "", "u").replace("\n", "\\par ") + "\\cell"
    return out + "\\row\n"


def rtfs():
    head = (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'b7\\'c2\\'cb\\'ce;}{\\f1\\froman\\fcharset0 Times New Roman;}}\n"
        "{\\colortbl;\\red255\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}{\\header\\pard "
        + rtf_words("内部资料", "b")
        + "\\par}{\\*\\generator hand;}\n"
    )
    body = ""
    for at, (words, kind) in enumerate(paragraphs()):
        number, words = next(((n, w) for k, n, w in BODY if n + w == words), ("", words))
        label = "{\\listtext\\pard\\plain\\f0 " + rtf_words(number, "b") + ("\\tab" if at % 2 else "") + "}" if number else ""
        hidden = "{\\v " + rtf_words("内部掌握", "b") + "}" if at == 3 else ""
        deleted = "{\\deleted " + rtf_words("已删文字", "u") + "}" if at == 5 else ""
        field = '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt ' + rtf_words(words[:4], "b") + "}}" if at == 2 else ""
        words = words[4:] if field else words
        way = "u" if at % 2 else "b"
        body += "\\pard\\f0 " + label + hidden + field + deleted + rtf_words(words, way) + "\\par\n"
    table = ""
    for at, row in enumerate(rows()):
        before = {column for column, cell in enumerate(rows()[at + 1]) if cell is None} if at + 1 < len(rows()) else set()
        table += rtf_row(row, before)
    picture = "{\\pict\\bin6 {\\}{}\\}\\pard\\par"
    (PLAN / "plan.rtf").write_text(head + body + table + picture + "}", "latin-1")
    (TABLE / "table.rtf").write_text(head + "\\pard\\f0 " + rtf_words(TABLE_TITLE, "b") + "\\par " + table + "}", "latin-1")


# ------------------------------------------------------------------------------------------------ pdf
FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"


def pdfs():
    import pymupdf

    def document(columns):
        pdf = pymupdf.open()
        state = {"page": None, "y": 0.0, "column": 0}
        chars = 24 if columns == 1 else 14
        size = 16 if columns == 1 else 12
        top = 90
        font = pymupdf.Font(fontfile=FONT)

        def turn():
            page = pdf.new_page(width=595, height=842)
            page.insert_font(fontname="F0", fontfile=FONT)
            page.insert_text((240, 40), "健康促进工作资料", fontname="F0", fontsize=9)
            page.insert_text((280, 810), f"— {len(pdf)} —", fontname="F0", fontsize=10)
            state.update(page=page, y=top, column=0)

        def line(words, x0):
            if state["y"] > (330 if columns == 1 else 300):
                if columns == 2 and state["column"] == 0:
                    state.update(y=top + 40, column=1)
                else:
                    turn()
            x = x0 + (state["column"] * 240 if columns == 2 else 0)
            indent = len(words) - len(words.lstrip("\u3000"))
            state["page"].insert_text((x + indent * size, state["y"]), words[indent:], fontname="F0", fontsize=size)
            state["y"] += size * 1.75

        turn()
        state["page"].insert_text(((595 - 22 * len(TITLE)) / 2 + 20, state["y"]), TITLE, fontname="F0", fontsize=20)
        state["y"] += 40
        for words, kind in paragraphs()[1:]:
            words = "\u3000\u3000" + words
            while words:
                end = len(words)
                while font.text_length(words[:end], size) > chars * size + 1:
                    end -= 1
                while end < len(words) and (words[end] in "，。、；）”" or words[end].isdigit() and words[end - 1].isdigit()):
                    end -= 1
                line(words[:end], 80 if columns == 1 else 70)
                words = words[end:]
        turn()
        grid(state["page"])
        return pdf

    def grid(page, y=90, size=10):
        edges = [70, 105, 230, 305, 380, 450, 520]
        tops, cells = [y], []
        for row in rows():
            lines = []
            for column, cell in enumerate(row):
                room = int((edges[column + 1] - edges[column] - 10) / size)
                lines.append([part[at : at + room] for part in (cell or "").split("\n") for at in range(0, max(len(part), 1), room)])
            cells.append((y, lines))
            y += max(map(len, lines)) * 14 + 8
            tops.append(y)
        for top, lines in cells:
            for column, parts in enumerate(lines):
                for at, part in enumerate(parts):
                    page.insert_text((edges[column] + 5, top + 14 + at * 14), part, fontname="F0", fontsize=size)
        for at, top in enumerate(tops):
            for column in range(6):
                if not (0 < at < len(rows()) and rows()[at][column] is None):
                    page.draw_line((edges[column], top), (edges[column + 1], top), width=0.5)
        for edge in edges:
            page.draw_line((edge, tops[0]), (edge, tops[-1]), width=0.5)

    for name, columns in (("plan.pdf", 1), ("plan.columns.pdf", 2)):
        pdf = document(columns)
        pdf.subset_fonts(fallback=True)
        pdf.save(PLAN / name, deflate=True, garbage=4, no_new_id=True)
    pdf = pymupdf.open()
    page = pdf.new_page(width=595, height=842)
    page.insert_font(fontname="F0", fontfile=FONT)
    page.insert_text((130, 60), TABLE_TITLE, fontname="F0", fontsize=18)
    grid(page)
    pdf.subset_fonts(fallback=True)
    pdf.save(TABLE / "table.pdf", deflate=True, garbage=4, no_new_id=True)


def office():
    with tempfile.TemporaryDirectory() as folder:
        def convert(source, kind, target):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", folder, str(source)], check=True)
            made = Path(folder) / (source.stem + "." + kind.split(":")[0])
            target.write_bytes(made.read_bytes())

        for source, stem in ((PLAN / "plan.docx", "plan"), (TABLE / "table.docx", "table")):
            convert(source, "doc:MS Word 97", source.with_name(f"{stem}.doc"))
            convert(source, "rtf", source.with_name(f"{stem}.office.rtf"))
        convert(PLAN / "plan.numbered.docx", "doc:MS Word 97", PLAN / "plan.numbered.doc")
        convert(PLAN / "plan.docx", "doc:MS Word 97", PLAN / "plan.wps")


if __name__ == "__main__":
    ofds()
    rtfs()
    if "--pdf" in sys.argv:
        pdfs()
    if "--office" in sys.argv:
        office()
