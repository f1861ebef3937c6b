"""Verifying: does a copy of a document say what the passages say?

Any rendition will do: the file that was frozen, the same text with other line breaks or without markup, a copy with
some sentences changed. Each passage is looked for by its finder and judged by its digest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from kg.dataset.documents import Document, read_documents
from kg.faults import Fault, FaultError, fault
from kg.text.index import index_path, read_index
from kg.text.locate import STATUSES, Outcome, locate, views
from kg.text.passage import Passage, sha256_of

__all__ = ["MIN_SHARE", "Match", "VerifyReport", "match_texts", "show", "verify"]

MIN_SHARE: Final = 0.5
"""The share of passages that a file must hold to count as a rendition of a document."""

_MAX_BYTES: Final = 10_000_000
_Corpus = Mapping[str, tuple[Document, Sequence[Passage]]]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What became of the passages of one document in one text.

    Attributes:
        document: The key of the document.
        same_file: Whether the text is the very file that was frozen, by its digest.
        outcomes: One outcome for each passage, in the order of the index.
    """

    document: str
    same_file: bool
    outcomes: tuple[Outcome, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many passages have each status, from best to worst."""
        counter = Counter(outcome.status for outcome in self.outcomes)
        return {status: counter[status] for status in STATUSES}

    @property
    def share(self) -> float:
        """The share of the passages that were found, 0 to 1."""
        return sum(outcome.found for outcome in self.outcomes) / max(1, len(self.outcomes))

    @property
    def complete(self) -> bool:
        """Whether every passage was found."""
        return all(outcome.found for outcome in self.outcomes)


Match = tuple[str, VerifyReport]
"""The name of a file, and what became of the passages of a document in it."""


def verify(document: Document, passages: Iterable[Passage], raw: str) -> VerifyReport:
    """Look for the passages of a document in a text.

    The digest of the file decides which document a text is, but it does not stand in for the passages: they are
    looked up in any case, so that an index that does not fit its own file is found out.

    Args:
        document: The document.
        passages: Its passages.
        raw: A text, as decoded from the file, with the line ends as they are.

    Returns:
        One outcome for each passage.
    """
    texts = views(raw, [section.heading for section in document.sections if section.heading])
    same_file = sha256_of(raw) == document.file.sha256
    return VerifyReport(document.key, same_file, tuple(locate(passage, texts) for passage in passages))


def show(
    matched: Mapping[str, Match | None], text_path: Path, out: TextIO, err: TextIO, *, moved: bool = False
) -> bool:
    """Print what became of the passages of the documents, and tell whether every one was found.

    Args:
        matched: The documents with their files, as ``match_texts`` gives them.
        text_path: The file or folder that they were looked for in.
        out: Where the summary goes, and a line for each passage that was not found.
        err: Where remarks go.
        moved: Whether the passages that moved get a line each, too.
    """
    for key, match in matched.items():
        if match is not None:
            _print(*match, out, err, moved=moved)
        elif text_path.is_dir():
            print(f"{key}: no file in {text_path} is a text of this document", file=out)
    return all(match[1].complete if match else not text_path.is_dir() for match in matched.values())


def match_texts(dataset_dir: Path, text_path: Path, err: TextIO) -> dict[str, Match | None]:
    """Match the documents of a dataset to a file or to the files of a folder.

    Args:
        dataset_dir: The folder of the dataset.
        text_path: A text file, or a folder with text files.
        err: Where remarks on skipped files go.

    Returns:
        For each document the file name and the report, which holds the text of the passages that were found;
        ``None`` for a document that no file matches.

    Raises:
        FaultError: The dataset or the path is faulty, or no document is matched at all.
    """
    corpus = _corpus(dataset_dir)
    texts = _texts(text_path, err)
    tried = [(name, verify(*entry, raw)) for entry in corpus.values() for name, raw in texts.items()]
    matched = _match(tried)
    if not matched:
        raise FaultError([_unmatched(corpus, tried, text_path)])
    return {key: matched.get(key) for key in corpus}


def _corpus(dataset_dir: Path) -> _Corpus:
    """Read all documents with their passages; the faults of all files come together."""
    faults: list[Fault] = []
    corpus: dict[str, tuple[Document, Sequence[Passage]]] = {}
    for key, document in read_documents(dataset_dir / "sources.yaml").items():
        try:
            corpus[key] = document, read_index(index_path(dataset_dir, key))
        except FaultError as error:
            faults.extend(error.faults)
    if faults:
        raise FaultError(faults)
    return corpus


def _texts(path: Path, err: TextIO) -> dict[str, str]:
    """Return the texts of a file or of the files of a folder, by file name."""
    try:
        if not path.is_dir():
            return {path.name: _read(path)}
        files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise FaultError([_unreadable(path, error)]) from None
    texts: dict[str, str] = {}
    for file in files:
        try:
            texts[file.name] = _read(file)
        except FaultError as error:
            print(f"{error} (skipped)", file=err)
    return texts


def _unreadable(path: Path, error: OSError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(str(path), 0, "no-such-path", "the path does not exist", "name a file or a folder")
    return Fault(str(path), 0, "unreadable", f"it cannot be read: {error.strerror}", "check its permissions")


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            megabytes = _MAX_BYTES // 1_000_000
            raise fault("too-large", f"the file is larger than {megabytes} MB", "name the text alone", str(path))
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise fault("encoding", "the file is not UTF-8", "save it as UTF-8", str(path)) from None
    except OSError as error:
        raise FaultError([_unreadable(path, error)]) from None


def _match(tried: Iterable[Match]) -> dict[str, Match]:
    """Give each document its file: the very file first, then the one that holds most of its passages."""
    matched: dict[str, Match] = {}
    fitting = [match for match in tried if match[1].same_file or match[1].share >= MIN_SHARE]
    for name, report in sorted(fitting, key=lambda match: (not match[1].same_file, -match[1].share)):
        if report.document not in matched and all(name != taken for taken, _ in matched.values()):
            matched[report.document] = name, report
    return matched


def _unmatched(corpus: _Corpus, tried: Iterable[Match], path: Path) -> Fault:
    best = max(tried, key=lambda pair: pair[1].share, default=None)
    near = f" ({best[0]} has {best[1].share:.0%} of '{best[1].document}')" if best and best[1].share else ""
    remedy = "name a text of " + " or ".join(f"'{key}'" for key in corpus)
    return Fault(str(path), 0, "no-match", f"no document of the dataset matches{near}", remedy)


def _print(name: str, report: VerifyReport, out: TextIO, err: TextIO, *, moved: bool) -> None:
    """Print the summary of one document."""
    how = "the file that was frozen" if report.same_file else "another rendition"
    counts = ", ".join(f"{count} {status}" for status, count in report.counts.items())
    print(f"{report.document}: {name} ({how}), {len(report.outcomes)} passages: {counts}", file=out)
    for outcome in report.outcomes:
        if not outcome.found or (moved and outcome.status == "moved"):
            print(f"  {outcome.passage.id}  {outcome.status}  {_says(outcome)}", file=out)
    if report.same_file and not report.complete:
        print(f"{report.document}: the index does not fit the file that it was made from", file=err)


def _says(outcome: Outcome) -> str:
    finder = f"'{outcome.passage.finder}'" if outcome.passage.finder else "its text"
    return {
        "changed": f"{finder} stands at {outcome.at}, but the text around it is another",
        "missing": f"{finder} is not there",
    }.get(outcome.status, f"from {outcome.passage.start} to {outcome.at}")
