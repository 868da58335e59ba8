"""A form filled together, whole: a real server, a real kiosk, its screens, a console that types."""

from pathlib import Path

import pytest

from signaling import protocol as wire
from signaling.documents import Inbox
from signaling.keys import SHELF

from ..kiosk.paper.official import OFFICIAL, values_of
from ..kiosk.paper.samples import blank, only_xfa
from .living_kiosk import Talk, living
from .serving import until
from .test_showing import pixels, said, say, sent, share, shown

pytestmark = pytest.mark.timeout(120)
PAGE = "topmostSubform[0].Page1[0]."
NAME, POSTCODE, THEFT = PAGE + "txtNoms[0]", PAGE + "numCP[0]", PAGE + "Groupe_de_boutons_radio[0]"
TEXT = PAGE + "txtCirconstances[0]"
LIT = (1.0, 235 / 255, 150 / 255)
FORM = "cerfa_13753_04"


async def opened(talk: Talk, document: str = "f1", form: str | None = FORM) -> wire.FormState:
    say(talk, wire.FormOpen(document=document, form=form))
    await until(lambda: said(talk, wire.FormState), 30)
    return said(talk, wire.FormState)[-1]


async def refused(talk: Talk, document: str, form: str | None = None) -> str:
    say(talk, wire.FormOpen(document=document, form=form))

    def found() -> list[wire.FormRefused]:
        return [one for one in said(talk, wire.FormRefused) if one.document == document]

    await until(found, 30)
    return found()[0].code


def write(talk: Talk, field: str, value: str, document: str = "f1") -> None:
    say(talk, wire.FormValue(document=document, field=field, value=value))


async def kept(talk: Talk, into: str) -> bytes:
    """The filled PDF, as the console opens it."""
    say(talk, wire.FormMake(document="f1", into=into, keep=True))
    ready = await talk.ear.expect(wire.DocumentReady)
    assert ready.manifest.document == into
    inbox = Inbox(ready.manifest)
    browser = await talk.living.served.signed_in("conseil.msa")
    for name in inbox.missing():
        async with browser.get(f"/documents/{talk.visit}/{into}/{name}") as answer:
            assert inbox.received(name, await answer.read())
    await talk.ear.say(wire.DocumentDone(document=into))
    return inbox.open(talk.key)


async def test_each_field_lights_up_as_it_is_typed_and_comes_back_in_the_pdf(room):
    async with living(room) as here, here.in_call() as talk:
        state = await opened(talk)
        assert (state.form, state.values) == (FORM, {})
        assert state.mapping
        await shown(talk, "f1")
        say(talk, wire.FormFocus(document="f1", field=NAME))
        await until(lambda: share(talk, LIT) > 0.002, 30)
        before = pixels(talk)
        for end in range(1, 8):
            write(talk, NAME, "EXEMPLE"[:end])
        await until(lambda: (pixels(talk) != before).any(), 30)
        write(talk, POSTCODE, "02630")
        write(talk, THEFT, "2")
        pdf = await kept(talk, "filled")
        assert values_of(pdf) == {NAME: "EXEMPLE", POSTCODE: "02630", THEFT: "2"}
        await talk.ear.expect(wire.KeepStatus, document="filled", state=wire.KeepState.DONE)


async def test_a_form_that_an_organisation_brought_is_filled_as_those_of_the_library(room):
    async with living(room) as here, here.in_call() as talk:
        shelf, admin = here.served.app[SHELF], await here.served.person("admin")
        pdf = OFFICIAL["n244"].read_bytes()
        form = await shelf.bring(admin, "msa", pdf, "Demande au tribunal")
        state = await opened(talk, form=form.id)
        assert (state.form, state.mapping) == (form.id, form.fingerprint)
        await shown(talk, "f1")
        write(talk, "Text16", "Laon")
        await shelf.withdraw(admin, "msa", form.id)  # the call goes on
        write(talk, "Text17", "12")
        assert values_of(await kept(talk, "filled")) == {"Text16": "Laon", "Text17": "12"}


async def test_what_is_written_is_said_again_to_the_next_call(room):
    async with living(room) as here:
        async with here.in_call() as talk:
            await opened(talk)
            write(talk, NAME, "Exemple Camille")
            write(talk, POSTCODE, "026301")
            await until(lambda: said(talk, wire.FormValue), 30)
            assert said(talk, wire.FormValue)[-1].value == ""
            await talk.ear.say(wire.Hangup(call=talk.call))
        await until(lambda: here.kiosk.conversation is None, 30)
        async with here.calling() as again:
            await until(lambda: said(again, wire.FormState), 30)
            (state,) = said(again, wire.FormState)
            assert (state.form, state.values) == (FORM, {NAME: "Exemple Camille"})


