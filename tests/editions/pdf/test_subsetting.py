from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    start = (
        "from psr_report.editions.pdf.subsetting import load_later; load_later(); "
        "import sys, weasyprint.pdf.fonts as fonts;"
    )
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_subsetter_is_not_loaded_with_weasyprint() -> None:
    assert run("print('fontTools.ttLib.tables.otTables' in sys.modules)") == "False"


def test_the_subsetter_is_there_when_it_is_called() -> None:
    assert (
        run("print(fonts.subset.Options().glyph_names, fonts.subset.Options.__module__)")
        == "False fontTools.subset"
    )


def test_a_variable_font_can_still_be_made_static() -> None:
    code = (
        "import inspect\n"
        "try: fonts.instantiateVariableFont(None, {})\n"
        "except Exception as error: print(error.__traceback__.tb_next.tb_next.tb_frame.f_globals['__name__'])"
    )
    assert run("\n" + code) == "fontTools.varLib.instancer"
