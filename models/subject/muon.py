"""Descent by orthogonal steps, for the kernels of convolutions (Jordan et al. 2024, Muon)."""
import torch

QUINTIC = 3.4445, -4.7750, 2.0315     # of the Newton-Schulz iteration; Jordan et al.
ITERATIONS = 5
LIKE_ADAM = 0.2                       # root mean square of an AdamW step, in learning rates (Liu et al. 2025)


def orthogonal(matrix):
    """The nearest matrix with singular values near one; in bfloat16, which is enough for it and many times faster."""
    a, b, c = QUINTIC
    turned = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = (turned / (turned.norm() + 1e-7)).bfloat16()
    for _ in range(ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if turned is not matrix else x).float()


class Muon(torch.optim.Optimizer):
    """Steps as large as AdamW's, so that one rate serves both."""

    def __init__(self, kernels, lr, momentum=0.95, weight_decay=1e-2):
        super().__init__(kernels, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for kernel in group['params']:
                gone = self.state[kernel].setdefault('gone', torch.zeros_like(kernel))
                gone.mul_(group['momentum']).add_(kernel.grad)
                ahead = kernel.grad.add(gone, alpha=group['momentum']).flatten(1)
                step = orthogonal(ahead) * (LIKE_ADAM * max(ahead.shape) ** 0.5)
                kernel.mul_(1 - group['lr'] * group['weight_decay']).add_(step.view_as(kernel), alpha=-group['lr'])
