/** The module `_codecs_tw`: encodings of Taiwan (CPython's _codecs_tw.c). */
import { defineCodecs } from './multibyte/defineCodecs';
import { codesOf } from './multibyte/doubleByte';

defineCodecs('_codecs_tw', [codesOf('big5'), codesOf('cp950')]);
