"""The free-call line: what a detained person hears and presses on the telephone of a facility."""
