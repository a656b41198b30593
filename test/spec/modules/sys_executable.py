import subprocess
import sys

code = 'import sys; print(sys.argv[1:], sys.executable == sys.stdin.read())'
child = subprocess.run([sys.executable, '-c', code, 'a b'], input=sys.executable, capture_output=True, text=True)
print(child.stdout.rstrip(), child.returncode)  # expect: ['a b'] True 0
