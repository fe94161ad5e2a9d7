"""The printed issue as a reader and as a machine gets it, and every way its child process can fail."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from psr_report import assemble, editions, render
from psr_report.editions import pdf
from psr_report.editions.pdf import page
from psr_report.errors import RenderError
from psr_report.issue import Correction, Issue
from psr_report.periods import parse
from psr_report.read.newsroom import newsroom
from tests import desk, issues
from tests.program import CONTENT, PROGRAM, environment, run, shell
from tests.read.rooms import write

MONTH = "2025-11"
NAME = f"alternative-power-report-{MONTH}.pdf"


def sample() -> Issue:
    reading = newsroom(CONTENT, MONTH)
    return assemble.issue(reading.newsroom, MONTH, assemble.selection(reading.newsroom, MONTH, desk.NOW))


def printed(issue: Issue, scratch: Path | None = None) -> bytes:
    """Return the PDF of an issue."""
    with editions.edition("pdf") as edition:
        edition.begin(issue, render.environment(scratch))
        (output,) = edition.outputs()
    return output.data


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("november") / NAME
    path.write_bytes(printed(sample()))
    return path


@pytest.fixture
def document(november: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(november) as opened:
        yield opened


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files of this test alone."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def text_of(path: Path, *options: str) -> str:
    return subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, check=True
    ).stdout.decode()


# What the file is


def test_the_document_is_tagged_and_says_its_language_and_title(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/StructTreeRoot" in root
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Alternative Power Report, November 2025"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_a_corrected_issue_carries_its_edition_in_the_metadata_and_on_its_pages(scratch: Path) -> None:
    story = replace(issues.BANGKOK, corrections=(Correction(parse("2025-11-12"), "1", "2", "Typed wrong"),))
    path = scratch / "second.pdf"
    path.write_bytes(
        printed(replace(issues.bare_issue(story), edition=2, publishes=parse("2025-11-05")), scratch)
    )
    with pikepdf.open(path) as document:
        assert str(document.docinfo.Title) == "Alternative Power Report, November 2025, edition 2"
        assert str(document.docinfo.Subject).endswith("the issue of November 2025, edition 2")
        assert str(document.docinfo.CreationDate) == "D:20251105000000+00'00"
        assert str(document.docinfo.ModDate) == "D:20251112000000+00'00"
        with document.open_metadata() as metadata:
            assert metadata["xmpMM:VersionID"] == "2"
    text = " ".join(text_of(path).split())
    assert "November 2025 · edition 2" in text
    assert "Edition 2, corrected 12 November 2025" in text
    assert "Corrected 12 November 2025. Before: 1. Now: 2. Typed wrong." in text


def test_a_first_edition_says_nothing_of_editions(document: pikepdf.Pdf) -> None:
    assert "edition" not in str(document.docinfo.Title)
    with document.open_metadata() as metadata:
        assert "xmpMM:VersionID" not in metadata


def test_the_bookmarks_are_the_sections_with_their_stories(document: pikepdf.Pdf) -> None:
    issue = sample()
    with document.open_outline() as outline:
        marked = {item.title: [plain(child.title) for child in item.children] for item in outline.root}
    for section in issue.sections:
        assert marked[section.name] == [story.headline for story in section.stories]


def plain(text: str) -> str:
    """Return the text with breaking spaces."""
    return text.replace("\u00a0", " ")


def test_every_story_in_the_contents_links_to_its_page(document: pikepdf.Pdf) -> None:
    names = (
        document.Root.Names.Dests if "/Names" in document.Root and "/Dests" in document.Root.Names else None
    )
    known = (
        {str(name): target for name, target in zip(*[iter(names.Names)] * 2, strict=True)} if names else {}
    )
    targets = {
        str(link.A.D if "/A" in link else link.Dest) for each in document.pages[:4] for link in links(each)
    }
    for story in sample().stories:
        assert story.slug in targets
        assert story.slug in known


def links(leaf: pikepdf.Page) -> list[Any]:
    found = leaf.obj.get("/Annots", [])
    return [
        link for link in found if link.Subtype == "/Link" and ("/Dest" in link or link.A.get("/S") == "/GoTo")
    ]


def test_the_issues_yaml_and_its_figures_are_attached(document: pikepdf.Pdf) -> None:
    issue = sample()
    assert {name.rpartition(".")[2] for name in issue.attachments} == {"csv", "yaml"}
    for name, data in issue.attachments.items():
        attached = document.attachments[name].get_file()
        assert attached.read_bytes() == data
    related = {str(file.AFRelationship) for file in document.Root.AF}
    assert related == {"/Data", "/Source"}


def test_the_pages_of_an_entry_are_printed_once_each(november: Path) -> None:
    words = text_of(november, "-layout")
    assert not re.search(r"(?<![\d,])(\d+), (?:\d+, )*\1(?![\d,])", words[words.index("Index") :])


@pytest.mark.parametrize(("count", "expected"), [(3, 1), (9, 2), (24, 2)])
def test_an_index_prints_a_page_once_and_at_the_margin(tmp_path: Path, count: int, expected: int) -> None:
    brief = "size: brief\nregion: China\ncompanies: [CATL"
    files = {f"{MONTH}/story-{at:02}.yaml": desk.yaml(f"Story {at}", f"{brief}]") for at in range(count)}
    files[f"{MONTH}/last.yaml"] = desk.yaml("The last story", f"{brief}, Kia]")
    path = tmp_path / "issue.pdf"
    path.write_bytes(printed(desk.issue(tmp_path, files)))
    entries = {words[0].text: words for words in lines_of(path, "Index") if words[0].text in ("CATL", "Kia")}
    catl, kia = ([word for word in entries[name] if word.text[0].isdigit()] for name in ("CATL", "Kia"))
    pages = [int(word.text.strip(",")) for word in catl]
    assert pages == list(range(pages[0], pages[0] + expected))
    assert [word.text for word in kia] == [str(pages[0])]  # "last" comes first: L before S
    assert catl[-1].end == kia[-1].end
    assert all(1 < later.start - word.end < 4 for word, later in pairwise(catl))


class Word(NamedTuple):
    """A word on a page, with where it starts and ends from the left edge of the page, in points."""

    text: str
    start: float
    end: float


def lines_of(path: Path, heading: str) -> list[list[Word]]:
    """Return the left column's lines below a heading, their words from left to right."""
    found = re.findall(
        r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', text_of(path, "-bbox")
    )
    below = found[max(at for at, each in enumerate(found) if each[3] == heading) :]
    lines: dict[float, list[Word]] = {}
    for start, end, bottom, text in below:
        line = next((line for line in lines if abs(line - float(bottom)) < 3), float(bottom))
        if float(end) < 290:
            lines.setdefault(line, []).append(Word(text, float(start), float(end)))
    return [sorted(words, key=lambda word: word.start) for words in lines.values()]


