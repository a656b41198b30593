try:
    compile("'\ud800'", "text", "exec")
except UnicodeEncodeError as e:
    print(e)  # expect: 'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed
