"""Trains the refiner on folders that tests/Studio has rendered: images/ and alpha/ with the same names.

    refine.py RENDERS [RENDERS ...] WEIGHTS.pt --minutes N --looks WEIGHTS.pt [--start FILE] [--batch N] [--rate R]

It starts from FILE, a graph or weights of an earlier refiner or of train.py's network, and is told what --looks sees, weights of
that network; every other time it is told what it said itself of that, since the Worker asks it twice. Bounded by
time, as train.py is.
"""
import pathlib

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from descent import DEVICE, Batches, at_full_speed, descend, loaded, missed, parser
from graph import take_over
from light import filed, noisy, recoloured
from network import RefineNet, SubjectNet, frame_of

VIEWS = (192, False), (256, True), (320, False)   # longest side in pixels, mirrored: the looks that the Worker takes
SIDES = 256, 256, 384, 512                        # pixels a side of what is shown, equally often
AT_ONCE = 25                                      # pictures that are looked at together
OUTLINE = 400                                     # places on the outline that are remembered of a picture
STEP = 1 / 16                                     # of stored log odds
TWICE = 0.5                                       # share of steps in which it is told what it said itself


def planes(pictures):
    """N x H x W x 3 of 8 bits to N x 3 x H x W in 0..1."""
    return torch.from_numpy(np.stack(pictures)).to(DEVICE).permute(0, 3, 1, 2).float() / 255


def small(colours, side):
    height, width = colours.shape[:2]
    scale = side / max(height, width)
    return cv2.resize(colours, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)


@torch.no_grad()
def look(network, pictures, side, mirrored):
    """Log odds at the pictures' size in steps of STEP, 8 bits; the pictures are of one size."""
    turn = (lambda picture: picture[:, ::-1]) if mirrored else (lambda picture: picture)
    odds = network(planes([turn(small(colours, side)) for colours in pictures]))[0][:, 0].cpu().numpy()
    size = pictures[0].shape[1::-1]
    return [in_steps(cv2.resize(np.ascontiguousarray(turn(plane)), size, interpolation=cv2.INTER_LINEAR)) for plane in odds]


def in_steps(odds):
    return np.clip(np.rint(odds / STEP), -127, 127).astype(np.int8)


class Rendered:
    """A picture with its alpha, some places on its outline, and, once known, what the looks say and the frame's mean."""

    def __init__(self, image, alpha):
        self.colours = np.ascontiguousarray(cv2.imread(str(image))[:, :, ::-1])
        self.alpha = cv2.imread(str(alpha), cv2.IMREAD_GRAYSCALE)
        steep = cv2.morphologyEx(self.alpha, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 40
        places = np.argwhere(steep)
        random = np.random.default_rng(len(places))
        self.outline = random.permutation(places)[:OUTLINE] if len(places) else np.array([[0, 0]])
        self.looks = self.frame = None


def looker(weights):
    network = SubjectNet()
    network.load_state_dict(torch.load(weights))
    return network.to(DEVICE).eval()


def pictures(folders, weights):
    data = loaded(folders, Rendered)
    network = looker(weights)
    for start in range(0, len(data), AT_ONCE):
        part = data[start:start + AT_ONCE]
        colours = [picture.colours for picture in part]
        seen = [look(network, colours, *view) for view in VIEWS]
        for picture, frame, *looks in zip(part, frame_of(planes(colours)).cpu().numpy(), *seen):
            picture.frame, picture.looks = frame, np.stack(looks)
    return data


def window(picture, least, random):
    """Three times of four somewhere on the outline; from least pixels a side to the whole picture."""
    height, width = picture.alpha.shape
    most = min(height, width)
    side = least if random.random() < 0.6 or least == most else int(random.integers(least, most + 1))
    if random.random() < 0.75:
        y, x = picture.outline[random.integers(len(picture.outline))] - random.integers(side // 4, 3 * side // 4, 2)
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


def varied(picture, side, random):
    """Colours (8 bits), what was said (in steps), the frame's mean (3 x 1 x 1) and alpha (8 bits) as C x side x side."""
    part = window(picture, side, random)
    shown = picture.colours[part], said_of(picture.looks[(..., *part)], random), picture.alpha[part]
    if shown[2].shape != (side, side):
        shown = [cv2.resize(plane, (side, side), interpolation=cv2.INTER_AREA) for plane in shown]
    colours, said, alpha = turned(shown, random)
    return (np.ascontiguousarray(colours.transpose(2, 0, 1)), in_steps(said)[None], picture.frame,
            np.ascontiguousarray(alpha)[None])


def difference(logits, alpha):
    """Cross entropy, half of one less the soft intersection over union, and the mean difference."""
    share = torch.sigmoid(logits)
    return (F.binary_cross_entropy_with_logits(logits, alpha)
            + 0.5 * missed(share, alpha, 100)
            + (share - alpha).abs().mean())


def inputs(colours, said, frame):
    """What the network is shown, in light, noise and losses of each picture's own."""
    colours, frame = recoloured(colours.float() / 255, frame)
    colours = torch.round(filed(noisy(colours)) * 255) / 255
    return colours.contiguous(memory_format=torch.channels_last), said.float() * STEP, frame


def answer(model, shown):
    with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
        return model(*shown).float()


def again(model, colours, said, frame):
    """What it is shown when it is asked a second time."""
    with torch.no_grad():
        return colours, answer(model, (colours, said, frame)), frame


def loss_of(model, colours, said, frame, alpha):
    shown = inputs(colours, said, frame)
    if torch.rand(()) < TWICE:
        shown = again(model, *shown)
    return difference(answer(model, shown), alpha.float() / 255)


def train(arguments):
    at_full_speed()
    torch.manual_seed(arguments.seed)
    batches = Batches(pictures(arguments.renders, arguments.looks), varied, SIDES, arguments)
    model = RefineNet()
    if arguments.start and arguments.start.suffix == '.pt':
        model.load_state_dict(torch.load(arguments.start))
    elif arguments.start:
        take_over(model, arguments.start, *inputs(*next(iter(batches))[:3]), later=model.later)
    descend(model, arguments, batches, loss_of)


if __name__ == '__main__':
    options = parser()
    options.add_argument('--looks', type=pathlib.Path, required=True, help='weights of what finds the subject')
    train(options.parse_args())
