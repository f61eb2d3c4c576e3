"""The public pages: a relative looks for a person, without JavaScript, without cookies, in their own language."""
