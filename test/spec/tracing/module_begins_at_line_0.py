def lines(text):
    return [line for _, _, line in compile(text, "text", "exec").co_lines()]


print(lines("# comment\nx = 1\n"))  # expect: [0, 2]
print(lines("x = 1\n"))  # expect: [0, 1]


import sys


def trace(frame, event, arg):
    if frame.f_code.co_filename == "text":
        print(event, frame.f_lineno)
    return trace


code = compile("# comment\nx = 1\n", "text", "exec")
sys.settrace(trace)
exec(code, {})
sys.settrace(None)
# expect: call 0
# expect: line 2
# expect: return 2
