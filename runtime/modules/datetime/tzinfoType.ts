/** The type tzinfo: what time zones are derived from. */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import { defMethod } from '../../objects/descriptors';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import type { PyObject, PyType, Value } from '../../objects/object';
import { allocate, defineType, defNew } from '../../objects/typeObject';
import { emptyTuple, PyTuple } from '../../objects/values';
import { addToDateTime, movedDateTime } from './datetimeArithmetic';
import { askOffset, dstOffset, utcOffset } from './offsets';
import { isZeroDelta, PyDateTime, subtractDeltas, types } from './values';

/** Local time from UTC, by what utcoffset() and dst() say of it. */
function fromUtc(self: PyObject, dt: Value): Value {
  if (!(dt instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime');
  if (dt.tzinfo !== self) throw valueError('fromutc: dt.tzinfo is not self');
  const offset = utcOffset(dt);
  if (offset === undefined) throw valueError('fromutc: non-None utcoffset() result required');
  const dst = dstOffset(dt);
  if (dst === undefined) throw valueError('fromutc: non-None dst() result required');
  const standard = movedDateTime(dt, subtractDeltas(offset, dst), 1);
  // It is asked again where the clock shows standard time.
  const saving = askOffset(dt.tzinfo, 'dst', standard);
  if (saving === undefined) throw valueError('fromutc: tz.dst() gave inconsistent results; cannot convert');
  return isZeroDelta(saving) ? standard : addToDateTime(standard, saving, 1);
}

export function makeTzinfoType(): PyType {
  return (types.tzinfo = defineType({
    name: 'datetime.tzinfo',
    doc: 'What classes of time zones are derived from.',
    setup: install,
  }));
}

function install(t: PyType): void {
  defNew(t, (cls) => allocate(cls));
  for (const [name, what] of [
    ['tzname', 'The name of the zone at a local time.'],
    ['utcoffset', 'How far the zone is ahead of UTC at a local time, as a timedelta.'],
    ['dst', 'How much of the offset is daylight saving time, as a timedelta.'],
  ])
    defMethod(
      t,
      `${name}(self, object, /)`,
      () => {
        throw newError(Exc.NotImplementedError, `a tzinfo subclass must implement ${name}()`);
      },
      what,
    );
  defMethod(t, 'fromutc(self, object, /)', fromUtc, 'A datetime in UTC as one in local time.');
  defMethod(t, '__reduce__(self, /)', (self: PyObject) => {
    const initArgs = lookupAttr(self, '__getinitargs__');
    const args = initArgs === undefined ? emptyTuple : call(initArgs);
    return new PyTuple([self.cls, args, callMethod(self, '__getstate__')]);
  });
}
