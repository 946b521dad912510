import pytest

from tequio.catalogue.records.rules import best_language, check_step, new_public_id, slug_of
from tequio.kit.refusals import Refused


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A desert that planned itself", "a-desert-that-planned-itself"),
        ("L'éclairage, rue par rue !", "leclairage-rue-par-rue"),
        ("Orçamento às 5%", "orcamento-as-5"),
        ("مدينة من الرمل", "مدينة-من-الرمل"),
        ("???", ""),
    ],
)
def test_slug_is_readable_in_any_script(title, slug):
    assert slug_of(title) == slug


def test_slug_is_cut_between_words():
    assert len(slug_of("word " * 40)) <= 60
    assert slug_of("word " * 40).endswith("word")


def test_public_ids_have_no_look_alikes():
    assert not set("".join(new_public_id() for _ in range(200))) & set("01ilou")


def test_reader_gets_their_language_else_the_original():
    assert best_language(["es", "en"], "es", "en") == "es"
    assert best_language(["es", "en"], "fr", "es") == "es"
    assert best_language(["de", "en"], "fr", "es") == "en"
    assert best_language([], "fr", "es") == ""


def test_a_hidden_record_is_not_submitted_again():
    with pytest.raises(Refused):
        check_step("hidden", "submitted")
