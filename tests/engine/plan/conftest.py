"""Makes `tests` importable, so that its tests and the benchmark share made-up businesses."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
