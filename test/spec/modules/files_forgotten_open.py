import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a.txt')
    open(path, 'w').write('first')
    print(open(path).read())  # expect: first
    open(path, 'a').write(' second')
    with open(path, 'a') as f:
        f.write(' third')
    print(open(path).read())  # expect: first second third
    kept = open(path, 'w')
    kept.write('in use')
    print(repr(open(path).read()))  # expect: ''
    kept.close()
    code = 'import sys; f = open(sys.argv[1], "w"); f.write("at exit"); g = open(sys.argv[1], "ab"); g.write(b"!")'
    subprocess.run([sys.executable, '-c', code, path])
    print(sorted(open(path).read()) == sorted('at exit!'))  # expect: True
