"""The days of a permanence as people say them."""

import pytest

from signaling.admin.agenda_rows import days_of


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        ({1}, "Mardi"),
        ({1, 3}, "Mardi, jeudi"),
        ({0, 1}, "Lundi, mardi"),
        ({0, 1, 2, 3, 4}, "Du lundi au vendredi"),
        ({0, 1, 3, 4}, "Lundi, mardi, jeudi, vendredi"),
        (set(range(7)), "Tous les jours"),
    ],
)
def test_days_in_a_row_are_said_together(weekdays: set[int], said: str) -> None:
    assert days_of(weekdays) == said
