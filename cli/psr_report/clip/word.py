"""A Word file (.docx): its paragraphs as mammoth reads them, title and author from its properties."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from psr_report.clip.reading import Text, UnreadableError

_MOST_PARTS = 5000
_MOST_XML = 40 << 20  # bytes of XML, unpacked; a book of 500 pages has 5 MiB
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # also a .docx with a password
_PROPERTIES = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_BLOCKS = frozenset({"ol", "p", "table", "ul"})
_STYLES = "p[style-name='Title'] => h1:fresh"
_DECLARATIONS = tuple(
    sign.encode(encoding)
    for sign in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def read(data: bytes) -> Text:
    """Return what a file says. Raises UnreadableError when it is no .docx, or more than one has to be."""
    import mammoth

    if data.startswith(_OLD_WORD):
        raise UnreadableError(
            "is an old .doc, or protected by a password", "save it as .docx, without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check(file)
            properties = _properties(file)
        # Pictures are left where they are, those of the web too.
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        ).value
    except UnreadableError:
        raise
    except Exception:  # mammoth has no errors of its own: what is broken breaks it anywhere
        raise UnreadableError("is no .docx, or a damaged one", "open it in Word and save it again") from None
    heading, paragraphs = _told(html)
    title = properties.get(_TITLE, "") or heading
    if not paragraphs and not title:
        raise UnreadableError("says nothing", "look whether its text is in pictures or text boxes")
    return Text(
        paragraphs=tuple(each for each in paragraphs if each != title),
        title=title,
        author=properties.get(_CREATOR, ""),
        language=properties.get(_LANGUAGE, ""),
    )


def _check(file: zipfile.ZipFile) -> None:
    """Refuse what would swell up when it is unpacked, and XML that defines entities."""
    parts = file.infolist()
    texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in texts) > _MOST_XML:
        raise UnreadableError(
            "is too large once it is unpacked", "copy the part that matters into a new file"
        )
    for part in texts:
        # Read to the size that was declared and counted above, never further.
        if any(sign in file.read(part) for sign in _DECLARATIONS):
            raise UnreadableError("holds XML that Word never writes", "open it in Word and save it again")


def _properties(file: zipfile.ZipFile) -> dict[str, str]:
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(file.read(_PROPERTIES))
    except (KeyError, ElementTree.ParseError):
        return {}
    return {each.tag: (each.text or "").strip() for each in root}


def _told(html: str) -> tuple[str, list[str]]:
    """Return the first heading and all paragraphs, headings and footnotes among them left out."""
    import lxml.html

    if not html.strip():
        return "", []
    tree: Any = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    for note in tree.xpath('//sup[a[contains(@id, "note-ref-")]] | //li[contains(@id, "note-")]'):
        note.drop_tree()
    headings = [text for each in tree.iter("h1", "h2") if (text := " ".join(each.text_content().split()))]
    paragraphs = [text for each in tree.xpath("//p | //li") if (text := _own(each))]
    return (headings[0] if headings else ""), paragraphs


def _own(element: Any) -> str:
    """Return the text of a paragraph or a list's entry, without that of lists and paragraphs inside it."""
    inner = ((child.text_content() if child.tag not in _BLOCKS else " ", child.tail) for child in element)
    parts = [element.text, *(part for pair in inner for part in pair)]
    return " ".join("".join(part or "" for part in parts).split())
