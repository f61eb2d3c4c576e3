"""The Family Hotline and Locator; nothing is imported through this package."""