async def test_a_server_that_starts_again_costs_no_letter(room):
    async with living(room) as here, here.in_call() as talk:
        await opened(talk)
        write(talk, NAME, "Exemple")
        await here.served.stop()
        write(talk, NAME, "Exemple Camille")
        write(talk, POSTCODE, "02630")
        await here.served.start()
        await until(lambda: here.kiosk.link.connected, 60)
        talk.ear, _ = await here.served.console()
        assert values_of(await kept(talk, "filled")) == {NAME: "Exemple Camille", POSTCODE: "02630"}


async def test_what_changed_in_a_long_text_is_enough(room):
    async with living(room) as here, here.in_call() as talk:
        await opened(talk)
        text = "Perdu au marché, sans doute. " * 8
        write(talk, TEXT, text)
        edit = {"document": "f1", "field": TEXT, "at": 5, "cut": 3, "length": len(text) + 1}
        say(talk, wire.FormEdit(put=", au", **edit))
        held = here.kiosk.desk.filling._forms["f1"].form.values
        await until(lambda: held.get(TEXT) == text[:5] + ", au" + text[8:], 30)
        say(talk, wire.FormEdit(put="x", **edit))
        await until(lambda: said(talk, wire.FormValue), 30)
        assert said(talk, wire.FormValue)[-1].value == held[TEXT]


async def test_a_field_is_read_aloud_by_its_words_and_a_form_without_words_is_not(room):
    async with living(room) as here, here.in_call() as talk:
        heard: list[str] = []
        speak = here.kiosk.voice.samples

        async def listened(line):
            heard.append(line.text)
            return await speak(line)

        here.kiosk.voice.samples = listened
        await opened(talk)
        write(talk, NAME, "Exemple Camille")
        say(talk, wire.FormSpeak(document="f1", field=NAME))
        await until(lambda: any("Exemple Camille" in line for line in heard), 30)
        await sent(talk, OFFICIAL["n244"].read_bytes(), "f2")
        say(talk, wire.FormOpen(document="f2"))
        await until(lambda: said(talk, wire.FormState)[-1].document == "f2", 30)
        state = said(talk, wire.FormState)[-1]
        assert state.mapping is None
        assert state.manifest is not None
        write(talk, "Text16", "County Court", "f2")
        say(talk, wire.FormSpeak(document="f2", field="Text16"))
        say(talk, wire.FormSpeak(document="f1", field=POSTCODE))
        await until(lambda: any("Code postal" in line for line in heard), 30)
        assert not [line for line in heard if "Text16" in line or "txt" in line]


async def test_a_filled_form_is_printed_as_it_is_written(room):
    async with living(room) as here, here.in_call() as talk:
        await here.all_green()
        await opened(talk)
        write(talk, NAME, "Exemple Camille")
        say(talk, wire.FormMake(document="f1", into="to-print", keep=False))
        asked = wire.Print(visit=talk.visit, document="to-print", made_there=True, colour=False)
        await talk.ear.say(asked)
        status = await talk.ear.expect(wire.PrintStatus, document="to-print")
        assert status.state is wire.PrintState.PREPARED
        await talk.ear.expect(wire.PrintStatus, document="to-print", state=wire.PrintState.OUT)


async def test_what_is_no_form_is_refused_with_its_reason(room):
    async with living(room) as here, here.in_call() as talk:
        await sent(talk, only_xfa(), "xfa")
        assert await refused(talk, "xfa") == "document_only_xfa"
        await sent(talk, blank(1), "flat")
        assert await refused(talk, "flat") == "document_no_fields"
        assert await refused(talk, "never", "no-such-form") == "form_not_here"


async def test_nothing_of_what_was_written_outlives_the_visit(room, caplog):
    caplog.set_level("DEBUG")
    async with living(room) as here, here.in_call() as talk:
        await opened(talk)
        write(talk, NAME, "CANARY-7f3a")
        assert values_of(await kept(talk, "filled"))[NAME] == "CANARY-7f3a"
        filling = here.kiosk.desk.filling
        await talk.ear.say(wire.VisitEnd(visit=talk.visit))
        await until(lambda: here.kiosk.attendant.visit is None, 30)
        await until(lambda: not filling._forms, 30)
        folder = Path(here.settings.runtime_directory)
        await until(lambda: not list(folder.rglob("visit-*")), 30)
    assert "CANARY" not in caplog.text
