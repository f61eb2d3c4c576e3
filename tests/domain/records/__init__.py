"""The records of people, as staff mend them."""
