"""The mean of several checkpoints' weights:  average.py OUT.pt FILE.pt FILE.pt ..."""
import sys

import torch


def main():
    states = [torch.load(path, map_location='cpu') for path in sys.argv[2:]]
    mean = {name: sum(state[name].double() for state in states) / len(states) for name in states[0]}
    torch.save({name: value.to(states[0][name].dtype) for name, value in mean.items()}, sys.argv[1])


if __name__ == '__main__':
    main()