def test_the_style_sheets_ask_nothing_that_weasyprint_does_not_know() -> None:
    for issue in (sample(), issues.sample_issue()):
        assert told(page.job(issue, render.environment())) == (0, "")


def told(job: dict[str, Any]) -> tuple[int, str]:
    """Return how the child ended on a job, and what it said."""
    worker = [sys.executable, "-m", "psr_report.editions.pdf.worker", str(pdf.MEMORY), "60"]
    ended = subprocess.run(worker, input=pickle.dumps(job), capture_output=True, check=False)
    return ended.returncode, ended.stderr.decode()


def test_the_parent_never_loads_weasyprint(tmp_path: Path) -> None:
    write(tmp_path)
    ask = "import sys; sys.argv = ['', 'build', '-t', 'pdf']\n"
    ask += "from psr_report.__main__ import main; print(main())\n"
    heavy = "print([name for name in sys.modules if name in ('weasyprint', 'pikepdf', 'fontTools', 'pydyf')])"
    ended = shell(f'{sys.executable} -c "{ask}{heavy}"', cwd=tmp_path)
    assert ended.out.splitlines()[-2:] == ["0", "[]"]


# The same bytes


def test_a_build_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    def built(name: str, before: str, env: dict[str, str]) -> dict[str, str]:
        folder = tmp_path / name
        (folder / "home").mkdir(parents=True)
        shutil.copytree(CONTENT, folder / "content")
        ended = shell(
            f"{before}; $R build november -o out", cwd=folder, env={"HOME": str(folder / "home"), **env}
        )
        assert ended.code == 0, ended.err
        files = (path for path in (folder / "out" / MONTH).iterdir())
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    here = built("here", "umask 022", {"TZ": "Asia/Bangkok", "PYTHONHASHSEED": "1", "LANG": "C"})
    there = built(
        "there and elsewhere",
        "umask 077",
        {"TZ": "America/Chicago", "PYTHONHASHSEED": "2", "LANG": "th_TH.UTF-8", "LC_ALL": "ja_JP.UTF-8"},
    )
    assert here == there
    assert len(here) == 6


