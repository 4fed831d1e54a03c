"""Contact sheets to check masks and renders by eye.

    sheet.py PHOTOS MASKS OUT [--columns N] [--rows N] [--numbers]

Each photo of MASKS over green where its mask is 0, with its name below; OUT-1.jpg, OUT-2.jpg, ...
"""
import argparse
import pathlib

import cv2
import numpy as np

CELL = 120
GREEN = (60, 200, 60)


def cell(photo, mask, label):
    share = mask[..., None] / 255.0
    scale = CELL / max(photo.shape[:2])
    picture = cv2.resize(np.rint(photo * share + np.array(GREEN) * (1 - share)).astype(np.uint8), None, fx=scale, fy=scale,
                         interpolation=cv2.INTER_AREA)
    canvas = np.full((CELL + 12, CELL, 3), 255, np.uint8)
    canvas[:picture.shape[0], :picture.shape[1]] = picture
    cv2.putText(canvas, label, (1, CELL + 9), cv2.FONT_HERSHEY_SIMPLEX, 0.33, (0, 0, 0), 1, cv2.LINE_AA)
    return canvas


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('photos', type=pathlib.Path)
    options.add_argument('masks', type=pathlib.Path)
    options.add_argument('out')
    options.add_argument('--columns', type=int, default=14)
    options.add_argument('--rows', type=int, default=9)
    given = options.parse_args()
    names, size = sorted(path.stem for path in given.masks.glob('*.png')), given.columns * given.rows
    for start in range(0, len(names), size):
        cells = [cell(cv2.imread(str(given.photos / f'{name}.jpg')), cv2.imread(str(given.masks / f'{name}.png'), 0), name[:16])
                 for name in names[start:start + size]]
        cells += [np.full_like(cells[0], 255)] * (-len(cells) % given.columns)
        rows = [np.hstack(cells[i:i + given.columns]) for i in range(0, len(cells), given.columns)]
        cv2.imwrite(f'{given.out}-{start // size + 1}.jpg', np.vstack(rows))


if __name__ == '__main__':
    main()
