import os
import subprocess

os.environ["COROSCOPE_SPEC"] = "inherited"
print(subprocess.run(["printenv", "COROSCOPE_SPEC"], capture_output=True).stdout)  # expect: b'inherited\n'
print(os.waitstatus_to_exitcode(os.system("exit 3")))  # expect: 3

for command in (["true\0x"], ["true", "a\0b"]):
    try:
        subprocess.run(command)
    except ValueError as error:
        print(error)  # expect: embedded null byte
        # expect: embedded null byte
