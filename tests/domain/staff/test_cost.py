"""What only signing in takes is loaded by whoever signs in, and by no worker at its start."""

import subprocess
import sys

SLOW = ("argon2", "pyotp", "segno", "webauthn", "zxcvbn")


def test_a_worker_starts_without_what_signing_in_takes() -> None:
    asked = f"import sys, hotline.app; print([name for name in {SLOW} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
