"""JSON as its standard has it: whatever two readers could read differently is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import strict_json
from briefing.errors import BriefFileError

_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON)
def test_honest_json_is_read_as_ever(value: Any) -> None:
    """Whatever was written comes back."""
    assert strict_json.parse(json.dumps(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '[{"a": {"b": 1, "\\u0062": 2}}]',
        "NaN",
        "[-Infinity]",
        "1e999",
        "[" * 100_000,
        "",
        "{",
        "9" * 5000,
    ],
    ids=range(9),
)
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    """Also a name given twice, in whatever spelling, and what no float holds; never another exception."""
    with pytest.raises(ValueError, match=r"."):
        strict_json.parse(text)


def test_a_file_is_utf_8(tmp_path: Path) -> None:
    """With or without a byte-order mark; what is not, or not there, is named."""
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf1")
    assert strict_json.read(path) == "1"
    path.write_bytes(b"\xff\xfe1\x00")
    with pytest.raises(BriefFileError, match=r"a\.json: cannot be read: not UTF-8 text"):
        strict_json.read(path)
    with pytest.raises(BriefFileError, match=r"b\.json: cannot be read: No such file"):
        strict_json.read(tmp_path / "b.json")
