"""docs/rules.md, written from the catalogue. ``python -m kpi_desktop.rules`` prints it."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_desktop.domain.finding import Category
from kpi_desktop.rules.registry import RULES
from kpi_desktop.rules.rule import Rule

#: What the categories are called in the manual.
CATEGORY_WORDS = {
    Category.IDENTITY: "様式の同一性",
    Category.MISSING: "記入漏れ",
    Category.KIND: "値の種類",
    Category.UNIT: "単位",
    Category.PAST_VALUE: "過去の値",
    Category.SUM: "単年と累計",
    Category.PLAUSIBILITY: "値の妥当性",
    Category.STATE: "状態・記号",
    Category.NARRATIVE: "文章",
    Category.NARRATIVE_FIGURES: "文章と数値",
    Category.CORRECTION: "訂正",
    Category.JOINT: "共管",
}

_INTRO = """# 検証ルール

この一覧は検証ルールの定義から作られています。手で直さず、次のコマンドで作り直してください。

    python -m kpi_desktop.rules > docs/rules.md

- **要修正**の指摘が残っている様式は受理できません。**要確認**は確かめていただきたいこと、**お知らせ**は参考です。
- 一つの原因には一つの指摘だけを出します。前のルールが指摘した欄について、後のルールは同じことを言いません。
"""


def rules_page(rules: Sequence[Rule] = RULES) -> str:
    """The page as Markdown: a table of all rules, then one section each, by category."""
    ordered = sorted(rules, key=lambda one: one.code)
    parts = [_INTRO, _table(ordered)]
    for category in CATEGORY_WORDS:
        own = [one for one in ordered if one.category is category]
        if own:
            parts.append(f"## {CATEGORY_WORDS[category]}\n")
            parts += [_section(one) for one in own]
    return "\n".join(parts).rstrip() + "\n"


def _table(rules: Sequence[Rule]) -> str:
    rows = ["| コード | ルール | 重さ | 対象 |", "| --- | --- | --- | --- |"]
    for one in rules:
        cells = (one.title, one.effective_severity.label, one.scope.value)
        rows.append(f"| [{one.code}](#{one.code.lower()}) | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _section(rule: Rule) -> str:
    trial = "（試行中：要確認として扱います）" if rule.trial else ""
    lines = [
        f'<a id="{rule.code.lower()}"></a>',
        "",
        f"### {rule.code} {rule.title}",
        "",
        f"{rule.effective_severity.label}{trial}　{rule.since}から",
        "",
        f"- 例：{rule.example}",
        f"- なぜ：{rule.why}",
        f"- 指摘の文：{rule.message}",
        f"- 直し方：{rule.suggestion}",
    ]
    if rule.hint:
        lines.append(f"- 様式での案内：{rule.hint}")
    return "\n".join(lines) + "\n"
