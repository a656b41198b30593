/**
 * The module `gc`.
 */
import { None } from '../objects/builtinTypes';
import { nativeModule } from './registry';

/** At the end of the program: finalises what still can be. */
export function finalizeAll(): void {
  return;
}

nativeModule('gc', (m) => {
  m.def('collect(generation=2)', () => 0);
  m.def('enable()', () => None);
  m.def('disable()', () => None);
  m.def('isenabled()', () => true);
});
