"""Trains the network on folders that tests/Studio has rendered: images/ and alpha/ with the same names.

    train.py RENDERS [RENDERS ...] WEIGHTS.pt --minutes N [--start WEIGHTS.pt] [--batch N] [--rate R] [--seed N]

Bounded by time, so weights differ from run to run and machine to machine; what is kept is chosen by measurement.
"""
import cv2
import numpy as np
import torch
import torch.nn.functional as F

from descent import DEVICE, Batches, at_full_speed, descend, loaded, missed, parser
from light import noisy, recoloured
from network import SubjectNet

STORED = 256                        # pixels a side that pictures are kept at
SIDES = 192, 192, 256, 256, 320     # pixels a side that they are shown at, equally often


def picture(image, alpha):
    """STORED x STORED x 4, 8 bits: red, green, blue, alpha."""
    colours = cv2.imread(str(image))[:, :, ::-1]
    cover = cv2.imread(str(alpha), cv2.IMREAD_GRAYSCALE)
    return np.dstack([cv2.resize(plane, (STORED, STORED), interpolation=cv2.INTER_AREA) for plane in (colours, cover)])


def varied(picture, side, random):
    """A random window, mirrored: colours and alpha as C x side x side, 8 bits."""
    scale = random.uniform(0.8, 1) if random.random() < 0.6 else 1.0
    height = int(STORED * scale)
    width = int(STORED * min(1, scale * random.uniform(0.85, 1.15)))
    y, x = random.integers(0, STORED - height + 1), random.integers(0, STORED - width + 1)
    window = picture[y:y + height, x:x + width]
    if random.random() < 0.5:
        window = window[:, ::-1]
    how = cv2.INTER_AREA if side < min(height, width) else cv2.INTER_LINEAR
    shown = cv2.resize(np.ascontiguousarray(window), (side, side), interpolation=how)
    return np.ascontiguousarray(shown[..., :3].transpose(2, 0, 1)), np.ascontiguousarray(shown[None, ..., 3])


def difference(logits, coarse, alpha):
    """Cross entropy, one less the soft intersection over union, and cross entropy at an eighth."""
    small = F.adaptive_avg_pool2d(alpha, coarse.shape[2:])
    return (F.binary_cross_entropy_with_logits(logits, alpha)
            + 0.5 * missed(torch.sigmoid(logits), alpha, 50)
            + 0.3 * F.binary_cross_entropy_with_logits(coarse, small))


def loss_of(model, colours, alpha):
    shown = noisy(*recoloured(colours.float() / 255)).contiguous(memory_format=torch.channels_last)
    with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
        logits, coarse = model(shown)
    return difference(logits.float(), coarse.float(), alpha.float() / 255)


def train(arguments):
    at_full_speed()
    torch.manual_seed(arguments.seed)
    model = SubjectNet()
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start))
    descend(model, arguments, Batches(loaded(arguments.renders, picture), varied, SIDES, arguments), loss_of)


if __name__ == '__main__':
    train(parser().parse_args())
