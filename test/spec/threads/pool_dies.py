# The threads of a pool end when nobody has the pool any more, also where somebody waits for them.
import concurrent.futures

pool = concurrent.futures.ThreadPoolExecutor(max_workers=2)
results = pool.map(abs, range(-3, 0))
threads = pool._threads
del pool
for thread in threads:
    thread.join()
print(list(results))  # expect: [3, 2, 1]
