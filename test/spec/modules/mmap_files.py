import mmap
import os
import tempfile

with tempfile.TemporaryFile() as f:
    f.write(b'one\ntwo\nthree')
    f.flush()
    m = mmap.mmap(f.fileno(), 0)
    print(len(m), m[0], m[4:7], m[::4], m[-1:])  # expect: 13 111 b'two' b'otte' b'e'
    print(m.readline(), m.tell(), m.find(b't'), m.rfind(b't'), m.find(b'x'))  # expect: b'one\n' 4 4 8 -1
    m[0:3] = b'ONE'
    m.write(b'TWO')
    m[-1] = 69
    print(os.pread(f.fileno(), 20, 0))  # expect: b'ONE\nTWO\nthreE'
    m.move(8, 0, 3)
    print(bytes(m), m.tell())  # expect: b'ONE\nTWO\nONEeE' 7
    view = memoryview(m)
    view[0] = 111
    try:
        m.close()
    except BufferError as e:
        print(e)  # expect: cannot close exported pointers exist
    view.release()
    m.resize(16)
    print(m.size(), os.pread(f.fileno(), 20, 0))  # expect: 16 b'oNE\nTWO\nONEeE\x00\x00\x00'
    print(m)  # expect: <mmap.mmap closed=False, access=ACCESS_DEFAULT, length=16, pos=7, offset=0>
    m.close()
    try:
        m[0]
    except ValueError as e:
        print(m.closed, e)  # expect: True mmap closed or invalid
    with mmap.mmap(f.fileno(), 4, access=mmap.ACCESS_READ) as m:
        try:
            m[0] = 1
        except TypeError as e:
            print(e)  # expect: mmap can't modify a readonly memory map.
        print(list(m), b'N' in m)  # expect: [b'o', b'N', b'E', b'\n'] True
    with mmap.mmap(f.fileno(), 4, access=mmap.ACCESS_COPY) as m:
        m[:] = b'copy'
        print(m[:], os.pread(f.fileno(), 4, 0))  # expect: b'copy' b'oNE\n'
    try:
        mmap.mmap(f.fileno(), 100)
    except ValueError as e:
        print(e)  # expect: mmap length is greater than file size
with mmap.mmap(-1, 5) as m:
    print(m.read(), m.read_byte() if m.tell() < 5 else m.seek(1), m.write(b'hi'), m[:])  # expect: b'\x00\x00\x00\x00\x00' 1 2 b'\x00hi\x00\x00'
