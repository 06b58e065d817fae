"""The sheets 提出票 and 記入要領 of the template."""

from __future__ import annotations

from typing import Any

import layout
from xlsxwriter.utility import xl_rowcol_to_cell

PREFIX = "提出票_"


def build_cover(build: Any) -> None:
    """提出票: plan, deadline, contact, the person who filled it in, and the list of indicators."""
    sheet = build.cover
    for column, width in enumerate((64, 300, 150, 92, 150)):
        sheet.set_column_pixels(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.55, right=0.5, top=0.6, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})
    sheet.set_row(0, 20)
    sheet.merge_range(0, 0, 0, 2, "", build.style(font_size=10.5))
    _name(build, "団体名", 0, 0)
    sheet.merge_range(0, 3, 0, 4, "", build.style(font_size=10.5, align="right"))
    _name(build, "評価年度", 0, 3)
    sheet.set_row(1, 32)
    title = build.style(font_size=18, bold=True, align="center")
    sheet.merge_range(1, 0, 1, 4, "提　出　票", title)
    sheet.set_row(2, 22)
    sheet.merge_range(2, 0, 2, 4, "", build.style(font_size=11, align="center"))
    _name(build, "計画名", 2, 0)
    _facts(build)
    _person(build)
    _list(build)


def _name(build: Any, name: str, row: int, column: int) -> None:
    cell = xl_rowcol_to_cell(row, column, True, True)
    build.book.define_name(f"'提出票'!{PREFIX}{name}", f"='提出票'!{cell}")


def _facts(build: Any) -> None:
    sheet = build.cover
    label = build.boxed(bg_color=layout.HEAD, align="center")
    value = build.boxed(indent=1, font_size=10.5)
    facts = ("部局名", "提出期限", "事務局", "連絡先")
    for row, name in enumerate(facts, 4):
        sheet.set_row(row, 22)
        sheet.write(row, 0, {"連絡先": "連絡先"}.get(name, name), label)
        sheet.merge_range(row, 1, row, 4, "", value)
        _name(build, name, row, 1)


def _person(build: Any) -> None:
    sheet = build.cover
    sheet.set_row(9, 20)
    head = build.style(font_size=10.5, bold=True)
    sheet.merge_range(9, 0, 9, 4, "■ 記入した人（▼ 記入してください）", head)
    label = build.boxed(bg_color=layout.HEAD, align="center")
    field = build.boxed(indent=1, font_size=10.5, locked=False, num_format="@")
    pairs = (
        (10, 0, 1, "所属", "記入者所属"),
        (10, 2, 3, "氏名", "記入者氏名"),
        (11, 0, 1, "電話", "記入者電話"),
        (11, 2, 3, "メール", "記入者メール"),
    )
    prompts = {
        "記入者所属": "課と係の名前を記入してください。",
        "記入者氏名": "この様式を記入した人の氏名を記入してください。",
        "記入者電話": "外線または内線の番号を記入してください。",
        "記入者メール": "問合せに使うメールアドレスを記入してください。",
    }
    empty = build.book.add_format({"bg_color": "#FFF0C2"})
    for row, at, column, caption, name in pairs:
        sheet.set_row(row, 22)
        sheet.write(row, at, caption, label)
        if column == 3:
            sheet.merge_range(row, 3, row, 4, "", field)
        else:
            sheet.write_blank(row, column, None, field)
        _name(build, name, row, column)
        rule = {"validate": "any", "input_title": caption, "input_message": prompts[name]}
        sheet.data_validation(row, column, row, column, rule)
        blank = {"type": "blanks", "format": empty}
        sheet.conditional_format(row, column, row, 4 if column == 3 else column, blank)


def _list(build: Any) -> None:
    sheet = build.cover
    sheet.set_row(13, 20)
    head = build.style(font_size=10.5, bold=True)
    sheet.merge_range(13, 0, 13, 4, "■ 指標の一覧（Noを押すと、そのシートへ移ります）", head)
    label = build.boxed(bg_color=layout.HEAD, align="center")
    sheet.set_row(14, 20)
    for column, text in enumerate(("No", "指標名", "課名", "区分", "状態")):
        sheet.write(14, column, text, label)
    sheet.set_row(15, 30)
    styles = (
        build.boxed(align="center", bold=True, font_color="#1F5C99", underline=1),
        build.boxed(indent=1),
        build.boxed(indent=1, font_size=8.5),
        build.boxed(align="center"),
        build.boxed(align="center", bold=True),
    )
    for column, name in enumerate(("No", "指標名", "課", "区分", "状態")):
        sheet.write_blank(15, column, None, styles[column])
        _name(build, "一覧" + name, 15, column)
    ready = build.book.add_format({"bg_color": "#DDEFE0", "font_color": "#1D5B2B"})
    waiting = build.book.add_format({"bg_color": "#FFF0C2", "font_color": "#8A4B00"})
    for text, style in (("提出できます", ready), ("あと", waiting)):
        rule = {"type": "text", "criteria": "begins with", "value": text, "format": style}
        sheet.conditional_format(15, 4, 214, 4, rule)


