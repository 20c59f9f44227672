import type { RequiredPolicy } from '../../../shared/policies/needed-policies.ts';
import { policyText } from '../../../shared/policies/policy-document.ts';
import { CopyAction } from '../../components/copy-button.tsx';

const labels = { identity: 'Copy policy', repository: 'Copy policy for the repository' } as const;

/** A copy button for each policy. */
export const PolicyCopies = ({ policies }: { readonly policies: readonly RequiredPolicy[] }) =>
  policies.map(({ attachTo, arn, policy }) => (
    <CopyAction key={arn} text={policyText(policy)}>
      {labels[attachTo]}
    </CopyAction>
  ));