# What can go wrong


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("WALL_SECONDS", 0.2, "takes longer than 0.2 seconds"),
        ("CPU_SECONDS", 1, "takes more than 1 seconds of processor time"),
    ],
)
def test_a_limit_that_is_passed_is_named(
    monkeypatch: pytest.MonkeyPatch, scratch: Path, limit: str, value: float, message: str
) -> None:
    monkeypatch.setattr(pdf, limit, value)
    with pytest.raises(RenderError, match=re.escape(message)) as raised:
        printed(sample())
    assert raised.value.hint
    assert list(scratch.iterdir()) == []


def test_a_page_that_needs_too_much_memory_is_a_message(
    monkeypatch: pytest.MonkeyPatch, scratch: Path
) -> None:
    job = page.job(issues.bare_issue(), render.environment())
    job["html"] = job["html"].replace("</body>", f"{'<p>x</p>' * 300_000}</body>")
    monkeypatch.setattr(page, "job", lambda issue, templates: job)
    monkeypatch.setattr(pdf, "MEMORY", 300 << 20)
    with pytest.raises(RenderError, match=r"needs more than 0\.293 GiB of memory"):
        printed(issues.bare_issue())
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (signal.SIGKILL, "was ended from outside"),
        (signal.SIGSEGV, "crashed (SIGSEGV)"),
        (signal.SIGABRT, "crashed (SIGABRT)"),
    ],
)
def test_a_child_that_dies_is_a_message_and_not_a_crash(scratch: Path, number: int, message: str) -> None:
    with pdf.Printing() as edition:
        edition.begin(sample(), render.environment())
        assert edition._child is not None
        edition._child.send_signal(number)
        with pytest.raises(RenderError, match=re.escape(message)):
            edition.outputs()
    assert list(scratch.iterdir()) == []


def test_a_child_that_died_before_it_was_asked_is_a_message_too(scratch: Path) -> None:
    with pdf.Printing() as edition:
        assert edition._child is not None
        edition._child.send_signal(signal.SIGSEGV)
        edition._child.wait()
        edition.begin(sample(), render.environment())
        with pytest.raises(RenderError, match="crashed"):
            edition.outputs()
    assert list(scratch.iterdir()) == []


def test_without_pango_the_command_that_installs_it_is_said(tmp_path: Path) -> None:
    write(tmp_path)
    lacking = tmp_path / "libraries"
    lacking.mkdir()
    (lacking / "libpango-1.0.so.0").write_text("not a library")
    ended = run("build", "-t", "html,pdf", cwd=tmp_path, env={"LD_LIBRARY_PATH": str(lacking)})
    assert (ended.code, ended.out) == (3, "")
    said = ended.err.splitlines()[-2:]
    assert said[0].startswith("error: the PDF needs libraries that this machine lacks: libpango-1.0.so.0")
    assert re.fullmatch(r"  hint: (sudo )?apt-get install libpango-1\.0-0 .*", said[1])
    assert not (tmp_path / "output" / MONTH).exists()
    assert run("build", "-t", "html", cwd=tmp_path, env={"LD_LIBRARY_PATH": str(lacking)}).code == 0


