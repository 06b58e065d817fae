"""The commands. Each is one use case; exit status 0 done, 1 done with errors found, 2 could not be done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import click
import typer

from kpi_desktop import __version__
from kpi_desktop.cli import show
from kpi_desktop.cli.output import Bar, err, escape, write_json
from kpi_desktop.cli.usage import in_japanese
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.form import FormUnit

app = typer.Typer(
    name="kpi-desktop",
    help="別記様式２「ＫＰＩ分析シート」の配布・回収・検証・統合をします。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Dir = Annotated[Path, typer.Argument(metavar="DIR", help="事業フォルダ")]
DemoDir = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="作る事業フォルダ（省くと demo）")
]
Json = Annotated[bool, typer.Option("--json", help="結果を JSON で標準出力に出します")]
Departments = Annotated[
    list[str] | None,
    typer.Option("--department", metavar="部局", help="部局を絞ります（何度でも指定できます）"),
]
Indicators = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="No", help="指標を絞ります（何度でも指定できます）"),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kpi-desktop {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="版を表示します"),
    ] = False,
) -> None:
    pass


@app.command("init")
def _init(
    directory: Dir,
    sample: Annotated[bool, typer.Option("--sample", help="57指標の見本の計画を入れます")] = False,
    master: Annotated[
        Path | None, typer.Option("--master", metavar="FILE", help="使う指標マスタ")
    ] = None,
    as_json: Json = False,
) -> None:
    """事業フォルダを作ります。すでにあるファイルは上書きしません。"""
    from kpi_desktop.bootstrap import make_workspace

    if sample and master:
        raise KpiError("--sample と --master は同時に使えません。", "どちらか一つにしてください。")
    result = make_workspace(directory, sample=sample, master=master)
    write_json(result) if as_json else show.init(result)


@app.command("check-master")
def _check_master(directory: Dir, as_json: Json = False) -> None:
    """指標マスタ.xlsx を調べ、問題をシートとセルで一度に示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.check_master import check_master

    with open_desk(directory) as desk:
        result = check_master(desk)
    write_json(result) if as_json else show.check_master(result)
    _exit(found_errors=result.has_errors)


@app.command("generate")
def _generate(
    directory: Dir,
    department: Departments = None,
    unit: Annotated[
        FormUnit,
        typer.Option("--unit", help="ブックの単位（部局・課・指標）", show_choices=True),
    ] = FormUnit.DEPARTMENT,
    as_json: Json = False,
) -> None:
    """様式を 配布/ に作ります。内容が同じ様式は作り直しません。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.generate import generate

    with open_desk(directory) as desk, Bar("様式を作成") as bar:
        result = generate(desk, department or (), unit, bar)
    write_json(result) if as_json else show.generate(result, directory)


@app.command("demo-fill")
def _demo_fill(
    directory: Dir,
    seed: Annotated[int, typer.Option("--seed", help="欠陥の選び方を決める数")] = 0,
    defects: Annotated[int, typer.Option("--defects", min=0, help="埋め込む欠陥の数")] = 0,
    as_json: Json = False,
) -> None:
    """部局の役をして、配布した様式の写しに記入し 提出/ に置きます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.demo_fill import demo_fill

    with open_desk(directory) as desk, Bar("様式に記入") as bar:
        result = demo_fill(desk, seed, defects, bar)
    write_json(result) if as_json else show.demo_fill(result, directory)


@app.command("collect")
def _collect(
    directory: Dir,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="ファイルやフォルダ（省くと 提出/）"),
    ] = None,
    as_json: Json = False,
) -> None:
    """提出された様式を受け付けます。どの入力にも結果と理由を付けます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.collect import collect

    with open_desk(directory) as desk, Bar("回収") as bar:
        result = collect(desk, paths or (), bar)
    write_json(result.entries) if as_json else show.collect(result)


@app.command("validate")
def _validate(directory: Dir, as_json: Json = False) -> None:
    """回収した様式を検証し、指摘をセルと直し方とともに示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.domain.finding import Severity
    from kpi_desktop.usecases.validate import validate

    with open_desk(directory) as desk, Bar("検証") as bar:
        result = validate(desk, bar)
    write_json(show.validate_json(result)) if as_json else show.validate(result)
    _exit(found_errors=result.count(Severity.ERROR) > 0)


