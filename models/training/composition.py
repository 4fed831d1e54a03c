"""Composes training pictures: H x W x 3 BGR and H x W alpha, 8 bits.

    composition.py WORK SHEET.jpg [--seed N]        40 of them, to be looked at

What is known to matter is written beside each step. The picture is composed at the shape of a photo and then stretched to a
square, as the network will see it.
"""
import argparse

import cv2
import numpy as np

from library import Library

SIDE = 320
SHAPES = [1, 3 / 4, 4 / 3, 2 / 3, 3 / 2, 9 / 16]            # width over height
PHOTOGRAPH, SCENE = 0.27, 0.10                              # shares of pictures that are not composed
SUBJECTS = {'people': 0.08, 'bodies': 0.13, 'portraits': 0.15, 'vehicles': 0.12, 'animals': 0.16, 'scans': 0.14,
            'things': 0.12, 'shapes': 0.07, 'clothing': 0.11, 'gardens': 0.02, 'boards': 0.04, 'figures': 0.03, 'drawn': 0.04}
BACKGROUNDS = {'plain': 0.26, 'gardens': 0.24, 'shops': 0.17, 'clothing': 0.11, 'drawn': 0.15, 'panoramas': 0.07}
COUNTS = [0.04, 0.75, 0.13, 0.08]                           # shares of pictures with 0, 1, 2 and 3 subjects
# Shares cut by the frame; others CUT_OTHERS. Portraits end at their lower edge, which must not be seen.
CUT = {'people': 0.5, 'bodies': 0.4, 'portraits': 1, 'figures': 0.4, 'animals': 0.3}
CUT_OTHERS = 0.16
ANY_ANGLE = ('scans', 'shapes', 'clothing', 'drawn')


def choose(shares, random):
    names = list(shares)
    weights = np.array([shares[name] for name in names])
    return names[random.choice(len(names), p=weights / weights.sum())]


def subject_kind(library, random):
    return choose({kind: share for kind, share in SUBJECTS.items() if library.has(kind)}, random)


def plain(size, random):
    """A studio's backdrop: white, grey or of one colour, with a fall of light and now and then a line where the floor ends."""
    height, width = size
    kind = random.random()
    base = np.full(3, random.uniform(0.9, 1)) if kind < 0.4 else np.full(3, random.random()) if kind < 0.7 else random.random(3)
    y, x = np.mgrid[-1:1:height * 1j, -1:1:width * 1j].astype('f4')
    angle = random.uniform(0, 2 * np.pi)
    light = 1 + random.normal(0, 0.08) * (x * np.cos(angle) + y * np.sin(angle)) - random.uniform(0, 0.25) * (x * x + y * y) / 2
    sheet = base * light[..., None]
    if random.random() < 0.25:
        rows = y > random.uniform(-0.2, 0.9)
        sheet = np.where(rows[..., None], sheet * random.uniform(0.75, 1.1), sheet)
    return np.clip(sheet, 0, 1).astype('f4')


def border(photo, random):
    """A strip of a photo of one garment that shows floor, wall or bed."""
    height, width = photo.shape[:2]
    return [photo[:int(0.25 * height)], photo[int(0.75 * height):], photo[:, :int(0.25 * width)],
            photo[:, int(0.75 * width):]][random.integers(4)]


def background(library, size, random):
    kind = choose(BACKGROUNDS, random)
    if kind == 'plain':
        return plain(size, random)
    photo = library.background(kind, random)
    if kind == 'clothing':
        photo = border(photo, random)
    share = random.uniform(0.45, 1) if kind != 'panoramas' else random.uniform(0.1, 0.4)
    long = int(min(photo.shape[:2]) * share)
    y, x = random.integers(0, photo.shape[0] - long + 1), random.integers(0, photo.shape[1] - long + 1)
    scene = cv2.resize(photo[y:y + long, x:x + long], size[::-1], interpolation=cv2.INTER_LINEAR)
    # Out of focus more often than not; a sharp background has salient things of its own.
    if random.random() < (0.3 if kind == 'drawn' else 0.6):
        scene = cv2.GaussianBlur(scene, (0, 0), max(size) / 256 * np.exp(random.uniform(-0.3, 2.1)))
    return scene[:, ::-1] if random.random() < 0.5 else scene


