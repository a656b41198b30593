/**
 * `os.scandir`, `os.DirEntry` and `os.listdir`.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { defGetSet } from '../../objects/descriptors';
import { isError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { subscriptHooks } from '../../objects/subscriptHooks';
import { defineType } from '../../objects/typeObject';
import { normInt, PyList } from '../../objects/values';
import { host } from '../../host/currentHost';
import type { DirectoryEntry } from '../../host/hostFiles';
import { requireFreeFd } from '../fileDescriptors';
import { hostCall, pathResult } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { target, type Target } from './arguments';
import { statResult } from './stat';
import { getAttr } from '../../objects/attributes';

let entryType: PyType;
let iteratorType: PyType;

class PyDirEntry extends PyObject {
  stats: Value | undefined = undefined;
  lstats: Value | undefined = undefined;
  constructor(
    readonly folder: Target,
    readonly entry: DirectoryEntry,
  ) {
    super(entryType);
  }

  get text(): string {
    const { text } = this.folder;
    return text === '' || text.endsWith('/') ? text + this.entry.name : `${text}/${this.entry.name}`;
  }

  path(): Value {
    const { fd, isBytes } = this.folder;
    return pathResult(fd === undefined ? this.text : this.entry.name, isBytes);
  }

  stat(follow: boolean): Value {
    if (!follow || this.entry.kind !== 'link')
      return (this.lstats ??= statResult(hostCall(() => host().files.lstat(this.text), this.path())));
    return (this.stats ??= statResult(hostCall(() => host().files.stat(this.text), this.path())));
  }

  is(kind: 'file' | 'directory', follow: boolean): boolean {
    if (this.entry.kind !== 'link') return this.entry.kind === kind;
    if (!follow) return false;
    try {
      const mode = Number(getAttr(this.stat(true), 'st_mode')) & 0o170000;
      return mode === (kind === 'file' ? 0o100000 : 0o040000);
    } catch (e) {
      if (isError(e, Exc.FileNotFoundError)) return false;
      throw e;
    }
  }
}

class PyScandir extends PyObject {
  index = 0;
  closed = false;
  constructor(
    readonly folder: Target,
    readonly entries: DirectoryEntry[],
  ) {
    super(iteratorType);
  }
}

/** Entries in the order of the host's readdir, sorted: a run must be repeatable. */
function entriesOf(folder: Target): DirectoryEntry[] {
  return hostCall(() => (requireFreeFd(), host().files.readdir(folder.text)), folder.value);
}

export function defScandir(m: ModuleBuilder): void {
  entryType = defineType({
    name: 'posix.DirEntry',
    isBase: false,
    slots: {
      tp_repr: (self) =>
        `<DirEntry ${repr(pathResult((self as PyDirEntry).entry.name, (self as PyDirEntry).folder.isBytes))}>`,
    },
    methods: {
      'is_dir(self, *, follow_symlinks=True)': (self: PyDirEntry, follow: Value) =>
        self.is('directory', isTrue(follow)),
      'is_file(self, *, follow_symlinks=True)': (self: PyDirEntry, follow: Value) => self.is('file', isTrue(follow)),
      'is_symlink(self, /)': (self: PyDirEntry) => self.entry.kind === 'link',
      'is_junction(self, /)': () => false,
      'stat(self, *, follow_symlinks=True)': (self: PyDirEntry, follow: Value) => self.stat(isTrue(follow)),
      'inode(self, /)': (self: PyDirEntry) => normInt(hostCall(() => host().files.lstat(self.text), self.path()).ino),
      '__fspath__(self, /)': (self: PyDirEntry) => self.path(),
    },
    classMethods: {
      '__class_getitem__(cls, object, /)': (cls: Value, item: Value) => subscriptHooks.genericAlias(cls, item),
    },
    setup: (t) => {
      defGetSet(t, 'name', (self: PyDirEntry) => pathResult(self.entry.name, self.folder.isBytes));
      defGetSet(t, 'path', (self: PyDirEntry) => self.path());
    },
  });
  iteratorType = defineType({
    name: 'posix.ScandirIterator',
    isBase: false,
    slots: {
      tp_iter: (self) => self,
      tp_iternext: (self) => {
        const it = self as PyScandir;
        if (it.closed || it.index >= it.entries.length) return undefined;
        return new PyDirEntry(it.folder, it.entries[it.index++]);
      },
    },
    methods: {
      '__enter__(self, /)': (self: PyScandir) => self,
      '__exit__(self, /, *args)': (self: PyScandir) => {
        self.closed = true;
        return None;
      },
      'close(self, /)': (self: PyScandir) => {
        self.closed = true;
        return None;
      },
    },
  });
  m.set('DirEntry', entryType);
  m.def('scandir(path=None)', (path: Value) => {
    const folder = target(path, 'scandir: path', None, { fd: true, none: true });
    return new PyScandir(folder, entriesOf(folder));
  });
  m.def('listdir(path=None)', (path: Value) => {
    const folder = target(path, 'listdir: path', None, { fd: true, none: true });
    return new PyList(entriesOf(folder).map((e) => pathResult(e.name, folder.isBytes)));
  });
}
