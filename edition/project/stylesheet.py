"""The edition's own style.css, read before anything is made with it.

A rule that cannot be read is passed over by whoever reads it, as CSS asks for; here it is said, with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from edition.diagnostics import Findings, Place

#: At-rules whose blocks hold rules, and those whose blocks hold declarations.
_OF_RULES = frozenset(("media", "supports", "layer"))


def check(css: str, file: str, findings: Findings) -> None:
    """CFG-018 for what cannot be read in a style sheet, CFG-019 for other files that it asks for."""
    for node in _nodes(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        where = Place(file, node.source_line, node.source_column)
        if node.type == "error":
            findings.warning(
                "CFG-018",
                f"{file} cannot be read here: {node.message}",
                where,
                "what is meant may end too early or too late: look for a brace or a semicolon that is missing",
            )
        elif node.type == "at-rule":
            findings.warning(
                "CFG-019",
                f"{file} is one sheet: what @import names is not read",
                where,
                "put its rules into style.css",
            )
        else:
            findings.warning(
                "CFG-019",
                f"{file} asks for {_brief(node)}, and a style sheet brings no files",
                where,
                "pictures belong into the text (graphic); fonts are named under [fonts] in edition.toml",
            )


def _nodes(rules: Iterable[Any]) -> Iterator[Any]:
    """What is to be told of some rules, in order: errors, imports, addresses."""
    for rule in rules:
        if rule.type == "error" or (rule.type == "at-rule" and rule.lower_at_keyword == "import"):
            yield rule
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _OF_RULES:
            yield from _nodes(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            # Blocks of pages hold declarations and margin boxes, those of selectors declarations.
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            for node in inner:
                if node.type == "declaration":
                    yield from _addresses(node.value)
                else:
                    yield from _nodes([node])


def _addresses(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if value.type == "url" or (value.type == "function" and value.lower_name == "url"):
            address = _address(value)
            if not address.startswith(("#", "data:")):
                yield value
        elif value.type == "function":
            yield from _addresses(value.arguments)


def _address(node: Any) -> str:
    if node.type == "url":
        return str(node.value)
    return "".join(str(part.value) for part in node.arguments if part.type == "string")


def _brief(node: Any) -> str:
    address = _address(node)
    return f"“{address[:60]}”" + ("…" if len(address) > 60 else "")
