# As echo, with 500 round trips on each connection: less of it is opening them.
from shared.round_trips import run


def never_called():
    return None  # @bp


run(500)
