"""What an organisation that takes a call over reads of somebody else's resident."""

from signaling import protocol as wire
from signaling.views import without_what_was_told_to_another

WHOLE = wire.AppointmentView(
    id="a1",
    state=wire.AppointmentState.INSTALLED,
    name="Exemple",
    first_name="Camille",
    telephone="06 12 34 56 78",
    organisation="msa",
    motive="Retraite",
    mairie="Hannapes",
    relay="PEL de Wassigny",
    at="2026-11-23T10:30+01:00",
    counsellor="Dominique Exemple",
    needs=(wire.Need.INTERPRETER,),
    language="arabe",
    birth_date="1958-11-24",
    papers=("Relevé de carrière",),
    wanted="Dominique Exemple",
    proposed="2026-11-24T10:30+01:00",
)


def test_who_it_is_where_and_how_to_speak_with_them_and_nothing_of_why_they_came() -> None:
    read = without_what_was_told_to_another(WHOLE)
    told = read.model_dump(exclude_defaults=True, exclude={"id", "state", "at"})
    assert told == {
        "name": "Exemple",
        "first_name": "Camille",
        "telephone": "",
        "organisation": "msa",
        "motive": "",
        "mairie": "Hannapes",
        "relay": "PEL de Wassigny",
        "needs": (wire.Need.INTERPRETER,),
        "language": "arabe",
    }
