print("%5d|%-5d|%05d|%+d|%x|%#o" % (1, 2, 3, 4, 255, 8))  # expect:     1|2    |00003|+4|ff|0o10
print("%s %r %a %% %c" % ("é", "é", "é", 97))  # expect: é 'é' '\xe9' % a
print("%(a)s %(b).2f" % {"a": 1, "b": 2})  # expect: 1 2.00
for f, a in (("%d", "x"), ("%d %d", 1), ("%d", (1, 2)), ("%(a)s", 1), ("%y", 1)):
    try:
        f % a
    except (TypeError, ValueError) as e:
        print(e)
        # expect: %d format: a real number is required, not str
        # expect: not enough arguments for format string
        # expect: not all arguments converted during string formatting
        # expect: format requires a mapping
        # expect: unsupported format character 'y' (0x79) at index 1
