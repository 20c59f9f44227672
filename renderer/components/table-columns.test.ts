import { expect, test } from 'vitest';
import type { ResourceColumn } from './table-columns.ts';
import { displayColumns, layOutColumns } from './table-columns.ts';

const column = (id: string, more: Partial<ResourceColumn<unknown>> = {}): ResourceColumn<unknown> => ({
  cell: () => id,
  ...more,
  id,
  header: id,
});
const columns = [
  column('name', { isRowHeader: true }),
  column('size', { width: 100 }),
  column('key', { isHidden: true }),
  column('created'),
];
const shown = (display: readonly { readonly id: string; readonly visible: boolean }[]): string =>
  display.map(({ id, visible }) => (visible ? id : `(${id})`)).join(' ');

test('shows the columns in the saved order, ignores unknown ones, and always shows the row header', () => {
  expect(shown(displayColumns(columns, undefined))).toBe('name size (key) created');
  expect(
    shown(
      displayColumns(columns, [
        { id: 'created', visible: false },
        { id: 'of a later version', visible: true },
        { id: 'key', visible: true },
        { id: 'name', visible: false },
        { id: 'size', visible: true },
      ]),
    ),
  ).toBe('(created) key name size');
});

test('a column that is not saved comes after its predecessor', () => {
  const saved = [
    { id: 'created', visible: true },
    { id: 'size', visible: false },
  ];
  expect(shown(displayColumns(columns, saved))).toBe('name created (size) (key)');
});

test('a column gets at least its minimum width, and the others share the rest', () => {
  const three = [column('a', { weight: 3, minWidth: 200 }), column('b', { minWidth: 150 }), column('c')];
  const display = displayColumns(three, undefined);
  expect(Object.fromEntries(layOutColumns(three, display, 500, undefined))).toEqual({
    a: 230,
    b: 150,
    c: 120,
  });
  expect(Object.fromEntries(layOutColumns(three, display, 1000, undefined))).toEqual({
    a: 600,
    b: 200,
    c: 200,
  });
});

test('visible columns without a width share what remains, and saved widths come first', () => {
  const display = displayColumns(columns, undefined);
  const widths = (available: number, saved?: Record<string, number>): unknown =>
    Object.fromEntries(layOutColumns(columns, display, available, saved));
  expect(widths(700)).toEqual({ name: 300, size: 100, key: 120, created: 300 });
  expect(widths(200)).toEqual({ name: 120, size: 100, key: 120, created: 120 });
  expect(widths(700, { size: 200, name: 400 })).toEqual({ name: 400, size: 200, key: 120, created: 120 });
});