def relit(picture, alpha, random, amount=1.0):
    """Another gamma, gain and tint of colours times alpha; now and then less or more colour."""
    gamma = np.exp(random.normal(0, 0.25 * amount))
    gain = np.exp(random.normal(0, 0.12 * amount)) * (1 + random.normal(0, 0.05 * amount, 3))
    straight = np.clip(picture / np.maximum(alpha, 1e-3), 0, 1) ** gamma * gain
    if random.random() < 0.15:
        mean = straight.mean(2, keepdims=True)
        straight = mean + (straight - mean) * random.uniform(0, 1.5)
    return (np.clip(straight, 0, 1) * alpha).astype('f4')


def placement(shape, size, kind, random, share=None, centre=None):
    """An affine map of a subject into the picture; whether the frame cuts it.

    share: of the picture that the subject may take; by itself between a third of it and all.
    """
    height, width = shape
    angle = random.uniform(-180, 180) if kind in ANY_ANGLE and random.random() < 0.35 else random.normal(0, 8)
    cut = kind == 'portraits' or share is None and random.random() < CUT.get(kind, CUT_OTHERS)
    if kind == 'portraits':
        angle, centre = 0, None
    fits = min(size[1] / width, size[0] / height)
    scale = fits * (share or (random.uniform(0.3, 0.98) if random.random() < 0.35 else random.uniform(0.6, 0.98)))
    if cut:
        scale *= random.uniform(1.1, 2.6 if kind != 'portraits' else 1.7)
    half = scale * np.array([width, height]) / 2
    slack = np.maximum(np.array([size[1], size[0]]) / 2 - half, 0)
    if centre is None:
        centre = np.array([size[1], size[0]]) / 2 + slack * random.uniform(-0.85, 0.85, 2)
        if cut:
            centre = cut_off(centre, half, size, kind, random)
    flip, stretch = random.choice([-1, 1]), np.exp(random.normal(0, 0.05))
    cosine, sine = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    turn = np.array([[cosine * flip * stretch, sine], [-sine * flip * stretch, cosine]])
    return np.c_[turn, centre - turn @ (np.array([width, height]) / 2)], scale, cut


def cut_off(centre, half, size, kind, random):
    """People mostly by the bottom, as in portraits; other things by any side."""
    height, width = size
    sides = {'portraits': [1, 0, 0, 0], 'people': [0.7, 0.06, 0.12, 0.12], 'others': [0.4, 0.1, 0.25, 0.25]}
    side = random.choice(4, p=sides['people' if kind in ('bodies', 'figures') else kind if kind in sides else 'others'])
    gap = random.uniform(0.02, 0.3)
    if side == 0:
        return np.array([centre[0], max(gap * height + half[1], height - half[1] + 2)])
    if side == 1:
        return np.array([centre[0], min(height - gap * height - half[1], half[1] - 2)])
    if side == 2:
        return np.array([min(width - gap * width - half[0], half[0] - 2), centre[1]])
    return np.array([max(gap * width + half[0], width - half[0] + 2), centre[1]])


def warped(layer, turn, scale, size):
    """Reduced by areas first, so that nothing aliases."""
    if scale < 0.7 and scale * min(layer.shape[:2]) > 4:
        layer = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        turn = turn.copy()
        turn[:, :2] /= scale
    return np.clip(cv2.warpAffine(layer, turn, size[::-1], flags=cv2.INTER_LINEAR), 0, 1)


