# A tree of 400 folders with 1,200 files walked through.
import os
import tempfile
from time import perf_counter

with tempfile.TemporaryDirectory() as top:
    for i in range(20):
        for j in range(20):
            folder = os.path.join(top, f'd{i}', f'e{j}')
            os.makedirs(folder)
            for k in range(3):
                open(os.path.join(folder, f'f{k}'), 'w').close()
    start = perf_counter()
    for _ in range(3):
        assert sum(os.path.getsize(os.path.join(at, name)) + 1 for at, _, names in os.walk(top) for name in names) == 1200
    print(perf_counter() - start)
