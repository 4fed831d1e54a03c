"""Drawn people of training scenes, who wear several colours at once: H x W x 4, colours times alpha.

Proportions are those of figure drawing: seven to eight heads high, the hips half way, shoulders two heads wide.
"""
import cv2
import numpy as np

from drawings import Canvas, blank, coloured, shape
from fields import fractal

DARKEST, PALEST = np.array([0.08, 0.12, 0.20]), np.array([0.70, 0.80, 0.97])     # of skin; blue, green, red


def limb(mask, start, end, thick, thin):
    """A tapering stroke with round ends."""
    start, end = np.array(start, float), np.array(end, float)
    across = np.array([start[1] - end[1], end[0] - start[0]]) / max(np.hypot(*(end - start)), 1e-6)
    corners = [start + thick * across, end + thin * across, end - thin * across, start - thick * across]
    cv2.fillConvexPoly(mask, np.array(corners).astype(int), 255)
    for place, radius in (start, thick), (end, thin):
        cv2.circle(mask, place.astype(int).tolist(), max(1, int(radius)), 255, -1)


def jointed(canvas, start, lengths, angles, thick, paints):
    """An arm or a leg of two parts, each in its paint; where it ends."""
    for length, angle, paint in zip(lengths, angles, paints):
        end = start + length * np.array([np.sin(angle), np.cos(angle)])
        mask = blank(canvas.size)
        limb(mask, start, end, thick, thick * 0.7)
        canvas.paint(mask, paint(mask))
        start, thick = end, thick * 0.7
    return start


def skin(random):
    tone = DARKEST + random.random() * (PALEST - DARKEST)
    light = random.uniform(0.7, 1.1)
    return lambda mask: np.broadcast_to(np.clip(tone * light, 0, 1).astype(np.float32), (*mask.shape, 3))


def strands(random):
    """The colour of hair: black to brown or blond, grey, or dyed."""
    kind, light = random.random(), random.random() ** 2
    if kind < 0.2:
        return cloth(random)
    tone = np.full(3, 0.9 * light) if kind < 0.35 else light * np.array([0.4, 0.7, 0.9]) + [0.03, 0.04, 0.06]
    return lambda mask: np.broadcast_to(tone.astype(np.float32), (*mask.shape, 3))


def cloth(random):
    """One paint for all parts that are cut from it."""
    known = []

    def paint(mask):
        if not known:
            known.append(coloured(mask, random))
        return known[0]
    return paint


def head(canvas, center, tall, bare, hair, random):
    """Hair behind and above a face."""
    around, face, crown = blank(canvas.size), blank(canvas.size), blank(canvas.size)
    x, y = center.astype(int).tolist()
    full = random.uniform(1.05, 1.5)
    cv2.ellipse(around, (x, y), (int(0.40 * tall * full), int(0.52 * tall * full)), 0, 0, 360, 255, -1)
    if random.random() < 0.4:
        limb(around, center, center + [0, tall * random.uniform(0.5, 2.2)], 0.45 * tall * full, 0.3 * tall)
    ragged = fractal(canvas.size, random, first=random.uniform(20, 60)) > random.uniform(0, 0.35)
    inner = cv2.erode(around, np.ones((3, 3), np.uint8), iterations=max(1, int(0.06 * tall)))
    canvas.paint(np.where(ragged, around, inner), hair(around))
    cv2.ellipse(face, (x, int(y + 0.08 * tall)), (int(0.36 * tall), int(0.48 * tall)), 0, 0, 360, 255, -1)
    canvas.paint(face, bare(face))
    cv2.ellipse(crown, (x, int(y - 0.25 * tall)), (int(0.38 * tall), int(0.26 * tall)), 0, 0, 360, 255, -1)
    canvas.paint(crown, hair(crown))


