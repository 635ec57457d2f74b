"""A record of the e-book for the book trade: what ONIX for Books 3.0 asks, in JSON, by ONIX's reference names.

A shop's message is XML with a sender of its own; this is what it needs to say of the product. Only what is known is
said: no prices, no markets, no codes of subjects that nobody gave. Numbers of code lists are those of issue 64.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from edition.epub.accessibility import access
from edition.epub.metadata import identifier
from edition.epub.options import Options
from edition.render import Contributor, Metadata, Rendering

#: List 17, by MARC relator; what has no entry is "other".
_ROLES: Final = {
    "aut": "A01", "ill": "A12", "aft": "A19", "ann": "A21", "aui": "A24", "edt": "B01", "trl": "B06", "com": "C01",
}  # fmt: skip
_OTHER_ROLE: Final = "Z99"
#: List 74 (ISO 639-2/B), by the language of the tag.
_LANGUAGES: Final = {
    "ja": "jpn", "en": "eng", "zh": "chi", "ko": "kor", "fr": "fre", "de": "ger", "la": "lat", "it": "ita", "es": "spa",
    "ru": "rus", "nl": "dut", "pt": "por",
}  # fmt: skip
#: List 196, by what the book claims of itself (schema.org accessibilityFeature).
_ACCESS: Final = {
    "unlocked": "10", "tableOfContents": "11", "readingOrder": "13", "alternativeText": "14", "pageNavigation": "19",
    "structuralNavigation": "29", "ARIA": "30", "displayTransformability": "36",
}  # fmt: skip


def record(rendering: Rendering, options: Options, modified: datetime.datetime) -> bytes:
    """The record as JSON in UTF-8; the same for the same arguments. Values in "code" are those of ONIX's lists."""
    about = rendering.metadata
    said = {
        "release": "3.0",
        "Product": {
            "RecordReference": identifier(about),
            "NotificationType": "03",
            "ProductIdentifier": [_identifier(about)],
            "DescriptiveDetail": _described(rendering, options),
            "PublishingDetail": _published(about, modified),
        },
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _identifier(about: Metadata) -> dict[str, str]:
    named = identifier(about)
    if named.lower().startswith("urn:isbn:"):
        digits = "".join(char for char in named[len("urn:isbn:") :] if char.isalnum())
        # List 5.
        return {"ProductIDType": "15" if len(digits) == 13 else "02", "IDValue": digits}
    return {
        "ProductIDType": "01",
        "IDTypeName": "URN" if named.startswith("urn:") else "identifier",
        "IDValue": named,
    }


def _described(rendering: Rendering, options: Options) -> dict[str, Any]:
    about = rendering.metadata
    found: dict[str, Any] = {
        "ProductComposition": "00",
        # A digital download (list 150); EPUB, reflowing (list 175).
        "ProductForm": "ED",
        "ProductFormDetail": ["E101", "E200"],
        "ProductFormFeature": _features(rendering, options),
        "EpubTechnicalProtection": "00",
    }
    if about.rights.startswith(("http://", "https://")):
        expression = {"EpubLicenseExpressionType": "02", "EpubLicenseExpressionLink": about.rights}
        found["EpubLicense"] = {"EpubLicenseName": about.rights, "EpubLicenseExpression": [expression]}
    if options.series:
        found["Collection"] = [_collection(options)]
    found["TitleDetail"] = [{"TitleType": "01", "TitleElement": [_title(about)]}]
    people = [*about.creators, *about.contributors]
    if people:
        found["Contributor"] = [_person(number, person) for number, person in enumerate(people, 1)]
    language = about.language.partition("-")[0].lower()
    if language in _LANGUAGES:
        found["Language"] = [{"LanguageRole": "01", "LanguageCode": _LANGUAGES[language]}]
    if rendering.pages and options.print_pages:
        # Pages of the print that the e-book agrees with (lists 23 and 24).
        found["Extent"] = [{"ExtentType": "10", "ExtentValue": len(rendering.pages), "ExtentUnit": "03"}]
    if options.subjects:
        found["Subject"] = [
            {"SubjectSchemeIdentifier": "20", "SubjectHeadingText": subject} for subject in options.subjects
        ]
    return found


def _features(rendering: Rendering, options: Options) -> list[dict[str, str]]:
    """Accessibility (list 79, 09), computed as in the book."""
    claims = access(rendering, print_pages=options.print_pages)
    codes = sorted(_ACCESS[feature] for feature in claims.features if feature in _ACCESS)
    made = [{"ProductFormFeatureType": "09", "ProductFormFeatureValue": code} for code in codes]
    summary = {"ProductFormFeatureType": "09", "ProductFormFeatureValue": "00"}
    return [summary | {"ProductFormFeatureDescription": claims.summary}, *made]


def _title(about: Metadata) -> dict[str, Any]:
    found: dict[str, Any] = {"TitleElementLevel": "01", "TitleText": _read(about.title, about.title_reading)}
    if about.subtitle:
        found["Subtitle"] = about.subtitle
    return found


def _collection(options: Options) -> dict[str, Any]:
    title = {"TitleElementLevel": "02", "TitleText": options.series}
    found: dict[str, Any] = {
        "CollectionType": "10",
        "TitleDetail": [{"TitleType": "01", "TitleElement": [title]}],
    }
    if options.series_number:
        found["CollectionSequence"] = [
            {"CollectionSequenceType": "02", "CollectionSequenceNumber": options.series_number}
        ]
    return found


def _person(number: int, person: Contributor) -> dict[str, Any]:
    return {
        "SequenceNumber": number,
        "ContributorRole": [_ROLES.get(person.relator, _OTHER_ROLE)],
        "PersonName": _read(person.name, person.reading),
    }


def _read(words: str, reading: str) -> str | dict[str, str]:
    """Words with what they are sorted by (``collationkey``), where that is known."""
    return {"collationkey": reading, "value": words} if reading else words


def _published(about: Metadata, modified: datetime.datetime) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if about.publisher:
        found["Publisher"] = [{"PublishingRole": "01", "PublisherName": about.publisher}]
    found["PublishingStatus"] = "04"
    digits = "".join(char for char in about.date if char.isdigit())
    date = digits if len(digits) == len("20260401") else modified.strftime("%Y%m%d")
    # List 163.
    found["PublishingDate"] = [{"PublishingDateRole": "01", "Date": date}]
    return found
