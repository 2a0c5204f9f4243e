"""The numbers that Sobol sequences are made of: Joe and Kuo, SIAM J. Sci. Comput. 30(5), 2008.

They come with SciPy and are read from there, without importing it.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def direction_numbers(dimensions: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a primitive polynomial for each dimension, and the first direction numbers by dimension.

    Shapes are (dimensions,) and (dimensions, 18); a polynomial's bits are its coefficients. Raises
    ValueError beyond 21,201 dimensions.
    """
    scipy = find_spec("scipy")
    if scipy is None or scipy.origin is None:
        raise ModuleNotFoundError("No module named 'scipy'", name="scipy")
    with (Path(scipy.origin).parent / "stats" / "_sobol_direction_numbers.npz").open("rb") as file:
        known: Any = np.load(file)
        polynomials, first = known["poly"], known["vinit"]
    if dimensions > polynomials.size:
        raise ValueError(f"Sobol sequences have at most {polynomials.size:,} dimensions, not {dimensions:,}.")
    return polynomials[:dimensions].copy(), first[:dimensions].copy()
