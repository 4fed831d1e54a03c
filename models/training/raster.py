"""Views of meshes: a camera, a sun and surroundings chosen at random, drawn by rasteriser.c."""
import ctypes
import dataclasses
import pathlib
import subprocess
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).parent
LIBRARY = pathlib.Path(tempfile.gettempdir()) / 'pipeline-rasteriser.so'
FINER = 3               # samples each way
FILL = 0.88             # of the picture's side that the object's longer side takes
floats3 = ctypes.c_float * 3


class Material(ctypes.Structure):
    _fields_ = [('colour', floats3), ('specular', ctypes.c_float), ('gloss', ctypes.c_float), ('opacity', ctypes.c_float),
                ('width', ctypes.c_int), ('height', ctypes.c_int), ('channels', ctypes.c_int), ('smooth', ctypes.c_int),
                ('texture', ctypes.c_void_p)]


class Light(ctypes.Structure):
    _fields_ = [('sun', floats3), ('sun_colour', floats3), ('up', floats3), ('sky', floats3), ('ground', floats3),
                ('shine', ctypes.c_float), ('reflection', ctypes.c_float), ('surroundings', ctypes.c_void_p),
                ('width', ctypes.c_int), ('height', ctypes.c_int)]


def build():
    """Compiles the rasteriser for this machine."""
    subprocess.run(['gcc', '-O3', '-march=native', '-shared', '-fPIC', str(HERE / 'rasteriser.c'), '-o', str(LIBRARY), '-lm'],
                   check=True)


def library():
    if library.loaded is None:
        library.loaded = ctypes.CDLL(str(LIBRARY))
    return library.loaded


library.loaded = None


def turned(random):
    """A uniformly random rotation."""
    w, x, y, z = (lambda q: q / np.linalg.norm(q))(random.normal(size=4))
    return np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                     [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                     [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])


def around(angle):
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])


def elevation(kind, random):
    """How far the camera looks down, in radians."""
    if kind == 'people':
        return random.uniform(-0.1, 0.15) if random.random() < 0.75 else random.uniform(0, 0.5)
    if kind in ('vehicles', 'animals'):
        return random.uniform(0, 0.2) if random.random() < 0.6 else random.uniform(0.1, 0.6)
    return random.choice([random.uniform(0, 0.2), random.uniform(0.1, 0.6), random.uniform(0.5, 1.4)], p=[0.4, 0.4, 0.2])


def lit(camera, random, panorama):
    """A sun, a sky and a ground of nearly white light; the direction to the sun in the world too."""
    azimuth, height = random.uniform(0, 2 * np.pi), random.uniform(0.35, 1.35)
    sun = np.array([np.cos(azimuth) * np.cos(height), np.sin(height), np.sin(azimuth) * np.cos(height)])
    ambient = random.uniform(0.15, 0.9)
    warm = np.array([random.uniform(0.7, 1.05), random.uniform(0.9, 1.03), 1])
    strength = random.uniform(0.2, 1.3) * (1.2 - 0.6 * ambient)
    light = Light(floats3(*(camera @ sun)), floats3(*(strength * warm)), floats3(*(camera @ [0, 1, 0])),
                  floats3(*(ambient * random.uniform(0.85, 1.15, 3))),
                  floats3(*(ambient * random.uniform(0.2, 0.8) * random.uniform(0.85, 1.15, 3))),
                  random.uniform(0.3, 1), random.uniform(0.2, 1), panorama.ctypes.data, panorama.shape[1], panorama.shape[0])
    return light, sun


def placed(mesh, kind, random):
    """The mesh in the world, turned by chance, about the origin and no larger than a unit sphere."""
    points = mesh.positions.reshape(-1, 3)
    low, high = points.min(0), points.max(0)
    upright = kind != 'scans' and kind != 'shapes' or random.random() < 0.5
    rotation = around(random.uniform(0, 2 * np.pi)) @ (np.eye(3) if upright else turned(random))
    size = max(np.linalg.norm(high - low), 1e-9)
    return dataclasses.replace(mesh, positions=(mesh.positions - (low + high) / 2) / size * 2 @ rotation.T,
                               normals=mesh.normals @ rotation.T)


def view(mesh, panorama, side, kind, random):
    """side x side x 5 in 0..1: colours (sRGB) times alpha, alpha, and the shadow on the ground."""
    mesh = placed(mesh, kind, random)
    angle = elevation(kind, random)
    distance = random.uniform(2.2, 3.2) if random.random() < 0.5 else random.uniform(3, 8)
    return pictured(mesh, angle, distance, panorama, side, random)


def pictured(mesh, angle, distance, panorama, side, random, cut=None, finer=FINER):
    """As `view`, of a mesh that lies about the origin.

    angle: how far the camera looks down, radians; distance: from the origin, in the mesh's units; cut: a point at whose height
    the picture ends, H x side x 5; finer: samples each way.
    """
    cosine, sine = np.cos(angle), np.sin(angle)
    camera = np.array([[1, 0, 0], [0, cosine, -sine], [0, -sine, -cosine]])
    panorama = np.ascontiguousarray(panorama, 'f4')
    light, sun = lit(camera, random, panorama)
    height = mesh.positions[..., 1:2] - mesh.positions[..., 1].min()
    shadow = mesh.positions - sun / max(sun[1], 0.3) * height
    seen, thrown = [points @ camera.T + [0, 0, distance] for points in (mesh.positions, shadow)]
    nearest = min(0, seen[..., 2].min() - 0.3)
    seen[..., 2] -= nearest
    thrown[..., 2] -= nearest
    end = None if cut is None else camera @ cut + [0, 0, distance - nearest]
    middle, extent, row = framed((seen[..., :2] / seen[..., 2:]).reshape(-1, 2), None if cut is None else end[1] / end[2])
    # The optical axis is moved, so that the object is in the middle without being turned.
    for points in (seen, thrown):
        points[..., :2] -= middle * points[..., 2:]
    vertices = np.ascontiguousarray(np.concatenate([seen, mesh.normals @ camera.T, mesh.uvs], -1), 'f4')
    out = draw(vertices, mesh, light, 2 * FILL / extent, side, np.ascontiguousarray(thrown, 'f4'), finer)
    return out[:int(row * side)]


def framed(flat, line):
    """The middle (2) and the longer side of what is seen above a line, and where the picture ends, of its height.

    flat: N x 2, points as projected; line: a height among them, or None for the whole.
    """
    above = flat if line is None else flat[flat[:, 1] > line]
    low, high = above.min(0), above.max(0)
    if line is not None:
        low[1] = line
    middle, extent = (low + high) / 2, (high - low).max()
    return middle, extent, 1 if line is None else 0.5 + FILL * (middle[1] - line) / extent


def draw(vertices, mesh, light, focal, side, shadows, finer):
    materials = (Material * len(mesh.materials))()
    for target, material in zip(materials, mesh.materials):
        target.colour, target.specular = floats3(*material.colour), material.specular
        target.gloss, target.opacity = max(4, material.gloss), material.opacity
        target.smooth = material.smooth
        if material.texture is not None:
            target.height, target.width, target.channels = material.texture.shape
            target.texture = material.texture.ctypes.data
    out, numbers = np.zeros((side, side, 5), 'f4'), np.ascontiguousarray(mesh.material, 'i4')
    pointer = lambda array: array.ctypes.data_as(ctypes.c_void_p)
    if not library().render(pointer(vertices), pointer(numbers), len(numbers), materials, ctypes.byref(light),
                            ctypes.c_float(focal), side, finer, pointer(shadows), pointer(out)):
        raise MemoryError('The rasteriser has not enough memory.')
    return out
