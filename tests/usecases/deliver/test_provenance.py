import json

from kpi_desktop.usecases.deliver.provenance import provenance
from tests.usecases.contents import sample_content

CONTENT = sample_content()
DOCUMENT = json.loads(provenance(CONTENT))


def test_every_figure_and_text_is_in_the_document() -> None:
    assert len(DOCUMENT["values"]) == 279 + 2 * 68 + 4 * 57
    assert DOCUMENT["snapshot"] == CONTENT.snapshot


def test_a_figure_has_its_whole_origin() -> None:
    (one,) = (
        value
        for value in DOCUMENT["values"]
        if (value["indicator"], value["item"], value["year"]) == ("4", "実績値", "R5")
    )
    assert (one["value"], one["number"]) == ("67.5", "67.5")
    assert one["origin"]["raw"] == "67.5"
    assert one["origin"]["sheet"] == "No.4"
    assert one["origin"]["version"] == 1
    assert len(one["origin"]["sha256"]) == 64


def test_the_document_is_the_same_every_time() -> None:
    assert provenance(sample_content()) == provenance(CONTENT)
