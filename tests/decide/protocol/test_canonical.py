"""Canonical JSON: one spelling for one value, everything else refused."""

import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault

texts = some.text(some.characters(codec="utf-8"), max_size=20).map(lambda text: normalize("NFC", text))
keys = some.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
values = some.recursive(
    texts | some.integers(-canonical.LARGEST, canonical.LARGEST),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_back(value):
    written = canonical.write(value)
    assert canonical.read(written) == value
    assert canonical.write(json.loads(written)) == written


@given(values)
def test_any_other_spelling_is_refused(value):
    written = canonical.write(value)
    for other in (
        json.dumps(value, indent=1).encode(),
        json.dumps(value).encode(),
        b" " + written,
        written + b"\n",
    ):
        if other != written:
            with pytest.raises(Fault):
                canonical.read(other)


# RFC 8785, section 3.2.2 and 3.2.3, and the restricted part of its published test vectors.
VECTORS = [
    (
        '{"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"}',
        '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    ('{ "b": [56, {"d": 3, "a": "x", "c": 10}],\n "a": "z" }', '{"a":"z","b":[56,{"a":"x","c":10,"d":3}]}'),
    ('{"control":"\\u0001\\u001f\\b\\f\\t\\r\\u007f"}', '{"control":"\\u0001\\u001f\\b\\f\\t\\r\x7f"}'),
    (
        '{"euro":"\\u20AC","smiley":"\\uD83D\\uDE02","line":"\\u2028"}',
        '{"euro":"€","line":"\u2028","smiley":"😂"}',
    ),
    ("[9007199254740991, -9007199254740991, 0]", "[9007199254740991,-9007199254740991,0]"),
]


@pytest.mark.parametrize(("loose", "exact"), VECTORS)
def test_jcs_vectors_are_written_as_published(loose, exact):
    assert canonical.write(json.loads(loose)) == exact.encode()
    assert canonical.read(exact.encode()) == json.loads(loose)
    with pytest.raises(Fault):
        canonical.read(loose.encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1.5}', "json.number"),
        (b'{"a":1.0}', "json.number"),
        (b'{"a":1e3}', "json.number"),
        (b'{"a":-0}', "json.other_form"),
        (b'{"a":01}', "json.unreadable"),
        (b'{"a":9007199254740992}', "json.number"),
        (b'{"a":' + b"9" * 5000 + b"}", "json.unreadable"),
        (b'{"a":NaN}', "json.number"),
        (b'{"a":Infinity}', "json.number"),
        (b'{"a":true}', "json.kind"),
        (b'{"a":null}', "json.kind"),
        (b'{"a":1,"a":1}', "json.other_form"),
        (b'{"b":1,"a":1}', "json.other_form"),
        (b'{"A":1}', "json.key"),
        (b'{"":1}', "json.key"),
        (b'{"a":"\\u0061"}', "json.other_form"),
        (b'{"a":"\\ud800"}', "json.utf8"),
        ('{"a":"A\u030a"}'.encode(), "json.nfc"),
        (b'{"a":"\xff"}', "json.utf8"),
        (b"\xef\xbb\xbf{}", "json.unreadable"),
        (b"", "json.unreadable"),
        (b"[" * 13 + b"]" * 13, "json.deep"),
        (b"[" * 100_000 + b"]" * 100_000, "json.deep"),
        (b'"' + b"a" * 200 + b'"', "json.long"),
    ],
)
def test_what_has_no_canonical_form_is_refused(data, code):
    longest = 100 if code == "json.long" else canonical.LONGEST
    with pytest.raises(Fault) as refused:
        canonical.read(data, longest=longest)
    assert refused.value.code == code


def test_a_lone_surrogate_cannot_be_written():
    with pytest.raises(Fault):
        canonical.write("\ud800")
