"""Bytes to text: UTF-8 only, and nothing in it that a reader could not see."""

from __future__ import annotations

import re

from psr_report.errors import Place, Problem, Severity

MAX_BYTES = 1 << 20
MAX_REPORTED = 10  # characters of one file: what was pasted once was often pasted all over

BREAK = re.compile(r"\r\n|\r|\n")

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_HIDING = "\u061c\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_NOBODYS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(15)
)
# The printed edition marks source numbers with private-use characters; no two fonts draw them alike anyway.
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_LOST = "\ufffd"

_REFUSED = re.compile(f"[{_CONTROLS}{_HIDING}{_NOBODYS}{_PRIVATE}{_LOST}]")
_REFUSED_IN_VALUES = re.compile(f"[\r{_CONTROLS}{_HIDING}{_NOBODYS}{_PRIVATE}]")


def decode(data: bytes, file: str) -> tuple[str, str, list[Problem]]:
    """Return the text of a file, the same text fit for the parser, and what must not stand in it.

    The second text has the length of the first; refused characters are replaced, so that what else is wrong
    can be found. Both are empty when the bytes are no text at all.
    """
    problem = _bytes_problem(data, file)
    if problem is not None:
        return "", "", [problem]
    text = data.decode("utf-8-sig")
    if not text.strip():
        return "", "", [_problem("empty-file", Place(file), "this file is empty", "fill it, or delete it")]
    problems: list[Problem] = []
    for match in _REFUSED.finditer(text):
        if len(problems) == MAX_REPORTED:
            break
        problems.append(character_problem(match[0], place_of(text, match.start(), file)))
    return text, _REFUSED.sub(_LOST, text) if problems else text, problems


def hidden_in(value: str) -> int | None:
    """Return where a value holds a refused character, as an escape may bring in; None if nowhere."""
    match = _REFUSED_IN_VALUES.search(value)
    return match.start() if match else None


def place_of(text: str, index: int, file: str) -> Place:
    """Return the line and column of the ``index``-th character of a text."""
    breaks = list(BREAK.finditer(text, 0, index))
    return Place(file, len(breaks) + 1, index - (breaks[-1].end() if breaks else 0) + 1)


def character_problem(character: str, place: Place) -> Problem:
    """Return what is said of a refused character."""
    name = f"U+{ord(character):04X}"
    hint = "delete it; it often comes with text copied from elsewhere"
    if character == _LOST:
        message = f"a letter was lost here when the text was converted ({name})"
        return _problem("encoding", place, message, "type it again")
    if re.match(f"[{_PRIVATE}{_NOBODYS}]", character):
        message = f"a character that no two fonts print alike ({name}) stands here"
        hint = "replace it by the letter or sign that is meant"
    elif re.match(f"[{_HIDING}]", character):
        message = f"an invisible character that hides or reorders text ({name}) stands here"
    else:
        message = f"an invisible control character ({name}) stands here"
    return _problem("control-character", place, message, hint)


def _bytes_problem(data: bytes, file: str) -> Problem | None:
    if len(data) > MAX_BYTES:
        message = f"this file is larger than {MAX_BYTES >> 20} MiB, the limit"
        return _problem(
            "file-too-large", Place(file), message, "split it; pictures stand in files of their own"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return _problem("encoding", Place(file), "this file is UTF-16 or UTF-32", "save it as UTF-8")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        place = place_of(before, len(before), file)
        byte = data[error.start : error.start + 1]
        hint = "save the file as UTF-8"
        meant = byte.decode("cp1252", "replace")
        if meant.isprintable() and meant != _LOST:
            hint += f'; if the file is Latin-1 or Windows text, "{meant}" stands here'
        return _problem("encoding", place, f"byte 0x{byte.hex()} is not UTF-8 text", hint)
    return None


def _problem(rule: str, place: Place, message: str, hint: str) -> Problem:
    return Problem(rule, Severity.ERROR, place, message, hint)
