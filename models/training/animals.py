"""Renders animals in their coats and movements.

    animals.py PUBLIC.zip DATA OUT [--views N] [--seed N] [--processes N]

PUBLIC.zip is that of Debian's package 0ad-data; DATA and OUT are as for render.py. Every eighth mesh is held out, with all
coats that it has.
"""
import argparse
import pathlib
import zlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np

import raster
from render import HELD_OUT, save, surroundings
from zeroad import Animal, Files, actors, dds

SIDE = 384                  # pixels


def render_animal(actor, package, data, folder, views, seed):
    """Returns how many views were written."""
    name, shape, coats, moves = actor
    files, random = Files(package), np.random.default_rng([seed, zlib.crc32(name.encode())])
    raw = files.cached(f'art/meshes/{shape}', 'pmd')
    textures = [data for data in (files.cached(f'art/textures/skins/{coat}', 'dds') for coat in coats) if data]
    if raw is None or not textures:
        return 0
    animal = Animal(raw)
    moves = [data for data in (files.cached(f'art/animation/{move}', 'psa') for move in moves) if data]
    for view in range(views):
        vertices = animal.moved(moves[random.integers(len(moves))], random) if moves else None
        texture = np.ascontiguousarray(dds(textures[random.integers(len(textures))]))
        mesh = animal.mesh(animal.vertices if vertices is None else vertices, texture)
        save(raster.view(mesh, surroundings(data, random), SIDE, 'animals', random), folder, f'0ad-{name}.{view}')
    return views


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('package', type=pathlib.Path)
    options.add_argument('data', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--views', type=int, default=16)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--processes', type=int, default=2)
    given = options.parse_args()
    raster.build()
    found = list(actors(Files(given.package)))
    shapes = sorted({shape for _, shape, _, _ in found})
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks = []
        for actor in found:
            split = 'held' if shapes.index(actor[1]) % HELD_OUT == 3 else 'train'
            folder = given.out / split / 'animals'
            tasks.append(pool.submit(render_animal, actor, given.package, given.data, folder, given.views, given.seed))
        print(f'{sum(task.result() for task in tasks)} views of {len(found)} animals, {len(shapes)} meshes')


if __name__ == '__main__':
    main()
