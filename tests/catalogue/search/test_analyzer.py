import pytest

from tequio.catalogue.search.analyzer import analyse, fold, language_of, terms


@pytest.mark.parametrize(
    ("written", "typed", "language"),
    [
        ("educación", "educacion", "es"),
        ("educación", "EDUCACIÓN", "es"),
        ("orçamentos", "orcamento", "pt"),
        ("habitação", "habitações", "pt"),
        ("éclairages", "eclairage", "fr"),
        ("l’éclairage", "eclairage", "fr"),
        ("d'água", "agua", "pt"),
        ("cooperatives", "cooperative", "en"),
        ("city’s", "city", "en"),
        ("Łódź", "lodz", "xx"),
        ("straße", "STRASSE", "de"),
    ],
)
def test_a_word_meets_its_other_spellings(written, typed, language):
    key = language_of(language)
    assert set(terms(written, key)) & set(terms(typed, key))


def test_terms_carry_their_language():
    assert terms("presupuestos", "es") == ("es:presupuest",)
    assert terms("educación", "es") == ("es:educ",)
    assert terms("educação", "pt") == ("pt:educ", "pt:educaca")
    assert terms("مدينة", "xx") == ("xx:مدينة",)


def test_a_stop_word_has_no_terms():
    assert terms("de", "es") == ()
    plain, accented = analyse("El presupuesto de la ciudad", "es")
    assert (plain.split(), accented) == (["es:presupuest", "es:ciud"], "")


def test_a_text_gives_its_accentless_terms_in_order_and_what_accents_add():
    plain, accented = analyse("A educação pública", "pt")
    assert (plain.split(), accented) == (["pt:educaca", "pt:public"], "pt:educ")


def test_a_chunk_between_spaces_may_hold_several_words_or_none():
    assert analyse("well-being — of\u00a0all, 3.5%", "en")[0].split() == [
        "en:well",
        "en:be",
        "en:all",
        "en:3.5",
    ]


def test_no_term_holds_a_space():
    assert " " in fold("\ufdfa")
    assert " " not in terms("\ufdfa", "xx")[0]


def test_fold_strips_accents_and_replaces_letters_that_have_none():
    assert fold("Ñandú Œuvre Łódź ÇA") == "nandu oeuvre lodz ca"


@pytest.mark.parametrize(
    ("code", "key"), [("pt-br", "pt"), ("es-MX", "es"), ("FR", "fr"), ("de", "xx"), ("", "xx")]
)
def test_language_tags_are_reduced(code, key):
    assert language_of(code) == key
