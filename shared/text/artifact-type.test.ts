import { expect, test } from 'vitest';
import { describeArtifactType } from './artifact-type.ts';

test('describes what tools attach to images, and repeats a type that is not known', () => {
  const types = [
    'application/spdx+json',
    'application/vnd.cyclonedx+json',
    'application/vnd.in-toto+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.cncf.notary.signature',
    'application/vnd.amazon.soci.index.v1+json',
    'application/vnd.oci.image.config.v1+json',
    undefined,
    'application/vnd.example.unknown',
  ];
  expect(types.map(describeArtifactType)).toEqual([
    'SBOM (SPDX)',
    'SBOM (CycloneDX)',
    'Attestation (in-toto)',
    'Signature (Sigstore)',
    'Signature (Notation)',
    'SOCI index',
    'Artifact',
    'Artifact',
    'application/vnd.example.unknown',
  ]);
});
