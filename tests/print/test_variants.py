"""Every kind of PDF in both directions: veraPDF, qpdf, every object of a PDF/X, the inks on its pages, same bytes twice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from edition.diagnostics import Findings, Unusable
from edition.print.colour import Press as Separation
from edition.print.delivery import Delivery, inks
from edition.print.layout import Press
from edition.print.variants import VARIANTS
from edition.project.build import Wishes, build
from edition.render.wanted import Matter
from tests.print.books import READINGS, printed
from tests.print.pdfx import faults
from tests.print.verapdf import broken_rules

WRITINGS = ("vertical", "horizontal")
#: Ghostscript's own, which Debian packages (libgs-common).
PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
MATTER = Matter(
    half_title=True, dedication="刷る人に", index=("persons", "places", "terms"), readings=READINGS
)
RULES = "h1{color:#a00}blockquote{background:#eef}section{border-top:1pt solid #0a0}"
#: What veraPDF is asked of each kind.
FLAVOURS = {
    "pdf/a-3u": ("3u",),
    "pdf/a-3a": ("3a",),
    "pdf/ua-1": ("ua1",),
    "pdf/a-3a+ua-1": ("3a", "ua1"),
}


@pytest.fixture(scope="module")
def profile() -> bytes:
    """A profile for CMYK."""
    if not PROFILE.exists():
        pytest.skip("needs a CMYK profile (libgs-common)")
    return PROFILE.read_bytes()


def test_every_kind_is_tried() -> None:
    assert set(FLAVOURS) | {"pdf/x-4"} == set(VARIANTS)


@pytest.mark.slow
@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("variant", FLAVOURS)
def test_verapdf_has_nothing_to_say(variant: str, writing: str) -> None:
    """Pictures need descriptions to be read to somebody; here they have none and are decoration."""
    made = printed(
        writing, matter=MATTER, variant=variant, text={"coloured": True}, css=RULES, press=Press(3, "double")
    )
    for flavour in FLAVOURS[variant]:
        assert broken_rules(made.data, flavour, f"{writing}-{variant.replace('/', '-')}") == []


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_object_of_a_pdf_x(writing: str, profile: bytes) -> None:
    """Also with colours in the rules, pictures in colour, transparent and drawn ones, and marks."""
    made = printed(
        writing,
        matter=MATTER,
        variant="pdf/x-4",
        profile=profile,
        text={"coloured": True},
        css=RULES,
        press=Press(3, "double"),
    )
    assert faults(made.data) == []
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        spaces = [str(item.get("/ColorSpace")) for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        assert "/DeviceCMYK" in spaces, "pictures in colour are there"
        assert len(pdf.open_outline().root) > 3, "and bookmarks"


def test_the_check_sees_what_is_wrong() -> None:
    """An ordinary PDF of the same book has links, colours of a screen, and no output intent."""
    found = "\n".join(faults(printed("vertical", text={"coloured": True}, css=RULES).data))
    for fault in (
        "/Link",
        "red, green and blue in the content",
        "/ColorSpace is /DeviceRGB",
        "output intent",
    ):
        assert fault in found


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("variant", [None, "pdf/x-4"])
def test_text_is_black_ink_alone(writing: str, variant: str | None, profile: bytes, tmp_path: Path) -> None:
    """Typography, point 45: cyan, magenta and yellow are exactly 0 on all pages, also where nothing is claimed."""
    if not shutil.which("gs"):
        pytest.skip("needs Ghostscript")
    made = printed(writing, matter=MATTER, variant=variant, profile=profile, press=Press(3, "double"))
    path = tmp_path / "book.pdf"
    path.write_bytes(made.data)
    done = subprocess.run(
        ["gs", "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", str(path)], capture_output=True, check=True
    )
    pages = [line.split()[:4] for line in done.stdout.decode().splitlines() if "CMYK" in line]
    assert len(pages) == made.pages
    assert {tuple(page[:3]) for page in pages} == {("0.00000",) * 3}
    assert max(float(page[3]) for page in pages) > 0.01


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("variant", [None, *VARIANTS])
def test_a_good_file_and_the_same_one_twice(
    writing: str, variant: str | None, profile: bytes, tmp_path: Path
) -> None:
    made = [
        printed(writing, matter=MATTER, variant=variant, profile=profile, text={"chapters": 1})
        for _ in range(2)
    ]
    assert made[0].data == made[1].data
    if shutil.which("qpdf"):
        path = tmp_path / "book.pdf"
        path.write_bytes(made[0].data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("variant", ["pdf/a-3u", "pdf/a-3a+ua-1"])
def test_an_archive_carries_the_source(variant: str) -> None:
    with pikepdf.open(io.BytesIO(printed("vertical", variant=variant, text={"chapters": 1}).data)) as pdf:
        assert dict(pdf.attachments)["book.xml"].get_file().read_bytes() == b"<TEI/>"
        (named,) = pdf.Root.AF
        assert named.AFRelationship == "/Source"


def test_black_of_pictures_stays_black(profile: bytes) -> None:
    separation = Separation(profile)
    picture = Image.new("RGB", (2, 1), (200, 10, 10))
    picture.putpixel((1, 0), (0, 0, 0))
    made = separation.picture(picture)
    assert made.mode == "CMYK"
    assert made.getpixel((1, 0)) == (0, 0, 0, 255)
    red = made.getpixel((0, 0))
    assert isinstance(red, tuple)
    assert red[1] > 200 > red[0]
    assert separation.picture(Image.new("RGB", (2, 2), (7, 7, 7))).mode == "L"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "PRT-003"), (b"no profile", "PRT-040"), (Path(__file__).read_bytes(), "PRT-040")]
)
def test_a_profile_is_needed(data: bytes, code: str) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        inks(Delivery("pdf/x-4", data), findings)
    assert [one.code for one in findings] == [code]


@pytest.mark.slow
@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("variant", ["pdf/x-4", "pdf/a-3a+ua-1"])
@pytest.mark.parametrize("name", ["breaking-lines", "composing-the-blank", "press-reader"])
def test_our_own_editions(name: str, variant: str, writing: str, profile: bytes, tmp_path: Path) -> None:
    """For the press and for archives, in both directions, with marks.

    A reader takes sections out of texts, so that its headings leave levels out, which PDF/UA does not allow.
    """
    shutil.copytree(Path(__file__).parents[2] / "source", tmp_path / "source")
    folder = tmp_path / "source" / name
    (folder / "press.icc").write_bytes(profile)
    with (folder / "edition.toml").open("a", encoding="utf-8") as file:
        file.write('\n[press]\nbleed = 3\nmarks = "double"\nprofile = "press.icc"\n')
    wishes = Wishes(formats=("pdf",), writing=writing, variant=variant)  # type: ignore[arg-type]
    report = build(folder, tmp_path / "out", wishes)
    assert report.good
    made = (tmp_path / "out" / name / f"{name}.pdf").read_bytes()
    if variant == "pdf/x-4":
        assert faults(made) == []
    else:
        label = f"{name}-{writing}-{variant.replace('/', '-')}"
        assert [broken_rules(made, flavour, label) for flavour in FLAVOURS[variant]] == [[], []]
