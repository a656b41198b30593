/**
 * The module `itertools`. Owns: what is in it; the iterators are in itertools/*.ts.
 */
import {
  combinationsType,
  combinationsWithReplacementType,
  permutationsType,
  productType,
} from './itertools/combinatoric';
import {
  chainType,
  countType,
  groupbyType,
  grouperType,
  repeatType,
  tee,
  teeType,
  zipLongestType,
} from './itertools/joining';
import * as simple from './itertools/simple';
import { nativeModule } from './registry';

nativeModule('itertools', (m) => {
  m.set('__doc__', 'Iterators made of other iterators.');
  for (const t of [
    simple.accumulateType,
    simple.batchedType,
    chainType,
    combinationsType,
    combinationsWithReplacementType,
    simple.compressType,
    countType,
    simple.cycleType,
    simple.dropwhileType,
    simple.filterfalseType,
    groupbyType,
    grouperType,
    simple.isliceType,
    simple.pairwiseType,
    permutationsType,
    productType,
    repeatType,
    simple.starmapType,
    simple.takewhileType,
    teeType,
    zipLongestType,
  ])
    m.type(t);
  m.def('tee(iterable, n=2, /)', tee, 'A tuple of n iterators over the items of one iterable.');
});
