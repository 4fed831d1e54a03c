"""Writes the segmenter as an ONNX graph:  export.py WEIGHTS.pt GRAPH.onnx

Input `photo`: 1 x 3 x H x W, red, green and blue in 0..1, sides divisible by 32. Output `logits`: 1 x 1 x H x W. Kernels
are stored in float16 and computed with in float32.
"""
import sys

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from network import Segmenter

LEAST = 256         # values of a constant that is stored in float16
OPSET = 17


class Serving(torch.nn.Module):
    """The network on pictures as the Worker has them."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, photo):
        return self.network(photo.flip(1) * 255)


def halved(model):
    """The same graph with its large constants in float16, each with a cast before its use."""
    casts, constants = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST:
            constants.append(tensor)
            continue
        constants.append(numpy_helper.from_array(values.astype(np.float16), f'{tensor.name}.half'))
        casts.append(helper.make_node('Cast', [f'{tensor.name}.half'], [tensor.name], to=onnx.TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(constants)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def main():
    weights, path = sys.argv[1:]
    network = Segmenter()
    network.load_state_dict(torch.load(weights, map_location='cpu'))
    sizes = {2: 'height', 3: 'width'}
    torch.onnx.export(Serving(network.eval()), (torch.rand(1, 3, 320, 320),), path, opset_version=OPSET,
                      input_names=['photo'], output_names=['logits'], dynamic_axes={'photo': sizes, 'logits': sizes})
    onnx.save(halved(onnx.load(path)), path)


if __name__ == '__main__':
    main()
