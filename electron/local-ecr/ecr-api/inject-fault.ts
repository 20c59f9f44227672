import { accessDenied, type PermissionRequest } from '../accounts/authorize.ts';
import type { OpenCall } from '../calls/call-log.ts';
import type { FaultKind } from '../faults/fault.ts';
import { deleteUntagged } from '../registry/delete-images.ts';
import { EcrError, limitExceeded } from '../registry/ecr-error.ts';
import { collectUnreferencedLayers } from '../registry/layers.ts';
import { discardUpload } from '../registry/uploads.ts';
import type { Services } from '../core/services.ts';

/** Faults that take effect before a call is applied. */
const before = [
  'server-error',
  'reset-request',
  'stall',
  'throttle',
  'access-denied',
  'refuse',
  'expired-token',
  'collect-layers',
  'delete-untagged',
  'kms-failure',
  'limit-exceeded',
  'upload-expired',
] as const satisfies readonly FaultKind[];

/** Faults that only some operations can return, as ECR's service model declares. */
const declared: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  'kms-failure': [
    'CreateRepository',
    'InitiateLayerUpload',
    'UploadLayerPart',
    'CompleteLayerUpload',
    'PutImage',
  ],
  'limit-exceeded': ['CreateRepository', 'UploadLayerPart', 'PutImage', 'BatchGetImage'],
  'upload-expired': ['UploadLayerPart', 'CompleteLayerUpload'],
};

/**
 * Injects the fault that matches this call, before the call is applied.
 *
 * @returns whether to answer normally, never to answer, or to break the connection
 * @throws EcrError the error of the fault
 */
export async function injectFault(
  { faults }: Services,
  call: OpenCall,
  permission: PermissionRequest,
): Promise<'none' | 'stall' | 'reset'> {
  const { operation, repositoryName, uploadId } = call.record;
  const kinds = before.filter((kind) => declared[kind]?.includes(operation) ?? true);
  const fault = faults.take(kinds, call.record);
  const repository =
    repositoryName === undefined ? undefined : permission.registry.repositories.get(repositoryName);
  switch (fault?.kind) {
    case 'stall':
      return 'stall';
    case 'reset-request':
      return 'reset';
    case 'server-error':
      throw new EcrError('ServerException', 'These errors are usually caused by a server-side issue.', {
        status: fault.status,
      });
    case 'throttle':
      throw new EcrError('ThrottlingException', 'Rate exceeded');
    case 'access-denied':
      throw accessDenied({ ...permission, repositoryName }, 'no identity-based policy allows');
    case 'refuse':
      throw new EcrError(fault.name, fault.message);
    case 'expired-token':
      throw new EcrError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'kms-failure':
      throw new EcrError('KmsException', 'The operation failed due to a KMS exception.', {
        members: { kmsError: 'KMS.DisabledException' },
      });
    case 'limit-exceeded':
      throw limitExceeded('a service limit for this operation');
    case 'collect-layers':
      if (repository) collectUnreferencedLayers(repository);
      return 'none';
    case 'delete-untagged':
      if (repository) deleteUntagged(repository);
      return 'none';
    case 'upload-expired':
      if (repository && uploadId !== undefined) await discardUpload(repository, uploadId);
      return 'none';
    case undefined:
      return 'none';
  }
}
