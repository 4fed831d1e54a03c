"""A person drawn by chance: shape, skin, hair and clothes."""
import numpy as np
from scipy.spatial import cKDTree

import meshes
import wardrobe
from makehuman import skinned

DETAILS = ('head/', 'nose/', 'mouth/', 'chin/', 'cheek/', 'forehead/', 'eyes/', 'ears/', 'neck/', 'torso/', 'hip/',
           'stomach/stomach-tone')
EXPRESSIONS = ('mouth-corner-puller', 'mouth-elevation', 'mouth-compression', 'mouth-depression', 'mouth-retraction',
               'mouth-protusion', 'neck-platysma', 'nose-compression')
# Decimetres: how near clothes the skin is drawn inwards, and by how much at most.
NEAR, TUCK = 0.35, 0.09


class Person:
    """One identity: the shape of the base mesh (vertices, V x 3, decimetres), the skin, hair and clothes; the age is in years."""

    def __init__(self, source, random):
        self.source = source
        self.sex = ['female', 'male'][random.integers(2)]
        self.age = random.uniform(20, 45) if random.random() < 0.65 else random.uniform(40, 82)
        self.race = wardrobe.weighed({'caucasian': 4, 'african': 3, 'asian': 3}, random)
        self.vertices = source.shaped(self.targets(random))
        self.choose(source, random)
        self.eye_picture = wardrobe.eyes(self.eyes, self.race, random)
        self.skin = self.skin_picture(random)

    def choose(self, source, random):
        """Hair and what is worn."""
        self.hair = wardrobe.weighed(wardrobe.HAIR[self.sex], random)
        self.hair_colour = wardrobe.hair_colour(self.age, random)
        self.suit = source.piece('clothes', random.choice(wardrobe.SUITS[self.sex]))
        self.shoes = source.piece('clothes', random.choice(wardrobe.SHOES))
        wears_hat = random.random() < 0.12 and self.hair in wardrobe.UNDER_A_HAT
        self.hat = source.piece('clothes', random.choice(wardrobe.HATS)) if wears_hat else None
        self.eyebrows = source.piece('eyebrows', random.choice(wardrobe.EYEBROWS))
        self.eyelashes = source.piece('eyelashes', random.choice(wardrobe.EYELASHES))
        self.eyes = source.piece('eyes', 'Low-Poly')

    def targets(self, random):
        """Weights of targets by name."""
        sex, old = {self.sex: 1}, np.clip((self.age - 25) / 65, 0, 1)
        age = {'young': 1 - old, 'old': old}
        other = ['caucasian', 'african', 'asian'][random.integers(3)]
        mixed = random.uniform(0, 0.35)
        race = {self.race: 1 - mixed}
        race[other] = race.get(other, 0) + mixed
        muscle, weight = [three(name, random.normal(0.5, 0.2)) for name in ('muscle', 'weight')]
        weights = self.source.combined('macrodetails/', race, sex, age)
        weights |= self.source.combined('macrodetails/universal-', sex, age, muscle, weight)
        height = three('height', random.normal(0.5, 0.18))
        weights |= self.source.combined('macrodetails/height/', sex, age, muscle, weight, height)
        form = {['idealproportions', 'uncommonproportions'][random.integers(2)]: random.uniform(0, 0.8)}
        weights |= self.source.combined('macrodetails/proportions/', sex, age, muscle, weight, form)
        if self.sex == 'female':
            chest = [three(name, random.normal(0.5, 0.15)) for name in ('cup', 'firmness')]
            weights |= self.source.combined('breast/', sex, age, muscle, weight, *chest)
        return weights | self.details(random)

    def details(self, random):
        """A few targets of the face and the trunk, the same on both sides, and an expression."""
        names = [name for name in self.source.targets if name.startswith(DETAILS) and '/r-' not in name]
        found = {}
        for name in random.choice(names, random.integers(6, 16), replace=False):
            # Both eyes and both ears change alike.
            found[name] = found[name.replace('/l-', '/r-')] = min(abs(random.normal(0, 0.35)), 0.8)
        for name in random.choice(EXPRESSIONS, random.integers(0, 3), replace=False):
            found[f'expression/units/{self.race}/{name}'] = random.uniform(0, 0.7)
        return {name: weight for name, weight in found.items() if name in self.source.targets}

    def skin_picture(self, random):
        """H x W x 4, BGRA, a little lighter, darker or of another tint than the file."""
        ages = ['young', 'middleage'] if self.age < 45 else ['middleage', 'old'] if self.age < 60 else ['old']
        folder = self.source.data / 'skins' / f'{random.choice(ages)}_{self.race}_{self.sex}' / 'textures'
        files = sorted(path for path in folder.glob('*.png') if 'suit' not in path.name)
        pixels = wardrobe.spread(wardrobe.picture(files[random.integers(len(files))]), self.source.skin)
        tone = np.exp(random.normal(0, 0.1) + random.normal(0, 0.025, 3))
        return np.dstack([(pixels[..., :3] * tone).clip(0, 255).astype(np.uint8), pixels[..., 3]])

    def pieces(self, data, random):
        """Each piece with its materials, the number of each face's (F), and which faces are drawn (F, or None for all)."""
        hidden = self.suit.hidden | self.shoes.hidden
        seen = self.source.body & ~hidden[self.source.base.quads].all(1)
        yield self.source.base, *wardrobe.plain(self.source.base, self.skin, 0.015, 12), seen
        for piece, shiny in ((self.suit, 0.0), (self.shoes, 0.1), (self.hat, 0.0)):
            if piece is not None:
                yield piece, *wardrobe.dressed(piece, data, random, shiny), None
        yield self.eyes, *wardrobe.plain(self.eyes, self.eye_picture, 0.3, 90), None
        dark = self.hair_colour * 0.7
        for piece, colour in ((self.eyebrows, dark), (self.eyelashes, dark * 0.3)):
            pixels = wardrobe.picture(wardrobe.file_of(piece, random))
            yield piece, *wardrobe.plain(piece, wardrobe.tinted(pixels, colour), 0.0), None
        if self.hair is not None:
            yield self.hair_piece(random)

    def hair_piece(self, random):
        """As in `pieces`."""
        hair = self.source.piece('hair', self.hair)
        pixels = wardrobe.tinted(wardrobe.picture(wardrobe.file_of(hair, random)), self.hair_colour)
        seen = None
        if self.hat is not None:
            fit = [self.source.fit(piece, self.vertices) for piece in (self.hat, hair)]
            seen = wardrobe.without_what_a_hat_covers(*fit, hair.quads)
        return hair, *wardrobe.plain(hair, pixels, 0.02, 15), seen


