from xml.parsers import expat


def texts(**settings):
    got = []
    parser = expat.ParserCreate()
    for name, value in settings.items():
        setattr(parser, name, value)
    parser.CharacterDataHandler = got.append
    parser.Parse('<a>one\ntwo<b/>&amp;three</a>', True)
    return got


print(texts())  # expect: ['one', '\n', 'two', '&', 'three']
print(texts(buffer_text=True))  # expect: ['one\ntwo&three']
print(texts(buffer_text=True, buffer_size=4))  # expect: ['one\n', 'two&', 'three']
print(texts(buffer_text=True, StartElementHandler=lambda *args: None))  # expect: ['one\ntwo', '&three']
try:
    texts(buffer_size=0)
except ValueError as e:
    print(e)  # expect: buffer_size must be greater than zero
