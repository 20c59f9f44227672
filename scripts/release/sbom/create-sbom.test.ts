import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { appFolder } from '../../../e2e/app/launch.ts';
import { readBundledPackage } from '../../vite/notices/bundled-package.ts';
import { createSbom } from './create-sbom.ts';
import { writeSbom } from './write-sbom.ts';

const createComponent = (name: string) => ({
  'bom-ref': `${name}@1.0.0`,
  name,
  version: '1.0.0',
  scope: 'optional',
});

const npmSbom = {
  metadata: { component: createComponent('folder'), timestamp: 'now' },
  components: ['vitest', 'zod', 'react', 'electron'].map(createComponent),
  dependencies: [
    { ref: 'folder@1.0.0', dependsOn: ['zod@1.0.0', 'vitest@1.0.0', 'react@1.0.0'] },
    { ref: 'vitest@1.0.0', dependsOn: ['zod@1.0.0'] },
    { ref: 'zod@1.0.0', dependsOn: [] },
  ],
};
const options = {
  npmSbom,
  contained: ['zod', 'react', 'electron'].map((name) => ({ name, version: '1.0.0' })),
  productName: 'The App',
  timestamp: new Date(0),
};

test('lists what the app contains, instead of what npm installs', () => {
  expect(createSbom(options)).toMatchObject({
    metadata: { timestamp: '1970-01-01T00:00:00.000Z', component: { name: 'The App', type: 'application' } },
    components: [
      { name: 'electron', scope: 'required' },
      { name: 'react', scope: 'required' },
      { name: 'zod', scope: 'required' },
      { name: 'Open Sans' },
    ],
    dependencies: [
      { ref: 'folder@1.0.0', dependsOn: ['react@1.0.0', 'zod@1.0.0'] },
      { ref: 'zod@1.0.0', dependsOn: [] },
    ],
  });
});

test('the same content has the same identifier, and another one another', () => {
  const reordered = { ...options, npmSbom: { ...npmSbom, components: npmSbom.components.toReversed() } };
  expect(createSbom(reordered)).toEqual(createSbom(options));
  expect(createSbom({ ...options, timestamp: new Date(1000) })).not.toHaveProperty(
    'serialNumber',
    Object(createSbom(options)).serialNumber,
  );
});

test('refuses a package that the lockfile does not contain', () => {
  const contained = [{ name: 'zod', version: '2.0.0' }];
  expect(() => createSbom({ ...options, contained })).toThrow('does not contain zod@2.0.0');
});

test('the file of this project is valid CycloneDX', async () => {
  const packages = await Promise.all(
    ['node_modules/zod', 'node_modules/react'].map((folder) => readBundledPackage(appFolder, folder)),
  );
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const text = await readFile(await writeSbom(appFolder, packages, folder), 'utf8');
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
  expect(await validator.validate(text)).toBeNull();
  const { components } = JSON.parse(text);
  expect(components.map(({ name }: { name: string }) => name)).toEqual([
    'electron',
    'react',
    'zod',
    'Open Sans',
  ]);
  expect(components[1].hashes[0].alg).toBe('SHA-512');
});
