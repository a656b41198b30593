/** `array._array_reconstructor`: arrays pickled on a machine with other sizes or byte order. */
import { typeError, valueError } from '../../objects/errors';
import { PyType, typeOf, type Value } from '../../objects/object';
import { decodeUtfN } from '../../objects/utfCodecs';
import { unpackCode, type Code } from '../../objects/structCodes';
import { intOf, PyBytes, PyList, strOf } from '../../objects/values';
import { givenType } from '../../objects/typeNames';

const formats: [size: number, kind: Code['kind'], big: boolean][] = [
  [1, 'unsigned', false],
  [1, 'signed', false],
  ...[2, 4, 8].flatMap((size) =>
    (['unsigned', 'signed'] as const).flatMap((kind) =>
      [false, true].map((big): [number, Code['kind'], boolean] => [size, kind, big]),
    ),
  ),
  ...[4, 8].flatMap((size) => [false, true].map((big): [number, Code['kind'], boolean] => [size, 'float', big])),
];

export function reconstructArray(cls: Value, letter: Value, format: Value, items: Value): Value {
  if (!(cls instanceof PyType)) throw typeError(`first argument must be a type object, not ${typeOf(cls).tpName}`);
  if (strOf(letter) === undefined)
    throw typeError(`_array_reconstructor() argument 2 must be a unicode character, not ${givenType(letter)}`);
  const n = Number(intOf(format) ?? -1);
  if (n < 0 || n > 21) throw valueError('third argument must be a valid machine format code.');
  if (!(items instanceof PyBytes)) throw typeError(`fourth argument should be bytes, not ${typeOf(items).tpName}`);
  const { data } = items;
  const make = (v: Value): Value => cls.tp_new!(cls, [letter, v], null);
  if (n >= 18) {
    const size = n >= 20 ? 4 : 2;
    return make(decodeUtfN(data, 'strict', size, n % 2 === 1 ? 1 : -1, true).text);
  }
  const [size, kind, big] = formats[n];
  if (data.length % size !== 0) throw valueError('string length not a multiple of item size');
  const out: Value[] = [];
  for (let i = 0; i < data.length; i += size) out.push(unpackCode({ size, align: size, kind }, data, i, !big));
  return make(new PyList(out));
}
