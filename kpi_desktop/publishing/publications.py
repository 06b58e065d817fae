"""What the public gets as files: open data and the page, each with its name and its check."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.publishing.open_data import open_data
from kpi_desktop.publishing.open_data_lint import lint
from kpi_desktop.publishing.web_page import web_page
from kpi_desktop.usecases.deliver.publish import Publication


def open_publications(bom: bool = False) -> tuple[Publication, ...]:
    """Open data and the web page; *bom* puts a byte order mark in front of the CSV files."""

    def data(content: MasterContent) -> dict[str, bytes]:
        folder = f"公開データ_{content.year.short}"
        return {f"{folder}/{name}": made for name, made in open_data(content, bom).items()}

    return Publication("オープンデータ", data, _problems), Publication("公開ページ", _page)


def _problems(files: Mapping[str, bytes]) -> list[str]:
    return lint({name.rpartition("/")[2]: made for name, made in files.items()})


def _page(content: MasterContent) -> dict[str, bytes]:
    return {f"公開ページ_{content.year.short}.html": web_page(content)}
