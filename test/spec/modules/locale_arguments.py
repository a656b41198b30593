# What the functions of the C locale say to arguments that don't fit.
import locale


def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(error(locale.gettext, 1))  # expect: TypeError: gettext() argument must be str, not int
print(error(locale.strxfrm, 'a\0b'))  # expect: ValueError: embedded null character
print(error(locale.strcoll, 'a', 1))  # expect: TypeError: strcoll() argument 2 must be str, not int
print(error(locale.textdomain, 1))  # expect: TypeError: textdomain() argument must be str or None, not int
print(error(locale.bindtextdomain, '', None))  # expect: Error: domain must be a non-empty string
print(error(locale.dgettext, 1, 'a'))  # expect: TypeError: dgettext() argument 1 must be str or None, not int
print(locale.textdomain('mine'), locale.textdomain(None))  # expect: mine mine
