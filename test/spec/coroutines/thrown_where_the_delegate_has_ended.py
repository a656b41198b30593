def numbers():
    yield 1
    yield 2


def through(it):
    yield from it


for error in KeyError, GeneratorExit:
    for ended in 'inner', 'middle':
        inner = numbers()
        middle = through(inner)
        outer = through(middle)
        next(outer)
        list(inner if ended == 'inner' else middle)
        try:
            outer.throw(error)
        except BaseException as e:
            print(repr(e), outer.gi_frame)
# expect: KeyError() None
# expect: KeyError() None
# expect: GeneratorExit() None
# expect: GeneratorExit() None
