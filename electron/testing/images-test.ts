import * as sdk from '@aws-sdk/client-ecr';
import { test as base } from 'vitest';
import { ana, clientOf, region, startSample } from '../local-ecr/testing/sample-registry.ts';
import { imageManifest, seedLayer } from '../local-ecr/testing/seed.ts';

/** A test of the ECR API for images, with a client for its file and a repository of its own. */
export const test = base
  .extend(
    'ecr',
    { scope: 'file' },
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
    async ({}, { onCleanup }) => {
      const ecr = await startSample();
      onCleanup(() => ecr.close());
      return ecr;
    },
  )
  .extend('client', { scope: 'file' }, ({ ecr }, { onCleanup }) => {
    const client = clientOf(ecr, ana);
    onCleanup(() => client.destroy());
    return client;
  })
  .extend('nextNumber', { scope: 'file' }, () => {
    let number = 0;
    return (): number => (number += 1);
  })
  .extend('repositoryName', ({ nextNumber }) => `images-${nextNumber()}`)
  .extend('repository', { auto: true }, ({ ecr, repositoryName }) =>
    ecr.registry('111111111111', region).createRepository(repositoryName),
  )
  .extend(
    'put',
    ({ client, repositoryName }) =>
      async (manifest: string, more: Partial<sdk.PutImageCommandInput> = {}) =>
        client.send(new sdk.PutImageCommand({ repositoryName, imageManifest: manifest, ...more })),
  )
  .extend(
    'get',
    ({ client, repositoryName }) =>
      async (imageIds: sdk.ImageIdentifier[], acceptedMediaTypes?: string[]) =>
        client.send(new sdk.BatchGetImageCommand({ repositoryName, imageIds, acceptedMediaTypes })),
  )
  .extend(
    'describeByIds',
    ({ client, repositoryName }) =>
      async (...imageIds: sdk.ImageIdentifier[]) =>
        client.send(new sdk.DescribeImagesCommand({ repositoryName, imageIds })),
  )
  .extend(
    'remove',
    ({ client, repositoryName }) =>
      async (...imageIds: sdk.ImageIdentifier[]) =>
        client.send(new sdk.BatchDeleteImageCommand({ repositoryName, imageIds })),
  )
  /** Seeds a config and a layer, and returns the manifest of both. */
  .extend('manifestOf', ({ repository }) => (name: string, more: object = {}): string => {
    const config = seedLayer(repository, `{"config":"${name}"}`);
    return imageManifest(config, [seedLayer(repository, `layer of ${name}`)], more);
  });
