# since: 3.14
from string.templatelib import Interpolation

x, width = 3, 5
print(t'{x!r:>{width}}|{ x :{width!r}.{x}}'.interpolations)  # expect: (Interpolation(3, 'x', 'r', '>5'), Interpolation(3, ' x', None, '5.3'))
print(t'{ x + 1 !s}'.interpolations[0].expression)  # expect:  x + 1
print(t'{x = }'.strings)  # expect: ('x = ', '')
for make in (lambda: Interpolation(1, 'x', 'r', 5), lambda: setattr(Interpolation(1), 'value', 2)):
    try:
        make()
    except Exception as e:
        print(f'{type(e).__name__}: {e}')
# expect: TypeError: Interpolation() argument 'format_spec' must be str, not int
# expect: AttributeError: readonly attribute
