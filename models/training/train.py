"""Trains the segmenter.

    train.py WORK OUT --encoder ResNet18.onnx [--minutes N] [--batch N] [--seed N] [--start FILE] [--rate N] [--photos DIR]

WORK is what library.py reads. OUT gets last.pt (weights averaged over the last steps), a checkpoint of every --every
minutes, and log.txt. A run that was stopped goes on from OUT/state.pt with what is left of its minutes. The learning rate
falls with time, not with steps, so the same command gives similar weights on any machine and not the same ones.
"""
import argparse
import copy
import multiprocessing
import os
import pathlib
import time

import numpy as np
import torch
from torch.nn import functional

import evaluate
from encoder import pretrained
from library import Library
from network import Segmenter

SIDES = (224, 288, 384)         # pixels; one for each step in turn
ENCODER_RATE, RATE = 5e-5, 1.5e-3
DECAY = 1e-4                    # of weights
AVERAGE = 0.998                 # of the weights before each step, in the running mean
COARSE = (1.0, 0.4, 0.4)        # what the answer and the coarse answers count
WARM_UP = 40                    # steps
LOWEST_RATE = 0.03              # of the rate at the start
QUEUE = 16                      # batches ahead
MOST_SKIPPED = 20               # steps without a finite gradient before a run ends


def compose(queue, work, seed, batch, side):
    """Composes batches forever, in a process of its own."""
    import cv2
    from composition import sample
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    library, random = Library(work), np.random.default_rng(seed)
    while True:
        pairs = [sample(library, random, side) for _ in range(batch)]
        queue.put((np.stack([picture for picture, _ in pairs]), np.stack([alpha for _, alpha in pairs])))


def tensors(batch, side, device):
    """N x 3 x side x side in 0..255 and N x 1 x side x side in 0..1."""
    pictures, alphas = (torch.from_numpy(array).to(device) for array in batch)
    pictures, alphas = pictures.permute(0, 3, 1, 2).float(), alphas[:, None].float() / 255
    if pictures.shape[2] != side:
        pictures = functional.interpolate(pictures, size=(side, side), mode='bilinear', antialias=True, align_corners=False)
        alphas = functional.interpolate(alphas, size=(side, side), mode='area')
    return pictures.contiguous(memory_format=torch.channels_last), alphas


def loss_of(answers, alphas):
    """Cross entropy and 1 - soft IoU, of the answer and of the coarse ones."""
    total = 0
    for answer, weight in zip(answers, COARSE):
        truth = functional.interpolate(alphas, size=answer.shape[2:], mode='area')
        chance = torch.sigmoid(answer)
        both = (chance * truth).sum((1, 2, 3))
        either = (chance + truth - chance * truth).sum((1, 2, 3))
        entropy = functional.binary_cross_entropy_with_logits(answer, truth)
        total = total + weight * (entropy + (1 - (both + 1) / (either + 1)).mean())
    return total


