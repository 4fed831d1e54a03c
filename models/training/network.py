"""The segmenter: which pixels belong to the subject."""
import torch
from torch import nn
from torch.nn import functional

from encoder import MEAN, WIDTHS, Encoder

CONTEXT = 128                   # channels that look at the whole picture
DECODER = (96, 64, 40, 24)      # channels at 1/16, 1/8, 1/4 and 1/2 of the size
SKIPS = (96, 64, 40, 16)        # channels taken over from the encoder at the same sizes
BLOCK = 16                      # channels that oneDNN computes together


class Convolution(nn.Conv2d):
    """A convolution without stride, computed with whole blocks of 16 channels on both sides.

    On CPUs PyTorch 2.6 fills the rest of a block with whatever was in memory: answers were not numbers now and then, and in
    bfloat16 gradients reached 1e15.
    """

    def forward(self, x):
        before, after = -self.in_channels % BLOCK, -self.out_channels % BLOCK
        if before + after == 0 or torch.onnx.is_in_onnx_export():
            return super().forward(x)
        weight = functional.pad(self.weight, (0, 0, 0, 0, 0, before, 0, after))
        bias = None if self.bias is None else functional.pad(self.bias, (0, after))
        x = functional.pad(x, (0, 0, 0, 0, 0, before))
        return functional.conv2d(x, weight, bias, 1, self.padding, self.dilation)[:, :self.out_channels]


def convolution(before, after, size=3, dilation=1):
    return nn.Sequential(Convolution(before, after, size, 1, dilation * (size // 2), dilation, bias=False),
                         nn.BatchNorm2d(after), nn.ReLU(True))


def enlarged(x, like):
    return functional.interpolate(x, size=like.shape[2:], mode='bilinear', align_corners=False)


class Segmenter(nn.Module):
    """N x 3 x H x W, BGR in 0..255, sides divisible by 32, to N x 1 x H x W log odds of being subject."""

    def __init__(self, encoder=None):
        super().__init__()
        self.encoder = encoder or Encoder()
        self.register_buffer('mean', torch.tensor(MEAN).view(1, 3, 1, 1))
        self.narrow = convolution(WIDTHS[3], CONTEXT, 1)
        self.everywhere = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(WIDTHS[3], CONTEXT, 1), nn.ReLU(True))
        self.context = convolution(2 * CONTEXT, CONTEXT, 3, 2)
        sources = (WIDTHS[2], WIDTHS[1], WIDTHS[0], WIDTHS[0])
        self.skips = nn.ModuleList(convolution(source, skip, 1) for source, skip in zip(sources, SKIPS))
        befores = (CONTEXT, *DECODER[:-1])
        self.steps = nn.ModuleList(convolution(before + skip, after) for before, skip, after in zip(befores, SKIPS, DECODER))
        self.answer = Convolution(DECODER[-1], 1, 3, 1, 1)
        # Coarse answers are for training alone.
        self.coarse = nn.ModuleList(Convolution(width, 1, 1) for width in DECODER[:2])

    def frozen(self):
        """What keeps its pretrained weights: edges and blobs are the same everywhere."""
        return [self.encoder.stem, self.encoder.stages[0]]

    def features(self, x):
        with torch.set_grad_enabled(False):
            half, quarter = self.encoder.shallow(x)
        eighth, sixteenth, deepest = self.encoder.deep(quarter)
        return (sixteenth, eighth, quarter, half), deepest

    def forward(self, x):
        return self.answers(x)[0]

    def answers(self, x):
        """The answer and, at 1/8 and 1/16 of its size, the coarse ones."""
        finer, deepest = self.features(x - self.mean)
        local = self.narrow(deepest)
        overall = self.everywhere(deepest).expand(-1, -1, *local.shape[2:])
        x, maps = self.context(torch.cat([local, overall], 1)), []
        for skip, step, source in zip(self.skips, self.steps, finer):
            x = step(torch.cat([enlarged(x, source), skip(source)], 1))
            maps.append(x)
        answer = functional.interpolate(self.answer(x).float(), scale_factor=2, mode='bilinear', align_corners=False)
        return answer, [layer(x).float() for layer, x in zip(self.coarse, maps)]
