"""Times from the start of the process to the first slice and to the end: the command ./cairn segment, the same as a macro, and PyTorch that is
imported and runs a network once. Run in the root of the repository, when ./cairn has been built. Arguments: a small image, a model, turns."""
import os
import statistics
import subprocess
import sys
import tempfile
import time

IMAGE, MODEL = sys.argv[1:3]
TURNS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
PYTHON = 'import torch; torch.nn.Conv2d(1, 8, 3)(torch.zeros(1, 1, 64, 64)); print("1/1")'


def timed(command):
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    first = None
    for line in process.stdout:
        if first is None and b'/' in line and b'%' in line or line == b'1/1\n':
            first = time.time() - start
    if process.wait():
        sys.exit(f'{command[0]} failed')
    return first, time.time() - start


def main():
    with tempfile.TemporaryDirectory() as folder:
        labels, macro = os.path.join(folder, 'labels.nii.gz'), os.path.join(folder, 'segment.ijm')
        options = [f'input={IMAGE}', f'model={MODEL}', f'output={labels}']
        with open(macro, 'w', encoding='utf-8') as file:
            file.write(f'run("Cairn Segment...", "{" ".join(options)}");\n')
        commands = {'cairn segment': ['./cairn', 'segment', *options], 'cairn macro': ['./cairn', 'macro', macro],
                    'import torch': [sys.executable, '-c', PYTHON]}
        times = {name: [] for name in commands}
        for _ in range(TURNS):
            for name, command in commands.items():
                if os.path.exists(labels):
                    os.remove(labels)
                times[name].append(timed(command))
    for name, turns in times.items():
        print(f'{name}: first slice after {statistics.median(t[0] for t in turns):.2f} s, end after '
              f'{statistics.median(t[1] for t in turns):.2f} s')


main()
