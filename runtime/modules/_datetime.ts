/**
 * The module `_datetime`: what CPython writes in C of `datetime`. Its types are in datetime/.
 *
 * DIFFERS: `datetime_CAPI` leads to no functions of C.
 */
import { newCapsule } from './capsule';
import { MAX_YEAR, MIN_YEAR } from './datetime/calendar';
import { makeDateTimeType } from './datetime/datetimeType';
import { makeDateType } from './datetime/dateType';
import { makeIsoCalendarDateType } from './datetime/isoCalendarDate';
import { makeTimedeltaType } from './datetime/timedeltaType';
import { makeTimeType } from './datetime/timeType';
import { makeTimezoneType } from './datetime/timezoneType';
import { makeTzinfoType } from './datetime/tzinfoType';
import { types } from './datetime/values';
import { nativeModule } from './registry';

/** In an order in which each finds what it needs. */
function makeTypes(): void {
  makeTimedeltaType();
  makeTzinfoType();
  makeTimezoneType();
  makeIsoCalendarDateType();
  makeDateType();
  makeTimeType();
  makeDateTimeType();
}

let isMade = false;

nativeModule('_datetime', (m) => {
  if (!isMade) makeTypes();
  isMade = true;
  for (const t of [types.date, types.datetime, types.time, types.timedelta, types.timezone, types.tzinfo]) m.type(t);
  m.set('MINYEAR', MIN_YEAR);
  m.set('MAXYEAR', MAX_YEAR);
  m.set('UTC', types.utc);
  m.set('datetime_CAPI', newCapsule('datetime.datetime_CAPI'));
});
