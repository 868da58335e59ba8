"""The host's page: who comes to the room, which kiosk is free, installer l'usager."""
