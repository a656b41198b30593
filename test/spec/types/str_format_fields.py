print("{0}{1}{0} {a[x]} {b.real}".format("p", "q", a={"x": 1}, b=3))  # expect: pqp 1 3
print("{:>{}}|{!r:^7}|{{}}".format(1, 4, "z"))  # expect:    1|  'z'  |{}
for text in ("{", "}", "{0}{}", "{a"):
    try:
        text.format(1, a=2)
    except ValueError as e:
        print(e)
        # expect: Single '{' encountered in format string
        # expect: Single '}' encountered in format string
        # expect: cannot switch from manual field specification to automatic field numbering
        # expect: expected '}' before end of string
