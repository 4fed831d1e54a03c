"""Writes the graph that the Worker carries: export.py WEIGHTS.pt subject.onnx"""
import sys

import torch

from network import SubjectNet


class Serving(torch.nn.Module):
    """Without the output that only training looks at."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, photo):
        return self.network(photo)[0]


weights, graph = sys.argv[1:]
network = SubjectNet()
network.load_state_dict(torch.load(weights))
torch.onnx.export(
    Serving(network.eval()), torch.rand(1, 3, 192, 144), graph, opset_version=13,
    input_names=['photo'], output_names=['logits'],
    dynamic_axes={'photo': {2: 'height', 3: 'width'}, 'logits': {2: 'height', 3: 'width'}})
