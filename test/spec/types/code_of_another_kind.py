# Changing a function's kind by its code warns; a traceback's dir() is its own four attributes.
import warnings


def plain():
    pass


def generator():
    yield


try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
print(dir(tb), tb.__dir__())  # expect: ['tb_frame', 'tb_lasti', 'tb_lineno', 'tb_next'] ['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    code = plain.__code__
    plain.__code__ = generator.__code__
    plain.__code__ = generator.__code__
    plain.__code__ = code
print([str(w.message)[:50] for w in caught], caught[0].category.__name__)  # expect: ['Assigning a code object of non-matching type is de', 'Assigning a code object of non-matching type is de'] DeprecationWarning
