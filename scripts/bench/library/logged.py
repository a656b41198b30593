# 10,000 lines of a log, and as many that nobody wants.
import io
import logging
from time import perf_counter

file = io.StringIO()
logging.basicConfig(stream=file, level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s: %(message)s')
log = logging.getLogger('bench')

start = perf_counter()
for i in range(10_000):
    log.info('item %d of %s', i, 'many')
    log.debug('not shown %d', i)
assert file.getvalue().count('\n') == 10_000
print(perf_counter() - start)
