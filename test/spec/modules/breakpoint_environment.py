# breakpoint() reads $PYTHONBREAKPOINT as os.environ has it now.
import os

os.environ["PYTHONBREAKPOINT"] = "builtins.len"
print(breakpoint([1, 2]))  # expect: 2
os.environ["PYTHONBREAKPOINT"] = "0"
print(breakpoint([1, 2]))  # expect: None
