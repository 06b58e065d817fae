"""check-template: what a restyled template lacks or has twice, before forms are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.usecases.ports import Files
from kpi_desktop.usecases.workspace import Workspace


@dataclass(frozen=True)
class TemplateProblem:
    """One problem: ``name`` is the defined name it is about, empty when it is about the whole file.

    ``is_error``: no forms can be made before it is mended.
    """

    name: str
    sheet: str
    message: str
    remedy: str
    is_error: bool = True


@dataclass(frozen=True)
class CheckTemplateResult:
    """The template looked at, and its problems, errors first."""

    template: Path
    problems: tuple[TemplateProblem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether forms cannot be made from it."""
        return any(one.is_error for one in self.problems)


def check_template(
    target: Path, files: Files, inspect: Callable[[bytes], Sequence[TemplateProblem]]
) -> CheckTemplateResult:
    """Look at *target*, a template, or at the template of the workspace *target*."""
    if not target.exists():
        raise WorkspaceError(
            f"「{target}」がありません。", "事業フォルダか様式のファイルを指定してください。"
        )
    template = Workspace(target).template if target.is_dir() else target
    return CheckTemplateResult(template, tuple(inspect(files.read(template))))
