"""Drawn people and things, and backdrops, as files that composition.py reads.

    drawn.py OUT [--count N] [--seed N]

OUT/subjects/train/figures and OUT/subjects/train/drawn get N pictures each: colours times alpha, and alpha.
OUT/backdrops gets N backdrops.
"""
import argparse
import pathlib
import sys

import cv2
import numpy as np

sys.path.append(str(pathlib.Path(__file__).parent.parent / 'refiner'))
from backdrops import backdrop
from drawings import drawn
from figures import people

SIZE = (320, 320)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--count', type=int, default=500)
    options.add_argument('--seed', type=int, default=1)
    given = options.parse_args()
    cv2.setNumThreads(1)
    for kind, make in ('figures', people), ('drawn', drawn):
        folder = given.out / 'subjects' / 'train' / kind
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(given.count):
            picture = np.rint(255 * np.clip(make(SIZE, np.random.default_rng([given.seed, number])), 0, 1)).astype(np.uint8)
            rows, columns = np.nonzero(picture[..., 3] > 4)
            if len(rows) > 400:
                picture = picture[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
                cv2.imwrite(str(folder / f'{kind}.{number}.png'), picture)
    folder = given.out / 'backdrops'
    folder.mkdir(exist_ok=True)
    for number in range(given.count):
        picture = backdrop(SIZE, np.random.default_rng([given.seed, 1, number]))
        cv2.imwrite(str(folder / f'{number}.jpg'), np.rint(255 * picture).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 95])


if __name__ == '__main__':
    main()
