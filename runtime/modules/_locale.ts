/**
 * The module `_locale`: the C locale with UTF-8, which is all there is here.
 */
import { DAYS, MONTHS } from '../base/calendarNames';
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { type Value } from '../objects/object';
import { makeClass } from '../objects/classCreation';
import { cInt, toIndex } from '../objects/toIndex';
import { PyList, strOf } from '../objects/values';
import { call } from '../objects/call';
import type { PyBaseException } from '../objects/exceptionTypes';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

const CODESET = 14;

/** nl_langinfo's items: name, number, answer. */
function items(): [string, number, string][] {
  const out: [string, number, string][] = [
    ['CODESET', CODESET, 'UTF-8'], ['RADIXCHAR', 65536, '.'], ['THOUSEP', 65537, ''], ['CRNCYSTR', 262159, '-'], ['D_T_FMT', 131112, '%a %b %e %H:%M:%S %Y'],
    ['D_FMT', 131113, '%m/%d/%y'], ['T_FMT', 131114, '%H:%M:%S'], ['T_FMT_AMPM', 131115, '%I:%M:%S %p'], ['AM_STR', 131110, 'AM'], ['PM_STR', 131111, 'PM'],
    ['YESEXPR', 327680, '^[yY]'], ['NOEXPR', 327681, '^[nN]'], ['ERA', 131116, ''], ['ERA_D_FMT', 131118, ''], ['ERA_D_T_FMT', 131120, ''],
    ['ERA_T_FMT', 131121, ''], ['ALT_DIGITS', 131119, ''],
  ]; // prettier-ignore
  [DAYS[6], ...DAYS.slice(0, 6)].forEach((d, i) =>
    out.push([`ABDAY_${i + 1}`, 131072 + i, d.slice(0, 3)], [`DAY_${i + 1}`, 131079 + i, d]),
  );
  MONTHS.forEach((d, i) => out.push([`ABMON_${i + 1}`, 131086 + i, d.slice(0, 3)], [`MON_${i + 1}`, 131098 + i, d]));
  return out;
}

nativeModule('_locale', (m) => {
  const categories: Record<string, number> = {
    LC_CTYPE: 0,
    LC_NUMERIC: 1,
    LC_TIME: 2,
    LC_COLLATE: 3,
    LC_MONETARY: 4,
    LC_MESSAGES: 5,
    LC_ALL: 6,
  };
  for (const [name, n] of Object.entries(categories)) m.set(name, n);
  m.set('CHAR_MAX', 127);
  const ns = new PyDict();
  ns.setStr('__module__', 'locale');
  const error = makeClass('Error', [Exc.Exception], ns);
  m.set('Error', error);
  const info = items();
  for (const [name, n] of info) m.set(name, n);
  let current = 'C.UTF-8';
  let domain = 'messages';
  m.def('setlocale(category, locale=<absent>, /)', (category: Value, locale: Value | undefined) => {
    const n = Number(toIndex(category));
    if (n < 0 || n > 6) throw call(error, ['invalid locale category']) as PyBaseException;
    if (locale === undefined || locale === None) return current;
    const name = strOf(locale);
    if (name === undefined) throw typeError(`setlocale() argument 2 must be str or None, not ${givenType(locale)}`);
    if (name === '') return (current = 'C.UTF-8');
    if (!['C', 'POSIX', 'C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8'].includes(name))
      throw call(error, ['unsupported locale setting']) as PyBaseException;
    return (current = name);
  });
  m.def('localeconv()', () => {
    const d = new PyDict();
    for (const k of [
      'int_curr_symbol',
      'currency_symbol',
      'mon_decimal_point',
      'mon_thousands_sep',
      'positive_sign',
      'negative_sign',
      'thousands_sep',
    ])
      d.setStr(k, '');
    d.setStr('decimal_point', '.');
    for (const k of ['mon_grouping', 'grouping']) d.setStr(k, new PyList([]));
    for (const k of [
      'int_frac_digits',
      'frac_digits',
      'p_cs_precedes',
      'p_sep_by_space',
      'n_cs_precedes',
      'n_sep_by_space',
      'p_sign_posn',
      'n_sign_posn',
    ])
      d.setStr(k, 127);
    return d;
  });
  m.def('nl_langinfo(key, /)', (key: Value) => {
    const found = info.find(([, n]) => n === Number(toIndex(key)));
    if (found === undefined) throw valueError('unsupported langinfo constant');
    return found[2];
  });
  m.def('getencoding()', () => 'UTF-8');
  const text = (v: Value, argument: string): string => {
    const s = strOf(v);
    if (s === undefined) throw typeError(`${argument} must be str, not ${givenType(v)}`);
    if (s.includes('\0')) throw valueError('embedded null character');
    return s;
  };
  const textOrNone = (v: Value, argument: string): string | undefined => {
    if (v !== None && strOf(v) === undefined) throw typeError(`${argument} must be str or None, not ${givenType(v)}`);
    return v === None ? undefined : text(v, argument);
  };
  m.def('strcoll(os1, os2, /)', (a: Value, b: Value) => {
    const [left, right] = [text(a, 'strcoll() argument 1'), text(b, 'strcoll() argument 2')];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  m.def('strxfrm(string, /)', (s: Value) => text(s, 'strxfrm() argument'));
  m.def('textdomain(domain, /)', (name: Value) => {
    const given = textOrNone(name, 'textdomain() argument');
    return given === undefined ? domain : (domain = given === '' ? 'messages' : given);
  });
  m.def('bindtextdomain(domain, dir, /)', (name: Value, dir: Value) => {
    if (text(name, 'bindtextdomain() argument 1') === '')
      throw call(error, ['domain must be a non-empty string']) as PyBaseException;
    return dir;
  });
  m.def('bind_textdomain_codeset(domain, codeset, /)', (name: Value, codeset: Value) => {
    text(name, 'bind_textdomain_codeset() argument 1');
    return textOrNone(codeset, 'bind_textdomain_codeset() argument 2') ?? None;
  });
  m.def('gettext(msg, /)', (s: Value) => text(s, 'gettext() argument'));
  m.def('dgettext(domain, msg, /)', (name: Value, s: Value) => {
    textOrNone(name, 'dgettext() argument 1');
    return text(s, 'dgettext() argument 2');
  });
  m.def('dcgettext(domain, msg, category, /)', (name: Value, s: Value, category: Value) => {
    textOrNone(name, 'dcgettext() argument 1');
    const message = text(s, 'dcgettext() argument 2');
    cInt(category);
    return message;
  });
});
