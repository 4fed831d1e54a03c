#!/usr/bin/python3
"""The reference chain in PyTorch, its faults included, photo by photo, with the seconds of each stage:

    chain.py PHOTO... --deeplab FILE.pth --indexnet FILE.pth.tar [-n RUNS] [-t THREADS] [-o DIR] [--ellipse]

Stretch to 320 x 320, DeepLabV3-ResNet101, labels, erosion and dilation by a kernel of 10 x 10 five times, IndexNet over the
whole photo, alpha over white, PNG. One line of JSON per photo: medians of the runs, and the greatest resident memory of the
process so far. -o writes NAME.white.png, NAME.alpha.png and NAME.trimap.png.

Weights can be random: time does not depend on them. The mask does, so --ellipse puts an ellipse of 35 % of the photo in
its place; the network runs and is timed all the same. The networks are those of models/fixtures/make_networks.py, which
leave out DeepLab's auxiliary head; torchvision computes it and throws it away, 4 % of that network's work.

Debian 12's python3-torch, python3-opencv and python3-numpy.
"""
import argparse
import json
import os
import resource
import statistics
import sys
import time

import cv2
import numpy
import torch
from torch.nn import functional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../models/fixtures'))
import make_networks  # noqa: E402  (lies beside the fixtures that it makes)

SIDE = 320
MULTIPLE = 32
UNKNOWN = 128
MEAN = numpy.float32([0.485, 0.456, 0.406])
DEVIATION = numpy.float32([0.229, 0.224, 0.225])


class Stopwatch:
    def __init__(self):
        self.seconds, self.last = {}, time.perf_counter()

    def note(self, stage):
        now = time.perf_counter()
        self.seconds[stage], self.last = now - self.last, now


def tensors(path):
    saved = torch.load(path, map_location='cpu')
    prefix = 'module.'
    named = make_networks.Names(0)
    for name, value in saved.get('state_dict', saved).items():
        named[name[len(prefix):] if name.startswith(prefix) else name] = value
    return named


def planes(*parts):
    return torch.from_numpy(numpy.dstack(parts).transpose(2, 0, 1)[None].copy())


def normalised(rgb):
    return (rgb.astype(numpy.float32) / 255 - MEAN) / DEVIATION


def ellipse():
    """A circle of the square that the photo is stretched to."""
    mask = numpy.zeros((SIDE, SIDE), numpy.uint8)
    radius = int(SIDE * (0.35 / numpy.pi) ** 0.5)
    return cv2.ellipse(mask, (SIDE // 2, SIDE // 2), (radius, radius), 0, 0, 360, 255, cv2.FILLED)


def trimap_of(mask):
    kernel = numpy.ones((10, 10), numpy.uint8)
    trimap = numpy.full_like(mask, UNKNOWN)
    trimap[cv2.erode(mask, kernel, iterations=5) == 255] = 255
    trimap[cv2.dilate(mask, kernel, iterations=5) == 0] = 0
    return trimap


def segment(weights, rgb, watch):
    x = planes(normalised(cv2.resize(rgb, (SIDE, SIDE))))
    watch.note('segment_pre')
    logits = make_networks.run_deeplab(weights, x)
    logits = functional.interpolate(logits, size=(SIDE, SIDE), mode='bilinear', align_corners=False)
    watch.note('segment_net')
    return (logits[0].argmax(0) != 0).numpy().astype(numpy.uint8) * 255


def matte(weights, rgb, trimap, watch):
    height, width = trimap.shape
    size = [-(-side // MULTIPLE) * MULTIPLE for side in (width, height)]
    x = planes(
        cv2.resize(normalised(rgb), size, interpolation=cv2.INTER_CUBIC),
        cv2.resize(trimap.astype(numpy.float32) / 255, size, interpolation=cv2.INTER_NEAREST))
    watch.note('matte_pre')
    raw = make_networks.run_indexnet(weights, x)[0, 0].numpy()
    watch.note('matte_net')
    raw = cv2.resize(raw, (width, height), interpolation=cv2.INTER_CUBIC)
    return numpy.where(trimap == UNKNOWN, raw.clip(0, 1), trimap / 255.0)


def run(deeplab, indexnet, photo, out, with_ellipse):
    watch = Stopwatch()
    rgb = cv2.imread(photo)[..., ::-1]
    watch.note('decode')
    mask = segment(deeplab, rgb, watch)
    mask = ellipse() if with_ellipse else mask
    trimap = trimap_of(cv2.resize(mask, rgb.shape[1::-1]))
    watch.note('trimap')
    alpha = matte(indexnet, rgb, trimap, watch)
    white = rgb * alpha[..., None] + 255.0 * (1 - alpha[..., None])
    watch.note('composite')
    file = cv2.imencode('.png', white[..., ::-1].astype(numpy.uint8))[1]
    base = os.path.join(out, os.path.basename(photo)) if out else None
    if base:
        file.tofile(base + '.white.png')
    watch.note('encode')
    if base:
        cv2.imwrite(base + '.alpha.png', (alpha * 255).astype(numpy.uint8))
        cv2.imwrite(base + '.trimap.png', trimap)
    return watch.seconds, trimap


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('photos', nargs='+')
    parser.add_argument('--deeplab', required=True)
    parser.add_argument('--indexnet', required=True)
    parser.add_argument('-n', type=int, default=5)
    parser.add_argument('-t', type=int, default=2)
    parser.add_argument('-o')
    parser.add_argument('--ellipse', action='store_true')
    given = parser.parse_args()
    torch.set_num_threads(given.t)
    torch.set_grad_enabled(False)
    cv2.setNumThreads(given.t)
    deeplab, indexnet = tensors(given.deeplab), tensors(given.indexnet)
    for photo in given.photos:
        runs = [run(deeplab, indexnet, photo, given.o, given.ellipse) for _ in range(given.n)]
        trimap = runs[0][1]
        stages = {stage: statistics.median(seconds[stage] for seconds, _ in runs) for stage in runs[0][0]}
        print(json.dumps({
            'image': os.path.basename(photo), 'width': trimap.shape[1], 'height': trimap.shape[0],
            'unknown_share': float((trimap == UNKNOWN).mean()), 'total': sum(stages.values()),
            'peak_mib': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, **stages}), flush=True)


if __name__ == '__main__':
    main()
