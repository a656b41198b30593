# The parts of a split group suppress their context, even where one clause took nothing.
try:
    try:
        raise KeyError
    finally:
        raise ExceptionGroup("g", [OSError()])
except* ValueError:
    pass
except* OSError as e:
    print(e.__suppress_context__, repr(e.__context__))  # expect: True KeyError()
