"""Threads beside each other: each has a call stack of its own, and so has an executor's worker."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor

jobs = queue.Queue()
results = []


def square(number):
    result = number * number  # @bp square
    return result


def worker(name):
    while True:
        number = jobs.get()
        if number is None:
            break
        results.append((name, square(number)))  # @bp call


def main():
    thread = threading.Thread(target=worker, args=("first",), name="worker")
    thread.start()
    for number in (3, 4, None):
        jobs.put(number)
    thread.join()  # @bp join
    with ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
        results.append(pool.submit(square, 5).result())
    print(results)


main()
