import { expect, test } from 'vitest';
import { digestOf, plan } from '../../testing/sample-data.ts';
import { parseTags } from './parse-tags.ts';
import { countImageLayers, countLayers, countTagWrites } from './plan-numbers.ts';
import { describeChange } from '../../../shared/text/tag-change.ts';

test('parses typed or pasted tags', () => {
  expect(parseTags(' v1, v2;prod\nlatest ')).toEqual({ ok: true, tags: ['v1', 'v2', 'prod', 'latest'] });
  expect(parseTags('')).toEqual({ ok: true, tags: [] });
  expect(parseTags('.hidden')).toMatchObject({
    ok: false,
    message: expect.stringContaining('A tag is up to 128'),
  });
  expect(parseTags('good -bad')).toMatchObject({ ok: false, message: expect.stringContaining('“-bad”') });
});

test('describes each kind of tag change', () => {
  const fromDigest = digestOf(7);
  expect(describeChange({ kind: 'create', tag: 'a' })).toEqual({ tone: 'plain', words: 'new' });
  expect(describeChange({ kind: 'move', tag: 'a', fromDigest })).toMatchObject({ tone: 'moving' });
  expect(describeChange({ kind: 'immutable', tag: 'a', fromDigest })).toMatchObject({ tone: 'blocked' });
  expect(describeChange({ kind: 'claimed-twice', tag: 'a', otherDigest: fromDigest }).words).toContain(
    fromDigest.slice(0, 19),
  );
});

test('counts layers without configs, and bytes with configs', () => {
  const [image] = plan.images;
  expect(countLayers(plan)).toEqual({ existing: 1, missing: 2, bytes: 30_001_000 });
  expect(image && countImageLayers(image, plan)).toEqual({ existing: 1, missing: 2, bytes: 30_001_000 });
  expect(countTagWrites(plan)).toBe(2);
});
