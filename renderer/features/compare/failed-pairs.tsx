import type { ComparedPair } from '../../../shared/models/comparison.ts';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';

interface Props {
  readonly pairs: readonly ComparedPair[];
  readonly actions: (side: Side | undefined) => ErrorActions;
}

/** How many repositories an alert lists by name. */
const maxListed = 3;

function getHeader(repositories: readonly string[]): string {
  const rest = repositories.length - maxListed;
  return `Comparison failed: ${repositories.slice(0, maxListed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The repositories that could not be compared, grouped by reason. */
export function FailedPairs({ pairs, actions }: Props) {
  const failures = new Map<string, { readonly error: ErrorData; readonly repositories: string[] }>();
  for (const { source, state } of pairs) {
    if (state.kind !== 'failed') continue;
    const key = `${state.error.code} ${state.error.side} ${state.error.message}`;
    const known = failures.get(key);
    if (known) known.repositories.push(source);
    else failures.set(key, { error: state.error, repositories: [source] });
  }
  return [...failures].map(([key, { error, repositories }]) => (
    <ErrorAlert key={key} header={getHeader(repositories)} error={error} actions={actions(error.side)} />
  ));
}
