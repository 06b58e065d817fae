"""Tags of an inserted document: its structure tree joined to that of the document it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

_TREE, _NUMBERS, _PARENTS = "/StructTreeRoot", "/Nums", "/StructParents"


def join_structure(writer: PdfWriter, inserted: PdfReader, places: Sequence[int]) -> None:
    """Make the tags of *inserted*, whose pages already stand in *writer*, part of the writer's tree.

    *places* are the indices of its pages there, in their order. Nothing happens when either has no tags
    (not every program writes them).
    """
    mine: Any = writer.root_object.get(_TREE)
    theirs: Any = inserted.root_object.get(_TREE)
    if mine is None or theirs is None:
        return
    mine = mine.get_object()
    added = theirs.get_object().clone(writer).get_object()
    old = _numbers(mine["/ParentTree"])
    new = _numbers(added["/ParentTree"])
    shift = max(old, default=-1) + 1
    page: Any
    for page, at in zip(inserted.pages, places, strict=True):
        if _PARENTS in page:  # inserting a page leaves it out
            writer.pages[at][NameObject(_PARENTS)] = NumberObject(int(page[_PARENTS]) + shift)
    joined = ArrayObject()
    for key, value in sorted((old | {key + shift: value for key, value in new.items()}).items()):
        joined += [NumberObject(key), value]
    tree = mine["/ParentTree"].get_object()
    tree.pop("/Kids", None)
    tree.pop("/Limits", None)
    tree[NameObject(_NUMBERS)] = joined
    mine[NameObject("/ParentTreeNextKey")] = NumberObject(shift + max(new, default=0) + 1)
    order = {_id(page): at for at, page in enumerate(writer.pages)}
    _under_one_document(writer, mine, [*_kids(added), *_kids(mine)], order)


def _under_one_document(
    writer: PdfWriter, tree: Any, kids: list[Any], order: dict[int, int]
) -> None:
    """All elements below one Document, page by page, which is the order in which they are read."""

    def page(kid: Any) -> int:
        element = kid.get_object()
        return order.get(element.raw_get("/Pg").idnum, -1) if "/Pg" in element else -1

    document = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject("/Document"),
            NameObject("/P"): tree.indirect_reference,
            NameObject("/K"): ArrayObject(sorted(kids, key=page)),
        }
    )
    reference = writer._add_object(document)  # no public way to add an object
    for kid in kids:
        kid.get_object()[NameObject("/P")] = reference
    tree[NameObject("/K")] = ArrayObject([reference])


def _id(page: Any) -> int:
    return int(page.indirect_reference.idnum)


def _kids(tree: Any) -> list[Any]:
    kids = tree.raw_get("/K") if "/K" in tree else []
    resolved = kids.get_object() if hasattr(kids, "get_object") else kids
    return list(resolved) if isinstance(resolved, list) else [kids]


def _numbers(tree: Any) -> dict[int, Any]:
    """The entries of a number tree, whichever way it is cut up."""
    tree = tree.get_object()
    flat = list(tree.get(_NUMBERS, ArrayObject()))
    entries = {int(flat[at]): flat[at + 1] for at in range(0, len(flat), 2)}
    for kid in tree.get("/Kids", ArrayObject()):
        entries |= _numbers(kid)
    return entries