def test_a_folder_of_modules_beside_the_content_is_not_run(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("weasyprint", "pikepdf", "resource"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run by mistake')\n")
    program = "from psr_report.__main__ import main; main()"
    ended = shell(
        f"{sys.executable} -P -c \"import sys; sys.argv = ['', 'build', '-t', 'pdf']; {program}\"",
        cwd=tmp_path,
    )
    assert ended.err.splitlines() == ["latest is November 2025"]
    assert ended.out.endswith(".pdf\n")


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('<img src="pictures/none.png" alt="x">', "refused to load pictures/none.png"),
        ('<img src="file:///etc/passwd" alt="x">', "refused to load file:///etc/passwd"),
        ('<img src="http://127.0.0.1:9/x.png" alt="x">', "refused to load http://127.0.0.1:9/x.png"),
        (
            '<link rel="stylesheet" href="https://example.org/x.css">',
            "refused to load https://example.org/x.css",
        ),
        (
            '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
            "refused to load file:",
        ),
        ('<p style="background: url(ftp://example.org/x)">x</p>', "refused to load ftp://example.org/x"),
        ('<img src="data:image/png;base64,AAAA" alt="x">', "Failed to load image"),
        ('<a href="#nowhere">x</a>', "nowhere"),
    ],
)
def test_what_the_page_asks_for_and_does_not_get_fails_the_build(markup: str, message: str) -> None:
    job = page.job(issues.bare_issue(), render.environment())
    job["html"] = job["html"].replace("</body>", f"{markup}</body>")
    code, said = told(job)
    assert (code, message in said) == (3, True), said


def test_style_that_weasyprint_does_not_know_is_told_but_fails_nothing() -> None:
    job = page.job(issues.bare_issue(), render.environment())
    job["css"] += "p { colour: red }"
    code, said = told(job)
    assert code == 0
    assert "Ignored `colour: red" in said


def test_an_incomplete_pdf_is_a_message_with_the_reason() -> None:
    error = pdf.failure(3, "Ignored `x`\nrefused to load file:///etc/passwd\n")
    assert str(error) == "the PDF would be incomplete: refused to load file:///etc/passwd"


def test_a_temporary_folder_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/proc/none")
    with pytest.raises(RenderError, match="temporary folder"):
        printed(issues.bare_issue())


# Stopping

CHILDREN = Path("/proc/self/task")
needs_proc = pytest.mark.skipif(
    not (CHILDREN.is_dir() and hasattr(os, "pidfd_open")), reason="looks for the child as Linux shows it"
)


def children(pid: int) -> list[int]:
    found = (task / "children" for task in Path(f"/proc/{pid}/task").iterdir())
    return [int(child) for each in found for child in each.read_text().split()]


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def unmeasured(scratch: Path) -> dict[str, str]:
    """Return an environment without coverage: a signal inside its lock would stop the program for good."""
    named = {name: None for name in os.environ if name.startswith("COVERAGE_")}
    return environment({**named, "TMPDIR": str(scratch)})


@contextmanager
def end_of(pid: int) -> Iterator[int]:
    """Yield a file that can be read from as soon as the process has ended."""
    file = os.pidfd_open(pid)
    try:
        yield file
    finally:
        os.close(file)


def wait_until(condition: Callable[[], Any], pid: int) -> None:
    """Look again and again, however long it takes, while the process runs that is to bring it about."""
    with end_of(pid) as end:
        while not condition():
            ended, _, _ = select.select([end], [], [], 0.01)
            assert not ended


@needs_proc
@pytest.mark.parametrize("worked", [0, 0.3, 1.2])
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)],
)
def test_a_stopped_build_leaves_nothing_behind(tmp_path: Path, number: int, code: int, worked: float) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [*PROGRAM, "build", "november", "-t", "pdf,html", "--newsroom", str(CONTENT)],
        cwd=tmp_path,
        env=unmeasured(scratch),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_until(lambda: children(process.pid), process.pid)
    (child,) = children(process.pid)
    with end_of(child) as end:
        wait_until(lambda: cpu_seconds(child) >= worked, child)
        process.send_signal(number)
        out, said = process.communicate()
        assert (process.returncode, out) == (code, b"")
        select.select([end], [], [])
    assert not (tmp_path / "output").exists()
    if number != signal.SIGKILL:  # which leaves no time to tidy up
        assert said.decode().splitlines() == ["november is November 2025", "stopped; nothing is half-written"]
        assert list(scratch.iterdir()) == []


@needs_proc
def test_impatience_does_not_cut_the_tidying_short(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [*PROGRAM, "build", "november", "-t", "pdf", "--newsroom", str(CONTENT)],
        cwd=tmp_path,
        env=unmeasured(scratch),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: children(process.pid), process.pid)
    for _ in range(1000):
        process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert list(scratch.iterdir()) == []
