import type { RegistryReference } from '../../../shared/models/reference.ts';
import { AccountName } from '../../components/account-name.tsx';

/** `4444-5555-6666 (Prod), us-west-2` */
export const RegistryName = ({ registry }: { readonly registry: RegistryReference }) => (
  <span>
    <AccountName accountId={registry.accountId} />, {registry.region}
  </span>
);
