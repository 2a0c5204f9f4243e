"""Round figures for storing, and the small statistics that several tables share."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from outhaul.reference.model import Figure, Grade

Vector = npt.NDArray[np.float64]


def rounded(value: float, digits: int = 5) -> float:
    """Round to significant digits: more would be false precision and noise in diffs."""
    return float(f"{value:.{digits}g}")


def figure(value: float, year: int, source: str, grade: Grade, sd: float = 0.0) -> Figure:
    """Make a figure as it is stored."""
    return Figure(rounded(value, 6), year, source, grade, rounded(sd, 3))


def huber_line(x: Sequence[float], y: Sequence[float], bend: float = 1.345) -> tuple[Vector, float]:
    """Fit y = b0 + b1 x robustly.

    Args:
        x: Explanatory values, shape (n,).
        y: Values to explain, shape (n,).
        bend: Residuals beyond `bend` robust standard deviations lose weight (Huber 1964).

    Returns:
        The coefficients (b0, b1) and the robust standard deviation of the residuals (1.4826 MAD).
    """
    design, target = np.column_stack([np.ones(len(x)), x]), np.asarray(y, dtype=float)
    weight = np.ones(len(target))
    beta, scale = np.zeros(2), 1.0
    for _ in range(50):
        root = np.sqrt(weight)
        beta = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
        residual = np.abs(target - design @ beta)
        scale = 1.4826 * float(np.median(residual))
        weight = np.minimum(1.0, bend * scale / np.maximum(residual, 1e-12))
    return beta, scale


def leave_one_out_rmse(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the rmse of least-squares predictions of each y from all others."""
    design, target = np.column_stack([np.ones(len(x)), x]), np.asarray(y, dtype=float)
    hat = design @ np.linalg.pinv(design)
    residual = (target - hat @ target) / (1 - np.diag(hat))
    return float(np.sqrt(np.mean(residual**2)))


def combine(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Combine two (mean, sd) by precision."""
    a, b = first[1] ** -2, second[1] ** -2
    return (a * first[0] + b * second[0]) / (a + b), (a + b) ** -0.5
