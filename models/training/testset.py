"""Writes the test set of garments: 150 photographs that no training sees, and their masks.

    testset.py WORK OUT

WORK is what masks.py has written to (`masks.py WORK/raw/clothing WORK/masks/clothing --held-out`). OUT/photos/NAME.jpg and
OUT/masks/NAME.png get the photographs of testset.txt, whose masks were all looked at. `tests/measure quality` scores them.
"""
import argparse
import pathlib
import shutil
import sys


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('work', type=pathlib.Path)
    options.add_argument('out', type=pathlib.Path)
    given = options.parse_args()
    names = (pathlib.Path(__file__).parent / 'testset.txt').read_text().split()
    for name in names:
        for source, folder in ((given.work / 'raw' / 'clothing' / f'{name}.jpg', 'photos'),
                               (given.work / 'masks' / 'clothing' / f'{name}.png', 'masks')):
            if not source.exists():
                sys.exit(f'{source} is missing. Run masks.py with --held-out first.')
            (given.out / folder).mkdir(parents=True, exist_ok=True)
            shutil.copy(source, given.out / folder)
    print(f'{len(names)} photographs in {given.out}')


if __name__ == '__main__':
    main()
