"""Is what arrived what was sent? For pictures and for speech; numpy alone.

Both scores run from 0 to 1. They forgive what a call does (codec, delay, scaling, gain, echo and
noise cancelling) and nothing else, but a score alone proves little: always ask it of a control too,
something that was not sent, and expect a clear gap between the two.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
"Shape (height, width, 3)."
Floats = NDArray[np.float64]

_ROWS, _COLUMNS = 24, 32
_HOP_S, _WINDOW_S = 0.010, 0.025
_PIECE, _SLACK = 70, 20
"Of a sentence, in hops."
_BANDS_HZ = np.geomspace(200, 4000, 19)


def rgb(i420: NDArray[np.uint8]) -> Rgb:
    """Pixels of a board (BT.601 limited range) as RGB."""
    height, width = i420.shape[0] * 2 // 3, i420.shape[1]
    luma = (i420[:height].astype(np.float32) - 16) * 1.164
    chroma = i420[height:].reshape(2, height // 2, width // 2).astype(np.float32) - 128
    u, v = chroma.repeat(2, axis=1).repeat(2, axis=2)
    planes = (luma + 1.596 * v, luma - 0.392 * u - 0.813 * v, luma + 2.017 * u)
    return np.asarray(np.clip(np.stack(planes, axis=-1), 0, 255), np.uint8)


def picture_score(sent: Rgb | Sequence[Rgb], received: Rgb) -> float:
    """How sure it is that `received` shows `sent`, or one of several pictures sent.

    `received` may be scaled, and cropped or framed to another aspect; cut away yourself whatever
    else is on a screenshot. The same picture through a call gives more than 0.9, another less
    than 0.5.
    """
    pictures = [sent] if isinstance(sent, np.ndarray) else sent
    return max(
        _correlation(_features(one), _features(other))
        for picture in pictures
        for one, other in _fits(picture, received)
    )


def speech_score(sent: NDArray[np.int16], received: NDArray[np.int16], rate: int) -> float:
    """How sure it is that the sentence `sent` is somewhere in `received` (both mono, at `rate`).

    Compares how the energy of 18 bands of speech moves: first the whole sentence at every delay,
    then each 0.7 s of it at delays within 0.2 s of the best, because a call that loses a packet
    goes on later. The same sentence through a call gives more than 0.7, another less than 0.5.
    """
    one, other = _bands(sent, rate), _bands(received, rate)
    if len(one) < _PIECE or len(other) < _PIECE or np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    # A recording may begin or end within the sentence; outside it is as quiet as its quietest.
    margin = len(one) // 4 + _SLACK + max(0, len(one) - len(other))
    outside = np.broadcast_to(other.min(axis=0), (margin, other.shape[1]))
    other = np.concatenate([outside, other, outside])
    lag = int(_matches(one, other).argmax())
    scores, weights = [], []
    for start in range(0, len(one) - _PIECE + 1, _PIECE // 2):
        piece = one[start : start + _PIECE]
        first = max(0, lag + start - _SLACK)
        around = other[first : lag + start + _PIECE + _SLACK]
        if len(around) >= _PIECE:
            scores.append(max(0.0, float(_matches(piece, around).max())))
            weights.append(float(piece.var(axis=0).sum()))
    return float(np.average(scores, weights=weights)) if sum(weights) else 0.0


def _matches(one: Floats, other: Floats) -> Floats:
    """The correlation of `one` with as much of `other`, at every delay."""
    one, count = one - one.mean(axis=0), len(one)
    size = 1 << (len(other) + count).bit_length()
    spectra = np.fft.rfft(other, size, axis=0) * np.fft.rfft(one, size, axis=0).conj()
    products = np.fft.irfft(spectra, size, axis=0)[: len(other) - count + 1].sum(axis=1)
    nothing = np.zeros((1, other.shape[1]))
    sums = np.cumsum(np.concatenate([nothing, other]), axis=0)
    squares = np.cumsum(np.concatenate([nothing, other**2]), axis=0)
    spread = squares[count:] - squares[:-count] - (sums[count:] - sums[:-count]) ** 2 / count
    scale = np.sqrt((one**2).sum() * np.maximum(spread.sum(axis=1), 0))
    return np.asarray(products / np.maximum(scale, 1.0))


# -- pictures --


def _fits(sent: Rgb, received: Rgb) -> Iterator[tuple[Rgb, Rgb]]:
    """`sent` stretched over `received`, covering it, and framed in it."""
    yield sent, received
    aspect = received.shape[1] / received.shape[0]
    if abs(aspect / (sent.shape[1] / sent.shape[0]) - 1) > 0.02:
        yield _cut(sent, aspect), received
        yield sent, _cut(received, sent.shape[1] / sent.shape[0])


def _cut(picture: Rgb, aspect: float) -> Rgb:
    """The middle of a picture, of that aspect."""
    height, width = picture.shape[:2]
    new_width, new_height = min(width, round(height * aspect)), min(height, round(width / aspect))
    left, top = (width - new_width) // 2, (height - new_height) // 2
    return picture[top : top + new_height, left : left + new_width]


def _features(picture: Rgb) -> Floats:
    """A thumbnail of light and two colours, each without its surroundings."""
    rows = np.linspace(0, picture.shape[0], _ROWS + 1).astype(int)[:-1]
    columns = np.linspace(0, picture.shape[1], _COLUMNS + 1).astype(int)[:-1]
    cells = np.add.reduceat(np.add.reduceat(picture.astype(np.float64), rows), columns, axis=1)
    count = np.diff([*rows, picture.shape[0]])[:, None] * np.diff([*columns, picture.shape[1]])
    r, g, b = np.moveaxis(cells / count[..., None], -1, 0)
    light = 0.299 * r + 0.587 * g + 0.114 * b
    return np.stack([_detail(plane) for plane in (light, b - light, r - light)])


def _detail(plane: Floats) -> Floats:
    """Without the mean of 7x7 cells around: two faces before two walls must not look alike."""
    padded = np.pad(plane, 3, mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, (7, 7)).mean(axis=(2, 3))
    return np.asarray(plane - around)


def _correlation(one: Floats, other: Floats) -> float:
    scale = np.sqrt((one**2).sum() * (other**2).sum())
    return float(np.clip((one * other).sum() / max(scale, 1e-9), 0, 1))


# -- speech --


def _bands(samples: NDArray[np.int16], rate: int) -> Floats:
    """Energy in decibels of each band every 10 ms, floored 40 dB under the loudest."""
    hop, window = round(rate * _HOP_S), round(rate * _WINDOW_S)
    if len(samples) < window:
        return np.zeros((0, len(_BANDS_HZ) - 1))
    views = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), window)[::hop]
    power = np.abs(np.fft.rfft(views * np.hanning(window), axis=1)) ** 2
    edges = np.searchsorted(np.fft.rfftfreq(window, 1 / rate), _BANDS_HZ)
    bands = np.stack([power[:, a : max(b, a + 1)].sum(axis=1) for a, b in pairwise(edges)], 1)
    decibels = 10 * np.log10(bands + 1.0)
    return np.asarray(np.maximum(decibels, decibels.max() - 40))
