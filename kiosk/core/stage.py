"""What the screens show now: the scene of the state, and what lies over it for a while."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from signaling import protocol as wire

from . import company, lobby_scenes, scenes
from .company import Circle
from .cut import Cut
from .events import Command, Send, Show
from .opinion import Question
from .states import AttendantState

OF_THE_CALL = frozenset(
    {
        scenes.SceneId.IN_CALL,
        scenes.SceneId.SHARED,
        scenes.SceneId.WINDOW,
        scenes.SceneId.OPINION,
    }
)


class Stage:
    """The half of the attendant that knows what is seen. Nothing here changes its state."""

    def __init__(self) -> None:
        self.state = AttendantState.WELCOME
        self.visit: wire.Install | None = None
        self.ring: wire.Ring | None = None
        self._cut: Cut | None = None
        self._hold_again: float | None = None
        "When who is on hold is told so again; none of who is not."
        self._sharing = self._shared_once = self._window = False
        "The counsellor shows a document; they did in this call; a window of their own."
        self._question: Question | None = None
        "The resident is asked whether they are content."
        self._by_phone = False
        self._circle: Circle | None = None
        "Who is there beside the counsellor."
        self._under: Show | None = None
        "What the screens showed before somebody who comes or goes was named."
        self._shown: Show | None = None
        "What the screens showed last, a silent link apart."

    def _present(self) -> Show:
        """The scene of the state, without any paper but one that the counsellor shows."""
        if self.state is not AttendantState.IN_CALL:
            return self._waiting()
        return self._unless_cut(Show(self._scene(), spoken=False))

    def _scene(self) -> scenes.Scene:
        """Of the call, without any paper but one that the counsellor shows."""
        assert self.visit is not None
        assert self.ring is not None
        organisation, counsellor = self.visit.organisation, self.ring.counsellor
        if self._hold_again is not None:
            return scenes.on_hold(organisation, counsellor)
        if self._question is not None:
            return self._question.scene
        if self._window:
            return scenes.window()
        if self._sharing:
            return scenes.shared()
        talking = scenes.in_call(organisation, counsellor)
        return company.beside(talking, self._circle.told) if self._circle else talking

    def _tell(self, circle: Circle, steps: Iterable[company.Step]) -> Iterator[Command]:
        """Who comes and who goes, by voice and in writing, over what is under way."""
        for step in steps:
            match step:
                case company.Told():
                    yield Send(company.to_server(circle.call, step))
                case company.Settled():
                    yield from self._as_before()
                case _:
                    if not self._names_somebody() or self._under is None:
                        self._under = self._shown or self._present()
                    yield Show(company.news(self._under.scene, step), self._under.page)

    def _as_before(self) -> Iterator[Command]:
        under, self._under = self._under, None
        if under is None or not self._names_somebody():
            return  # something newer is shown
        ours = under.scene.id in OF_THE_CALL
        yield self._present() if ours else replace(under, spoken=False)

    def _names_somebody(self) -> bool:
        return self._shown is not None and self._shown.scene.voice.id.startswith("guest_")

    def _share(self) -> Show:
        """Said once in a call: pages are turned many times."""
        spoken, self._shared_once = not self._shared_once, True
        return self._unless_cut(Show(scenes.shared(), spoken=spoken))

    def _unless_cut(self, show: Show) -> Show:
        """While the call is cut papers come and go by the server, and nobody is heard."""
        if self._cut is None:
            return show
        self._shown = show
        return Show(scenes.link_lost(), spoken=False)

    def _shows(self, scene: scenes.SceneId) -> bool:
        return self._shown is not None and self._shown.scene.id is scene

    def _waiting(self) -> Show:
        assert self.visit is not None
        ticket, who = self.visit.ticket, self.visit.counsellor
        if ticket is not None and who is not None and not self._by_phone:
            return Show(lobby_scenes.installed(ticket, self.visit.organisation, who))
        scene = scenes.by_phone if self._by_phone else scenes.installed
        return Show(scene(self.visit.organisation, self.visit.counsellor))
