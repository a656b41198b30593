from xml.parsers import expat

TEXT = '<?xml version="1.0" encoding="%s"?>\r\n<a b="\xe9">\xfc\xe4<!--\xf6-->\r\n</a>'


def read(data, size, encoding=None):
    got = []
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = lambda *args: got.append((*args, parser.CurrentByteIndex))
    parser.CharacterDataHandler = got.append
    parser.CommentHandler = lambda text: got.append((text, parser.CurrentColumnNumber))
    for i in range(0, len(data), size):
        parser.Parse(data[i : i + size])
    parser.Parse(b'', True)
    return got


def both(data, encoding=None):
    whole, bytewise = read(data, len(data), encoding), read(data, 1, encoding)
    return whole if whole == bytewise else (whole, bytewise)


print(both((TEXT % 'utf-8').encode()))  # expect: [('a', {'b': 'é'}, 40), 'üä', ('ö', 11), '\n']
print(both((TEXT % 'iso-8859-1').encode('latin-1')))  # expect: [('a', {'b': 'é'}, 45), 'üä', ('ö', 11), '\n']
print(both((TEXT % 'cp1252').encode('cp1252')))  # expect: [('a', {'b': 'é'}, 41), 'üä', ('ö', 11), '\n']
print(both((TEXT % 'utf-16').encode('utf-16')))  # expect: [('a', {'b': 'é'}, 84), 'üä', ('ö', 11), '\n']
print(both((TEXT % 'utf-16').encode('utf-16-be')))  # expect: [('a', {'b': 'é'}, 82), 'üä', ('ö', 11), '\n']
print(both((TEXT % 'wrong').encode('latin-1'), 'iso-8859-1'))  # expect: [('a', {'b': 'é'}, 40), 'üä', ('ö', 11), '\n']
print(both(TEXT % 'ignored in a str'.replace(' ', '-')))  # expect: [('a', {'b': 'é'}, 51), 'üä', ('ö', 11), '\n']
