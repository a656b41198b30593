import subprocess
import sys
import syslog


def failure(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(syslog.setlogmask(5), syslog.setlogmask(0), syslog.setlogmask(255))  # expect: 255 5 5
print([syslog.LOG_MASK(n) for n in (3, 40, -1)])  # expect: [8, 256, -2147483648]
print([syslog.LOG_UPTO(n) for n in (3, 40, -1)])  # expect: [15, 511, 0]
print(failure(syslog.syslog))  # expect: TypeError: syslog.syslog requires 1 to 2 arguments
print(failure(syslog.syslog, "a", "b"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(failure(syslog.syslog, 3))  # expect: TypeError: syslog() argument 1 must be str, not int
print(failure(syslog.syslog, 3, 4))  # expect: TypeError: syslog() argument 2 must be str, not int
print(failure(syslog.syslog, "a\0b"))  # expect: ValueError: embedded null character
print(failure(syslog.openlog, None))  # expect: TypeError: openlog() argument 'ident' must be str, not None
print(failure(syslog.closelog), failure(syslog.closelog))  # expect: None None

# What is written to standard error besides.
program = """
import sys, syslog
syslog.openlog("me", syslog.LOG_PERROR, syslog.LOG_LOCAL1)
syslog.syslog("a")
syslog.syslog("b\\nc\\n")
syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_ERR))
syslog.syslog(syslog.LOG_WARNING, "no")
syslog.syslog(syslog.LOG_ERR, "yes")
syslog.closelog()
sys.argv[0] = "/x/program.py"
syslog.openlog(logoption=syslog.LOG_PERROR)
syslog.syslog(syslog.LOG_ERR, "end")
"""
print(subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True).stderr)
# expect: me: a
# expect: me: b
# expect: c
# expect: me: yes
# expect: program.py: end
# expect:
