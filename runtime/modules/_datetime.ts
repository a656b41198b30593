/**
 * The module `_datetime`: the library's own Python implementation under the accelerator's name, so that programs which
 * ask for the accelerator (or forbid `_pydatetime`) find it. Both make classes of their own, as in CPython.
 *
 * DIFFERS: its classes are Python classes; there is no C interface (`datetime_CAPI`).
 */
import { newError } from '../objects/errors';
import { PyType, type Value } from '../objects/object';
import { NativeSpec, PyMethodDescr } from '../objects/native';
import { typeSetAttr } from '../objects/typeObject';
import { repr } from '../objects/text';
import type { PyTuple } from '../objects/values';
import { runCode } from '../vm/execution';
import { libraryRef } from './library';
import { nativeModule } from './registry';

const CLASSES = ['date', 'time', 'datetime', 'timedelta', 'tzinfo', 'timezone'];

nativeModule('_datetime', (m) => {
  const source = libraryRef.library.find('_pydatetime');
  if (source === null) throw newError('ImportError', "the library's archive has no _pydatetime");
  const { dict } = m.module;
  runCode(source.code(), dict, dict);
  for (const name of CLASSES) {
    const cls = dict.getStr(name);
    // Messages call a native type by its full name.
    if (cls instanceof PyType) cls.tpName = `datetime.${cls.name}`;
  }
  const timezone = dict.getStr('timezone');
  if (timezone instanceof PyType) timezone.isBase = false;
  const calendarDate = dict.getStr('_IsoCalendarDate');
  if (calendarDate instanceof PyType)
    typeSetAttr(
      calendarDate,
      '__repr__',
      new PyMethodDescr(
        new NativeSpec('__repr__(self, /)', (v: Value) => {
          const [year, week, weekday] = (v as PyTuple).items.map(repr);
          return `datetime.IsoCalendarDate(year=${year}, week=${week}, weekday=${weekday})`;
        }),
        calendarDate,
      ),
    );
});
