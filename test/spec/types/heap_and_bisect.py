import heapq, bisect
h = [5, 3, 8, 1]
heapq.heapify(h)
print(heapq.heappop(h), heapq.heappushpop(h, 4), sorted(h))  # expect: 1 3 [4, 5, 8]
a = [1, 3, 3, 5]
print(bisect.bisect_left(a, 3), bisect.bisect_right(a, 3))  # expect: 1 3
