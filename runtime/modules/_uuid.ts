/**
 * The module `_uuid`. The library makes its uuids without it; here are only its facts.
 */
import { None } from '../objects/builtinTypes';
import { nativeModule } from './registry';

nativeModule('_uuid', (m) => {
  m.set('has_uuid_generate_time_safe', 0);
  m.set('has_stable_extractable_node', 0);
  m.set('UuidCreate', None);
});
