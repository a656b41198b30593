# Blocks, keys, salts and trees of BLAKE2: digests of digests, both word sizes.
import hashlib

data = bytes(range(256)) * 5

for make, word in (hashlib.blake2b, 8), (hashlib.blake2s, 4):
    all_of = make(digest_size=16)
    for size in (0, 1, 63, 64, 65, 127, 128, 129, 1280):
        h = make(data[:size], digest_size=4 * word)
        h.copy().update(data)
        h.update(data[size:])
        all_of.update(h.digest())
        keyed = make(data[:size], key=data[1:9], salt=data[: 2 * word], person=data[9 : 9 + 2 * word])
        tree = make(data[:size], fanout=3, depth=200, leaf_size=2**32 - 1, node_offset=2**47, node_depth=255,
                    inner_size=word, last_node=True)
        all_of.update(keyed.digest() + tree.digest())
    print(all_of.hexdigest())
    # expect: b8d3dc925347c4b1f29251cbdc304896
    # expect: d579b35dee7e9c79768d0b803ff2f582
