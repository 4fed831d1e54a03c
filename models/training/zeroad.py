"""Animals of 0 A.D. (CC-BY-SA 3.0): meshes, coats and movements, read from public.zip of Debian's package 0ad-data.

Formats: actors are XML; meshes (PMD), animations (PSA) and textures (DDS) are the game's cached files.
"""
import struct
import xml.etree.ElementTree as xml
import zipfile

import numpy as np
from scipy.spatial.transform import Rotation

import meshes

ACTORS = 'art/actors/fauna/'
# Flocks, shoals, doubles and what is in flames.
UNSUITED = ('circle', 'shoal', 'flaming', 'fish.xml', 'dragon', 'death')
BLOCKS = {b'DXT1': 8, b'DXT3': 16, b'DXT5': 16}     # bytes of 4 x 4 pixels
VERTEX = 32                 # bytes: position, normal, one pair of coordinates
BLEND = 20                  # bytes: 4 bones and their weights
STATE = 28                  # bytes: translation and quaternion


class Files:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = set(self.zip.namelist())

    def xml(self, name):
        return xml.fromstring(self.zip.read(name))

    def cached(self, name, ending):
        """A file in the form that the game has made of it, or None."""
        name = f'{name}.cached.{ending}'
        return self.zip.read(name) if name in self.names else None


def variants(files, node):
    """Variants of a group, each with the file that it is based on."""
    for variant in node.findall('variant'):
        yield variant
        name = f"art/variants/{variant.get('file')}"
        if name in files.names:
            yield files.xml(name)


def actors(files):
    """Name, mesh, coats and animations of each animal."""
    for name in sorted(files.names):
        if name.startswith(ACTORS) and name.endswith('.xml') and not any(word in name for word in UNSUITED):
            actor = files.xml(name)
            every = [variant for group in actor.iter('group') for variant in variants(files, group)]
            shapes = {node.text for variant in every for node in variant.iter('mesh')}
            coats = sorted({node.get('file') for variant in every for node in variant.iter('texture')
                            if node.get('name') == 'baseTex'})
            moves = sorted({node.get('file') for variant in every for node in variant.iter('animation')
                            if 'death' not in node.get('name', '').lower()})
            if len(shapes) == 1 and coats:
                yield name.removeprefix(ACTORS).removesuffix('.xml'), shapes.pop(), coats, moves


def states(data, count):
    """count x 4 x 4 of translations and quaternions."""
    values = np.frombuffer(data, 'f4', 7 * count).reshape(count, 7)
    placed = np.tile(np.eye(4), (count, 1, 1))
    placed[:, :3, :3], placed[:, :3, 3] = Rotation.from_quat(values[:, 3:]).as_matrix(), values[:, :3]
    return placed


class Animal:
    """A mesh at rest: V x 3 vertices, F x 3 faces, V x 2 coordinates, and how vertices follow bones."""

    def __init__(self, data):
        version, _, count = struct.unpack_from('<III', data, 4)
        at, pairs = 16, 1
        if version >= 4:
            pairs, at = struct.unpack_from('<I', data, at)[0], at + 4
        size = VERTEX + 8 * (pairs - 1) + BLEND
        rows = np.frombuffer(data, np.uint8, size * count, at).reshape(count, size)
        floats = rows[:, :size - BLEND].copy().view('f4')
        self.vertices, self.uvs = floats[:, :3], floats[:, 6:8]
        self.bones, self.weights = rows[:, -BLEND:-16], rows[:, -16:].copy().view('f4')
        at += size * count
        faces, at = struct.unpack_from('<I', data, at)[0], at + 4
        self.faces = np.frombuffer(data, '<u2', 3 * faces, at).reshape(-1, 3).astype(int)
        at += 6 * faces
        self.count, at = struct.unpack_from('<I', data, at)[0], at + 4
        self.rest = states(data[at:], self.count)

    def moved(self, data, random):
        """The vertices in one frame of an animation (PSA), or None where it is another skeleton's."""
        length = struct.unpack_from('<I', data, 12)[0]
        _, bones, frames = struct.unpack_from('<fII', data, 16 + length)
        if bones != self.count or frames == 0:
            return None
        frame = random.integers(frames)
        now = states(data[28 + length + STATE * bones * frame:], bones)
        turns = now @ np.linalg.inv(self.rest)
        # 255 stands for no bone.
        places = np.where(self.bones == 255, 0, self.bones).clip(0, bones - 1)
        points = np.c_[self.vertices, np.ones(len(self.vertices))]
        there = np.einsum('vbij,vj->vbi', turns[places], points)[..., :3]
        weights = np.where(self.bones == 255, 0, self.weights)
        total = weights.sum(1, keepdims=True)
        return np.where(total > 0.01, (there * weights[..., None]).sum(1) / total.clip(0.01), self.vertices)

    def mesh(self, vertices, texture):
        skin = meshes.Material((1, 1, 1), 0.02, 10, 1.0, texture)
        return meshes.mesh(vertices.astype('f4'), self.faces, self.uvs[self.faces], np.zeros(len(self.faces)), [skin])


def words_of(blocks, first):
    return blocks[:, first:first + 2].copy().view('<u2')[:, 0].astype(int)


def dds(data):
    """The largest picture of a DDS file in DXT1, DXT3 or DXT5, H x W x 3, BGR, 8 bits; alpha is left out.

    Khronos Data Format Specification 1.3, section 18.
    """
    height, width = struct.unpack_from('<II', data, 12)
    size = BLOCKS[data[84:88]]
    count = (height // 4) * (width // 4)
    blocks = np.frombuffer(data, np.uint8, size * count, 128).reshape(count, size)[:, size - 8:]
    ends = [words_of(blocks, 0), words_of(blocks, 2)]
    first, second = [np.stack([(end & 31) * 255 / 31, (end >> 5 & 63) * 255 / 63, (end >> 11) * 255 / 31], -1) for end in ends]
    four = (ends[0] > ends[1])[:, None] | (size == 16)
    palette = np.stack([first, second, np.where(four, (2 * first + second) / 3, (first + second) / 2),
                        np.where(four, (first + 2 * second) / 3, 0)], 1)
    choice = (blocks[:, 4:, None] >> np.array([0, 2, 4, 6])) & 3
    pixels = palette[np.arange(count)[:, None, None], choice]
    picture = pixels.reshape(height // 4, width // 4, 4, 4, 3).transpose(0, 2, 1, 3, 4).reshape(height, width, 3)
    return np.rint(picture).astype(np.uint8)
