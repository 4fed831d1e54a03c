"""Renders ships, siege engines, carts, statues and household goods of 0 A.D. as things.

    antiques.py PUBLIC.zip DATA OUT [--views N] [--seed N] [--processes N]

The arguments are those of animals.py. One of eight families of meshes is held out.
"""
import functools
import pathlib
import re
import zlib

import numpy as np

import raster
import zeroad
from animals import SIDE, arguments, run
from render import HELD_OUT, LEAST_AREA, save, surroundings

SUITED = re.compile(
    r'structures/\w+/(\w*(trireme|bireme|merchant|boat|ship_|fishship|warship|longship|siege_ram|siege_tower|wagon$|statue)\w*)$|'
    r'units/\w+/siege_\w+$|'
    r'props/structures/\w+/\w*statue_(lion|ram|bird)\w*$|props/structures/iberians/\w+_statue\w*$|'
    r'props/special/eyecandy/(amphorae|anvil|barrel_a|basket|bench|box|crate|capitoline|handcart|hay_cart|obelisk|'
    r'produce_bin|sack|snowman|statue|sword_rack|table|treasure|unyoked|vase|waterbin|well_1|wheel)\w*$|'
    r'props/wooden_cart\w*$')
# Parts of others, loose groups, what is half in the ground, and engines with half a crew.
UNSUITED = re.compile(r'pivot|_fire$|fireship|_props?$|_horns$|_cap$|cover|statues|well_w|destruct|siege_wall|buried|floating|'
                      r'campaigns|merchant_sail|iber_shields|germans/cult|treasure_persian|shoushe|mangonel$')
# Crews, shots, smoke, rubble and marks on the ground are no parts.
NO_PART = re.compile(r'projectile|ammo|destruct|decal|particle|smoke|fire|flag|water|foam|dust|bolt_tower|arrow')


def is_part(actor):
    return actor.startswith('props/') and not NO_PART.search(actor)


@functools.cache
def opened(package):
    """The package's files, opened once in each process."""
    return zeroad.Files(package, is_part)


def family(shape):
    """A mesh's name without the numbers and letters that tell alike ones apart."""
    return re.sub(r'(_?\d+|_[a-e]|_packed|_ram|_broken|_empty)+(_|$)', '', pathlib.PurePath(shape).stem)


def is_held_out(shape):
    # By a hash, and not by number: a mesh that is added must not move another one from one split to the other.
    return zlib.crc32(family(shape).encode()) % HELD_OUT == 3


def actors(package):
    """The actors' names, one for each combination of meshes, coats and parts."""
    files, found = opened(package), {}
    for path in sorted(files.names):
        name = path.removeprefix(zeroad.ACTORS)
        if name.endswith('.xml') and SUITED.match(name[:-4]) and not UNSUITED.search(name[:-4]):
            seen = zeroad.look(files, name, 0)
            found.setdefault((seen.shape, seen.coat, tuple(seen.parts)), name)
    return list(found.values())


def render_thing(actor, package, data, out, views, seed):
    """Returns how many views were written."""
    files, written = opened(package), 0
    path = pathlib.PurePath(actor)
    name = f'0ad-{path.parent.name}-{path.stem}'
    for view in range(views):
        look = zeroad.look(files, actor, view)
        folder = out / ('held' if is_held_out(look.shape) else 'train') / 'things'
        if (folder / f'{name}.{view}.png').exists():
            continue
        random = np.random.default_rng([seed, zlib.crc32(actor.encode()), view])
        mesh = zeroad.mesh(files, look, random)
        picture = raster.view(mesh, surroundings(data, random), SIDE, 'things', random)
        if picture[..., 3].mean() >= LEAST_AREA:
            save(picture, folder, f'{name}.{view}')
            written += 1
    return written


def main():
    given = arguments(__doc__.splitlines()[0])
    run(render_thing, actors(given.package), given)


if __name__ == '__main__':
    main()
