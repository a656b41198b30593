import pickle
import sys
from typing import Generic, Optional, Protocol, TypeVar

T = TypeVar('T')
print(type.__module__)  # expect: builtins


class Box(Generic[T]):
    x = 1


class Shown(Protocol[T]):
    y = 2


class Both(Box[int], Shown[int]):
    pass


module = type(sys)('shown')
sys.modules[__name__] = sys.modules.get(__name__, module)
for cls in (Box, Both):
    setattr(sys.modules[__name__], cls.__name__, cls)
print([pickle.loads(pickle.dumps(Both(), p)).y for p in range(6)])  # expect: [2, 2, 2, 2, 2, 2]
print([pickle.loads(pickle.dumps(Optional[int], p)) == Optional[int] for p in range(6)])  # expect: [True, True, True, True, True, True]
print(Box.__flags__ >> 9 & 1, Generic.__flags__ >> 9 & 1)  # expect: 1 1
