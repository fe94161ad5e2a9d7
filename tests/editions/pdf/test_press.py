from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from psr_report import editions, render
from psr_report.editions import pdf
from psr_report.editions.pdf import frames, page
from psr_report.editions.pdf.press import Press
from psr_report.errors import RenderError
from psr_report.serving.warm import Warm
from tests import issues
from tests.desk import MONTH, write, yaml
from tests.program import CLOCK, run


@pytest.fixture
def press() -> Iterator[Press]:
    made = editions.standing("pdf")
    assert isinstance(made, Press)
    with made:
        yield made


def test_issues_printed_one_after_the_other_have_the_bytes_of_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    room = write(tmp_path / "content", {"2025-11/story.yaml": yaml("A headline", "status: draft")})
    printed = []
    with Warm(room, MONTH) as warm:
        for headline in ("A headline", "Another headline", "A headline"):
            (room / "2025-11" / "story.yaml").write_text(yaml(headline, "status: draft"), "utf-8")
            issue = warm.render(warm.read()).issue
            printed.append(warm.begin("pdf", issue)())
    ended = run("build", "-t", "pdf", "--drafts", cwd=tmp_path)
    assert ended.code == 0, ended.err
    built = (tmp_path / ended.out.strip()).read_bytes()
    assert [one.data == built for (one,) in printed] == [True, False, True]
    assert printed[0][0].pages


def test_a_page_that_cannot_be_printed_is_a_message_and_the_next_one_is_printed(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, templates = issues.bare_issue(), render.environment()
    job = page.job(issue, templates)
    wrong = {**job, "html": job["html"].replace("</body>", '<img src="file:///etc/passwd" alt="x"></body>')}
    monkeypatch.setattr(page, "job", lambda issue, templates: wrong)
    with pytest.raises(RenderError, match=r"would be incomplete: refused to load file:///etc/passwd"):
        press.begin(issue, templates)()
    monkeypatch.setattr(page, "job", lambda issue, templates: job)
    (output,) = press.begin(issue, templates)()
    assert output.data.startswith(b"%PDF-")


def test_each_issue_has_limits_of_its_own(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY", 300 << 20)
    issue, templates = issues.bare_issue(), render.environment()
    job = page.job(issue, templates)
    huge = {**job, "html": job["html"].replace("</body>", f"{'<p>x</p>' * 300_000}</body>")}
    monkeypatch.setattr(page, "job", lambda issue, templates: huge)
    with pytest.raises(RenderError, match=r"needs more than 0\.293 GiB of memory"):
        press.begin(issue, templates)()


def test_a_child_that_hangs_is_ended_and_the_next_issue_has_a_new_one(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, templates = issues.bare_issue(), render.environment()
    waiting = press.begin(issue, templates)
    assert press._child is not None
    assert press._child._child is not None
    os.kill(press._child._child.pid, signal.SIGSTOP)
    monkeypatch.setattr(pdf, "WALL_SECONDS", 0.2)
    with pytest.raises(RenderError, match=r"takes longer than 0\.2 seconds"):
        waiting()
    monkeypatch.setattr(pdf, "WALL_SECONDS", 300)
    (output,) = press.begin(issue, templates)()
    assert output.pages


def test_a_child_that_died_is_a_message(press: Press) -> None:
    issue, templates = issues.bare_issue(), render.environment()
    waiting = press.begin(issue, templates)
    assert press._child is not None
    assert press._child._child is not None
    press._child._child.send_signal(signal.SIGSEGV)
    press._child._child.wait()
    with pytest.raises(RenderError, match="crashed"):
        waiting()


def test_nothing_is_left_when_the_press_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Press() as press:
        press.begin(issues.bare_issue(), render.environment())
        assert press._child is not None
        child = press._child._child
        assert child is not None
        assert list(tmp_path.iterdir())
    assert child.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


def test_messages_come_out_as_they_went_in_and_half_of_one_is_none() -> None:
    wire = io.BytesIO()
    for message in (b"", b"%PDF", b"x" * 70_000):
        frames.write(wire, message)
    data = wire.getvalue()
    wire.seek(0)
    assert [frames.read(wire) for _ in range(4)] == [b"", b"%PDF", b"x" * 70_000, None]
    assert frames.read(io.BytesIO(data[8:18])) is None
    assert frames.read(io.BytesIO(b"\0\0")) is None
