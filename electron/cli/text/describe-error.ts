import type { ErrorData } from '../../../shared/models/result.ts';

/** The option for signatures that the destination has already. */
export const keepSignatures = '--keep-signatures keeps what the destination has.';

/** The option that helps, where one does: in the window it would be a button. */
function remedy({ code, side, action }: ErrorData): string | undefined {
  if (action === 'leave-out-missing') return '--leave-out-missing copies the rest of it.';
  if (action === 'keep-signatures') return keepSignatures;
  if (action === 'change-tags') return '--tag sets other tags.';
  if (code === 'repository-not-found' && side === 'destination') return '--create-repository creates it.';
  return undefined;
}

/** An error in words: what happened, what AWS said, and which option helps, each on a line of its own; only the first begins at the margin. */
export function describeError(error: ErrorData): string {
  const details = error.detail === undefined ? undefined : `Details: ${error.detail}`;
  const more = [details, remedy(error)].flatMap((line) =>
    line === undefined ? [] : `  ${line.replaceAll('\n', '\n  ')}`,
  );
  return [error.message, ...more].join('\n');
}
