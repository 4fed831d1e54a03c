"""Takes weights back out of an exported graph, in which normalisations are folded into the convolutions before them."""
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper


def convolutions(path):
    """Weights and biases in the order in which they run, which is the order in which networks make their layers."""
    graph = onnx.load(path).graph
    held = {value.name: torch.from_numpy(numpy_helper.to_array(value).copy()) for value in graph.initializer}
    return [(held[node.input[1]], held[node.input[2]]) for node in graph.node if node.op_type == 'Conv']


def layers(module):
    """Each convolution with the normalisation after it, or None."""
    children = list(module.children())
    for child, after in zip(children, children[1:] + [None]):
        if isinstance(child, nn.Conv2d):
            yield child, after if isinstance(after, nn.BatchNorm2d) else None
        else:
            yield from layers(child)


def widened(weight, like):
    """For planes that it does not know: outputs as they are at random, and inputs that change nothing at first."""
    wide = like.clone()
    wide[:len(weight)] = 0
    wide[tuple(slice(size) for size in weight.shape)] = weight
    return wide


def unfold(norm, bias):
    """Makes a normalisation add the bias and nothing else, by what the first batch brings to it."""
    def settle(norm, inputs):
        mean, var = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)
        norm.weight.data = (var + norm.eps).sqrt()
        norm.bias.data = mean + bias
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(var)
        hook.remove()
    hook = norm.register_forward_pre_hook(settle)


@torch.no_grad()
def take_over(model, path, *batch, later=()):
    """Starts a network from a graph of its shape, which may be narrower and lack the first of the later parts.

    batch: what the network is shown, by which its normalisations are set.
    """
    own, held, added = list(layers(model)), convolutions(path), set()
    for part in later:
        if len(own) - len(added) > len(held):
            added.update(layer for layer, _ in layers(part))
    known = [(layer, norm) for layer, norm in own if layer not in added]
    for (layer, norm), (weight, bias) in zip(known, held):
        layer.weight.copy_(widened(weight, layer.weight))
        if norm is None:
            layer.bias.copy_(widened(bias, layer.bias))
        else:
            unfold(norm, widened(bias, norm.bias))
    model.train()
    model(*batch)
