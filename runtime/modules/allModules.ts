/**
 * Imports every native module's file, so that it registers itself. Owns: the list, alphabetical.
 */
import './_sre';
import './builtins';
import './itertools';
