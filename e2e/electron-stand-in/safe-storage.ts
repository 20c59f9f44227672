import type { SafeStorage } from 'electron';
import { withoutGaps } from './not-provided.ts';

/** The stand-in has no keyring, and reports so. */
export const safeStorage = withoutGaps('safeStorage', {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
} satisfies Pick<SafeStorage, 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'>);
