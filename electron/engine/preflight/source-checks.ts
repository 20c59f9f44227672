import { probeDownload } from '../replication/download/probe-download.ts';
import type { Check, Subject } from './check.ts';
import { always, whenDenied } from './check.ts';
import { findSource } from './find-repositories.ts';
import { identityChecks } from './identity-checks.ts';
import { blobToTry, movesBlobs, putsImages } from './plan-needs.ts';
import { readSourceImages } from './read-manifests.ts';

async function tryDownload({ prepared: { plan, inputs } }: Subject): Promise<'passed'> {
  const blob = blobToTry(plan);
  if (blob) await probeDownload(inputs.source.handle, blob.digest);
  return 'passed';
}

/** What the source has to give, from cheap to dear. */
export const sourceChecks: readonly Check[] = [
  ...identityChecks('source'),
  {
    side: 'source',
    step: 'find-repository',
    permission: 'ecr:DescribeRepositories',
    isOptional: whenDenied,
    after: ['account'],
    applies: always,
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
    applies: movesBlobs,
    attempt: tryDownload,
  },
];
