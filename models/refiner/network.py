"""Two networks of one shape: a small residual U-Net (Ronneberger et al. 2015; He et al. 2016) with global context.

SubjectNet finds the subject in N x 3 x H x W, RGB in 0..1, any H and W of at least 32: N x 1 x H x W, log odds of being
subject. RefineNet gets the same picture at a finer resolution and, as N x 1 x H x W, what SubjectNet said of it, and
answers with better log odds, by whose sigmoid a pixel is covered.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

NEAR = 31          # pixels across of "the surroundings" in the contrast features
FRAME = 3          # rows and columns that count as the picture's frame
COLOURS = 9        # planes that features() makes of a picture
MOST = 6           # log odds beyond which nothing said is heard
KEYS = 4           # planes that keys() makes of a picture and what is said of it
LEVELS = 6         # of the pyramid over which colours are carried, its finest a quarter of the picture's size
SCARCE = 0.1       # share of sure pixels below which a place asks the next coarser level
SURENESS = 8       # power of a side's probability with which a pixel stands for that side


def conv(inner, outer, size=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(inner, outer, size, stride, size // 2, bias=False), nn.BatchNorm2d(outer), nn.ReLU(inplace=True))


def up(x, like):
    return F.interpolate(x.float(), size=like.shape[2:], mode='bilinear', align_corners=False)


class Residual(nn.Module):
    def __init__(self, width, count=1):
        super().__init__()
        self.parts = nn.ModuleList([
            nn.Sequential(conv(width, width), nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
            for _ in range(count)])

    def forward(self, x):
        for part in self.parts:
            x = F.relu(x + part(x))
        return x


class Context(nn.Module):
    """Adds what the picture as a whole says to every place."""

    def __init__(self, width):
        super().__init__()
        self.lin = nn.Conv2d(width, width, 1)

    def forward(self, x):
        return x + F.relu(self.lin(x.mean((2, 3), keepdim=True)))


def frame_of(x):
    """Mean colour of the picture's frame, N x 3 x 1 x 1."""
    sides = [x[:, :, :FRAME], x[:, :, -FRAME:], x[:, :, :, :FRAME], x[:, :, :, -FRAME:]]
    return torch.cat([side.flatten(2) for side in sides], 2).mean(2)[:, :, None, None]


def features(x, frame):
    """Colours, and twice their contrast strongly raised: to the frame's mean, and to the surroundings."""
    half = NEAR // 2
    near = F.pad(x.contiguous(), (half, half, half, half), mode='replicate')
    for size in half, NEAR + 1 - half:      # twice, each time along one axis after the other, which is fast
        near = F.avg_pool2d(F.avg_pool2d(near, (1, size), 1), (size, 1), 1)
    return torch.cat([x * 2 - 1, torch.tanh(10 * (x - frame)), torch.tanh(16 * (x - near))], 1)


def carried(x, weight, fallback):
    """Colours of where weight is, carried to every place: pull and push over a pyramid (Gortler et al. 1996).

    N x 3 x H x W, weights of 0..1 as N x 1 x H x W, and N x 3 x 1 x 1 for where there is no weight at all.
    """
    levels = [F.avg_pool2d(torch.cat([x * weight, weight], 1), 4)]
    for _ in range(LEVELS - 1):
        levels.append(F.avg_pool2d(levels[-1], 3, 2, 1, count_include_pad=False))
    held = fallback
    for level in reversed(levels):
        held = (level[:, :3] + SCARCE * up(held, level)) / (level[:, 3:] + SCARCE)
    return up(held, x)


def keys(x, said, frame):
    """Contrast to the backdrop that is sure around here, and how far each colour lies from it to the subject's."""
    ground = carried(x, torch.exp(-SURENESS * F.softplus(said)), frame)
    subject = carried(x, torch.exp(-SURENESS * F.softplus(-said)), frame)
    across, along = x - ground, subject - ground
    share = (across * along).sum(1, keepdim=True) / ((along * along).sum(1, keepdim=True) + 3e-3)
    return torch.cat([torch.tanh(16 * across), share.clamp(-0.5, 1.5) * 2 - 1], 1)


class UNet(nn.Module):
    def __init__(self, planes, last, widths, more=0):
        """more: residual parts that each of the two finest levels has besides."""
        super().__init__()
        a, b, c, d, e = widths
        self.e1 = nn.Sequential(conv(planes, a, 3, 2), conv(a, a), Residual(a, more))
        self.e2 = nn.Sequential(conv(a, b, 3, 2), Residual(b))
        self.e3 = nn.Sequential(conv(b, c, 3, 2), Residual(c, 2))
        self.e4 = nn.Sequential(conv(c, d, 3, 2), Residual(d, 2), Context(d))
        self.e5 = nn.Sequential(conv(d, e, 3, 2), Residual(e, 2), Context(e))
        self.l4, self.d4 = nn.Conv2d(e, d, 1), Residual(d)
        self.l3, self.d3 = nn.Conv2d(d, c, 1), Residual(c)
        self.l2, self.d2 = nn.Conv2d(c, b, 1), nn.Sequential(conv(b, b), Residual(b, more))
        self.l1, self.d1 = nn.Conv2d(b, a, 1), nn.Sequential(conv(a, a), Residual(a, more))
        self.l0 = nn.Conv2d(a, 8, 1)
        self.d0 = conv(8 + planes, last)

    def decoded(self, f):
        """Features at the input's size, and the decoder's at an eighth."""
        e1 = self.e1(f)
        e2 = self.e2(e1)
        e3 = self.e3(e2)
        e4 = self.e4(e3)
        e5 = self.e5(e4)
        d4 = self.d4(F.relu(e4 + up(self.l4(e5), e4)))
        d3 = self.d3(F.relu(e3 + up(self.l3(d4), e3)))
        d2 = self.d2(F.relu(e2 + up(self.l2(d3), e2)))
        d1 = self.d1(F.relu(e1 + up(self.l1(d2), e1)))
        return self.d0(torch.cat([up(self.l0(d1), f), f], 1)), d3


class SubjectNet(UNet):
    def __init__(self):
        super().__init__(COLOURS, 16, (24, 48, 72, 112, 160))
        self.odds = nn.Conv2d(16, 1, 1)
        self.coarse = nn.Conv2d(72, 1, 1)

    def forward(self, x):
        """Log odds at the picture's size, and coarse ones at an eighth that only training looks at."""
        full, eighth = self.decoded(features(x, frame_of(x)))
        return self.odds(full), self.coarse(eighth)


class RefineNet(UNet):
    def __init__(self):
        super().__init__(COLOURS + 1 + KEYS, 16, (32, 48, 96, 144, 208), 1)
        self.fine = Residual(16)
        self.odds = nn.Conv2d(16, 1, 1)
        for part in self.later:
            nn.init.zeros_(part.parts[0][2].weight)     # adds nothing at first

    @property
    def later(self):
        """What SubjectNet and earlier refiners lack, the newest first."""
        return self.e1[2], self.d2[1], self.d1[1], self.fine

    def forward(self, x, said, frame=None):
        """frame: of the whole picture, where x is a part of it."""
        said = said.clamp(-MOST, MOST)
        frame = frame_of(x) if frame is None else frame
        full, _ = self.decoded(torch.cat([features(x, frame), said / 3, keys(x, said, frame)], 1))
        return self.odds(self.fine(full)) + 0.5 * said
