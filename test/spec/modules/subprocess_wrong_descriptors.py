"""Descriptors that can't be a child's are refused."""
import subprocess


def refused(**options):
    try:
        subprocess.run(["true"], **options)
    except (OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


print(refused(stdin=-5))  # expect: OSError: [Errno 9] Bad file descriptor
print(refused(stdout=99))  # expect: OSError: [Errno 9] Bad file descriptor
print(refused(pass_fds=(-1,)))  # expect: ValueError: bad value(s) in fds_to_keep
print(refused(pass_fds=(1, 0, 1)))  # expect: None
