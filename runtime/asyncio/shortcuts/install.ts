/**
 * What is native of making connections: puts it in the place of the library's functions.
 *
 * Owns: which methods of the loop the native code leaves out.
 */
import { type PyType } from '../../objects/object';
import { ConnectingShortcuts } from './connecting';
import { KnownClass, KnownLoops } from './knownLibrary';
import { library } from '../library';
import { ReadingShortcuts } from './reading';
import { StreamObjectShortcuts } from './streamObjects';
import { TransportShortcuts } from './transports';

/** What native code does for the loop. */
const METHODS = [
  '_sock_connect_cb',
  '_sock_write_done',
  'remove_writer',
  '_add_writer',
  '_remove_writer',
  'call_soon',
  'sock_connect',
  '_sock_connect',
  '_ensure_resolved',
  'create_future',
  'create_task',
  'get_debug',
  '_ensure_fd_no_transport',
  '_add_reader',
];

/** Once the library's classes are there, for loops of this class. */
export function shortenConnections(loop: PyType): void {
  const loops = new KnownLoops(loop, METHODS);
  const known = (module: string, name: string, methods: readonly string[]): KnownClass =>
    new KnownClass(library(module, name) as PyType, methods);
  new ConnectingShortcuts(loops, new TransportShortcuts(loops), loop);
  new ReadingShortcuts(
    {
      transport: known('asyncio.selector_events', '_SelectorSocketTransport', ['is_closing']),
      protocol: known('asyncio.streams', 'StreamReaderProtocol', ['_drain_helper']),
      reader: known('asyncio.streams', 'StreamReader', ['_wait_for_data', '_maybe_resume_transport', 'exception']),
      writer: known('asyncio.streams', 'StreamWriter', ['drain']),
    },
    loops,
  );
  new StreamObjectShortcuts(
    {
      transport: known('asyncio.selector_events', '_SelectorSocketTransport', ['get_extra_info']),
      protocol: known('asyncio.streams', 'StreamReaderProtocol', ['__init__', '_stream_reader']),
      flowControl: known('asyncio.streams', 'FlowControlMixin', ['__init__']),
      reader: known('asyncio.streams', 'StreamReader', ['__init__', 'set_transport']),
      writer: known('asyncio.streams', 'StreamWriter', ['__init__']),
    },
    loops,
    library('collections', 'deque'),
  );
}
