"""Descent by orthogonal steps, for the kernels of convolutions (Jordan et al. 2024, Muon)."""
from collections import defaultdict

import torch

QUINTIC = 3.4445, -4.7750, 2.0315     # of the Newton-Schulz iteration; Jordan et al.
ITERATIONS = 5
LIKE_ADAM = 0.2                       # root mean square of an AdamW step, in learning rates (Liu et al. 2025)


def orthogonal(matrices):
    """... x A x B: the nearest ones with singular values near one; in bfloat16, which is enough and many times faster."""
    a, b, c = QUINTIC
    tall = matrices.shape[-2] > matrices.shape[-1]
    turned = matrices.mT if tall else matrices
    x = (turned / (turned.norm(dim=(-2, -1), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Steps as large as AdamW's, so that one rate serves both. Kernels of one shape are turned together."""

    def __init__(self, kernels, lr, momentum=0.95, weight_decay=1e-2):
        super().__init__(kernels, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))
        for group in self.param_groups:
            alike = defaultdict(list)
            for kernel in group['params']:
                alike[kernel.shape].append(kernel)
            group['alike'] = list(alike.values())

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for kernels in group['alike']:
                self.step_alike(kernels, group)

    def step_alike(self, kernels, group):
        slopes = torch.stack([kernel.grad for kernel in kernels])
        gone = self.state[kernels[0]].setdefault('gone', torch.zeros_like(slopes))
        gone.mul_(group['momentum']).add_(slopes)
        ahead = slopes.add(gone, alpha=group['momentum']).flatten(2)
        together = ahead.device.type == 'cuda'      # which a CPU does many times slower
        steps = orthogonal(ahead) if together else torch.stack([orthogonal(matrix) for matrix in ahead])
        steps *= LIKE_ADAM * max(ahead.shape[1:]) ** 0.5
        torch._foreach_mul_(kernels, 1 - group['lr'] * group['weight_decay'])
        torch._foreach_add_(kernels, list(steps.view_as(slopes)), alpha=-group['lr'])
