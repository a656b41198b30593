/**
 * Operators and brackets by their characters.
 *
 * Owns: the tables that CPython generates as _PyToken_OneChar, _PyToken_TwoChars and _PyToken_ThreeChars.
 */

import { Tok } from './token';

export const ONE_CHARACTER = new Uint8Array(128);
for (const [char, kind] of [
  ['(', Tok.LPar],
  [')', Tok.RPar],
  ['[', Tok.LSqb],
  [']', Tok.RSqb],
  ['{', Tok.LBrace],
  ['}', Tok.RBrace],
  [':', Tok.Colon],
  [',', Tok.Comma],
  [';', Tok.Semi],
  ['.', Tok.Dot],
  ['!', Tok.Exclamation],
  ['=', Tok.Equal],
  ['|', Tok.VBar],
  ['^', Tok.Circumflex],
  ['&', Tok.Amper],
  ['+', Tok.Plus],
  ['-', Tok.Minus],
  ['*', Tok.Star],
  ['/', Tok.Slash],
  ['%', Tok.Percent],
  ['@', Tok.At],
  ['~', Tok.Tilde],
  ['<', Tok.Less],
  ['>', Tok.Greater],
] as const) {
  ONE_CHARACTER[char.charCodeAt(0)] = kind;
}

export function twoCharacters(first: number, second: number): Tok | 0 {
  if (second === 0x3d) {
    switch (first) {
      case 0x3d:
        return Tok.EqEqual;
      case 0x21:
        return Tok.NotEqual;
      case 0x3c:
        return Tok.LessEqual;
      case 0x3e:
        return Tok.GreaterEqual;
      case 0x3a:
        return Tok.ColonEqual;
      default: {
        const kind = first < 128 ? ONE_CHARACTER[first] : 0;
        return kind >= Tok.VBar && kind <= Tok.At ? kind + 13 : 0;
      }
    }
  }
  switch (first) {
    case 0x2d:
      return second === 0x3e ? Tok.Arrow : 0;
    case 0x2a:
      return second === 0x2a ? Tok.DoubleStar : 0;
    case 0x2f:
      return second === 0x2f ? Tok.DoubleSlash : 0;
    case 0x3c:
      return second === 0x3c ? Tok.LeftShift : second === 0x3e ? Tok.NotEqual : 0;
    case 0x3e:
      return second === 0x3e ? Tok.RightShift : 0;
    default:
      return 0;
  }
}

export function threeCharacters(two: Tok, third: number, first: number): Tok | 0 {
  if (third !== 0x3d) return 0;
  switch (two) {
    case Tok.DoubleStar:
    case Tok.DoubleSlash:
    case Tok.LeftShift:
    case Tok.RightShift:
      return first === 0x3c && two !== Tok.LeftShift ? 0 : two + 13;
    default:
      return 0;
  }
}
