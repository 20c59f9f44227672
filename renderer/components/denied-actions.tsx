import { describeDeniedRequest } from '../../shared/policies/administrator-request.ts';
import { findDeniedRemedy } from '../../shared/policies/denied-remedy.ts';
import { policyText } from '../../shared/policies/policy-document.ts';
import type { DeniedAccess } from '../../shared/result.ts';
import { CopyAction } from './copy-button.tsx';
import styles from './error-alert.module.css';

/** Buttons that copy the least-privilege policy for a denied call, and a request to an administrator. */
export function DeniedActions({ denied }: { readonly denied: DeniedAccess }) {
  // A denial without a resource ARN concerns all resources.
  const remedy = findDeniedRemedy(denied, '*');
  return (
    <div className={styles.copies}>
      {remedy.kind !== 'explicit-deny' && (
        <CopyAction text={policyText(remedy.policy)}>Copy policy</CopyAction>
      )}
      <CopyAction text={describeDeniedRequest(denied, '*')}>Copy request for admin</CopyAction>
    </div>
  );
}
