"""Plays the whole product on virtual devices: for a visitor (`make demo`) or as proof.

Nothing here is needed on a real kiosk or server.
"""
