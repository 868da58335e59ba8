"""The number of the social security (NIR): never asked, so it must not come in by another field."""

import re

# 15 digits with their key, 13 without; the second digit group is the month, 2A/2B are Corsica
# (Insee, composition of the NIR).
NIR = re.compile(
    r"(?<!\d)[12] ?\d\d ?(?:0[1-9]|[1-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3}(?: ?\d\d)?(?!\d)"
)


def holds_nir(text: str) -> bool:
    return NIR.search(re.sub(r"[.\-]", " ", text)) is not None
