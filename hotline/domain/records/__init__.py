"""A person's record as staff find it, open it, mend it and begin it."""
