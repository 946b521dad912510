import pytest

from tequio.catalogue.attachments import rules
from tequio.catalogue.attachments.rules import clean_name, media_type_of, text_of
from tequio.kit.refusals import Refused
from tests.catalogue.attachments.files import DOCX, PAGE, PDF, SVG, docx, odt, picture, zipped


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("photo.jpg", picture("JPEG"), "image/jpeg"),
        ("plan.png", picture("PNG"), "image/png"),
        ("plan.webp", picture("WEBP"), "image/webp"),
        ("minutes.docx", docx(), DOCX),
        ("minutes.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("amounts.csv", "zone;montant\nGammarth;550 000\n".encode("latin-1"), "text/csv"),
        ("notes.txt", "Une réunion".encode("utf-16"), "text/plain"),
        ("looks-like.html", b"just words", "text/plain"),
    ],
)
def test_type_is_told_by_content_and_never_by_name(name, content, kind):
    assert media_type_of(name, content) == kind
    assert media_type_of("anything.exe", content) == kind or kind == "text/csv"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (SVG, "file.markup"),
        (b"\xef\xbb\xbf  \n" + SVG, "file.markup"),
        (SVG.decode().encode("utf-16"), "file.markup"),
        (PAGE, "file.markup"),
        (b"GIF89a" + b"\0" * 20, "file.unknown"),
        (b"GIF89a/*" + PAGE, "file.unknown"),
        (b"MZ\x90\0\x03", "file.unknown"),
        (b"\x7fELF\x02\x01", "file.unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.old_office"),
        (zipped({"a.txt": b"x"}), "file.archive"),
        (docx(**{"word/vbaProject.bin": b"x"}), "file.macros"),
        (odt(**{"Basic/Standard/script.xml": b"x"}), "file.macros"),
        (docx()[:-30], "file.broken"),
        (b"PK\x03\x04 and no more", "file.broken"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(content, code):
    with pytest.raises(Refused) as refusal:
        media_type_of("photo.jpg", content)
    assert refusal.value.code == code


def test_macros_declared_by_their_type_are_refused():
    types = b"<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    with pytest.raises(Refused, match="file.macros"):
        media_type_of("a.docx", zipped({"[Content_Types].xml": types, "word/document.xml": b"x"}))


def test_file_over_the_limit_is_refused():
    with pytest.raises(Refused, match="file.too_large"):
        media_type_of("a.pdf", PDF + b"x" * rules.MOST_BYTES)


def test_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(Refused, match="file.bomb"):
        media_type_of("a.docx", docx(**{"word/media/huge.bin": b"\0" * 2_000_000}))


def test_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(docx(**{"word/media/huge.bin": b"\0" * 5_000_000}))
    real, said = (5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert real in bomb
    with pytest.raises(Refused) as refusal:
        media_type_of("a.docx", bytes(bomb.replace(real, said)))
    assert refusal.value.code in ("file.bomb", "file.broken")


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("Photo de l'été.JPEG", "image/jpeg", "Photo de l été.jpg"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\amina\\plan.png", "image/png", "plan.png"),
        ("invoice.pdf.exe", "application/pdf", "invoice.pdf.pdf"),
        ("a\u202egnp.exe", "image/png", "a gnp.png"),
        ("<script>.pdf", "application/pdf", "script.pdf"),
        ('x"; filename="y.html', "application/pdf", "x filename y.pdf"),
        ("\0\r\nSet-Cookie: a=b.txt", "text/plain", "Set-Cookie a b.txt"),
        ("خطة.pdf", "application/pdf", "خطة.pdf"),
        ("....", "text/csv", "file.csv"),
        ("", "image/webp", "file.webp"),
        ("n" * 300 + ".pdf", "application/pdf", "n" * 100 + ".pdf"),
    ],
)
def test_name_is_made_harmless_and_gets_the_ending_of_its_content(name, kind, clean):
    assert clean_name(name, kind) == clean


def test_text_is_read_in_the_encodings_of_offices():
    assert text_of("Gammarth, été".encode("cp1252")) == "Gammarth, été"
    assert text_of("\ufeffété".encode()) == "été"
    assert text_of("été".encode("utf-16")) == "été"
    assert text_of(b"\0\1\2") is None
