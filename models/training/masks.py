"""Masks of photographs of single objects, by agreement of four GrabCuts.

    masks.py PHOTOS OUT [--minutes N] [--processes N] [--held-out]

Writes OUT/NAME.png, 8-bit grey at the photo's size, for each photo on whose subject four GrabCut runs agree. They differ in
the width of the border that is taken for background, and one works on the mirror image. A photo that has an answer, accepted
or not, is not computed again (OUT/done.txt). --held-out: only the photos that training leaves out.
"""
import argparse
import pathlib
import random
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

import cv2
import numpy as np

from library import held_out

SHORT_SIDE = 200                    # pixels at which GrabCut works
RUNS = [(0.02, False), (0.09, False), (0.05, True), (0.05, False)]      # border as a share of the shorter side; mirrored
ITERATIONS = 5
LEAST_AGREEMENT = 0.93              # IoU of each pair of runs
LEAST_AREA, MOST_AREA = 0.08, 0.8   # share of the picture
LEAST_STEP = 14                     # 20th percentile of the difference across the outline, in CIE L*a*b*
LEAST_PART = 0.2                    # of the largest part's area: shoes come in pairs
SMALLEST_HOLE = 0.003               # share of the picture; smaller holes are filled


def grab_cut(photo, border, mirrored):
    """The foreground of one run, H x W in 0 and 1."""
    if mirrored:
        photo = np.ascontiguousarray(photo[:, ::-1])
    height, width = photo.shape[:2]
    edge = max(2, int(border * min(height, width)))
    labels = np.full((height, width), cv2.GC_BGD, np.uint8)
    labels[edge:-edge, edge:-edge] = cv2.GC_PR_FGD
    cv2.setRNGSeed(1)
    cv2.grabCut(photo, labels, None, np.zeros((1, 65)), np.zeros((1, 65)), ITERATIONS, cv2.GC_INIT_WITH_MASK)
    mask = ((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(np.uint8)
    return mask[:, ::-1] if mirrored else mask


def iou(first, second):
    union = np.count_nonzero(first | second)
    return np.count_nonzero(first & second) / union if union else 0


def agreed(photo):
    """The majority of the runs, or None where two of them disagree."""
    masks = []
    for border, mirrored in RUNS:
        masks.append(grab_cut(photo, border, mirrored))
        if any(iou(masks[-1], other) < LEAST_AGREEMENT for other in masks[:-1]):
            return None
    return (np.sum(masks, axis=0) >= len(RUNS) / 2).astype(np.uint8)


def tidy(mask):
    """Without small parts and small holes."""
    _, labels, statistics, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    areas = statistics[1:, cv2.CC_STAT_AREA]
    if len(areas) == 0:
        return mask
    mask = np.isin(labels, 1 + np.nonzero(areas >= LEAST_PART * areas.max())[0]).astype(np.uint8)
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    for hole in range(1, count):
        if statistics[hole, cv2.CC_STAT_AREA] < SMALLEST_HOLE * mask.size:
            mask[labels == hole] = 1
    return mask


def carried(values, there):
    """The value of the nearest pixel that is there, for every pixel."""
    _, nearest = cv2.distanceTransformWithLabels((~there).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    table = np.zeros((nearest.max() + 1, values.shape[2]), np.float32)
    table[nearest[there]] = values[there]
    return table[nearest]


def step_across(photo, mask):
    """How much colour changes across the outline: its 20th percentile, or 0 where there is no outline to speak of."""
    colours = cv2.cvtColor(photo.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    kernel = np.ones((3, 3), np.uint8)
    inside, outside = cv2.erode(mask, kernel, iterations=2) > 0, cv2.dilate(mask, kernel, iterations=2) == 0
    outline = (cv2.dilate(mask, kernel) > cv2.erode(mask, kernel))
    outline[:3] = outline[-3:] = outline[:, :3] = outline[:, -3:] = False
    if min(np.count_nonzero(inside), np.count_nonzero(outside)) < 50 or np.count_nonzero(outline) < 30:
        return 0
    steps = np.linalg.norm(carried(colours, inside) - carried(colours, outside), axis=2)
    return np.percentile(steps[outline], 20)


def mask_of(path):
    """The photo's mask at its own size, or None."""
    photo = cv2.imread(str(path))
    if photo is None:
        return None
    scale = SHORT_SIDE / min(photo.shape[:2])
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = agreed(small)
    if mask is None:
        return None
    mask = tidy(mask)
    if not LEAST_AREA < mask.mean() < MOST_AREA or step_across(small, mask) < LEAST_STEP:
        return None
    return softened(mask, photo)


def softened(mask, photo):
    """A mask of 0 and 1 at the photo's size, 8 bits, with an outline as soft as a lens leaves it."""
    soft = cv2.resize(mask.astype(np.float32), photo.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    soft = np.clip((cv2.GaussianBlur(soft, (0, 0), 1.2) - 0.5) * 2.2 + 0.5, 0, 1)
    return np.rint(soft * 255).astype(np.uint8)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('photos', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--minutes', type=float, default=1e9)
    options.add_argument('--processes', type=int, default=2)
    options.add_argument('--held-out', action='store_true')
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    record = given.out / 'done.txt'
    known = set(record.read_text().split()) if record.exists() else set()
    photos = [path for path in sorted(given.photos.glob('*.jpg')) if path.stem not in known and (held_out(path.stem) or not given.held_out)]
    random.Random(1).shuffle(photos)
    start, accepted = time.monotonic(), 0
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool, record.open('a') as done:
        while photos and time.monotonic() - start < 60 * given.minutes:
            part, photos = photos[:40], photos[40:]
            answers = {pool.submit(mask_of, path): path for path in part}
            for answer in as_completed(answers):
                path, mask = answers[answer], answer.result()
                if mask is not None:
                    cv2.imwrite(str(given.out / (path.stem + '.png')), mask)
                    accepted += 1
                print(path.stem, file=done, flush=True)
    print(f'{accepted} masks, {len(photos)} photos left, {time.monotonic() - start:.0f} s')


if __name__ == '__main__':
    main()
