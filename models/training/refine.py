"""Trains the refiner on composed pictures whose alpha is known to the pixel.

    refine.py WORK OUT --encoder ResNet18.onnx --segmenter FILE.pt [--minutes N] [--batch N] [--seed N] [--start FILE]

Its inputs are a picture and the segmenter's logits for it, computed at several sizes; it learns the share of each pixel that
the subject covers. Photographs take no part: their masks are not true to the pixel. OUT is as train.py's.
"""
import numpy as np
import torch
from torch.nn import functional

from encoder import pretrained
from network import Refiner, Segmenter
from train import Trainer, composers, options_of

SIDE = 512                      # pixels of a composed picture
SHOWN = 320                     # pixels that the refiner sees of it: a part, or the whole reduced, in turn
VIEWS = (224, 288, 320, 384)    # pixels at which the segmenter sees the picture, one for each step in turn
BAND = 6                        # how much more a pixel that is covered in part counts
HELD_OUT = 64                   # held-out pictures for the line in the log


def difference(logits, alphas):
    """Cross entropy and mean difference, of pixels and of their steps to the next; partly covered pixels count more."""
    share = torch.sigmoid(logits)
    weight = 1 + BAND * 4 * alphas * (1 - alphas)
    entropy = functional.binary_cross_entropy_with_logits(logits, alphas, weight)
    far = ((share - alphas).abs() * weight).mean()
    steps = [(torch.diff(share, dim=axis) - torch.diff(alphas, dim=axis)).abs().mean() for axis in (2, 3)]
    return entropy + far + 2 * sum(steps)


class RefinerTrainer(Trainer):
    def __init__(self, given, network, segmenter):
        super().__init__(given, network)
        self.segmenter = segmenter.to(self.device, memory_format=torch.channels_last).eval()
        self.random = np.random.default_rng(given.seed)

    @torch.no_grad()
    def coarse(self, pictures):
        """The segmenter's logits at the pictures' size, scaled at random: it is surer of what it was trained on."""
        view = VIEWS[self.step % len(VIEWS)]
        small = functional.interpolate(pictures, size=(view, view), mode='bilinear', antialias=True, align_corners=False)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            logits = self.segmenter(small)
        logits = functional.interpolate(logits.float(), size=pictures.shape[2:], mode='bilinear', align_corners=False)
        return logits * float(self.random.uniform(0.6, 1.3))

    def shown(self, batch):
        """Pictures, coarse logits and alphas, N x C x SHOWN x SHOWN."""
        pictures, alphas = (torch.from_numpy(array).to(self.device) for array in batch)
        pictures, alphas = pictures.permute(0, 3, 1, 2).float(), alphas[:, None].float() / 255
        planes = torch.cat([pictures, self.coarse(pictures), alphas], 1)
        if self.step % 2:
            y, x = self.random.integers(0, SIDE - SHOWN + 1, 2)
            planes = planes[:, :, y:y + SHOWN, x:x + SHOWN]
        else:
            planes = functional.interpolate(planes, size=(SHOWN, SHOWN), mode='area')
        return [part.contiguous(memory_format=torch.channels_last) for part in planes.split([3, 1, 1], 1)]

    def loss(self, batch):
        pictures, coarse, alphas = self.shown(batch)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            logits = self.network(pictures, coarse)
        return difference(logits, alphas)

    @torch.no_grad()
    def score(self, network, batches):
        """Mean difference of alpha and its mean square, before and after, on held-out pictures."""
        network.eval()
        found = []
        for batch in batches:
            pictures, coarse, alphas = self.shown(batch)
            for logits in (coarse, network(pictures, coarse)):
                far = torch.sigmoid(logits) - alphas
                found.append([far.abs().mean().item(), far.square().mean().item()])
        before, after = np.mean(found[::2], 0), np.mean(found[1::2], 0)
        return f'MAE {before[0]:.4f} to {after[0]:.4f}, MSE {before[1]:.4f} to {after[1]:.4f}'


def held_batches(work, batch):
    """Composed of held-out objects; always the same."""
    from composition import sample
    from library import Library
    library, random = Library(work, held=True, photographs=False), np.random.default_rng(7)
    for _ in range(HELD_OUT // batch):
        pairs = [sample(library, random, SIDE) for _ in range(batch)]
        yield np.stack([picture for picture, _ in pairs]), np.stack([alpha for _, alpha in pairs])


def main():
    options = options_of(__doc__.splitlines()[0])
    options.add_argument('--segmenter', required=True)
    options.set_defaults(batch=8)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    queue, batches = composers(given, SIDE, exact=True), list(held_batches(given.work, given.batch))
    encoder, segmenter = pretrained(given.encoder), Segmenter()
    segmenter.load_state_dict(torch.load(given.segmenter, map_location='cpu'))
    trainer = RefinerTrainer(given, Refiner(encoder), segmenter)
    trainer.run(queue, lambda network, device: trainer.score(network, batches))


if __name__ == '__main__':
    main()
