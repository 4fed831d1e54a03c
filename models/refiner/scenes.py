"""Training pictures that no studio has: rendered or drawn subjects before landscapes, textures, rooms and flat colours.

    scenes.py RENDERS OUT --count N [--seed N] [--drawn SHARE] [--people SHARE]

RENDERS is a folder that tests/Studio has rendered, whose mattes and foreground colours are composed anew; OUT gets images/
and alpha/ as that has. A seed and a folder of renders are the same pictures again.
"""
import argparse
import pathlib
from concurrent.futures import ProcessPoolExecutor
from functools import partial, reduce

import cv2
import numpy as np

from backdrops import backdrop, plain
from drawings import drawn
from fields import fractal, painted
from figures import people

QUALITY = 95        # of JPEG
COMPANY = 0.15      # share of scenes with several subjects, people aside
ALIKE = 0.15        # share of scenes whose backdrop is much like a part of the subject


def cutout(renders, name):
    """A rendered subject: H x W x 4 in 0..1, colours times alpha."""
    colours = cv2.imread(str(next((renders / 'foreground').glob(name + '.*')))).astype('f4') / 255
    alpha = cv2.imread(str(renders / 'alpha' / (name + '.png')), cv2.IMREAD_GRAYSCALE).astype('f4')[..., None] / 255
    return np.dstack([colours * alpha, alpha])


def repainted(subject, random):
    """In other colours, channel by channel, and now and then with a pattern all over."""
    colours, alpha = subject[..., :3], subject[..., 3:]
    if random.random() < 0.5:
        colours = colours[..., random.permutation(3)] * random.uniform(0.6, 1.4, 3).astype('f4')
    if random.random() < 0.25:
        colours = colours * (0.5 + painted(fractal(alpha.shape[:2], random), random))
    return np.dstack([np.minimum(colours, alpha), alpha])


def placed(subject, random, most=0.95):
    """Turned, larger or smaller, elsewhere; one of five is cut by the bottom, one of twelve by a side.

    most: of the picture's side that it may be long.
    """
    height, width = subject.shape[:2]
    rows, columns = np.nonzero(subject[..., 3] > 0.02)
    if len(rows) == 0:
        return subject
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    long = max((bottom - top) / height, (right - left) / width, 0.05)
    scale = float(np.clip(random.uniform(0.35 * most, most) / long, 0.3 * most, 2.5))
    angle = random.normal(0, 8) if random.random() < 0.8 else random.uniform(-180, 180)
    turn = cv2.getRotationMatrix2D(((left + right) / 2, (top + bottom) / 2), angle, scale)
    turn[:, 2] += [width / 2 - (left + right) / 2, height / 2 - (top + bottom) / 2]
    half = scale * np.array([right - left, bottom - top]) / 2
    slack = np.maximum(np.array([width, height]) / 2 - half, 4)
    shift = random.uniform(-0.85, 0.85, 2) * slack
    cut = random.random()
    if cut < 0.2:
        shift[1] = height / 2 - half[1] * random.uniform(0.2, 0.9)
    elif cut < 0.28:
        shift[0] = random.choice([-1, 1]) * (width / 2 - half[0] * random.uniform(0.3, 0.9))
    turn[:, 2] += shift
    how = cv2.INTER_AREA if scale < 0.7 else cv2.INTER_LINEAR
    return np.clip(cv2.warpAffine(subject, turn, (width, height), flags=how), 0, 1)


def over(front, behind):
    """One subject before another."""
    return front + (1 - front[..., 3:]) * behind


def company(one, random):
    """Two to five that one() makes, each of them smaller."""
    count = random.integers(2, 6)
    subjects = [placed(one(), random, 1.1 / count ** 0.6) for _ in range(count)]
    return reduce(over, subjects)


def alike(subject, random):
    """A plain backdrop nearly of a colour that the subject has, or None where it has no solid part."""
    solid = np.argwhere(subject[::3, ::3, 3] > 0.95) * 3
    if len(solid) == 0:
        return None
    y, x = solid[random.integers(len(solid))]
    return plain(subject.shape[:2], random, np.clip(subject[y, x, :3] + random.normal(0, 0.06, 3), 0, 1))


