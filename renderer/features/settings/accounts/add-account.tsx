import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { accountIdSchema } from '../../../../shared/models/registry.ts';
import styles from './add-account.module.css';

/** Adds an account that no profile refers to. */
export function AddAccount({ onAdd }: { readonly onAdd: (accountId: string) => void }) {
  const [text, setText] = useState('');
  const number = accountIdSchema.safeParse(text.replaceAll(/[\s-]/g, ''));
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (!number.success) return;
        onAdd(number.data);
        setText('');
      }}
    >
      <Input
        ariaLabel="Account ID"
        placeholder="1234-5678-9012"
        value={text}
        onChange={({ detail }) => setText(detail.value)}
      />
      <Button disabled={!number.success}>Add account</Button>
    </form>
  );
}
