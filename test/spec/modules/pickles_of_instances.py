# Instances that only have attributes, classes and functions: the bytes are those of CPython's native code, and none of the
# program's code runs that CPython doesn't run.
import copyreg
import pickle


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    class Nested:
        pass

    def method(self):
        pass


log = []


class Guessing:
    def __getattr__(self, name):
        log.append(name)
        raise AttributeError(name)


class Hashed:
    def __hash__(self):
        log.append('hash')
        return 1


class Stated(Point):
    def __getstate__(self):
        return {'x': 'own'}

    def __setstate__(self, state):
        log.append(state)


class Property:
    def __init__(self):
        self.__dict__['p'] = 5

    @property
    def p(self):
        return 'class'


class Registered:
    pass


def function():
    pass


itself = Point(1, 2)
itself.me = itself
print(pickle.dumps(itself, 4))
# expect: b'\x80\x04\x951\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x05Point\x94\x93\x94)\x81\x94}\x94(\x8c\x01x\x94K\x01\x8c\x01y\x94K\x02\x8c\x02me\x94h\x03ub.'
again = pickle.loads(pickle.dumps(itself, 5))
print(type(again) is Point, again.me is again, again.x, again.y, list(vars(again)))  # expect: True True 1 2 ['x', 'y', 'me']
shared = Point([], None)
shared.attributes = shared.__dict__
print(pickle.dumps(shared, 5)[-40:])
# expect: b'nt\x94\x93\x94)\x81\x94}\x94(\x8c\x01x\x94]\x94\x8c\x01y\x94N\x8c\nattributes\x94h\x04ub.'
print(pickle.loads(pickle.dumps(shared, 5)).attributes.keys())  # expect: dict_keys(['x', 'y', 'attributes'])
print(pickle.dumps([Point.Nested(), Point.Nested, Point.method, function], 4)[11:])
# expect: b']\x94(\x8c\x08__main__\x94\x8c\x0cPoint.Nested\x94\x93\x94)\x81\x94h\x03h\x01\x8c\x0cPoint.method\x94\x93\x94h\x01\x8c\x08function\x94\x93\x94e.'
print(pickle.loads(pickle.dumps([Point.Nested, Point.method, function], 4)) == [Point.Nested, Point.method, function])  # expect: True
many = Point(0, 0)
for i in range(40):
    setattr(many, f'a{i}', i)
print(vars(pickle.loads(pickle.dumps(many, 4))) == vars(many))  # expect: True
pickle.loads(pickle.dumps(Guessing(), 5))
print(log)  # expect: []
guessing = Guessing()
guessing.a = 1
print(vars(pickle.loads(pickle.dumps(guessing, 5))), log)  # expect: {'a': 1} ['__setstate__']
log.clear()
print(len(pickle.loads(pickle.dumps({Hashed(): 1, Hashed(): 2}, 5))), log)  # expect: 2 ['hash', 'hash', 'hash', 'hash']
log.clear()
pickle.loads(pickle.dumps(Stated(1, 2), 5))
print(log)  # expect: [{'x': 'own'}]
print(vars(pickle.loads(pickle.dumps(Property(), 5))))  # expect: {'p': 5}
shadowed = Point(1, 2)
shadowed.__reduce_ex__ = lambda protocol: (str, ('instead',))
print(pickle.loads(pickle.dumps(shadowed, 5)))  # expect: instead
copyreg.pickle(Registered, lambda v: (Point, (7, 8)))
print(pickle.loads(pickle.dumps(Registered(), 5)).y)  # expect: 8
deep = None
for i in range(450):
    deep = Point(deep, i)
print(len(pickle.dumps(deep, 4)))  # expect: 8777
pickled = pickle.dumps(Point(1, 2), 5)
Old, Point = Point, int
try:
    pickle.loads(pickled)
except AttributeError as e:
    print(e)  # expect: 'int' object has no attribute '__dict__'
try:
    pickle.dumps(Old(1, 2), 5)
except pickle.PicklingError as e:
    print('not the same object' in str(e))  # expect: True
