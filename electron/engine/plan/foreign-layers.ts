import type { PlanWarning } from '../../../shared/models/plan.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectManifests } from '../image-graph/source-image.ts';

/** Hosts that are named one by one. */
const maxHosts = 5;

/** The layers that stay at their URLs, each once; undefined where there are none. */
export function foreignLayersOf(images: readonly SourceImage[]): PlanWarning | undefined {
  const layers = new Map(
    images
      .flatMap(collectManifests)
      .flatMap(({ content }) => (content.kind === 'image' ? content.foreignLayers : []))
      .map((layer) => [layer.digest, layer]),
  );
  if (layers.size === 0) return undefined;
  const all = [...layers.values()];
  const hosts = all.flatMap(({ urls }) => urls.flatMap((url) => URL.parse(url)?.host ?? []));
  return {
    kind: 'foreign-layers',
    count: layers.size,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    hosts: [...new Set(hosts)].slice(0, maxHosts),
  };
}
