"""Drawn subjects of training scenes: parts of a few shapes, solid or pierced, flat or shaded; H x W x 4, colours times alpha."""
import cv2
import numpy as np

from fields import along, fractal, painted, palette, pick

FINER = 2           # pixels each way that a drawn pixel is made of


def blank(size):
    return np.zeros(size, np.uint8)


class Canvas:
    """What is painted lies over what was painted before."""

    def __init__(self, size):
        self.size = tuple(FINER * n for n in size)
        self.whole, self.colours = blank(self.size), np.zeros((*self.size, 3), np.float32)

    def paint(self, mask, colours):
        there = mask > 0
        self.colours[there] = colours[there]
        self.whole[there] = 255

    def picture(self):
        alpha = (self.whole / 255).astype(np.float32)[..., None]
        height, width = self.size
        return cv2.resize(np.dstack([self.colours * alpha, alpha]).astype(np.float32), (width // FINER, height // FINER),
                          interpolation=cv2.INTER_AREA)


def ellipse(mask, center, reach, random):
    axes = (reach * random.uniform(0.3, 1, 2)).astype(int) + 1
    cv2.ellipse(mask, center, axes.tolist(), random.choice([0, 90, random.uniform(0, 180)]), 0, 360, 255, -1)


def box(mask, center, reach, random):
    sides = (2 * reach * random.uniform(0.12, 1, 2)).tolist()
    corners = cv2.boxPoints((center, sides, random.choice([0, 0, random.uniform(0, 90)])))
    cv2.fillConvexPoly(mask, corners.astype(int), 255)


def polygon(mask, center, reach, random):
    """Star-shaped about its centre, round or pointed."""
    count = random.integers(3, 10)
    angles = np.sort(random.uniform(0, 2 * np.pi, count))
    far = reach * random.uniform(0.25, 1, count)
    points = np.stack([center[0] + far * np.cos(angles), center[1] + far * np.sin(angles)], 1)
    cv2.fillPoly(mask, [points.astype(int)], 255)
    if random.random() < 0.5:
        soft = cv2.GaussianBlur(mask, (0, 0), max(1, reach * 0.08))
        np.maximum(mask, (soft > 127).astype(np.uint8) * 255, out=mask)


def strokes(mask, center, reach, random):
    """Curved lines, as of wire, legs or a brush."""
    width = max(1, int(reach * random.choice([0.02, 0.05, 0.1, 0.2]) * random.uniform(0.5, 1.5)))
    for _ in range(random.integers(1, 6)):
        knots = np.array(center) + reach * random.uniform(-1, 1, (4, 2))
        t = np.linspace(0, 1, 40)[:, None]
        curve = ((1 - t) ** 3 * knots[0] + 3 * t * (1 - t) ** 2 * knots[1] + 3 * t * t * (1 - t) * knots[2] + t ** 3 * knots[3])
        cv2.polylines(mask, [curve.astype(int)], False, 255, width)


def ring(mask, center, reach, random):
    axes = (reach * random.uniform(0.4, 1, 2)).astype(int) + 2
    cv2.ellipse(mask, center, axes.tolist(), 0, 0, 360, 255, max(1, int(axes.min() * random.uniform(0.08, 0.5))))


SHAPES = [(3, ellipse), (4, box), (3, polygon), (2, strokes), (2, ring)]
PIERCING = [(2, ellipse), (2, box), (1, polygon)]


def shape(size, center, reach, random):
    """One part, now and then with a hole."""
    mask = blank(size)
    pick(SHAPES, random)(mask, center, reach, random)
    if random.random() < 0.2:
        hole = blank(size)
        pick(PIERCING, random)(hole, center, reach * random.uniform(0.2, 0.7), random)
        mask[hole > 0] = 0
    return mask


def coloured(mask, random):
    """Flat, in a gradient, as if round, or with a pattern."""
    size = mask.shape
    kind = random.random()
    if kind < 0.3:
        return np.broadcast_to(palette(1, random)[0], (*size, 3))
    if kind < 0.6:
        return painted(along(size, pick([(2, np.pi / 2), (1, random.uniform(0, 2 * np.pi))], random)), random)
    if kind < 0.85:
        depth = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
        round_ = 1 - (1 - np.clip(depth / max(depth.max(), 1), 0, 1)) ** 2
        light = 0.4 + 0.6 * round_ * (0.6 + 0.4 * along(size, random.uniform(0, 2 * np.pi)))
        return palette(1, random)[0] * light[..., None]
    return painted(fractal(size, random), random)


def joined(mask, random):
    """Somewhere on what is drawn already."""
    places = np.argwhere(mask[::4, ::4])
    return (4 * places[random.integers(len(places)), ::-1]).tolist() if len(places) else None


def drawn(size, random):
    """Some parts on one another, one of three a mirror image of itself, one of four through the bottom."""
    canvas = Canvas(size)
    height, width = canvas.size
    reach = width * random.uniform(0.12, 0.36)
    first = (np.array([width, height]) * random.uniform(0.35, 0.65, 2)).astype(int).tolist()
    through = random.random() < 0.25
    if through:
        first[1] = int(height - reach * random.uniform(0, 0.6))
    symmetric = random.random() < 0.35
    for _ in range(random.integers(1, 7)):
        part = shape(canvas.size, joined(canvas.whole, random) or first, reach, random)
        if symmetric:
            part = np.maximum(part, part[:, ::-1])
        canvas.paint(part, coloured(part, random))
        reach *= random.uniform(0.5, 1)
    return canvas.picture()
