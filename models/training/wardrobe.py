"""What MakeHuman's people wear: which pieces, all of MakeHuman's own (CC0), and their colours.

Pictures are H x W x 4, BGRA, 8 bits.
"""
import functools

import cv2
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

import meshes
from render import material_tile

SUITS = {'female': ['female_casualsuit01', 'female_casualsuit02', 'female_elegantsuit01', 'female_sportsuit01'],
         'male': [f'male_casualsuit0{number}' for number in range(1, 7)] + ['male_elegantsuit01', 'male_worksuit01']}
SHOES = [f'shoes0{number}' for number in range(1, 7)]
HATS = ['fedora', 'fedora_cocked']
HAIR = {'female': {'bob01': 3, 'bob02': 3, 'Braid01': 2, 'long01': 4, 'ponytail01': 3, 'short01': 1, 'short02': 1, 'short03': 1,
                   'short04': 1, 'afro01': 2},
        'male': {'short01': 3, 'short02': 4, 'short03': 3, 'short04': 4, 'afro01': 1.5, 'long01': 0.5, 'ponytail01': 0.4,
                 'bob02': 0.4, None: 1}}
UNDER_A_HAT = ('short02', 'short03', 'short04', 'bob01', 'bob02', 'long01')
EYEBROWS = [f'eyebrow0{number:02}' for number in range(1, 13)]
EYELASHES = ['Eyelashes01', 'eyelashes02', 'eyelashes03', 'eyelashes04']
# Blue, green, red in 0..1, as on the screen, and how often.
HAIR_COLOURS = {(0.07, 0.08, 0.09): 5, (0.12, 0.17, 0.24): 5, (0.20, 0.30, 0.42): 3, (0.35, 0.52, 0.68): 2,
                (0.55, 0.72, 0.84): 1, (0.14, 0.25, 0.52): 1}
GREY_HAIR = (0.72, 0.72, 0.72)
VARIANTS = 3            # of colours on one suit


@functools.lru_cache(64)
def picture(path):
    """The file's picture, opaque where it has no alpha."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise ValueError(f'{path} cannot be read.')
    return pixels if pixels.shape[2] == 4 else cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA)


def spread(pixels, piece):
    """The picture with the colours of the parts that a piece uses grown outwards, so that no backdrop shows at a seam."""
    height, width = pixels.shape[:2]
    used = np.zeros((height, width), np.uint8)
    places = piece.uvs[piece.uv_quads] * [width, -height] + [0, height]
    for quad in np.rint(places - 0.5).astype(np.int32):
        cv2.fillConvexPoly(used, quad, 1)
    inner = cv2.erode(used, np.ones((5, 5), np.uint8))
    _, labels = cv2.distanceTransformWithLabels(1 - inner, cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL)
    nearest = np.zeros(labels.max() + 1, int)
    rows = np.flatnonzero(inner)
    nearest[labels.ravel()[rows]] = rows
    return pixels.reshape(-1, pixels.shape[2])[nearest[labels]]


def file_of(piece, random):
    """The path of one of the piece's pictures."""
    files = [material['mapDiffuse'] for material in piece.materials if 'mapDiffuse' in material]
    return piece.folder / files[random.integers(len(files))]


def eyes(piece, race, random):
    """The picture of the eyes: mostly brown; darker than the file, for the lids' shadow is not drawn.

    race: caucasian, african or asian.
    """
    names = [f'{colour}_eye.png' for colour in ('blue', 'bluegreen', 'green', 'grey', 'brownlight', 'brown')]
    brown = random.random() < (0.45 if race == 'caucasian' else 0.93)
    pixels = picture(piece.folder / 'textures' / names[random.integers(4, 6) if brown else random.integers(0, 5)])
    return np.dstack([(pixels[..., :3] * random.uniform(0.55, 0.8)).astype(np.uint8), pixels[..., 3]])


def tinted(pixels, colour, contrast=1.0):
    """The picture's lightness in one colour (blue, green and red in 0..1, as on the screen): hair and eyebrows."""
    grey = pixels[..., :3].mean(2).astype('f4')
    seen = pixels[..., 3] > 60
    grey /= max(float(grey[seen].mean()) if seen.any() else 1, 8)
    colours = 255 * np.array(colour, 'f4') * grey[..., None].clip(0.15, 2.5) ** contrast
    return np.dstack([colours.clip(0, 255).astype(np.uint8), pixels[..., 3]])


