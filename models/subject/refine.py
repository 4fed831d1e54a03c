"""Trains the refiner on a folder that tests/Studio has rendered: images/ and alpha/ with the same names.

    refine.py RENDERS WEIGHTS.pt --minutes N [--start refiner.onnx] [--seed N]

It starts from subject.onnx, which also says what the refiner is told, or from an earlier refiner. Bounded by time, as
train.py is.
"""
import pathlib

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, IterableDataset

from graph import take_over
from network import FRAME, RefineNet, SubjectNet
from train import asked, descend

GRAPH = pathlib.Path(__file__).parent / 'subject.onnx'
VIEWS = (192, False), (256, True), (320, False)   # longest side in pixels, mirrored: the looks that the Worker takes
CROP, BATCH = 256, 8                              # pixels a side; pictures per step
OUTLINE = 400                                     # places on the outline that are remembered of a picture
STEP = 1 / 16                                     # of stored log odds
MOST_NOISE = 0.03                                 # standard deviation
QUALITIES = 60, 97                                # of JPEG


def planes(picture):
    """H x W x 3 in 0..1 or 0..255 of 8 bits to 1 x 3 x H x W in 0..1."""
    tensor = torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None].float()
    return tensor / 255 if picture.dtype == np.uint8 else tensor


def small(colours, side):
    height, width = colours.shape[:2]
    scale = side / max(height, width)
    return cv2.resize(colours, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)


