import { expect, test } from 'vitest';
import { findFolderCycles } from './import-graph.ts';

const imports = (...pairs: readonly (readonly [from: string, to: string])[]) =>
  pairs.map(([from, to]) => ({ from, to }));

test('finds no circle between folders that import in one direction', () => {
  const oneWay = imports(['a/b/x.ts', 'a/c/y.ts'], ['a/c/y.ts', 'a/d/z.ts'], ['a/b/x.ts', 'a/d/z.ts']);
  expect(findFolderCycles(oneWay)).toEqual([]);
});

test('finds folders that import each other directly, and over a third', () => {
  expect(findFolderCycles(imports(['a/b/x.ts', 'a/c/y.ts'], ['a/c/y.ts', 'a/b/z.ts']))).toEqual([
    ['a/b', 'a/c'],
  ]);
  const three = imports(['b/x.ts', 'c/x.ts'], ['c/x.ts', 'd/x.ts'], ['d/x.ts', 'b/y.ts']);
  expect(findFolderCycles(three)).toEqual([['b', 'c', 'd']]);
});

test('finds folders whose subfolders import each other', () => {
  expect(findFolderCycles(imports(['a/b/d/x.ts', 'a/c/y.ts'], ['a/c/e/z.ts', 'a/b/w.ts']))).toEqual([
    ['a/b', 'a/c'],
  ]);
});

test('finds a folder and its own subfolder that import each other', () => {
  expect(findFolderCycles(imports(['a/x.ts', 'a/b/y.ts'], ['a/b/y.ts', 'a/z.ts']))).toEqual([['a', 'a/b']]);
});

test('lets files of one folder import each other', () => {
  expect(findFolderCycles(imports(['a/x.ts', 'a/y.ts'], ['a/y.ts', 'a/x.ts']))).toEqual([]);
});
