from __future__ import annotations

import pickle

import pytest

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal


@pytest.mark.parametrize("reason", list(Reason), ids=[one.name for one in Reason])
def test_every_reason_says_what_happened_and_what_to_do(reason: Reason) -> None:
    refusal = Refusal(reason, "測定値")
    assert refusal.what.endswith("。") and refusal.remedy.endswith("。")
    assert "{" not in str(refusal)


def test_a_refusal_travels_between_processes() -> None:
    refusal = Refusal(Reason.TOO_LARGE, "40 MB")
    copy = pickle.loads(pickle.dumps(refusal))
    assert (copy.reason, str(copy)) == (Reason.TOO_LARGE, str(refusal))
