"""What other programs call: events in, health out."""
