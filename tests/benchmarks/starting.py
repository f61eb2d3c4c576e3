"""How long a process takes to import the application and make it, in milliseconds."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks import place

RUNS = 9
_PROGRAM = """
import time
began = time.perf_counter()
from hotline.app import create_app
create_app()
print((time.perf_counter() - began) * 1000)
"""


def milliseconds(path: Path, runs: int = RUNS) -> float:
    """The median of several fresh processes."""
    environment = os.environ | place.environment(path)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as wherever the service is installed
    command = [sys.executable, "-c", _PROGRAM]
    outputs = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(runs)
    ]
    return median(float(output.stdout) for output in outputs)
