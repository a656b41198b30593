/**
 * `_sre`: the engine behind the library's `re`, which compiles patterns to the code that this module runs.
 *
 * Owns: the module. The engine is in sre/.
 */
import { None } from '../objects/builtinTypes';
import type { PyDict } from '../objects/dict';
import { overflowError, runtimeError, typeError } from '../objects/errors';
import { forEach } from '../objects/iteration';
import { typeOf, type Value } from '../objects/object';
import { toIndex, cInt } from '../objects/toIndex';
import { PyTuple, strOf } from '../objects/values';
import { InternalError } from '../base/internalError';
import { attendOutside } from './attending';
import { nativeModule } from './registry';
import { isCasedAscii, isCasedUnicode, lowerAscii, lowerUnicode } from './sre/characters';
import { bytesOf } from '../objects/buffer';
import { importAttr } from './importing';
import { matcherHooks } from './sre/matcher';
import { installMatch, makeTemplate, reFunctions } from './sre/matchType';
import { installPattern } from './sre/patternType';
import './sre/preparedPatterns';
import { decode, type Program } from './sre/program';
import { installScanner } from './sre/scannerType';
import { CODESIZE, MAXGROUPS, MAXREPEAT, SRE_MAGIC } from './sre/sreOpcodes';
import { PyPattern } from './sre/sreTypes';
import { givenType } from '../objects/typeNames';

matcherHooks.poll = attendOutside;

function codeWords(list: Value): number[] {
  const words: number[] = [];
  forEach(list, (w) => {
    const n = toIndex(w);
    if (typeof n !== 'number' || n < 0 || n > 0xffffffff)
      throw overflowError('regular expression code size limit exceeded');
    words.push(n);
  });
  return words;
}

function compile(
  pattern: Value,
  flags: Value,
  code: Value,
  groups: Value,
  groupindex: Value,
  indexgroup: Value,
): Value {
  const isBytes = pattern === None ? null : strOf(pattern) === undefined;
  if (isBytes === true && bytesOf(pattern) === undefined)
    throw typeError(`expected string or bytes-like object, got '${typeOf(pattern).tpName}'`);
  const words = codeWords(code);
  let program: Program;
  try {
    program = decode(words, Number(toIndex(groups)));
  } catch (e) {
    if (e instanceof InternalError) throw runtimeError('invalid SRE code');
    throw e;
  }
  if (!(indexgroup instanceof PyTuple))
    throw typeError(`compile() argument 'indexgroup' must be tuple, not ${givenType(indexgroup)}`);
  return new PyPattern(program, pattern, Number(toIndex(flags)), words, groupindex as PyDict, indexgroup, isBytes);
}

const character = (v: Value): number => cInt(v);

// Before installObjects() makes all types ready.
installPattern();
installMatch();
installScanner();
reFunctions.compileTemplate = () => importAttr('re', '_compile_template');

nativeModule('_sre', (m) => {
  m.set('MAGIC', SRE_MAGIC);
  m.set('CODESIZE', CODESIZE);
  m.set('MAXREPEAT', MAXREPEAT);
  m.set('MAXGROUPS', MAXGROUPS);
  m.set('copyright', 'Coroscope');
  m.def('compile(pattern, flags, code, groups, groupindex, indexgroup)', compile);
  m.def('template(pattern, template, /)', (_pattern: Value, parts: Value) => makeTemplate(parts));
  m.def('getcodesize()', () => CODESIZE);
  m.def('ascii_iscased(character, /)', (c: Value) => isCasedAscii(character(c)));
  m.def('unicode_iscased(character, /)', (c: Value) => isCasedUnicode(character(c)));
  m.def('ascii_tolower(character, /)', (c: Value) => lowerAscii(character(c)));
  m.def('unicode_tolower(character, /)', (c: Value) => lowerUnicode(character(c)));
});
