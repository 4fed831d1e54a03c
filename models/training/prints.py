"""Prints of packages and labels, as textures: blocks of colour, lines of text, stripes, pictures."""
import sys
import pathlib

import cv2
import numpy as np

sys.path.append(str(pathlib.Path(__file__).parent.parent / 'refiner'))
from fields import fractal, painted, palette

SIDE = 512
LETTERS = list('ABCDEFGHIKLMNOPRSTUVWabcdefghiklmnoprstuv0123456789&%.')
FONTS = [cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_COMPLEX,
         cv2.FONT_HERSHEY_SCRIPT_COMPLEX]


def colour(random):
    """One of four is white or nearly so, as labels mostly are."""
    if random.random() < 0.25:
        return [int(value) for value in random.integers(225, 256) + random.integers(-6, 1, 3)]
    return [int(value) for value in 255 * random.random(3) ** random.uniform(0.4, 2)]


def text(sheet, random):
    """A line of made-up words."""
    words = ' '.join(''.join(random.choice(LETTERS, random.integers(2, 9))) for _ in range(random.integers(1, 5)))
    place = (int(random.uniform(-0.05, 0.6) * SIDE), int(random.uniform(0.05, 1) * SIDE))
    size = random.choice([0.4, 0.8, 2, 5]) * random.uniform(0.7, 1.5)
    cv2.putText(sheet, words, place, FONTS[random.integers(len(FONTS))], size, colour(random),
                max(1, int(size * random.uniform(1, 4))), cv2.LINE_AA)


def block(sheet, random):
    """A rectangle or an ellipse."""
    middle, half = random.uniform(0, SIDE, 2).astype(int), (random.uniform(0.04, 0.5, 2) * SIDE).astype(int)
    if random.random() < 0.7:
        cv2.rectangle(sheet, (middle - half).tolist(), (middle + half).tolist(), colour(random), -1)
    else:
        cv2.ellipse(sheet, middle.tolist(), half.tolist(), 0, 0, 360, colour(random), -1, cv2.LINE_AA)


def picture(sheet, data, random):
    """A printed photograph."""
    folder = data / ('gardens' if random.random() < 0.6 else 'shops')
    files = picture.files.setdefault(folder, sorted(folder.glob('*.jpg')))
    photo = cv2.imread(str(files[random.integers(len(files))]))
    height, width = (random.uniform(0.2, 0.9, 2) * SIDE).astype(int)
    y, x = random.integers(0, SIDE - height), random.integers(0, SIDE - width)
    sheet[y:y + height, x:x + width] = cv2.resize(photo, (int(width), int(height)))


picture.files = {}


def ground(random):
    """Plain, or a soft pattern of a few colours."""
    if random.random() < 0.7:
        return np.full((SIDE, SIDE, 3), colour(random), np.uint8)
    return np.rint(255 * painted(fractal((SIDE, SIDE), random), random, palette(3, random))).astype(np.uint8)


def printed(data, random):
    """SIDE x SIDE x 3, BGR, 8 bits."""
    sheet = ground(random)
    for _ in range(random.integers(1, 6)):
        block(sheet, random)
    if random.random() < 0.35:
        picture(sheet, data, random)
    for _ in range(random.integers(0, 12)):
        text(sheet, random)
    return np.ascontiguousarray(sheet)
