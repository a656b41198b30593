"""Reading pickles as CPython's native code does: what is damaged is told by UnpicklingError.

The work is done by the classes of `pickle` that are written in Python; the module `_pickle` has what is here.
"""
import io
from pickle import UnpicklingError, _Unpickler

_TRUNCATED = 'pickle data was truncated'

# Variables of pickle's loading functions that are set when all that an opcode needs has been taken from the stack: an
# error that comes later is one of the objects that are made.
_TAKEN = {'func', 'inst', 'cls', 'klass', 'list', 'list_obj', 'dict', 'set_obj'}


def _told(error):
    """What to raise for an error within pickle's own functions; the error itself where it has another source."""
    tb = error.__traceback__
    while tb.tb_next is not None:
        tb = tb.tb_next
    frame = tb.tb_frame
    code = frame.f_code
    if code.co_filename != _Unpickler.load.__code__.co_filename or not _TAKEN.isdisjoint(frame.f_locals):
        return error
    if isinstance(error, EOFError):
        return EOFError('Ran out of input') if code.co_name == 'load' else error
    if isinstance(error, KeyError):
        if code.co_name != 'load':
            return error
        key = error.args[0]
        return UnpicklingError(f"invalid load key, '{chr(key) if 32 <= key < 127 else f'\\x{key:02x}'}'.")
    if code.co_name == 'pop_mark':
        return UnpicklingError('could not find MARK')
    # Of the byte that read(1) didn't give.
    if str(error) == 'index out of range':
        return UnpicklingError(_TRUNCATED)
    return UnpicklingError('unpickling stack underflow')


class Unpickler(_Unpickler):
    __module__ = '_pickle'

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        read, readline = getattr(file, 'read', None), getattr(file, 'readline', None)
        if read is None or readline is None:
            raise TypeError("file must have 'read' and 'readline' attributes")
        super().__init__(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)

        def read_all(n):
            data = read(n)
            if len(data) < n and n > 1:
                raise UnpicklingError(_TRUNCATED)
            return data

        def read_line():
            line = readline()
            if line[-1:] != b'\n':
                raise UnpicklingError(_TRUNCATED)
            return line

        self._file_read = read_all
        self._file_readline = read_line

    def persistent_load(self, pid):
        raise UnpicklingError(
            'A load persistent id instruction was encountered, but no persistent_load function was specified.'
        )

    def load(self):
        try:
            return super().load()
        except (EOFError, IndexError, KeyError) as e:
            told = _told(e)
            if told is e:
                raise
            raise told from None


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    if data is None or isinstance(data, str):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return load(io.BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)


load.__module__ = loads.__module__ = '_pickle'
