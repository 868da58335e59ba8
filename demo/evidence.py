"""What a played visit leaves behind: one report, pictures and papers."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

STEPS = (
    "registered",
    "received",
    "accepted",
    "installed",
    "answered",
    "picture_at_console",
    "picture_at_kiosk",
    "speech_at_console",
    "speech_at_kiosk",
    "scanned",
    "printed",
    "wiped",
    "honoured",
)


class StepFailed(Exception):
    """Names the step that failed, and why."""

    def __init__(self, step: str, why: str) -> None:
        super().__init__(f"{step} : {why}")
        self.step = step


@dataclass(frozen=True)
class Proof:
    """How sure it is that what arrived is what was sent, and that it is not something else."""

    score: float
    control: float


@dataclass(frozen=True)
class Step:
    name: str
    at_s: float
    proof: Proof | None = None


@dataclass
class Report:
    steps: list[Step] = field(default_factory=list)
    probe_seen: bool = False
    during_visit: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    "Times and loads measured on the way, in seconds and percent."
    failed: str | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def ok(self) -> bool:
        done = [step.name for step in self.steps]
        return self.failed is None and done == list(STEPS) and self.clean

    @property
    def clean(self) -> bool:
        """The counter sees what there is to see, and saw nothing."""
        return self.probe_seen and self.during_visit == 0

    def step(self, name: str, proof: Proof | None = None) -> None:
        self.steps.append(Step(name, round(time.monotonic() - self.began, 2), proof))
        shown = f"  {proof.score:.2f} contre {proof.control:.2f}" if proof else ""
        print(f"  {self.steps[-1].at_s:6.1f} s  {name}{shown}", flush=True)

    def prove(self, name: str, proof: Proof, least: float, gap: float) -> None:
        """A step that content proves; :exc:`StepFailed` if it does not."""
        if proof.score < least or proof.score - proof.control < gap:
            raise StepFailed(name, f"{proof.score:.2f} contre {proof.control:.2f}")
        self.step(name, proof)

    def write(self, folder: Path) -> None:
        steps = [
            {key: value for key, value in asdict(step).items() if value is not None}
            for step in self.steps
        ]
        said = {
            "steps": steps,
            "input_events": {"probe_seen": self.probe_seen, "during_visit": self.during_visit},
            "figures": self.figures,
            "failed": self.failed,
            "ok": self.ok,
        }
        text = json.dumps(said, ensure_ascii=False, indent=2)
        (folder / "report.json").write_text(text + "\n")
