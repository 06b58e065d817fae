"""Open data of one snapshot: CSV, JSON with schema, dictionary, revision log and catalogue entries."""

from __future__ import annotations

import csv
import io

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.publishing import open_data_catalogue as catalogue
from kpi_desktop.publishing import open_data_json
from kpi_desktop.publishing.open_data_tables import Table, tables


def open_data(content: MasterContent, bom: bool = False) -> dict[str, bytes]:
    """File name → bytes; the same content gives the same bytes.

    *bom* puts the byte order mark in front of CSV files, for readers that need it to see UTF-8.
    """
    own = tables(content)
    described = (*own, catalogue.codes(own))
    whole = (*described, catalogue.dictionary(described))
    files = {f"{table.file}.csv": csv_bytes(table, bom) for table in whole}
    files[open_data_json.DATA] = open_data_json.data(content)
    files[open_data_json.SCHEMA] = open_data_json.schema()
    files[catalogue.PACKAGE] = catalogue.package(content, whole, bom)
    listed = dict(files)
    files[catalogue.DCAT] = catalogue.dcat(content, listed)
    files[catalogue.CKAN] = catalogue.ckan(content, listed)
    return files


def csv_bytes(table: Table, bom: bool) -> bytes:
    """*table* as RFC 4180 CSV in UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows(table.rows)
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8")
