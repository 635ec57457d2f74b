"""Where keys stand in a TOML file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.project.toml_lines import Path, lines


def test_tables_keys_and_arrays() -> None:
    text = (
        'top = 1\n\n# note\n[a]\nb.c = "x"\n"quoted key" = 2\n'
        "[[p]]\nid = 1\n[[p]]\nid = 2\n[p.q]\nr = 3\n[[p.s]]\nt = 4\n"
    )
    tomllib.loads(text)
    assert lines(text) == {
        ("top",): 1,
        ("a",): 4,
        ("a", "b"): 5,
        ("a", "b", "c"): 5,
        ("a", "quoted key"): 6,
        ("p",): 7,
        ("p", 0): 7,
        ("p", 0, "id"): 8,
        ("p", 1): 9,
        ("p", 1, "id"): 10,
        ("p", 1, "q"): 11,
        ("p", 1, "q", "r"): 12,
        ("p", 1, "s"): 13,
        ("p", 1, "s", 0): 13,
        ("p", 1, "s", 0, "t"): 14,
    }


@pytest.mark.parametrize(
    "value",
    [
        '"""\nx = 1\n[y]\n"""',
        "'''\nx = 1\n'''",
        '"""a\\"""\nx = 1"""',
        '""""quoted""""',
        '[\n  "x = 1", # x = 2\n  [1,\n 2],\n]',
        '{x = 1, y = "}"}',
        "'[['",
        '"# no comment"',
        "1979-05-27T07:32:00Z",
    ],
)
def test_values_are_skipped_whole(value: str) -> None:
    text = f"first = {value} # the end\nlast = 1\n"
    tomllib.loads(text)
    found = lines(text)
    assert list(found) == [("first",), ("last",)]
    assert found["last",] == text.count("\n")


WORDS = st.sampled_from(["a", "b", "c", "d"])


def paths(value: Any, path: Path = ()) -> set[Path]:
    """Every way from the root that has a key of its own: not into inline arrays."""
    found: set[Path] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= {(*path, key)} | paths(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            if isinstance(inner, dict):
                found |= {(*path, at)} | paths(inner, (*path, at))
    return found


# For any good file made of tables and keys, exactly the keys that tomllib sees have lines.
@given(
    st.lists(
        st.one_of(
            st.builds("[[{}]]\n".format, WORDS),
            st.builds("[{}.{}]\n".format, WORDS, WORDS),
            st.builds("{}.{} = 1\n".format, WORDS, WORDS),
            st.builds("{} = '''\n{} = 1\n'''\n".format, WORDS, WORDS),
            st.just("\n# a = 1\n"),
        ),
        max_size=8,
    )
)
def test_the_keys_are_those_of_the_file(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert paths(values) <= set(lines(text))
