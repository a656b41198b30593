# marshal: what is written in any version comes back, shared and recursive objects as they were
import io
import marshal

values = [None, True, ..., StopIteration, 0, -1, 2**31, -2**31, 2**62, -2**100, 1.5, float('inf'), 1j, '', 'é', '\ud800']
values += ['a' * 300, b'xyz', (), (1, [2]), {'a': 1, 2: {}}, {1, 2}, frozenset({3, 'x'}), tuple(range(300))]
print([v for v in values for version in range(5) if marshal.loads(marshal.dumps(v, version)) != v])  # expect: []

shared = [1]
a, b = marshal.loads(marshal.dumps((shared, shared)))
print(a is b)  # expect: True
loop = []
loop.append(loop)
back = marshal.loads(marshal.dumps(loop))
print(back[0] is back)  # expect: True


def f(a, b=2):
    return a + b


code = marshal.loads(marshal.dumps(f.__code__))
print(code == f.__code__, type(f)(code, {}, 'g', (2,))(40))  # expect: True 42

file = io.BytesIO()
marshal.dump([1], file)
marshal.dump('x', file)
file.seek(0)
print(marshal.load(file), marshal.load(file))  # expect: [1] x


def error(f, *args, **options):
    try:
        f(*args, **options)
    except Exception as e:
        print(type(e).__name__, e)


error(marshal.loads, b'')  # expect: EOFError EOF read where object expected
error(marshal.loads, b'?')  # expect: ValueError bad marshal data (unknown type code)
error(marshal.loads, b'[')  # expect: EOFError marshal data too short
error(marshal.loads, b'(\xff\xff\xff\xff')  # expect: ValueError bad marshal data (tuple size out of range)
error(marshal.loads, b'0')  # expect: TypeError NULL object in marshal data for object
error(marshal.loads, b'l\x01\x00\x00\x00\x00\x00')  # expect: ValueError bad marshal data (unnormalized long data)
error(marshal.dumps, object())  # expect: ValueError unmarshallable object
error(marshal.dumps, f.__code__, allow_code=False)  # expect: ValueError marshalling code objects is disallowed
print(marshal.loads(b'\xa9\x02\xda\x03abcr\x01\x00\x00\x00'))  # expect: ('abc', 'abc')
print(marshal.dumps((1, 'ab', b'c', 2.0, 2**40), 2))  # expect: b'(\x05\x00\x00\x00i\x01\x00\x00\x00u\x02\x00\x00\x00abs\x01\x00\x00\x00cg\x00\x00\x00\x00\x00\x00\x00@l\x03\x00\x00\x00\x00\x00\x00\x00\x00\x04'
