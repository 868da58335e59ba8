"""A kiosk in a process of its own: what it leaves behind, however it ends."""