def placed(library, kind, size, random, share=None, centre=None):
    """Colours times alpha, alpha (H x W x 1), the shadow or None."""
    subject, shadow = library.subject(kind, random)
    turn, scale, cut = placement(subject.shape[:2], size, kind, random, share, centre)
    layer = warped(subject, turn, scale, size)
    if shadow is not None:
        shadow = None if cut else warped(shadow, turn, scale, size)
    elif not cut and random.random() < 0.4:
        move = np.float32([[1, 0, random.normal(0, 0.02) * size[1]], [0, 1, random.uniform(0, 0.03) * size[0]]])
        shadow = cv2.warpAffine(layer[..., 3], move, size[::-1])
    return layer[..., :3], layer[..., 3:], shadow


def pasted(scene, layer, random):
    """The scene with a subject on it, and the alpha with which it was blended.

    Several ways of blending, so that the network cannot find the seam.
    """
    picture, alpha, shadow = layer
    if shadow is not None and random.random() < 0.7:
        soft = cv2.GaussianBlur(shadow, (0, 0), max(shadow.shape) / 256 * np.exp(random.uniform(0, 2.2)))
        scene = scene * (1 - random.uniform(0.15, 0.75) * soft[..., None])
    picture = relit(picture, alpha, random)
    if random.random() < 0.35:
        around, own = scene.mean((0, 1)), picture.sum((0, 1)) / max(float(alpha.sum()), 1)
        light = 1 + np.clip(around / np.maximum(own, 0.05) - 1, -0.6, 1) * random.uniform(0.1, 0.6)
        picture = np.minimum(picture * light.astype('f4'), alpha)
    kind = random.random()
    if kind < 0.3:
        soft = cv2.GaussianBlur(np.dstack([picture, alpha]), (0, 0), random.uniform(0.4, 1.4))
        picture, alpha = soft[..., :3], soft[..., 3:]
    elif kind < 0.4:
        thinner = cv2.GaussianBlur(cv2.erode(alpha, np.ones((3, 3), np.uint8)), (0, 0), 0.8)[..., None]
        picture, alpha = picture / np.maximum(alpha, 1e-3) * thinner, thinner
    return scene * (1 - alpha) + picture, alpha


def distracted(library, scene, random):
    """Small things, or such as the frame cuts, that belong to the background: the same seams, but no subject."""
    height, width = scene.shape[:2]
    for _ in range(random.integers(1, 4)):
        along, edge = random.random(), random.choice([random.uniform(-0.08, 0.05), random.uniform(0.95, 1.08)])
        centre = np.array([edge * width, along * height] if random.random() < 0.5 else [along * width, edge * height])
        layer = placed(library, subject_kind(library, random), (height, width), random, random.uniform(0.1, 0.35), centre)
        scene, _ = pasted(scene, layer, random)
    return cv2.GaussianBlur(scene, (0, 0), np.exp(random.uniform(-0.5, 1.6))) if random.random() < 0.6 else scene


def composed(library, size, random):
    scene, alpha = background(library, size, random), np.zeros((*size, 1), 'f4')
    if random.random() < 0.3:
        scene = distracted(library, scene, random)
    count = random.choice(len(COUNTS), p=COUNTS)
    kind = subject_kind(library, random)
    for number in range(count):
        share = centre = None
        if count > 1:
            share = random.uniform(0.3, 0.75)
            centre = np.array([size[1] * ((number + 0.5) / count + random.normal(0, 0.06)), size[0] * random.uniform(0.4, 0.6)])
        # Several subjects are mostly of one kind.
        one = kind if random.random() < 0.9 else subject_kind(library, random)
        scene, over = pasted(scene, placed(library, one, size, random, share, centre), random)
        alpha = np.maximum(alpha, over)
    return scene, alpha


