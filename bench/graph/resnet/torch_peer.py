"""ResNet-50 and FPN, forward and backward, in PyTorch eager mode: the peer of run.js.

Answers every line on standard input with the seconds of one step, by the clock and of the processor, and `memory` with
the peak of memory in MB. Arguments: size, batch, threads, [channels_last].
"""

import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class FrozenNorm(nn.BatchNorm2d):
    """Batch norm with running statistics (`norm_eval`); the affine parameters are trained."""

    def train(self, mode=True):
        return super().train(False)


class Bottleneck(nn.Module):
    def __init__(self, channels, width, stride, shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = FrozenNorm(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = FrozenNorm(width)
        self.conv3 = nn.Conv2d(width, width * 4, 1, bias=False)
        self.bn3 = FrozenNorm(width * 4)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if shortcut:
            conv = nn.Conv2d(channels, width * 4, 1, stride, bias=False)
            self.downsample = nn.Sequential(conv, FrozenNorm(width * 4))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        y += x if self.downsample is None else self.downsample(x)
        return self.relu(y)


class ResNetFpn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = FrozenNorm(64)
        channels = 64
        for index, blocks in enumerate([3, 4, 6, 3]):
            width, layers = 64 << index, []
            for block in range(blocks):
                layers.append(Bottleneck(channels, width, 2 if block == 0 and index > 0 else 1, block == 0))
                channels = width * 4
            setattr(self, f"layer{index + 1}", nn.Sequential(*layers))
        self.lateral_convs = nn.ModuleList(nn.Conv2d(256 << i, 256, 1) for i in range(4))
        self.fpn_convs = nn.ModuleList(nn.Conv2d(256, 256, 3, 1, 1) for _ in range(4))
        # Weights that keep the scale of activations and gradients: with PyTorch's own, both sink to subnormal numbers.
        for name, parameter in self.named_parameters():
            if parameter.dim() == 4:
                gain = 0.7 if "convs" in name else 1.05
                bound = gain * (3 / parameter[0].numel()) ** 0.5
                nn.init.uniform_(parameter, -bound, bound)
        for module in [self.conv1, self.bn1, self.layer1]:
            for parameter in module.parameters():
                parameter.requires_grad = False

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x)), inplace=True), 3, 2, 1)
        stages = []
        for index in range(4):
            x = getattr(self, f"layer{index + 1}")(x)
            stages.append(x)
        laterals = [conv(stage) for conv, stage in zip(self.lateral_convs, stages)]
        for i in range(3, 0, -1):
            laterals[i - 1] = laterals[i - 1] + F.interpolate(laterals[i], size=laterals[i - 1].shape[2:])
        levels = [conv(lateral) for conv, lateral in zip(self.fpn_convs, laterals)]
        return [*levels, F.max_pool2d(levels[-1], 1, 2)]


def main():
    size, batch, threads = map(int, sys.argv[1:4])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    net = ResNetFpn().train()
    if "channels_last" in sys.argv:
        net = net.to(memory_format=torch.channels_last)
    images = torch.randn(batch, 3, size, size)
    if "channels_last" in sys.argv:
        images = images.to(memory_format=torch.channels_last)
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        if line.strip() == "memory":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
            continue
        start, start_processor = time.perf_counter(), time.process_time()
        loss = sum(level.square().sum() for level in net(images)) * 1e-6
        loss.backward()
        seconds, processor = time.perf_counter() - start, time.process_time() - start_processor
        net.zero_grad()
        print(seconds, processor, flush=True)


main()
