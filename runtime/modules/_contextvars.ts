/**
 * The module `_contextvars`. Its types are in objects/contextvarTypes.ts.
 */
import { contextTypes, copyCurrentContext } from '../objects/contextvars';
import { nativeModule } from './registry';

nativeModule('_contextvars', (m) => {
  m.type(contextTypes.context);
  m.type(contextTypes.contextVar);
  m.type(contextTypes.token);
  m.def('copy_context()', () => copyCurrentContext());
});
