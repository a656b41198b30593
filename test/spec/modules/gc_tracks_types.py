"""Types of native modules are tracked, those that CPython was compiled with aren't."""
import _socket
import collections
import functools
import gc
import io
import itertools
import re
import types

native = [_socket.socket, collections.deque, functools.partial, io.BytesIO, itertools.chain, re.Pattern]
print([gc.is_tracked(t) for t in native])  # expect: [True, True, True, True, True, True]
static = [int, type, ValueError, collections.OrderedDict, types.SimpleNamespace, types.GenericAlias]
print([gc.is_tracked(t) for t in static])  # expect: [False, False, False, False, False, False]
print(gc.is_tracked(type("Made", (), {})))  # expect: True
