"""Who receives when, who waits, where the van stands: the pure half of the agenda.

`wall` (hours of Europe/Paris), `days` (public and school holidays), `permanences` (what an
organisation publishes), `slots` (what is free), `earlier` (who would come sooner), `queue`
(without appointment), `durations` and `wait` (how long, honestly), `tour` (the van), `opening`
(when a room is open), `rdv` (the words of RDV Service Public).
"""
