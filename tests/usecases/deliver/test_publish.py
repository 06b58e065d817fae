from kpi_desktop.bootstrap import open_publications
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.publish import Publication, publish
from kpi_desktop.usecases.desk import Desk


def test_open_data_and_the_page_are_written_and_clean(finished: Desk) -> None:
    result = publish(finished, open_publications())
    names = {one.path.relative_to(finished.workspace.results).as_posix() for one in result.files}
    assert {"公開ページ_R5.html", "公開データ_R5/figures.csv", "公開データ_R5/kpi.json"} <= names
    assert (result.problems, result.unfinished) == ((), ())
    assert all(one.path.exists() for one in result.files)


def test_publishing_twice_changes_nothing(finished: Desk) -> None:
    first = publish(finished, open_publications())
    entries = len(finished.store.audit())
    second = publish(finished, open_publications())
    assert not any(one.written for one in second.files)
    assert [one.sha256 for one in first.files] == [one.sha256 for one in second.files]
    assert len(finished.store.audit()) == entries


def test_publishing_does_not_change_the_master_workbook(finished: Desk) -> None:
    publish(finished, open_publications())
    assert not consolidate(finished).written


def test_all_that_is_made_names_the_same_snapshot(finished: Desk) -> None:
    result = publish(finished, open_publications())
    assert consolidate(finished).snapshot == result.snapshot
    page = finished.workspace.results / "公開ページ_R5.html"
    assert result.snapshot in page.read_text(encoding="utf-8")


def test_forms_that_are_not_finalised_are_named(generated: Desk) -> None:
    assert len(publish(generated, open_publications()).unfinished) == 57


def test_what_breaks_a_rule_is_not_written(finished: Desk) -> None:
    bad = Publication("試験", lambda content: {"bad.csv": b"x"}, lambda files: ["規則違反"])
    result = publish(finished, [bad])
    assert result.problems == ("規則違反",)
    assert not (finished.workspace.results / "bad.csv").exists()
