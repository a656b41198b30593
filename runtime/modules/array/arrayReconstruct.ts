/** `array._array_reconstructor`: arrays pickled on a machine with other sizes or byte order. */
import { overflowError, typeError, valueError } from '../../objects/errors';
import { isSubtype, PyType, typeOf, type Value } from '../../objects/object';
import { decodeUtfN } from '../../objects/utfCodecs';
import { nativeCodes, unpackCode, type Code } from '../../objects/structCodes';
import { PyBytes, PyList, strOf } from '../../objects/values';
import { strLength } from '../../objects/strOps';
import { toIndex } from '../../objects/toIndex';
import { givenType } from '../../objects/typeNames';
import { arrayClass, TYPECODES } from './pyArray';

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
  const code = strOf(letter);
  if (code === undefined)
    throw typeError(`_array_reconstructor() argument 2 must be a unicode character, not ${givenType(letter)}`);
  if (strLength(code) !== 1)
    throw typeError(
      `_array_reconstructor(): argument 2 must be a unicode character, not a string of length ${strLength(code)}`,
    );
  const format32 = toIndex(format);
  if (format32 < -2147483648 || format32 > 2147483647) throw overflowError('Python int too large to convert to C int');
  if (!isSubtype(cls, arrayClass.type)) throw typeError(`${cls.name} is not a subtype of array.array`);
  if (!TYPECODES.includes(code)) throw valueError('second argument must be a valid type code');
  const n = Number(format32);
  if (n < 0 || n > 21) throw valueError('third argument must be a valid machine format code.');
  if (!(items instanceof PyBytes)) throw typeError(`fourth argument should be bytes, not ${typeOf(items).tpName}`);
  const { data } = items;
  const make = (v: Value): Value => cls.tp_new!(cls, [letter, v], null);
  if (n >= 18) {
    const size = n >= 20 ? 4 : 2;
    return make(decodeUtfN(data, 'strict', size, n % 2 === 1 ? 1 : -1, true).text);
  }
  const [size, kind, big] = formats[n];
  if (data.length % size !== 0) {
    const own = nativeCodes[code];
    const asItIs = own !== undefined && own.size === size && own.kind === kind && !big;
    throw valueError(`${asItIs ? 'bytes' : 'string'} length not a multiple of item size`);
  }
  const out: Value[] = [];
  for (let i = 0; i < data.length; i += size) out.push(unpackCode({ size, align: size, kind }, data, i, !big));
  return make(new PyList(out));
}
