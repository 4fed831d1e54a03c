"""How both networks are trained: pictures prepared by processes of their own, descent bounded by time, averaged weights."""
import argparse
import ctypes
import math
import os
import pathlib
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from muon import Muon

DEVICE = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
AVERAGED = 0.999                 # of the weights a step ago stays in their moving average
CHECKPOINT = 200                 # steps between two
KEPT = (-1, -1), (-4, 0), (-2, 1 << 29)     # of mallopt(3): never trimmed, nothing mapped by itself, grown by much


def parser():
    parser = argparse.ArgumentParser()
    parser.add_argument('renders', type=pathlib.Path, nargs='+', help='folders that tests/Studio has rendered')
    parser.add_argument('weights', type=pathlib.Path, help='what is written')
    parser.add_argument('--minutes', type=float, required=True)
    parser.add_argument('--start', type=pathlib.Path, help='weights to start from')
    parser.add_argument('--batch', type=int, default=16, help='pictures per step, of the smallest side')
    parser.add_argument('--rate', type=float, default=2e-3)
    parser.add_argument('--seed', type=int, default=1)
    return parser


def loaded(folders, load):
    """load(image, alpha) of each picture's two files, which may be read in any order."""
    pairs = [(next((folder / 'images').glob(alpha.stem + '.*')), alpha)
             for folder in folders for alpha in sorted((folder / 'alpha').glob('*.png'))]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda pair: load(*pair), pairs))


class Batches(IterableDataset):
    """Every picture once before any comes again; each process that prepares them has an order of its own.

    varied(picture, side, random) makes a sample, a tuple of arrays of one shape per side. A batch has one side of sides,
    and as many samples as make about the same number of pixels.
    """

    def __init__(self, data, varied, sides, arguments):
        self.data, self.varied, self.sides = data, varied, sides
        self.batch, self.seed = arguments.batch, arguments.seed

    def __iter__(self):
        worker = get_worker_info()
        random, order = np.random.default_rng([self.seed, worker.id if worker else 0]), []
        cv2.setNumThreads(1)
        while True:
            side = int(random.choice(self.sides))
            count = max(1, round(self.batch * (min(self.sides) / side) ** 2))
            while len(order) < count:
                order.extend(random.permutation(len(self.data)))
            samples = [self.varied(self.data[order.pop()], side, random) for _ in range(count)]
            yield [torch.from_numpy(np.stack(arrays)) for arrays in zip(*samples)]


def missed(share, alpha, slack):
    """One less the intersection over union, where a pixel counts by its share; slack in pixels, for small subjects."""
    both = (share * alpha).sum((1, 2, 3))
    either = (share + alpha - share * alpha).sum((1, 2, 3))
    return (1 - (both + slack) / (either + slack)).mean()


def average(kept, model, step):
    """Moving average of the weights, which is what is saved."""
    decay = min(AVERAGED, (1 + step) / (10 + step))
    own = model.state_dict()
    floating = [name for name, value in own.items() if value.dtype.is_floating_point]
    with torch.no_grad():
        torch._foreach_mul_([kept[name] for name in floating], decay)
        torch._foreach_add_([kept[name] for name in floating], [own[name] for name in floating], alpha=1 - decay)
        for name in own.keys() - floating:
            kept[name].copy_(own[name])


def optimisers(model, rate):
    """Muon for the kernels, AdamW for the rest."""
    kernels, rest = [], []
    for value in model.parameters():
        (kernels if value.ndim == 4 and len(value) > 1 else rest).append(value)
    return Muon(kernels, lr=rate), torch.optim.AdamW(rest, lr=rate, weight_decay=1e-2)


def checkpoint(kept, file):
    torch.save({name: value.cpu() for name, value in kept.items()}, file)


def at_full_speed():
    """All cores, of which PyTorch may count half, and memory that glibc keeps: on a CPU, new pages for each step's planes
    make it 3.5 times as long."""
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    mallopt = getattr(ctypes.CDLL(None), 'mallopt', None)
    for name, value in KEPT if mallopt else ():
        mallopt(name, value)


def descend(model, arguments, batches, loss_of):
    """Steps until the minutes are over, at a rate that falls to nearly nothing; loss_of(model, *batch)."""
    model.to(DEVICE, memory_format=torch.channels_last)
    kept = {name: value.clone() for name, value in model.state_dict().items()}
    steppers = optimisers(model, arguments.rate)
    loader = DataLoader(batches, batch_size=None, num_workers=max(1, os.cpu_count() - 1), prefetch_factor=4,
                        pin_memory=DEVICE.type == 'cuda')
    torch.backends.cudnn.benchmark = True
    start, shown = time.time(), 0
    for step, batch in enumerate(loader, 1):
        if (elapsed := (time.time() - start) / 60) > arguments.minutes:
            break
        falling = 0.5 * (1 + math.cos(math.pi * elapsed / arguments.minutes)) + 0.005
        for group in (group for stepper in steppers for group in stepper.param_groups):
            group['lr'] = arguments.rate * min(1, step / 100) * falling
        loss = loss_of(model, *(planes.to(DEVICE, non_blocking=True) for planes in batch))
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
        average(kept, model, step)
        shown += len(batch[0])
        if step % CHECKPOINT == 0:
            print(f'{step} steps, {shown} pictures, {elapsed:.1f} min, loss {loss.item():.4f}', flush=True)
            checkpoint(kept, arguments.weights)
    checkpoint(kept, arguments.weights)
