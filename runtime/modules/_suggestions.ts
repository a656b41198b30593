/**
 * The module `_suggestions`: the name most like a wrong one (CPython's _suggestions.c).
 */
import { closestName } from '../base/closestName';
import { None } from '../objects/builtinTypes';
import { typeError } from '../objects/errors';
import type { Value } from '../objects/object';
import { PyList, strOf } from '../objects/values';
import { nativeModule } from './registry';

nativeModule('_suggestions', (m) => {
  m.def('_generate_suggestions(candidates, item, /)', (candidates: Value, item: Value) => {
    if (!(candidates instanceof PyList)) throw typeError('candidates must be a list');
    const name = strOf(item);
    if (name === undefined) throw typeError('item must be a str');
    const texts = candidates.items.map((c) => {
      const text = strOf(c);
      if (text === undefined) throw typeError('all elements in candidates must be strings');
      return text;
    });
    return closestName(texts, name) ?? None;
  });
});
