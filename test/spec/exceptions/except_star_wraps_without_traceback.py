# since: 3.14
# The group that except* makes of a plain exception has a traceback of its own, which begins at the clause.
import traceback


def raises():
    raise ValueError


def f():
    try:
        raises()
    except* ValueError:
        raise


try:
    f()
except ExceptionGroup as e:
    print([frame.name for frame in traceback.extract_tb(e.__traceback__)])  # expect: ['<module>', 'f']
    print([frame.name for frame in traceback.extract_tb(e.exceptions[0].__traceback__)])  # expect: ['f', 'raises']
