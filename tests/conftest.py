"""What every test shares: the option that renews expected outputs, and equal property tests in every run."""

import pytest
from hypothesis import settings

# A shared or slow machine must not fail a test by its speed, nor two runs differ by chance.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected outputs anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether a golden test writes what it gets as its new expectation (`make golden`)."""
    return bool(request.config.getoption("--update-golden"))
