"""People and places that do not exist, for newcomers, tests and benchmarks."""
