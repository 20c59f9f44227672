import type { SafeStorage } from 'electron';
import { withoutGaps } from './not-provided.ts';

/** There is no keeper of secrets here, and it says so. */
export const safeStorage = withoutGaps('safeStorage', {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
} satisfies Pick<SafeStorage, 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'>);
