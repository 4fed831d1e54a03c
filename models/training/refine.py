"""Trains the refiner on composed pictures whose alpha is known to the pixel.

    refine.py WORK OUT --encoder ResNet18.onnx --segmenter FILE.pt [--minutes N] [--batch N] [--seed N] [--start FILE]

It is told what the segmenter sees, at several sizes, and learns the share of each pixel that the subject covers in windows
along the outline. Photographs take no part: their masks are not true to the pixel. OUT is as train.py's.
"""
import numpy as np
import torch
from torch.nn import functional

from encoder import pretrained
from network import Refiner, Segmenter
from train import Trainer, composers, options_of

SIDE = 448                      # pixels of a composed picture
WINDOW = 224                    # pixels of what the refiner is shown
WINDOWS = 4                     # of each picture
VIEWS = (224, 256, 320, 384)    # pixels at which the segmenter sees the picture, one for each step in turn
SCENES = 0.35                   # share of rendered scenes, most of them with hair, lace, glass or thin parts
BAND = 6                        # how much more a pixel that is covered in part counts
TRIED = 64                      # held-out pictures for the line in the log


def corners(alphas, random):
    """Upper left corners of windows, four times of five around a pixel that is covered in part."""
    for number, alpha in enumerate(alphas):
        places = np.argwhere((alpha > 20) & (alpha < 235))
        for _ in range(WINDOWS):
            place = random.integers(0, SIDE, 2)
            if len(places) and random.random() < 0.8:
                place = places[random.integers(len(places))] + random.integers(-WINDOW // 4, WINDOW // 4 + 1, 2)
            y, x = np.clip(place - WINDOW // 2, 0, SIDE - WINDOW)
            yield number, int(y), int(x)


def difference(odds, alphas):
    """Cross entropy and mean difference, of pixels and of their steps to the next; partly covered pixels count more."""
    share = torch.sigmoid(odds)
    weight = 1 + BAND * 4 * alphas * (1 - alphas)
    entropy = functional.binary_cross_entropy_with_logits(odds, alphas, weight)
    far = ((share - alphas).abs() * weight).mean()
    steps = [(torch.diff(share, dim=axis) - torch.diff(alphas, dim=axis)).abs().mean() for axis in (2, 3)]
    return entropy + far + 2 * sum(steps)


class RefinerTrainer(Trainer):
    def __init__(self, given, network, segmenter):
        super().__init__(given, network)
        self.segmenter = segmenter.to(self.device, memory_format=torch.channels_last).eval()
        self.random = np.random.default_rng(given.seed)

    @torch.no_grad()
    def said(self, pictures):
        """The segmenter's log odds at the pictures' size, now and then surer or less sure than it is."""
        view = VIEWS[self.step % len(VIEWS)]
        small = functional.interpolate(pictures, size=(view, view), mode='bilinear', antialias=True, align_corners=False)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            odds = self.segmenter(small)
        odds = functional.interpolate(odds.float(), size=pictures.shape[2:], mode='bilinear', align_corners=False)
        return odds * float(self.random.uniform(0.6, 1.3))

    def windows(self, batch):
        pictures, alphas = (torch.from_numpy(array).to(self.device) for array in batch)
        pictures, alphas = pictures.permute(0, 3, 1, 2).float(), alphas[:, None].float() / 255
        said, parts = self.said(pictures), list(corners(batch[1], self.random))
        return [torch.stack([planes[number, :, y:y + WINDOW, x:x + WINDOW] for number, y, x in parts])
                .contiguous(memory_format=torch.channels_last) for planes in (pictures, said, alphas)]

    def loss(self, batch):
        pictures, said, alphas = self.windows(batch)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            odds = self.network(pictures, said)
        return difference(odds, alphas)

    @torch.no_grad()
    def score(self, network, batches):
        """Mean difference of alpha and its mean square, before and after, in windows of held-out pictures."""
        network.eval()
        found = []
        for batch in batches:
            pictures, said, alphas = self.windows(batch)
            for odds in (said, network(pictures, said)):
                far = torch.sigmoid(odds) - alphas
                found.append([far.abs().mean().item(), far.square().mean().item()])
        before, after = np.mean(found[::2], 0), np.mean(found[1::2], 0)
        return f'MAE {before[0]:.4f} to {after[0]:.4f}, MSE {before[1]:.4f} to {after[1]:.4f}'


def held_batches(work, batch):
    """Composed of held-out objects; always the same."""
    from composition import sample
    from library import Library
    library, random = Library(work, held=True), np.random.default_rng(7)
    for _ in range(TRIED // batch):
        pairs = [sample(library, random, SIDE, 0, 0) for _ in range(batch)]
        yield np.stack([picture for picture, _ in pairs]), np.stack([alpha for _, alpha in pairs])


def main():
    options = options_of(__doc__.splitlines()[0])
    options.add_argument('--segmenter', required=True)
    options.set_defaults(batch=4)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    queue, batches = composers(given, SIDE, photographs=0, scenes=SCENES), list(held_batches(given.work, given.batch))
    encoder, segmenter = pretrained(given.encoder), Segmenter()
    segmenter.load_state_dict(torch.load(given.segmenter, map_location='cpu'))
    trainer = RefinerTrainer(given, Refiner(encoder), segmenter)
    trainer.run(queue, lambda network, device: trainer.score(network, batches))


if __name__ == '__main__':
    main()
