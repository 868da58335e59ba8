"""The two screens: a process of its own, Qt alone; scenes in, what was painted out."""
