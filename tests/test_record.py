"""Our dataclasses behave as the standard ones, which are made beside them here from the same source."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from crossfoot.model import record


class Given:
    """The same fields for both decorators."""

    name: str
    members: tuple[str, ...] = ()
    place: int | None = None


def both(**switches: bool) -> tuple[Any, Any]:
    ours, theirs = (type("Given", (), dict(Given.__dict__)) for _ in range(2))
    return record.dataclass(**switches)(ours), dataclasses.dataclass(**switches)(theirs)  # type: ignore[call-overload]


@record.dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    row: int
    text: str = ""


@record.dataclass(slots=True)
class Gathered:
    title: str
    cells: list[Cell] = record.field(default_factory=list)
    later: int = record.field(init=False)

    def __post_init__(self) -> None:
        self.later = len(self.title)


FROZEN = {"frozen": True, "slots": True, "kw_only": True}


def test_a_record_prints_hashes_and_compares_as_the_standard_one() -> None:
    ours, theirs = both(**FROZEN)
    assert repr(ours(name="Cash", place=2)) == repr(theirs(name="Cash", place=2)) == "Given(name='Cash', members=(), place=2)"
    assert hash(ours(name="Cash")) == hash(theirs(name="Cash"))
    assert ours(name="Cash") == ours(name="Cash", members=()) != ours(name="Debt")
    assert ours(name="Cash") != theirs(name="Cash")


def test_a_frozen_record_refuses_changes() -> None:
    cell = Cell(row=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        cell.row = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del cell.row
    with pytest.raises(AttributeError):
        object.__setattr__(cell, "unknown", 1)


@pytest.mark.parametrize("fields", [{}, {"name": "Cash", "unknown": 1}, {"members": ()}])
def test_a_missing_or_unknown_field_is_refused(fields: dict[str, Any]) -> None:
    for kind in both(**FROZEN):
        with pytest.raises(TypeError):
            kind(**fields)


def test_fields_by_place_only_where_the_class_takes_them() -> None:
    for kind in both(**FROZEN):
        with pytest.raises(TypeError):
            kind("Cash")
    for kind in both(frozen=True, slots=True):
        assert kind("Cash", ("a",)) == kind(name="Cash", members=("a",))
        for wrong in (("Cash", (), 1, 2), ("Cash",)):
            with pytest.raises(TypeError):
                kind(*wrong, name="Cash")


def test_order_is_that_of_the_fields() -> None:
    ours, _ = both(frozen=True, slots=True, order=True)
    assert ours("a", ("b",)) < ours("b") and ours("b") >= ours("b") and ours("c") > ours("b") and ours("b") <= ours("c")
    with pytest.raises(TypeError):
        assert ours("a") < 1


def test_a_factory_makes_a_value_for_each_record() -> None:
    one, other = Gathered("one"), Gathered(title="two")
    one.cells.append(Cell(row=1))
    assert (other.cells, one.later) == ([], 3)
    with pytest.raises(TypeError):
        Gathered("one", later=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        hash(one)


def test_a_record_without_slots_keeps_what_is_cached_in_it() -> None:
    ours, _ = both(frozen=True)
    told = ours("Cash")
    told.__dict__["cached"] = 1
    assert (told.name, told.cached) == ("Cash", 1)


def test_records_are_pickled_copied_and_replaced() -> None:
    cell = Cell(row=3, text="12")
    assert pickle.loads(pickle.dumps(cell)) == copy.deepcopy(cell) == cell
    assert record.replace(cell, row=4) == dataclasses.replace(cell, row=4) == Cell(row=4, text="12")  # type: ignore[type-var, unused-ignore]
    with pytest.raises(TypeError):
        record.replace(cell, column=1)


def test_the_standard_functions_know_a_record() -> None:
    assert [field.name for field in dataclasses.fields(Cell)] == ["row", "text"]  # type: ignore[arg-type, unused-ignore]
    assert dataclasses.asdict(Gathered("one", [Cell(row=1)]))["cells"] == [{"row": 1, "text": ""}]  # type: ignore[call-overload, unused-ignore]


def test_a_record_takes_over_the_fields_above_it() -> None:
    @record.dataclass(frozen=True, slots=True, kw_only=True)
    class Placed(Cell):
        column: str = "A"

    assert repr(Placed(row=1, text="x")).endswith("Placed(row=1, text='x', column='A')")
