import { probeDownload } from '../replication/download/probe-download.ts';
import type { Check, PreflightInput } from './check.ts';
import { appliesAlways, isAccessDenied } from './check.ts';
import { findSource } from './find-repositories.ts';
import { identityChecks } from './identity-checks.ts';
import { findProbeBlob, needsUpload, putsImages } from './plan-needs.ts';
import { readSourceImages } from './read-manifests.ts';

async function checkDownload({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const blob = findProbeBlob(plan);
  if (blob) await probeDownload(inputs.source.handle, blob.digest);
  return 'passed';
}

/** The checks of the source, ordered by their cost. */
export const sourceChecks: readonly Check[] = [
  ...identityChecks('source'),
  {
    side: 'source',
    step: 'find-repository',
    permission: 'ecr:DescribeRepositories',
    isOptional: isAccessDenied,
    after: ['account'],
    applies: appliesAlways,
    attempt: findSource,
  },
  {
    side: 'source',
    step: 'read-manifest',
    permission: 'ecr:BatchGetImage',
    after: ['find-repository'],
    applies: putsImages,
    attempt: readSourceImages,
  },
  {
    side: 'source',
    step: 'download-layer',
    permission: 'ecr:GetDownloadUrlForLayer',
    after: ['find-repository', 'read-manifest'],
    applies: needsUpload,
    attempt: checkDownload,
  },
];
