import signal
import subprocess
import sys

code = """
import re
print('ready', flush=True)
re.match(r'(a|aa)+$', 'a' * 200 + 'b')
"""
with subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
    print(child.stdout.readline().rstrip())  # expect: ready
    child.send_signal(signal.SIGINT)
    print(child.communicate()[1].splitlines()[-1])  # expect: KeyboardInterrupt
