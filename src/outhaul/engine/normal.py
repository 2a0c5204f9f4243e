"""The standard normal law of whole arrays, in double precision and with NumPy alone.

`scipy.special` has both functions, and takes a sixth of a second to import: longer than a plan turns
numbers into normals.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

AT_ONCE: Final = 16_384
"""Numbers that are turned at once: what they are turned with fits the processor's cache."""
BEYOND: Final = 39.0
"""Distance from the median at which nothing is left."""
SHARE_ABOVE: Final = (
    *(3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383),
    *(112.079291497871, 221.213596169931, 220.206867912376),
)
SHARE_BELOW: Final = (
    *(8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461),
    *(296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752),
)
MIDDLE: Final = 0.425
"""Distance from one half up to which a share lies in the middle."""
MIDDLE_ABOVE: Final = (
    *(2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4),
    *(1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080),
)
MIDDLE_BELOW: Final = (
    *(5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4),
    *(5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0),
)
TAIL_ABOVE: Final = (
    *(7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1),
    *(1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550),
    *(4.63033784615654529590, 1.42343711074968357734),
)
TAIL_BELOW: Final = (
    *(1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2),
    *(1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940),
    *(2.05319162663775882187, 1.0),
)
FAR: Final = 5.0
"""Root of -ln(share) beyond which a tail is far."""
FAR_ABOVE: Final = (
    *(2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3),
    *(2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580),
    *(5.46378491116411436990, 6.65790464350110377720),
)
FAR_BELOW: Final = (
    *(2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5),
    *(7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1),
    *(5.99832206555887937690e-1, 1.0),
)


def share_below(z: Array) -> Array:
    """Return how likely a standard normal is below `z`, to 15 decimals.

    West, Better approximations to cumulative normal functions, Wilmott Magazine, 2005.

    >>> share_below(np.array([-np.inf, 0.0, 1.0]))
    array([0.        , 0.5       , 0.84134475])
    """
    return _by_parts(_share_below, z)


def quantile(share: Array) -> Array:
    """Return the value below which a standard normal is with a chance of `share`, 0 < `share` < 1.

    Wichura, Applied Statistics 37, 1988, algorithm AS 241, PPND16: to 16 figures.

    >>> quantile(np.array([0.5, 0.975, 1e-20]))
    array([ 0.        ,  1.95996398, -9.26234009])
    """
    return _by_parts(_quantile, share)


def _by_parts(law: Callable[[Array], Array], values: Array) -> Array:
    """Apply `law` to some of the values after the other; what is single stays single."""
    flat = values.reshape(-1)
    found = np.empty(flat.shape, values.dtype)
    for start in range(0, flat.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part] = law(flat[part].astype(np.float64, copy=False))
    return found.reshape(values.shape)


def _share_below(z: Array) -> Array:
    distance = np.minimum(np.abs(z), BEYOND)
    tail = _polynomial(distance, SHARE_ABOVE)
    tail /= _polynomial(distance, SHARE_BELOW)
    distance *= distance
    distance *= -0.5
    tail *= np.exp(distance, out=distance)
    return np.where(z > 0.0, 1.0 - tail, tail)


def _quantile(share: Array) -> Array:
    centred = share - 0.5
    square = centred * centred
    np.subtract(MIDDLE**2, square, out=square)
    found = _polynomial(square, MIDDLE_ABOVE)
    found *= centred
    found /= _polynomial(square, MIDDLE_BELOW)
    tails = np.flatnonzero(square < 0.0)
    nearest = share[tails]
    depth = np.sqrt(-np.log(np.minimum(nearest, 1.0 - nearest)))
    size = _polynomial(depth - 1.6, TAIL_ABOVE) / _polynomial(depth - 1.6, TAIL_BELOW)
    far = np.flatnonzero(depth > FAR)
    if far.size:
        beyond = depth[far] - FAR
        size[far] = _polynomial(beyond, FAR_ABOVE) / _polynomial(beyond, FAR_BELOW)
    found[tails] = np.copysign(size, centred[tails])
    return found


def _polynomial(x: Array, coefficients: tuple[float, ...]) -> Array:
    """Return the polynomial with the `coefficients`, that of the highest power first."""
    found = x * coefficients[0]
    for coefficient in coefficients[1:-1]:
        found += coefficient
        found *= x
    found += coefficients[-1]
    return found
