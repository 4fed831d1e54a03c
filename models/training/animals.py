"""Renders animals in their coats and movements.

    animals.py PUBLIC.zip DATA OUT [--views N] [--seed N] [--processes N]

PUBLIC.zip is that of Debian's package 0ad-data; DATA and OUT are as for render.py. Skips views that are there. One of eight
meshes is held out, with all coats that it has.
"""
import argparse
import pathlib
import zlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np

import raster
import zeroad
from render import LEAST_AREA, save, surroundings

SIDE = 384                  # pixels
# By name, and not by number: a mesh that is added must not move another one from one split to the other.
HELD_OUT = {'skeletal/camel.dae', 'skeletal/Croc.dae', 'skeletal/elephant_african_forest.dae', 'skeletal/hawk.dae',
            'skeletal/mastiff_no_spikes.dae', 'skeletal/shark.dae', 'skeletal/zebra.dae', 'skeletal/rabbit_01.dae',
            'skeletal/rabbit_02.dae'}


def render_animal(actor, package, data, out, views, seed):
    """Returns how many views were written."""
    name, written = pathlib.PurePath(actor).stem, 0
    files = opened(package)
    for view in range(views):
        look = zeroad.look(files, actor, view)
        folder, file = out / ('held' if look.shape in HELD_OUT else 'train') / 'animals', f'0ad-{name}.{view}'
        if (folder / f'{file}.png').exists():
            continue
        random = np.random.default_rng([seed, zlib.crc32(name.encode()), view])
        mesh = zeroad.mesh(files, look, random)
        picture = raster.view(mesh, surroundings(data, random), SIDE, 'animals', random)
        if picture[..., 3].mean() >= LEAST_AREA:
            save(picture, folder, file)
            written += 1
    return written


def opened(package):
    """The package's files, opened once in each process."""
    if opened.files is None:
        opened.files = zeroad.Files(package)
    return opened.files


opened.files = None


def arguments(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument('package', type=pathlib.Path)
    options.add_argument('data', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--views', type=int, default=24)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--processes', type=int, default=2)
    return options.parse_args()


def run(render, actors, given):
    """Renders every actor, several at once."""
    raster.build()
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks = [(actor, pool.submit(render, actor, given.package, given.data, given.out, given.views, given.seed))
                 for actor in actors]
        total = 0
        for actor, task in tasks:
            try:
                total += task.result()
            except (ValueError, KeyError, IndexError, TypeError) as error:
                print(f'{actor}: {error!r}')
    print(f'{total} views of {len(actors)} objects')


def main():
    given = arguments(__doc__.splitlines()[0])
    run(render_animal, zeroad.Files(given.package).animals(), given)


if __name__ == '__main__':
    main()
