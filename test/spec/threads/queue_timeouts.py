"""Times to wait that no clock can count are refused."""
import queue


def refused(timeout):
    try:
        queue.SimpleQueue().get(timeout=timeout)
    except (OverflowError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


print(refused(1e20))  # expect: OverflowError: timestamp out of range for platform time_t
print(refused(10**12))  # expect: OverflowError: timestamp too large to convert to C PyTime_t
print(refused(float("nan")))  # expect: ValueError: Invalid value NaN (not a number)
print(refused(-1))  # expect: ValueError: 'timeout' must be a non-negative number
print(refused("1"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
