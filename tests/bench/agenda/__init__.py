"""What the agenda promises, measured: no slot taken twice, waits said honestly, nobody passed."""
