"""Charts: one mark for each claim, the claimant and the number beside it, the same bytes, and no traceback."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed (extra: plot)")

from kg.ask.plot.chart import Chart, Line, Mark, number_mark, time_mark, voices
from kg.ask.plot.draw import draw
from kg.ask.plot.kinds import KINDS, make_chart
from kg.ask.plot.marks import VOICES
from kg.ask.plot.picture import plot, resolved
from kg.ask.plot.wrap import wrap
from kg.ask.render.evidence import dataset_line
from kg.ask.render.prose import date_words
from kg.ask.series import ClaimRow, FigureRow, balance, control, figures, timeline
from kg.cli.parser import fill_parser
from kg.cli.verbs import find_verb
from kg.edtf import parse
from kg.faults import FaultError
from kg.rdf.namespaces import SCHEME_BASE
from tests.ask.query.graphs import SPACES, ox
from tests.cli.calling import ROOT
from tests.cli.calling import call as run_command
from tests.full import FULL

SVG = "{http://www.w3.org/2000/svg}"
DEFAULTS: dict[str, Callable[[], Sequence[ClaimRow]]] = {
    "casualties": lambda: figures(ox(), f"{SCHEME_BASE}measure/casualties", SPACES["actor"] + "wagner"),
    "control": lambda: [
        row for row in control(ox(), SPACES["place"] + "bakhmut", None, parse("2022-08-01").earliest_begin) if row.time
    ],
    "timeline": lambda: timeline(ox(), SPACES["event"] + "capture-of-bakhmut"),
}


@cache
def made(kind: str, **values: str) -> str:
    return plot(ox(), SPACES, kind, values)


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()).strip() for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def marks(svg: str) -> list[str]:
    return re.findall(r'<g id="mark\.((?!key)[^"]+)">', svg)


def number_of_marks(kind: str, **values: str) -> int:
    """Return how many marks a chart has; in full it is drawn, too."""
    chart = make_chart(kind, ox(), resolved(ox(), SPACES, kind, values), "")
    number = sum(len(line.marks) for line in chart.lines)
    assert not FULL or len(marks(made(kind, **values))) == number
    return number


@pytest.mark.parametrize("kind", DEFAULTS)
def test_there_is_one_mark_for_each_claim_with_its_claimant_and_a_link(kind: str) -> None:
    svg, rows = made(kind), DEFAULTS[kind]()
    assert len(rows) > 5
    assert sorted(marks(svg)) == sorted(f"{row.claim.rpartition('/')[2]}.0" for row in rows)
    written = texts(svg)
    for row in rows:
        assert written.count(row.claimant) >= 1
        assert date_words(row.said) in written
        assert f'href="{row.claim}"' in svg
    assert written.count("Yevgeny Prigozhin") == sum(row.claimant == "Yevgeny Prigozhin" for row in rows) > 1


def test_every_figure_stands_in_words_beside_its_mark() -> None:
    written = texts(made("casualties"))
    for row in DEFAULTS["casualties"]():
        assert isinstance(row, FigureRow)
        assert any(text == row.words or text.startswith(f"{row.words} (") for text in written), row.words
    assert "more than 81,000" in written
    assert "about 100 a day" in written


def test_the_balance_has_every_count() -> None:
    svg = made("balance")
    rows = balance(ox())
    assert len(marks(svg)) == 6 * len(rows)
    written = texts(svg)
    for row in rows:
        assert f"{row.group[:1].upper()}{row.group[1:]}" in written
        assert f"{row.claims:,}" in written
    assert number_of_marks("balance", by="claimant") == len(balance(ox(), "claimant"))


@pytest.mark.parametrize("kind", KINDS)
def test_source_version_and_documents_stand_below_and_the_whole_is_told_in_words(kind: str) -> None:
    svg = made(kind)
    whole = " ".join(texts(svg))
    assert dataset_line(ox(), SPACES) in whole
    assert "Told in 'Battle of Bakhmut' (Wikipedia, 2023-07-16)" in whole
    assert f"battlekg plot {kind}" in whole
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text in texts(svg)
    for row in DEFAULTS.get(kind, list)():
        assert f"{row.claimant}, {date_words(row.said)}: " in (desc.text or "")


# Another process shows the same of "casualties"; all kinds are drawn by the same code.
@pytest.mark.parametrize("kind", KINDS if FULL else ["balance"])
def test_the_same_graph_gives_the_same_bytes(kind: str) -> None:
    assert made(kind) == plot(ox(), SPACES, kind, {})


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = "import sys; from kg.cli.main import main; sys.exit(main(sys.argv[1:]))"
    words = ["plot", "casualties", "-o", str(tmp_path / "a.svg")]
    subprocess.run([sys.executable, "-c", code, *words], check=True, cwd=ROOT, timeout=120)
    elsewhere = (tmp_path / "a.svg").read_bytes()
    assert elsewhere == made("casualties").encode()
    assert b"dc:date" not in elsewhere
    assert str(ROOT).encode() not in elsewhere


def test_open_bounds_are_arrows_ranges_are_bars_and_what_is_hedged_is_lighter() -> None:
    assert number_mark(5.0, None, 0, False) == Mark(5.0, None, None)
    assert number_mark(None, 5.0, 0, False).low is None
    assert number_mark(5.0, 5.0, 1, True) == Mark(5.0, 5.0, (5.0, 5.0), 1, light=True)
    assert number_mark(5.0, 7.0, 0, False).core is None
    day = float(parse("2023-05-20").latest_end.toordinal())  # type: ignore[union-attr]
    assert time_mark(parse("2023-05-20"), 0, False, True) == Mark(day, day, (day, day), 0, stem=True)
    before = time_mark(parse("[..2023-05-20]"), 0, False, True)
    assert (before.low, before.high, before.light) == (None, day, False)
    within = time_mark(parse("2023-05"), 0, False, False)
    assert within.core is None
    assert within.light
    through = time_mark(parse("2023-05-01/2023-05-20"), 0, False, False)
    assert through.core == (day - 19, day)
    assert time_mark(parse("2023-05-20/.."), 0, False, False).high is None


def drawn(mark: Mark) -> str:
    ends = (Mark(1.0, 1.0, (1.0, 1.0)), Mark(1000.0, 1000.0, (1000.0, 1000.0)))
    lines = (Line("first", "1", ends[:1], "x"), Line("last", "1000", ends[1:], "y"), Line("it", "n", (mark,), "it"))
    return draw(Chart("T", "N", "l", "r", "number", "u", lines, (), "S"))


def test_each_kind_of_doubt_is_drawn_in_another_way() -> None:
    sure = Mark(10.0, 10.0, (10.0, 10.0))
    kinds = {
        "sure": sure, "open above": Mark(10.0, None, None), "open below": Mark(None, 10.0, None),
        "range": Mark(10.0, 100.0, None), "hedged": Mark(10.0, 10.0, (10.0, 10.0), light=True),
        "refused": Mark(10.0, 10.0, (10.0, 10.0), negated=True), "change": Mark(10.0, 10.0, (10.0, 10.0), stem=True),
    }  # fmt: skip
    pictures = {name: drawn(mark) for name, mark in kinds.items()}
    assert len(set(pictures.values())) == len(kinds)
    arrows = {name: text.count("<path") - pictures["sure"].count("<path") for name, text in pictures.items()}
    assert arrows["open above"] == arrows["open below"] > 0
    assert "stroke-dasharray" in pictures["hedged"]
    assert all(marks(text).count("it.0") == 1 for text in pictures.values())


def test_voices_differ_in_lightness_and_in_shape() -> None:
    def light(fill: str) -> float:
        red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return 116 * math.cbrt(luminance) - 16

    grey = [light(voice.fill) for voice in VOICES]
    assert grey == sorted(grey)
    assert all(later - earlier > 12 for earlier, later in pairwise(grey))
    assert len({voice.shape for voice in VOICES}) == len(VOICES)
    assert voices(["b", "", "a", "b"]) == {"a": 0, "b": 1, "": 2}


def test_zero_has_a_place_on_the_scale_of_numbers() -> None:
    assert "0" in texts(made("casualties"))
    assert "0" not in texts(made("casualties", side="russian-side", measure="killed"))[:12]


def test_a_text_is_broken_between_words() -> None:
    assert wrap("one two three", 7, len) == ["one two", "three"]
    assert wrap("", 7, len) == [""]
    assert wrap("unbreakable is", 3, len) == ["unbreakable", "is"]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    return lambda *words: run_command(capsys, *words)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["pie"], 2, "invalid choice: 'pie' (choose from 'casualties'"),
        (["control", "--place", "Atlantis"], 2, "--place: 'Atlantis' is no place"),
        (["control", "--measure", "killed"], 2, "battlekg plot control: unknown argument '--measure'"),
        (["casualties", "--from", "yesterday"], 2, "--from: 'yesterday' is no"),
        (["casualties", "--from", "2030-01-01"], 1, "has nothing to show: no claim fits"),
        (["timeline", "--from", "2023-05-02", "--to", "2023-05-01"], 2, "is after"),
        (["balance", "--by", "colour"], 2, "--by: 'colour' is none of its values; known: side, claimant"),
        (["casualties", "--dataset", "nowhere"], 2, "there is no dataset 'nowhere'"),
    ],
)
def test_faults_are_told_with_the_way_out(
    words: list[str], code: int, told: str, call: Callable[..., tuple[int, str, str]]
) -> None:
    done = call("plot", *words)
    assert done[:2] == (code, "")
    assert told in done[2]


def test_every_fault_of_the_parameters_is_told_at_once(call: Callable[..., tuple[int, str, str]]) -> None:
    _, _, err = call("plot", "casualties", "--measure", "y", "--from", "x", "--side", "nobody")
    assert err.count("\n") == 4
    assert err.endswith("3 faults\n")


def test_names_in_any_spelling_and_standard_output(call: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = call("plot", "casualties", "--side", "Wagner Group")
    assert code == 0
    assert "Casualties, Wagner Group" in out
    file = tmp_path / "deep" / "x.svg"
    assert call("plot", "balance", "-o", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == made("balance")
    assert call("plot", "balance", "-o", str(tmp_path))[0] == 1


def test_without_matplotlib_the_message_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("kg.ask.plot.draw")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(FaultError) as caught:
        plot(ox(), SPACES, "timeline", {})
    (fault,) = caught.value.faults
    assert fault.rule == "not-installed"
    assert "pip install 'battlekg[plot]'" in str(fault)


def test_the_command_line_knows_the_kinds_and_their_parameters() -> None:
    parts = find_verb("plot").parts
    assert parts is not None
    assert list(parts()) == list(KINDS)
    for name, kind in KINDS.items():
        options = fill_parser(parts()[name])._option_string_actions
        named = {f"--{parameter.name}" for parameter in kind.parameters}
        assert named == {option for option in options if option not in ("-h", "--help", "--dataset", "-o", "--output")}
        for parameter in kind.parameters:
            assert f"(default: {parameter.default})" in str(options[f"--{parameter.name}"].help)


def test_other_datasets_are_drawn_as_well(toyfort: Path, call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call("plot", "balance", "--dataset", str(toyfort))
    assert code == 0
    assert "<svg" in out
    code, out, err = call("plot", "timeline", "--dataset", str(toyfort), "--event", "any")
    assert code == 0, err
    assert marks(out)


def test_texts_of_a_dataset_never_become_markup() -> None:
    lines = (Line("<script>&\"'", "$x^2$ </svg>", (Mark(1.0, 1.0, (1.0, 1.0)),), "n"),)
    svg = draw(Chart("<b>T</b> & co", "N", "l", "r", "count", "u", lines, (), "S"))
    written = texts(svg)
    assert "<b>T</b> & co" in written
    assert "$x^2$ </svg>" in written
    assert not list(ElementTree.fromstring(svg).iter(f"{SVG}script"))


def test_the_documentation_has_every_kind_with_its_parameters_and_a_chart_that_is_up_to_date() -> None:
    page = (ROOT / "docs" / "plots.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        (line,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert re.findall(r"`(--\w+)`", line) == [f"--{parameter.name}" for parameter in kind.parameters]
    kept = (ROOT / "docs" / "casualties.svg").read_text(encoding="utf-8")
    fresh = made("casualties")
    assert sorted(marks(kept)) == sorted(marks(fresh)), "run scripts/docs/run"
    assert texts(kept) == texts(fresh), "run scripts/docs/run"


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_of_a_parameter_gives_a_chart(kind: str) -> None:
    for parameter in KINDS[kind].parameters:
        assert number_of_marks(kind, **{parameter.name: parameter.sample}), parameter.name
