print("²".isdigit(), "²".isdecimal(), "½".isnumeric(), "一".isnumeric())  # expect: True False True True
print("Abc Def".istitle(), "ABC1".isupper(), "1".isupper(), " \x1f".isspace())  # expect: True True False True
print("é_1".isidentifier(), "1a".isidentifier(), "a\x00".isprintable())  # expect: True False False
