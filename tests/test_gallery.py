"""The gallery's hard cases, drawn as they were when someone last looked at them."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from psr_report.charts import FRAMES, Chart, draw
from psr_report.checks import run
from psr_report.read.newsroom import newsroom
from tests.test_references import REFERENCES, compare

FOLDER = Path(__file__).parents[1] / "gallery"


@cache
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", FOLDER / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def cases() -> dict[str, Chart]:
    return {chart.id: chart for chart in gallery().cases()}


NAMES = [
    f"{path.stem}-{at}"
    for path in sorted((FOLDER / "newsroom" / "2025-11").glob("*.yaml"))
    for at in range(1, len(re.findall(r"^    title: |^  title: ", path.read_text("utf-8"), re.MULTILINE)) + 1)
]


def test_every_kind_has_its_cases_and_every_case_its_reference() -> None:
    assert sorted(cases()) == sorted(NAMES)
    kinds = {chart.kind for chart in cases().values()}
    assert kinds == {"bar", "grouped", "dumbbell", "line", "dots", "table", "vega"}
    found = {path.name for path in (REFERENCES / "gallery").iterdir()}
    assert found == {f"{name}.{ending}" for name in NAMES for ending in ("html", "txt")}


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_drawn_as_it_was(name: str, update_references: bool) -> None:
    chart = cases()[name]
    drawn = "\n".join(f"<!-- {frame.name} -->\n{draw(chart, frame).strip()}" for frame in FRAMES) + "\n"
    made = {f"{name}.html": drawn.encode(), f"{name}.txt": gallery().in_words(chart).encode()}
    assert not re.search(r"\bnan\b|\binf\b", drawn.lower())
    compare(REFERENCES / "gallery", made, update_references)


def test_the_gallery_is_a_newsroom_whose_charts_have_no_fault() -> None:
    reading = newsroom(FOLDER / "newsroom", "2025-11")
    assert reading.newsroom is not None
    rules = {problem.rule for problem in run(reading.newsroom, "2025-11") if problem.severity == "error"}
    assert not rules & {"chart-data", "period-mismatch", "internal"}


def test_the_three_pages_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(gallery(), "ROOT", tmp_path)
    gallery().main()
    assert capsys.readouterr().out.split() == [
        f"output/gallery/gallery.{end}" for end in ("pdf", "html", "txt")
    ]
    folder = tmp_path / "output" / "gallery"
    assert (folder / "gallery.pdf").read_bytes().startswith(b"%PDF")
    page = (folder / "gallery.html").read_text("utf-8")
    assert page.count('<figure class="chart-box">') == 4 * len(NAMES)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "░ forecast" in (folder / "gallery.txt").read_text("utf-8")
