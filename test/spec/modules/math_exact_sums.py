import math

inf = math.inf
print(math.sumprod((-5, -5, 10), (1.5, 4611686018427387904, 2305843009213693952)))  # expect: 0.0
print(math.sumprod([2.0**-1000, 1.0], [2.0**-70, 1.0]), math.sumprod([1e200, 1e-200], [1e100, 1e-100]))  # expect: 1.0 1e+300
print(math.sumprod([10, True], [2, 1.5]), math.sumprod([10**20], [1]))  # expect: 21.5 100000000000000000000
print(math.fma(1e300, 1e300, -inf), math.fma(-1e300, 1e300, inf))  # expect: -inf inf
print(math.nextafter(5e-324, -0.0), math.nextafter(-5e-324, 0.0), math.nextafter(0.0, -0.0))  # expect: 0.0 -0.0 -0.0
print(math.sumprod((2**80, 1.5), (1, 3.0)) == 2**80 * 1 + 1.5 * 3.0)  # expect: True
