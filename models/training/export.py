"""Writes the segmenter as an ONNX graph, or an ONNX graph in fewer bytes.

    export.py WEIGHTS.pt GRAPH.onnx
    export.py GRAPH.onnx SMALLER.onnx

The segmenter's input is `photo`, N x 3 x H x W, red, green and blue in 0..1, sides divisible by 32; its output is `logits`,
N x 1 x H x W.

Kernels are stored in 8 bits with a scale for each output channel where they are large, in float16 elsewhere, and computed
with in float32.
"""
import sys

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from network import Segmenter

LEAST = 256             # values of a constant that is stored in float16
LEAST_BYTES = 500_000   # values of a kernel that is stored in 8 bits
OPSET = 17


class Serving(torch.nn.Module):
    """The network on pictures as the Worker has them."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, photo):
        return self.network(photo.flip(1) * 255)


def in_bytes(name, values):
    """Constants and the node that make a kernel of O x I x H x W from 8 bits."""
    scale = np.abs(values).reshape(len(values), -1).max(1).clip(1e-12) / 127
    steps = np.rint(values / scale[:, None, None, None]).astype(np.int8)
    constants = [numpy_helper.from_array(steps, f'{name}.steps'), numpy_helper.from_array(scale.astype('f4'), f'{name}.scale')]
    return constants, helper.make_node('DequantizeLinear', [f'{name}.steps', f'{name}.scale'], [name], axis=0)


def in_halves(name, values):
    return [numpy_helper.from_array(values.astype(np.float16), f'{name}.half')], helper.make_node(
        'Cast', [f'{name}.half'], [name], to=onnx.TensorProto.FLOAT)


def smaller(model):
    """The same graph with its large constants in fewer bits, each restored before its use."""
    nodes, constants = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST:
            constants.append(tensor)
            continue
        stored = in_bytes if values.ndim == 4 and values.size >= LEAST_BYTES else in_halves
        kept, node = stored(tensor.name, values)
        constants.extend(kept)
        nodes.append(node)
    nodes.extend(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(constants)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def main():
    source, path = sys.argv[1:]
    if not source.endswith('.onnx'):
        network = Segmenter()
        network.load_state_dict(torch.load(source, map_location='cpu'))
        sizes = {0: 'count', 2: 'height', 3: 'width'}
        torch.onnx.export(Serving(network.eval()), torch.rand(1, 3, 320, 320), path, opset_version=OPSET, input_names=['photo'],
                          output_names=['logits'], dynamic_axes={'photo': sizes, 'logits': sizes})
        source = path
    onnx.save(smaller(onnx.load(source)), path)


if __name__ == '__main__':
    main()
