"""Reading pickles as CPython's native code does: what is damaged is told by UnpicklingError.

The work is done by the classes of `pickle` that are written in Python; the module `_pickle` has what is here.
"""
import io
import re
import sys
from pickle import DICT, FLOAT, FRAME, GET, INST, INT, LONG, PUT, UnpicklingError, _Unpickler
from struct import unpack

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
    if code.co_filename != _Unpickler.load.__code__.co_filename:
        return error
    if code.co_name == 'load_setitems' and isinstance(error, IndexError) and len(frame.f_locals['items']) % 2:
        return UnpicklingError('odd number of items for SETITEMS')
    if not _TAKEN.isdisjoint(frame.f_locals):
        return error
    if isinstance(error, EOFError):
        return EOFError('Ran out of input') if code.co_name == 'load' else error
    if isinstance(error, UnpicklingError):
        return UnpicklingError(_TRUNCATED) if str(error) == 'pickle exhausted before end of frame' else error
    if isinstance(error, KeyError):
        if code.co_name != 'load':
            return error
        key = error.args[0]
        shown = chr(key) if 32 <= key < 127 and key not in b"'\\" else f'\\x{key:02x}'
        return UnpicklingError(f"invalid load key, '{shown}'.")
    if code.co_name == 'pop_mark' and frame.f_back.f_code.co_name != 'load_pop':
        return UnpicklingError('could not find MARK')
    # Of the byte that read(1) didn't give.
    if str(error) == 'index out of range':
        return UnpicklingError(_TRUNCATED)
    if frame.f_locals['self'].metastack:
        return UnpicklingError('unexpected MARK found')
    return UnpicklingError('unpickling stack underflow')


def _line(unpickler):
    """A line with something in it, and its end."""
    line = unpickler.readline()
    if len(line) < 2:
        raise UnpicklingError(_TRUNCATED)
    return line


def _load_int(unpickler):
    line = _line(unpickler)
    if line in (b'00\n', b'01\n'):
        value = line == b'01\n'
    else:
        try:
            value = int(line)
        except ValueError:
            raise ValueError('could not convert string to int') from None
    unpickler.append(value)


def _load_long(unpickler):
    line = _line(unpickler)
    unpickler.append(int((line[:-2] if line[-2:] == b'L\n' else line).decode()))


_NUMBER = re.compile(rb'[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)', re.IGNORECASE)


def _load_float(unpickler):
    line = _line(unpickler)
    number = _NUMBER.match(line)
    if number is None:
        raise ValueError(f"could not convert string to float: '{line.decode()}'")
    if number.end() != len(line) - 1:
        raise ValueError('could not convert string to float')
    unpickler.append(float(number[0]))


def _load_put(unpickler):
    line = _line(unpickler)
    if not unpickler.stack:
        raise UnpicklingError('unexpected MARK found' if unpickler.metastack else 'unpickling stack underflow')
    index = int(line.decode())
    if index < 0:
        raise ValueError('negative PUT argument')
    unpickler.memo[index] = unpickler.stack[-1]


def _load_get(unpickler):
    index = int(_line(unpickler).decode())
    if index not in unpickler.memo:
        raise UnpicklingError(f'Memo value not found at index {index}')
    unpickler.append(unpickler.memo[index])


def _load_dict(unpickler):
    if unpickler.metastack and len(unpickler.stack) % 2:
        raise UnpicklingError('odd number of items for DICT')
    _Unpickler.load_dict(unpickler)


def _load_inst(unpickler):
    if not unpickler.metastack:
        raise UnpicklingError('could not find MARK')
    _Unpickler.load_inst(unpickler)


def _load_frame(unpickler):
    (size,) = unpack('<Q', unpickler.read(8))
    if size > sys.maxsize:
        raise OverflowError(f"FRAME length exceeds system's maximum of {sys.maxsize} bytes")
    unpickler._unframer.load_frame(size)


def _check_names(function, **names):
    for option, name in names.items():
        if not isinstance(name, str):
            given = 'None' if name is None else type(name).__name__
            raise TypeError(f'{function}() argument {option!r} must be str, not {given}')
        if b'\0' in name.encode():
            raise ValueError('embedded null character')


class Unpickler(_Unpickler):
    __module__ = '_pickle'
    dispatch = _Unpickler.dispatch | {
        INT[0]: _load_int,
        LONG[0]: _load_long,
        FLOAT[0]: _load_float,
        PUT[0]: _load_put,
        GET[0]: _load_get,
        DICT[0]: _load_dict,
        INST[0]: _load_inst,
        FRAME[0]: _load_frame,
    }

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        _check_names('Unpickler', encoding=encoding, errors=errors)
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
        except (EOFError, IndexError, KeyError, UnpicklingError) as e:
            told = _told(e)
            if told is e:
                raise
            raise told from None


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    _check_names('load', encoding=encoding, errors=errors)
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    _check_names('loads', encoding=encoding, errors=errors)
    if data is None or isinstance(data, str):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return load(io.BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)


load.__module__ = loads.__module__ = '_pickle'
