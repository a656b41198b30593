class D:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, obj, owner):
        return (self.name, obj is None)
    def __set__(self, obj, value):
        print('set', value)
class C:
    d = D()
print(C.d, C().d)
C().d = 5
# expect: ('d', True) ('d', False)
# expect: set 5
