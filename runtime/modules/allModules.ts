/**
 * Imports every native module's file, so that it registers itself. Owns: the list, alphabetical.
 */
import './_bisect';
import './_collections';
import './_functools';
import './_heapq';
import './_operator';
import './_queue';
import './_sre';
import './builtins';
import './itertools';
import './math';
