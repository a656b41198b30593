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
  entries: () => Value[];
  byId: (id: number) => Value | undefined;
  byName: (name: string) => Value | undefined;
  names: { id: string; name: string; all: string; idText: string; nameText: string };
}

function define(d: Database): void {
  const { module: m, names } = d;
  m.def(`${names.id}(id, /)`, (v: Value) => {
    const id = Number(toIndex(v));
    const found = d.byId(id);
    if (found === undefined) throw keyError(`${names.id}(): ${names.idText} not found: ${id}`);
    return found;
  });
  m.def(`${names.name}(name, /)`, (v: Value) => {
    const name = strOf(v);
    if (name === undefined) throw typeError(`${names.name}() argument must be str, not ${givenType(v)}`);
    if (name.includes('\0')) throw newError('ValueError', 'embedded null byte');
    const found = d.byName(name);
    if (found === undefined) throw keyError(`${names.name}(): name not found: '${name}'`);
    return found;
  });
  m.def(`${names.all}()`, () => new PyList(d.entries()));
}

nativeModule('pwd', (m) => {
  const t = structSeqType(
    'pwd.struct_passwd',
    ['pw_name', 'pw_passwd', 'pw_uid', 'pw_gid', 'pw_gecos', 'pw_dir', 'pw_shell'],
    'A user of the system, as /etc/passwd describes it.',
  );
  m.set('struct_passwd', t.type);
  const rows = () => lines('/etc/passwd');
  const make = (r: string[]) => t.make([r[0], r[1], Number(r[2]), Number(r[3]), r[4], r[5], r[6]]);
  const find = (test: (r: string[]) => boolean) => {
    const r = rows().find(test);
    return r === undefined ? undefined : make(r);
  };
  define({
    module: m,
    entries: () => rows().map(make),
    byId: (id) => find((r) => Number(r[2]) === id),
    byName: (name) => find((r) => r[0] === name),
    names: { id: 'getpwuid', name: 'getpwnam', all: 'getpwall', idText: 'uid', nameText: 'name' },
  });
});

nativeModule('grp', (m) => {
  const t = structSeqType(
    'grp.struct_group',
    ['gr_name', 'gr_passwd', 'gr_gid', 'gr_mem'],
    'A group of the system, as /etc/group describes it.',
  );
  m.set('struct_group', t.type);
  const rows = () => lines('/etc/group');
  const make = (r: string[]) =>
    t.make([r[0], r[1], Number(r[2]), new PyList((r[3] ?? '').split(',').filter((x) => x !== ''))]);
  const find = (test: (r: string[]) => boolean) => {
    const r = rows().find(test);
    return r === undefined ? undefined : make(r);
  };
  define({
    module: m,
    entries: () => rows().map(make),
    byId: (id) => find((r) => Number(r[2]) === id),
    byName: (name) => find((r) => r[0] === name),
    names: { id: 'getgrgid', name: 'getgrnam', all: 'getgrall', idText: 'gid', nameText: 'name' },
  });
});