class Trainer:
    """Trains a segmenter for so many minutes."""

    def __init__(self, given, network):
        self.device = 'cuda' if torch.cuda.is_available() else 'cpu'
        # By itself PyTorch leaves a processor's second threads idle.
        torch.set_num_threads(os.cpu_count())
        self.out, self.budget, self.every = given.out, 60 * given.minutes, 60 * given.every
        self.out.mkdir(parents=True, exist_ok=True)
        self.network = network
        if given.start:
            self.network.load_state_dict(torch.load(given.start, map_location='cpu'))
        self.network.to(self.device, memory_format=torch.channels_last)
        for part in self.network.frozen():
            part.requires_grad_(False)
        self.average = copy.deepcopy(self.network)
        named = [(name, weights) for name, weights in self.network.named_parameters() if weights.requires_grad]
        encoder = [weights for name, weights in named if name.startswith('encoder.')]
        others = [weights for name, weights in named if not name.startswith('encoder.')]
        rates = ((encoder, given.rate * ENCODER_RATE), (others, given.rate * RATE))
        groups = [{'params': part, 'lr': rate, 'top': rate} for part, rate in rates if part]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=DECAY)
        self.step, self.seen, self.seconds, self.skipped = 0, 0, 0.0, 0
        if (self.out / 'state.pt').exists():
            self.load()

    def say(self, *words):
        line = ' '.join(str(word) for word in words)
        print(line, flush=True)
        with (self.out / 'log.txt').open('a') as log:
            print(line, file=log)

    def load(self):
        state = torch.load(self.out / 'state.pt', map_location=self.device)
        self.network.load_state_dict(state['network'])
        self.average.load_state_dict(state['average'])
        self.optimiser.load_state_dict(state['optimiser'])
        self.step, self.seen, self.seconds = state['step'], state['seen'], state['seconds']

    def save(self, name):
        torch.save(self.average.state_dict(), self.out / name)
        state = {'network': self.network.state_dict(), 'average': self.average.state_dict(),
                 'optimiser': self.optimiser.state_dict(), 'step': self.step, 'seen': self.seen, 'seconds': self.seconds}
        torch.save(state, self.out / 'state.part')
        (self.out / 'state.part').replace(self.out / 'state.pt')

    def set_rate(self):
        cosine = 0.5 * (1 + np.cos(np.pi * min(1, self.seconds / self.budget)))
        factor = min(1, (self.step + 1) / WARM_UP) * max(LOWEST_RATE, cosine)
        for group in self.optimiser.param_groups:
            group['lr'] = float(group['top'] * factor)

    def learn(self, batch):
        """One step; its loss."""
        self.set_rate()
        self.network.train()
        loss = self.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5)
        self.step += 1
        self.seen += len(batch[0])
        if torch.isfinite(norm):
            self.optimiser.step()
            self.follow()
        else:
            self.skip()
        return loss.item()

    def skip(self):
        """Leaves out a step whose gradient is not finite: it would make every weight so."""
        self.skipped += 1
        self.say(f'Step {self.step}: the gradient is not finite; the step is left out.')
        if self.skipped > MOST_SKIPPED:
            raise FloatingPointError(f'More than {MOST_SKIPPED} steps had no finite gradient.')

    @torch.no_grad()
    def follow(self):
        """Moves the running mean towards the weights, faster at first."""
        share = 1 - min(AVERAGE, (1 + self.step) / (10 + self.step))
        for mean, weights in zip(self.average.state_dict().values(), self.network.state_dict().values()):
            if mean.is_floating_point():
                mean.lerp_(weights, share)
            else:
                mean.copy_(weights)

    def run(self, queue, scores):
        """scores: a line about the averaged network, on a device."""
        losses, due = [], self.seconds + self.every
        while self.seconds < self.budget:
            start = time.monotonic()
            losses.append(self.learn(queue.get()))
            self.seconds += time.monotonic() - start
            if self.step % 50 == 0:
                self.say(f'{self.seconds / 60:.1f} min, {self.seen} pictures, {self.seen / self.seconds:.1f}/s, '
                         f'loss {np.mean(losses[-50:]):.3f}')
            if self.seconds >= due or self.seconds >= self.budget:
                due += self.every
                self.save(f'{self.seconds / 60:03.0f}.pt')
                self.say(scores(self.average, self.device))
        self.save('last.pt')

    def loss(self, batch):
        pictures, alphas = tensors(batch, SIDES[self.step % len(SIDES)], self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            answer, coarse = self.network.answers(pictures)
        return loss_of([answer, *coarse], alphas)


def options_of(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument('work', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--encoder', help='ResNet18.onnx; not needed with --start')
    options.add_argument('--minutes', type=float, default=60)
    options.add_argument('--every', type=float, default=10, help='minutes from checkpoint to checkpoint')
    options.add_argument('--batch', type=int, default=12)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--start', help='a checkpoint to begin with')
    options.add_argument('--rate', type=float, default=1, help='factor of the learning rates')
    options.add_argument('--photos', type=pathlib.Path, help='photographs with masks, to evaluate on alone')
    options.add_argument('--composers', type=int, default=1)
    return options


def composers(given, side):
    """A queue that processes fill with batches."""
    queue = multiprocessing.Queue(QUEUE)
    for number in range(given.composers):
        arguments = (queue, given.work, [given.seed, number], given.batch, side)
        multiprocessing.Process(target=compose, args=arguments, daemon=True).start()
    return queue


def main():
    given = options_of(__doc__.splitlines()[0]).parse_args()
    torch.manual_seed(given.seed)
    queue, sets = composers(given, SIDES[-1]), evaluate.sets(given.work, given.photos)
    encoder = pretrained(given.encoder) if given.encoder else None
    Trainer(given, Segmenter(encoder)).run(
        queue, lambda network, device: evaluate.line(network, sets, device))


if __name__ == '__main__':
    main()
