/**
 * `_ssl`: what the library's `ssl` stands on (CPython's _ssl.c). TLS itself is the host's, behind the door.
 *
 * Owns: the module. Its types live in ssl/.
 */
import { None } from '../objects/builtinTypes';
import { newError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { isTrue } from '../objects/compare';
import { toIndex } from '../objects/toIndex';
import { PyBytes, PyTuple, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { decodeFs } from '../host/fsEncoding';
import { hostCall, pathArg } from './osErrors';
import { nativeModule } from './registry';
import { certificateDict } from './ssl/certificate';
import { connectionType, installConnection, installWrapping, sessionType } from './ssl/connectionType';
import { contextType } from './ssl/context';
import { systemAuthorities } from './ssl/contextLoading';
import { installContext } from './ssl/contextType';
import { pemBlocks } from './ssl/der';
import { installMemoryBio, memoryBioType } from './ssl/memoryBio';
import { objectByName, objectByNid, objectByOid, type ObjectName } from './ssl/objectNames';
import { DEFAULT_CIPHERS, sslConstants } from './ssl/sslConstants';
import { sslErrors } from './ssl/sslErrors';

// Before installObjects() makes all types ready.
installMemoryBio();
installContext();
installWrapping(contextType);
installConnection();

const objectValue = (o: ObjectName): Value => new PyTuple([o.nid, o.short, o.long, o.oid]);

nativeModule('_ssl', (m) => {
  for (const [name, value] of Object.entries(sslConstants)) m.set(name, value);
  for (const [name, cls] of Object.entries(sslErrors())) m.set(name, cls as Value);
  m.type(contextType);
  m.type(connectionType);
  m.type(memoryBioType);
  m.type(sessionType);
  // The level of OpenSSL that Node brings at least.
  m.set('OPENSSL_VERSION_NUMBER', 0x30000000);
  m.set('OPENSSL_VERSION_INFO', new PyTuple([3, 0, 0, 0, 0]));
  m.set('OPENSSL_VERSION', 'OpenSSL 3.0.0 (of the host)');
  m.set('_OPENSSL_API_VERSION', new PyTuple([3, 0, 0, 0, 0]));
  m.set('_DEFAULT_CIPHERS', DEFAULT_CIPHERS);
  m.def('RAND_status()', () => true);
  m.def('RAND_add(string, entropy, /)', () => None);
  m.def('RAND_bytes(n, /)', (n: Value) => {
    const count = Number(toIndex(n));
    if (count < 0) throw valueError('num must be positive');
    return new PyBytes(host().random(count));
  });
  m.def('get_default_verify_paths()', () => {
    const folder = '/etc/ssl/certs';
    return new PyTuple(['SSL_CERT_FILE', systemAuthorities.file, 'SSL_CERT_DIR', folder]);
  });
  m.def('txt2obj(txt, name=False)', (text: Value, name: Value) => {
    const wanted = strOf(text) ?? '';
    const found = objectByOid(wanted) ?? (isTrue(name) ? objectByName(wanted) : undefined);
    if (found === undefined) throw valueError(`unknown object '${wanted.slice(0, 100)}'`);
    return objectValue(found);
  });
  m.def('nid2obj(nid, /)', (nid: Value) => {
    const n = Number(toIndex(nid));
    if (n < 0) throw valueError('NID must be positive');
    const found = objectByNid(n);
    if (found === undefined) throw valueError(`unknown NID ${n}`);
    return objectValue(found);
  });
  m.def('_test_decode_cert(path, /)', (path: Value) => {
    const text = decodeFs(hostCall(() => host().files.readFile(pathArg(path, 'path').text), path));
    const [der] = pemBlocks(text, 'CERTIFICATE') ?? [];
    if (der === undefined) throw newError(Exc.ValueError, 'Error decoding PEM-encoded file');
    return certificateDict(der);
  });
});
