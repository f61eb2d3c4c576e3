"""The reference lists that come with the service (docs/reference.md), and the command that loads these or others."""
