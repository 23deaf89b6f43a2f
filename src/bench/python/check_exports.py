"""Runs exported models in other programs and compares with what Cairn computes: PyTorch, ONNX Runtime, bioimageio.core.

    mvn -q -B -Pbench test-compile exec:exec@bench -Dbench=ExportedModels -Dargs="FOLDER"
    python src/bench/python/check_exports.py FOLDER

Needs torch, safetensors, numpy; onnx, onnxruntime and bioimageio.core for their columns. Exits with 1 if bits of PyTorch, or labels
of ONNX Runtime, differ, or a package fails its test."""
import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import load_file

torch.set_num_threads(1)
failed = False


def torchscript(base, x, logits):
    module = torch.jit.load(f'{base}.pt')
    same = torch.equal(module.logits0(x), logits) and torch.equal(module(x), logits.softmax(1))
    y = module.train()(x)
    y[:, 1].sum().backward()
    grads = [p.grad is not None and bool(p.grad.isfinite().all()) for p in module.parameters()]
    return same and all(grads), f"{'same bits' if same else 'DIFFERS'}, gradients in {sum(grads)} of {len(grads)} arrays"


def onnx(base, x, logits):
    import onnx
    import onnxruntime
    onnx.checker.check_model(f'{base}.onnx', full_check=True)
    p, y = onnxruntime.InferenceSession(f'{base}.onnx').run(['probabilities', 'logits'], {'image': x.numpy()})
    labels = int((p.argmax(1) != logits.numpy().argmax(1)).sum())
    return labels == 0, f'{np.abs(y - logits.numpy()).max():.1e}, {labels} of {p[:, 0].size} labels differ'


def bioimage(base, x, logits):
    from bioimageio.core import test_model
    summary = test_model(f'{base}.zip')
    return summary.status == 'passed', f'{summary.status}, format {summary.format_version}'


for file in sorted(pathlib.Path(sys.argv[1]).glob('*.safetensors')):
    arrays = load_file(file)
    x, logits = torch.from_numpy(arrays['input']), torch.from_numpy(arrays['logits'])
    cells = []
    for check in (torchscript, onnx, bioimage):
        try:
            passed, words = check(file.with_suffix(''), x, logits)
            failed |= not passed
        except ImportError as missing:
            words = f'not checked ({missing.name} is missing)'
        cells.append(words)
    print(f"| {file.stem} | {' | '.join(cells)} |", flush=True)
sys.exit(failed)
