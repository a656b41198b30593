/** The module `_codecs_tw`: encodings of Taiwan (CPython's _codecs_tw.c). */
import { defineCodecs } from './multibyte/defineCodecs';
import { doubleByte } from './multibyte/doubleByte';

defineCodecs('_codecs_tw', [doubleByte('big5'), doubleByte('cp950')]);
