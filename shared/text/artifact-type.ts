/** Artifact types and the media types of configs by which tools mark what they attach to an image. */
const names: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^application\/vnd\.in-toto(\+json|\.)/, 'Attestation (in-toto)'],
  [/spdx/, 'SBOM (SPDX)'],
  [/cyclonedx/, 'SBOM (CycloneDX)'],
  [/^application\/vnd\.syft/, 'SBOM (Syft)'],
  [/^application\/vnd\.cncf\.notary\.signature/, 'Signature (Notation)'],
  [/^application\/vnd\.dev\.sigstore\.bundle/, 'Signature (Sigstore)'],
  [/^application\/vnd\.dev\.cosign\.artifact\.sig/, 'Signature (cosign)'],
  [/^application\/vnd\.dev\.cosign\.artifact\.sbom/, 'SBOM (cosign)'],
  [/^application\/vnd\.dev\.cosign/, 'Signature (cosign)'],
  [/^application\/vnd\.amazon\.soci/, 'SOCI index'],
  [/^application\/vnd\.cncf\.helm/, 'Helm chart'],
  [/sarif/, 'Scan report (SARIF)'],
];

/** Configs of images and empty configs, which say nothing about an artifact. */
const meaningless =
  /^application\/(vnd\.(docker\.container\.image|oci\.image\.config|oci\.empty)\.v1\+json)$/;

/** Describes an artifact by its type: `SBOM (SPDX)`; an unknown type is the type itself. */
export function describeArtifactType(type: string | undefined): string {
  if (type === undefined || type === '' || meaningless.test(type)) return 'Artifact';
  return names.find(([pattern]) => pattern.test(type))?.[1] ?? type;
}
