"""mmcv's CPU operations on the scene in a folder. Answers the name of a task with its seconds by clock and processor.

Usage: mmcv_peer.py FOLDER SOURCES BUILD THREADS. Builds mmcv's own sources against the installed PyTorch.
"""

import json
import os
import shutil
import sys
import time

import numpy
import torch
from torch.utils.cpp_extension import load

folder, sources, build = sys.argv[1:4]
torch.set_num_threads(int(sys.argv[4]))


def build_operations():
    """Compiles the sources of three operations."""
    names = ["roi_align_rotated", "rotated_feature_align", "deform_conv"]
    os.makedirs(build, exist_ok=True)
    files = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "mmcv_bindings.cpp")]
    for name in names:
        files.append(f"{sources}/pytorch/{name}.cpp")
        # Objects of the same name would overwrite each other.
        kernel = f"{build}/{name}_cpu.cpp"
        if not os.path.exists(kernel):
            shutil.copy(f"{sources}/pytorch/cpu/{name}.cpp", kernel)
        files.append(kernel)
    options = dict(extra_cflags=["-O3"], build_directory=build, with_cuda=False)
    return load("mmcv_ops", files, extra_include_paths=[f"{sources}/common"], **options)


ops = build_operations()
with open(f"{folder}/shapes.json") as file:
    shapes = json.load(file)
scene = {
    name: torch.from_numpy(numpy.fromfile(f"{folder}/{name}", "int64" if name == "levels" else "float32").reshape(shape))
    for name, shape in shapes.items()
}
maps = [scene[f"map{level}"] for level in range(4)]
rows = [torch.nonzero(scene["levels"] == level).flatten() for level in range(4)]
features, offsets, weight, gradient = (scene[name] for name in ["features", "offsets", "weight", "gradient"])
window = (3, 3, 1, 1, 1, 1, 1, 1, 1, 1)


def pool():
    """RoI features as a single-level extractor makes them: level by level."""
    pooled = torch.zeros(len(scene["boxes"]), 256, 7, 7)
    for level in range(4):
        boxes = scene["boxes"][rows[level]].contiguous()
        part = torch.zeros(len(boxes), 256, 7, 7)
        ops.roi_align_rotated_forward(maps[level], boxes, part, 7, 7, 1 / 4 / 2**level, 2, True, True)
        pooled[rows[level]] = part
    return [pooled]


def spread():
    gradients = [torch.zeros_like(level) for level in maps]
    for level in range(4):
        boxes = scene["boxes"][rows[level]].contiguous()
        part = scene["pooledGradient"][rows[level]].contiguous()
        ops.roi_align_rotated_backward(part, boxes, gradients[level], 7, 7, 1 / 4 / 2**level, 2, True, True)
    return gradients


def align():
    aligned = torch.zeros_like(features)
    ops.rotated_feature_align_forward(features, scene["places"], aligned, 1 / 8, 5)
    return [aligned]


def align_back():
    result = torch.zeros_like(features)
    ops.rotated_feature_align_backward(gradient, scene["places"], result, 1 / 8, 5)
    return [result]


def convolve():
    output = torch.empty_like(features)
    empty = [torch.empty(0), torch.empty(0)]
    ops.deform_conv_forward(features, weight, offsets, output, *empty, *window, 1)
    return [output]


def convolve_back():
    to_features, to_offsets, to_weight = (torch.zeros_like(value) for value in [features, offsets, weight])
    ops.deform_conv_backward_input(
        features, offsets, gradient, to_features, to_offsets, weight, torch.empty(0), *window, 1
    )
    ops.deform_conv_backward_parameters(
        features, offsets, gradient, to_weight, torch.empty(0), torch.empty(0), *window, 1.0, 1
    )
    return [to_features, to_weight, to_offsets]


tasks = dict(pool=pool, spread=spread, align=align, align_back=align_back, convolve=convolve, convolve_back=convolve_back)
print(f"mmcv's CPU operations, PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    task = tasks[line.strip()]
    clock, processor = time.perf_counter(), time.process_time()
    results = task()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    for index, result in enumerate(results):
        result.numpy().tofile(f"{folder}/{line.strip()}-{index}")
    print(clock, processor, flush=True)
