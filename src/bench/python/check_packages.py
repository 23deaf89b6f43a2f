"""Makes packages of bioimage.io as other programs do, with random networks, and compares labels of Cairn with those of bioimageio.core.

    python src/bench/python/check_packages.py make FOLDER
    ./cairn macro FOLDER/segment.ijm
    python src/bench/python/check_packages.py compare FOLDER

Needs torch, numpy, nibabel and bioimageio.core. Exits with 1 if a package fails its test, or more than one label of 10,000 differs."""
import pathlib
import sys
import zipfile

import nibabel
import numpy as np
import torch
from torch import nn

torch.manual_seed(1)
torch.set_num_threads(1)
folder = pathlib.Path(sys.argv[2])

NORM = {'zmuv': "- id: zero_mean_unit_variance\n    kwargs: {axes: [channel, AXES]}",
        'range': "- id: scale_range\n    kwargs:\n      axes: [AXES]\n      min_percentile: 1\n      max_percentile: 99.8\n  - id: clip\n    kwargs: {min: 0, max: 1}",
        'fixed': "- id: scale_linear\n    kwargs: {gain: 0.01, offset: -1}\n  - id: fixed_zero_mean_unit_variance\n    kwargs: {mean: 0.5, std: 2}"}
CASES = {'slices-zmuv-sigmoid': (2, 'zmuv', 1, 'sigmoid'), 'slices-range-softmax': (2, 'range', 3, 'softmax'),
         'volume-range-sigmoid': (3, 'range', 2, 'sigmoid'), 'volume-fixed-softmax': (3, 'fixed', 3, 'softmax')}


def network(d, classes):
    conv = nn.Conv2d if d == 2 else nn.Conv3d
    net = nn.Sequential(conv(1, 4, 3, padding=1), nn.ReLU(), conv(4, 4, 3, padding=1), nn.ReLU(), conv(4, classes, 1))
    net[4].weight.data *= 8
    net[4].bias.data.zero_()
    return net.eval()


def package(name, d, norm, classes, last):
    net, axes = network(d, classes), ['z', 'y', 'x'][-d:]
    torch.jit.trace(net, torch.rand(1, 1, *[16] * d)).save(str(folder / 'weights.pt'))
    raw = (np.random.default_rng(1).normal(100, 30, (1, 1) + (16,) * d)).astype(np.float32)
    np.save(folder / 'in.npy', raw)
    space = ''.join(f"\n  - {{type: space, id: {a}, size: {{min: 16, step: 8}}}}" for a in axes)
    out = ''.join(f"\n  - {{type: space, id: {a}, size: {{tensor_id: raw, axis_id: {a}}}, halo: 4}}" for a in axes)
    names = ', '.join(f'part{i}' for i in range(classes))
    text = f"""format_version: 0.5.5
type: model
name: random {name}
description: Made to be compared, of random weights, such that nothing but the arithmetic of programs is tested, over more than one
  line.
authors: [{{name: Nobody}}]
cite: [{{text: none, url: 'https://example.org'}}]
license: MIT
documentation: README.md
inputs:
- id: raw
  axes:
  - {{type: batch}}
  - {{type: channel, channel_names: [intensity]}}{space}
  data: {{type: float32}}
  test_tensor: {{source: in.npy}}
  preprocessing:
  {NORM[norm].replace('AXES', ', '.join(axes))}
outputs:
- id: parts
  axes:
  - {{type: batch}}
  - {{type: channel, channel_names: [{names}]}}{out}
  data: {{type: float32}}
  test_tensor: {{source: out.npy}}
  postprocessing:
  - id: {last}
weights:
  torchscript: {{source: weights.pt, pytorch_version: 2.1.0}}
"""
    (folder / 'rdf.yaml').write_text(text)
    np.save(folder / 'out.npy', np.zeros((1, classes) + (16,) * d, np.float32))
    for _ in range(2):  # first with an output that is none, to learn from bioimageio.core what it is
        with zipfile.ZipFile(folder / f'{name}.zip', 'w') as zip:
            for file in ('rdf.yaml', 'weights.pt', 'in.npy', 'out.npy'):
                zip.write(folder / file, file)
            zip.writestr('README.md', '# Random\n')
        np.save(folder / 'out.npy', predict(name, raw))


def predict(name, raw):
    from bioimageio.core import load_description, predict
    model = load_description(folder / f'{name}.zip', perform_io_checks=False)
    from bioimageio.core.axis import AxisId
    from bioimageio.core.tensor import Tensor
    dims = [AxisId(a) for a in (['batch', 'channel', 'z', 'y', 'x'] if raw.ndim == 5 else ['batch', 'channel', 'y', 'x'])]
    return predict(model=model, inputs={'raw': Tensor(raw, dims=dims)}).members['parts'].data.to_numpy()


def labels(name):
    image = np.asarray(nibabel.load(folder / 'image.nii.gz').dataobj, np.float32).T
    given = predict(name, image[None, None])[0] if name.startswith('volume') else np.stack(
        [predict(name, slice[None, None])[0] for slice in image], 1)
    return given.argmax(0) if 'softmax' in name else np.where(given.max(0) > .5, given.argmax(0) + 1, 0)


if sys.argv[1] == 'make':
    folder.mkdir(exist_ok=True, parents=True)
    x = np.random.default_rng(2).normal(0, 1, (48, 40, 24))
    for axis in range(3):
        x = sum(np.roll(x, k, axis) for k in range(-2, 3))
    nibabel.save(nibabel.Nifti1Image((x * 4 + 100).astype(np.float32), np.eye(4)), folder / 'image.nii.gz')
    lines = []
    for name, case in CASES.items():
        package(name, *case)
        lines.append(f'run("Cairn Segment...", "input=[{folder}/image.nii.gz] model=[{folder}/{name}.zip] trust=true overwrite=true '
                     f'output=[{folder}/{name}.nii.gz]");\nrun("Cairn Import Model...", "weights=[{folder}/{name}.zip] trust=true '
                     f'overwrite=true model=[{folder}/tested-{name}.zip]");\n')
    (folder / 'segment.ijm').write_text(''.join(lines))
else:
    failed = False
    for name in CASES:
        from bioimageio.core import test_model
        status = test_model(folder / f'{name}.zip').status
        ours = np.asarray(nibabel.load(folder / f'{name}.nii.gz').dataobj).T
        expected = labels(name)
        differ = int((ours != expected).sum())
        failed |= status != 'passed' or differ > 1e-4 * ours.size or len(np.unique(expected)) < 2
        print(f'| {name} | {status} | {differ} of {ours.size} | {np.bincount(expected.ravel())} |')
    sys.exit(failed)
