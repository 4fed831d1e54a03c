"""Writes the graphs that the Worker carries: export.py [--refiner] WEIGHTS.pt GRAPH.onnx"""
import argparse

import torch

from network import RefineNet, SubjectNet


class Serving(torch.nn.Module):
    """Without the output that only training looks at."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, *planes):
        answer = self.network(*planes)
        return answer[0] if isinstance(answer, tuple) else answer


parser = argparse.ArgumentParser()
parser.add_argument('--refiner', action='store_true')
parser.add_argument('weights')
parser.add_argument('graph')
arguments = parser.parse_args()
network = RefineNet() if arguments.refiner else SubjectNet()
network.load_state_dict(torch.load(arguments.weights))
names = ['photo', 'said'] if arguments.refiner else ['photo']
example = tuple(torch.rand(1, planes, 192, 144) for planes in (3, 1)[:len(names)])
torch.onnx.export(
    Serving(network.eval()), example, arguments.graph, opset_version=13, input_names=names, output_names=['logits'],
    dynamic_axes={name: {2: 'height', 3: 'width'} for name in [*names, 'logits']})
