import { crc32 } from 'node:zlib';
import { generatedLayer, type GeneratedLayer } from '../blobs/generated-layer.ts';
import { layerDigests } from './layer-digests.ts';

const megabyte = 1_000_000;

/** The layers of the demo images, in megabytes. Images that name the same layer share it. */
const megabytes: Readonly<Record<string, number>> = {
  'debian-12-amd64': 29.1,
  'debian-12-arm64': 28.8,
  certificates: 0.9,
  'service-user': 0.005,
  'node-22-amd64': 41.6,
  'node-22-arm64': 40.9,
  'nginx-1.28': 18.7,
  'python-3.13': 33.2,
  'spark-3.5': 112.4,
  'pipeline-dependencies': 58.3,
  'api-dependencies-1-amd64': 17.9,
  'api-dependencies-2-amd64': 21.4,
  'api-dependencies-2-arm64': 21.1,
  ...family('api-app', 26, 2.1, 0.04),
  ...family('web-site', 12, 6.4, 0.15),
  ...family('worker-app', 14, 1.3, 0.02),
  ...family('pipeline-code', 3, 4.2, 0.3),
  ...family('hardening', 6, 3.1, 0.1),
};

/** The names `<name>-1` to `<name>-<count>`, each layer a little larger than the one before. */
function family(name: string, count: number, first: number, growth: number): Record<string, number> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}-${index + 1}`, first + index * growth]),
  );
}

export const demoLayerNames: readonly string[] = Object.keys(megabytes);

/** The bytes of a demo layer, computed when they are read. */
export function generateDemoLayer(name: string): GeneratedLayer {
  const size = megabytes[name];
  if (size === undefined) throw new Error(`There is no demo layer ${name}`);
  // Real layers do not have round sizes.
  return generatedLayer(`demo ${name}`, Math.round(size * megabyte) + (crc32(name) % 1000));
}

/** The SHA-256 digests of a demo layer, compressed and uncompressed. They are stored, so that the demo starts quickly. */
export function demoLayerDigests(name: string): { readonly digest: string; readonly diffId: string } {
  const [digest, diffId] = layerDigests[name]?.split(' ') ?? [];
  if (digest === undefined || diffId === undefined)
    throw new Error(`The digests of demo layer ${name} are not known`);
  return { digest: `sha256:${digest}`, diffId: `sha256:${diffId}` };
}
