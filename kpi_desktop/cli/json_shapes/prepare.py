"""Documents of the commands before the forms go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes.domain import Shape, path_or_null

if TYPE_CHECKING:
    from kpi_desktop.usecases.practice.demo_fill import DemoFillResult
    from kpi_desktop.usecases.prepare.check_master import CheckMasterResult
    from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult
    from kpi_desktop.usecases.prepare.generate import GenerateResult
    from kpi_desktop.usecases.prepare.init import InitResult
    from kpi_desktop.usecases.prepare.mails import LettersResult


def init(result: InitResult) -> Shape:
    """What was made and what was there already."""
    return {
        "workspace": str(result.workspace),
        "created": list(result.created),
        "kept": list(result.kept),
    }


def check_master(result: CheckMasterResult) -> Shape:
    """Problems by cell, and the size of the plan."""
    return {
        "problems": [
            {
                "severity": problem.severity.value,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in result.problems
        ],
        "pillars": result.pillars,
        "departments": result.departments,
        "indicators": result.indicators,
        "series": result.series,
    }


def check_template(result: CheckTemplateResult) -> Shape:
    """Problems by name and sheet."""
    return {
        "template": str(result.template),
        "problems": [
            {
                "name": problem.name,
                "sheet": problem.sheet,
                "message": problem.message,
                "remedy": problem.remedy,
                "is_error": problem.is_error,
            }
            for problem in result.problems
        ],
    }


def generate(result: GenerateResult) -> Shape:
    """One entry a workbook."""
    return {
        "forms": [
            {
                "file": form.file,
                "department": form.department,
                "indicators": list(form.indicators),
                "issue_no": form.issue_no,
                "written": form.written,
            }
            for form in result.forms
        ],
        "cancelled": result.cancelled,
        "leftovers": list(result.leftovers),
    }


def letters(result: LettersResult) -> Shape:
    """One entry a draft."""
    return {
        "letter": result.letter.value,
        "drafts": [
            {
                "department": draft.department,
                "file": draft.file,
                "address": draft.address,
                "indicators": list(draft.indicators),
                "path": path_or_null(draft.path),
                "written": draft.written,
                "reason": draft.reason,
            }
            for draft in result.drafts
        ],
        "cancelled": result.cancelled,
        "leftovers": list(result.leftovers),
    }


def demo_fill(result: DemoFillResult) -> Shape:
    """Files and planted defects."""
    return {
        "files": list(result.files),
        "planted": [
            {
                "defect": planted.defect,
                "category": planted.category,
                "department": planted.department,
                "indicator": planted.indicator,
                "file": planted.file,
                "sheet": planted.sheet,
                "cell": planted.cell,
                "what": planted.what,
            }
            for planted in result.planted
        ],
    }
