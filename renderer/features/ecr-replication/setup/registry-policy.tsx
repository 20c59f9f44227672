import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { RegistryPolicyChange } from '../../../../shared/models/ecr-replication.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { JsonText } from '../json-text.tsx';

/** What the registry policy of the destination gets, so that it accepts images of the source account. */
export function RegistryPolicy({ change }: { readonly change: RegistryPolicyChange }) {
  switch (change.kind) {
    case 'not-needed':
      return <StatusIndicator>Not needed within one account.</StatusIndicator>;
    case 'unchanged':
      return (
        <SpaceBetween size="xs">
          <StatusIndicator>The policy already allows the source account.</StatusIndicator>
          <ExpandableSection variant="inline" headerText="Registry policy">
            <JsonText name="Registry policy" text={change.policy} />
          </ExpandableSection>
        </SpaceBetween>
      );
    case 'add-statement':
    case 'extend-statement':
      return (
        <SpaceBetween size="xs">
          <div>{describeChange(change)}</div>
          <JsonText name="Statement" text={change.statement} />
          {change.before !== undefined && (
            <ExpandableSection variant="inline" headerText="Whole policy after the change">
              <JsonText name="Registry policy" text={change.after} />
            </ExpandableSection>
          )}
        </SpaceBetween>
      );
    case 'unknown':
      return (
        <SpaceBetween size="xs">
          <StatusIndicator type="warning">
            The policy cannot be read, so it is not changed. Replication fails until an administrator of the
            destination adds this statement.
          </StatusIndicator>
          <ErrorLine error={change.error} />
          <JsonText name="Statement" text={change.statement} />
        </SpaceBetween>
      );
  }
}

function describeChange(
  change: Extract<RegistryPolicyChange, { kind: 'add-statement' | 'extend-statement' }>,
): string {
  if (change.kind === 'extend-statement')
    return `The statement of an earlier setup gets ${formatCount(change.addedResources.length, 'resource')}: ${change.addedResources.join(', ')}. All other statements remain.`;
  return change.before === undefined
    ? 'The destination has no registry policy. It gets a policy with this statement.'
    : 'This statement is added. All current statements remain.';
}
