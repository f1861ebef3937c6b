"""The arguments of ``query``, read without argparse: loading that takes longer than asking the question.

Only well-formed arguments are read here. For all others, and for help, the parser of ``kg.cli.parser`` answers; a test
compares the two.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

__all__ = ["OPTIONS", "Request", "read_question", "split"]

OPTIONS: Final[Mapping[str, bool]] = {
    "--dataset": True, "--format": True, "--sparql": True, "--width": True, "--about": False, "--cite": False,
    "--evidence": False, "--help": False, "--allow-service": True, "--service-at": True, "--endpoint": True,
    "--timeout": True, "--megabytes": True,
}  # fmt: skip
"""The options of ``query``, and whether they take a value; no question has a parameter of such a name."""

_REMOTE: Final = ("--endpoint", "--timeout", "--megabytes")
"""Options of a question that goes to another place, where reading the arguments is not what takes time."""


class Request:
    """The options of ``query``.

    Attributes:
        dataset: The dataset.
        name: The name of the canned question; ``None`` for free SPARQL and for the list of questions.
        format: The form of the answer.
        sparql: The file with free SPARQL, ``-`` for standard input.
        about: Whether the question is described only.
        width: The width of a table; 0 for that of the terminal.
        cite: Whether each row comes with how it is cited.
        evidence: Whether each row comes with its passages.
        allow_service: The host of another service that may be asked.
        service_at: The address at which that service is reached.
        endpoint: The address of the store that is asked; ``None`` for the one of the command line.
        timeout: So many seconds it has.
        megabytes: So large its answer may be.
        parameters: The parameters of the question, as ``--name=value``.
    """

    __slots__ = (
        "about", "allow_service", "cite", "dataset", "endpoint", "evidence", "format", "megabytes", "name",
        "parameters", "service_at", "sparql", "timeout", "width",
    )  # fmt: skip

    def __init__(
        self,
        dataset: str = "bakhmut",
        name: str | None = None,
        format: str = "table",
        sparql: str | None = None,
        about: bool = False,
        width: int = 0,
        cite: bool = False,
        evidence: bool = False,
        allow_service: str | None = None,
        service_at: str | None = None,
        endpoint: str | None = None,
        timeout: int = 60,
        megabytes: int = 256,
        parameters: Sequence[str] = (),
    ) -> None:
        self.dataset = dataset
        self.name = name
        self.format = format
        self.sparql = sparql
        self.about = about
        self.width = width
        self.cite = cite
        self.evidence = evidence
        self.allow_service = allow_service
        self.service_at = service_at
        self.endpoint = endpoint
        self.timeout = timeout
        self.megabytes = megabytes
        self.parameters = parameters


def read_question(arguments: Sequence[str]) -> Request | None:
    """Return the question; ``None`` where the arguments need argparse.

    Args:
        arguments: What follows the verb.
    """
    known, rest = split(arguments)
    found: dict[str, str | bool | int] = {}
    at = 0
    while at < len(known):
        name, equals, value = known[at].partition("=")
        field = name[2:].replace("-", "_")
        at += 1
        if not name.startswith("-") and "name" not in found:
            found["name"] = known[at - 1]
        elif name in ("--cite", "--evidence") and not equals:
            found[name[2:]] = True
        elif name in ("--about", "--help", "-h") and not equals:
            found["about"] = True
        elif (
            not OPTIONS.get(name) or name in _REMOTE or field in found or not (equals or _is_value(known[at : at + 1]))
        ):
            return None
        else:
            found[field] = value if equals else known[at]
            at += not equals
    if "name" not in found and ("--help" in known or "-h" in known):
        return None
    width = str(found.pop("width", "0"))
    if not (width.isascii() and width.isdigit()):
        return None
    if "format" in found:
        from kg.ask.render.forms import FORMATS

        if found["format"] not in FORMATS:
            return None
    return Request(**found, width=int(width), parameters=rest)  # type: ignore[arg-type]


def _is_value(words: Sequence[str]) -> bool:
    return bool(words) and (not words[0].startswith("-") or words[0] == "-")


def split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what belongs to the command, and the parameters of the question as ``--name=value``."""
    known: list[str] = []
    rest: list[str] = []
    words = list(arguments)
    while words:
        word = words.pop(0)
        name, equals, _ = word.partition("=")
        if name in OPTIONS or not word.startswith("--") or word == "--":
            known.append(word)
            if OPTIONS.get(name) and not equals and words:
                known.append(words.pop(0))
        else:
            value = "" if equals or not words or words[0].startswith("--") else words.pop(0)
            rest.append(word if equals else f"{word}={value}")
    return known, rest
