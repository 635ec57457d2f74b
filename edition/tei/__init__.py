"""The TEI profile: names, safe parsing, writing, and validation.

TEI is the model; there is no second one beside the tree (docs: ARCHITECTURE). This room knows what a
document of the profile looks like and nothing of where it came from or what is made of it.
"""

from edition.tei.names import EDITION_NS, NSMAP, TEI_NS, XML_ID, XML_LANG, XML_NS, line_of, local, t, words
from edition.tei.parse import parse
from edition.tei.serialize import serialize
from edition.tei.validate import validate

__all__ = [
    "EDITION_NS",
    "NSMAP",
    "TEI_NS",
    "XML_ID",
    "XML_LANG",
    "XML_NS",
    "line_of",
    "local",
    "parse",
    "serialize",
    "t",
    "validate",
    "words",
]
