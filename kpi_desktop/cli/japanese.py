"""Click in Japanese: headings of the help, and usage errors in one line with what to do."""

from __future__ import annotations

import click


def _options(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    options = [one for one in command.get_params(ctx) if isinstance(one, click.Option)]
    records = [one.get_help_record(ctx) for one in options]
    return [record for record in records if record is not None]


class JapaneseCommand(click.Command):
    """A command whose help has Japanese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """使い方."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """オプション."""
        with formatter.section("オプション"):
            formatter.write_dl(_options(self, ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Japanese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示します"
        return option


class UnknownCommand(click.UsageError):
    """There is no command of the name that is its message."""


class JapaneseGroup(JapaneseCommand, click.Group):
    """The group of all commands; lists them in the order in which they are used."""

    command_class = JapaneseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the yearly cycle, as they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name. UnknownCommand when there is none."""
        is_option = args[0].startswith("-")
        if not is_option and not ctx.resilient_parsing and args[0] not in self.commands:
            raise UnknownCommand(args[0], ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """オプション, then 命令."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(
                [(name, one.get_short_help_str(200)) for name, one in self.commands.items()]
            )


def in_japanese(error: click.UsageError) -> str:
    """What is wrong with the command line, and where help is."""
    command = error.ctx.command_path if error.ctx else "kpi-desktop"
    return f"{_what(error)}\n→ {command} --help で使い方を確かめてください。"


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"（{'、'.join(error.possibilities)} のことですか）" if error.possibilities else ""
        return f"オプション {error.option_name} はありません{near}。"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} が指定されていません。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)} の値を読めません: {error.message}"
    if isinstance(error, UnknownCommand):
        return f"{error.message} という命令はありません。"
    return f"命令の書き方が違います: {error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "引数"
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.make_metavar(click.Context(click.Command("x")))
