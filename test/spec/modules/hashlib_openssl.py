import hashlib
import hmac
import io

print(hashlib.new('SHA256', b'abc').hexdigest()[:16], hashlib.sha3_256(b'').name)  # expect: ba7816bf8f01cfea sha3_256
print(hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 1000).hex()[:16])  # expect: 632c2812e46d4604
print(hashlib.pbkdf2_hmac('sha1', b'password', b'salt', 2, 25).hex()[:16])  # expect: ea6c014dc72d6f8c
print(hashlib.scrypt(b'password', salt=b'NaCl', n=1024, r=8, p=16).hex()[:16])  # expect: fdbabe1c9d347200
h = hmac.new(b'key', b'message', 'sha256')
print(h.hexdigest()[:16], h.name, h.copy().digest() == h.digest())  # expect: 6e9ef29b75fffc5b hmac-sha256 True
print(hmac.digest(b'key', b'message', hashlib.sha1).hex()[:16])  # expect: 2088df74d5f2146b
print(hashlib.file_digest(io.BytesIO(b'abc'), 'md5').hexdigest())  # expect: 900150983cd24fb0d6963f7d28e17f72
for call in (
    lambda: hashlib.new('nonsense'),
    lambda: hashlib.pbkdf2_hmac('sha256', b'', b'', 0),
    lambda: hashlib.scrypt(b'', salt=b'', n=3, r=8, p=1),
):
    try:
        call()
    except ValueError as e:
        print(e)
# expect: unsupported hash type nonsense
# expect: iteration value must be greater than 0.
# expect: n must be a power of 2.
