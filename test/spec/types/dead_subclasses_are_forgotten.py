import gc


class Base:
    pass


def make():
    class Short(Base):
        pass


class Kept(Base):
    pass


make()
gc.collect()
print(Base.__subclasses__())  # expect: [<class '__main__.Kept'>]
alive = map(type('Mapped', (Base,), {}), ())
gc.collect()
Base.answer = 42
print(alive.__class__, Kept.answer)  # expect: <class 'map'> 42
