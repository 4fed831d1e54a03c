"""Backdrops of training scenes, H x W x 3 in 0..1, none of which a studio has."""
import cv2
import numpy as np

from fields import along, fractal, painted, palette, pick


def plain(size, random, first=None):
    """One colour, the given one if any, or a gradient to another one, and the fall of light."""
    if first is None:
        first = random.random(3) ** random.uniform(0.4, 2.5) if random.random() < 0.5 else np.repeat(random.random(), 3)
    other = np.clip(first + random.normal(0, 0.15, 3), 0, 1) if random.random() < 0.6 else first
    sheet = painted(along(size, random.uniform(0, 2 * np.pi)), random, np.stack([first, other]))
    if random.random() < 0.3:
        y, x = np.mgrid[-1:1:size[0] * 1j, -1:1:size[1] * 1j]
        sheet = sheet * (1 - random.uniform(0.1, 0.5) * ((x * x + y * y) / 2))[..., None].astype(np.float32)
    return sheet


def texture(size, random):
    return painted(fractal(size, random, stretch=random.choice([1, 1, 4, 12])), random)


def receding(size, horizon, random):
    """A ground whose grain grows towards the camera: a texture seen at a slant, for the rows below the horizon."""
    height, width = size
    grain = painted(fractal((512, 512), random, first=random.uniform(4, 40)), random)
    y, x = np.mgrid[horizon:height, :width].astype(np.float32)
    near = 1 / ((y - horizon) / height + 0.03)
    u = (x - width / 2) / width * near * random.uniform(10, 40)
    return cv2.remap(grain, 256 + u, np.mod(near * random.uniform(10, 60), 511), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def landscape(size, random):
    """Sky with clouds, ground or water, and often hills or trees in between."""
    height, width = size
    horizon = int(height * random.uniform(0.15, 0.8))
    sky = painted(along(size, np.pi / 2), random)
    clouds = fractal(size, random, stretch=random.uniform(1, 10))[..., None] * random.uniform(0, 0.8)
    scene = sky * (1 - clouds) + clouds * palette(1, random)[0]
    scene[horizon:] = receding(size, horizon, random)
    if random.random() < 0.6:
        outline = fractal((64, width), random)[32] * height * random.uniform(0.03, 0.3)
        y = np.arange(height)[:, None]
        band = (y > horizon - outline) & (y < horizon + 2)
        scene = np.where(band[..., None], painted(fractal(size, random, first=random.uniform(6, 30)), random), scene)
    return scene


def room(size, random):
    """Things of all colours and sizes, mostly far out of focus."""
    height, width = size
    scene, colours = painted(along(size, random.uniform(0, 2 * np.pi)), random), palette(12, random)
    for _ in range(random.integers(5, 45)):
        center = random.uniform(0, [width, height]).astype(int).tolist()
        half = (random.uniform(0.02, 0.25, 2) * width).astype(int) + 1
        colour = (random.random(3) if random.random() < 0.3 else colours[random.integers(12)]).tolist()
        if random.random() < 0.6:
            box = cv2.boxPoints((center, (2.0 * half).tolist(), random.normal(0, 6))).astype(int)
            cv2.fillConvexPoly(scene, box, colour)
        else:
            cv2.ellipse(scene, center, half.tolist(), random.uniform(0, 180), 0, 360, colour, -1)
    return scene


def pattern(size, random):
    """Boards, bricks, checks or stripes, turned and not quite even."""
    angle, period = random.uniform(0, np.pi), random.uniform(4, 40)
    warp = 0.03 * fractal(size, random)
    u, v = along(size, angle) + warp, along(size, angle + np.pi / 2) + warp
    step = pick([(2, np.floor(u * period)), (1, np.floor(u * period) + np.floor(v * period)),
                        (1, np.floor(u * period) * 3 + np.floor(v * period / 4 + 0.5 * (np.floor(u * period) % 2)))], random)
    shade = np.mod(step * 0.618, 1) * random.uniform(0.2, 1)
    field = np.clip(shade + random.uniform(0, 0.5) * (fractal(size, random, stretch=3) - 0.5), 0, 1)
    return painted(field, random)


def foliage(size, random):
    """Leaves, pebbles or grass: thousands of small strokes in a few colours."""
    height, width = size
    scene = texture(size, random)
    colours, lean = palette(6, random), random.uniform(0, 180)
    long, thin = random.uniform(0.01, 0.08) * width, random.uniform(0.15, 1)
    for _ in range(random.integers(150, 900)):
        center = random.uniform(0, [width, height]).astype(int).tolist()
        axes = (max(1, int(long * random.uniform(0.3, 1))), max(1, int(long * thin * random.uniform(0.3, 1))))
        colour = (colours[random.integers(6)] * random.uniform(0.5, 1.3)).tolist()
        cv2.ellipse(scene, center, axes, lean + random.normal(0, 40), 0, 360, colour, -1)
    return scene


def backdrop(size, random):
    """One of them, half of the time out of focus."""
    make = pick([(4, plain), (3, texture), (4, landscape), (3, room), (2, pattern), (2, foliage)], random)
    scene = np.clip(make(size, random), 0, 1).astype(np.float32)
    if make is room or (make is not plain and random.random() < 0.5):
        scene = cv2.GaussianBlur(scene, (0, 0), size[1] * random.uniform(*((0.004, 0.02) if make is room else (0.001, 0.012))))
    return scene
