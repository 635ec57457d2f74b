"""What is compiled is TEI: every kind of annotation and a full header, against the whole of TEI P5."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition import tei
from edition.diagnostics import Findings
from edition.project.compile import compile_edition

CONFIG = """\
[edition]
title = "題"
title-reading = "だい"
creator = "著者"
creator-reading = "ちょしゃ"
identifier = "urn:isbn:9784000000000"
rights = "https://creativecommons.org/licenses/by/4.0/"
date = 2026-04-01

[[people]]
id = "ed1"
role = "editor"
name = "花子"
reading = "はなこ"

[[people]]
id = "au1"
role = "author"
name = "太郎"

[[witnesses]]
siglum = "甲"
name = "初版"
"""

TEXT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>題</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc></teiHeader>
<text><body><div type="chapter" xml:id="c1"><head xml:id="h1">頭</head>
<p xml:id="p1">あいうえおかきくけこさしすせそ（４）たちつてと<hi rend="bold">なにぬ</hi>ねの<pb n="2"/>は\
<ruby><rb>漢</rb><rt>かん</rt></ruby>ひふへほ\
<ref type="note" subtype="unresolved" n="9" xml:id="r9">（９）</ref>ま東京へ</p></div></body></text></TEI>
"""

LAYER = """\
by: ed1
annotations:
- {id: a1, on: い, kind: note, text: "注**強**[@a2]\\n\\n二"}
- {id: a2, on: 9, kind: supply, text: 補う}
- {id: a3, on: えお, kind: emend, text: を, cert: low}
- {id: a4, on: かき, kind: normalize, text: 書き}
- {id: a5, on: けこ, kind: ruby, text: ルビ}
- {id: a6, on: ぬね, kind: emphasis}
- {id: a7, on: のは, kind: emend, text: ので}
- {id: a8, on: さし, kind: variant, wit: 甲, text: 刺し}
- {id: a9, on: せ, kind: gloss, text: 背}
- {id: a10, on: （４）, kind: unresolved}
- {id: a11, on: とな, kind: name, type: person, key: k, ref: "https://example.org/k"}
- {id: a12, on: おか, kind: name, type: person, key: k}
- {id: a13, on: 漢ひ, kind: emend, text: ''}
- {id: a14, on: 東京, kind: name, type: place}
- {id: a15, on: ま, kind: name}
- {id: a16, on: へほ, kind: emphasis, rend: tcy}
- {id: a17, on: う, kind: form}
- {id: a18, on: く, kind: form, vertical: 右, horizontal: 上}
"""


def test_every_kind_is_valid(make_edition: Callable[..., Path], tei_all: etree.RelaxNG) -> None:
    folder = make_edition(edition_toml=CONFIG, text_xml=TEXT, layers__ed1_yaml=LAYER)
    findings = Findings()
    root = compile_edition(folder, findings).root
    assert list(findings) == []
    # Written and read again, as the archive has it.
    tei_all.assertValid(etree.fromstring(tei.serialize(root)))
    assert root.find(f"{tei.t('standOff')}//{tei.t('annotation')}") is not None


@pytest.mark.parametrize("seed", ["000_23670ef0febd6ba4.txt", "003_25ebfd7f13f3140c.txt"])
def test_a_seed_under_a_layer_is_valid(
    seed: str, seeds: Path, tmp_path: Path, tei_all: etree.RelaxNG
) -> None:
    from edition.project.ingest import ingest_file
    from edition.tei import reading

    folder = tmp_path / "seed"
    assert ingest_file(seeds / seed, folder).good
    config = folder / "edition.toml"
    config.write_text(config.read_text() + '\n[[people]]\nid = "ed1"\nname = "花子"\nrole = "editor"\n')
    # An annotation in every tenth paragraph, on words that stand there once.
    text = etree.parse(folder / "text.xml").getroot()
    lines = []
    for number, block in enumerate(list(reading.blocks(text))[::10]):
        words, id_ = reading.text_of(block), block.get(tei.XML_ID)
        quote = words[5:9]
        if id_ and len(quote) == 4 and words.count(quote) == 1 and reading.read(block).atoms == []:
            kind = ("note", "emend", "emphasis")[number % 3]
            if kind != "note" or not reading.in_note(block):
                more = "" if kind == "emphasis" else ", text: 置"
                lines.append(f"- {{on: {{in: {id_}, quote: {quote!r}}}, kind: {kind}{more}}}")
    assert len(lines) > 10
    (folder / "layers").mkdir()
    (folder / "layers" / "a.yaml").write_text("by: ed1\nannotations:\n" + "\n".join(lines), encoding="utf-8")
    findings = Findings()
    compiled = compile_edition(folder, findings)
    assert findings.errors == []
    assert compiled.ledger["unaccounted"] == 0
    tei_all.assertValid(etree.fromstring(tei.serialize(compiled.root)))
