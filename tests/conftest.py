"""What all tests share.

No test fails because the machine is slow or busy: hypothesis looks at no clock, and work that must
not take long is counted, or compared with other work of the same run (`growth`).

Tables that tests hand on with `record_property("table", ...)` stand behind the results.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# By itself it fails an example that takes 0.2 s, or texts that are made slowly: a busy machine.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def sample_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of all samples, read once; to be copied by who changes something."""
    from pipeline.cli import main  # here, as most tests do without

    out = tmp_path_factory.mktemp("samples") / "out"
    main(["extract", str(Path(__file__).parents[1] / "samples"), "--out", str(out)])
    return out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables, whether their tests passed or not."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for report in reports:
        for name, value in report.user_properties:
            if name == "table":
                terminalreporter.write_line(f"\n{value}")
