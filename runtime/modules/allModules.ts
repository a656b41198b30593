/**
 * Imports every native module's file, so that it registers itself. Owns: the list, alphabetical.
 */
import './_abc';
import './_bisect';
import './_codecs';
import './_collections';
import './_contextvars';
import './_functools';
import './_heapq';
import './_imp';
import './_io';
import './_operator';
import './_queue';
import './_random';
import './_signal';
import './_socket';
import './_sre';
import './_string';
import './_struct';
import './_thread';
import './_warnings';
import './_weakref';
import './array';
import './atexit';
import './binascii';
import './builtins';
import './cmath';
import './errno';
import './fcntl';
import './gc';
import './itertools';
import './marshal';
import './math';
import './posix';
import './select';
import './sys';
