"""From mouth to ear, both ways, through the whole call: how late, and whether it grows."""
