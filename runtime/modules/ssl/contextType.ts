/**
 * `_ssl._SSLContext` for the program: its attributes and methods, and the checks of what is set (CPython's _ssl.c).
 */
import { None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { interp } from '../../objects/interp';
import { Exc } from '../../objects/exceptionTypes';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { defNewSig } from '../../objects/typeObject';
import { intOf, PyList, strOf } from '../../objects/values';
import { decodeFs } from '../../host/fsEncoding';
import { CERT, OP, PROTO, PROTOCOL } from './sslConstants';
import { sslError } from './sslErrors';
import { givenType } from '../../objects/typeNames';
import { contextType, PySslContext, tryChange } from './context';
import { installLoading } from './contextLoading';

/** TLS 1.3's, and what the usual list of the others selects. */
const knownCiphers = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-RSA-AES256-SHA384',
  'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-RSA-AES128-SHA256', 'DHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-SHA256', 'DHE-RSA-AES128-SHA256',
]; // prettier-ignore

/** DIFFERS: OpenSSL's language of cipher lists isn't read; only names are, else the usual ones are told. */
function cipherNames(list: string): string[] {
  const named = knownCiphers.filter((name) => name.startsWith('TLS_') || list.split(/[:, ]/).includes(name));
  return named.length > 3 ? named : knownCiphers;
}

function cipherValue(name: string): Value {
  const d = new PyDict();
  d.setStr('name', name);
  d.setStr('protocol', name.startsWith('TLS_') ? 'TLSv1.3' : 'TLSv1.2');
  const bits = /256|CHACHA/.test(name.replace(/SHA256|SHA384/, '')) ? 256 : 128;
  d.setStr('strength_bits', bits);
  d.setStr('alg_bits', bits);
  d.setStr('aead', /GCM|CHACHA/.test(name));
  return d;
}

function installChoosing(t: PyType): void {
  defMethod(t, 'set_ciphers(self, cipherlist, /)', (c: PySslContext, list: Value) => {
    const text = strOf(list);
    if (text === undefined) throw typeError(`set_ciphers() argument must be str, not ${givenType(list)}`);
    if (text.trim() === '' || tryChange(c, 'ciphers', text) !== undefined) throw sslError('No cipher can be selected.');
    return None;
  });
  defMethod(t, 'get_ciphers(self, /)', (c: PySslContext) => new PyList(cipherNames(c.ciphers).map(cipherValue)));
  defMethod(t, 'set_ecdh_curve(self, name, /)', (c: PySslContext, name: Value) => {
    const data = bytesOf(name);
    const text = strOf(name) ?? (data === undefined ? undefined : decodeFs(data));
    if (text === undefined) throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(name).tpName}`);
    if (tryChange(c, 'curve', text) !== undefined) throw valueError(`unknown elliptic curve name '${text}'`);
    return None;
  });
  defMethod(t, '_set_alpn_protocols(self, protos, /)', (c: PySslContext, protos: Value) => {
    const data = bytesOf(protos);
    if (data === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(protos).tpName}'`);
    c.alpn = [];
    for (let at = 0; at < data.length; at += 1 + data[at])
      c.alpn.push(String.fromCharCode(...data.subarray(at + 1, at + 1 + data[at])));
    return None;
  });
}

const VERSIONS: readonly number[] = Object.values(PROTO);

function checkVersion(c: PySslContext, v: Value): number {
  if (c.protocol !== PROTOCOL.TLS && c.protocol !== PROTOCOL.TLS_CLIENT && c.protocol !== PROTOCOL.TLS_SERVER)
    throw valueError("The context's protocol doesn't support modification of highest and lowest version.");
  const n = Number(toIndex(v));
  if (!VERSIONS.includes(n) || n === PROTO.SSLv3) throw valueError(`Unsupported TLS/SSL version 0x${n.toString(16)}`);
  if (n === PROTO.TLSv1 || n === PROTO.TLSv1_1)
    deprecated(`ssl.TLSVersion.${n === PROTO.TLSv1 ? 'TLSv1' : 'TLSv1_1'} is deprecated`);
  return n;
}

/** Warns whoever called the module `ssl`. */
function deprecated(message: string): void {
  interp().warn(Exc.DeprecationWarning, message, 2);
}

const VERSION_OPTIONS = [OP.NO_SSLv3, OP.NO_TLSv1, OP.NO_TLSv1_1, OP.NO_TLSv1_2, OP.NO_TLSv1_3];

/** Options are 64 bits. */
const has = (options: number, bit: number): boolean => (BigInt(options) & BigInt(bit)) !== 0n;

