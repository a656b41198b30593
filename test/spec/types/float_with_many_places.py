# After the digits that a double has come zeros, however many are asked for.
s = "%.*e" % (12345678, 1.5)
print(len(s), s[:4], s[-6:])  # expect: 12345684 1.50 00e+00
s = format(5e-324, ".2000f")
print(len(s), s.rstrip("0")[-4:], s.index("4"))  # expect: 2002 5625 325
