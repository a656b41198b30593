# A surrogate that stands for no byte is in no file's name: nothing is looked for or made.
import os


def attempt(function, *args):
    try:
        print(function(*args))
    except UnicodeEncodeError as error:
        print(error)


attempt(os.stat, "\ud800")  # expect: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(open, "a\udfff")  # expect: 'utf-8' codec can't encode character '\udfff' in position 1: surrogates not allowed
attempt(os.listdir, "\ud800")  # expect: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(os.mkdir, "\udc7f")  # expect: 'utf-8' codec can't encode character '\udc7f' in position 0: surrogates not allowed
attempt(os.rename, "x", "\ud800y")  # expect: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(os.path.exists, "\ud800")  # expect: False
attempt(os.path.isdir, "\ud800")  # expect: False
attempt(os.path.exists, "\udcff-no-such-name")  # expect: False
