"""What was compiled from other sources is never used: figures would be wrong and nobody would see it."""

from hashlib import sha256
from pathlib import Path

COMPILED = Path(__file__).parents[3] / "src/outhaul/engine/risk/compiled"


def test_the_kernel_names_the_sources_that_are_compiled_into_it() -> None:
    names = ("chance.py", "layout.py", "months.py", "numbers.py")
    called = sha256(b"".join((COMPILED / name).read_bytes() for name in names)).hexdigest()[:32]
    assert f'CALLED: Final = "{called}"' in (COMPILED / "kernel.py").read_text("utf-8"), f"now {called}"
