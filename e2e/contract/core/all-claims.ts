import type { ClaimArea } from './claim.ts';
import { awsCli } from '../claims/aws-cli.ts';
import { downloads } from '../claims/downloads.ts';
import { errors } from '../claims/errors.ts';
import { errorTexts } from '../claims/error-texts.ts';
import { images } from '../claims/images.ts';
import { immutability } from '../claims/immutability.ts';
import { layers } from '../claims/layers.ts';
import { limits } from '../claims/limits.ts';
import { mounts } from '../claims/mounts.ts';
import { otherAccount } from '../claims/other-account.ts';
import { quotas } from '../claims/quotas.ts';
import { referrers } from '../claims/referrers.ts';
import { registryPush } from '../claims/registry-push.ts';
import { resume } from '../claims/resume.ts';
import { skopeo } from '../claims/skopeo.ts';
import { verification } from '../claims/verification.ts';

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
  immutability,
  verification,
  quotas,
  otherAccount,
  awsCli,
  skopeo,
];
