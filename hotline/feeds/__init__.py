"""Commands by which custody comes in: rosters, events by hand, and the keys of partners who report events."""
