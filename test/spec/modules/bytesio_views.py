import gc
import io

b = io.BytesIO(b'x')
print(b.getbuffer().nbytes)  # expect: 1
gc.collect()
b.write(b'yyyy')
view = b.getbuffer()[1:]


def refused(f, *args):
    try:
        f(*args)
    except (BufferError, ValueError) as e:
        return str(e)


print(refused(b.write, b'z' * 100))  # expect: Existing exports of data: object cannot be re-sized
print(refused(b.close))  # expect: Existing exports of data: object cannot be re-sized
view[0] = 0x7A
del view
gc.collect()
print(refused(b.write, b'!'), b.getvalue())  # expect: None b'yzyy!'
b.close()
print(refused(b.__setstate__, (b'', 0, None)))  # expect: I/O operation on closed file.
