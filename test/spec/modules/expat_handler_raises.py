from xml.parsers import expat


def refuse(name, attributes):
    print('start', name)  # expect: start a
    raise KeyError(name)


parser = expat.ParserCreate()
parser.StartElementHandler = refuse
parser.EndElementHandler = print
try:
    parser.Parse('<a><b/></a>', True)
except KeyError as e:
    print(e)  # expect: 'a'
print(parser.StartElementHandler, parser.EndElementHandler)  # expect: None None
