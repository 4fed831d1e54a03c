"""Masks of photographs on which GrabCut runs did not agree, from what the segmenter sees.

    selftrain.py WEIGHTS.pt PHOTOS MASKS OUT [--processes N]

GrabCut starts from the segmenter's probability. Writes OUT/NAME.png, as masks.py does, where the two agree. Photos that have
a mask in MASKS, or an answer in OUT/done.txt, are passed over, and held-out ones are left alone.
"""
import argparse
import pathlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np
import torch

from evaluate import probability
from library import held_out
from masks import LEAST_AREA, MOST_AREA, SHORT_SIDE, iou, softened, step_across, tidy
from network import Segmenter

SURE = 0.95                 # probability beyond which GrabCut may not change a pixel
ITERATIONS = 2
LEAST_AGREEMENT = 0.95      # IoU of the segmenter's mask and GrabCut's
MOST_DOUBT = 0.05           # mean of 4 p (1 - p)
LEAST_STEP = 9              # see masks.py


def labels_of(share):
    labels = np.where(share > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[share > SURE], labels[share < 1 - SURE] = cv2.GC_FGD, cv2.GC_BGD
    return labels


def mask_of(network, path):
    """The photo's mask at its own size, or None."""
    photo = cv2.imread(str(path))
    scale = SHORT_SIDE / min(photo.shape[:2])
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    share = cv2.resize(probability(network, photo, 320), small.shape[1::-1], interpolation=cv2.INTER_AREA)
    labels = labels_of(share)
    if 4 * (share * (1 - share)).mean() > MOST_DOUBT or np.ptp(labels) == 0:
        return None
    cv2.setRNGSeed(1)
    cv2.grabCut(small, labels, None, np.zeros((1, 65)), np.zeros((1, 65)), ITERATIONS, cv2.GC_INIT_WITH_MASK)
    mask = tidy(((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(np.uint8))
    fits = LEAST_AREA < mask.mean() < MOST_AREA and iou(mask, (share > 0.5).astype(np.uint8)) > LEAST_AGREEMENT
    return softened(mask, photo) if fits and step_across(small, mask) > LEAST_STEP else None


def start(weights):
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    start.network = Segmenter()
    start.network.load_state_dict(torch.load(weights, map_location='cpu'))
    start.network.eval()


def answer(path, out):
    mask = mask_of(start.network, path)
    if mask is not None:
        cv2.imwrite(str(out / f'{path.stem}.png'), mask)
    return path.stem, mask is not None


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('weights')
    options.add_argument('photos', type=pathlib.Path)
    options.add_argument('masks', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--processes', type=int, default=2)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    record = given.out / 'done.txt'
    known = set(record.read_text().split()) if record.exists() else set()
    known |= {path.stem for path in given.masks.glob('*.png')}
    photos = [path for path in sorted(given.photos.glob('*.jpg')) if path.stem not in known and not held_out(path.stem)]
    with ProcessPoolExecutor(given.processes, initializer=start, initargs=(given.weights,)) as pool, record.open('a') as done:
        accepted = 0
        for name, kept in pool.map(answer, photos, [given.out] * len(photos), chunksize=8):
            accepted += kept
            print(name, file=done, flush=True)
    print(f'{accepted} masks of {len(photos)} photos')


if __name__ == '__main__':
    main()
