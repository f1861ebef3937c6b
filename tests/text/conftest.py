"""Texts of our own, and the way to the real ones."""

from pathlib import Path

import pytest

from kg.dataset.documents import Document, read_documents
from kg.text.freeze import freeze
from kg.text.passage import Passage, Section
from tests.outside import texts

ROOT = Path(__file__).parents[2]
DATASET = ROOT / "kg" / "data" / "bakhmut"

REPORT = """---
title: The fight for Lowbridge
summary: The garrison of Lowbridge held the mill. Then it left.
---

The **fight for Lowbridge** lasted nine days. Captain Ivo Marsh said: "We held the mill. We lost eleven men."

## Prelude
![A mill, 1901-05 (02)](https://example.org/file/A_mill_(02).jpg?)
On 3 May the river rose by 1.5 m, and the *ferrymen* left. The mayor [Odd Larsén – ed.] called the flood “a gift”.

The [upper road](https://example.org/road_(old)) stayed open – or so the well-known *Lowbridge Courier* wrote.

## Losses

|   Side   |   Dead   |
|   ---    |   ---    |
| **Garrison** | 11–14 |
| Attackers | **40** |

Nobody counted the wounded. Others agree.

## See also
 * The flood of Lowbridge

## References
## References[object Object]
"""
SECTIONS = (Section("lead", ""), Section("prelude", "Prelude"), Section("losses", "Losses"))


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def passages() -> tuple[Passage, ...]:
    return freeze("report", REPORT, SECTIONS)


@pytest.fixture
def dataset() -> Path:
    return DATASET


@pytest.fixture(params=["newshub", "wikipedia"])
def real(request: pytest.FixtureRequest) -> tuple[Document, str]:
    """A document of the dataset and its text; skips where the text is absent."""
    document = read_documents(DATASET / "sources.yaml")[request.param]
    return document, (texts() / document.file.name).read_bytes().decode("utf-8")
