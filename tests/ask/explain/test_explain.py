"""What a thing is, down to the passages: found by any name, told so that a reader understands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ask.catalog.stored import find_query
from kg.ask.engine.store import load_store
from kg.ask.explain import Explainer
from kg.ask.explain.wording import BACKWARD, HIDDEN, MORE, WORDS, date_words
from kg.faults import FaultError
from kg.paths import find_graph
from kg.rdf.namespaces import prefixes_of
from kg.rdf.vocabulary import CLASSES
from tests.calling import command
from tests.fixtures import TEXTS
from tests.outside import texts

Ask = Callable[..., str]


@pytest.fixture(scope="module")
def explainer(toyfort: Path) -> Explainer:
    graph = find_graph(str(toyfort))
    return Explainer(load_store(Path(graph)), prefixes_of(graph))


@pytest.fixture
def tell(toyfort: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)  # the texts of another dataset

    def ask(name: str, text: Path | None = None) -> str:
        code, out, err = command("explain", "--dataset", toyfort, name, *(["--text", text] if text else []))
        assert code == 0, err
        return out

    return ask


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("gate-brass-0508", "claim:gate-brass-0508"),
        ("claim:gate-brass-0508", "claim:gate-brass-0508"),
        ("brass", "actor:brass"),
        ("General Brass", "actor:brass"),
        ("general  BRASS", "actor:brass"),
        ("actor:brass", "actor:brass"),
        ("the guard", "actor:tin-guard"),
        ("place:toyfort", "place:toyfort"),
        ("gazette.body.1.2", "passage:gazette.body.1.2"),
        ("siege of toyfort", "source:annals"),
        ("proposition:gate-brass-0508", "proposition:gate-brass-0508"),
        ("dataset:toyfort", "dataset:toyfort"),
        ("curator:testers", "curator:testers"),
        ("act:deny", "act:deny"),
        ("could not verify", "outcome:could-not-verify"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(name: str, curie: str, explainer: Explainer) -> None:
    iri = explainer.find(name)
    assert explainer.curie(iri) == curie
    assert explainer.find(iri) == iri


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gate-bras-0508", "did you mean 'gate-brass-0508'"),
        ("Generl Bras", "did you mean 'General Brass'"),
        ("TIN GAURD", "did you mean 'Tin Guard'"),
        ("qqqqqqqq", "'battlekg query entity --text NAME' searches all spellings"),
        ("", "nothing is named ''"),
        ("actor:nobody", "nothing is named 'actor:nobody'"),
        ("nowhere:x", "nothing is named"),
        ("https://example.org/nothing", "nothing is named"),
        ("x" * 5000, "nothing is named"),
        ("\0\n\udcff", "nothing is named"),
        ("Gazette", "nothing is named 'Gazette'"),
    ],
)
def test_what_is_not_there_gets_near_names(name: str, said: str, explainer: Explainer) -> None:
    if name == "Gazette":
        assert explainer.curie(explainer.find("gazette.body.h"))
        with pytest.raises(FaultError, match="say which"):
            explainer.find("gazette")
        return
    with pytest.raises(FaultError) as caught:
        explainer.find(name)
    assert said in str(caught.value)
    assert caught.value.faults[0].rule == "value"


def test_a_name_of_several_things_is_refused_with_all_of_them(explainer: Explainer) -> None:
    with pytest.raises(FaultError, match="say which: actor:annals, source:annals"):
        explainer.find("annals")


def test_a_claim_is_told_from_the_claimant_to_the_passage(tell: Ask) -> None:
    lines = tell("gate-brass-0508").splitlines()
    assert lines[:5] == [
        "claim:gate-brass-0508",
        "  Brass says that his men have taken the east gate.",
        "  claimant  Brass (actor:brass)",
        "  act       asserts",
        "  said      1901-05-08",
    ]
    text = "\n".join(lines)
    for part in (
        "  what is said (occurrence):\n    kind   capture\n",
        "    by     Tin Guard (actor:tin-guard)",
        "    where  the east gate (place:east-gate)",
        "    when   between 1901-05-01 and 1901-05-08\n           inferred: told on 8 May as done",
        "  known through: Brass -> (nobody named who passed it on) -> The Gazette (consulted)",
        "  told in passage:gazette.body.1.2\n    sentence of 'The siege of Toyfort enters its third week'",
        '(source:gazette), characters 98 to 180\n    sha256 8bb7a58b0abb..., find "General Brass of the Tin" at https:',
        "  denied by:\n    claim:gate-mayor-0508  1901-05-08: The Mayor denies that the east gate has been taken.",
    ):
        assert part in text, part


def test_relations_are_told_from_both_sides(tell: Ask) -> None:
    denial = tell("gate-mayor-0508")
    assert "denies    Brass says that his men have taken the east gate. (claim:gate-brass-0508)" in denial
    assert 'inferred: "it" is what Brass said' in denial
    assert "read together with passage:gazette.body.1.2" in denial
    assert "disputed by:\n    claim:gate-mayor-0508" in tell("hold-brass")
    assert "checks    The Signal Office reports" in tell("check-gazette")
    checked = tell("men-lost-signal")
    assert "checked by:\n    claim:check-gazette [could not verify]" in checked
    assert "number        between 11 and 14" in checked
    assert "revised by:\n    claim:hold-brass-later" in tell("hold-brass")
    assert "number        fewer than 40" in tell("lances-lost-signal")


def test_the_chain_names_every_hop(tell: Ask) -> None:
    assert "known through: Brass -> " in (text := tell("hold-brass"))
    assert "(cited, Telegram) -> The Gazette (consulted)" in text
    assert "in their words  we hold the gate and we will hold it" in text
    own = tell("third-week")
    assert "known through: The Gazette (consulted), in its own voice" in own


def test_doubts_and_notes_come_last(tell: Ask) -> None:
    assert tell("no-gate-mayor").splitlines()[-1] == "  doubt: Whether a promise not to act can be an occurrence."
    assert tell("actor:tin-guard").splitlines()[-1].startswith("  note: not to be confused with the Signal Office")


def test_an_entity_has_its_spellings_with_their_places(tell: Ask) -> None:
    text = tell("tin-guard")
    assert (
        "  name         Tin Guard\n               source: annals.lead.1.1, annals.siege.1.1, gazette.body.1.2" in text
    )
    assert "  also called  the Guard\n" in text
    assert "source: it fights for itself" in text
    assert "what it is said to do:" in text
    assert "what is said of its own:" in text
    assert "who belongs to it:\n    actor:brass  Brass" in text


def test_a_passage_tells_its_claims_and_the_facts_that_rest_on_it(tell: Ask) -> None:
    text = tell("gazette.body.1.2")
    assert text.startswith("passage:gazette.body.1.2\n  sentence of 'The siege of Toyfort")
    assert "claims that it tells:\n    claim:gate-brass-0508" in text
    assert "claims that it helps to read:" in text
    assert "facts that rest on it:" in text
    assert "    actor:brass  name: General Brass" in text or "actor:brass  also called: General Brass" in text


def test_the_sentence_is_shown_where_the_text_is_at_hand(tell: Ask) -> None:
    without, having = tell("gate-brass-0508"), tell("gate-brass-0508", TEXTS)
    assert "text: " not in without
    assert "    text: General Brass of the Tin Guard said on 8 May" in having
    assert [line for line in having.splitlines() if line in without.splitlines()] == without.splitlines()


def test_a_text_that_is_not_there_is_a_fault_unless_nobody_asked_for_it(
    toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = str(tmp_path / "absent")
    assert command("explain", "--dataset", toyfort, "brass", "--text", absent).code == 1
    monkeypatch.setenv("BATTLEKG_TEXT", absent)
    code, out, err = command("explain", "--dataset", toyfort, "actor:brass")
    assert code == 0
    assert "actor:brass" in out
    assert "without the texts: " in err


def test_every_thing_of_both_datasets_can_be_explained(explainer: Explainer) -> None:
    """Nothing fails, nothing is shown as a bare IRI of ours, no line is too wide unless it is one word."""
    graph = find_graph("bakhmut")
    real = Explainer(load_store(Path(graph)), prefixes_of(graph))
    for one in (explainer, real):
        kinds: dict[str, list[str]] = {}
        for subject in sorted({quad.subject.value for quad in one._store if hasattr(quad.subject, "value")}):
            kinds.setdefault(one.curie(subject).partition(":")[0], []).append(subject)
        for kind, things in kinds.items():
            for thing in things if one is explainer else things[:: max(1, len(things) // 12)]:
                lines = list(one.explain(thing))
                assert lines[0] == one.curie(thing), kind
                assert kind == "query" or not [line for line in lines if "<https://" in line]  # its text has IRIs
                assert len(lines) < 300


def test_long_lists_end_with_the_question_that_tells_all(toyfort: Path) -> None:
    out = command("explain", "actor:prigozhin").out
    assert "more: battlekg query claims-by --claimant prigozhin" in out
    store = load_store(find_graph("bakhmut"))
    for kind, words in MORE.values():
        name, _, parameter = words.partition(" --")
        assert {p.name: p.type for p in find_query(store, name).parameters}[parameter] == kind


def test_every_property_has_a_word_or_a_reason_to_be_left_out() -> None:
    inner = {"statement", "passage", "relay"}
    known = {*WORDS, *HIDDEN, *(predicate for predicate, _ in BACKWARD)}
    for made in CLASSES.values():
        if made.kind not in inner:
            for prop in made.properties:
                assert prop.iri in known or made.kind in ("dataset", "partition", "linkset"), prop.iri


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-05-20", "2023-05-20"),
        ("2023-05", "2023-05"),
        ("2023-05-20?", "2023-05-20 (uncertain)"),
        ("2023-05-20~", "about 2023-05-20"),
        ("2023-05-20%", "about 2023-05-20 (uncertain)"),
        ("[..2023-07-16]", "on or before 2023-07-16"),
        ("[2023-07-16..]", "on or after 2023-07-16"),
        ("[2023-05-01..2023-05-06]", "between 2023-05-01 and 2023-05-06"),
        ("../2023-05-10", "until 2023-05-10"),
        ("2023-05-10/..", "from 2023-05-10 on"),
        ("2023-05-25/2023-06-01", "from 2023-05-25 to 2023-06-01"),
        ("2022-08?/2023-04-01~", "from 2022-08 (uncertain) to about 2023-04-01"),
        ("XXXX-05", "XXXX-05"),
        ("", ""),
    ],
)
def test_a_date_is_told_in_words(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


def test_the_real_sentence_is_shown() -> None:
    code, out, _ = command("explain", "capture-prigozhin-0520", "--text", texts())
    assert code == 0
    assert out.count("    text: ") == 1
