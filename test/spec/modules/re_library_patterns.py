# The library's own regular expressions are what compiling them anew gives.
import _sre
import json.decoder
import json.scanner
import re
import string
import textwrap
import tokenize

tokenize.open(__file__).close()


def anew(pattern):
    flags = pattern.flags
    parsed = re._parser.parse(pattern.pattern, flags)
    groups = dict(parsed.state.groupdict)
    names = [None] * parsed.state.groups
    for name, index in groups.items():
        names[index] = name
    code = re._compiler._code(parsed, flags)
    return _sre.compile(pattern.pattern, flags, code, parsed.state.groups - 1, groups, tuple(names))


patterns = [
    json.scanner.NUMBER_RE,
    json.decoder.STRINGCHUNK,
    string.Template.pattern,
    textwrap.TextWrapper.wordsep_re,
    tokenize.cookie_re,
    tokenize.blank_re,
]
for p in patterns:
    new = anew(p)
    print(p == new, p.groups == new.groups, dict(p.groupindex) == dict(new.groupindex))
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True True
print(type(tokenize.blank_re.pattern).__name__)  # expect: bytes
print(string.Template.pattern.match('${name}').groupdict()['braced'])  # expect: name
