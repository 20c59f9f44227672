import { gzipSync } from 'node:zlib';
import { tarArchive } from '../blobs/tar-archive.ts';
import type { Repository, StoredImage } from '../registry/repository.ts';
import { descriptorOf, putManifest, type Placement } from './demo-image.ts';
import { storeBytes } from './store-blob.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/** Adds a Helm chart as `helm push` does: an OCI manifest whose configuration is the chart's metadata. */
export function putHelmChart(
  repository: Repository,
  chart: { readonly name: string; readonly version: string; readonly appVersion: string },
  placement: Placement,
): StoredImage {
  const { name, version, appVersion } = chart;
  const description = `Runs ${name} behind a service`;
  const metadata = { name, version, description, apiVersion: 'v2', appVersion, type: 'application' };
  const config = storeBytes(
    repository,
    'application/vnd.cncf.helm.config.v1+json',
    Buffer.from(JSON.stringify(metadata)),
  );
  const archive = chartArchive(name, `${yamlOf(metadata)}\n`);
  const layer = storeBytes(repository, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive);
  const annotations = {
    'org.opencontainers.image.title': name,
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.description': description,
  };
  const manifest = { schemaVersion: 2, mediaType: manifestType, config, layers: [layer], annotations };
  return putManifest(repository, manifest, placement);
}

/** Adds a bill of materials that refers to an image by its `subject` (OCI image specification 1.1). */
export function putBillOfMaterials(
  repository: Repository,
  subject: StoredImage,
  placement: Placement,
): StoredImage {
  const artifactType = 'application/spdx+json';
  const document = { spdxVersion: 'SPDX-2.3', name: `${repository.name}@${subject.digest}`, packages: [] };
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType,
    config: storeBytes(repository, 'application/vnd.oci.empty.v1+json', Buffer.from('{}')),
    layers: [storeBytes(repository, artifactType, Buffer.from(JSON.stringify(document)))],
    subject: descriptorOf(subject),
  };
  return putManifest(repository, manifest, placement);
}

const yamlOf = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');

function chartArchive(name: string, chartYaml: string): Buffer {
  const archive = tarArchive([
    [`${name}/Chart.yaml`, Buffer.from(chartYaml)],
    [`${name}/values.yaml`, Buffer.from('replicas: 2\nservice:\n  port: 80\n')],
    [
      `${name}/templates/service.yaml`,
      Buffer.from(`apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`),
    ],
  ]);
  return gzipSync(archive);
}
