"""The command `new` and those below it: options in, library calls, paths out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from psr_report import completion
from psr_report.commands.options import NewsroomFolder
from psr_report.errors import RenderError, UsageError

if TYPE_CHECKING:
    from psr_report.scaffolding.beginning import Begun

app = typer.Typer(
    help="Begin an issue or an article. A mark stands at each gap that only you can fill.",
    epilog='Example: psr-report new article december "Solid-state cells promise 1,000 km"',
    no_args_is_help=True,
    rich_markup_mode=None,
)

Edit = Annotated[
    bool, typer.Option("--edit", help="Open it in your editor, the one that VISUAL or EDITOR names.")
]


@app.command(epilog="Example: psr-report new issue 2025-12")
def issue(
    month: Annotated[
        str,
        typer.Argument(metavar="MONTH", help='2025-12, dec-2025, "december 2025", december, current, next.'),
    ] = "next",
    edit: Edit = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Begin an issue: a folder with its plan.

    The plan is issue.yaml in the month's folder. Number, dates and editor follow the
    issues before it. Without MONTH: the month after the newest issue.
    Nothing that is there is overwritten.
    """
    from psr_report import terminal
    from psr_report.read import discovery, months
    from psr_report.scaffolding import beginning, coming

    words = _editor(edit)
    folder = discovery.find(newsroom)
    chosen = coming.issue(month, months.available(folder), months.now().date())
    terminal.say(chosen.notice)
    _done(beginning.issue(folder, chosen.month), words)


@app.command(epilog='Example: psr-report new article 2025-12 "Solid-state cells promise 1,000 km" --edit')
def article(
    month: Annotated[
        str,
        typer.Argument(
            metavar="ISSUE",
            help="The issue, named as for build. One that is not there yet is begun.",
            autocompletion=completion.issues,
        ),
    ],
    headline: Annotated[
        str | None,
        typer.Argument(
            metavar="HEADLINE", help="The finding, in quotation marks. Else, with --from, the page's title."
        ),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE_OR_URL",
            help="Take source, quotations and figures from a web page, a saved .html, a .docx, .md or .txt.",
        ),
    ] = None,
    allow_local: Annotated[
        bool,
        typer.Option("--allow-local", help="Let --from fetch from this machine and from private networks."),
    ] = False,
    topic: Annotated[
        str | None,
        typer.Option("--topic", metavar="NAME", help="Its topic.", autocompletion=completion.topics),
    ] = None,
    slug: Annotated[
        str | None,
        typer.Option("--slug", metavar="NAME", help="The name of its file. Else made of the headline."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Who signs its note. Else the one in people.yaml whose email git is set to.",
            autocompletion=completion.people,
        ),
    ] = None,
    edit: Edit = False,
    newsroom: NewsroomFolder = None,
) -> None:
    """Begin an article: a file to fill in.

    It is a draft, which no issue prints, until you set it to ready. psr-report check lists
    the gaps that are left. Nothing that is there is overwritten. The network is used only
    for an address behind --from.
    """
    from psr_report import terminal
    from psr_report.read import discovery, months
    from psr_report.scaffolding import beginning, coming

    if origin is None:
        _refuse_without_origin(headline, allow_local=allow_local)
    words = _editor(edit)
    folder = discovery.find(newsroom)
    now = months.now()
    today = now.date()
    chosen = coming.of_article(month, months.available(folder), today)
    terminal.say(chosen.notice)
    asked = beginning.Asked(headline or "", topic=topic, slug=slug, by=by)
    if origin is None:
        made = beginning.article(folder, chosen.month, asked, today)
    else:
        from psr_report.scaffolding import clipped

        made = clipped.article(folder, chosen.month, asked, origin, now, allow_local=allow_local)
    _done(made, words)


def _refuse_without_origin(headline: str | None, *, allow_local: bool) -> None:
    if headline is None:
        hint = "say what the story finds, in quotation marks; with --from a page gives it"
        raise UsageError("the headline is missing", hint)
    if allow_local:
        raise UsageError(
            "--allow-local says from where --from may fetch, and --from is missing", "add --from"
        )


def _editor(asked: bool) -> tuple[str, ...] | None:
    """Return the editor to open if one is asked for; it is looked for before anything is made."""
    from psr_report import editor

    return editor.named() if asked else None


def _done(begun: Begun, words: tuple[str, ...] | None) -> None:
    """Write what is begun, print where it is, and open it."""
    from psr_report import editor, terminal, write

    write.begin(begun.path, begun.text)
    terminal.paths([begun.path])
    for notice in (*_listed(begun), *begun.notices):
        terminal.notice(notice)
    if words and (code := editor.edit(words, begun.path)):
        terminal.notice(f"{words[0]} ended with exit code {code}; the file is there")


def _listed(begun: Begun) -> Iterator[str]:
    """Change the plan where it lists what is begun, and say so; the story stays where that cannot be done."""
    from psr_report import write

    plan = begun.plan
    if plan is None:
        return
    try:
        write.change(Path(plan.file), plan.before, plan.after)
    except RenderError as error:
        yield f"could not list it: {error}; add {begun.path.stem} to a section in {plan.file}"
    else:
        yield f"{plan.file} lists it under {begun.section}"
