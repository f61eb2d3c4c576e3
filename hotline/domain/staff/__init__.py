"""The staff: who belongs to it, how each proves who they are, and where they are signed in.

What signing in alone takes (passwords, codes, passkeys) is imported by nobody else.
"""

from hotline.domain.staff.members import names

__all__ = ["names"]
