# Texts put together in every way there is.
from string import Template
from time import perf_counter

template = Template('$name has $count')

start = perf_counter()
for i in range(30_000):
    f'{i:>8}|{i / 3:.3f}|{i:x}|{"text"!r:^12}'
    '{:>8}|{:.3f}|{name}'.format(i, i / 3, name='x')
    '%5d|%-8s|%.2e' % (i, 'ab', i / 7)
for i in range(3000):
    template.substitute(name='x', count=i)
print(perf_counter() - start)
