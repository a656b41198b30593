# A class body's __class__ is the enclosing method's, its own methods' is the class itself.


class Outer:
    def method(self):
        class Inner:
            outer = __class__

            def own(self):
                return __class__

        print(Inner.outer is Outer)  # expect: True
        print(Inner().own() is Inner)  # expect: True

        class Changed:
            nonlocal __class__
            __class__ = 42
            read = __class__

            def own(self):
                return __class__

        print(__class__, Changed.read)  # expect: 42 42
        print(Changed().own() is Changed)  # expect: True


Outer().method()
