from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from psr_report.read import images


def made(
    mode: str = "RGB",
    size: tuple[int, int] = (40, 20),
    colour: Any = (200, 30, 40),
    form: str = "PNG",
    **options: Any,
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def opened(picture: images.Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


def pixel(picture: images.Picture, at: tuple[int, int] = (0, 0)) -> tuple[int, ...]:
    found = opened(picture).getpixel(at)
    assert isinstance(found, tuple)
    return found


def refusal(folder: Path, name: str) -> tuple[str, str]:
    with pytest.raises(images.PictureError) as caught:
        images.load(folder, name)
    return str(caught.value), caught.value.hint


def encoding_refusal(data: bytes) -> str:
    with pytest.raises(images.PictureError) as caught:
        images.encode(data)
    assert caught.value.hint
    return str(caught.value)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "pack.png").write_bytes(made())
    (tmp_path / "secret.png").write_bytes(made())
    return folder


# Files


def test_a_picture_of_the_newsroom_is_read(newsroom: Path) -> None:
    picture = images.load(newsroom, "images/pack.png")
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 40, 20)


@pytest.mark.parametrize(
    "name",
    ["../secret.png", "images/../../secret.png", "/etc/passwd", "..\\secret.png", "images\\pack.png", ".."],
)
def test_a_path_out_of_the_newsroom_is_refused(newsroom: Path, name: str) -> None:
    assert refusal(newsroom, name)[0] == f'"{name}" leads out of the newsroom'


def test_a_link_out_of_the_newsroom_is_refused(newsroom: Path, tmp_path: Path) -> None:
    (newsroom / "images" / "link.png").symlink_to(tmp_path / "secret.png")
    (newsroom / "more").symlink_to(tmp_path)
    for name in ("images/link.png", "more/secret.png"):
        assert refusal(newsroom, name)[0] == f'"{name}" leads out of the newsroom'


def test_a_link_inside_the_newsroom_is_fine(newsroom: Path) -> None:
    (newsroom / "images" / "link.png").symlink_to("pack.png")
    assert images.load(newsroom, "images/link.png").width == 40


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("images/pakc.png", 'did you mean "images/pack.png"?'),
        ("images/Pack.PNG", 'did you mean "images/pack.png"?'),
        ("pack.png", 'did you mean "images/pack.png"?'),
        ("zzz", "image paths start at the folder of report.yaml: images/x.jpg"),
        ("images", 'did you mean "images/pack.png"?'),
    ],
)
def test_a_missing_picture_gets_the_nearest_name(newsroom: Path, name: str, hint: str) -> None:
    assert refusal(newsroom, name) == (f'there is no file "{name}" in the newsroom', hint)


@pytest.mark.parametrize("name", ["x" * 290, "images/" + "y/" * 140 + "z.png", "a\0b", "images/pack.png/x"])
def test_no_name_gives_a_traceback(newsroom: Path, name: str) -> None:
    assert refusal(newsroom, name)[0]


def test_a_web_address_is_no_picture(newsroom: Path) -> None:
    assert refusal(newsroom, "https://example.org/x.jpg")[0] == "a picture is a file, not a web address"


def test_a_dead_link_a_loop_and_a_pipe_are_no_files(newsroom: Path) -> None:
    folder = newsroom / "images"
    (folder / "dead.png").symlink_to("nowhere")
    (folder / "loop.png").symlink_to("loop.png")
    os.mkfifo(folder / "pipe.png")
    for name in ("dead", "loop", "pipe"):
        assert (
            refusal(newsroom, f"images/{name}.png")[0]
            == f'there is no file "images/{name}.png" in the newsroom'
        )


