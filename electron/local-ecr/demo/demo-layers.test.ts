import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../blobs/generated-blob.ts';
import { demoLayerNames, generateDemoLayer } from './demo-layers.ts';

const heading = `/**
 * For each demo layer the SHA-256 of its gzip and of the tar inside, in hex. They are stored because hashing
 * hundreds of megabytes would delay the start. Written by demo-layers.test.ts when vitest runs with \`--update\`.
 */
`;

describe('demo layers', () => {
  it('have the stored digests', async () => {
    const entries: Record<string, string> = {};
    for (const name of demoLayerNames) {
      const { compressed, uncompressed } = generateDemoLayer(name);
      const digests = [await digestOf(compressed), await digestOf(uncompressed)];
      entries[name] = digests.map((digest) => digest.replace('sha256:', '')).join(' ');
    }
    const source = `${heading}export const layerDigests: Readonly<Record<string, string>> = ${JSON.stringify(entries)};`;
    const formatted = await format('layer-digests.ts', source, { singleQuote: true, printWidth: 110 });
    await expect(formatted.code).toMatchFileSnapshot('layer-digests.ts');
  });
});
