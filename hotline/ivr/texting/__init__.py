"""A look-up by text, one short question at a time; the webhook is hotline/ivr/texts.py."""
