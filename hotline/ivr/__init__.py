"""The telephone face: signed webhooks in, TwiML out; the menu is data."""
