# Interest in decimal numbers.
from decimal import Decimal
from time import perf_counter

start = perf_counter()
total = Decimal(0)
for i in range(50_000):
    total += (Decimal(i) * Decimal('1.0375') / 12).quantize(Decimal('0.01'))
print(perf_counter() - start)
