"""Other light, other colours, a sensor's noise and a file's losses, for training pictures: N x 3 x H x W in 0..1."""
import torch
import torch.nn.functional as F

MOST_NOISE = 0.03          # standard deviation
WORST, BEST = 60, 97       # quality of JPEG

# Quantisation of quality 50, and what YCbCr is (ITU-T T.81 annex K, ITU-T T.871).
LUMA = [[16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99]]
CHROMA = [[17, 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]]     # 99 beyond
YCBCR = [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]


def among(low, high, like):
    """One random number per picture."""
    return low + (high - low) * torch.rand(len(like), 1, 1, 1, device=like.device)


def chance(share, like):
    return among(0, 1, like) < share


def recoloured(colours, *others):
    """Channels exchanged, another gamma and gain, negative or grey, each now and then; the others go with their pictures."""
    mixed = torch.rand(len(colours), 3, device=colours.device).argsort(1)
    order = torch.where(chance(0.25, colours)[:, :, 0, 0], mixed, torch.arange(3, device=colours.device))[:, :, None, None]
    lit = chance(0.6, colours)
    gamma = torch.where(lit, among(-0.35, 0.35, colours).exp(), 1)
    gain = torch.where(lit, torch.cat([among(0.85, 1.1, colours) for _ in range(3)], 1), 1)
    negative, grey = chance(0.1, colours), chance(0.08, colours)

    def change(planes):
        planes = planes.gather(1, order.expand_as(planes)).clamp_min(1e-4) ** gamma * gain
        planes = torch.where(negative, 1 - planes, planes)
        return torch.where(grey, planes.mean(1, keepdim=True), planes).clamp(0, 1)

    return [change(planes) for planes in (colours, *others)]


def noisy(colours):
    """As a sensor leaves six of ten."""
    deviation = chance(0.6, colours) * MOST_NOISE * among(0, 1, colours) ** 2
    return (colours + torch.randn_like(colours) * deviation).clamp(0, 1)


def cosines(device):
    """Orthonormal DCT-II of 8."""
    place = torch.arange(8.0, device=device)
    basis = torch.cos((2 * place + 1) * place[:, None] * (torch.pi / 16)) / 2
    basis[0] /= 2 ** 0.5
    return basis


def coarse(plane, table, scale):
    """N x C x H x W in 0..255 about zero, H and W divisible by 8, after quantisation of its blocks' cosines."""
    count, channels, height, width = plane.shape
    blocks = plane.reshape(count, channels, height // 8, 8, width // 8, 8).transpose(3, 4)
    basis = cosines(plane.device)
    step = torch.floor((table * scale[..., None, None] + 50) / 100).clamp(1, 255)
    kept = torch.round(basis @ blocks @ basis.T / step) * step
    return (basis.T @ kept @ basis).transpose(3, 4).reshape_as(plane)


def filed(colours):
    """Four of ten as after JPEG with chroma at half the size; sides divisible by 16."""
    quality = among(WORST, BEST, colours).floor()
    scale = 200 - 2 * quality       # libjpeg's, for qualities from 50
    matrix = torch.tensor(YCBCR, device=colours.device)
    planes = torch.einsum('ij,njhw->nihw', matrix, colours * 255)
    luma = coarse(planes[:, :1] - 128, torch.tensor(LUMA, device=colours.device), scale) + 128
    table = F.pad(torch.tensor(CHROMA, device=colours.device), (0, 4, 0, 4), value=99)
    chroma = F.interpolate(coarse(F.avg_pool2d(planes[:, 1:], 2), table, scale), scale_factor=2, mode='bilinear')
    back = torch.einsum('ij,njhw->nihw', torch.linalg.inv(matrix), torch.cat([luma, chroma], 1)) / 255
    return torch.where(chance(0.4, colours), back.clamp(0, 1), colours)
