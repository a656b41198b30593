import os
import readline as r
import tempfile

os.chdir(tempfile.mkdtemp())


def failure(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def written():
    with open("h") as f:
        return f.read()


r.clear_history()
print(r.get_current_history_length(), r.get_history_length())  # expect: 0 -1
for item in ("a", "b", "c"):
    r.add_history(item)
print([r.get_history_item(i) for i in (-1, 0, 1, 3, 4)])  # expect: [None, None, 'a', 'c', None]
r.replace_history_item(0, "z")
r.remove_history_item(1)
print([r.get_history_item(i) for i in (1, 2)])  # expect: ['z', 'c']
print(failure(r.remove_history_item, 9))  # expect: ValueError: No history item at position 9
print(failure(r.replace_history_item, -1, "x"))  # expect: ValueError: History index cannot be negative
print(failure(r.add_history, 3))  # expect: TypeError: bad argument type for built-in operation

r.write_history_file("h")
r.append_history_file(1, "h")
r.append_history_file(9, b"h")
print(repr(written()))  # expect: 'z\nc\nc\nz\nc\n'
r.set_history_length(2)
r.add_history("d")
r.write_history_file("h")
print(repr(written()))  # expect: 'c\nd\n'
r.append_history_file(1, "h")
print(repr(written()))  # expect: 'd\nd\n'
r.set_history_length(-1)
with open("h", "w") as f:
    f.write("one\n\ntwo\nwithout end")
r.clear_history()
r.read_history_file("h")
print(r.get_current_history_length(), r.get_history_item(2))  # expect: 2 two
print(failure(r.read_history_file, "none"))  # expect: FileNotFoundError: [Errno 2] No such file or directory
print(failure(r.append_history_file, 1, "no/ne"))  # expect: FileNotFoundError: [Errno 2] No such file or directory

print(r.get_completer(), r.set_completer(len), r.get_completer())  # expect: None None <built-in function len>
print(failure(r.set_completer, 3))  # expect: TypeError: set_completer(func): argument not callable
print(r.set_completer(), r.get_completer())  # expect: None None
print(repr(r.get_completer_delims()))  # expect: ' \t\n`~!@#$%^&*()-=+[{]}\\|;:\'",<>/?'
r.set_completer_delims(" ,")
print(repr(r.get_completer_delims()))  # expect: ' ,'
print(r.parse_and_bind("tab: complete"), r.get_begidx(), r.get_endidx())  # expect: None 0 0