def test_a_picture_that_may_not_be_read_says_so(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(newsroom, "images/pack.png")[0] == '"images/pack.png" cannot be read: permission denied'


def test_a_file_of_more_than_ten_mebibytes_is_refused(newsroom: Path) -> None:
    (newsroom / "images" / "big.png").write_bytes(made() + bytes(images.MAX_BYTES))
    assert refusal(newsroom, "images/big.png") == (
        "this picture has more than 10 MiB, the limit",
        "export it smaller",
    )


# Pixels


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_three_formats_are_read(form: str) -> None:
    assert images.encode(made(form=form)).media_type == "image/jpeg"


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_formats_are_refused_whatever_the_file_is_called(form: str) -> None:
    assert encoding_refusal(made(form=form)) == "this file is not a JPEG, PNG or WebP picture"


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"headline: x"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert encoding_refusal(data) == "this file is not a JPEG, PNG or WebP picture"


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_truncated_picture_is_refused(form: str) -> None:
    whole = made(size=(300, 300), form=form)
    assert encoding_refusal(whole[: len(whole) // 2]) == "this picture is damaged"


def test_more_than_twenty_five_megapixels_are_refused_before_they_are_unpacked() -> None:
    def claiming(width: int, height: int) -> bytes:
        """Return a PNG whose head claims a size that its body does not have."""
        import struct
        import zlib

        whole = made("L", (1, 1), 0)
        head = b"IHDR" + struct.pack(">II", width, height) + whole[24:29]
        return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]

    message = "this picture has more than 25 megapixels, the limit"
    assert encoding_refusal(claiming(5200, 5000)) == message
    assert encoding_refusal(claiming(12_000, 12_000)) == message
    assert encoding_refusal(claiming(100_000, 100_000)) == message
    assert encoding_refusal(claiming(5000, 5000)) == "this picture is damaged"


def test_a_large_picture_is_made_smaller_in_its_proportions() -> None:
    picture = images.encode(made(size=(3000, 1500)))
    assert (picture.width, picture.height) == (2000, 1000)
    thin = images.encode(made(size=(6000, 1)))
    assert (thin.width, thin.height) == (2000, 1)


def test_cmyk_becomes_rgb() -> None:
    picture = images.encode(made("CMYK", colour=(0, 255, 255, 0), form="JPEG"))
    assert opened(picture).mode == "RGB"
    red, green, blue = pixel(picture)
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (9, 8, 7, 100)), ("LA", (9, 100)), ("RGB", (9, 8, 7)), ("L", 9)]
)
def test_what_shines_through_stays_so(mode: str, colour: Any) -> None:
    options = {} if mode in ("RGBA", "LA") else {"transparency": colour}
    picture = images.encode(made(mode, colour=colour, **options))
    assert picture.media_type == "image/png"
    assert pixel(picture)[3] == (100 if mode in ("RGBA", "LA") else 0)


def test_a_transparent_colour_of_a_palette_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (1, 2, 3)).convert("P", palette=Image.Palette.ADAPTIVE).save(
        out, "PNG", transparency=0
    )
    assert pixel(images.encode(out.getvalue()))[3] == 0


def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    picture = images.encode(made("I;16", colour=0x8000))
    assert opened(picture).mode == "RGB"
    assert abs(pixel(picture)[0] - 128) <= 2


@pytest.mark.parametrize(("mode", "colour"), [("1", 1), ("L", 255), ("P", 0)])
def test_every_mode_of_a_png_is_read(mode: str, colour: int) -> None:
    assert images.encode(made(mode, colour=colour)).media_type == "image/jpeg"


def test_a_picture_stands_as_the_camera_was_held() -> None:
    image = Image.new("RGB", (40, 20), (255, 255, 255))
    image.paste((0, 0, 0), (0, 0, 20, 20))  # the left half is black
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter to the right: left becomes top
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    picture = images.encode(out.getvalue())
    assert (picture.width, picture.height) == (20, 40)
    assert pixel(picture, (10, 5))[0] < 60
    assert pixel(picture, (10, 35))[0] > 200


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG", "WEBP"):
        mode, colour = ("RGB", (1, 2, 3)) if form == "JPEG" else ("RGBA", (1, 2, 3, 4))
        picture = images.encode(made(mode, colour=colour, form=form, exif=exif, icc_profile=profile))
        assert b"SecretMaker" not in picture.data
        assert "icc_profile" not in opened(picture).info
        assert "exif" not in opened(picture).info


def test_a_damaged_colour_profile_does_no_harm() -> None:
    assert pixel(images.encode(made(icc_profile=b"nonsense")))[0] > 180


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert images.encode(made(size=(50, 50))) == images.encode(made(size=(50, 50)))


def test_only_the_formats_that_are_read_are_loaded() -> None:
    code = (
        "import sys; from psr_report.read.images import encode\n"
        "encode(sys.stdin.buffer.read()); print('PIL.TiffImagePlugin' in sys.modules, 'PIL.FpxImagePlugin' "
        "in sys.modules)"
    )
    data = made(form="WEBP")
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert done.stdout.split()[-1] == b"False"


_SAMPLES = [made(form=form, size=(8, 8)) for form in ("PNG", "JPEG", "WEBP")]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(_SAMPLES),
    st.lists(st.tuples(st.integers(0, 700), st.binary(min_size=1, max_size=3)), max_size=4),
)
def test_no_damage_gives_anything_but_a_picture_or_a_refusal(
    sample: bytes, changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(sample)
    for at, new in changes:
        data[at % len(data) : at % len(data) + len(new)] = new
    refused = None
    try:
        picture = images.encode(bytes(data))
    except images.PictureError as error:
        refused = error
    if refused is None:
        assert picture.width * picture.height <= images.MAX_PIXELS
    else:
        assert str(refused)
        assert refused.hint
