# math.factorial, of small and of large numbers, against the product of them all.
import math

product = 1
wrong = []
for n in range(1, 700):
    product *= n
    if math.factorial(n) != product:
        wrong.append(n)
print(wrong)  # expect: []
print(math.factorial(0), math.factorial(1), math.factorial(2), math.factorial(20))
# expect: 1 1 2 2432902008176640000
print(math.factorial(3000) == math.factorial(2999) * 3000, math.factorial(True))  # expect: True 1
try:
    math.factorial(-1)
except ValueError as error:
    print(error)  # expect: factorial() not defined for negative values
