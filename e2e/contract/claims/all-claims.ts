import type { ClaimArea } from '../core/claim.ts';
import { archived } from './archived.ts';
import { awsCli } from './aws-cli.ts';
import { downloads } from './downloads.ts';
import { errors } from './errors.ts';
import { errorTexts } from './error-texts.ts';
import { images } from './images.ts';
import { immutability } from './immutability.ts';
import { layers } from './layers.ts';
import { limits } from './limits.ts';
import { mounts } from './mounts.ts';
import { otherAccount } from './other-account.ts';
import { quotas } from './quotas.ts';
import { referrers } from './referrers.ts';
import { registryPush } from './registry-push.ts';
import { replication } from './replication.ts';
import { resume } from './resume.ts';
import { skopeo } from './skopeo.ts';
import { verification } from './verification.ts';

/** Every claim that the project makes of ECR. */
export const allClaims: readonly ClaimArea[] = [
  layers,
  images,
  registryPush,
  resume,
  downloads,
  mounts,
  errors,
  errorTexts,
  limits,
  referrers,
  archived,
  immutability,
  verification,
  replication,
  quotas,
  otherAccount,
  awsCli,
  skopeo,
];
