print(int(" 1_000 "), int("0x_ff", 16), int("0b101", 0), int("٣"))  # expect: 1000 255 5 3
for s in ("", "1__0", "08", "z"):
    try:
        int(s, 0 if s == "08" else 10)
    except ValueError as e:
        print(e)
        # expect: invalid literal for int() with base 10: ''
        # expect: invalid literal for int() with base 10: '1__0'
        # expect: invalid literal for int() with base 0: '08'
        # expect: invalid literal for int() with base 10: 'z'
