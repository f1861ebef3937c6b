"""Freezing: from a document to its numbered passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kg.faults import Fault, FaultError, did_you_mean
from kg.text.finder import finder_of
from kg.text.normalise import Block, Normalised, normalise, tidy
from kg.text.passage import Passage, Section, passage_id, sha256_of
from kg.text.split import sentences

__all__ = ["freeze"]

_Place = tuple[str, str, str, int, int]


def freeze(document: str, raw: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    r"""Return the passages of a document, numbered for the first time.

    Args:
        document: The key of the document.
        raw: The text of the document as found.
        sections: The sections in the order of the document; only the first may be without a heading.

    Returns:
        The passages in the order of the document.

    Raises:
        FaultError: The headings of the text and those of ``sections`` are not the same.

    >>> [p.id for p in freeze("d", "# One\n\nA b. C d.", [Section("one", "One")])]
    ['d.one.h', 'd.one.1.1', 'd.one.1.2']
    """
    normalised = normalise(raw, [section.heading for section in sections if section.heading])
    return tuple(_passages(document, normalised, sections))


def _passages(document: str, normalised: Normalised, sections: Sequence[Section]) -> Iterator[Passage]:
    for key, blocks in _by_section(document, normalised.blocks, sections):
        for kind, paragraph, part, start, end in _places(blocks):
            text = normalised.text[start:end]
            finder, finder_at = finder_of(text, normalised.text)
            yield Passage(
                passage_id(document, key, paragraph, part), document, key, paragraph, kind, start, end,
                sha256_of(text), finder, finder_at,
            )  # fmt: skip


def _by_section(
    document: str, blocks: Iterable[Block], sections: Sequence[Section]
) -> Iterator[tuple[str, list[Block]]]:
    """Pair the section keys with their blocks; the headings must be the declared ones, in order."""
    groups: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if block.kind == "heading" or not groups:
            groups.append((block.section_heading, []))
        groups[-1][1].append(block)
    found = [heading for heading, _ in groups]
    declared = [tidy(section.heading) for section in sections]
    if found != declared:
        raise FaultError(_section_faults(document, found, declared))
    for section, (_, members) in zip(sections, groups, strict=True):
        yield section.key, members


def _section_faults(document: str, found: Sequence[str], declared: Sequence[str]) -> Iterator[Fault]:
    extra = [heading for heading in found if heading not in declared]
    lacking = [heading for heading in declared if heading not in found]
    for heading in extra:
        remedy = did_you_mean(heading, declared, "declare it")
        yield Fault(document, 0, "sections", f"the text has a section '{heading}' that is not declared", remedy)
    for heading in lacking:
        remedy = did_you_mean(heading, found, "remove it")
        yield Fault(document, 0, "sections", f"the declared section '{heading}' is not in the text", remedy)
    if not extra and not lacking:
        remedy = "declare them in the order of the text, each once"
        yield Fault(document, 0, "sections", "the sections are in another order than in the text", remedy)


def _places(blocks: Iterable[Block]) -> Iterator[_Place]:
    """Number the passages of one section: kind, paragraph, part, start, end."""
    paragraphs, captions, tables = count(1), count(1), count(1)
    table, rows, before = 0, count(1), ""
    for block in blocks:
        if block.kind == "heading":
            yield "heading", "h", "", block.start, block.end
        elif block.kind == "caption":
            yield "caption", f"c{next(captions)}", "", block.start, block.end
        elif block.kind == "paragraph":
            paragraph = str(next(paragraphs))
            for number, (start, end) in enumerate(sentences(block.text), 1):
                yield "sentence", paragraph, str(number), block.start + start, block.start + end
        else:
            if block.kind == "row-head" or not before.startswith("row"):
                table, rows = next(tables), count(1)
            if block.kind == "row":
                yield "row", f"t{table}", f"r{next(rows)}", block.start, block.end
        before = block.kind
