from __future__ import annotations

import builtins
import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from arro3.io import read_parquet

from psr_report import quantities
from psr_report.errors import RenderError
from psr_report.figures import Row, sheet
from psr_report.figures.rows import in_one_unit
from tests.figures.book import row

FULL = (
    '{label: Range, value: "over 1,000 km", also: 620 miles, kind: claim, of: pack, metric: range,'
    " period: H1 2025, as_of: 2025-10, level: pack, cycle: WLTP, by: CATL, supersedes: 2025-09/x/y,"
    " source: cctv}"
)
MORE = (
    "region: China\ncompanies: [CATL, BYD]\nsources:\n  other: {publisher: X, title: y}\n"
    "  cctv: {publisher: CCTV, title: t, url: 'https://a.example', published: 2025-10-16, via: MSN}"
)


def sheet_of(rows: Sequence[Row]) -> list[dict[str, str]]:
    data = sheet.csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def in_miles(one: Row) -> Row:
    return in_one_unit([one], quantities.unit("miles"))[0]


def test_a_row_has_all_that_is_known_of_a_figure() -> None:
    assert sheet.cells(in_miles(row(FULL, MORE))) == {
        "issue": "2025-09",
        "article": "2025-09/story",
        "line": 6,
        "figure": "it",
        "status": "ready",
        "headline": "S",
        "topic": "batteries",
        "region": "China",
        "companies": "CATL; BYD",
        "label": "Range",
        "value": "over 1,000 km",
        "low": 1000,
        "high": 1000,
        "unit": "km",
        "qualifier": "over",
        "also": "620 miles",
        "common_value": "620 miles",
        "common_low": 620,
        "common_high": 620,
        "common_unit": "miles",
        "common_note": "as printed",
        "kind": "claim",
        "of": "pack",
        "metric": "range",
        "period": "H1 2025",
        "period_first": "2025-01-01",
        "period_last": "2025-06-30",
        "as_of": "2025-10",
        "level": "pack",
        "cycle": "WLTP",
        "by": "CATL",
        "supersedes": "2025-09/x/y",
        "source_number": 2,
        "publisher": "CCTV",
        "title": "t",
        "address": "https://a.example",
        "published": "2025-10-16",
        "via": "MSN",
    }


def test_the_columns_are_the_same_whatever_is_known() -> None:
    for one in (row(FULL, MORE), row("{label: x, value: 0}")):
        assert tuple(sheet.cells(one)) == sheet.HEAD
    bare = sheet.cells(row("{label: x, value: 0}"))
    assert (bare["low"], bare["unit"], bare["publisher"], bare["source_number"]) == (0, None, None, None)


def test_the_value_as_printed_stands_beside_the_calculated_one() -> None:
    [found] = sheet_of([in_miles(row("{label: x, value: 758 km}"))])
    names = ("value", "low", "unit", "common value", "common low", "common unit", "common note")
    assert [found[name] for name in names] == [
        "758 km",
        "758",
        "km",
        "471 miles",
        "471",
        "miles",
        "calculated",
    ]


def test_a_value_that_cannot_be_converted_keeps_its_row_and_says_why() -> None:
    [found] = sheet_of([in_miles(row("{label: x, value: 5 tons}"))])
    assert (found["value"], found["common value"], found["common low"]) == ("5 tons", "", "")
    assert found["common note"].startswith("not converted: ")


def test_ranges_and_negative_numbers_stay_numbers() -> None:
    found = sheet_of([row("{label: x, value: 20–25%}"), row("{label: x, value: −10 g/km}")])
    assert [(one["low"], one["high"], one["value"]) for one in found] == [
        ("20", "25", "20–25%"),
        ("-10", "-10", "−10 g/km"),
    ]


def test_whole_numbers_are_written_in_full() -> None:
    [found] = sheet_of([row("{label: x, value: 250 million motorcycles}")])
    assert found["low"] == "250000000"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＠x", "= cmd|' /C calc'!A0"])
def test_no_cell_can_run_in_a_spreadsheet(typed: str) -> None:
    quoted = typed.replace("'", "''")
    [found] = sheet_of([row(f"{{label: '{quoted}', value: +5%, by: '{quoted}', of: '{quoted}'}}")])
    assert [found["label"], found["by"], found["of"]] == [f"'{typed}"] * 3
    assert found["value"] == "'+5%"
    assert all(not cell.startswith(("=", "+", "@", "＝", "＠")) for cell in found.values())


def test_no_part_of_a_cell_can_run_where_cells_are_parted_at_semicolons() -> None:
    [found] = sheet_of([row("{label: 'cold;=1+1; =2 ;@x', value: 5}")])
    assert found["label"] == "cold;'=1+1; =2 ;'@x"


def test_commas_quotes_and_other_scripts_stay_in_their_cell() -> None:
    [found] = sheet_of([row("{label: 'a, \"b\"; 宁德时代 €', value: 5}")])
    assert found["label"] == 'a, "b"; 宁德时代 €'


def test_the_sheet_begins_with_its_columns_even_when_it_is_empty() -> None:
    assert sheet.csv([]).decode("utf-8-sig") == ",".join(sheet.HEAD).replace("_", " ") + "\r\n"
    assert json.loads(sheet.json([])) == []


def test_json_is_one_object_a_line_with_numbers_as_numbers() -> None:
    data = sheet.json([row("{label: 'a \"b\" €', value: 0.1%}"), row(FULL, MORE)])
    lines = data.decode().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    first, second = json.loads(data)
    assert (first["label"], first["low"], first["address"], first["line"]) == ('a "b" €', 0.1, None, 6)
    assert (second["low"], type(second["low"])) == (1000, int)
    assert tuple(first) == tuple(second) == sheet.HEAD


def test_parquet_holds_the_same_with_typed_columns() -> None:
    rows = [in_miles(row(FULL, MORE)), row("{label: x, value: 0.1%}")]
    table = read_parquet(io.BytesIO(sheet.parquet(rows))).read_all()
    assert tuple(table.column_names) == sheet.HEAD
    assert table.column("low").to_pylist() == [1000.0, 0.1]
    assert table.column("line").to_pylist() == [6, 6]
    assert table.column("address").to_pylist() == ["https://a.example", None]
    assert table.column("common_note").to_pylist() == ["as printed", "as printed"]


def test_parquet_of_no_rows_has_its_columns() -> None:
    table = read_parquet(io.BytesIO(sheet.parquet([]))).read_all()
    assert (tuple(table.column_names), table.num_rows) == (sheet.HEAD, 0)


def test_without_its_library_parquet_is_refused_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Mapping[str, Any]) -> Any:
        if name.startswith("arro3"):
            raise ModuleNotFoundError(name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RenderError, match="Parquet is not installed") as caught:
        sheet.parquet([])
    assert caught.value.hint is not None
    assert "pip install 'psr-report[parquet]'" in caught.value.hint
