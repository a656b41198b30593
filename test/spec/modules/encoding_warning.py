import subprocess
import sys

code = 'import io\nopen("/dev/null").close()\nprint(io.text_encoding(None))'
run = subprocess.run([sys.executable, '-X', 'warn_default_encoding', '-c', code], capture_output=True, text=True)
print(run.stderr.splitlines()[0])  # expect: <string>:2: EncodingWarning: 'encoding' argument not specified
run = subprocess.run([sys.executable, '-X', 'utf8=1', '-c', code], capture_output=True, text=True)
print(run.stdout.strip())  # expect: utf-8
code = 'import io\nio.TextIOWrapper(io.BytesIO(), errors="none such")'
run = subprocess.run([sys.executable, '-X', 'dev', '-c', code], capture_output=True, text=True)
print(run.stderr.splitlines()[-1])  # expect: LookupError: unknown error handler name 'none such'
