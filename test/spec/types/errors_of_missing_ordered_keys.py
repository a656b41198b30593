from collections import OrderedDict

for key in (7,), (), 7, []:
    try:
        OrderedDict(a=1).pop(key)
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e.args)
# expect: KeyError (7,)
# expect: KeyError ()
# expect: KeyError (7,)
# expect: TypeError ("unhashable type: 'list'",)