def trunk(canvas, neck, hips, tall, worn, random):
    """Shoulders to hips, and now and then a skirt or a coat below."""
    mask, wide, narrow = blank(canvas.size), tall * random.uniform(0.75, 1.05), tall * random.uniform(0.5, 0.8)
    corners = [neck + [-wide, 0.25 * tall], neck + [wide, 0.25 * tall], hips + [narrow, 0], hips - [narrow, 0]]
    cv2.fillPoly(mask, [np.array(corners).astype(int)], 255)
    limb(mask, neck + [-0.7 * wide, 0.3 * tall], neck + [0.7 * wide, 0.3 * tall], 0.3 * tall, 0.3 * tall)
    canvas.paint(mask, worn(mask))
    if random.random() < 0.3:
        skirt, hem = blank(canvas.size), hips + [0, tall * random.uniform(0.8, 3.2)]
        spread = narrow * random.uniform(1, 2.2)
        corners = [hips + [-narrow, -2], hips + [narrow, -2], hem + [spread, 0], hem - [spread, 0]]
        cv2.fillPoly(skirt, [np.array(corners).astype(int)], 255)
        canvas.paint(skirt, (worn if random.random() < 0.5 else cloth(random))(skirt))


def limbs(canvas, ends, tall, lengths, thick, paints, wild, random):
    """A pair of arms or legs from where they begin, left and right; where each ends."""
    def one(side, start):
        angles = side * random.uniform(0, 0.3) + 0.65 * random.normal(0, wild, 2).cumsum()
        return jointed(canvas, start, np.array(lengths) * tall, angles, thick * tall, paints)
    return [one(side, start) for side, start in zip((-1, 1), ends)]


def arms(canvas, neck, tall, paints, wild, random):
    """One hand of five holds something."""
    shoulders = [neck + tall * np.array([side * 0.75, 0.35]) for side in (-1, 1)]
    for hand in limbs(canvas, shoulders, tall, (1.4, 1.3), 0.27, paints, wild, random):
        if random.random() < 0.2:
            held = shape(canvas.size, hand.astype(int).tolist(), tall * random.uniform(0.4, 1.5), random)
            canvas.paint(held, coloured(held, random))


def person(canvas, crown, tall, random):
    """From the crown of the head down; tall: a head's height in pixels."""
    bare, worn, below = skin(random), cloth(random), cloth(random)
    lean, wild = random.normal(0, 0.12), random.choice([0.15, 0.5, 1.0])
    center = np.array(crown) + [0, 0.5 * tall]
    neck = center + tall * np.array([-lean, 0.55])
    hips = neck + tall * random.uniform(2.3, 2.9) * np.array([-np.sin(lean), np.cos(lean)])
    thighs = [hips + [side * 0.38 * tall, 0] for side in (-1, 1)]
    limbs(canvas, thighs, tall, (1.9, 1.8), 0.42, (below, below if random.random() < 0.7 else bare), wild, random)
    sleeves, behind = (worn, worn if random.random() < 0.6 else bare), random.random() < 0.4
    if behind:
        arms(canvas, neck, tall, sleeves, 2 * wild, random)
    trunk(canvas, neck, hips, tall, worn, random)
    if not behind:
        arms(canvas, neck, tall, sleeves, 2 * wild, random)
    throat = blank(canvas.size)
    limb(throat, center, neck + [0, 0.2 * tall], 0.24 * tall, 0.28 * tall)
    canvas.paint(throat, bare(throat))
    head(canvas, center, tall, bare, strands(random), random)


def people(size, random):
    """One to five side by side, whole, or cut off by the bottom as a portrait is."""
    canvas = Canvas(size)
    height, width = canvas.size
    count = random.choice([1, 1, 1, 2, 3, 5])
    tall = height * (random.uniform(0.09, 0.12) if random.random() < 0.4 else random.uniform(0.12, 0.34) / count ** 0.4)
    step = min(width / (count + 0.5), tall * random.uniform(2, 3.5))
    left = (width - step * (count - 1)) / 2 + random.uniform(-0.15, 0.15) * width
    top = random.uniform(0.03, 0.2) * height
    for place in random.permutation(count):
        person(canvas, [left + step * place, top + random.normal(0, 0.3) * tall], tall * random.uniform(0.85, 1.1), random)
    return canvas.picture()
