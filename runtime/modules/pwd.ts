/**
 * The modules `pwd` and `grp`: /etc/passwd and /etc/group.
 */
import { keyError, newError, typeError } from '../objects/errors';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { PyList, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { nativeModule, type ModuleBuilder } from './registry';
import { structSeqType } from './structSeq';
import { givenType } from '../objects/typeNames';

function lines(path: string): string[][] {
  try {
    const text = new TextDecoder().decode(host().files.readFile(path));
    return text
      .split('\n')
      .filter((l) => l !== '' && !l.startsWith('#'))
      .map((l) => l.split(':'));
  } catch (e) {
    if (e instanceof HostError) return [];
    throw e;
  }
}

interface Database {
  module: ModuleBuilder;
  file: string;
  entry: (row: string[]) => Value;
  names: { id: string; name: string; all: string; idText: string };
}

/** Both files have the name in the first column and the number in the third. */
function define({ module: m, file, entry, names }: Database): void {
  const find = (test: (row: string[]) => boolean) => {
    const row = lines(file).find(test);
    return row === undefined ? undefined : entry(row);
  };
  m.def(`${names.id}(id, /)`, (v: Value) => {
    const id = Number(toIndex(v));
    const found = find((row) => Number(row[2]) === id);
    if (found === undefined) throw keyError(`${names.id}(): ${names.idText} not found: ${id}`);
    return found;
  });
  m.def(`${names.name}(name, /)`, (v: Value) => {
    const name = strOf(v);
    if (name === undefined) throw typeError(`${names.name}() argument must be str, not ${givenType(v)}`);
    if (name.includes('\0')) throw newError('ValueError', 'embedded null byte');
    const found = find((row) => row[0] === name);
    if (found === undefined) throw keyError(`${names.name}(): name not found: '${name}'`);
    return found;
  });
  m.def(`${names.all}()`, () => new PyList(lines(file).map(entry)));
}

nativeModule('pwd', (m) => {
  const t = structSeqType(
    'pwd.struct_passwd',
    ['pw_name', 'pw_passwd', 'pw_uid', 'pw_gid', 'pw_gecos', 'pw_dir', 'pw_shell'],
    'A user of the system, as /etc/passwd describes it.',
  );
  m.set('struct_passwd', t.type);
  define({
    module: m,
    file: '/etc/passwd',
    entry: (r) => t.make([r[0], r[1], Number(r[2]), Number(r[3]), r[4], r[5], r[6]]),
    names: { id: 'getpwuid', name: 'getpwnam', all: 'getpwall', idText: 'uid' },
  });
});

/** The lines of /etc/group: name, password, number, members. */
export function groupRows(): string[][] {
  return lines('/etc/group');
}

nativeModule('grp', (m) => {
  const t = structSeqType(
    'grp.struct_group',
    ['gr_name', 'gr_passwd', 'gr_gid', 'gr_mem'],
    'A group of the system, as /etc/group describes it.',
  );
  m.set('struct_group', t.type);
  define({
    module: m,
    file: '/etc/group',
    entry: (r) => t.make([r[0], r[1], Number(r[2]), new PyList((r[3] ?? '').split(',').filter((x) => x !== ''))]),
    names: { id: 'getgrgid', name: 'getgrnam', all: 'getgrall', idText: 'gid' },
  });
});
