"""Documents as counsellors send them, and as nobody should."""

import io
import zlib
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

DATA = Path(__file__).parents[2] / "data"
FORM = DATA / "cerfa_13753_04.pdf"
PHOTOGRAPH = DATA / "formulaire-rempli.jpg"
CANARY = b"CANARY-7f3a"


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    data = io.BytesIO()
    document.save(data, **how)  # type: ignore[arg-type]
    return data.getvalue()


def blank(pages: int, size: tuple[float, float] = (595.276, 841.89)) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=size)
    return saved(document)


def drawn(size: tuple[float, float], rotate: int = 0) -> bytes:
    """One page, all of it dark but for a white square at its upper left, as it is shown."""
    width, height = size
    document = pikepdf.new()
    page = document.add_blank_page(page_size=size)
    corner = {0: (0, height - 50), 90: (0, 0), 180: (width - 50, 0), 270: (width - 50, height - 50)}
    x, y = corner[rotate]
    dark = f"0.2 g 0 0 {width} {height} re f 1 g {x} {y} 50 50 re f".encode()
    page.obj.Contents = document.make_stream(dark)
    page.obj.Rotate = rotate
    return saved(document)


def dangerous() -> bytes:
    """Programs, actions, luggage, and what tells of its author, in every place there is."""
    document = pikepdf.new()
    page = document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AA = pikepdf.Dictionary(WC=script)
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script]))
    )
    document.attachments["luggage.txt"] = pikepdf.AttachedFileSpec(document, CANARY)
    box = pikepdf.Array([0, 0, 9, 9])
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=box, A=launch)
    page.obj.Annots = pikepdf.Array([document.make_indirect(link), link])
    page.obj.AA = pikepdf.Dictionary(O=script)
    post = document.make_stream(b"(" + CANARY + b") print", Type=pikepdf.Name.XObject)
    post.Subtype = pikepdf.Name.PS
    inner = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    inner.BBox = pikepdf.Array([0, 0, 1, 1])
    inner.PieceInfo = pikepdf.Dictionary(X=CANARY.decode())
    inner.Metadata = document.make_stream(CANARY)
    inner.AF = pikepdf.Array([script])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=post, I=inner))
    page.obj.Contents = document.make_stream(b"/P Do /I Do")
    document.docinfo["/Author"] = CANARY.decode()
    return saved(document)


def filled() -> bytes:
    """A form whose one field is filled, its drawing not yet made."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595.276, 841.89))
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    field = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="nom",
            V="EXEMPLE",
            DA="/F1 40 Tf 0 g",
            F=4,
            Rect=pikepdf.Array([50, 700, 500, 760]),
        )
    )
    page.obj.Annots = pikepdf.Array([field])
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([field]),
        NeedAppearances=True,
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        DA="/F1 40 Tf 0 g",
    )
    return saved(document)


def only_xfa() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(), XFA=document.make_stream(b"<xdp/>")
    )
    return saved(document)


def locked() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, encryption=pikepdf.Encryption(owner="a", user="b"))


def data_elsewhere() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    image = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.F = "/etc/passwd"
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.obj.Contents = document.make_stream(b"/I Do")
    return saved(document)


def bomb() -> bytes:
    """A few kilobytes that open into a gigabyte of drawing."""
    packing, zeros = zlib.compressobj(1), bytes(1 << 26)
    once = b"".join(packing.compress(zeros) for _ in range(16)) + packing.flush()
    names = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.Contents = pikepdf.Stream(document, zlib.compress(once, 9), Filter=names)
    return saved(document, compress_streams=False)


def vast() -> bytes:
    """A picture that its reader would need gigabytes for."""
    document = pikepdf.new()
    page = document.add_blank_page()
    image = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.Width, image.Height, image.BitsPerComponent = 60_000, 60_000, 8
    image.ColorSpace = pikepdf.Name.DeviceRGB
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.obj.Contents = document.make_stream(b"/I Do")
    return saved(document)


def picture(size: tuple[int, int] = (300, 200), mode: str = "RGB") -> Image.Image:
    """Dark, with a white square at its upper left."""
    made = Image.new("RGB", size, (40, 40, 60))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 6, size[1] // 6), fill="white")
    return made.convert(mode)


def jpeg(size: tuple[int, int] = (300, 200), orientation: int = 1, **how: object) -> bytes:
    """With what a telephone writes beside the pixels: where it was, and a comment."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY.decode()
    picture(size).save(file, "JPEG", exif=exif, comment=CANARY, **how)  # type: ignore[arg-type]
    return file.getvalue()


def png(size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    picture(size, mode).save(file, "PNG")
    return file.getvalue()