def three(name, value):
    """Weights of the least, average and largest of something; value: 0..1."""
    value = float(np.clip(value, 0, 1))
    return {f'min{name}': max(0, 1 - 2 * value), f'average{name}': 1 - abs(2 * value - 1), f'max{name}': max(0, 2 * value - 1)}


def vertex_normals(vertices, quads):
    """V x 3, of length 1 where a face has the vertex, else 0. vertices: V x 3; quads: F x 4."""
    across = np.cross(vertices[quads[:, 2]] - vertices[quads[:, 0]], vertices[quads[:, 3]] - vertices[quads[:, 1]])
    sums = np.zeros_like(vertices)
    for corner in range(4):
        np.add.at(sums, quads[:, corner], across)
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def tucked(person, vertices, placed):
    """The posed body's vertices, V x 3; those near clothes are drawn inwards, so that no skin comes through at a collar."""
    normals = vertex_normals(vertices, person.source.skin.quads)
    for piece in (person.suit, person.shoes):
        clothes = skinned(person.source.fit(piece, person.vertices), piece, placed)
        far, _ = cKDTree(clothes).query(vertices, distance_upper_bound=NEAR)
        depth = TUCK * np.clip(1 - far / NEAR, 0, 1)
        vertices = vertices - normals * depth[:, None]
    return vertices


def model(person, turns, data, random):
    """The person as a mesh, and the posed joints (3) by bone; decimetres. turns: rotations of bones by name."""
    source, parts, materials = person.source, [], []
    placed = source.pose(turns, person.vertices)
    for piece, own, numbers, seen in person.pieces(data, random):
        vertices = person.vertices if piece is source.base else source.fit(piece, person.vertices)
        vertices = skinned(vertices, piece, placed)
        if piece is source.base:
            vertices = tucked(person, vertices, placed)
        keep = np.arange(len(piece.quads)) if seen is None else np.flatnonzero(seen)
        halves = [piece.quads[keep][:, corners] for corners in ([0, 1, 2], [0, 2, 3])]
        uvs = np.concatenate([piece.uvs[piece.uv_quads[keep][:, corners]] for corners in ([0, 1, 2], [0, 2, 3])])
        parts.append(meshes.mesh(vertices, np.concatenate(halves), uvs, np.tile(numbers[keep], 2) + len(materials), own))
        materials += own
    joints = {bone: placed[k, :, :3] @ person.vertices[source.joints[k]].mean(0) + placed[k, :, 3]
              for k, bone in enumerate(source.bones)}
    arrays = [np.concatenate([getattr(part, name) for part in parts]) for name in ('positions', 'normals', 'uvs', 'material')]
    return meshes.Mesh(*arrays, materials), joints
