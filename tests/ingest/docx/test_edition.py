"""Word documents through the whole ingest: several of them, and again."""

from __future__ import annotations

from edition import layers
from edition.diagnostics import Findings
from edition.ingest import Ingested, Source, ingest_all
from edition.tei import t, words
from tests.ingest.docx.make import docx, p, r
from tests.ingest.docx.test_layers import comment, on


def remarked(*before: str, remark: str = "注意") -> bytes:
    """A document with a comment on 語 in its last paragraph."""
    body = "".join(p(one) for one in before) + p(r("同じ") + on(0, r("語")) + r("がある。"))
    return docx(p("章", "H1") + body, comments=comment(0, p(remark)))


def notes(found: Ingested) -> list[tuple[str, str]]:
    """The notes of the layers, each with the id of the block that it stands in; no finding may come."""
    findings = Findings()
    loaded = [layers.load(data.encode(), path, findings) for path, data in found.layers.items()]
    layers.apply(found.root, loaded, set(found.about.persons), findings)
    assert [one.message for one in findings] == []
    said = []
    for note in found.root.iter(t("note")):
        parent = note.getparent()
        assert parent is not None
        said.append((str(parent.get("{http://www.w3.org/XML/1998/namespace}id")), words(note)))
    return said


def test_comments_of_several_documents_stay_with_their_own() -> None:
    sources = [Source("one.docx", remarked(remark="甲")), Source("two.docx", remarked(remark="乙"))]
    findings = Findings()
    found = ingest_all(sources, findings)
    assert list(findings) == []
    assert [remark for _, remark in notes(found)] == ["甲", "乙"]
    assert len({block for block, _ in notes(ingest_all(sources, findings))}) == 2


def test_layers_follow_the_ids_that_are_kept() -> None:
    first = ingest_all([Source("one.docx", remarked("初め"))], Findings())
    again = ingest_all([Source("one.docx", remarked("新しい", "初め"))], Findings(), previous=first.root)
    ((block, _),) = notes(again)
    assert block == "p2"
    assert 'in: "p2"' in next(iter(again.layers.values()))
