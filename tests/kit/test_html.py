import json

import pytest

from tequio.kit.html import html_of, script_data


def test_markdown_becomes_paragraphs_lists_and_emphasis():
    assert html_of("One *two*\n\n- three") == "<p>One <em>two</em></p>\n<ul>\n<li>three</li>\n</ul>\n"


def test_raw_html_is_shown_as_it_was_typed():
    assert "<script" not in html_of("<script>alert(1)</script>")
    assert "&lt;script&gt;" in html_of("<script>alert(1)</script>")
    assert "<img" not in html_of('<img src=x onerror="alert(1)">')


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_a_link_that_runs_something_loses_its_address(address):
    made = html_of(f"[press]({address})")
    assert "href" not in made
    assert "press" in made


def test_a_link_to_a_page_stays_and_vouches_for_nothing():
    assert '<a href="https://example.org" rel="nofollow noopener noreferrer">' in html_of(
        "[a](https://example.org)"
    )


def test_headings_stand_below_those_of_the_page():
    assert html_of("# Big\n\n##### Small") == "<h3>Big</h3>\n<h4>Small</h4>\n"


def test_pictures_from_elsewhere_are_not_loaded():
    assert "<img" not in html_of("![a picture](https://example.org/spy.png)")


def test_script_data_cannot_close_its_element():
    said = script_data({"name": "</script><script>alert(1)</script> & <!--"})
    assert "<" not in said
    assert json.loads(said) == {"name": "</script><script>alert(1)</script> & <!--"}
