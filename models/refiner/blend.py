"""Weights between two that training led from one to the other: blend.py FROM.pt TO.pt SHARE WEIGHTS.pt

What is learned of new pictures is mostly kept half way, and so is what was known of the old ones (Wortsman et al. 2022,
Robust fine-tuning of zero-shot models).
"""
import argparse

import torch

parser = argparse.ArgumentParser()
parser.add_argument('origin', metavar='FROM.pt')
parser.add_argument('goal', metavar='TO.pt')
parser.add_argument('share', type=float, help='of the second, 0..1')
parser.add_argument('weights', metavar='WEIGHTS.pt')
arguments = parser.parse_args()
origin, goal = torch.load(arguments.origin), torch.load(arguments.goal)
torch.save({name: torch.lerp(value, goal[name], arguments.share) if value.dtype.is_floating_point else value
            for name, value in origin.items()}, arguments.weights)
