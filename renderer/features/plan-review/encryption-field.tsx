import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { EncryptionChoice } from '../../../shared/models/repository-settings.ts';
import { checkKmsKey } from '../../../shared/models/repository-settings.ts';
import styles from './new-repository.module.css';

interface Props {
  readonly choice: EncryptionChoice;
  /** The planned encryption, when it differs from the source. */
  readonly planned: string | undefined;
  /** The region of the new repository, and thus of its key. */
  readonly region: string;
  readonly onChoice: (choice: EncryptionChoice) => void;
}

const offered: readonly { readonly value: EncryptionChoice['kind']; readonly label: string }[] = [
  { value: 'as-source', label: 'Same as source' },
  { value: 'aes256', label: 'AES-256' },
  { value: 'kms-managed', label: 'AWS managed KMS key' },
  { value: 'kms-key', label: 'Customer managed KMS key' },
];

const chosen = (value: string | undefined): EncryptionChoice => {
  const kind = offered.find((option) => option.value === value)?.value ?? 'as-source';
  return kind === 'kms-key' ? { kind, kmsKey: '' } : { kind };
};

/** The encryption of the new repository, which cannot be changed after creation. */
export function EncryptionField({ choice, planned, region, onChoice }: Props) {
  const key = choice.kind === 'kms-key' ? choice.kmsKey : undefined;
  const problem = key === undefined ? undefined : checkKmsKey(key, region);
  return (
    <div className={styles.encryption}>
      <Select
        ariaLabel="Encryption of the new repository"
        options={offered}
        selectedOption={offered.find(({ value }) => value === choice.kind) ?? null}
        expandToViewport
        onChange={({ detail }) => onChoice(chosen(detail.selectedOption.value))}
      />
      {choice.kind === 'as-source' && planned !== undefined && <span>{planned}</span>}
      {key !== undefined && (
        <>
          <Input
            value={key}
            ariaLabel="KMS key ARN"
            placeholder="arn:aws:kms:…"
            invalid={key !== '' && problem !== undefined}
            spellcheck={false}
            autoComplete={false}
            autoFocus
            onChange={({ detail }) => onChoice({ kind: 'kms-key', kmsKey: detail.value.trim() })}
          />
          {problem !== undefined && (
            <span className={key === '' ? styles.quiet : styles.problem}>{problem}</span>
          )}
        </>
      )}
    </div>
  );
}
