from xml.parsers import expat


def starts(document, separator=None, **settings):
    got = []
    parser = expat.ParserCreate(namespace_separator=separator)
    for name, value in settings.items():
        setattr(parser, name, value)
    parser.StartElementHandler = lambda *args: got.append(args)
    parser.StartNamespaceDeclHandler = lambda *args: got.append(args)
    parser.EndNamespaceDeclHandler = lambda *args: got.append(args)
    parser.Parse(document, True)
    return got


DEFAULTS = '<!DOCTYPE a [<!ATTLIST a d CDATA "x" n NMTOKENS #IMPLIED>]><a n="  p  q " c=" p\n q"/>'
print(starts(DEFAULTS))  # expect: [('a', {'n': 'p q', 'c': ' p  q', 'd': 'x'})]
print(starts(DEFAULTS, ordered_attributes=True))  # expect: [('a', ['n', 'p q', 'c', ' p  q', 'd', 'x'])]
print(starts(DEFAULTS, specified_attributes=True))  # expect: [('a', {'n': 'p q', 'c': ' p  q'})]
SPACES = '<p:a xmlns:p="urn:p" xmlns="urn:d" p:x="1" y="2"><b xmlns=""/></p:a>'
print(starts(SPACES))  # expect: [('p:a', {'xmlns:p': 'urn:p', 'xmlns': 'urn:d', 'p:x': '1', 'y': '2'}), ('b', {'xmlns': ''})]
print(starts(SPACES, ' '))  # expect: [('p', 'urn:p'), (None, 'urn:d'), ('urn:p a', {'urn:p x': '1', 'y': '2'}), (None, None), ('b', {}), (None,), (None,), ('p',)]
print(starts(SPACES, ' ', namespace_prefixes=True))  # expect: [('p', 'urn:p'), (None, 'urn:d'), ('urn:p a p', {'urn:p x p': '1', 'y': '2'}), (None, None), ('b', {}), (None,), (None,), ('p',)]
