import { expect, test } from 'vitest';
import { digestOf, plan } from '../../testing/sample-data.ts';
import { parseTags } from './parse-tags.ts';
import { countImageLayers, countLayers, countTagWrites } from './plan-numbers.ts';
import { describeChange } from '../../../shared/text/tag-change.ts';

test('tags are parsed as typed or pasted', () => {
  expect(parseTags(' v1, v2;prod\nlatest ')).toEqual({ ok: true, tags: ['v1', 'v2', 'prod', 'latest'] });
  expect(parseTags('')).toEqual({ ok: true, tags: [] });
  expect(parseTags('.hidden')).toMatchObject({
    ok: false,
    message: expect.stringContaining('A tag is up to 128'),
  });
  expect(parseTags('good -bad')).toMatchObject({ ok: false, message: expect.stringContaining('“-bad”') });
});

test('a change is said beside its tag', () => {
  const fromDigest = digestOf(7);
  expect(describeChange({ kind: 'create', tag: 'a' })).toEqual({ tone: 'plain', words: 'new' });
  expect(describeChange({ kind: 'move', tag: 'a', fromDigest })).toMatchObject({ tone: 'moving' });
  expect(describeChange({ kind: 'immutable', tag: 'a', fromDigest })).toMatchObject({ tone: 'blocked' });
  expect(describeChange({ kind: 'claimed-twice', tag: 'a', otherDigest: fromDigest }).words).toContain(
    fromDigest.slice(0, 19),
  );
});

test('layers are counted without configs, bytes with them', () => {
  const [image] = plan.images;
  expect(countLayers(plan)).toEqual({ there: 1, missing: 2, bytes: 30_001_000 });
  expect(image && countImageLayers(image, plan)).toEqual({ there: 1, missing: 2, bytes: 30_001_000 });
  expect(countTagWrites(plan)).toBe(2);
});
