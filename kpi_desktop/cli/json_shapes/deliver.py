"""Documents of the commands for what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes.domain import Shape, path_or_null

if TYPE_CHECKING:
    from kpi_desktop.usecases.deliver.build_macros import BuildMacrosResult
    from kpi_desktop.usecases.deliver.comparison import ComparisonResult
    from kpi_desktop.usecases.deliver.consolidate import ConsolidateResult
    from kpi_desktop.usecases.deliver.publish import PublishResult
    from kpi_desktop.usecases.deliver.refresh_master import RefreshResult
    from kpi_desktop.usecases.deliver.rollover import RolloverResult
    from kpi_desktop.usecases.deliver.verify import VerifyResult
    from kpi_desktop.usecases.practice.demo import DemoResult


def consolidate(result: ConsolidateResult) -> Shape:
    """Where the master workbook lies and what it holds."""
    return {
        "path": str(result.path),
        "written": result.written,
        "snapshot": result.snapshot,
        "indicators": result.indicators,
        "series": result.series,
        "missing": list(result.missing),
        "kept": path_or_null(result.kept),
        "problems": list(result.problems),
    }


def refresh(result: RefreshResult) -> Shape:
    """The master, and what happened to the open one."""
    return {
        "master": consolidate(result.master),
        "program": result.program,
        "open": result.open,
        "unsaved": path_or_null(result.unsaved),
    }


def comparison(result: ComparisonResult) -> Shape:
    """What was compared and how much differs."""
    return {
        "path": str(result.path),
        "written": result.written,
        "earlier": result.earlier,
        "later": result.later,
        "changes": result.changes,
    }


def build_macros(result: BuildMacrosResult) -> Shape:
    """One entry a copy."""
    return {
        "copies": [
            {
                "kind": made.kind.value,
                "source": made.source,
                "path": path_or_null(made.path),
                "written": made.written,
                "reason": made.reason,
            }
            for made in result.copies
        ],
        "texts": path_or_null(result.texts),
        "cancelled": result.cancelled,
    }


def publish(result: PublishResult) -> Shape:
    """What was written, and what keeps something from being written."""
    return {
        "snapshot": result.snapshot,
        "files": [
            {"path": str(file.path), "sha256": file.sha256, "written": file.written}
            for file in result.files
        ],
        "problems": list(result.problems),
        "unfinished": list(result.unfinished),
    }


def verify(result: VerifyResult) -> Shape:
    """The head of the chain and what is wrong."""
    return {
        "entries": result.entries,
        "head": result.head,
        "files": result.files,
        "problems": list(result.problems),
    }


def rollover(result: RolloverResult) -> Shape:
    """The new workspace and what to look at in it."""
    return {
        "workspace": str(result.workspace),
        "year": result.year.short,
        "indicators": result.indicators,
        "pending": list(result.pending),
        "past_target": list(result.past_target),
    }


def demo(result: DemoResult) -> Shape:
    """What each step said (pairs), and where the results lie (pairs)."""
    return {
        "steps": [[title, text] for title, text in result.steps],
        "places": [[what, str(path)] for what, path in result.places],
    }
