# A method called in a loop that does self.x += 1.
from time import perf_counter


class Counter:
    def __init__(self):
        self.x = 0

    def step(self):
        self.x += 1


def main():
    counter = Counter()
    for _ in range(500_000):
        counter.step()


start = perf_counter()
main()
print(perf_counter() - start)