function installProperties(t: PyType): void {
  const property = (name: string, get: (c: PySslContext) => Value, set?: (c: PySslContext, v: Value) => void): void =>
    defGetSet(
      t,
      name,
      get,
      set === undefined
        ? undefined
        : (c: PySslContext, v) => {
            if (v === undefined) throw typeError(`cannot delete attribute`);
            set(c, v);
            c.changed();
          },
    );
  property('protocol', (c) => c.protocol);
  property('security_level', () => 2);
  property(
    'check_hostname',
    (c) => c.checkHostname,
    (c, v) => {
      c.checkHostname = isTrue(v);
      if (c.checkHostname && c.verifyMode === CERT.NONE) c.verifyMode = CERT.REQUIRED;
    },
  );
  property(
    'verify_mode',
    (c) => c.verifyMode,
    (c, v) => {
      const n = Number(toIndex(v));
      if (n < 0 || n > 2) throw valueError('invalid value for verify_mode');
      if (n === CERT.NONE && c.checkHostname)
        throw valueError('Cannot set verify_mode to CERT_NONE when check_hostname is enabled.');
      c.verifyMode = n;
    },
  );
  property(
    'verify_flags',
    (c) => c.verifyFlags,
    (c, v) => (c.verifyFlags = Number(toIndex(v))),
  );
  property(
    '_host_flags',
    (c) => c.hostFlags,
    (c, v) => (c.hostFlags = Number(toIndex(v))),
  );
  property(
    'options',
    (c) => c.options,
    (c, v) => {
      if (intOf(v) === undefined) throw typeError(`argument 1 must be int, not ${typeOf(v).tpName}`);
      const n = Number(toIndex(v));
      if (n < 0) throw valueError('options must be non-negative');
      if (n >= 2 ** 64) throw overflowError('Python int too large to convert to C unsigned long');
      if (VERSION_OPTIONS.some((bit) => has(n, bit) && !has(c.options, bit)))
        deprecated('ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated');
      c.options = n;
    },
  );
  property(
    'minimum_version',
    (c) => c.minVersion,
    (c, v) => {
      const n = checkVersion(c, v);
      c.minVersion = n === PROTO.MAXIMUM_SUPPORTED ? PROTO.TLSv1_3 : n;
    },
  );
  property(
    'maximum_version',
    (c) => c.maxVersion,
    (c, v) => {
      const n = checkVersion(c, v);
      c.maxVersion = n === PROTO.MINIMUM_SUPPORTED ? PROTO.TLSv1 : n;
    },
  );
  property(
    'num_tickets',
    (c) => c.tickets,
    (c, v) => {
      const n = Number(toIndex(v));
      if (n < 0) throw valueError('value must be non-negative');
      if (c.protocol !== PROTOCOL.TLS_SERVER) throw valueError('SSLContext is not a server context.');
      c.tickets = n;
    },
  );
  property(
    'sni_callback',
    (c) => c.sniCallback,
    (c, v) => {
      if (c.protocol === PROTOCOL.TLS_CLIENT) throw valueError('sni_callback cannot be set on TLS_CLIENT context');
      if (v !== None && typeOf(v).tp_call === null) throw typeError('not a callable object');
      c.sniCallback = v;
    },
  );
  property(
    '_msg_callback',
    (c) => c.messageCallback,
    (c, v) => {
      if (v !== None && typeOf(v).tp_call === null) throw typeError(`${typeOf(v).tpName} is not callable.`);
      c.messageCallback = v;
    },
  );
  property(
    'post_handshake_auth',
    (c) => c.postHandshakeAuth,
    (c, v) => (c.postHandshakeAuth = isTrue(v)),
  );
}

const deprecatedProtocols: Partial<Record<number, string>> = {
  [PROTOCOL.TLS]: 'PROTOCOL_TLS',
  [PROTOCOL.TLSv1]: 'PROTOCOL_TLSv1',
  [PROTOCOL.TLSv1_1]: 'PROTOCOL_TLSv1_1',
  [PROTOCOL.TLSv1_2]: 'PROTOCOL_TLSv1_2',
};

export function installContext(): void {
  const t = contextType;
  t.alloc = (cls) => new PySslContext(cls);
  t.hasDict = false;
  defNewSig(t, '(cls, protocol, /)', (cls: PyType, protocol: Value) => {
    const n = Number(toIndex(protocol));
    if (!(Object.values(PROTOCOL) as number[]).includes(n))
      throw valueError(`invalid or unsupported protocol version ${n}`);
    const old = deprecatedProtocols[n];
    if (old !== undefined) deprecated(`ssl.${old} is deprecated`);
    const c = cls.alloc!(cls) as PySslContext;
    c.protocol = n;
    c.options = OP.ALL + OP.NO_SSLv3 + OP.CIPHER_SERVER_PREFERENCE + OP.NO_COMPRESSION + OP.ENABLE_MIDDLEBOX_COMPAT;
    if (n === PROTOCOL.TLS_CLIENT) {
      c.checkHostname = true;
      c.verifyMode = CERT.REQUIRED;
    }
    return c;
  });
  installLoading(t);
  installChoosing(t);
  installProperties(t);
}
