# since: 3.14
import _blake2
import _hmac
import _md5
import inspect

h = _hmac.new(b'k', b'm', 'SHA256')
print(h.name, h.digest_size, h.block_size, h.hexdigest()[:16])  # expect: hmac-sha256 32 64 b60090e3052297ae
print(h.copy().digest() == h.digest() == _hmac.compute_sha256(b'k', b'm'))  # expect: True
print(_hmac.compute_blake2b_32(b'k', b'm').hex()[:16])  # expect: cfb0a92a74f0b600
print(_hmac.new(b'k', b'm', 'blake2s_32').name)  # expect: hmac-blake2s
for call in (
    lambda: _hmac.new(b'k'),
    lambda: _hmac.new(b'k', b'm', 'shake_128'),
    lambda: _hmac.compute_digest(b'k', 'm', 'md5'),
    lambda: _hmac.HMAC(),
):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError new() missing 1 required argument 'digestmod'
# expect: UnknownHashError unsupported hash type: 'shake_128'
# expect: TypeError Strings must be encoded before hashing
# expect: TypeError cannot create '_hmac.HMAC' instances
print(_blake2.BLAKE2B_SALT_SIZE, _blake2.BLAKE2S_MAX_KEY_SIZE, _md5.MD5Type)  # expect: 16 32 <class '_md5.md5'>
print(inspect.signature(_md5.md5))  # expect: (data=b'', *, usedforsecurity=True, string=None)
print(str(inspect.signature(_blake2.blake2s))[:42])  # expect: (data=b'', *, digest_size=32, key=b'', sal

# OpenSSL's objects are shown alike.
import _hashlib

print(repr(_hashlib.hmac_new(b"k", digestmod="md5")).split(" @")[0])  # expect: <md5 HMAC object