@torch.no_grad()
def look(network, colours, side, mirrored):
    """Log odds at the picture's size in steps of STEP, 8 bits."""
    turn = (lambda picture: picture[:, ::-1]) if mirrored else (lambda picture: picture)
    odds = network(planes(turn(small(colours, side))))[0][0, 0].numpy()
    stretched = cv2.resize(np.ascontiguousarray(turn(odds)), colours.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.clip(stretched / STEP, -127, 127).astype(np.int8)


class Rendered:
    """A picture with its alpha, what the looks say of it, and some places on its outline."""

    def __init__(self, folder, alpha, network, random):
        image = next((folder / 'images').glob(alpha.stem + '.*'))
        self.colours = np.ascontiguousarray(cv2.imread(str(image))[:, :, ::-1])
        self.alpha = cv2.imread(str(alpha), cv2.IMREAD_GRAYSCALE)
        self.looks = np.stack([look(network, self.colours, *view) for view in VIEWS])
        steep = cv2.morphologyEx(self.alpha, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 40
        places = np.argwhere(steep)
        self.outline = random.permutation(places)[:OUTLINE] if len(places) else np.array([[CROP // 2, CROP // 2]])
        framed = self.colours.astype('f4') / 255
        sides = framed[:FRAME], framed[-FRAME:], framed[:, :FRAME], framed[:, -FRAME:]
        self.frame = np.concatenate([side.reshape(-1, 3) for side in sides]).mean(0)


def pictures(folder, random):
    network = SubjectNet()
    files = sorted((folder / 'alpha').glob('*.png'))
    first = [cv2.imread(str(next((folder / 'images').glob(file.stem + '.*'))))[:, :, ::-1] for file in files[:BATCH]]
    take_over(network, GRAPH, torch.cat([planes(small(picture, VIEWS[0][0])) for picture in first]))
    network.eval()
    return [Rendered(folder, file, network, random) for file in files]


def window(picture, random):
    """Three times of four somewhere on the outline; up to the whole picture, reduced to CROP."""
    height, width = picture.alpha.shape
    side = CROP if random.random() < 0.6 else int(random.integers(CROP, min(height, width) + 1))
    if random.random() < 0.75:
        y, x = random.permutation(picture.outline)[0] - random.integers(side // 4, 3 * side // 4, 2)
    else:
        y, x = random.integers(0, height - side + 1), random.integers(0, width - side + 1)
    y, x = int(np.clip(y, 0, height - side)), int(np.clip(x, 0, width - side))
    return np.s_[y:y + side, x:x + side]


def said_of(looks, random):
    """The mean of three looks, of two, or one alone."""
    kind = random.random()
    heard = looks if kind < 0.5 else looks[:2] if kind < 0.75 else looks[random.integers(len(looks)), None]
    said = heard.astype('f4').mean(0) * STEP
    return said * float(random.uniform(0.4, 1.2)) if random.random() < 0.3 else said


def turned(shown, random):
    """Mirrored, and sometimes on its side."""
    if random.random() < 0.5:
        shown = [plane[:, ::-1] for plane in shown]
    if random.random() < 0.2:
        shown = [plane.swapaxes(0, 1) for plane in shown]
    return shown


def coloured(colours, frame, random):
    """In other light and other colours; the frame's mean goes with them."""
    if random.random() < 0.25:
        order = random.permutation(3)
        colours, frame = colours[..., order], frame[order]
    if random.random() < 0.6:
        gamma, gain = float(np.exp(random.uniform(-0.35, 0.35))), random.uniform(0.85, 1.1, 3).astype('f4')
        colours, frame = (np.maximum(values, 1e-4) ** gamma * gain for values in (colours, frame))
    if random.random() < 0.1:
        colours, frame = 1 - colours, 1 - frame
    if random.random() < 0.08:
        colours = np.repeat(colours.mean(2, keepdims=True), 3, 2)
        frame = np.full(3, frame.mean())
    return np.clip(colours, 0, 1), np.clip(frame, 0, 1)


def taken(colours, random):
    """With a sensor's noise and a file's losses."""
    if random.random() < 0.6:
        colours = colours + random.standard_normal(colours.shape, dtype='f4') * MOST_NOISE * float(random.random()) ** 2
    colours = np.clip(colours, 0, 1)
    if random.random() < 0.4:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(*QUALITIES))]
        file = cv2.imencode('.jpg', np.rint(colours[:, :, ::-1] * 255).astype(np.uint8), quality)[1]
        colours = cv2.imdecode(file, cv2.IMREAD_COLOR)[:, :, ::-1].astype('f4') / 255
    return colours


def varied(picture, random):
    """Colours, what was said, the frame's mean and alpha as C x CROP x CROP; the frame as 3 x 1 x 1."""
    part = window(picture, random)
    shown = [picture.colours[part].astype('f4') / 255, said_of(picture.looks[(..., *part)], random),
             picture.alpha[part].astype('f4') / 255]
    shown = [cv2.resize(plane, (CROP, CROP), interpolation=cv2.INTER_AREA) for plane in shown]
    colours, said, alpha = turned(shown, random)
    colours, frame = coloured(colours, picture.frame, random)
    return (planes(taken(colours, random))[0], planes(said[..., None])[0],
            torch.from_numpy(frame).float()[:, None, None], planes(alpha[..., None])[0])


def loss_of(logits, alpha):
    """Cross entropy, half of one less the soft intersection over union, and the mean difference."""
    share = torch.sigmoid(logits)
    both = (share * alpha).sum((1, 2, 3))
    either = (share + alpha - share * alpha).sum((1, 2, 3))
    return (F.binary_cross_entropy_with_logits(logits, alpha)
            + 0.5 * (1 - (both + 100) / (either + 100)).mean()
            + (share - alpha).abs().mean())


class Batches(IterableDataset):
    """Every picture once before any comes again."""

    def __init__(self, data, random):
        self.data, self.random, self.order = data, random, []

    def __iter__(self):
        while True:
            yield self.next()

    def next(self):
        if len(self.order) < BATCH:
            self.order = list(self.random.permutation(len(self.data)))
        shown = [varied(self.data[self.order.pop()], self.random) for _ in range(BATCH)]
        return [torch.stack(planes) for planes in zip(*shown)]


def train(arguments):
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    batches = Batches(pictures(arguments.renders, random), random)
    model = RefineNet()
    take_over(model, arguments.start or GRAPH, *batches.next()[:3], later=model.later)
    model.to(memory_format=torch.channels_last)
    prepared = iter(DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=4))

    def next_loss():
        colours, said, frame, alpha = next(prepared)
        with torch.autocast('cpu', dtype=torch.bfloat16):
            logits = model(colours.contiguous(memory_format=torch.channels_last), said, frame)
        return loss_of(logits.float(), alpha)

    descend(model, arguments, 2e-3, next_loss)


if __name__ == '__main__':
    torch.set_num_threads(2)
    train(asked())
