# The length of a complex number is right to the last bit.
import cmath

print(abs(2.5 - 1j))  # expect: 2.692582403567252
print(abs(complex(-623.8758053956998, 4.75)))  # expect: 623.8938876588976
print(cmath.polar(complex(-848.1157290916573, 2.474260621544701)))  # expect: (848.1193382409675, 3.1386752998404974)
print(abs(complex(5e-324, 5e-324)), abs(complex(3e200, 4e200)))  # expect: 5e-324 4.9999999999999995e+200
try:
    abs(complex(1e308, 1.7e308))
except OverflowError as e:
    print(e)  # expect: absolute value too large
