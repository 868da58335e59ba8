"""The one keyboard that a kiosk may listen to, while a counsellor lets a resident write back."""
