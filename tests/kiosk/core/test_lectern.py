"""What the counsellor shows: heard from a console that is not believed."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.lectern import (
    ALL,
    MAX_ALL_POINTS,
    MAX_FIELDS,
    MAX_MARK_POINTS,
    MAX_MARKS,
    NOTHING,
    WORDS_AT_ONCE,
    Field,
    FieldState,
    Layer,
    Lectern,
)
from signaling import protocol as wire
from signaling.protocol import MarkKind

LINE = ((0.1, 0.2), (0.5, 0.2))


def showing(document: str = "d", page: int = 1) -> Lectern:
    lectern = Lectern()
    assert lectern.hear(wire.Show(document=document, page=page), 0) == ALL
    lectern.told(ALL)
    return lectern


def mark(id: str = "m", page: int = 1, points: Any = LINE) -> wire.Mark:
    return wire.Mark(mark=id, kind=MarkKind.INK, page=page, points=points)


def told(lectern: Lectern, layer: Layer) -> Any:
    patch = lectern.told(frozenset({layer}))
    assert patch is not None
    return patch[layer]


def test_before_a_document_is_shown_nothing_is_pointed_at_or_drawn() -> None:
    lectern = Lectern()
    for message in (wire.Point(n=1, x=0.5, y=0.5), mark(), wire.ShowNothing()):
        assert lectern.hear(message, 0) == NOTHING
    assert lectern.told(ALL) is None


def test_a_late_pointer_is_nothing() -> None:
    lectern = showing()
    lectern.hear(wire.Point(n=7, x=0.7, y=0.7), 0)
    assert lectern.hear(wire.Point(n=6, x=0.1, y=0.1), 0) == NOTHING
    assert lectern.pointer == (0.7, 0.7)
    lectern.hear(wire.PointOff(n=8), 0)
    assert lectern.pointer is None


def test_on_another_channel_the_pointer_counts_from_the_start() -> None:
    lectern = showing()
    lectern.hear(wire.Point(n=900, x=0.7, y=0.7), 0)
    lectern.renew()
    assert lectern.hear(wire.Point(n=0, x=0.2, y=0.2), 0) == {Layer.POINTER}


def test_another_document_forgets_the_marks_the_view_and_the_fields() -> None:
    lectern = showing()
    lectern.hear(mark(), 0)
    lectern.hear(wire.View(zoom=3.0), 0)
    lectern.put_fields([Field("f", 1, (0, 0, 1, 1))])
    lectern.hear(wire.Show(document="e"), 0)
    assert (lectern.marks, lectern.fields, lectern.view) == ({}, {}, wire.View())
    assert told(lectern, Layer.MARKS) == {"clear": True, "set": {}}


def test_another_page_keeps_the_marks_and_takes_the_pointer_away() -> None:
    lectern = showing()
    lectern.hear(mark(), 0)
    lectern.hear(wire.Point(n=1, x=0.5, y=0.5), 0)
    changed = lectern.hear(wire.Show(document="d", page=2), 0)
    assert changed == {Layer.PAGE, Layer.POINTER}
    assert lectern.pointer is None
    assert list(lectern.marks) == ["m"]


def test_only_what_changed_is_told_and_all_of_it_to_screens_that_began_again() -> None:
    lectern = showing()
    lectern.hear(mark("a"), 0)
    lectern.hear(mark("b"), 0)
    assert list(told(lectern, Layer.MARKS)["set"]) == ["a", "b"]
    lectern.hear(wire.MarkMore(mark="b", points=((0.6, 0.2),)), 0)
    lectern.hear(wire.Unmark(mark="a"), 0)
    patch = told(lectern, Layer.MARKS)
    assert patch["set"]["a"] is None
    assert patch["set"]["b"]["points"] == (*LINE, (0.6, 0.2))
    assert told(lectern, Layer.MARKS) == {"clear": False, "set": {}}
    whole = lectern.whole()
    assert whole is not None
    assert whole[Layer.MARKS]["clear"]
    assert list(whole[Layer.MARKS]["set"]) == ["b"]


def test_a_stroke_has_an_end_and_so_have_all_of_them() -> None:
    lectern = showing()
    points = tuple((0.5, 0.5) for _ in range(wire.MAX_POINTS))
    lectern.hear(mark(points=points), 0)
    for _ in range(20):
        lectern.hear(wire.MarkMore(mark="m", points=points), 0)
    assert len(lectern.marks["m"].points) == MAX_MARK_POINTS
    for number in range(150):
        lectern.hear(mark(f"m{number}", points=points), 1 + number)
        lectern.hear(wire.MarkMore(mark=f"m{number}", points=points), 1 + number)
    assert sum(len(one.points) for one in lectern.marks.values()) <= MAX_ALL_POINTS


def test_a_page_takes_so_many_marks_and_fields() -> None:
    lectern = showing()
    for number in range(MAX_MARKS + 5):
        lectern.hear(mark(f"m{number}"), number)
    assert len(lectern.marks) == MAX_MARKS
    lectern.put_fields(Field(f"f{n}", 1, (0, 0, 1, 1)) for n in range(MAX_FIELDS + 5))
    assert len(lectern.fields) == MAX_FIELDS


def test_a_console_that_says_too_much_is_not_heard_then_heard_again() -> None:
    lectern = showing()
    heard = [lectern.hear(wire.Point(n=n, x=0.5, y=0.5), 0) for n in range(2000)]
    assert sum(bool(changed) for changed in heard) == WORDS_AT_ONCE - 1
    assert lectern.hear(wire.Point(n=5000, x=0.5, y=0.5), 1.0) == {Layer.POINTER}


def test_a_field_is_told_as_it_is() -> None:
    lectern = showing()
    field = Field("f", 2, (0.1, 0.2, 0.3, 0.25), "Camille", FieldState.LIT, comb=9)
    assert lectern.put_fields([field]) == {Layer.FIELDS}
    assert told(lectern, Layer.FIELDS) == {"clear": False, "set": {"f": field.to_dict()}}
    lectern.hear(wire.Show(document="another"), 0)
    assert told(lectern, Layer.FIELDS) == {"clear": True, "set": {}}


ids = st.sampled_from(["a", "b", "c"])
places = st.tuples(st.floats(0, 1), st.floats(0, 1))
strokes = st.lists(places, min_size=1, max_size=5).map(tuple)
messages = st.one_of(
    st.builds(wire.Show, document=ids, page=st.integers(1, 3)),
    st.just(wire.ShowNothing()),
    st.builds(wire.View, zoom=st.floats(0.25, 8)),
    st.builds(wire.Point, n=st.integers(0, 9), x=st.floats(0, 1), y=st.floats(0, 1)),
    st.builds(wire.PointOff, n=st.integers(0, 9)),
    st.builds(
        wire.Mark, mark=ids, kind=st.sampled_from(MarkKind), page=st.integers(1, 3), points=strokes
    ),
    st.builds(wire.MarkMore, mark=ids, points=strokes),
    st.builds(wire.Unmark, mark=ids),
    st.just(wire.ClearMarks()),
)


@given(st.lists(messages, max_size=60))
def test_patches_put_together_are_the_whole(said: list[wire.Message]) -> None:
    lectern, screens = Lectern(), dict[str, Any]()
    for message in said:
        changed = lectern.hear(message, 0)
        if not changed:
            continue
        patch = lectern.told(changed)
        if patch is None:
            screens = {}
            continue
        for layer, value in patch.items():
            if layer in (Layer.MARKS, Layer.FIELDS):
                there = {} if value["clear"] else dict(screens.get(layer, {}))
                for id, one in value["set"].items():
                    there.pop(id, None)
                    if one is not None:
                        there[id] = one
                screens[layer] = there
            else:
                screens[layer] = value
    whole = lectern.whole()
    if whole is None:
        assert screens == {}
        return
    for layer in (Layer.MARKS, Layer.FIELDS):
        whole[layer] = whole[layer]["set"]
    assert screens == whole
