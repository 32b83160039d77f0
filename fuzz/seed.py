#!/usr/bin/env python3
"""Writes the seeds of every fuzz target into tests/corpus/, out of tests/documents/: small files as they are, and the
parts of containers, so that the fuzzer changes what a reader sees and not what an unpacker refuses.

    python3 fuzz/seed.py        the same bytes every time; standard library only

Names that begin with `seed-` are this script's; everything else there was made by hand or found by a fuzzer."""

import struct
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS, CORPUS = ROOT / "tests/documents", ROOT / "tests/corpus"
LARGEST = 16 * 1024


def write(target, name, content):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"seed-{name}").write_bytes(content)


def whole(target, *paths):
    for path in paths:
        content = (DOCUMENTS / path).read_bytes()
        if len(content) <= LARGEST:
            write(target, Path(path).name, content)


def joined(parts):
    """Parts as fuzz/src/targets.rs takes them apart."""
    return b"\n".join(b"==> " + name.encode() + b"\n" + content for name, content in parts)


def unzipped(target, *paths):
    for path in paths:
        with zipfile.ZipFile(DOCUMENTS / path) as archive:
            parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
        # Pictures, settings and what says where parts are only when a program asks: no reader looks at them.
        kept = [(name, content) for name, content in parts if content and not name.endswith((".png", "settings.xml", "meta.xml", ".rdf", "Content_Types].xml"))]
        write(target, Path(path).name + ".parts", joined(kept))


def streams(content):
    """Streams of an OLE file by their names, from its chains of sectors."""
    size, small = 1 << struct.unpack_from("<H", content, 30)[0], 1 << struct.unpack_from("<H", content, 32)[0]
    tables, root, limit, mini = struct.unpack_from("<I", content, 44)[0], *struct.unpack_from("<I4xII", content, 48)
    sector = lambda at: content[(at + 1) * size : (at + 2) * size]
    table = b"".join(sector(at) for at in struct.unpack_from(f"<{tables}I", content, 76))
    next_of = struct.unpack(f"<{len(table) // 4}I", table)

    def chain(at, nexts, read):
        parts = []
        while at < 0xFFFFFFF0:
            parts.append(read(at))
            at = nexts[at]
        return b"".join(parts)

    entries = chain(root, next_of, sector)
    entries = [entries[at : at + 128] for at in range(0, len(entries), 128)]
    ministream = chain(struct.unpack_from("<I", entries[0], 116)[0], next_of, sector)
    minis = chain(mini, next_of, sector)
    mini_next = struct.unpack(f"<{len(minis) // 4}I", minis)
    found = []
    for entry in entries[1:]:
        length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
        if kind != 2:
            continue
        name = entry[: length - 2].decode("utf-16-le")
        start, bytes_ = struct.unpack_from("<II", entry, 116)
        if bytes_ < limit:
            data = chain(start, mini_next, lambda at: ministream[at * small : (at + 1) * small])
        else:
            data = chain(start, next_of, sector)
        found.append((name, data[:bytes_]))
    return found


def opened(target, wanted, *paths):
    for path in paths:
        parts = [(name, content) for name, content in streams((DOCUMENTS / path).read_bytes()) if name in wanted]
        write(target, Path(path).name + ".parts", joined(parts))


def pdf(name, *objects, trailer="/Root 1 0 R"):
    """Objects as they are; without a table of places, which readers mend."""
    parts = ["%PDF-1.7"] + [f"{at} 0 obj\n{body}\nendobj" for at, body in enumerate(objects, 1)]
    write("pdf", name + ".pdf", "\n".join([*parts, f"trailer<<{trailer}>>\n%%EOF\n"]).encode("latin-1"))


def stream(content, entries=""):
    return f"<</Length {len(content)}{entries}>>stream\n{content}\nendstream"


def hexed(words):
    return "<" + words.encode("utf-16-be").hex() + ">"


