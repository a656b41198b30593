import time


def shown(year):
    try:
        return time.asctime((year, 6, 1) + (0,) * 6)
    except OverflowError as e:
        return e


print(shown(2**31 - 1), shown(-(2**31) + 1900))  # expect: Mon Jun  1 00:00:00 2147483647 Mon Jun  1 00:00:00 -2147481748
print(shown(2**31))  # expect: signed integer is greater than maximum
print(shown(-(2**31)))  # expect: year out of range
