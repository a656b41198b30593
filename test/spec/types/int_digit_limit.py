# sys.set_int_max_str_digits is what str() and int() go by.
import sys

before = sys.get_int_max_str_digits()
try:
    sys.set_int_max_str_digits(0)
    print(len(str(10**5000)), int("1" * 5000) > 0)  # expect: 5001 True
    sys.set_int_max_str_digits(700)
    for f in (lambda: int("1" * 701), lambda: int("1_" * 701 + "1", 3), lambda: str(10**701)):
        try:
            f()
        except ValueError as e:
            print(str(e).partition(";")[0])
finally:
    sys.set_int_max_str_digits(before)
# expect: Exceeds the limit (700 digits) for integer string conversion: value has 701 digits
# expect: Exceeds the limit (700 digits) for integer string conversion: value has 702 digits
# expect: Exceeds the limit (700 digits) for integer string conversion
