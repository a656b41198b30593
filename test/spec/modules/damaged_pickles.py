# What pickle says of damaged data; errors of the objects themselves are left as they are.
import io
import pickle


def error(data):
    try:
        return pickle.loads(data)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


whole = pickle.dumps({'key': list(range(50))})
print(error(b''))  # expect: EOFError: Ran out of input
print(error(b'N'))  # expect: EOFError: Ran out of input
print(error(whole[:40]))  # expect: UnpicklingError: pickle data was truncated
print(error(b'\x8c\x05ab'))  # expect: UnpicklingError: pickle data was truncated
print(error(b'I12'))  # expect: UnpicklingError: pickle data was truncated
print(error(b'K'))  # expect: UnpicklingError: pickle data was truncated
print(error(b'abc'))  # expect: UnpicklingError: unpickling stack underflow
print(error(b'\xff\x00'))  # expect: UnpicklingError: invalid load key, '\xff'.
print(error(b'xyz'))  # expect: UnpicklingError: invalid load key, 'x'.
print(error(b'e.'))  # expect: UnpicklingError: could not find MARK
print(error(b'Pid\n.'))  # expect: UnpicklingError: A load persistent id instruction was encountered, but no persistent_load function was specified.
print(error('text'))  # expect: TypeError: a bytes-like object is required, not 'str'


class Taken:
    def __reduce__(self):
        return [].pop, ()


class State:
    def __setstate__(self, state):
        raise KeyError('mine')


print(error(pickle.dumps(Taken())))  # expect: IndexError: pop from empty list
state = State()
state.x = 1
print(error(pickle.dumps(state)))  # expect: KeyError: 'mine'


class Named(pickle.Unpickler):
    def persistent_load(self, pid):
        return f'<{pid}>'


print(Named(io.BytesIO(b'Pid\n.')).load())  # expect: <id>
print(pickle.load(io.BytesIO(whole)) == {'key': list(range(50))})  # expect: True
try:
    pickle.Unpickler(5)
except TypeError as e:
    print(e)  # expect: file must have 'read' and 'readline' attributes
