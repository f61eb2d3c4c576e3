"""What is measured: `make bench`, `make bench-names`, `make timing`. pytest collects only small smoke tests here."""
