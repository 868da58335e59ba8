"""The console's types are those of the wire, and the check notices when they are not."""

from pathlib import Path

import pytest

from counsellor import generate
from signaling import protocol


def test_the_committed_file_is_what_the_protocol_says() -> None:
    assert generate.main(["--check"]) == 0


def test_a_stale_file_fails_the_check_and_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "messages.js"
    monkeypatch.setattr(generate, "TARGET", stale)
    assert generate.main(["--check"]) == 1
    stale.write_text("// old")
    assert generate.main(["--check"]) == 1
    assert stale.read_text() == "// old"
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_the_same_protocol_gives_the_same_bytes() -> None:
    assert generate.generate() == generate.generate()


@pytest.mark.parametrize("union", generate.UNIONS)
def test_every_message_has_a_type_with_all_its_fields(union: str) -> None:
    text = generate.generate()
    for model in generate.members(union):
        (block,) = [b for b in text.split("/**") if f"@typedef {{object}} {model.__name__}\n" in b]
        for field in model.model_fields:
            assert f"}} {field}\n" in block or f"}} [{field}]\n" in block


def test_what_is_none_is_not_written_hence_optional() -> None:
    view = protocol.CallView(id="c1", visit="v1", state=protocol.CallState.TALKING)
    assert "reason" not in protocol.encode(view)
    assert "@property {EndReason} [reason]" in generate.generate()


def test_a_type_without_a_translation_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        generate.js_type({"type": "object", "additionalProperties": True})
