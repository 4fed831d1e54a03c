"""Renders the subjects of training pictures: scans, product shapes, furniture, vehicles, animals and people.

    render.py DATA OUT [--views N] [--seed N] [--processes N]

DATA has scans/, shapes/, materials/, surroundings/, gardens/, shops/ (archives of the training data, unpacked) and
furniture/ (the catalogues of Debian's sweethome3d-furniture, unpacked). For each object, --views views times a share by its
kind, as OUT/SPLIT/KIND/OBJECT.N.png: blue, green and red times alpha, and alpha; and OBJECT.N.shadow.png beside it. SPLIT is
`train` or `held`: every eighth object is held out, never single views of it.
"""
import argparse
import pathlib
import re
import zlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np

import meshes
import raster
from prints import printed

SIDE = {'people': 448}              # pixels; others DEFAULT_SIDE
DEFAULT_SIDE = 320
VIEWS = {'scans': 3.0, 'shapes': 1.0, 'people': 6.0, 'vehicles': 5.0, 'animals': 6.0, 'things': 1.0}
HELD_OUT = 8                        # one of so many objects
MOST_TRIANGLES = 150_000
LEAST_AREA = 0.01                   # of the picture
LARGEST_FILE = 8_000_000            # bytes of an OBJ file

ANIMALS = re.compile(r'^(dog|bulldog|cat|siamesecat|horse|rabbit|chicken|caballito)$')
# Parts of buildings, flat things on a floor, road marks, and groups of furniture: none is the subject of a photo.
UNSUITED = re.compile(r'window|door|plug|switch|socket|rj-45|dimmer|antenna|stationnement|passage|fleche|elevator|carpet|'
                      r'tatami|swimming|sidewalk|rug$|rails|puerta|mat$|column|railing|curtain|smoke|sandpit|parque|'
                      r'living_room$|dining_room|box_room|office_furniture|hedge|fence|blinds|shutter|escalator|billet')


def catalogues(folder):
    """Path and category of each OBJ model of the furniture catalogues."""
    for properties in sorted(folder.glob('*/PluginFurnitureCatalog.properties')):
        entries = {}
        for line in properties.read_text(errors='replace').splitlines():
            found = re.match(r'(category|model)#(\d+)\s*=\s*(.*)', line)
            if found:
                entries.setdefault(found[2], {})[found[1]] = found[3].strip()
        for entry in entries.values():
            path = properties.parent / entry.get('model', '').lstrip('/')
            if path.suffix == '.obj' and path.exists() and path.stat().st_size < LARGEST_FILE:
                yield path, entry.get('category', '')


def kind_of(path, category):
    name = path.stem.lower()
    if UNSUITED.search(name) or category in ('Doors and windows', 'Staircases'):
        return None
    if ANIMALS.match(name):
        return 'animals'
    return {'Characters': 'people', 'Vehicles': 'vehicles'}.get(category, 'things')


def objects(data):
    """Path and kind of every object."""
    yield from ((path, 'scans') for path in sorted((data / 'scans').glob('*.npz')))
    yield from ((path, 'shapes') for path in sorted((data / 'shapes').glob('*.glb')))
    for path, category in catalogues(data / 'furniture'):
        kind = kind_of(path, category)
        if kind:
            yield path, kind


def read(path):
    return {'.npz': meshes.read_scan, '.glb': meshes.read_glb, '.obj': meshes.read_obj}[path.suffix](path)


def repainted(mesh, kind, data, random):
    """The mesh with other colours where it has no textures, and with prints or materials on shapes."""
    materials = []
    for material in mesh.materials:
        changed = meshes.Material(**vars(material))
        if kind == 'shapes':
            changed = surface(data, random)
        elif material.texture is None and random.random() < 0.4:
            changed.colour = tuple(random.random(3) ** 2.2)
        materials.append(changed)
    return meshes.Mesh(mesh.positions, mesh.normals, mesh.uvs, mesh.material, materials)


def surface(data, random):
    """Plain, of a material, or printed as packages are."""
    gloss, specular = random.uniform(5, 150), random.uniform(0, 0.7) ** 2
    kind = random.random()
    if kind < 0.3:
        return meshes.Material(tuple(random.random(3) ** 2.2), specular, gloss)
    picture = material_tile(data, random) if kind < 0.65 else printed(data, random)
    return meshes.Material((1, 1, 1), specular, gloss, 1.0, picture)


def material_tile(data, random):
    """One of a contact sheet's tiles, repeated."""
    sheets = sorted((data / 'materials').glob('*.webp'))
    sheet = cv2.imread(str(sheets[random.integers(len(sheets))]))
    rows, columns = (sheet.shape[0] - 16) // 176, (sheet.shape[1] - 16) // 144
    y, x = 16 + 176 * random.integers(max(1, rows)), 16 + 144 * random.integers(max(1, columns))
    tile = cv2.resize(sheet[y:y + 128, x:x + 128], (128, 128))
    return np.ascontiguousarray(np.tile(tile, (2, 2, 1)))


def surroundings(data, random):
    """A panorama, linear, 128 x 256."""
    files = sorted((data / 'surroundings').glob('*.hdr'))
    panorama = cv2.imread(str(files[random.integers(len(files))]), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_COLOR)
    return cv2.resize(panorama, (256, 128), interpolation=cv2.INTER_AREA).clip(0, 4)


def save(picture, folder, name):
    """Cropped to what is not empty."""
    pixels = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    rows, columns = np.nonzero(pixels[..., 3:].max(2) > 4)
    pixels = pixels[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    folder.mkdir(parents=True, exist_ok=True)
    for ending, part in ('.shadow.png', pixels[..., 4]), ('.png', pixels[..., :4]):
        # Whole at once: a training may be reading the folder.
        unfinished = folder / f'{name}.unfinished'
        unfinished.write_bytes(cv2.imencode('.png', part)[1].tobytes())
        unfinished.replace(folder / f'{name}{ending}')


def render_object(path, kind, data, folder, views, seed):
    """Returns how many views were written."""
    random = np.random.default_rng([seed, zlib.crc32(str(path.relative_to(data)).encode())])
    # The part of the count after the point is chance.
    views = int(views * VIEWS[kind] + random.random())
    name = path.stem if kind != 'things' else f'{path.parts[-2]}-{path.stem}'
    views = [view for view in range(views) if not (folder / f'{name}.{view}.png').exists()]
    mesh = read(path) if views else None
    if mesh is None or len(mesh.material) > MOST_TRIANGLES:
        return 0
    written = 0
    for view in views:
        picture = raster.view(repainted(mesh, kind, data, random), surroundings(data, random), SIDE.get(kind, DEFAULT_SIDE),
                              kind, random)
        if picture[..., 3].mean() >= LEAST_AREA:
            save(picture, folder, f'{name}.{view}')
            written += 1
    return written


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('data', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--views', type=float, default=4)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--processes', type=int, default=2)
    given = options.parse_args()
    raster.build()
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks, numbers = [], {}
        for path, kind in objects(given.data):
            number = numbers[kind] = numbers.get(kind, 0) + 1
            folder = given.out / ('held' if number % HELD_OUT == 3 else 'train') / kind
            tasks.append((path, pool.submit(render_object, path, kind, given.data, folder, given.views, given.seed)))
        total = 0
        for path, task in tasks:
            try:
                total += task.result()
            except (ValueError, KeyError, IndexError) as error:
                print(f'{path}: {error!r}')
    print(f'{total} views of {sum(numbers.values())} objects: {numbers}')


if __name__ == '__main__':
    main()
