"""The rule by which an organisation names its files: what may be in it, in a sentence."""

import pytest

from signaling.core.naming import DEFAULT, WORDS, whats_wrong


@pytest.mark.parametrize("rule", [DEFAULT, "{piece}", "MSA {nom} – {piece} (guichet)", "é{piece}"])
def test_a_rule_that_serves(rule):
    assert whats_wrong(rule) is None


def test_each_word_serves():
    assert whats_wrong("_".join(f"{{{word}}}" for word in WORDS)) is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{nom}", "Gardez {piece}"),
        ("{piece}_{numero_secu}", "« numero_secu » n’est pas"),
        ("{piece}{", "accolade"),
        ("{piece}/../{nom}", "aucun de ces signes"),
        ("{piece}" + "x" * 120, "trop long"),
        ("{piece}\n", "aucun de ces signes"),
    ],
)
def test_a_rule_that_does_not_is_explained(rule, said):
    assert said in (whats_wrong(rule) or "")
