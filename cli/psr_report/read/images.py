"""Pictures: read once, checked, and re-encoded so that nothing but pixels reaches an edition."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 10 << 20
MAX_PIXELS = 25_000_000
MAX_SIDE = 2_000  # pixels: 172 mm at 295 dots per inch

_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture: its bytes, their media type and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


class PictureError(ValueError):
    """A file that is not a usable picture; ``str()`` says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def load(newsroom: Path, name: str) -> Picture:
    """Return the picture in the file ``name`` below the newsroom. Raises PictureError."""
    path = newsroom / name
    if Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise PictureError(f'"{name}" leads out of the newsroom', "copy the picture into images/ and name it from there")
    if not path.is_file():
        raise PictureError(f'there is no file "{name}" in the newsroom', _nearest_file(newsroom, name))
    if not path.resolve().is_relative_to(newsroom.resolve()):
        raise PictureError(f'"{name}" leads out of the newsroom', "copy the picture into images/")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PictureError(f"this picture has {size / (1 << 20):.1f} MiB; the limit is 10", "export it smaller")
        return encode(path.read_bytes())
    except OSError as error:
        raise PictureError(f'"{name}" cannot be read: {error.strerror}', "check its permissions") from None


def encode(data: bytes) -> Picture:
    """Return the picture in ``data`` as PNG (where it has transparency) or JPEG, at most MAX_SIDE pixels wide or high."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                millions = image.width * image.height / 1_000_000
                raise PictureError(f"this picture has {millions:.0f} megapixels; the limit is 25", "export it smaller")
            image.load()
            image = ImageOps.exif_transpose(image) or image
    except UnidentifiedImageError:
        raise PictureError("this file is not a JPEG, PNG or WebP picture", "export it as one of these") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError("this picture is damaged", "export it again") from None
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if has_alpha:
        image.save(out, "PNG", optimize=False, compress_level=6)
    else:
        image.info.clear()
        image.save(out, "JPEG", quality=86, subsampling=0, optimize=False, progressive=False)
    return Picture(out.getvalue(), "image/png" if has_alpha else "image/jpeg", image.width, image.height)


def _nearest_file(newsroom: Path, name: str) -> str:
    from psr_report.read.tree import nearest

    files = [path.relative_to(newsroom).as_posix() for path in sorted((newsroom / "images").glob("*"))]
    return nearest(name, files) or "image paths start at the folder of report.yaml: images/x.jpg"