GUIDE = (
    ("1", "記入する欄", "色が付き「▼記入」の印のある欄だけに入力できます。ほかの欄は、前年度までの値などがあらかじめ入っていて、"
     "変更できません。すべて記入すると色と印は消え、そのまま印刷できます。"),
    ("2", "実績値", "数値だけを半角で記入します。単位、「約」、補足の説明は付けません。補足は脚注に「※」を付けて書きます。"
     "確定していないときは「集計中」、値がないときは「－」と記入します。"),
    ("3", "単年と累計", "累計は「前年度までの累計＋今年度の単年」です。合わないときは、シートの右の点検欄に▲が出ます。"),
    ("4", "文章の欄", "取組状況、課題等、今後の方向性は、それぞれ枠に収まる長さで書きます。改行は Alt＋Enter です。"
     "右の点検欄に、いまの字数と枠に入るおよその字数が出ます。"),
    ("5", "点検欄", "▲は直してから提出するもの、△は念のため確かめるもの、○は記入済みです。▲がなくなると「提出できます」に変わります。"
     "提出票の一覧でも、指標ごとの状態を確かめられます。"),
    ("6", "過去の値の訂正", "過去の実績値に誤りがあるときは、値は変えずに、脚注に「※R4実績値は…の誤り」のように、正しい値と理由を書いてください。"),
    ("7", "共管の指標", "区分が「共管（参照）」のシートは、主管の部局が記入します。意見があれば「共管部局の意見」の欄に書いてください。"),
    ("8", "シートの保護", "誤って消さないように保護していますが、パスワードはありません。やむを得ないときは［校閲］→［シート保護の解除］で"
     "外せます。外して変えた箇所は、回収のときに事務局で分かります。行・列の追加や削除、シート名の変更はしないでください。"),
    ("9", "提出", "提出票の「記入した人」を記入し、ファイル名を変えずに保存して、期限までに事務局へ送ってください。"),
)  # fmt: skip

EXAMPLE = (
    ("単年", "件/年", "23", "31", "26", "20", "24", "－"),
    ("累計", "件/4年", "62", "31", "57", "77", "101", "65"),
)


def build_guide(build: Any) -> None:
    """記入要領: what to write where, with an example."""
    sheet = build.guide
    for column, width in enumerate((34, 96, 78, 78, 78, 78, 78, 78, 78)):
        sheet.set_column_pixels(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})
    sheet.set_row(0, 32)
    title = build.style(font_size=16, bold=True, align="center")
    sheet.merge_range(0, 0, 0, 8, "記　入　要　領", title)
    number = build.boxed(align="center", bold=True, bg_color=layout.HEAD)
    label = build.boxed(bold=True, indent=1)
    text = build.boxed(indent=1, font_size=9.5)
    row = 2
    for sign, name, words in GUIDE:
        sheet.set_row(row, 12 + 14.25 * -(-len(words) // 42))
        sheet.write(row, 0, sign, number)
        sheet.write(row, 1, name, label)
        sheet.merge_range(row, 2, row, 8, words, text)
        row += 1
    _example(build, row + 1)


def _example(build: Any, row: int) -> None:
    sheet = build.guide
    head = build.style(font_size=10.5, bold=True)
    sheet.merge_range(
        row,
        0,
        row,
        8,
        "■ 記入例（架空の指標。評価年度が R5 のときの例で、「▼記入」の列が記入する欄です）",
        head,
    )
    label = build.boxed(bg_color=layout.HEAD, align="center")
    heads = ("区分", "単位", "策定時(R1)", "R2", "R3", "R4", "R5 ▼記入", "目標値(R5)")
    for column, text in enumerate(heads, 1):
        sheet.write(row + 1, column, text, label)
    cell = build.boxed(align="center", font_size=10)
    written = build.boxed(align="center", font_size=10, bold=True, bg_color="#FFF0C2")
    for at, line in enumerate(EXAMPLE, row + 2):
        sheet.set_row(at, 20)
        for column, text in enumerate(line, 1):
            sheet.write_string(at, column, text, written if column == 7 else cell)
    box = build.boxed(font_name=layout.MINCHO, font_size=9.5, valign="top", bg_color="#FFF0C2")
    bold = build.boxed(bg_color=layout.HEAD, bold=True, indent=1)
    samples = (
        ("取組状況", "・説明会を６回開き、対象の世帯を戸別に訪ねて制度を案内した。\n"
         "・相談の窓口を市町村と一つにし、申請から決定までの期間を約３か月に縮めた。"),
        ("課題等", "・移転先の土地が見つからず、検討が長引く世帯が残っている。"),
        ("今後の方向性", "・市町村と空き地の情報を共有し、候補地の案内を続ける。"),
    )  # fmt: skip
    at = row + 5
    for name, words in samples:
        sheet.merge_range(at, 1, at, 8, f"{name}　▼記入", bold)
        sheet.set_row(at + 1, 18 + 13.5 * words.count("\n") + 8)
        sheet.merge_range(at + 1, 1, at + 1, 8, words, box)
        at += 2
