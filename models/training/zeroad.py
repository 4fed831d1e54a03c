"""Animals of 0 A.D. (CC-BY-SA 3.0): meshes, coats and movements, read from public.zip of Debian's package 0ad-data.

Formats: actors are XML; meshes (PMD), animations (PSA) and textures (DDS, see dds.py) are the game's cached files.
"""
import dataclasses
import functools
import struct
import xml.etree.ElementTree as xml
import zipfile

import numpy as np
from scipy.spatial.transform import Rotation

import meshes
from dds import decoded

ACTORS = 'art/actors/'
OTHERS = ('units/britons/wolfhound.xml',)           # animals that are not among the fauna
# Flocks, shoals, what is in flames and what does not exist.
UNSUITED = ('circle', 'shoal', 'flaming', 'fish.xml', 'fish_generic', 'dragon', 'death')
PARTS = ('props/horse/', 'props/fauna/', 'props/camel/')   # manes, tails, antlers; others are blood and dust
TRANSPARENT = 'basic_trans'     # materials whose alpha is transparency; that of others is a player's colour, or nothing
VERTEX = 32                     # bytes: position, normal, one pair of coordinates
BLEND = 20                      # bytes: 4 bones and their weights
STATE = 28                      # bytes: translation and quaternion
NO_BONE = 255


class Files:
    """The package, and which actors are drawn as parts of others."""

    def __init__(self, path, is_part=lambda actor: actor.startswith(PARTS)):
        self.zip, self.is_part = zipfile.ZipFile(path), is_part
        self.names = set(self.zip.namelist())

    @functools.cache
    def xml(self, name):
        return xml.fromstring(self.zip.read(name))

    def cached(self, name, ending):
        """A file in the form that the game has made of it, or None."""
        name = f'{name}.cached.{ending}'
        return self.zip.read(name) if name in self.names else None

    @functools.lru_cache(16)
    def coat(self, name, channels):
        """H x W x channels, BGR or BGRA, 8 bits; one array for all parts that wear it."""
        return np.ascontiguousarray(decoded(self.cached(f'art/textures/skins/{name}', 'dds'))[..., :channels])

    def animals(self):
        """The actors' names, below ACTORS."""
        fauna = [name.removeprefix(ACTORS) for name in sorted(self.names) if name.startswith(f'{ACTORS}fauna/')]
        return [name for name in [*fauna, *OTHERS] if name.endswith('.xml') and not any(word in name for word in UNSUITED)]


@dataclasses.dataclass
class Look:
    """What is drawn of an actor."""
    shape: str = ''
    coat: str = ''
    transparent: bool = False
    moves: list = dataclasses.field(default_factory=list)
    parts: list = dataclasses.field(default_factory=list)     # names of points and of actors that hang there


def inherited(files, variant):
    """The variant files that a variant is based on, the first one first, and itself."""
    name = f"art/variants/{variant.get('file')}"
    if name in files.names:
        yield from inherited(files, files.xml(name))
    yield variant


def is_dead(variant):
    return any(word in f"{variant.get('name')} {variant.get('file')}".lower() for word in ('death', 'dead'))


def seen_of(files, variant):
    """The nodes of a variant that change the picture. Movements do not count: they are drawn by lot."""
    return [node for part in inherited(files, variant) for node in part.iter()
            if node.tag == 'mesh' or node.tag == 'texture' and node.get('name') == 'baseTex'
            or node.tag == 'prop' and files.is_part(node.get('actor') or '')]


def moves_of(files, variant):
    return [node.get('file') for part in inherited(files, variant) for node in part.iter('animation')
            if node.get('file') and 'death' not in node.get('name', '').lower()]


def look(files, name, number):
    """The combination of variants with this number; numbers from 0 on give every one in turn, and then again."""
    actor = files.xml(ACTORS + name)
    found = Look(transparent=(actor.findtext('material') or '').startswith(TRANSPARENT))
    for group in actor.iter('group'):
        living = [variant for variant in group.findall('variant') if not is_dead(variant)]
        found.moves += [move for variant in living for move in moves_of(files, variant)]
        every = [seen_of(files, variant) for variant in living]
        seen = [nodes for nodes in every if nodes]
        # To be without a part is a choice too: a doe has no antlers.
        if len(seen) < len(every) and all(node.tag == 'prop' for nodes in seen for node in nodes):
            seen.append([])
        if seen:
            number, chosen = divmod(number, len(seen))
            take(found, seen[chosen])
    return found


def take(found, nodes):
    """Later nodes replace what earlier ones said."""
    for node in nodes:
        if node.tag == 'mesh':
            found.shape = node.text
        elif node.tag == 'texture':
            found.coat = node.get('file')
        else:
            found.parts.append((node.get('attachpoint'), node.get('actor')))


