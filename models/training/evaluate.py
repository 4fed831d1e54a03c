"""Scores the segmenter alone on what it was not trained on: mean IoU, with a confidence interval by bootstrap.

    evaluate.py WEIGHTS.pt WORK [--photos DIR] [--side N] [--sheet FILE.jpg]

Sets: held-out garments, flowers and boards (masks.py); held-out scans on white, grey and other backgrounds; and of --photos,
`plain` with `masks` and `people` with `people-masks`, which are for evaluation only.
"""
import argparse
import pathlib

import cv2
import numpy as np
import torch

from composition import SIDE, pasted, placed, plain, background
from library import PHOTOGRAPHS, Library
from network import Segmenter

DEFAULT_SIDE = 320
MOST = 150              # pictures of a set
LARGEST = 1280          # pixels a side at which masks are compared


def sets(work, photos=None):
    """Name to a list of (name, picture, mask)."""
    library = Library(work, held=True)
    found = {kind: [(path.stem, cv2.imread(str(path)), cv2.imread(str(mask), 0) > 127)
                    for path, mask in library.photographs[kind][:MOST]] for kind in PHOTOGRAPHS}
    found['scans'] = list(scans(library))
    if photos:
        found['plain'] = list(photographs(photos / 'plain', photos / 'masks'))
        found['people'] = list(photographs(photos / 'people', photos / 'people-masks'))
    return {name: pictures for name, pictures in found.items() if pictures}


def scans(library):
    """Held-out scans: white, grey, and a background of any kind in turn; always the same."""
    if not library.subjects.get('scans'):
        return
    for number in range(60):
        random, size = np.random.default_rng([5, number]), (SIDE, SIDE)
        level = [random.uniform(0.95, 1), random.uniform(0.5, 0.9)][number % 2]
        scene = background(library, size, random) if number % 3 == 2 else np.full((*size, 3), level, 'f4')
        scene, alpha = pasted(scene, placed(library, 'scans', size, random, random.uniform(0.5, 0.9)), random)
        yield f'scan-{number}', np.rint(np.clip(scene, 0, 1) * 255).astype(np.uint8), alpha[..., 0] > 0.5


def photographs(folder, masks):
    for path in sorted(folder.iterdir()):
        mask = cv2.imread(str(masks / f'{path.stem}.png'), cv2.IMREAD_UNCHANGED)
        photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if mask is None or photo is None:
            continue
        if mask.ndim == 3:
            mask = mask[..., 3] if mask.shape[2] == 4 else mask[..., 0]
        mask = mask / np.iinfo(mask.dtype).max
        scale = min(1, LARGEST / max(photo.shape[:2]))
        photo = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask.astype('f4'), photo.shape[1::-1], interpolation=cv2.INTER_AREA)
        yield path.stem, photo, mask > 0.5


@torch.no_grad()
def probability(network, photo, side, device='cpu'):
    """H x W in 0..1: the picture stretched to a square, and its mirror image."""
    height, width = photo.shape[:2]
    reduced = cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA if max(height, width) > side else cv2.INTER_LINEAR)
    both = np.stack([reduced, reduced[:, ::-1]]).astype('f4')
    answer = torch.sigmoid(network(torch.from_numpy(both).permute(0, 3, 1, 2).to(device))).cpu().numpy()[:, 0]
    return cv2.resize((answer[0] + answer[1][:, ::-1]) / 2, (width, height), interpolation=cv2.INTER_LINEAR)


def iou(found, mask):
    either = np.count_nonzero(found | mask)
    return np.count_nonzero(found & mask) / either if either else 1.0


def scores(network, sets, device='cpu', side=DEFAULT_SIDE):
    network.eval()
    return {name: [iou(probability(network, photo, side, device) > 0.5, mask) for _, photo, mask in pictures]
            for name, pictures in sets.items()}


def interval(values):
    """95 % of the means of resamples lie in it."""
    resampled = np.random.default_rng(1).choice(values, (2000, len(values))).mean(1)
    return np.percentile(resampled, [2.5, 97.5])


def line(network, sets, device='cpu', side=DEFAULT_SIDE):
    return 'IoU ' + ', '.join(f'{name} {np.mean(values):.3f}' for name, values in scores(network, sets, device, side).items())


def sheet(network, sets, found, side, path, worst=8):
    """The worst of each set: photo, what was found over green, the mask."""
    rows = []
    for name, pictures in sets.items():
        cells = []
        for number in np.argsort(found[name])[:worst]:
            _, photo, mask = pictures[number]
            share = probability(network, photo, side)[..., None]
            cut = photo * share + np.array([60, 200, 60]) * (1 - share)
            cells.append(np.vstack([cv2.resize(layer.astype(np.uint8), (150, 150), interpolation=cv2.INTER_AREA)
                                    for layer in (photo, cut, np.repeat(mask[..., None] * 255, 3, 2))]))
        cells += [np.zeros_like(cells[0])] * (worst - len(cells))
        rows.append(np.hstack(cells))
    cv2.imwrite(path, np.vstack(rows))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('weights')
    options.add_argument('work')
    options.add_argument('--photos', type=pathlib.Path)
    options.add_argument('--side', type=int, default=DEFAULT_SIDE)
    options.add_argument('--sheet')
    given = options.parse_args()
    network, pictures = Segmenter(), sets(given.work, given.photos)
    network.load_state_dict(torch.load(given.weights, map_location='cpu'))
    found = scores(network, pictures, side=given.side)
    for name, values in found.items():
        low, high = interval(values)
        print(f'{name:10} {len(values):4} pictures, mean IoU {np.mean(values):.3f} ({low:.3f} to {high:.3f})')
    if given.sheet:
        sheet(network, pictures, found, given.side, given.sheet)


if __name__ == '__main__':
    main()
