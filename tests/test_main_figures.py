"""The ledger as a person asks it: what is printed where, and the code it ends with."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.desk import yaml
from tests.figures.book import newsroom
from tests.program import CONTENT, at_terminal, run, shell

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LFP = ("figures", "--metric", "cell-price", "--of", "LFP")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    newsroom(tmp_path)
    return tmp_path


def test_the_history_of_a_key_is_a_table_and_a_chart() -> None:
    ended = run(*LFP, cwd=CONTENT)
    assert ended.code == 0
    head, first, second, blank, *chart = ended.out.splitlines()
    assert head.startswith("OF")
    assert ("US$148/kWh" in first, "2025-09/cell-prices.yaml:" in first, blank) == (True, True, "")
    assert "about US$63/kWh" in second
    assert chart[0].startswith("2022            ██")
    assert chart[1].endswith("about US$63/kWh  ▼ down 57% since 2022, calculated")
    assert ended.err == "notice: left aside: fall in price since 2022; name one in full to see it\n"


def test_several_keys_have_no_chart(room: Path) -> None:
    ended = run("figures", "--metric", "price", cwd=room)
    assert "█" not in ended.out
    assert "2 measures fit" in ended.err


def test_a_row_of_the_table_leads_to_the_line_of_the_figure(room: Path) -> None:
    ended = run("figures", "--of", "NMC", cwd=room)
    [_, row] = ended.out.splitlines()
    file, _, line = row.split()[-1].partition(":")
    assert (room / file).read_text("utf-8").splitlines()[int(line) - 1].lstrip().startswith("nmc:")


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_table_fits_the_terminal(columns: str) -> None:
    ended = at_terminal("figures", cwd=CONTENT, env={"COLUMNS": columns})
    assert ended.code == 0
    lines = COLOUR.sub("", ended.out).splitlines()
    assert len(lines) > 100
    assert max(map(len, lines)) <= int(columns)


def test_colours_are_for_terminals_that_want_them(room: Path) -> None:
    assert COLOUR.search(at_terminal("figures", cwd=room).out)
    assert not COLOUR.search(at_terminal("figures", cwd=room, env={"NO_COLOR": "1"}).out)
    assert not COLOUR.search(run("figures", cwd=room).out)


def test_a_small_alphabet_gets_marks_it_has(room: Path) -> None:
    ended = run(*LFP, cwd=room, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert ended.code == 0
    assert "# actual  = estimate" in ended.out


def test_the_csv_is_the_same_in_every_locale(room: Path) -> None:
    small = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    line = "$R figures --format csv > {}"
    assert (
        shell(line.format("one.csv"), cwd=room).code
        == shell(line.format("two.csv"), cwd=room, env=small).code
        == 0
    )
    data = (room / "one.csv").read_bytes()
    assert data == (room / "two.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["also"] for row in rows if row["figure"] == "now"] == ["€54/kWh"]


def test_json_rows_say_article_line_source_and_address(room: Path) -> None:
    ended = run("figures", "--format", "json", "--of", "LFP", "--metric", "price paid", cwd=room)
    rows = json.loads(ended.out)
    assert [(row["article"], row["line"], row["publisher"], row["address"]) for row in rows] == [
        ("2025-09/cells", 7, "Desk", "https://desk.example/notes"),
        ("2025-10/more", 6, "Desk", "https://desk.example/notes"),
    ]


def test_a_unit_is_asked_for_with_its_option(room: Path) -> None:
    rows = json.loads(
        run("figures", "--unit", "miles", "--metric", "range", "--format", "json", cwd=room).out
    )
    assert [(row["value"], row["common_value"], row["common_note"]) for row in rows] == [
        ("758 km", "471 miles", "calculated")
    ]


def test_an_issue_is_named_as_for_build(room: Path) -> None:
    rows = json.loads(
        run("figures", "--issue", "october", "--issue", "2025-11", "--format", "json", cwd=room).out
    )
    assert {row["issue"] for row in rows} == {"2025-10", "2025-11"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["--of", "LPF"], "did you mean lfp cells?"),
        (["--kind", "clam"], "did you mean claim?"),
        (["--unit", "mils"], "write for example km"),
        (["--issue", "may"], "there is 2025-09, 2025-10, 2025-11"),
        (["--format", "cvs"], "'table', 'csv', 'json', 'parquet'"),
        (["--metrc", "x"], "--metric"),
    ],
)
def test_what_is_not_there_ends_with_2_and_the_nearest_name(room: Path, words: list[str], meant: str) -> None:
    ended = run("figures", *words, cwd=room)
    assert (ended.code, ended.out) == (2, "")
    assert meant in ended.err


def test_nothing_that_fits_is_no_error(room: Path) -> None:
    ended = run("figures", "--of", "NMC", "--topic", "trucks", cwd=room)
    assert (ended.code, ended.out, ended.err) == (0, "", "notice: no figure fits all of this\n")


def test_an_article_that_cannot_be_read_is_said_beside_the_rows_that_could(room: Path) -> None:
    (room / "2025-11" / "broken.yaml").write_text("headline: [\n", "utf-8")
    ended = run("figures", "--format", "json", cwd=room)
    assert ended.code == 1
    assert len(json.loads(ended.out)) == 6
    assert ended.err.startswith("2025-11/broken.yaml:")


def test_parquet_goes_to_a_file_and_never_to_a_terminal(room: Path) -> None:
    assert shell("$R figures --format parquet > figures.parquet", cwd=room).code == 0
    assert (room / "figures.parquet").read_bytes().startswith(b"PAR1")
    ended = at_terminal("figures", "--format", "parquet", cwd=room)
    assert ended.code == 2
    assert "send it to a file" in ended.out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_that_goes_away_is_no_error(form: str) -> None:
    ended = shell(f"$R figures --format {form} | head -1; echo ${{PIPESTATUS[0]}}", cwd=CONTENT)
    assert (ended.out.splitlines()[-1], ended.err) == ("0", "")


def test_what_is_typed_in_a_figure_cannot_steer_the_terminal(room: Path) -> None:
    bad = yaml("Bad", 'figures: {it: {label: "x", value: 5 km, of: "[red]a[/red] :warning:", metric: m}}')
    (room / "2025-11" / "bad.yaml").write_text(bad, "utf-8")
    assert "[red]a[/red] :warning:" in run("figures", "--of", "red", cwd=room).out


def test_the_help_shows_an_example(tmp_path: Path) -> None:
    ended = run("figures", "--help", cwd=tmp_path)
    assert ended.code == 0
    assert "Example: psr-report figures --metric cell-price --of LFP" in ended.out
