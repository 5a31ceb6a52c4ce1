"""One task of run.js with shapely: reads polygons, times the task, writes the result beside them.

shapely_peer.py CACHE TASK prints {"peer": ..., "ms": ...} and writes CACHE/TASK-result.f64.
"""

import json
import sys
import time

import numpy
import shapely

REPETITIONS = 3


def load(cache, task, index):
    corners = numpy.fromfile(f"{cache}/{task}-{index}.f64").reshape(-1, 4, 2)
    return shapely.polygons(corners)


def overlaps(first, second, i, j):
    shared = shapely.area(shapely.intersection(first[i], second[j]))
    return shared / (shapely.area(first)[i] + shapely.area(second)[j] - shared)


def matrix(first, second):
    i, j = shapely.STRtree(second).query(first)
    result = numpy.zeros((len(first), len(second)))
    result[i, j] = overlaps(first, second, i, j)
    return result


def pairs(polygons):
    i, j = shapely.STRtree(polygons).query(polygons)
    later = j > i
    i, j = i[later], j[later]
    iou = overlaps(polygons, polygons, i, j)
    # Boxes that touch share rounding errors; the two sides need not agree on those.
    order = numpy.lexsort((j, i))
    i, j, iou = i[order], j[order], iou[order]
    return i[iou > 0], j[iou > 0], iou[iou > 0]


def suppress(polygons, scores, threshold):
    i, j, iou = pairs(polygons)
    i, j = i[iou > threshold], j[iou > threshold]
    neighbours = [[] for _ in polygons]
    for one, other in zip(i.tolist(), j.tolist()):
        neighbours[one].append(other)
        neighbours[other].append(one)
    settled = [False] * len(polygons)
    kept = []
    for k in numpy.argsort(-scores, kind="stable").tolist():
        if settled[k]:
            continue
        kept.append(k)
        for other in neighbours[k]:
            settled[other] = True
    return numpy.array(kept, dtype=float)


def main():
    cache, task = sys.argv[1:]
    first = load(cache, task, 0)
    if task.startswith("matrix"):
        second = load(cache, task, 1)
        run = lambda: matrix(first, second)
    elif task == "pairs":
        run = lambda: pairs(first)[2]
    elif task == "nms":
        scores = numpy.fromfile(f"{cache}/scores.f64")
        run = lambda: suppress(first, scores, 0.1)
    else:
        run = lambda: shapely.area(shapely.oriented_envelope(first))
    best = float("inf")
    for _ in range(REPETITIONS):
        start = time.process_time()
        result = run()
        best = min(best, time.process_time() - start)
    numpy.ascontiguousarray(result, dtype=numpy.float64).tofile(f"{cache}/{task}-result.f64")
    print(json.dumps({"peer": f"shapely {shapely.__version__}", "ms": best * 1000}))


main()
