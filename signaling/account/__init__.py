"""My account: what one's roles may do, and how one comes in."""
