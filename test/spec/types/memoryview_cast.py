m = memoryview(bytearray(8)).cast("i")
m[1] = -1
print(m.tolist(), m.itemsize, m.cast("B").tolist())  # expect: [0, -1] 4 [0, 0, 0, 0, 255, 255, 255, 255]
print(memoryview(bytes(range(6))).cast("B", [2, 3]).tolist())  # expect: [[0, 1, 2], [3, 4, 5]]
