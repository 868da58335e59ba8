"""Without appointment: who waits, who is received next, and what each end is told of it."""
