# Pancake flips of all permutations of 8: lists and small ints.
from time import perf_counter


def most_flips(n):
    count = list(range(1, n + 1))
    order = list(range(n))
    most = 0
    r = n
    while True:
        while r > 0:
            count[r - 1] = r
            r -= 1
        if order[0] != 0:
            flipped = order[:]
            flips = 0
            first = flipped[0]
            while first:
                flipped[: first + 1] = flipped[first::-1]
                flips += 1
                first = flipped[0]
            if flips > most:
                most = flips
        r = 1
        while r < n:
            moved = order[0]
            for i in range(r):
                order[i] = order[i + 1]
            order[r] = moved
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        else:
            return most


start = perf_counter()
most_flips(8)
print(perf_counter() - start)
