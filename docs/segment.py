"""Segments a NIfTI file with a model that Cairn has exported (format=torchscript), as Cairn does: python segment.py MODEL.pt IMAGE LABELS
Needs torch, numpy and nibabel. The image is seen whole, so it has to fit into the memory, and its axes have to lead where the model's do."""
import json
import math
import sys

import nibabel
import numpy as np
import torch

about = {'cairn.json': ''}
model = torch.jit.load(sys.argv[1], _extra_files=about)
about = json.loads(about['cairn.json'])
image = nibabel.load(sys.argv[2])
if about['directions'] and ''.join(nibabel.aff2axcodes(image.affine)) != about['directions']:
    sys.exit(f"{sys.argv[2]} has to be turned to {about['directions']} before.")


def mirror(i, n):
    i = i % (2 * n - 2) if n > 1 else i * 0
    return np.minimum(i, 2 * n - 2 - i)


def axis(extent, step, window, multiple):
    """Matrices that take samples of the image to those of the network, mirrored beyond the borders, and back."""
    size = math.ceil(max(window, math.ceil(extent / step)) / multiple) * multiple
    origin = .5 * (step - 1) - (size - math.floor(extent / step + .5)) // 2 * step
    there, back, places = np.zeros((size, extent), np.float32), np.zeros((extent, size), np.float32), max(1, math.floor(step + .5))
    for k in range(places):
        at = origin + step * np.arange(size) + k - .5 * (places - 1)
        low = np.floor(at).astype(int)
        np.add.at(there, (np.arange(size), mirror(low, extent)), (1 - at + low) / places)
        np.add.at(there, (np.arange(size), mirror(low + 1, extent)), (at - low) / places)
    at = np.clip((np.arange(extent) - origin) / step, 0, size - 1)
    low = at.astype(int)
    np.add.at(back, (np.arange(extent), low), 1 - at + low)
    np.add.at(back, (np.arange(extent), np.minimum(low + 1, size - 1)), at - low)
    return torch.from_numpy(there), torch.from_numpy(back)


x = torch.from_numpy(np.asarray(image.dataobj, np.float32).T.copy())[None, None]
pixel = [abs(s) for s in image.header.get_zooms()[:3]][::-1]
steps = [w / p if w and abs(w / p - 1) >= .02 else 1 for w, p in zip(about['spacing'], pixel[-len(about['spacing']):])]
grid = [axis(n, *rest) for n, *rest in zip(x.shape[-len(steps):], steps, about['window'], about['multiple'])]
x = x if about['normalises'] else model.normalise(x)
for d, (there, _) in enumerate(reversed(grid)):
    x = torch.tensordot(x, there.T, ([x.dim() - 1 - d], [0])).movedim(-1, x.dim() - 1 - d)
with torch.no_grad():
    y = model(x).clamp_min(1e-38).log()
for d, (_, back) in enumerate(reversed(grid)):
    y = torch.tensordot(y, back.T, ([y.dim() - 1 - d], [0])).movedim(-1, y.dim() - 1 - d)
values = np.array([one['value'] for one in about['classes']], np.uint16)
nibabel.save(nibabel.Nifti1Image(values[y[0].argmax(0).numpy()].T, image.affine), sys.argv[3])