def shifted(pixels, random):
    """Another hue, saturation and lightness."""
    parts = cv2.cvtColor(np.ascontiguousarray(pixels[..., :3]), cv2.COLOR_BGR2HSV).astype('f4')
    parts[..., 0] = (parts[..., 0] + random.uniform(0, 180)) % 180
    parts[..., 1] *= random.uniform(0.3, 1.6)
    parts[..., 2] = 255 * (parts[..., 2] / 255) ** np.exp(random.normal(0, 0.5))
    return np.dstack([cv2.cvtColor(parts.clip(0, 255).astype(np.uint8), cv2.COLOR_HSV2BGR), pixels[..., 3]])


def cloth(piece, data, random):
    """A picture of the piece: its own, recoloured, of one colour, or of a material; opaque."""
    pixels = picture(file_of(piece, random)).copy()
    pixels[..., 3] = 255
    kind = random.random()
    if kind < 0.25:
        return pixels
    if kind < 0.6:
        return shifted(pixels, random)
    own = pixels[..., :3].mean(2)
    # The lightness of the picture itself stays in part: its seams and folds.
    folds = (1 + random.uniform(0.3, 0.9) * (own / max(own.mean(), 20) - 1)).clip(0.4, 1.4)[..., None]
    base = one_colour(random) if kind < 0.85 else photographed(data, own.shape, random)
    return np.dstack([(base * folds).clip(0, 255).astype(np.uint8), pixels[..., 3]])


def one_colour(random):
    """Blue, green and red in 0..255; of any hue or grey."""
    return random.random(3) * 255 if random.random() < 0.6 else np.full(3, random.uniform(15, 250))


def photographed(data, shape, random):
    """A photographed material, repeated to a height and width; H x W x 3."""
    tile = cv2.resize(material_tile(data, random), (256, 256))
    rows, columns = [-(-want // have) for want, have in zip(shape, tile.shape)]
    return np.tile(tile, (rows, columns, 1))[:shape[0], :shape[1]]


@functools.lru_cache(48)
def parts_of(name, quads):
    """Of each face of a suit, which variant of colours it has: sewn parts have one, and so have parts of one size.

    quads: the bytes of F x 4 vertices, which a cache can compare.
    """
    faces = np.frombuffer(quads, np.int64).reshape(-1, 4)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 3]]])
    count = faces.max() + 1
    _, label = connected_components(coo_matrix((np.ones(len(edges)), edges.T), (count, count)), False)
    part = label[faces[:, 0]]
    sizes = np.bincount(part)[part]
    ranks = {size: rank for rank, size in enumerate(sorted(set(sizes.tolist()), reverse=True))}
    return np.array([ranks[size] % VARIANTS for size in sizes])


def dressed(piece, data, random, shiny=0.0):
    """Materials of a suit, a hat or shoes, and the number of each face's."""
    parts = parts_of(piece.name, np.ascontiguousarray(piece.quads, np.int64).tobytes())
    return [meshes.Material(specular=shiny, texture=np.ascontiguousarray(cloth(piece, data, random)), smooth=True)
            for _ in range(parts.max() + 1)], parts


def plain(piece, pixels, specular, gloss=20.0):
    """One material for all faces."""
    material = meshes.Material(specular=specular, gloss=gloss, texture=np.ascontiguousarray(pixels), smooth=True)
    return [material], np.zeros(len(piece.quads), int)


def weighed(shares, random):
    """A key, each as often as its value says."""
    weights = np.array(list(shares.values()), float)
    return list(shares)[random.choice(len(weights), p=weights / weights.sum())]


def hair_colour(age, random):
    """Blue, green and red, about 0..1: grey with age (years), rarely dyed."""
    if random.random() < 0.05:
        return random.uniform(0.1, 0.9, 3)
    colour = np.array(weighed(HAIR_COLOURS, random))
    grey = np.clip(random.normal((age - 45) / 25, 0.25), 0, 1)
    return (colour * (1 - grey) + np.array(GREY_HAIR) * grey) * np.exp((random.normal(0, 0.15) + random.normal(0, 0.04, 3)))


def without_what_a_hat_covers(hat, hair, quads):
    """Which faces of hair (F) are below a hat's brim. hat, hair: V x 3, both before posing; quads: F x 4."""
    middle = hat[:, [0, 2]].mean(0)
    far = np.linalg.norm(hat[:, [0, 2]] - middle, axis=1)
    brim = hat[far > np.quantile(far, 0.75)]
    plane, *_ = np.linalg.lstsq(np.c_[brim[:, [0, 2]], np.ones(len(brim))], brim[:, 1], rcond=None)
    centres = hair[quads].mean(1)
    return centres[:, 1] < centres[:, [0, 2]] @ plane[:2] + plane[2] + 0.02
