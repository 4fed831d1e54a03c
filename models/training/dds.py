"""Reads pictures from DDS files in DXT1, DXT3 and DXT5 (Khronos Data Format Specification 1.3, section 18)."""
import struct

import numpy as np

HEADER = 128                                        # bytes
BLOCKS = {b'DXT1': 8, b'DXT3': 16, b'DXT5': 16}     # bytes of 4 x 4 pixels


def words_of(blocks, first):
    return blocks[:, first:first + 2].copy().view('<u2')[:, 0].astype(int)


def mixed(first, second, first_share, of):
    return (first * first_share + second * (of - first_share)) / of


def colours(blocks, always_four):
    """N x 16 x 4, BGRA, of N x 8 bytes; alpha is 0 where DXT1 has a hole."""
    ends = [words_of(blocks, 0), words_of(blocks, 2)]
    first, second = [np.stack([(end & 31) * 255 / 31, (end >> 5 & 63) * 255 / 63, (end >> 11) * 255 / 31,
                               np.full(len(end), 255)], -1) for end in ends]
    four = (ends[0] > ends[1])[:, None] | always_four
    palette = np.stack([first, second, np.where(four, mixed(first, second, 2, 3), mixed(first, second, 1, 2)),
                        np.where(four, mixed(first, second, 1, 3), 0)], 1)
    choice = (blocks[:, 4:, None] >> np.array([0, 2, 4, 6])) & 3
    return palette[np.arange(len(blocks))[:, None], choice.reshape(-1, 16)]


def graded(blocks):
    """N x 16 alphas of DXT5: 3 bits each that choose among values between two ends."""
    first, second = blocks[:, :1].astype(float), blocks[:, 1:2].astype(float)
    eight = [mixed(first, second, 7 - step, 7) for step in range(1, 7)]
    six = [mixed(first, second, 5 - step, 5) for step in range(1, 5)] + [np.zeros_like(first), np.full_like(first, 255)]
    palette = np.concatenate([first, second, np.where(first > second, np.concatenate(eight, 1), np.concatenate(six, 1))], 1)
    bits = np.unpackbits(blocks[:, 2:], axis=1, bitorder='little').reshape(-1, 16, 3)
    return np.take_along_axis(palette, bits @ np.array([1, 2, 4]), 1)


def decoded(data):
    """The largest picture of a file, H x W x 4, BGRA, 8 bits."""
    height, width = struct.unpack_from('<II', data, 12)
    kind = data[84:88]
    rows, columns = -(-height // 4), -(-width // 4)
    blocks = np.frombuffer(data, np.uint8, BLOCKS[kind] * rows * columns, HEADER).reshape(rows * columns, -1)
    pixels = colours(blocks[:, -8:], kind != b'DXT1')
    if kind == b'DXT3':
        pixels[..., 3] = np.stack([blocks[:, :8] & 15, blocks[:, :8] >> 4], -1).reshape(-1, 16) * 17
    elif kind == b'DXT5':
        pixels[..., 3] = graded(blocks[:, :8])
    picture = pixels.reshape(rows, columns, 4, 4, 4).transpose(0, 2, 1, 3, 4).reshape(4 * rows, 4 * columns, 4)
    return np.rint(picture[:height, :width]).astype(np.uint8)
