# The product of fma may be too big for a float: an infinite summand decides.
import math

print(math.fma(1e308, 10, -math.inf), math.fma(1e308, -10, math.inf))  # expect: -inf inf
