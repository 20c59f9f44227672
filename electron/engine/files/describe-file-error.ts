import { UnsupportedFileError } from './read-small-file.ts';

const sentences: Readonly<Record<string, string>> = {
  EACCES: 'Permission is denied',
  EBUSY: 'Another program is using it',
  EDQUOT: 'The disk quota is used up',
  EEXIST: 'A file has the same name as its folder',
  EIO: 'The disk reports an input/output error',
  EISDIR: 'It is a folder',
  ELOOP: 'Its symbolic links form a loop',
  ENAMETOOLONG: 'Its name is too long',
  ENOENT: 'It does not exist',
  ENOSPC: 'The disk is full',
  ENOTDIR: 'Its path leads through a file',
  EPERM: 'The operation is not permitted',
  EROFS: 'The file system is read-only',
};

/** The code of a file system error, such as `ENOSPC`. */
export const fileErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Describes why a file cannot be read or written in one sentence: `The disk is full (ENOSPC).` */
export function describeFileError(error: unknown): string {
  if (error instanceof UnsupportedFileError) return error.message;
  const code = fileErrorCode(error);
  if (code === undefined) return 'The system gives no reason.';
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : 'The system reports an error';
  return `${sentence} (${code}).`;
}