def cropped(photo, mask, size, random):
    """A part of a photo that holds its subject, turned a little or by quarters."""
    height, width = photo.shape[:2]
    rows, columns = np.nonzero(mask[..., 0] > 0.4)
    if len(rows) == 0:
        rows, columns = np.array([0, height]), np.array([0, width])
    centre = np.array([columns.min() + columns.max(), rows.min() + rows.max()]) / 2
    share = random.uniform(0.75, 1) if random.random() < 0.6 else random.uniform(0.5, 0.8)
    angle = (random.normal(0, 9) if random.random() < 0.6 else 0) + random.choice([0, 0, 0, 90, -90])
    turned = angle > 45 or angle < -45
    high, wide = (width, height) if turned else (height, width)
    scale = np.array([size[1] / (wide * share), size[0] / (high * share)])
    if random.random() < 0.7:
        scale[:] = scale.max()
    centre += random.normal(0, 0.06, 2) * [width, height]
    cosine, sine = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    turn = np.diag(scale) @ np.array([[cosine, sine], [-sine, cosine]]) @ np.diag([random.choice([-1, 1]), 1])
    turn = np.c_[turn, np.array([size[1], size[0]]) / 2 - turn @ centre]
    both = cv2.warpAffine(np.dstack([photo, mask]), turn, size[::-1], flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT_101)
    return both[..., :3], both[..., 3:]


def taken(picture, random):
    """As a camera and a file leave it, subject and surroundings alike: light, grey, blur, less resolution, noise, JPEG."""
    whole = np.ones((*picture.shape[:2], 1), 'f4')
    if random.random() < 0.5:
        picture = relit(picture, whole, random, 0.7)
    if random.random() < 0.06:
        picture = np.repeat(picture.mean(2, keepdims=True), 3, 2)
    if random.random() < 0.2:
        picture = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.4, 1.3))
    if random.random() < 0.15:
        scale = random.uniform(0.4, 0.8)
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        picture = cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    kind = random.random()
    if kind < 0.5:
        # Now and then so much that only large shapes remain: noise itself is no subject.
        picture = picture + random.normal(0, random.uniform(0, 0.035) if kind < 0.45 else random.uniform(0.05, 0.35), picture.shape)
    pixels = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    if random.random() < 0.6:
        _, file = cv2.imencode('.jpg', pixels, [cv2.IMWRITE_JPEG_QUALITY, int(random.uniform(45, 95))])
        pixels = cv2.imdecode(file, cv2.IMREAD_COLOR)
    return pixels


def sample(library, random, side=SIDE):
    """side x side x 3 and side x side."""
    shape = SHAPES[random.integers(len(SHAPES))]
    size = (side, int(side * shape)) if shape <= 1 else (int(side / shape), side)
    kind = random.random()
    if kind < PHOTOGRAPH:
        counts = {name: len(pairs) ** 0.7 for name, pairs in library.photographs.items() if pairs}
        picture, alpha = cropped(*library.photograph(choose(counts, random), random), size, random)
        picture = relit(picture, np.ones_like(alpha), random, 0.8)
    elif kind < PHOTOGRAPH + SCENE and library.scenes:
        picture, alpha = cropped(*library.scene(random), size, random)
    else:
        picture, alpha = composed(library, size, random)
    picture = cv2.resize(taken(picture, random), (side, side), interpolation=cv2.INTER_LINEAR)
    alpha = cv2.resize(np.clip(alpha, 0, 1).astype('f4'), (side, side), interpolation=cv2.INTER_LINEAR)
    return picture, np.rint(alpha * 255).astype(np.uint8)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('work')
    options.add_argument('sheet')
    options.add_argument('--seed', type=int, default=0)
    given = options.parse_args()
    library, random, rows = Library(given.work), np.random.default_rng(given.seed), []
    for _ in range(4):
        pairs = [sample(library, random, 160) for _ in range(10)]
        rows.append(np.hstack([picture for picture, _ in pairs]))
        rows.append(np.hstack([cv2.cvtColor(alpha, cv2.COLOR_GRAY2BGR) for _, alpha in pairs]))
    cv2.imwrite(given.sheet, np.vstack(rows))


if __name__ == '__main__':
    main()
