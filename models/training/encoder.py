"""ResNet-18 trained on ImageNet, read from the ONNX file of Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT).

    encoder.py ResNet18.onnx        compares every stage with the ONNX reference evaluator

Unlike the ResNet-18 of He et al. (2016), CNTK's stage 4 has three residual blocks. Input: BGR, 0..255, less MEAN.
"""
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

# The mean colour of the package's ResNetPreprocess.onnx, whose mean picture is nearly flat.
MEAN = (103.06, 115.90, 123.15)
BLOCKS = (2, 2, 2, 3)
WIDTHS = (64, 128, 256, 512)
TOLERANCE = 1e-4


class Block(nn.Module):
    """A residual block; batch normalisation is folded into its convolutions."""

    def __init__(self, before, after, stride):
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride, 1)
        self.second = nn.Conv2d(after, after, 3, 1, 1)
        self.shortcut = nn.Conv2d(before, after, 1, stride) if stride != 1 or before != after else None

    def forward(self, x):
        y = self.second(functional.relu(self.first(x)))
        return functional.relu(y + (x if self.shortcut is None else self.shortcut(x)))

    def convolutions(self):
        return [self.first, self.second] + ([] if self.shortcut is None else [self.shortcut])


class Encoder(nn.Module):
    """N x 3 x H x W, BGR less MEAN, to feature maps at 1/2, 1/4, 1/8, 1/16 and 1/32 of its size."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTHS[0], 7, 2, 3)
        before, stages = WIDTHS[0], []
        for number, (count, width) in enumerate(zip(BLOCKS, WIDTHS)):
            blocks = [Block(before, width, 1 if number == 0 else 2)] + [Block(width, width, 1) for _ in range(count - 1)]
            stages.append(nn.Sequential(*blocks))
            before = width
        self.stages = nn.ModuleList(stages)

    def shallow(self, x):
        """The two finest maps."""
        half = functional.relu(self.stem(x))
        return half, self.stages[0](functional.max_pool2d(half, 3, 2, 1))

    def deep(self, quarter):
        """The three coarsest maps."""
        maps = []
        for stage in self.stages[1:]:
            quarter = stage(quarter)
            maps.append(quarter)
        return maps

    def forward(self, x):
        half, quarter = self.shallow(x)
        return [half, quarter, *self.deep(quarter)]


def pretrained(path):
    """An encoder with the file's weights."""
    graph, encoder = onnx.load(path).graph, Encoder()
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    norms = {node.input[0]: node for node in graph.node if node.op_type == 'BatchNormalization'}
    left = [node for node in graph.node if node.op_type == 'Conv']
    wanted = [encoder.stem] + [conv for stage in encoder.stages for block in stage for conv in block.convolutions()]
    for target in wanted:
        # Among the convolutions of one shape, the file's order is the order of the blocks.
        node = next(node for node in left if arrays[node.input[1]].shape == tuple(target.weight.shape))
        left.remove(node)
        fold(target, arrays[node.input[1]], norms[node.output[0]], arrays)
    if left:
        raise ValueError(f'{path} has {len(left)} convolutions more than this encoder.')
    return encoder


def fold(target, kernel, norm, arrays):
    scale, shift, mean, variance = [arrays[name].ravel() for name in norm.input[1:5]]
    epsilon = next((attribute.f for attribute in norm.attribute if attribute.name == 'epsilon'), 1e-5)
    gain = scale / np.sqrt(variance + epsilon)
    target.weight.data = torch.from_numpy(kernel * gain[:, None, None, None])
    target.bias.data = torch.from_numpy(shift - mean * gain)


def reference(path, picture):
    """What the ONNX reference evaluator gives for the input of each stage's successor and the pooled end."""
    from onnx.reference import ReferenceEvaluator
    model = onnx.load(path)
    model.ir_version, model.opset_import[0].version = 8, 15
    for node in model.graph.node:
        for attribute in [a for a in node.attribute if a.name in ('spatial', 'storage_order', 'count_include_pad')]:
            node.attribute.remove(attribute)
    rectified = [node.output[0] for node in model.graph.node if node.op_type == 'Relu']
    for name in rectified:
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, 1, None))
    return ReferenceEvaluator(model).run(rectified, {model.graph.input[0].name: picture})


def main():
    path = sys.argv[1]
    picture = np.random.default_rng(1).uniform(-120, 130, (1, 3, 224, 224)).astype(np.float32)
    with torch.no_grad():
        maps = [value.numpy() for value in pretrained(path)(torch.from_numpy(picture))]
    theirs, worst = reference(path, picture), 0
    for ours in maps:
        far = min(np.abs(ours - other).max() / np.abs(other).max() for other in theirs if other.shape == ours.shape)
        worst = max(worst, far)
        print(f'{ours.shape[1]:4} channels at {ours.shape[2]} px: largest difference {far:.1e} of the largest value')
    if worst > TOLERANCE:
        raise SystemExit(f'The encoder differs from {path} by {worst:.1e}; {TOLERANCE:.0e} is allowed.')


if __name__ == '__main__':
    main()
