import type { EncryptionType, TagMutability } from '../models/repository.ts';

/** `Immutable, except latest*` */
export function describeMutability(mutability: TagMutability, exclusions: readonly string[] = []): string {
  const except = exclusions.length > 0 ? `, except ${exclusions.join(', ')}` : '';
  return `${mutability.startsWith('IMMUTABLE') ? 'Immutable' : 'Mutable'}${except}`;
}

const encryptions = {
  AES256: 'AES-256',
  KMS: 'KMS',
  KMS_DSSE: 'KMS, dual-layer',
} as const satisfies Record<EncryptionType, string>;

export const describeEncryption = (encryption: EncryptionType): string => encryptions[encryption];
