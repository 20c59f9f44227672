import { formatCsv } from '../format/csv.ts';
import type { ComparedPair, Comparison, TagComparison, TaggedImage } from '../models/comparison.ts';

const header = [
  'source repository',
  'destination repository',
  'tag',
  'result',
  'source digest',
  'source pushed at',
  'destination digest',
  'destination pushed at',
  'referrers only at source',
  'referrers only at destination',
];

const iso = (image: TaggedImage | undefined): string | undefined =>
  image && new Date(image.pushedAt).toISOString();

const sides = (tag: TagComparison) => ({
  source: tag.kind === 'only-at-destination' ? undefined : tag.source,
  destination: tag.kind === 'only-at-source' ? undefined : tag.destination,
  referrers: tag.kind === 'same' ? tag.referrers : undefined,
});

function listRows({ source, destination, state }: ComparedPair) {
  if (state.kind !== 'compared') {
    const result = state.kind === 'failed' ? `failed: ${state.error.message}` : 'not compared';
    return [[source, destination, undefined, result]];
  }
  return state.tags.map((tag) => {
    const { source: here, destination: there, referrers } = sides(tag);
    return [
      source,
      destination,
      tag.tag,
      tag.kind,
      here?.digest,
      iso(here),
      there?.digest,
      iso(there),
      referrers?.onlyAtSource.join(' '),
      referrers?.onlyAtDestination.join(' '),
    ];
  });
}

/** A line per tag; times in UTC. */
export const comparisonAsCsv = ({ pairs }: Comparison): string => formatCsv(header, pairs.flatMap(listRows));

/** All of it, as data. */
export const comparisonAsJson = ({ request, at, pairs }: Comparison): string =>
  `${JSON.stringify({ version: 1, comparedAt: new Date(at).toISOString(), source: request.source, destination: request.destination, pairs }, undefined, 2)}\n`;

/** `comparison-2026-03-01.csv` */
export const comparisonFileName = ({ at }: Comparison, format: 'csv' | 'json'): string =>
  `comparison-${new Date(at).toISOString().slice(0, 10)}.${format}`;