def pdfs():
    """Small files with nothing packed, so that a fuzzer can change fonts, maps and pages."""
    catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
    lines = ["云川市2031年工作要点", "一、普及健康知识", "1.新建健康主题公园3座。（市园林局牵头，市财政局配合）", "—1—"]
    shown = "".join(f"BT /F 12 Tf 1 0 0 1 72 {780 - 30 * at} Tm {hexed(line)} Tj ET\n" for at, line in enumerate(lines))
    chinese = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>"
    descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor 7 0 R>>"
    descriptor = "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 752/Descent -271/FontBBox[-25 -254 1000 880]>>"
    pdf("chinese", catalog, pages, page, stream(shown), chinese, descendant, descriptor)
    boxes = "".join(f"72 {700 - 40 * at} 400 40 re S 200 {700 - 40 * at} m 200 {740 - 40 * at} l S\n" for at in range(3))
    cells = "".join(
        f"BT /F 10 Tf {x} {715 - 40 * at} Td {hexed(words)} Tj ET\n"
        for at, row in enumerate([("序号", "任务", "责任单位"), ("1", "新建公园", "市园林局"), ("2", "改造厕所", "市农业局")])
        for x, words in zip((80, 210, 330), row)
    )
    pdf("table", catalog, pages, page, stream(boxes + cells), chinese, descendant, descriptor)
    cmap = (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n2 beginbfchar <41> <4e00> <42> <3001> endbfchar\n"
        "1 beginbfrange <43> <50> <5065> endbfrange\n1 beginbfrange <51> <52> [<5ba4> <00660066>] endbfrange endcmap end end"
    )
    simple = "<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 65/LastChar 82/Widths[%s]/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>" % (" 1000" * 18)
    orders = "q 1 0 0 1 72 700 cm BT /F 12 Tf 14 TL 2 Tc 90 Tz (ABCD) Tj T* [(EF)-200(GH)] TJ (IJ) ' 1 2 (KL) \" 3 Ts (MN\\101\\n) Tj ET Q"
    pdf("maps", catalog, pages, page, stream(orders), simple, stream(cmap))
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Matrix[1 0 0 1 10 10]/Resources<</Font<</F 5 0 R>>>>/Length 47>>stream\nBT /F 12 Tf 10 10 Td (1. a) Tj ET /G gs 0 0 m S\nendstream"
    turned = "<</Type/Page/Parent 2 0 R/Rotate 90/UserUnit 2/MediaBox[0 0 300 300]/CropBox[5 5 290 290]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>/Properties<</P<</Type/OCG>>>>>>/Contents[4 0 R 4 0 R]>>"
    drawn = "q /OC /P BDC /X Do EMC Q /Span<</ActualText(x)>>BDC 3 Tr BT /F 9 Tf (y) Tj ET EMC BI /W 1/H 1/BPC 8/CS/G ID \x80 EI"
    third = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a/uni4E00/g12]>>/FirstChar 97/LastChar 99/Widths[9 9 9]>>"
    pdf("forms", catalog, pages, turned, stream(drawn), third, form, stream("9 0 0 0 9 9 d1 0 0 9 9 re f"))
    held = "1 0 2 %d %s%s" % (len(catalog) + 1, catalog + " ", pages)
    first = len("1 0 2 %d " % (len(catalog) + 1))
    packed = stream(held, f"/Type/ObjStm/N 2/First {first}")
    locked = "/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % ("11" * 32, "22" * 32)
    pdf("locked", catalog, pages, page, stream(shown), chinese, descendant, descriptor, trailer=locked)
    write("pdf", "packed.pdf", f"%PDF-1.5\n8 0 obj\n{packed}\nendobj\n3 0 obj\n{page}\nendobj\n4 0 obj\n{stream(shown)}\nendobj\n5 0 obj\n{chinese}\nendobj\n6 0 obj\n{descendant}\nendobj\ntrailer<</Root 1 0 R>>".encode())


def main():
    plan = lambda *ends: [f"plan/plan.{end}" for end in ends]
    whole("csv", "table/table.csv")
    whole("html", *plan("gbk.html", "html", "list.html"), "table/table.html")
    whole("markdown", *plan("md"))
    whole("mhtml", *plan("mht"))
    whole("rtf", *plan("rtf"), "table/table.rtf")
    whole("text", *plan("txt", "gbk.txt", "utf16.txt", "utf32.txt"))
    whole("extractor", *plan("txt"), "table/table.txt")
    whole("doc", "plan/plan.numbered.doc")
    whole("docx", *plan("numbered.docx"))
    whole("xls", "table/table.xls")
    whole("xlsx", "table/table.xlsx")
    whole("zip", *plan("zip"))
    unzipped("docx", *plan("docx", "numbered.docx", "strict.docx", "tricky.docx"), "table/table.docx")
    unzipped("odf", *plan("odt", "office.odt"), "table/table.ods")
    unzipped("ofd", *plan("ofd", "split.ofd"), "table/table.ofd")
    unzipped("xlsx", "table/table.xlsx")
    text, table = (DOCUMENTS / "plan/plan.txt").read_bytes(), (DOCUMENTS / "table/table.csv").read_bytes()
    page = (DOCUMENTS / "plan/plan.html").read_bytes()
    write("zip", "files.parts", joined([("通知.txt", text), ("附件1.csv", table), ("附件2.html", page), ("解读.txt", text)]))
    opened("doc", {"WordDocument", "1Table", "0Table", "Data"}, "plan/plan.doc", "plan/plan.numbered.doc", "table/table.doc")
    opened("xls", {"Workbook", "Book"}, "table/table.xls")
    pdfs()


if __name__ == "__main__":
    main()
