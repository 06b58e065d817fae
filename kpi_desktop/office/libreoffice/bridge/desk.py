"""The running office as the bridge sees it: connection, documents, sheets, cells.

An address travels as a dict: ``{"book": uid, "sheet": name, "box": [row, column,
rows, columns]}``, rows and columns counted from 1.  Documents are remembered by their
identity only as long as they answer to it, so nothing can go stale.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, NamedTuple, Tuple

import uno  # type: ignore[import-not-found,import-untyped,unused-ignore]

Uno = Any
Address = Dict[str, Any]

MISSING = "missing"
LOCKED = "locked"
UNSUPPORTED = "unsupported"
FAILED = "failed"


class Refused(Exception):
    """A request that cannot be met: ``kind`` for programs, the text for people."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind, text)
        self.kind = kind

    def __str__(self) -> str:
        return str(self.args[1])


def struct(name: str, **fields: Any) -> Uno:
    made = uno.createUnoStruct("com.sun.star." + name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(name: str, value: str) -> Uno:
    return uno.Enum("com.sun.star." + name, value)


def properties(**values: Any) -> Tuple[Uno, ...]:
    return tuple(struct("beans.PropertyValue", Name=k, Value=v) for k, v in values.items())


def property_list(**values: Any) -> Uno:
    """Property values as one UNO value, for a property that itself holds properties."""
    return uno.Any("[]com.sun.star.beans.PropertyValue", properties(**values))


def file_url(path: str) -> str:
    return str(uno.systemPathToFileUrl(path))


def file_path(url: str) -> str:
    return str(uno.fileUrlToSystemPath(url))


def box_of(address: Uno) -> Tuple[int, int, int, int]:
    """(row, column, rows, columns) of a UNO CellRangeAddress, counted from 1."""
    return (
        address.StartRow + 1,
        address.StartColumn + 1,
        address.EndRow - address.StartRow + 1,
        address.EndColumn - address.StartColumn + 1,
    )


class NumberFormat(NamedTuple):
    """``kind`` is one of com.sun.star.util.NumberFormat; ``language`` that of its letters."""

    kind: int
    code: str
    language: str

    @property
    def is_general(self) -> bool:
        return self.code in ("General", "Standard", "G/標準")


class Desk:
    """One LibreOffice, reached over a named pipe."""

    def __init__(self, pipe: str) -> None:
        self._url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self._desktop: Uno = None
        self._context: Uno = None
        self._known: Dict[str, Uno] = {}
        self._formats: Dict[Tuple[str, int], NumberFormat] = {}

    def connect(self) -> bool:
        """True once LibreOffice answers; False while it is still starting."""
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        try:
            self._context = resolver.resolve(self._url)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            return False
        self._desktop = self.service("frame.Desktop")
        return True

    @property
    def desktop(self) -> Uno:
        if self._desktop is None:
            raise Refused(FAILED, "not connected to LibreOffice yet")
        return self._desktop

    def service(self, name: str) -> Uno:
        full = "com.sun.star." + name
        return self._context.ServiceManager.createInstanceWithContext(full, self._context)

    def setting(self, path: str, name: str) -> Any:
        provider = self.service("configuration.ConfigurationProvider")
        view = "com.sun.star.configuration.ConfigurationAccess"
        return getattr(provider.createInstanceWithArguments(view, properties(nodepath=path)), name)

    def components(self) -> Iterator[Uno]:
        every = self.desktop.Components.createEnumeration()
        while every.hasMoreElements():
            component = every.nextElement()
            if component is not None:
                yield component

    def documents(self) -> Iterator[Uno]:
        """The open workbooks (not text documents, not the Basic editor)."""
        for component in self.components():
            if getattr(component, "ImplementationName", "") == "ScModelObj":
                yield component

    def is_there(self) -> bool:
        """Whether LibreOffice itself still answers."""
        try:
            self.desktop.Components
        except Exception:  # any answer but a good one means no
            return False
        return True

    # -- addresses ------------------------------------------------------------

    def document(self, at: Address) -> Uno:
        uid = at["book"]
        try:
            if uid not in self._known:
                self._known = {document.RuntimeUID: document for document in self.documents()}
            if self._known[uid].RuntimeUID == uid:
                return self._known[uid]
        except (KeyError, uno.getClass("com.sun.star.lang.DisposedException")):
            self._known.pop(uid, None)
            self.desktop.Components  # raises if it is LibreOffice that is gone
        raise Refused(MISSING, "the workbook is no longer open")

    def number_format(self, document: Uno, key: int) -> NumberFormat:
        """What stands behind the key of a number format; asked only once."""
        known = (document.RuntimeUID, key)
        if known not in self._formats:
            entry = document.NumberFormats.getByKey(key)
            self._formats[known] = NumberFormat(
                entry.Type, entry.FormatString, entry.Locale.Language
            )
        return self._formats[known]

    def sheet(self, at: Address) -> Uno:
        sheets = self.document(at).Sheets
        if not sheets.hasByName(at["sheet"]):
            raise Refused(MISSING, f"the workbook has no sheet named {at['sheet']!r}")
        return sheets.getByName(at["sheet"])

    def cells(self, at: Address) -> Uno:
        row, column, rows, columns = at["box"]
        try:
            return self.sheet(at).getCellRangeByPosition(
                column - 1, row - 1, column + columns - 2, row + rows - 2
            )
        except uno.getClass("com.sun.star.lang.IndexOutOfBoundsException"):
            raise Refused(MISSING, f"{at['box']} lies outside the sheet") from None


def refuse_locked(sheet: Uno, cells: Uno) -> None:
    """LibreOffice lets programs write into protected cells; this program does not."""
    if not sheet.isProtected():
        return
    groups = cells.getUniqueCellFormatRanges()
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        if group.CellProtection.IsLocked:
            places = group.RangeAddressesAsString.replace(",", ", ")
            raise Refused(LOCKED, f"the sheet is protected and these cells are locked: {places}")


def refuse_protected(sheet: Uno) -> None:
    """For what Excel forbids on the whole of a protected sheet (formats, rows, columns)."""
    if sheet.isProtected():
        raise Refused(LOCKED, f"the sheet {sheet.Name!r} is protected")
