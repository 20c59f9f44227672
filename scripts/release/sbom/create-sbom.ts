import { createHash } from 'node:crypto';
import { z } from 'zod';

const componentSchema = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });

/** The output of `npm sbom --sbom-format cyclonedx`, as far as it is changed. */
const npmSbomSchema = z.looseObject({
  metadata: z.looseObject({ component: componentSchema }),
  components: z.array(componentSchema),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/** What npm does not know: Cloudscape contains the font as text of a style sheet. */
const openSans = {
  'bom-ref': 'open-sans@3.000',
  type: 'data',
  name: 'Open Sans',
  version: '3.000',
  scope: 'required',
  copyright: 'Copyright 2020 The Open Sans Project Authors',
  licenses: [{ license: { id: 'OFL-1.1' } }],
};

/** The same content gives the same identifier; a random one would make every build of it another. */
function createSerialNumber(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

export interface SbomOptions {
  /** What npm says of the lockfile. */
  readonly npmSbom: unknown;
  /** The packages in the app. */
  readonly contained: readonly { readonly name: string; readonly version: string }[];
  readonly productName: string;
  /** Of the commit. */
  readonly timestamp: Date | undefined;
}

/**
 * A software bill of materials in the format CycloneDX: the app, and what it really contains instead of everything that npm
 * installs to build it.
 *
 * @throws if a contained package is not in the lockfile.
 */
export function createSbom({ npmSbom, contained, productName, timestamp }: SbomOptions): unknown {
  const listed = npmSbomSchema.parse(npmSbom);
  const wanted = new Set(contained.map(({ name, version }) => `${name}@${version}`));
  const components = listed.components
    .filter(({ name, version }) => wanted.has(`${name}@${version}`))
    // npm calls everything optional or excluded that is needed to build alone; these parts are in the app.
    .map((component) => ({ ...component, scope: 'required' }))
    .toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const missing = [...wanted].filter(
    (each) => !components.some(({ name, version }) => each === `${name}@${version}`),
  );
  if (missing.length > 0)
    throw new Error(`The lockfile does not contain ${missing.join(', ')}. Build again.`);

  const root = listed.metadata.component;
  const refs = new Set([root['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = listed.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)).toSorted() }))
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  const content = {
    metadata: {
      ...(timestamp && { timestamp: timestamp.toISOString() }),
      lifecycles: [{ phase: 'build' }],
      component: { ...root, type: 'application', name: productName },
    },
    components: [...components, openSans],
    dependencies,
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: createSerialNumber(JSON.stringify(content)),
    version: 1,
    ...content,
  };
}
