"""Reads a label set the way a detection toolbox's dataset class does, and no more: parse every file, take the
minimum-area rectangle of every box with OpenCV, put it into le90. Prints the number of boxes.

Usage: python_peer.py dota|dior FOLDER
"""

import glob
import math
import os
import sys
import xml.etree.ElementTree as ElementTree

import cv2
import numpy as np

CORNERS = [axis + corner for corner in ("_left_top", "_right_top", "_right_bottom", "_left_bottom") for axis in "xy"]


def rectangle(values):
    points = np.array(values, dtype=np.float32).reshape(4, 2)
    (x, y), (w, h), degrees = cv2.minAreaRect(points)
    theta = degrees / 180 * math.pi
    if w < h:
        w, h, theta = h, w, theta + math.pi / 2
    theta = (theta + math.pi / 2) % math.pi - math.pi / 2
    return x, y, w, h, theta


def read_dota(path):
    boxes, names = [], []
    with open(path) as lines:
        for line in lines:
            fields = line.split()
            if len(fields) < 9:
                continue
            boxes.append(rectangle(fields[:8]))
            names.append(fields[8])
    return np.array(boxes, dtype=np.float32), names


def read_dior(path):
    boxes, names = [], []
    for item in ElementTree.parse(path).getroot().findall("object"):
        corners = item.find("robndbox")
        boxes.append(rectangle([float(corners.find(tag).text) for tag in CORNERS]))
        names.append(item.find("name").text.lower())
    return np.array(boxes, dtype=np.float32), names


def main():
    kind, folder = sys.argv[1:]
    read, pattern = (read_dota, "**/labelTxt/*.txt") if kind == "dota" else (read_dior, "Annotations/Oriented*/*.xml")
    paths = sorted(glob.glob(os.path.join(folder, pattern), recursive=True))
    images = [read(path) for path in paths]
    print(sum(len(names) for _, names in images))


main()
