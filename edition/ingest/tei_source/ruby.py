"""Ruby as the profile has it: one ``rb`` and its ``rt`` in a ``ruby``.

Sources also have several pairs in one ``ruby``, words and ``rt`` without ``rb`` (HTML), and ``rb`` and ``rt``
without anything round them, the base within a name and the reading after it. The brackets for readers without
ruby (``rp``) are markup.
"""

from __future__ import annotations

from edition.ingest.tei_source.tree import Element, Run, blank


def fit(root: Element, stream: str) -> None:
    """Make every ruby below ``root`` regular, in place."""
    _drop_brackets(root)
    _pair(root, stream)
    for one in list(root.walk()):
        if any(child.name == "ruby" for child in one.elements()):
            one.children = [made for child in one.children for made in _regular(child, stream)]


def _drop_brackets(root: Element) -> None:
    for one in root.walk():
        if any(child.name == "rp" for child in one.elements()):
            kept: list[Element | Run] = []
            for child in one.children:
                if isinstance(child, Element) and child.name == "rp":
                    for run in child.runs():
                        run.became, run.rule = "markup", "brackets of ruby"
                        kept.append(run)
                else:
                    kept.append(child)
            one.children = kept


def _pair(root: Element, stream: str) -> None:
    """``rb`` and ``rt`` that stand by themselves."""
    for one in list(root.walk()):
        if one.name == "ruby":
            continue
        made: list[Element | Run] = []
        for child in one.children:
            if isinstance(child, Element) and child.name == "rt":
                base = _base_before(made, stream)
                if base is not None:
                    holder, at = base
                    _join(holder, at, child, made)
                    continue
            made.append(child)
        one.children = made


def _base_before(made: list[Element | Run], stream: str) -> tuple[list[Element | Run], int] | None:
    """Where the ``rb`` is that a reading follows: the list that has it as its last, and its place there."""
    children = made
    while True:
        at = len(children) - 1
        while at >= 0 and isinstance(one := children[at], Run) and blank(one, stream):
            at -= 1
        if at < 0:
            return None
        last = children[at]
        if isinstance(last, Run):
            return None
        if last.name == "rb" or (last.name == "ruby" and last.known):
            return children, at
        children = last.children


def _join(children: list[Element | Run], at: int, reading: Element, made: list[Element | Run]) -> None:
    base = children[at]
    assert isinstance(base, Element)
    between = children[at + 1 :]
    del children[at + 1 :]
    for run in between:
        if isinstance(run, Run) and not run.became:
            run.became = "space"
    if base.name == "rb":
        children[at] = Element("ruby", {}, base.line, [base, *between, reading], known=True, start=base.start)
    else:
        base.children.extend([*between, reading])
    # White space between the name that holds the base and the reading is layout, too.
    while children is not made and made and isinstance(run := made[-1], Run) and not run.became:
        run.became = "space"


def _regular(child: Element | Run, stream: str) -> list[Element | Run]:
    if isinstance(child, Run) or child.name != "ruby":
        return [child]
    groups: list[Element] = []
    loose: list[Element | Run] = []

    def group() -> Element:
        attributes = dict(child.attributes) if not groups else {}
        made = Element("ruby", attributes, child.line, original=child.original, known=True, start=child.start)
        groups.append(made)
        return made

    def base(content: list[Element | Run]) -> None:
        group().children.append(Element("rb", {}, child.line, content, known=True, start=child.start))

    for one in child.children:
        if isinstance(one, Element) and one.name in ("rb", "rt", "rtc"):
            if any(isinstance(part, Element) or not (part.became or blank(part, stream)) for part in loose):
                base(loose)
                loose = []
            if one.name == "rb":
                group().children.extend([*loose, one])
                loose = []
            elif groups:
                groups[-1].children.extend([*loose, one])
                loose = []
            else:
                loose.append(one)
        elif isinstance(one, Run) and (one.became or blank(one, stream)):
            one.became = one.became or "space"
            (groups[-1].children if groups and not loose else loose).append(one)
        else:
            loose.append(one)
    if not groups:
        child.children = loose
        return [child]
    for one in groups:
        if not any(part.name == "rt" for part in one.elements()):
            # A base without a reading is words.
            one.name, one.known = "seg", False
            for part in one.elements():
                part.name, part.known = "seg", False
    return [*groups, *loose]
