/** The modules that give codecs by name (CPython's cjkcodecs.h). */
import { newError, typeError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { strOf } from '../../objects/values';
import { nativeModule } from '../registry';
import type { MultibyteCodec } from './codec';
import { PyMultibyteCodec } from './codecType';

export function defineCodecs(module: string, codecs: readonly MultibyteCodec[]): void {
  nativeModule(module, (m) => {
    m.def('getcodec(encoding, /)', (encoding: Value) => {
      const name = strOf(encoding);
      if (name === undefined) throw typeError('encoding name must be a string.');
      const codec = codecs.find((one) => one.name === name);
      if (codec === undefined) throw newError('LookupError', 'no such codec is supported.');
      return new PyMultibyteCodec(codec);
    });
  });
}
