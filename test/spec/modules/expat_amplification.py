from xml.parsers import expat

levels = [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9)]
laughs = f'<!DOCTYPE a [<!ENTITY e0 "{"ha" * 50}">{"".join(levels)}]><a>&e8;</a>'
parser = expat.ParserCreate()
try:
    parser.Parse(laughs, True)
except expat.ExpatError as e:
    print(expat.ErrorString(e.code))  # expect: limit on input amplification factor (from DTD and entities) breached
