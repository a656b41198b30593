import gc
import warnings


class Lazarus:
    def __del__(self):
        kept.append(self)


kept = []
before = gc.get_stats()[2]['collections']
one = Lazarus()
print(gc.is_finalized(one))  # expect: False
del one
gc.collect()
print(gc.is_finalized(kept[0]), gc.get_stats()[2]['collections'] > before)  # expect: True True
gc.freeze()
print(gc.get_freeze_count() > 100)  # expect: True
gc.unfreeze()
print(gc.get_freeze_count())  # expect: 0
holder = [kept]
print(any(r is holder for r in gc.get_referrers(kept)), gc.get_referents(holder)[0] is kept)  # expect: True True
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    try:
        warnings.warn_explicit('w', UserWarning, 'f.py', 1, module_globals=[])
    except TypeError as e:
        print(e)  # expect: module_globals must be a dict, not 'list'
    try:
        warnings.warn_explicit('w', UserWarning, 'f.py', 1, module_globals={'__loader__': None, '__spec__': None})
    except ValueError as e:
        print(e)  # expect: Module globals is missing a __spec__.loader
