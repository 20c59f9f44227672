import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { accountIdSchema } from '../../../../../shared/models/registry.ts';
import styles from './route-panel.module.css';

interface Props {
  /** Undefined for the registry of the profile's own account. */
  readonly registryId: string | undefined;
  readonly onChange: (registryId: string | undefined) => void;
}

/** Removes the separators of `1111-2222-3333`. */
const removeSeparators = (text: string): string => text.replaceAll(/[\s-]/g, '');

/** The account of the source registry, when it is not the account of the profile. */
export function RegistryField({ registryId, onChange }: Props) {
  const [text, setText] = useState(registryId ?? '');
  const [problem, setProblem] = useState<string>();

  const commit = (): void => {
    const account = removeSeparators(text);
    const parsed = accountIdSchema.safeParse(account);
    const next = account === '' ? undefined : account;
    if (next !== undefined && !parsed.success) return setProblem(parsed.error.issues[0]?.message);
    if (next !== registryId) onChange(next);
  };

  return (
    <div className={styles.registry}>
      <label htmlFor="source-registry">Registry account</label>
      <div className={styles.account}>
        <Input
          controlId="source-registry"
          value={text}
          placeholder="Profile’s account"
          invalid={problem !== undefined}
          onChange={({ detail }) => {
            setText(detail.value);
            setProblem(undefined);
          }}
          onBlur={commit}
          onKeyDown={({ detail }) => detail.key === 'Enter' && commit()}
        />
      </div>
      {problem !== undefined && (
        <span role="alert" className={styles.warning}>
          {problem}
        </span>
      )}
    </div>
  );
}
