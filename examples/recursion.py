"""Calls itself for ever: a RecursionError, never a crash."""


def down(depth):
    return down(depth + 1)


try:
    down(0)
except RecursionError as error:
    print(type(error).__name__, error)
