# Echo over loopback: 100 connections, 100 round trips of 64 bytes on each.
from shared.round_trips import run


def never_called():
    return None  # @bp


run(100)
