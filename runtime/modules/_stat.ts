/**
 * The module `_stat`: file modes.
 */
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { nativeModule } from './registry';

const constants: Record<string, number> = {
  S_IFDIR: 0o040000, S_IFCHR: 0o020000, S_IFBLK: 0o060000, S_IFREG: 0o100000, S_IFIFO: 0o010000, S_IFLNK: 0o120000, S_IFSOCK: 0o140000, S_IFDOOR: 0,
  S_IFPORT: 0, S_IFWHT: 0, S_ISUID: 0o4000, S_ISGID: 0o2000, S_ISVTX: 0o1000, S_ENFMT: 0o2000, S_IREAD: 0o400, S_IWRITE: 0o200, S_IEXEC: 0o100,
  S_IRWXU: 0o700, S_IRUSR: 0o400, S_IWUSR: 0o200, S_IXUSR: 0o100, S_IRWXG: 0o070, S_IRGRP: 0o040, S_IWGRP: 0o020, S_IXGRP: 0o010, S_IRWXO: 0o007,
  S_IROTH: 0o004, S_IWOTH: 0o002, S_IXOTH: 0o001, UF_SETTABLE: 0xffff, UF_NODUMP: 1, UF_IMMUTABLE: 2, UF_APPEND: 4, UF_OPAQUE: 8, UF_NOUNLINK: 16,
  UF_COMPRESSED: 32, UF_TRACKED: 64, UF_DATAVAULT: 128, UF_HIDDEN: 0x8000, SF_SETTABLE: 0x3fff0000, SF_ARCHIVED: 0x10000, SF_IMMUTABLE: 0x20000,
  SF_APPEND: 0x40000, SF_NOUNLINK: 0x100000, SF_SNAPSHOT: 0x200000, SF_FIRMLINK: 0x800000, SF_DATALESS: 0x40000000, SF_RESTRICTED: 0x80000,
  SF_SUPPORTED: 0x9f0000, SF_SYNTHETIC: 0xc0000000, ST_MODE: 0, ST_INO: 1, ST_DEV: 2, ST_NLINK: 3, ST_UID: 4, ST_GID: 5, ST_SIZE: 6, ST_ATIME: 7,
  ST_MTIME: 8, ST_CTIME: 9,
}; // prettier-ignore

const kinds: [string, number, string][] = [
  ['S_ISDIR', 0o040000, 'd'], ['S_ISCHR', 0o020000, 'c'], ['S_ISBLK', 0o060000, 'b'], ['S_ISREG', 0o100000, '-'], ['S_ISFIFO', 0o010000, 'p'],
  ['S_ISLNK', 0o120000, 'l'], ['S_ISSOCK', 0o140000, 's'],
]; // prettier-ignore

export function fileMode(mode: number): string {
  const kind = kinds.find(([, n]) => n === (mode & 0o170000))?.[2] ?? '?';
  let s = kind;
  for (const [shift, special, letter] of [
    [6, 0o4000, 's'],
    [3, 0o2000, 's'],
    [0, 0o1000, 't'],
  ] as const) {
    const bits = (mode >> shift) & 7;
    s += bits & 4 ? 'r' : '-';
    s += bits & 2 ? 'w' : '-';
    if (mode & special) s += bits & 1 ? letter : letter.toUpperCase();
    else s += bits & 1 ? 'x' : '-';
  }
  return s;
}

nativeModule('_stat', (m) => {
  for (const [name, value] of Object.entries(constants)) m.set(name, value);
  const mode = (v: Value) => Number(toIndex(v));
  for (const [name, kind] of kinds) m.def(`${name}(object, /)`, (v: Value) => (mode(v) & 0o170000) === kind);
  for (const name of ['S_ISDOOR', 'S_ISPORT', 'S_ISWHT']) m.def(`${name}(object, /)`, () => false);
  m.def('S_IMODE(object, /)', (v: Value) => mode(v) & 0o7777);
  m.def('S_IFMT(object, /)', (v: Value) => mode(v) & 0o170000);
  m.def('filemode(object, /)', (v: Value) => fileMode(mode(v)));
});
