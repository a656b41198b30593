# Names and signatures of native modules that few ask for.
# since: 3.14
import codecs
import types

print(codecs.utf_16_encode("a", None, 1), codecs.utf_16_encode("a", None, -1))  # expect: (b'\x00a', 1) (b'a\x00', 1)
print(codecs.utf_16_encode("a"), codecs.utf_32_encode("a", "strict", 1))  # expect: (b'\xff\xfea\x00', 1) (b'\x00\x00\x00a', 1)
print(classmethod[int, str], staticmethod[int])  # expect: classmethod[int, str] staticmethod[int]
print(types.CapsuleType.__name__)  # expect: PyCapsule