def shaded(behind, alpha, random):
    """The subject's soft shadow, beneath it or beside it."""
    height, width = alpha.shape
    squash = random.uniform(0.1, 1)
    rows = np.nonzero(alpha.max(1) > 0.1)[0]
    foot = rows.max() if len(rows) else height
    move = np.float32([[1, random.normal(0, 0.4), 0], [0, squash, foot * (1 - squash)]])
    move[0, 2] = -move[0, 1] * foot + random.normal(0, 0.02) * width
    shadow = cv2.GaussianBlur(cv2.warpAffine(alpha, move, (width, height)), (0, 0), width * random.uniform(0.005, 0.06))
    return behind * (1 - random.uniform(0.1, 0.6) * shadow[..., None])


def mirrored(behind, subject, random):
    """What still or moving water or a polished floor shows beneath the subject."""
    height, width = behind.shape[:2]
    rows = np.nonzero(subject[..., 3].max(1) > 0.1)[0]
    foot = int(rows.max()) if len(rows) else height
    y, x = np.mgrid[:height, :width].astype('f4')
    ripple = fractal((height, width), random, stretch=6) - 0.5
    source = 2 * foot - y + ripple * height * random.uniform(0, 0.08)
    image = cv2.remap(subject, x + ripple * width * random.uniform(0, 0.05), source, cv2.INTER_LINEAR)
    image = cv2.GaussianBlur(image, (0, 0), random.uniform(0.3, 2)) * (y > foot)[..., None] * random.uniform(0.15, 0.7)
    return behind * (1 - image[..., 3:]) + image[..., :3]


def composed(subject, random):
    """Colours and alpha, 8 bits."""
    behind = alike(subject, random) if random.random() < ALIKE else None
    if behind is None:
        behind = backdrop(subject.shape[:2], random)
    if random.random() < 0.35:
        behind = shaded(behind, subject[..., 3], random)
    if random.random() < 0.2:
        behind = mirrored(behind, subject, random)
    colours = subject[..., :3] + (1 - subject[..., 3:]) * behind
    if random.random() < 0.5:
        blur = random.uniform(0.3, 0.9)
        colours = cv2.GaussianBlur(colours, (0, 0), blur)
        subject = cv2.GaussianBlur(subject, (0, 0), blur)
    return [np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8) for plane in (colours, subject[..., 3])]


def subject_of(renders, names, shares, random):
    """Some people, or what is drawn or rendered, one or several of it; shares of the drawn and of people."""
    def rendered():
        return repainted(cutout(renders, names[random.integers(len(names))]), random)
    first = rendered()
    size = first.shape[:2]
    kind, several = random.random(), random.random() < COMPANY
    if kind < shares[1]:
        return people(size, random)
    if kind < sum(shares):
        return company(lambda: drawn(size, random), random) if several else drawn(size, random)
    return company(rendered, random) if several else placed(first, random)


def make(renders, names, out, shares, seed):
    random = np.random.default_rng(seed)
    colours, alpha = composed(subject_of(renders, names, shares, random), random)
    name = f'{seed:06}'
    cv2.imwrite(str(out / 'images' / (name + '.jpg')), colours, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    cv2.imwrite(str(out / 'alpha' / (name + '.png')), alpha)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('renders', type=pathlib.Path, help='a folder that tests/Studio has rendered')
    parser.add_argument('out', type=pathlib.Path, help='what is written')
    parser.add_argument('--count', type=int, required=True)
    parser.add_argument('--seed', type=int, default=1, help='of the first picture')
    parser.add_argument('--drawn', type=float, default=0.4, help='share of subjects that are drawn, not rendered')
    parser.add_argument('--people', type=float, default=0.0, help='share of subjects that are drawn people')
    options = parser.parse_args()
    for folder in ('images', 'alpha'):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    known = sorted(file.stem for file in (options.renders / 'alpha').glob('*.png'))
    cv2.setNumThreads(1)
    with ProcessPoolExecutor() as pool:
        seeds = range(options.seed, options.seed + options.count)
        shares = options.drawn, options.people
        list(pool.map(partial(make, options.renders, known, options.out, shares), seeds, chunksize=16))
