/** Scanner objects and the iterator that finditer returns. */
import { None } from '../../objects/builtinTypes';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { nativeIterType, PyNativeIter } from '../../objects/iteration';
import type { Value } from '../../objects/object';
import { disallowNew } from '../../objects/typeObject';
import { nextMatch } from './scanner';
import { scannerType, templateType, type PyScanner } from './sreTypes';

const finditerType = nativeIterType('callable_iterator');

export function callableIter(scan: PyScanner): Value {
  return new PyNativeIter(finditerType, () => nextMatch(scan, false));
}

export function installScanner(): void {
  disallowNew(scannerType, templateType, finditerType);
  defMethod(scannerType, 'match(self, /)', (s: PyScanner) => nextMatch(s, true) ?? None);
  defMethod(scannerType, 'search(self, /)', (s: PyScanner) => nextMatch(s, false) ?? None);
  defGetSet(scannerType, 'pattern', (s: PyScanner) => s.pattern);
}
