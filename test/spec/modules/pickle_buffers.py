import array
import pickle
import weakref
from pickle import PickleBuffer

print(pickle.dumps(PickleBuffer(b'a'), 5)[-5:])  # expect: b'C\x01a\x94.'
kept = []
data = pickle.dumps([PickleBuffer(b'a' * 10), PickleBuffer(bytearray(b'xyz'))], 5, buffer_callback=kept.append)
print(data)  # expect: b'\x80\x05\x95\x08\x00\x00\x00\x00\x00\x00\x00]\x94(\x97\x98\x97e.'
print([b.raw().readonly for b in kept])  # expect: [True, False]
print(pickle.loads(data, buffers=kept) == kept)  # expect: True
print(pickle.loads(data, buffers=[b'1', bytearray(b'2')]))  # expect: [b'1', bytearray(b'2')]

grid = memoryview(bytearray(range(12))).cast('B', (3, 4))
print(PickleBuffer(grid).raw().shape, memoryview(PickleBuffer(grid)).shape)  # expect: (12,) (3, 4)
numbers = PickleBuffer(array.array('i', [1, 2]))
print(numbers.raw().format, numbers.raw().nbytes, memoryview(numbers).format)  # expect: B 8 i
print(bytes(PickleBuffer(memoryview(b'abcdef')[::2])))  # expect: b'ace'

released = PickleBuffer(bytearray(b'abc'))
view = released.raw()
released.release()
released.release()
for call in (
    lambda: released.raw(),
    lambda: memoryview(released),
    lambda: pickle.dumps(released, 5),
    lambda: pickle.dumps(PickleBuffer(b'a'), 4),
    lambda: PickleBuffer(memoryview(b'abcdef')[::2]).raw(),
    lambda: PickleBuffer(3),
):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError operation forbidden on released PickleBuffer object
# expect: ValueError operation forbidden on released PickleBuffer object
# expect: ValueError operation forbidden on released PickleBuffer object
# expect: PicklingError PickleBuffer can only be pickled with protocol >= 5
# expect: BufferError cannot extract raw buffer from non-contiguous buffer
# expect: TypeError a bytes-like object is required, not 'int'
print(bytes(view), weakref.ref(released)() is released)  # expect: b'abc' True
