import { expect, test } from 'vitest';
import { readView, tablesSchema, withView } from './table-view.ts';

test('a view changes only what is given, and forgets what is undefined', () => {
  const first = withView(tablesSchema.parse({}), 'history', { pageSize: 50, density: 'compact' });
  const second = withView(first, 'history', { density: undefined, wrapLines: false });
  expect(readView(second, 'history')).toEqual({ pageSize: 50, wrapLines: false });
  expect(readView(second, 'comparison')).toEqual({});
  expect(readView(second, 'constructor')).toEqual({});
});

test('the page size of an earlier version is used until the view has its own', () => {
  const earlier = tablesSchema.parse({ imagesPageSize: 100 });
  expect(readView(earlier, 'images').pageSize).toBe(100);
  expect(readView(withView(earlier, 'images', { pageSize: 50 }), 'images').pageSize).toBe(50);
  expect(readView(withView(earlier, 'images', { pageSize: undefined }), 'images').pageSize).toBe(25);
});

test('keeps at most 10,000 views, without the ones that were changed longest ago', () => {
  const views = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`view ${index}`, {}]));
  const changed = withView(tablesSchema.parse({ views }), 'view 1', { filter: 'api' });
  const further = withView(changed, 'one more', {});
  expect(tablesSchema.safeParse(further).success).toBe(true);
  expect(Object.keys(further.views)).toHaveLength(10_000);
  expect(further.views['view 0']).toBeUndefined();
  expect(further.views['view 1']).toEqual({ filter: 'api' });
});