@app.command("accept")
def _accept(
    directory: Dir,
    department: Departments = None,
    indicator: Indicators = None,
    as_json: Json = False,
) -> None:
    """要修正の指摘がない様式を受理します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import accept

    with open_desk(directory) as desk:
        result = accept(desk, department or (), indicator or ())
    write_json(result) if as_json else show.decisions("受理", result)
    _exit(found_errors=bool(result.refused))


@app.command("finalise")
def _finalise(
    directory: Dir,
    department: Departments = None,
    indicator: Indicators = None,
    as_json: Json = False,
) -> None:
    """受理した様式を確定します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import finalise

    with open_desk(directory) as desk:
        result = finalise(desk, department or (), indicator or ())
    write_json(result) if as_json else show.decisions("確定", result)
    _exit(found_errors=bool(result.refused))


@app.command("reopen")
def _reopen(
    directory: Dir,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="再開する理由（必須）")],
    department: Departments = None,
    indicator: Indicators = None,
    as_json: Json = False,
) -> None:
    """確定した様式を受理に、受理した様式を提出済に戻します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import reopen

    with open_desk(directory) as desk:
        result = reopen(desk, reason, department or (), indicator or ())
    write_json(result) if as_json else show.decisions("再開", result)
    _exit(found_errors=bool(result.refused))


@app.command("status")
def _status(directory: Dir, as_json: Json = False) -> None:
    """だれが何版を提出したか、指摘と期限を示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.status import status

    with open_desk(directory) as desk:
        result = status(desk)
    write_json(result) if as_json else show.status(result)


@app.command("consolidate")
def _consolidate(directory: Dir, as_json: Json = False) -> None:
    """統合マスタ（グラフ付き）を 統合/ に作ります。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.consolidate import consolidate

    with open_desk(directory) as desk:
        result = consolidate(desk)
    write_json(result) if as_json else show.consolidate(result)


@app.command("verify")
def _verify(directory: Dir, as_json: Json = False) -> None:
    """監査証跡の連鎖と、保管した提出ファイルのハッシュを検算します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.verify import verify

    with open_desk(directory) as desk:
        result = verify(desk)
    write_json(result) if as_json else show.verify(result)
    _exit(found_errors=bool(result.problems))


@app.command("demo")
def _demo(directory: DemoDir = None, as_json: Json = False) -> None:
    """見本の計画で全工程を通し、結果の場所を示します。"""
    from kpi_desktop.bootstrap import make_workspace, open_desk
    from kpi_desktop.usecases.demo import demo

    directory = directory or Path("demo")
    make_workspace(directory, sample=True, master=None)
    with open_desk(directory) as desk, Bar("デモ") as bar:
        result = demo(desk, bar)
    write_json(result) if as_json else show.demo(result)


def _exit(found_errors: bool) -> None:
    if found_errors:
        raise typer.Exit(1)


def main(arguments: list[str] | None = None) -> int:
    """Run one command line; gives the exit status. A traceback never reaches the person."""
    try:
        status = app(arguments, prog_name="kpi-desktop", standalone_mode=False)
        return int(status or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stdout.write(error.format_message() + "\n")
        return 2
    except click.UsageError as error:
        err.print(escape(in_japanese(error)))
        return 2
    except (click.Abort, KeyboardInterrupt):
        err.print("中止しました。途中までの結果は残っています。同じ命令で続きから進みます。")
        return 2
    except KpiError as error:
        err.print(escape(f"{error.what}\n→ {error.remedy}" if error.remedy else error.what))
        return 2
    except Exception:
        from kpi_desktop.bootstrap import log_unexpected

        err.print(escape(log_unexpected()))
        return 2
