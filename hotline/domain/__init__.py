"""What the service knows and decides: one module a matter; no web framework, no telephone company, no language."""
