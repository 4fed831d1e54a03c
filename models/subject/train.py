"""Trains the network on a folder that tests/Studio has rendered: images/ and alpha/ with the same names.

    train.py RENDERS WEIGHTS.pt --minutes N [--start WEIGHTS.pt] [--seed N]

Bounded by time, so weights differ from run to run and machine to machine; what is kept is chosen by measurement.
"""
import argparse
import math
import pathlib
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from muon import Muon
from network import SubjectNet

STORED, SIDE, BATCH = 208, 192, 16   # pixels that pictures are kept at, and shown to the network at; pictures per step


def pictures(folder):
    """N x STORED x STORED x 4, 8 bits: red, green, blue, alpha."""
    loaded = []
    for alpha in sorted((folder / 'alpha').glob('*.png')):
        image = next((folder / 'images').glob(alpha.stem + '.*'))
        colours = cv2.imread(str(image))[:, :, ::-1]
        cover = cv2.imread(str(alpha), cv2.IMREAD_GRAYSCALE)
        loaded.append(np.dstack([
            cv2.resize(plane, (STORED, STORED), interpolation=cv2.INTER_AREA) for plane in (colours, cover)]))
    return np.stack(loaded)


def varied(picture, random):
    """A random window, mirrored, in other light and other colours: colours and alpha as C x SIDE x SIDE in 0..1."""
    scale = random.uniform(0.8, 1) if random.random() < 0.6 else 1.0
    height = int(STORED * scale)
    width = int(STORED * min(1, scale * random.uniform(0.85, 1.15)))
    y, x = random.integers(0, STORED - height + 1), random.integers(0, STORED - width + 1)
    window = picture[y:y + height, x:x + width]
    if random.random() < 0.5:
        window = window[:, ::-1]
    planes = torch.from_numpy(np.ascontiguousarray(window)).permute(2, 0, 1)[None].float() / 255
    planes = F.interpolate(planes, size=(SIDE, SIDE), mode='bilinear', align_corners=False)[0]
    colours, alpha = planes[:3], planes[3:]
    if random.random() < 0.25:
        colours = colours[torch.from_numpy(random.permutation(3))]
    if random.random() < 0.6:
        colours = colours.clamp_min(1e-4) ** float(np.exp(random.uniform(-0.35, 0.35)))
        colours = colours * torch.from_numpy(random.uniform(0.85, 1.1, 3).astype('f4'))[:, None, None]
    if random.random() < 0.1:
        colours = 1 - colours
    if random.random() < 0.08:
        colours = colours.mean(0, keepdim=True).expand(3, -1, -1)
    if random.random() < 0.5:
        colours = colours + torch.randn(colours.shape) * float(random.uniform(0, 0.012))
    return colours.clamp(0, 1), alpha


def loss_of(logits, coarse, alpha):
    """Cross entropy, one less the soft intersection over union, and cross entropy at an eighth."""
    share = torch.sigmoid(logits)
    both = (share * alpha).sum((1, 2, 3))
    either = (share + alpha - share * alpha).sum((1, 2, 3))
    small = F.adaptive_avg_pool2d(alpha, coarse.shape[2:])
    return (F.binary_cross_entropy_with_logits(logits, alpha)
            + 0.5 * (1 - (both + 50) / (either + 50)).mean()
            + 0.3 * F.binary_cross_entropy_with_logits(coarse, small))


def average(kept, model, step):
    """Moving average of the weights, which is what is saved."""
    decay = min(0.998, (1 + step) / (10 + step))
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                kept[name].mul_(decay).add_(value, alpha=1 - decay)
            else:
                kept[name].copy_(value)


def optimisers(model, best):
    """Muon for the kernels, AdamW for the rest."""
    kernels, rest = [], []
    for value in model.parameters():
        (kernels if value.ndim == 4 and len(value) > 1 else rest).append(value)
    return Muon(kernels, lr=best), torch.optim.AdamW(rest, lr=best, weight_decay=1e-2)


def descend(model, arguments, best, next_loss):
    """Steps until the minutes are over, at a rate that falls from best to nearly nothing; what it saves is averaged."""
    kept = {name: value.clone() for name, value in model.state_dict().items()}
    steppers = optimisers(model, best)
    start, step = time.time(), 0
    while (elapsed := (time.time() - start) / 60) < arguments.minutes:
        falling = 0.5 * (1 + math.cos(math.pi * elapsed / arguments.minutes)) + 0.005
        for stepper in steppers:
            for group in stepper.param_groups:
                group['lr'] = best * min(1, (step + 1) / 100) * falling
        loss = next_loss()
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
        step += 1
        average(kept, model, step)
        if step % 50 == 0:
            print(f'{step} steps, {elapsed:.1f} min, loss {loss.item():.4f}', flush=True)
            torch.save(kept, arguments.weights)
    torch.save(kept, arguments.weights)


def train(arguments):
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    data, order = pictures(arguments.renders), []
    model = SubjectNet()
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start))

    def next_loss():
        if len(order) < BATCH:
            order[:] = random.permutation(len(data))
        batch = [varied(data[order.pop()], random) for _ in range(BATCH)]
        colours, alpha = (torch.stack(planes) for planes in zip(*batch))
        with torch.autocast('cpu', dtype=torch.bfloat16):
            logits, coarse = model(colours)
        return loss_of(logits.float(), coarse.float(), alpha)

    descend(model, arguments, 2e-3 if arguments.start else 3e-3, next_loss)


def asked():
    parser = argparse.ArgumentParser()
    parser.add_argument('renders', type=pathlib.Path)
    parser.add_argument('weights', type=pathlib.Path)
    parser.add_argument('--minutes', type=float, required=True)
    parser.add_argument('--start', type=pathlib.Path)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


if __name__ == '__main__':
    torch.set_num_threads(2)
    train(asked())
