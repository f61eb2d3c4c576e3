"""On PostgreSQL run the tests that use the database, and no others: whatever else they prove, SQLite's run proved.

A test uses it when it asks for the fixture `migrated`, itself or by way of another. That is where the run's database
comes from, so what does not ask for it does the same in both runs.
"""

import os

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "TEST_DATABASE_URL" not in os.environ:
        return
    without = [item for item in items if "migrated" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if "migrated" in getattr(item, "fixturenames", ())]
