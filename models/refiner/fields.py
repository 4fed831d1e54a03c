"""Random fields and colours that training scenes are made of: H x W in 0..1, H x W x 3 in 0..1."""
import cv2
import numpy as np


def pick(choices, random):
    """One of (weight, choice) pairs."""
    weights = np.array([weight for weight, _ in choices], float)
    return choices[random.choice(len(choices), p=weights / weights.sum())][1]


def fractal(size, random, stretch=1.0, first=None):
    """Noise of many sizes, each octave fainter than the one before by a factor of its own; stretch times as wide as high."""
    height, width = size
    fade, strength = random.uniform(0.35, 0.85), 1.0
    cells = first or random.uniform(1.5, 6)
    field = np.zeros(size, np.float32)
    while cells < height / 2 and strength > 0.02:
        grid = random.random((int(cells * max(1, stretch) ** 0.5) + 2, int(cells / max(1, stretch) ** 0.5) + 2), np.float32)
        field += strength * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        cells, strength = cells * 2, strength * fade
    low, high = np.percentile(field[::3, ::3], [1, 99])
    return np.clip((field - low) / max(high - low, 1e-6), 0, 1)


def palette(count, random):
    """Colours of one mood: near one base, lighter and darker by far more than in hue; count x 3."""
    base = random.random(3) ** random.uniform(0.5, 2)
    grey = random.random() ** 0.5
    base = grey * base.mean() + (1 - grey) * base
    light = random.normal(0, random.uniform(0.03, 0.35), (count, 1))
    hue = random.normal(0, random.uniform(0.02, 0.35) * random.random(), (count, 3))
    return np.clip(base + light + hue, 0, 1).astype(np.float32)


def painted(field, random, colours=None):
    """A field in 0..1 by a ramp of colours."""
    colours = palette(random.integers(2, 6), random) if colours is None else colours
    stops = np.linspace(0, 1, len(colours))
    return np.dstack([np.interp(field, stops, colours[:, k]) for k in range(3)]).astype(np.float32)


def along(size, angle):
    """How far each pixel lies in a direction, 0..1."""
    height, width = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    field = x / width * np.cos(angle) + y / height * np.sin(angle)
    return (field - field.min()) / (field.max() - field.min())
