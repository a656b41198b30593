import contextvars
import csv
import io
import types


def refused(o, name):
    try:
        setattr(o, name, 1)
    except AttributeError as e:
        print(e)


refused(csv.get_dialect('excel'), 'doublequote')  # expect: readonly attribute
refused(csv.get_dialect('excel'), 'delimiter')  # expect: attribute 'delimiter' of '_csv.Dialect' objects is not writable
refused(io, '__dict__')  # expect: readonly attribute
refused(types.SimpleNamespace(), '__dict__')  # expect: readonly attribute
refused(io.BufferedReader(io.BytesIO()), 'raw')  # expect: readonly attribute
refused(io.BufferedReader(io.BytesIO()), 'mode')  # expect: attribute 'mode' of '_io.BufferedReader' objects is not writable
refused(io.TextIOWrapper(io.BytesIO()), 'buffer')  # expect: readonly attribute
refused(io.TextIOWrapper(io.BytesIO()), 'encoding')  # expect: readonly attribute
refused(contextvars.ContextVar('x'), 'name')  # expect: readonly attribute
refused(int | str, '__args__')  # expect: readonly attribute