def states(data, count):
    """count x 4 x 4 of translations and quaternions."""
    values = np.frombuffer(data, 'f4', 7 * count).reshape(count, 7)
    placed = np.tile(np.eye(4), (count, 1, 1))
    placed[:, :3, :3], placed[:, :3, 3] = Rotation.from_quat(values[:, 3:]).as_matrix(), values[:, :3]
    return placed


def frame(data, random):
    """The bones in one frame of an animation (PSA), B x 4 x 4."""
    length = struct.unpack_from('<I', data, 12)[0]
    _, bones, frames = struct.unpack_from('<fII', data, 16 + length)
    return states(data[28 + length + STATE * bones * random.integers(max(1, frames)):], bones)


class Body:
    """A mesh at rest: V x 3 vertices and normals, F x 3 faces, V x 2 coordinates, and how vertices follow bones."""

    def __init__(self, data):
        version, _, count = struct.unpack_from('<III', data, 4)
        at, pairs = 16, 1
        if version >= 4:
            pairs, at = struct.unpack_from('<I', data, at)[0], at + 4
        size = VERTEX + 8 * (pairs - 1) + BLEND
        rows = np.frombuffer(data, np.uint8, size * count, at).reshape(count, size)
        floats = rows[:, :size - BLEND].copy().view('f4')
        self.vertices, self.normals, self.uvs = floats[:, :3], floats[:, 3:6], floats[:, 6:8]
        self.bones, self.weights = rows[:, -BLEND:-16], rows[:, -16:].copy().view('f4')
        at += size * count
        faces, at = struct.unpack_from('<I', data, at)[0], at + 4
        self.faces = np.frombuffer(data, '<u2', 3 * faces, at).reshape(-1, 3).astype(int)
        at += 6 * faces
        bones, at = struct.unpack_from('<I', data, at)[0], at + 4
        self.rest = states(data[at:], bones)
        self.points = dict(points_of(data, at + STATE * bones))

    def posed(self, now):
        """Vertices and normals with the bones at now (B x 4 x 4)."""
        turns = now @ np.linalg.inv(self.rest)
        without = (self.bones == NO_BONE) | (self.bones >= len(turns))
        weights = np.where(without, 0, self.weights)[..., None, None]
        turn = (turns[np.where(without, 0, self.bones)] * weights).sum(1)
        total = weights.sum(1)
        turn = np.where(total > 0.01, turn / total.clip(0.01), np.eye(4))
        return (np.einsum('vij,vj->vi', turn[:, :3, :3], self.vertices) + turn[:, :3, 3],
                np.einsum('vij,vj->vi', turn[:, :3, :3], self.normals))

    def place(self, point, now):
        """4 x 4: where a part that hangs at a named point is put."""
        placed, bone = self.points.get(point, (np.eye(4), NO_BONE))
        return now[bone] @ placed if bone < len(now) else placed


def points_of(data, at):
    """Names of the points at which parts hang, with their places (4 x 4) and bones."""
    count, at = struct.unpack_from('<I', data, at)[0], at + 4
    for _ in range(count):
        length = struct.unpack_from('<I', data, at)[0]
        name, at = data[at + 4:at + 4 + length].decode(), at + 4 + length
        yield name, (states(data[at:], 1)[0], data[at + STATE])
        at += STATE + 1


def drawn(files, seen, random, now=None, place=np.eye(4)):
    """Meshes of a look and its parts, in one frame of its movements. now: the bones of the body that a part belongs to."""
    raw = files.cached(f'art/meshes/{seen.shape}', 'pmd')
    if raw is None:
        return      # smoke, and marks on the ground
    body = Body(raw)
    moves = [move for move in (files.cached(f'art/animation/{name}', 'psa') for name in sorted(set(seen.moves))) if move]
    if now is None and moves:
        now = frame(moves[random.integers(len(moves))], random)
    if now is None or len(now) != len(body.rest):
        now = body.rest
    vertices, normals = body.posed(now) if len(now) else (body.vertices, body.normals)
    vertices, normals = vertices @ place[:3, :3].T + place[:3, 3], normals @ place[:3, :3].T
    coat = files.coat(seen.coat, 4 if seen.transparent else 3)
    skin = meshes.Material((1, 1, 1), 0.02, 10, 1.0, coat)
    yield meshes.mesh(vertices.astype('f4'), body.faces, body.uvs[body.faces], np.zeros(len(body.faces)), [skin],
                      normals[body.faces])
    # One number for all parts: mane and tail have the same colours in the same order.
    number = random.integers(1000)
    for point, actor in seen.parts:
        yield from drawn(files, look(files, actor, number), random, now, place @ body.place(point, now))


def mesh(files, seen, random):
    """All meshes of a look as one."""
    parts = list(drawn(files, seen, random))
    for number, part in enumerate(parts):
        part.material = part.material + number
    arrays = [np.concatenate([getattr(part, name) for part in parts]) for name in ('positions', 'normals', 'uvs', 'material')]
    return meshes.Mesh(*arrays, [part.materials[0] for part in parts])
