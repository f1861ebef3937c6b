"""Names as people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.engine.names import Thing, find, near
from kg.ask.engine.spelling import folded, sounded, strict

FORMS = pytest.mark.parametrize("form", [strict, folded, sounded])


@FORMS
@given(name=st.text(max_size=20))
def test_a_form_of_a_form_is_itself(form: Callable[[str], str], name: str) -> None:
    if form is not sounded:
        assert form(form(name)) == form(name)
    assert form(name) == form(f"  {name} ")


@pytest.mark.parametrize(
    "names",
    [
        ("Бахмут", "Bakhmut", "Bahmut", "BAKHMUT"),
        ("Зеленський", "Zelenskyy", "Zelensky", "Zelenskyi", "Zelenskij"),
        ("Пригожин", "Prigozhin", "Prigožin", "Prigozjin".replace("zj", "zh")),
        ("Вагнер", "Wagner", "Vagner"),
        ("Часів Яр", "Chasiv Yar", "Chasiv Jar", "Časiv Yar", "Chasivyar"),
        ("Хромове", "Khromove", "Hromove"),
        ("Євген", "Yevhen", "Evgen", "Ievhen"),
        ("Kliščiïvka", "Klishchiivka", "Кліщіївка"),
    ],
)
def test_the_usual_transliterations_of_a_name_sound_the_same(names: tuple[str, ...]) -> None:
    assert len({sounded(name) for name in names}) == 1, [sounded(name) for name in names]


@pytest.mark.parametrize(("one", "other"), [("Bakhmut", "Berkhivka"), ("Wagner", "Warner"), ("Reva", "Riva")])
def test_other_names_sound_different(one: str, other: str) -> None:
    assert sounded(one) != sounded(other)


def test_the_strictest_form_that_fits_counts() -> None:
    things = [Thing("i:a", "a", ("Öst",)), Thing("i:b", "b", ("ost",)), Thing("i:c", "c", ("Kherson", "Herson"))]
    assert find("OST", things) == ([things[1]], True)
    assert find("öst", things) == ([things[0]], True)
    assert find("Херсон", things) == ([things[2]], False)
    assert find("", things) == ([], False)
    assert find("-", things) == ([], False)


def test_the_nearest_come_first_and_nothing_far() -> None:
    things = [
        Thing(f"i:{id}", id, (name,)) for id, name in (("a", "Bakhmut"), ("b", "Bakhmut's east"), ("c", "Avdiivka"))
    ]
    assert [thing.id for thing in near("Bakmut", things)] == ["a", "b"]
    assert near("zzz", things) == []
    assert str(things[1]) == "b (Bakhmut's east)"
    assert str(Thing("i:x", "the-mill", ("The mill",))) == "the-mill"
