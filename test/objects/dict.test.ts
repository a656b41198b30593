import assert from 'node:assert/strict';
import { PyDict } from '../../runtime/objects/dict';
import { hash } from '../../runtime/objects/compare';
import { PyObject } from '../../runtime/objects/object';
import { Shape } from '../../runtime/objects/shape';
import { Key, plainType } from './storage';

describe('dictionary storage', () => {
  it('keeps insertion order over deletion and re-insertion', () => {
    const d = new PyDict();
    for (const k of ['a', 'b', 'c']) d.set(k, k);
    d.delete('a');
    d.set('a', 'again');
    assert.deepEqual(d.entries(), [
      ['b', 'b'],
      ['c', 'c'],
      ['a', 'again'],
    ]);
  });

  it('takes equal numbers for one key, the first of them', () => {
    const d = new PyDict();
    d.set(1, 'int');
    d.set(true, 'bool');
    assert.deepEqual(d.entries(), [[1, 'bool']]);
    assert.equal(d.get(2n ** 64n), undefined);
    d.set(2n ** 64n, 'big');
    assert.equal(d.get(2n ** 64n), 'big');
  });

  it('tells objects apart that share a hash', () => {
    const d = new PyDict();
    d.set(new Key('a'), 1);
    d.set(new Key('b'), 2);
    d.set(new Key('a'), 3);
    assert.equal(d.size, 2);
    assert.equal(d.get(new Key('a')), 3);
    assert.equal(d.delete(new Key('b')), 2);
    assert.equal(d.get(new Key('b')), undefined);
    assert.equal(d.get(new Key('a')), 3);
  });

  it('finds a str by an object equal to it, and the other way round', () => {
    const d = new PyDict();
    d.set('s', 1);
    assert.equal(d.get(new Key('s', hash('s') as number)), 1);
    d.set('t', 2);
    assert.equal(d.get(new Key('t', hash('t') as number)), 2);
    const e = new PyDict();
    e.set(new Key('s', hash('s') as number), 3);
    assert.equal(e.get('s'), 3);
  });

  it('closes gaps without losing keys', () => {
    const d = new PyDict();
    const objects = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? new PyObject(plainType) : new Key(i, i)));
    objects.forEach((o, i) => d.set(o, i));
    for (let i = 0; i < 90; i++) d.delete(objects[i]);
    assert.ok(d.slots < 100);
    for (let i = 90; i < 100; i++) assert.equal(d.get(objects[i]), i);
    assert.deepEqual(d.valueList(), [90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });

  it('changes its layout with its keys and only then', () => {
    const d = new PyDict();
    d.set('a', 1);
    const before = d.cacheLayout();
    d.set('a', 2);
    assert.equal(d.cacheLayout(), before);
    d.set('b', 1);
    assert.notEqual(d.cacheLayout(), before);
  });

  it('shares the layout of instances made alike', () => {
    const root = new Shape([], 0);
    const [a, b] = [new PyDict(PyDict.type, root), new PyDict(PyDict.type, root)];
    for (const d of [a, b]) {
      d.setStr('x', 1);
      d.setStr('y', 2);
    }
    assert.equal(a.layout, b.layout);
    b.delete('x');
    assert.notEqual(a.layout, b.layout);
    assert.deepEqual(b.entries(), [['y', 2]]);
    assert.equal(b.get(new Key('y', hash('y') as number)), 2);
  });
});
