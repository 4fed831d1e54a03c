"""Where training pictures are made of: photographs with masks, rendered and drawn subjects, backgrounds.

The work folder has raw/ (the training data's archives, unpacked), masks/KIND (masks.py),
subjects/SPLIT/KIND (render.py, people.py, animals.py, drawn.py), backdrops/ (drawn.py) and, where they were rendered,
scenes/ (tests/Studio: images/ and alpha/).
"""
import pathlib
import zlib

import cv2
import numpy as np

HELD_OUT = 10               # one of so many photographs; subjects are split by object in render.py
PHOTOGRAPHS = ('clothing', 'gardens', 'boards')


def held_out(name):
    return zlib.crc32(name.encode()) % HELD_OUT == 0


def rejected():
    """Names of masks that were found wrong by looking."""
    return set((pathlib.Path(__file__).parent / 'rejected.txt').read_text().split())


class Library:
    def __init__(self, work, held=False):
        """held: only what is held out."""
        self.work = pathlib.Path(work)
        wrong = rejected()
        self.photographs = {}
        for kind in PHOTOGRAPHS:
            masks = sorted((self.work / 'masks' / kind).glob('*.png'))
            self.photographs[kind] = [(self.work / 'raw' / kind / f'{mask.stem}.jpg', mask) for mask in masks
                                      if mask.stem not in wrong and held_out(mask.stem) == held]
        split = 'held' if held else 'train'
        self.subjects = {}
        for folder in sorted((self.work / 'subjects' / split).glob('*')):
            self.subjects[folder.name] = [path for path in sorted(folder.glob('*.png')) if not path.name.endswith('.shadow.png')]
        self.backgrounds = {kind: sorted((self.work / 'raw' / kind).glob('*.jpg')) for kind in ('gardens', 'shops', 'clothing')}
        self.backgrounds['drawn'] = sorted((self.work / 'backdrops').glob('*.jpg'))
        self.backgrounds['panoramas'] = sorted((self.work / 'raw' / 'surroundings').glob('*.hdr'))
        self.scenes = [(picture, self.work / 'scenes' / 'alpha' / f'{picture.stem}.png')
                       for picture in sorted((self.work / 'scenes' / 'images').glob('*')) if not held]

    def has(self, kind):
        return bool(self.photographs.get(kind) or self.subjects.get(kind))

    def photograph(self, kind, random):
        """A photo, H x W x 3 in 0..1, and its mask, H x W x 1 in 0..1."""
        pairs = self.photographs[kind]
        picture, mask = pairs[random.integers(len(pairs))]
        return colours(picture), grey(mask)

    def scene(self, random):
        """A rendered picture and its alpha."""
        picture, alpha = self.scenes[random.integers(len(self.scenes))]
        return colours(picture), grey(alpha)

    def subject(self, kind, random):
        """A subject alone: H x W x 4, colours times alpha, and its shadow, H x W, or None."""
        if kind in PHOTOGRAPHS:
            picture, mask = self.photograph(kind, random)
            rows, columns = np.nonzero(mask[..., 0] > 0.03)
            cut = np.s_[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
            return np.dstack([picture * mask, mask])[cut], None
        path = self.subjects[kind][random.integers(len(self.subjects[kind]))]
        picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype('f4') / 255
        shadow = path.with_suffix('.shadow.png')
        return picture, grey(shadow)[..., 0] if shadow.exists() else None

    def background(self, kind, random):
        """A photo or a panorama, H x W x 3 in 0..1."""
        path = self.backgrounds[kind][random.integers(len(self.backgrounds[kind]))]
        if kind != 'panoramas':
            return colours(path)
        light = cv2.imread(str(path), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_COLOR)
        return np.clip(light * random.uniform(0.5, 1.5), 0, 1).astype('f4') ** (1 / 2.2)


def colours(path):
    return cv2.imread(str(path), cv2.IMREAD_COLOR).astype('f4') / 255


def grey(path):
    return cv2.imread(str(path), cv2.IMREAD_GRAYSCALE).astype('f4')[..., None] / 255
