/**
 * The module mmap: files as memory. The objects are in mmap/.
 *
 * DIFFERS: the memory is a copy of the file: what others write into the file later isn't seen, and what is written here
 * goes to the file by writing. Memory without a file isn't shared with other processes.
 */
import { Exc } from '../objects/exceptionTypes';
import { Access } from './mmap/mapping';
import { makeMmapType, MapFlag, PAGE, Prot } from './mmap/mmapType';
import { nativeModule } from './registry';

const constants: Record<string, number> = {
  ALLOCATIONGRANULARITY: PAGE,
  PAGESIZE: PAGE,
  MAP_32BIT: 0x40,
  MAP_DENYWRITE: 0x800,
  MAP_EXECUTABLE: 0x1000,
  MAP_NORESERVE: 0x4000,
  MAP_POPULATE: 0x8000,
  MAP_STACK: 0x20000,
  MAP_ANON: MapFlag.ANONYMOUS,
  MADV_NORMAL: 0,
  MADV_RANDOM: 1,
  MADV_SEQUENTIAL: 2,
  MADV_WILLNEED: 3,
  MADV_DONTNEED: 4,
  MADV_FREE: 8,
  MADV_REMOVE: 9,
  MADV_DONTFORK: 10,
  MADV_DOFORK: 11,
  MADV_MERGEABLE: 12,
  MADV_UNMERGEABLE: 13,
  MADV_HUGEPAGE: 14,
  MADV_NOHUGEPAGE: 15,
  MADV_DONTDUMP: 16,
  MADV_DODUMP: 17,
  MADV_HWPOISON: 100,
};

nativeModule('mmap', (m) => {
  m.set('__doc__', 'Files as memory that can be read, searched and written.');
  m.type(makeMmapType());
  m.set('error', Exc.OSError);
  for (const [name, value] of Object.entries(Access)) m.set(`ACCESS_${name}`, value);
  for (const [name, value] of Object.entries(Prot)) m.set(`PROT_${name}`, value);
  for (const [name, value] of Object.entries(MapFlag)) m.set(`MAP_${name}`, value);
  for (const [name, value] of Object.entries(constants)) m.set(name, value);
});
