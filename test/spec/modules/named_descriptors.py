# /dev/fd/N and its like name the program's own descriptors.
import os
import subprocess
import sys
import tempfile

reading, writing = os.pipe()
with open(f"/dev/fd/{writing}", "w") as f:
    f.write("through the pipe")
with open(f"/proc/self/fd/{reading}") as f:
    os.close(writing)
    print(f.read())  # expect: through the pipe
os.close(reading)

with tempfile.TemporaryFile() as file:
    file.write(b"0123456789")
    file.seek(5)
    with open(f"/dev/fd/{file.fileno()}", "rb") as again:
        print(again.read(), file.read())  # expect: b'0123456789' b'56789'

code = "data = open('/dev/stdin').read(); open('/dev/stdout', 'w').write(data.upper())"
print(subprocess.run([sys.executable, "-c", code], input=b"shout", capture_output=True).stdout)  # expect: b'SHOUT'
